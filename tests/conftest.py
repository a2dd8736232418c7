"""Fixtures of more than one test module; what is slow; how much is tried."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from plansheet import Plan, read_plan
from plansheet.forms.resources import resource
from plansheet.workbooks.reading import Reader
from support.effort import choose_effort
from support.filling import make_plan, small_tables
from support.measuring import measured_slow
from support.office.libreoffice import MISSING, LibreOffice, python_with_uno

KIEN_GIANG = "examples/kien_giang_2021_2025/plan.xlsx"
READER = "plansheet.returns.check_all.Reader"
SLOW = {"libreoffice", "office", "validate"}
"""The fixtures that start LibreOffice or Microsoft's validator."""


def pytest_configure(config: pytest.Config) -> None:
    os.environ["PLANSHEET_CACHE"] = "0"  # each test works everything out by itself
    gc.set_threshold(50_000, 20, 50)  # looking for cycles would take a fifth of the time
    choose_effort(fast="not slow" in config.getoption("markexpr"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever starts another program of that size is slow, and what was measured to be."""
    measured = measured_slow()
    for item in items:
        if item.nodeid in measured or SLOW.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Each worker takes modules that stand together, and at last what another has still to do.

    So fixtures are made once, and nobody waits for another's longest test.
    """
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getvalue("dist") == "load" else None


@pytest.fixture(scope="session")
def kien_giang() -> Plan:
    """The plan of Kiên Giang 2021–2025 that travels with the package."""
    return read_plan(resource(KIEN_GIANG))


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A small plan, for the modules that need no other."""
    return make_plan(tmp_path_factory.mktemp("plan"), small_tables())


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    """One LibreOffice without a window, for all tests of this process."""
    python = python_with_uno()
    if python is None:
        pytest.skip(MISSING)
    with LibreOffice(python, tmp_path_factory.mktemp("libreoffice")) as office:
        yield office


@pytest.fixture(scope="session", autouse=True)
def read_here() -> Iterator[None]:
    """Returns are read in this process, as starting one takes time, unless several are asked for.

    The limits on files hold all the same. What is about reading apart asks for `read_apart`.
    """

    def here(workers: int = 1, executor: Executor | None = None) -> Reader:
        return Reader(workers if workers > 1 else 0, executor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(READER, here)
        yield


@pytest.fixture
def read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Returns are read in a process of their own, as they are outside the tests."""
    monkeypatch.setattr(READER, Reader)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the test's own."""
    return tmp_path
