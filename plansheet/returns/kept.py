"""Files that were read before: what came of it is taken from the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from plansheet.returns.find import ReturnFile
from plansheet.returns.model import Return
from plansheet.workbooks.cache import Cache, entry_name, fingerprint
from plansheet.workbooks.reading import file_digest


class _OfReturn(Protocol):
    """What reading a file gives: it knows the digest of the bytes that were read."""

    @property
    def ret(self) -> Return: ...


R = TypeVar("R", bound=_OfReturn)


def with_kept(
    files: Sequence[ReturnFile],
    made_by: object,
    read_all: Callable[[Sequence[ReturnFile]], Iterator[tuple[ReturnFile, R]]],
    cache: Cache | None,
    holds: Callable[[R], bool] = lambda _: True,
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
    """
    made = fingerprint(made_by) if cache else None
    if cache is None or made is None:
        yield from read_all(files)
        return
    kept: dict[ReturnFile, R] = {}
    for file in files:
        found = cache.get(entry_name(made, file.name, file_digest(file.path)))
        if found is not None and holds(found):
            kept[file] = found
    new = read_all([file for file in files if file not in kept])
    for file in files:
        if file in kept:
            yield file, kept.pop(file)
            continue
        _, result = next(new)
        if sha256 := result.ret.sha256:
            cache.put(entry_name(made, file.name, sha256), result)
        yield file, result
    cache.trim()
