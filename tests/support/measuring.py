"""Which tests take long: a plug-in that writes their list, `tests/measured_slow.txt`.

    pytest -p support.measuring -m "not slow" -p no:xdist

adds those that are not yet slow and took more than `LIMIT` seconds of a processor themselves,
without their fixtures, and takes out names that no test has any more. To measure all anew, empty
the file first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from support.places import TESTS

LIMIT = 0.1
LIST = TESTS / "measured_slow.txt"
_COLLECTED = pytest.StashKey[set[str]]()


def measured_slow() -> frozenset[str]:
    """The names of the tests in the list, as pytest writes them."""
    return frozenset(LIST.read_text(encoding="utf-8").splitlines())


def _used() -> float:
    """Seconds of a processor that this process and its children used."""
    return sum(os.times()[:4])


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    before = _used()
    yield
    if _used() - before > LIMIT:
        with LIST.open("a", encoding="utf-8") as names:
            names.write(f"{item.nodeid}\n")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    config.stash[_COLLECTED] = {item.nodeid for item in items}


def pytest_sessionfinish(session: pytest.Session) -> None:
    known = session.config.stash[_COLLECTED]
    files = {_file(name) for name in known}
    kept = (name for name in measured_slow() if name in known or _file(name) not in files)
    LIST.write_text("".join(f"{name}\n" for name in sorted(kept)), encoding="utf-8")


def _file(name: str) -> str:
    return name.partition("::")[0]
