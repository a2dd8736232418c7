"""Returns that were read before: with the cache comes what comes without, whatever has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plansheet
from plansheet import Plan
from plansheet.plan.workbook.writing import write_tables
from plansheet.returns.check_all import check_all
from plansheet.returns.checking import checking
from plansheet.returns.find import find_returns
from plansheet.workbooks.cache import Cache, open_cache
from plansheet.workbooks.reading import Workbook, open_workbook
from support.damages import TASKS
from support.effort import examples
from support.filling import AS_OF, PERIOD, STC, SYT, UBA, Copy, small_tables

NAMES = ("a.xlsx", "b.xlsx", "c.xlsx")


@pytest.fixture(scope="module")
def contents(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Sequence[bytes]:
    """Files as they come back: three senders, one of them twice, one changed, one that is none."""
    folder = tmp_path_factory.mktemp("contents")
    made = [b"no workbook"]
    for code, figure in ((SYT, 40), (SYT, "bốn mươi"), (STC, -50), (UBA, None)):
        copy = Copy.issued(plan, code, folder)
        cells = (cell for grid in copy.grids for row in grid.cells for cell in row)
        for cell in cells:
            if cell.tag and cell.tag[2] in ("progress", "actual"):
                cell.value = figure
        made.append(copy.save(folder / "return.xlsx").read_bytes())
    return made


def plans(plan: Plan) -> Sequence[Plan]:
    """The plan, and others that differ from it in one thing each."""
    form = plan.forms["task_report"]
    optional = replace(form, schema={**form.schema, "required": ["task_code"]})
    forms = replace(plan.forms, by_name={**plan.forms.by_name, form.name: optional})
    later = tuple(replace(task, name=f"{task.name} (2)") for task in plan.tasks)
    return plan, replace(plan, forms=forms), replace(plan, tasks=later)


@given(st.data())
@settings(max_examples=examples(10))
def test_the_cache_changes_nothing_but_the_time(
    plan: Plan,
    contents: Sequence[bytes],
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    returns = folder / "returns"
    (folder / "cache").mkdir()
    returns.mkdir()
    cache = Cache(folder / "cache", b"k" * 32)
    every = plans(plan)
    for _ in range(data.draw(st.integers(2, 4))):
        for name in data.draw(st.sets(st.sampled_from(NAMES), min_size=1)):
            (returns / name).write_bytes(data.draw(st.sampled_from(contents)))
        for entry in (folder / "cache").iterdir():
            fate = data.draw(st.sampled_from(["stays", "stays", "goes", "breaks"]))
            if fate == "goes":
                entry.unlink()
            elif fate == "breaks":
                entry.write_bytes(entry.read_bytes()[:-1])
        of = data.draw(st.sampled_from(every))
        day = AS_OF + timedelta(data.draw(st.sampled_from([0, 200])))
        agency = data.draw(st.sampled_from([None, SYT]))
        read = checking(of, day, agency)
        files = find_returns(returns)
        with_it = list(check_all(files, read, 1, None, cache=cache))
        assert with_it == list(check_all(files, read, 1, None))


def test_only_what_is_new_is_read(
    plan: Plan, contents: Sequence[bytes], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: folder / "data")
    read: list[str] = []

    def opened(path: Path, *, name: str = "") -> Workbook:
        read.append(name)
        return open_workbook(path, name=name)

    monkeypatch.setattr("plansheet.workbooks.reading.worker.open_workbook", opened)
    returns = folder / "returns"
    returns.mkdir()

    def merged(*changed: int) -> set[str]:
        for at in changed:
            (returns / NAMES[at % 3]).write_bytes(contents[at])
        read.clear()
        found = plansheet.merge(plan, PERIOD, returns, AS_OF, cache=folder / "cache")
        again = set(read)
        assert found == plansheet.merge(plan, PERIOD, returns, AS_OF)
        return again

    assert merged(1, 3, 2) == set(NAMES)
    assert merged() == set()
    assert merged(4) == {NAMES[1]}
    (returns / NAMES[0]).rename(returns / "d.xlsx")
    assert merged() == {"d.xlsx"}
    assert merged(0) == {NAMES[0]}
    assert merged() == {NAMES[0]}  # what cannot be read is tried anew


def test_a_return_is_checked_again_where_the_day_matters(
    plan: Plan, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a document dated two days before: on any day since the same; before that it is a fault."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: folder / "data")
    copy = Copy.issued(plan, SYT, folder)
    dated = AS_OF - timedelta(2)
    copy.fill(TASKS, "NV01", status="Hoàn thành", document_no="5/QĐ", document_date=dated)
    (folder / "returns").mkdir()
    copy.save(folder / "returns" / "a.xlsx")
    files = find_returns(folder / "returns")
    cache = open_cache(folder / "cache")
    assert cache is not None
    looked: list[bool] = []

    def days_on(day: date) -> tuple[date, date]:
        read = checking(plan, day)
        entries = {path: path.stat().st_ino for path in (folder / "cache").iterdir()}
        [(_, checked)] = check_all(files, read, 0, None, cache=cache)
        assert checked == read(open_workbook(files[0].path, name=files[0].name))
        looked.append(entries != {p: p.stat().st_ino for p in (folder / "cache").iterdir()})
        return checked.days

    since, before = (dated, date.max), dated - timedelta(1)
    assert [days_on(day) for day in (AS_OF, AS_OF + timedelta(400), dated)] == [since] * 3
    assert days_on(before) == (before, before)
    assert days_on(before - timedelta(1)) == (before - timedelta(1),) * 2
    assert looked == [True, False, False, True, True]


def test_two_at_once_do_not_disturb_each_other(contents: Sequence[bytes], folder: Path) -> None:
    plan = write_tables(small_tables(), folder / "plan.xlsx")
    (folder / "returns").mkdir()
    for at, content in enumerate(contents):
        (folder / "returns" / f"{at}.xlsx").write_bytes(content)
    homes = {"XDG_DATA_HOME": str(folder), "PLANSHEET_CACHE_DIR": str(folder / "cache")}
    command = [sys.executable, "-m", "plansheet", "merge", str(plan), str(folder / "returns")]
    command += ["--period", PERIOD, "--as-of", AS_OF.isoformat()]

    def start(name: str, *how: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {"PLANSHEET_CACHE": "1"} | homes
        return subprocess.Popen([*command, "-o", str(folder / name), *how], env=environment)

    reports = ("1.xlsx", "2.xlsx", "without.xlsx")
    both = [start("1.xlsx"), start("2.xlsx")]
    codes = [one.wait() for one in both]
    codes.append(start("without.xlsx", "--no-cache").wait())
    assert codes == [1] * 3
    assert len({(folder / name).read_bytes() for name in reports}) == 1
    kept = list((folder / "cache").iterdir())
    assert len(kept) == len(contents) - 1
    assert {path.suffix for path in kept} == {".entry"}
