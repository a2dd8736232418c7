"""Outputs that appear whole or not at all."""

from __future__ import annotations

import errno
import io
import logging
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from plansheet.language.wording import Wording
from plansheet.problems import OutputError, path_of
from plansheet.problems.catalogue import phrases

_log: Final = logging.getLogger(__name__)

ISSUED_AT: Final = datetime(2000, 1, 1)
"""The creation time that every workbook gets: the same input gives the same bytes."""

_REASONS: Final = {
    errno.ENOENT: phrases.NO_SUCH_FOLDER,
    errno.ENOTDIR: phrases.NO_SUCH_FOLDER,
    errno.EISDIR: phrases.IS_A_FOLDER,
    errno.EEXIST: phrases.IS_A_FILE,
    errno.EACCES: phrases.NO_RIGHT,
    errno.EPERM: phrases.NO_RIGHT,
    errno.EROFS: phrases.READ_ONLY_DISK,
    errno.ENOSPC: phrases.FULL_DISK,
    errno.ENAMETOOLONG: phrases.LONG_NAME,
}
"""What the system says of a file that it refuses, in words."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place when the block ends well."""
    if path.is_dir():
        raise cannot_write(path, IsADirectoryError(errno.EISDIR, ""))
    if (path.parent / f"~${path.name}").exists():
        raise OutputError("open-in-excel", path=path)
    temporary = _unused(path.parent, ".tmp")
    try:
        temporary.touch(0o600, exist_ok=False)
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
        _log.debug("wrote %s", path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def all_or_none(folder: Path, differs: str, ours: Container[Path] = frozenset()) -> Iterator[Path]:
    """A workshop whose files all move into `folder` when the block ends well, or none of them.

    The folder is made where it does not exist; where the block fails, it is gone again. Of the
    files that are there already those in `ours` are replaced, as nobody has worked on them.

    Raises:
        OutputError: `folder` cannot be written, or has another one of the files already, but not
            the same: the sentence `differs`.
    """
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    workshop = _unused(folder)
    try:
        try:
            _make_folder(workshop, folder)
            yield workshop
            _move(sorted(workshop.iterdir()), folder, differs, ours)
        finally:
            shutil.rmtree(workshop, ignore_errors=True)
    except BaseException:
        for one in made:
            with suppress(OSError):
                one.rmdir()
        raise


def _unused(folder: Path, suffix: str = "") -> Path:
    """A name that nobody has, known before there is a file: an interrupt leaves none behind."""
    return Path(tempfile.mktemp(prefix=".plansheet-", suffix=suffix, dir=folder))


def _make_folder(inner: Path, folder: Path) -> None:
    """Make a folder in another one, and that with those above it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        inner.mkdir()
    except OSError as error:
        raise cannot_write(folder, error) from error


def _move(files: Iterable[Path], folder: Path, differs: str, ours: Container[Path]) -> None:
    files = tuple(files)
    try:
        for new in files:
            there = folder / new.name
            if there.exists() and there not in ours and not _is_same(there, new):
                raise OutputError(differs, path=there)
        for new in files:
            new.replace(folder / new.name)
        _log.debug("wrote %d files into %s", len(files), folder)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _is_same(there: Path, new: Path) -> bool:
    """Whether two files say the same: another zlib packs the parts of an Office file otherwise."""
    if there.read_bytes() == new.read_bytes():
        return True
    try:
        with zipfile.ZipFile(there) as one, zipfile.ZipFile(new) as other:
            return _parts(one) == _parts(other)
    except zipfile.BadZipFile:
        return False


def _parts(package: zipfile.ZipFile) -> list[tuple[str, int, int]]:
    return [(part.filename, part.file_size, part.CRC) for part in package.infolist()]


def named_as(path: Path | str, *suffixes: str) -> Path:
    """The path of a file to write, of one of some kinds: what has no suffix gets the first.

    A folder stays as it is, for the writer to refuse.

    Raises:
        OutputError: a file of another kind.
    """
    path = path_of(path)
    if not path.name or path.is_dir():
        return path
    if not path.suffix:
        return path.with_name(path.name + suffixes[0])
    if path.suffix.lower() not in suffixes:
        wanted = ", ".join(suffixes)
        raise OutputError("other-suffix", path=path, suffix=path.suffix, wanted=wanted)
    return path


def refuse_existing(path: Path) -> None:
    """Raise `OutputError` where `path` is there already: it may be somebody's work."""
    if path.exists():
        raise OutputError("exists", path=path)


def refuse_inputs(output: Path, inputs: Iterable[Path], folder: Path | None = None) -> None:
    """Raise `OutputError` where `output` is one of `inputs`, or `folder`, or lies within it."""
    there = real_path(output)
    forbidden = real_path(folder) if folder else None
    if there in map(real_path, inputs) or forbidden in (there, *there.parents):
        raise OutputError("is-an-input", path=output)


def real_path(path: Path) -> Path:
    """Where a path leads; where links run in a circle `Path.resolve` would raise."""
    return Path(os.path.realpath(path))


def cannot_write(path: Path, error: Exception) -> OutputError:
    """The one sentence for an output that the system refuses."""
    said = getattr(error, "strerror", None) or str(error)
    why = _REASONS.get(getattr(error, "errno", None) or 0, Wording(said, said))
    return OutputError("cannot-write", path=path, why=why)


_FIRST_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""What the container of an Office file can say at the earliest."""


def repacked(package: bytes, changed: Callable[[str, bytes], bytes]) -> bytes:
    """An Office file without the moment of its making; `changed` gives each part as it shall be."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _FIRST_TIME)
            new.writestr(part, changed(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()
