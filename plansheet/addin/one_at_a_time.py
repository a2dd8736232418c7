"""One button at a time: two quick presses, or two Excels, never work across each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

LOCK: Final = "dang_chay"


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether no other button is at work; none begins while this one is.

    The system gives the file back when a program ends, however it ends: nothing can stay locked.
    Where no file can be locked, nobody is kept out.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a+b")
    except OSError:
        yield True
        return
    with file:
        yield _is_locked(file)


def _is_locked(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
