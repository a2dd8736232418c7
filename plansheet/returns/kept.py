"""Files that were read before: what came of it is taken from the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, Protocol, TypeVar

from plansheet.returns.find import ReturnFile
from plansheet.returns.model import Return
from plansheet.workbooks.cache import Cache, entry_name, fingerprint
from plansheet.workbooks.reading import file_digest
from plansheet.workbooks.reading.fetching import brought_here
from plansheet.workbooks.remote import Remote


class _OfReturn(Protocol):
    """What reading a file gives: it knows the digest of the bytes that were read."""

    @property
    def ret(self) -> Return: ...


R = TypeVar("R", bound=_OfReturn)


_AT_A_TIME: Final = 200
"""Files at URLs that are on this machine together."""


def with_kept(
    files: Sequence[ReturnFile],
    made_by: object,
    read_all: Callable[[Sequence[ReturnFile]], Iterator[tuple[ReturnFile, R]]],
    cache: Cache | None,
    holds: Callable[[R], bool] = lambda _: True,
    *,
    far: bool = False,
) -> Iterator[tuple[ReturnFile, R]]:
    """Each file with what `read_all` makes of it, in their order; only what is not kept is read.

    That follows from what it is `made_by`, the bytes of the file and what the file is called: these
    name the entry. A file that is not read (too large, too slow …) is tried
    anew each time.

    Args:
        files: from `find_returns`.
        made_by: what reads and checks one file, with all that it needs but the workbook.
        read_all: applies it to files, in their order.
        cache: where results are kept; None reads every file.
        holds: whether what was kept is still what would come of the file.
        far: whether files are read elsewhere: then those at URLs are fetched by who reads them,
            and by nobody else.
    """
    made = fingerprint(made_by) if cache else None
    if cache is None or made is None:
        yield from read_all(files)
        return
    keeping = _Keeping(cache, made, holds)
    elsewhere = not far and any(isinstance(file.path, Remote) for file in files)
    size = _AT_A_TIME if elsewhere else len(files)
    for start in range(0, len(files), size or 1):
        some = files[start : start + size]
        with brought_here(file.path for file in some if elsewhere) as copies:
            here = [replace(file, path=copies.get(file.path, file.path)) for file in some]
            results = keeping.of(here, read_all, far)
            yield from zip(some, results, strict=True)
    cache.trim()


@dataclass(frozen=True)
class _Keeping(Generic[R]):
    cache: Cache
    made: str
    holds: Callable[[R], bool]

    def of(
        self,
        files: Sequence[ReturnFile],
        read_all: Callable[[Sequence[ReturnFile]], Iterator[tuple[ReturnFile, R]]],
        far: bool,
    ) -> Iterator[R]:
        """What comes of each file."""
        kept: dict[ReturnFile, R] = {}
        for file in files:
            if far and isinstance(file.path, Remote):
                continue
            found = self.cache.get(entry_name(self.made, file.name, file_digest(file.path)))
            if found is not None and self.holds(found):
                kept[file] = found
        new = read_all([file for file in files if file not in kept])
        for file in files:
            if file in kept:
                yield kept.pop(file)
                continue
            _, result = next(new)
            if sha256 := result.ret.sha256:
                self.cache.put(entry_name(self.made, file.name, sha256), result)
            yield result
