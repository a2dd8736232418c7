"""The hostile files by name: how each is made, and what opening it must end in."""

from __future__ import annotations

from collections.abc import Callable

Make = Callable[[], bytes]

CASES: dict[str, tuple[str, Make]] = {}
"""Name -> ("read" or the code of the problem that refuses the file, what makes its bytes)."""

MB = 1024 * 1024


def add(name: str, expected: str, make: Make) -> None:
    """Name a file and say what opening it must end in."""
    if name in CASES:
        raise ValueError(f"two files of the name {name}")
    CASES[name] = expected, make


def case(name: str, expected: str) -> Callable[[Make], Make]:
    """The same as a decorator."""

    def register(make: Make) -> Make:
        add(name, expected, make)
        return make

    return register
