"""The account of a workbook that went through LibreOffice: nothing lost, nothing invented."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import plansheet
from plansheet import Plan
from plansheet.returns.check import check_return
from plansheet.workbooks.reading import a1
from plansheet.workbooks.reading.addresses import cells_of
from support.filling import AS_OF, PERIOD, SYT, key
from support.office.libreoffice import LibreOffice

FORMATS = [".xlsx", ".ods", ".xls"]
EMPTY = {"blank-return", "missing-required"}


@pytest.fixture(scope="module")
def issued(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    paths = plansheet.issue(plan, PERIOD, tmp_path_factory.mktemp("issued"))
    return next(path for path in paths if path.name.startswith(SYT))


def found(plan: Plan, path: Path) -> set[tuple[str, str, str]]:
    """The problems of a return, without what an empty one has."""
    problems = check_return(plansheet.read_return(path, plan), plan, AS_OF).problems
    return key(p for p in problems if p.code not in EMPTY)


@pytest.mark.parametrize("valued", [False, True], ids=["formulas", "values"])
def test_templates_have_nothing_left_over(
    libreoffice: LibreOffice, kien_giang: Plan, folder: Path, valued: bool
) -> None:
    paths = sorted(plansheet.issue(kien_giang, PERIOD, folder / "issued"))
    left = {}
    for path in paths[::8]:
        libreoffice.open(path)
        for sheet in libreoffice.sheets() if valued else ():
            libreoffice.edit("unprotect", sheet)
            libreoffice.edit("type_over", sheet)
        for extension in FORMATS:
            saved = libreoffice.save(folder / (path.stem + extension))
            left[saved.name] = found(kien_giang, saved)
    assert len(left) > 9
    assert {name: problems for name, problems in left.items() if problems} == {}


WHAT: list[str | float] = ["ghi chú", "x", "Sở Y tế", "12/5", "NV03", 0, 7, 987654.25, -3]


@pytest.mark.parametrize("seed", range(8))
def test_a_mark_anywhere_is_taken_or_named(
    libreoffice: LibreOffice, plan: Plan, issued: Path, folder: Path, seed: int
) -> None:
    rng = Random(seed)
    libreoffice.open(issued)
    marks: dict[tuple[str, str], str | float] = {}
    for sheet in [name for name, visible in libreoffice.sheets().items() if visible]:
        libreoffice.edit("unprotect", sheet)
        cells = {a1(rng.randrange(34), rng.randrange(19)): rng.choice(WHAT) for _ in range(3)}
        before = libreoffice.values(sheet, cells)
        texts = {at: mark for at, mark in cells.items() if isinstance(mark, str)}
        libreoffice.write_text(sheet, texts)
        libreoffice.type(sheet, {at: mark for at, mark in cells.items() if at not in texts})
        old = dict(zip(cells, before, strict=True))
        marks |= {(sheet, at): mark for at, mark in cells.items() if old[at] != mark}
    for extension in FORMATS:
        ret = plansheet.read_return(libreoffice.save(folder / f"{SYT}{extension}"), plan)
        checked = check_return(ret, plan, AS_OF)
        known = {
            (section.sheet, section.cell(row, name))
            for section in checked.sections.values()
            for row in section.rows
            for name in row.values
        }
        known |= {(p.sheet, a1(*at)) for p in checked.problems for at in cells_of(p.cell)}
        assert marks.keys() - known == set(), extension
