"""Files at a URL that fsspec opens (https://filesystem-spec.readthedocs.io): S3, SFTP and others.

A `Remote` has as much of a path as readers and writers need. What its URL says of a user
(`user:password@`, `?signature=…`) is in no text: it shows itself without, and of what a library
says only the kind of the error is told.
"""

from __future__ import annotations

import errno
import os
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeVar

from plansheet.problems import InputError, existing_file, is_url, path_of

_SAME: Final = {"s3a": "s3", "ssh": "sftp", "dav": "webdav", "davs": "webdavs"}
"""Schemes of two names."""
_PORTS: Final = {"sftp": "22", "webdav": "80", "webdavs": "443", "http": "80", "https": "443"}
_WEBDAV: Final = {"webdav": "http", "webdavs": "https"}
_WHOLE: Final = frozenset({"s3"})
"""Where a file appears when all of it has come, and a folder is nothing but the names of files."""


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
        return self._at(f"{self._base}/{inside}")

    @property
    def _base(self) -> str:
        scheme, mark, rest = self.url.partition("?")[0].partition("://")
        return f"{scheme}{mark}{rest.rstrip('/')}"

    def _at(self, base: str) -> Remote:
        """Another one there, to which one comes in the same way."""
        _, mark, query = self.url.partition("?")
        return Remote(f"{base}{mark}{query}")

    @property
    def _scheme(self) -> str:
        scheme = self.url.partition("://")[0].lower()
        return _SAME.get(scheme, scheme)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePosixPath(str(self)).name

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePosixPath(self.name).stem

    @property
    def suffix(self) -> str:
        """The ending of the name."""
        return PurePosixPath(self.name).suffix

    @property
    def parent(self) -> Remote:
        """The folder that it is in; a host or bucket itself."""
        above, _, _ = self._base.rpartition("/")
        return self if above.endswith(":/") else self._at(above)

    @property
    def parents(self) -> Iterator[Remote]:
        """The folders that it is in, the nearest first, up to the host or bucket."""
        folder: Remote = self
        while (above := folder.parent) != folder:
            yield above
            folder = above

    def with_name(self, name: str) -> Remote:
        """The file of another name beside it."""
        return self.parent / name

    def with_stem(self, stem: str) -> Remote:
        """The file of another name and the same ending beside it."""
        return self.with_name(f"{stem}{self.suffix}")

    def as_posix(self) -> str:
        """What it is called where its name alone does not tell it from others."""
        return str(self)

    def absolute(self) -> Remote:
        """Itself."""
        return self

    def place(self) -> PurePosixPath:
        """Where it is, whatever its URL says of a user and of a port that goes without saying."""
        host, _, inside = str(self).partition("://")[2].partition("/")
        host = host.lower().removesuffix(f":{_PORTS.get(self._scheme, '')}")
        return PurePosixPath(
            f"{self._scheme}:", host, posixpath.normpath(f"/{inside.lstrip('/')}")[1:]
        )

    def relative_to(self, folder: Remote) -> PurePosixPath:
        """Its path in a folder above it, its name in itself."""
        return PurePosixPath(self._base[len(folder._base) + 1 :] or self.name)

    def files(self) -> Iterator[Remote]:
        """Every file in this folder and in those below it, as they are now; a file has itself.

        Raises:
            OSError: there is nothing at this URL, or it cannot be looked at.
        """
        with self._reached() as (system, path):
            system.invalidate_cache()
            found: list[str] = system.find(path)
            if not found:
                system.info(path)
        for one in found:
            inside = one.lstrip("/").removeprefix(path.lstrip("/")).strip("/")
            yield self / inside if inside else self

    def exists(self) -> bool:
        """Whether there is a file or folder.

        Raises:
            InputError: nobody says so; the same for `is_file` and `is_dir`.
        """
        return self._info() is not None

    def is_file(self) -> bool:
        """Whether there is a file."""
        return (self._info() or {}).get("type") == "file"

    def is_dir(self) -> bool:
        """Whether there is a folder."""
        return (self._info() or {}).get("type") == "directory"

    def _info(self) -> Mapping[str, Any] | None:
        """What its system says of it; None where there is nothing.

        What fsspec itself calls `exists` is also false where nobody could look.
        """
        try:
            with self._reached() as (system, path):
                found: Mapping[str, Any] = system.info(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise InputError("not-reached", path=self, why=error.strerror) from None
        return found

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
        """Put a file of this machine in its place, whole or not at all.

        On its way it may be called after the folder that it comes from, a temporary one.

        Raises:
            FileNotFoundError: the folder that it is to be in is not there.
        """
        with self._reached() as (system, path):
            if self._scheme in _WHOLE:
                system.put_file(str(local), path)
                return
            folder = posixpath.dirname(path)
            system.info(folder)  # some systems would make it
            temporary = posixpath.join(folder, f".{local.parent.name}.tmp")
            try:
                system.put_file(str(local), temporary)
                self._rename(system, temporary, path)
            except BaseException:
                with suppress(Exception):
                    system.rm_file(temporary)
                raise

    def _rename(self, system: Any, old: str, new: str) -> None:
        """Put one file in the place of another, if there is one."""
        if self._scheme in _WEBDAV:  # its `mv` copies, and takes no place
            system.client.move(old, new, overwrite=True)
        else:
            system.mv(old, new)

    def make_folder(self) -> None:
        """Make the folder, and those above it, where such a thing is made at all."""
        if self._scheme in _WHOLE:
            return
        with self._reached() as (system, path):
            system.makedirs(path, exist_ok=True)

    def rmdir(self) -> None:
        """Remove the folder, which is empty."""
        if self._scheme in _WHOLE:
            return
        with self._reached() as (system, path):
            system.rmdir(path)

    def unlink(self) -> None:
        """Remove the file."""
        with self._reached() as (system, path):
            system.rm_file(path)

    @contextmanager
    def _reached(self) -> Iterator[tuple[Any, str]]:
        """The file system of its kind, and its path there.

        Raises:
            InputError: a library is missing.
            OSError: anything else that fails in the block.
        """
        if find_spec("fsspec") is None:
            raise InputError("no-fsspec", path=self)
        start = self.url.index("://") + 3
        host, _, inside = self.url[start:].partition("/")
        try:
            system, root = _system(self._scheme, self.url[:start], host)
            yield system, f"{root.rstrip('/')}/{inside}".rstrip("/") or "/"
        except ImportError:
            raise InputError("no-fsspec", path=self) from None
        except Exception as error:  # each kind of system has its own
            raise _without_secrets(error) from None


def _system(scheme: str, start: str, host: str) -> tuple[Any, str]:
    """The system of a host or bucket, and its root there.

    Names of files do not go through it: some systems would take a # or ? in them for options.
    """
    if scheme not in _WEBDAV:
        found: tuple[Any, str] = import_module("fsspec.core").url_to_fs(f"{start}{host}")
        return found
    from urllib.parse import unquote

    user, _, address = host.rpartition("@")
    name, _, password = user.partition(":")
    auth = {"auth": (unquote(name), unquote(password))} if user else {}
    base = f"{_WEBDAV[scheme]}://{address}"
    return import_module("fsspec").filesystem("webdav", base_url=base, **auth), ""


PathOrRemote = Path | Remote
"""Where a file or folder is."""
Location = Path | str | Remote
"""What somebody names: a path, or a URL."""
Written = Path | Any
"""What was written: a path; where a URL was named, a `Remote`, which whoever names paths need not
think of."""
L = TypeVar("L", bound=PathOrRemote)

_NUMBERS: Final = {FileNotFoundError: errno.ENOENT, PermissionError: errno.EACCES}


def _without_secrets(error: Exception) -> OSError:
    """The error by its kind: what a library says of it may name the URL."""
    known = next((kind for kind in _NUMBERS if isinstance(error, kind)), None)
    number = getattr(error, "errno", None)
    usual = _NUMBERS[known] if known else 0
    return (known or OSError)(number or usual, type(error).__name__)


def source_of(given: Location) -> PathOrRemote:
    """What somebody names: a path, or a URL; a file:// URL is a path.

    Raises:
        ArgumentError: it is neither.
    """
    if isinstance(given, Remote):
        return given
    if not is_url(given):
        return path_of(given)
    text = str(given)
    if not text.lower().startswith("file://"):
        there = Remote(text)
        return there._at(there._base)
    from urllib.request import url2pathname

    return Path(url2pathname(text[len("file://") :].removeprefix("localhost")))


def is_folder(source: PathOrRemote) -> bool:
    """Whether there is a folder.

    Raises:
        InputError: nobody answers for that URL.
    """
    if isinstance(source, Remote):
        return source.is_dir()
    return os.path.isdir(source)  # noqa: PTH112 - Path.is_dir raises for a name that is too long


def existing_source(given: Location) -> PathOrRemote:
    """A file that is to be read; one at a URL says for itself whether it can be.

    Raises:
        ArgumentError: it is neither a path nor a URL.
        InputError: there is no such file.
    """
    source = source_of(given)
    return source if isinstance(source, Remote) else existing_file(source)


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
