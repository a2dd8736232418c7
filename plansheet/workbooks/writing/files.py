"""Outputs that appear whole or not at all."""

from __future__ import annotations

import errno
import io
import logging
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import takewhile
from pathlib import Path, PurePath
from typing import Final, cast

from plansheet.language.wording import Wording
from plansheet.problems import OutputError
from plansheet.problems.catalogue import phrases
from plansheet.workbooks.remote import L, Location, PathOrRemote, Remote, source_of

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
def replacing(path: PathOrRemote) -> Iterator[Path]:
    """A temporary path of this machine that takes the place of `path` when the block ends well.

    Raises:
        OutputError: `path` cannot be written, or is open in Excel.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if (path.parent / f"~${path.name}").exists():
            raise OutputError("open-in-excel", path=path)
        with _swapped(path) if isinstance(path, Path) else _uploaded(path) as temporary:
            yield temporary
        _log.debug("wrote %s", path)
    except OSError as error:
        raise cannot_write(path, error) from error


@contextmanager
def _swapped(path: Path) -> Iterator[Path]:
    temporary = _unused(path.parent, ".tmp")
    try:
        temporary.touch(0o600, exist_ok=False)
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _uploaded(file: Remote) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="plansheet-") as folder:
        temporary = Path(folder, file.name)
        temporary.touch()
        yield temporary
        file.write_from(temporary)


@contextmanager
def all_or_none(folder: L, differs: str, ours: Container[L] = frozenset()) -> Iterator[Path]:
    """A workshop whose files all move into `folder` when the block ends well, or none of them.

    The folder is made where it does not exist; where the block fails, it is gone again. Of the
    files that are there already those in `ours` are replaced, as nobody has worked on them.

    Raises:
        OutputError: `folder` cannot be written, or has another one of the files already, but not
            the same: the sentence `differs`.
    """
    made = list(takewhile(lambda one: not one.exists(), (folder, *folder.parents)))
    try:
        with _workshop(folder) as workshop:
            yield workshop
            try:
                _move(sorted(workshop.iterdir()), folder, differs, ours)
            except OSError as error:
                raise cannot_write(folder, error) from error
    except BaseException:
        for one in made:
            with suppress(OSError):
                one.rmdir()
        raise


@contextmanager
def _workshop(folder: PathOrRemote) -> Iterator[Path]:
    """A new folder of this machine; inside `folder` where that is on it too."""
    if isinstance(folder, Remote):
        with tempfile.TemporaryDirectory(prefix="plansheet-") as elsewhere:
            yield Path(elsewhere)
        return
    inner = _unused(folder)
    try:
        try:
            make_folder(folder)
            inner.mkdir()
        except OSError as error:
            raise cannot_write(folder, error) from error
        yield inner
    finally:
        shutil.rmtree(inner, ignore_errors=True)


def make_folder(folder: PathOrRemote) -> None:
    """Make a folder and those above it, where they do not exist.

    Raises:
        OSError: that fails.
    """
    if isinstance(folder, Remote):
        folder.make_folder()
    else:
        folder.mkdir(parents=True, exist_ok=True)


def _unused(folder: Path, suffix: str = "") -> Path:
    """A name that nobody has, known before there is a file: an interrupt leaves none behind."""
    return Path(tempfile.mktemp(prefix=".plansheet-", suffix=suffix, dir=folder))


def _move(files: Sequence[Path], folder: L, differs: str, ours: Container[L]) -> None:
    there = {new for new in files if (folder / new.name).exists()}
    for new in sorted(there):
        old = cast(L, folder / new.name)
        if old not in ours and not _is_same(old.read_bytes(), new.read_bytes()):
            raise OutputError(differs, path=old)
    if isinstance(folder, Remote):
        _upload_all(files, folder, there)
    else:
        for new in files:
            new.replace(folder / new.name)
    _log.debug("wrote %d files into %s", len(files), folder)


def _upload_all(files: Sequence[Path], folder: Remote, there: Container[Path]) -> None:
    """Put the files into a folder at a URL; where one does not arrive, no new one stays."""
    make_folder(folder)
    begun: list[Path] = []
    try:
        for new in files:
            begun.append(new)
            (folder / new.name).write_from(new)
    except BaseException:
        for new in begun:
            if new not in there:
                with suppress(OSError):
                    (folder / new.name).unlink()
        raise


def _is_same(old: bytes, new: bytes) -> bool:
    """Whether two files say the same: another zlib packs the parts of an Office file otherwise."""
    if old == new:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(old)) as one, zipfile.ZipFile(io.BytesIO(new)) as other:
            return _parts(one) == _parts(other)
    except zipfile.BadZipFile:
        return False


def _parts(package: zipfile.ZipFile) -> list[tuple[str, int, int]]:
    return [(part.filename, part.file_size, part.CRC) for part in package.infolist()]


def named_as(given: Location, *suffixes: str) -> PathOrRemote:
    """The path or URL of a file to write, of one of some kinds: without a suffix it gets the first.

    A folder stays as it is, for the writer to refuse.

    Raises:
        OutputError: a file of another kind.
    """
    path = source_of(given)
    if not path.name or path.is_dir():
        return path
    if not path.suffix:
        return path.with_name(path.name + suffixes[0])
    if path.suffix.lower() not in suffixes:
        wanted = ", ".join(suffixes)
        raise OutputError("other-suffix", path=path, suffix=path.suffix, wanted=wanted)
    return path


def refuse_existing(path: PathOrRemote) -> None:
    """Raise `OutputError` where `path` is there already: it may be somebody's work."""
    if path.exists():
        raise OutputError("exists", path=path)


def refuse_inputs(
    output: PathOrRemote, inputs: Iterable[PathOrRemote], folder: PathOrRemote | None = None
) -> None:
    """Raise `OutputError` where `output` is one of `inputs`, or `folder`, or lies within it."""
    there = real_path(output)
    forbidden = real_path(folder) if folder else None
    if there in map(real_path, inputs) or forbidden in (there, *there.parents):
        raise OutputError("is-an-input", path=output)


def real_path(path: PathOrRemote) -> PurePath:
    """Where a path leads, and a URL; where links run in a circle `Path.resolve` would raise."""
    return path.place() if isinstance(path, Remote) else Path(os.path.realpath(path))


def cannot_write(path: PathOrRemote, error: Exception) -> OutputError:
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
