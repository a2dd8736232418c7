"""The column Kiểm tra of a return: its formulas are ours in whatever way a program saves them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet import Plan
from plansheet.workbooks.reading import open_workbook
from support.filling import SYT, indicator, key, make_plan, plan_tables, task
from support.hostile.builders import zipped

SHEET, TASKS = "xl/worksheets/sheet2.xml", "Nhiệm vụ"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def found(path: Path, plan: Plan) -> set[tuple[str, str, str]]:
    return key(plansheet.read_return(path, plan).problems)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    tables = plan_tables(
        [task(f"NV{n}", SYT) for n in range(1, 6)],
        [
            *(indicator(f"CT0{n}", SYT) for n in range(1, 4)),
            indicator("CT.TL", SYT, unit="%", aggregation="Tỷ lệ"),
            indicator("CT04", SYT),
        ],
    )
    return make_plan(tmp_path_factory.mktemp("plan"), tables)


@pytest.fixture(scope="module")
def template(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = plansheet.issue(plan, "2021-Q2", tmp_path_factory.mktemp("issued"))
    return path


@pytest.fixture(scope="module")
def written_out(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a program saves it that shares no formulas."""
    path = tmp_path_factory.mktemp("written") / template.name
    openpyxl.load_workbook(template).save(path)
    assert b"shared" not in parts(path)[SHEET]
    return path


def test_rows_that_are_asked_the_same_share_one_formula(template: Path) -> None:
    sheets = parts(template)
    starts = r'<f t="shared" ref="([A-Z0-9:]+)" si="([0-9]+)">TRIM\('
    assert re.findall(starts, sheets[SHEET].decode()) == [("P6:P10", "0")]
    figures = re.findall(starts, sheets["xl/worksheets/sheet3.xml"].decode())
    assert figures == [("N6:N8", "0"), ("N10:N11", "1")]  # the ratio stands alone, as does CT04


def test_each_formula_reads_as_it_does_for_other_programs(
    template: Path, written_out: Path
) -> None:
    ours, theirs = open_workbook(template), open_workbook(written_out)
    for sheet in ours.sheets:
        same = theirs.sheet(sheet.name)
        assert same is not None
        assert dict(same.formulas) == dict(sheet.formulas)


def of_row(row: int, change: Callable[[str], str]) -> Callable[[str], str]:
    """A change of the cell of the column in a row."""
    return lambda source: re.sub(
        f'<c r="P{row}".*?</c>', lambda cell: change(cell[0]), source, flags=re.S
    )


GONE = of_row(8, lambda _: "")
TYPED = of_row(8, lambda _: '<c r="P8" t="str"><v>đã xem</v></c>')
OTHER = of_row(8, lambda _: '<c r="P8" t="str"><f>UPPER(C8)</f><v>X</v></c>')


@pytest.mark.parametrize(
    ("change", "named"),
    [(GONE, set()), (TYPED, {"P8"}), (OTHER, {"P8"})],
    ids=["gone", "typed over", "another formula"],
)
def test_what_is_done_to_a_formula_is_seen_shared_or_not(
    plan: Plan,
    template: Path,
    written_out: Path,
    tmp_path: Path,
    change: Callable[[str], str],
    named: set[str],
) -> None:
    for path in (template, written_out):
        source = parts(path)[SHEET].decode()
        changed = change(source)
        assert changed != source
        back = tmp_path / path.name
        back.write_bytes(zipped({**parts(path), SHEET: changed.encode()}))
        assert found(back, plan) - found(path, plan) == {
            ("unread-cell", TASKS, cell) for cell in named
        }


def test_a_shared_formula_that_was_changed_is_seen_in_every_row(
    plan: Plan, template: Path, tmp_path: Path
) -> None:
    source = parts(template)[SHEET].decode()
    changed = re.sub(r'(si="0">)TRIM\(.*?(</f><v>)[^<]*', r"\1UPPER($C6)\2X", source, flags=re.S)
    changed = re.sub(r'(<f t="shared" si="0"/><v>)[^<]*', r"\1X", changed)
    back = tmp_path / template.name
    back.write_bytes(zipped({**parts(template), SHEET: changed.encode()}))
    assert open_workbook(back).sheets[1].formulas[9, 15] == "UPPER($C10)"
    assert found(back, plan) - found(template, plan) == {
        ("unread-cell", TASKS, f"P{row}") for row in range(6, 11)
    }
