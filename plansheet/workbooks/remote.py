"""Files at a URL that fsspec opens (https://filesystem-spec.readthedocs.io): S3, SFTP and others.

A `Remote` has as much of a path as readers need. What its URL says of a user (`user:password@`,
`?signature=…`) is in no text: it shows itself without, and of what a library says only the kind of
the error is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeVar

from plansheet.problems import InputError, path_of

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
"""Two letters at least: C:/ is a drive."""


@dataclass(frozen=True, slots=True, repr=False)
class Remote:
    """A file or folder at a URL; whatever fails there is an `OSError`."""

    url: str

    def __str__(self) -> str:
        scheme, _, rest = self.url.partition("?")[0].partition("://")
        host, slash, inside = rest.rpartition("@")[2].partition("/")
        return f"{scheme}://{host}{slash}{inside}"

    def __repr__(self) -> str:
        return f"Remote({str(self)!r})"

    def __truediv__(self, inside: str) -> Remote:
        return Remote(f"{self.url.rstrip('/')}/{inside}")

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePosixPath(str(self)).name

    @property
    def parent(self) -> Remote:
        """The folder that it is in."""
        return Remote(self.url.rstrip("/").rpartition("/")[0])

    def as_posix(self) -> str:
        """What it is called where its name alone does not tell it from others."""
        return str(self)

    def absolute(self) -> Remote:
        """Itself."""
        return self

    def relative_to(self, folder: Remote) -> PurePosixPath:
        """Its path in a folder above it, its name in itself."""
        return PurePosixPath(self.url[len(folder.url.rstrip("/")) + 1 :] or self.name)

    def files(self) -> Iterator[Remote]:
        """Every file in this folder and in those below it; a file has itself.

        Raises:
            OSError: there is nothing at this URL, or it cannot be looked at.
        """
        with self._reached() as (system, path):
            found: list[str] = system.find(path)
            if not found and not system.exists(path):
                raise FileNotFoundError
        for one in found:
            inside = one.removeprefix(path).strip("/")
            yield self / inside if inside else self

    def exists(self) -> bool:
        """Whether there is a file or folder."""
        with self._reached() as (system, path):
            return bool(system.exists(path))

    def size(self) -> int:
        """How many bytes the file has."""
        with self._reached() as (system, path):
            return int(system.size(path))

    def changed(self) -> float:
        """When the file was last changed, in seconds since 1970."""
        with self._reached() as (system, path):
            return float(system.modified(path).timestamp())

    def read_bytes(self) -> bytes:
        """The whole content of the file."""
        with self._reached() as (system, path):
            content: bytes = system.cat_file(path)
            return content

    def fetched(self, folder: Path) -> Path:
        """A copy of the file, under its name, in a folder of this machine.

        Raises:
            InputError: it cannot be read.
        """
        local = folder / self.name
        try:
            local.write_bytes(self.read_bytes())
        except OSError as error:
            raise InputError("not-reached", path=self, why=error.strerror) from None
        return local

    def write_from(self, local: Path) -> None:
        """Put a file of this machine in its place."""
        with self._reached() as (system, path):
            system.put_file(str(local), path)

    @contextmanager
    def _reached(self) -> Iterator[tuple[Any, str]]:
        """The file system of its kind, and its path there.

        Raises:
            InputError: a library is missing.
            OSError: anything else that fails in the block.
        """
        if find_spec("fsspec") is None:
            raise InputError("no-fsspec", path=self)
        try:
            yield import_module("fsspec.core").url_to_fs(self.url)
        except ImportError:
            raise InputError("no-fsspec", path=self) from None
        except Exception as error:  # each kind of system has its own
            raise _without_secrets(error) from None


PathOrRemote = Path | Remote
"""Where a file or folder is."""
L = TypeVar("L", bound=PathOrRemote)


def _without_secrets(error: Exception) -> OSError:
    """The error by its kind: what a library says of it may name the URL."""
    known = type(error) if isinstance(error, FileNotFoundError | PermissionError) else OSError
    number = getattr(error, "errno", None)
    return known(number or 0, type(error).__name__)


def is_url(text: object) -> bool:
    """Whether a text is a URL, no path."""
    return isinstance(text, str) and _URL.match(text) is not None


def source_of(given: Path | str | Remote) -> PathOrRemote:
    """What somebody names: a path, or a URL.

    Raises:
        ArgumentError: it is neither.
    """
    if isinstance(given, Remote):
        return given
    return Remote(str(given)) if is_url(given) else path_of(given)


def existing_remote(folder: Remote) -> Remote:
    """A folder at a URL that is to be read.

    Raises:
        InputError: it cannot be reached, or there is nothing.
    """
    try:
        next(folder.files(), None)
    except FileNotFoundError:
        raise InputError("no-folder", path=folder) from None
    except OSError as error:
        raise InputError("not-reached", path=folder, why=error.strerror) from None
    return folder
