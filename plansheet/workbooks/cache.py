"""What was worked out of files before, kept in a folder of the user's own.

An entry is called by everything that its value depends on: the function and its arguments as they
pickle, the program and the libraries byte by byte. No list of reasons to work it out anew can then
miss one; at worst something is worked out again. Its content is a pickle, which alone holds our
values as they are, after the authentication code (RFC 2104) of name and content, made with a key
that only the user can read. Nothing that anybody else wrote, nor another entry's content under this
one's name, is ever unpickled; whoever could forge one could change the program itself.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import pickle
import re
import secrets
import stat
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

_log: Final = logging.getLogger(__name__)

Where = bool | Path | str
"""Whether to keep what was worked out; a folder other than the user's own cache folder."""

FOLDER_VARIABLE: Final = "PLANSHEET_CACHE_DIR"
MOST_BYTES: Final = 256 * 2**20
_KEY_BYTES: Final = 32
_CODE_BYTES: Final = hashlib.sha256().digest_size
_OURS: Final = re.compile(r"[0-9a-f]{64}\.entry|tmp\w+\.entry-part")
"""The names of our files: no other of the folder is ever removed."""


@dataclass(frozen=True)
class Cache:
    """A folder of entries, each by a name; every failure of the disk is as if it had no entry.

    `most` is how many bytes stay in it; those go first that were used longest ago.
    """

    folder: Path
    key: bytes = field(repr=False)
    most: int = MOST_BYTES

    def get(self, name: str) -> Any:
        """What was kept under a name, None where nothing that we wrote is."""
        path = self._path(name)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        code, content = data[:_CODE_BYTES], data[_CODE_BYTES:]
        if not hmac.compare_digest(code, self._code(name, content)):
            _log.debug("no entry of ours: %s", path)
            return None
        return pickle.loads(zlib.decompress(content))

    def put(self, name: str, value: object) -> None:
        """Keep a value under a name, whole or not at all."""
        content = zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)
        try:
            _write(self._path(name), self._code(name, content) + content)
        except OSError as error:
            _log.debug("not kept: %s", error)

    def trim(self) -> None:
        """Remove what was used longest ago, as far as it is too much."""
        found = sorted(self._files(), reverse=True)
        room = self.most
        for _, size, path in found:
            room -= size
            if room < 0:
                with suppress(OSError):
                    path.unlink()

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        with suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                if _OURS.fullmatch(entry.name):
                    with suppress(OSError):
                        state = entry.stat(follow_symlinks=False)
                        yield state.st_mtime_ns, state.st_size, Path(entry.path)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.entry"

    def _code(self, name: str, content: bytes) -> bytes:
        return hmac.digest(self.key, name.encode() + content, "sha256")


def open_cache(where: Where) -> Cache | None:
    """The cache in a folder; None where there shall be none, or the folder cannot be used.

    Args:
        where: True for the folder that the environment names in PLANSHEET_CACHE_DIR, else the
            user's cache folder of this system; False for none.
    """
    if where is False:
        return None
    from platformdirs import user_cache_path, user_data_path

    named = os.environ.get(FOLDER_VARIABLE) if where is True else where
    folder = Path(named) if named else user_cache_path("plansheet", appauthor=False)
    try:
        _own_folder(folder)
        return Cache(folder.absolute(), _own_key(user_data_path("plansheet", appauthor=False)))
    except OSError as error:
        _log.debug("no cache: %s", error)
        return None


def fingerprint(*values: object) -> str | None:
    """A digest of values and of the program: equal only where all of it is.

    Returns:
        The digest in hexadecimal; None where something does not pickle. Equal values may differ in
        it, as sets have no order in a tuple: then something is worked out again.
    """
    content = BytesIO()
    try:
        _Plainly(content, pickle.HIGHEST_PROTOCOL).dump((program(), values))
    except (pickle.PicklingError, TypeError, AttributeError, OSError) as error:
        _log.debug("not kept: %s", error)
        return None
    return hashlib.sha256(content.getbuffer()).hexdigest()


def entry_name(*of: str) -> str:
    """What an entry is called that depends on texts."""
    return hashlib.sha256(repr(of).encode(errors="surrogatepass")).hexdigest()


class _Plainly(pickle.Pickler):
    """Pickles values by their fields alone: not by what was worked out of them since."""

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if not is_dataclass(kind):
            return NotImplemented
        of = _fields_of(kind)(value)
        return kind, tuple([sorted(v, key=repr) if isinstance(v, _SETS) else v for v in of])


@cache
def _fields_of(kind: type) -> Callable[[Any], tuple[object, ...]]:
    """What gives the fields of a dataclass."""
    names = [one.name for one in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


_SETS: Final = (set, frozenset)


def program() -> str:
    """A digest of plansheet's own files, of Python and of the libraries that are installed.

    Raises:
        OSError: the files cannot be read.
    """
    digest = hashlib.sha256(sys.version.encode())
    package = Path(__file__).parents[1]
    inside = ((folder, name) for folder, _, names in os.walk(package) for name in names)
    files = [f"{folder}/{name}" for folder, name in inside if not name.endswith(".pyc")]
    if not files:
        raise FileNotFoundError(f"the program is in no folder: {package}")
    for path in sorted(files):
        content = Path(path).read_bytes()
        digest.update(f"{path.removeprefix(str(package))} {len(content)} ".encode())
        digest.update(content)
    for folder in map(Path, sys.path):
        with suppress(OSError):
            installed = sorted(p.name for p in folder.iterdir() if p.name.endswith("-info"))
            digest.update(repr(installed).encode())
    return digest.hexdigest()


def _own_folder(folder: Path) -> None:
    """Make a folder, for its user alone.

    Raises:
        OSError: it cannot be made, or others can write into it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_own(folder.stat(), others=0o022):
        raise PermissionError(f"others can write into {folder}")


def _own_key(folder: Path) -> bytes:
    """The user's key; a new one where there is none, or one that others can read.

    Raises:
        OSError: it cannot be kept.
    """
    _own_folder(folder)
    path = folder / "cache.key"
    key = _kept_key(path)
    if len(key) != _KEY_BYTES:
        _write(path, secrets.token_bytes(_KEY_BYTES))
        key = _kept_key(path)
    if len(key) != _KEY_BYTES:
        raise PermissionError(f"no key of one's own: {path}")
    return key


def _kept_key(path: Path) -> bytes:
    """The key in a file, blank where none is that is the user's alone."""
    try:
        with path.open("rb") as file:
            return file.read() if _is_own(os.fstat(file.fileno()), others=0o077) else b""
    except FileNotFoundError:
        return b""


def _is_own(state: os.stat_result, others: int) -> bool:
    """Whether a file is the user's and gives others none of some rights.

    Windows has no such rights: there the folders lie in the user's profile.
    """
    if sys.platform == "win32":
        return True
    return state.st_uid == os.getuid() and not stat.S_IMODE(state.st_mode) & others


def _write(path: Path, data: bytes) -> None:
    """Write a file that only its user can read, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    number, name = tempfile.mkstemp(suffix=".entry-part", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
