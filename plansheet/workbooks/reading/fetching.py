"""Files at URLs that are looked at more than once: each is fetched once, to this machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from plansheet.workbooks.reading.limits import STRANGERS
from plansheet.workbooks.reading.opening import content_of
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.remote import PathOrRemote, Remote

_CONNECTIONS: Final = 4
"""An SSH server takes ten that are not signed in yet."""


@contextmanager
def brought_here(paths: Iterable[PathOrRemote]) -> Iterator[Mapping[PathOrRemote, Path]]:
    """Copies of those files that are at URLs, for as long as the block runs.

    One that cannot be fetched, or is too large to be read, is not among them: whoever reads it
    says why.
    """
    far = [path for path in paths if isinstance(path, Remote)]
    if not far:
        yield {}
        return
    with TemporaryDirectory(prefix="plansheet-") as folder:
        places = [Path(folder, str(number)) for number in range(len(far))]
        with ThreadPoolExecutor(_CONNECTIONS) as pool:
            came = pool.map(_fetch, far, places)
            copies: dict[PathOrRemote, Path] = {
                one: at for one, at, is_here in zip(far, places, came, strict=True) if is_here
            }
        yield copies


def _fetch(file: Remote, place: Path) -> bool:
    try:
        place.write_bytes(content_of(file, STRANGERS))
    except Fault:
        return False
    return True
