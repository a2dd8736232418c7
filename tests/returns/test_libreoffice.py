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

TASKS, COORDINATION, COPY = "Nhiệm vụ", "Phối hợp", "Phối hợp_2"
FORMATS = [".xlsx", ".ods", ".xls"]
PICTURE, NEIGHBOUR = "the path of a picture", "the path of a neighbour's workbook"
EMPTY = {"blank-return", "missing-required"}


@pytest.fixture(scope="module")
def issued(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    paths = plansheet.issue(plan, PERIOD, tmp_path_factory.mktemp("issued"))
    return next(path for path in paths if path.name.startswith(f"{SYT}_"))


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


TYPED = {
    "NV01": ("Đang thực hiện", "Đã họp"),
    "NV02": ("Tạm dừng", "Chờ vốn"),
    "NV03": ("Chưa triển khai", "Chưa làm"),
}
"""By task its status and result, in H6:H8 and J6:J8 below the header in row 5."""

Row = tuple[object, object]
Cells = set[tuple[str, str, str]]
NO_RESULTS: dict[str, Row] = {code: (status, None) for code, (status, _) in TYPED.items()}
FILLED: dict[str, Row] = {
    code: ("Đang thực hiện", TYPED[code][1] if code in TYPED else None)
    for code in ("NV01", "NV02", "NV03", "NV04")
}
PASTED = {("row-duplicated", TASKS, f"{column}{row}") for column in "BHJ" for row in (11, 12)}

EDITS: dict[str, tuple[tuple[object, ...], Cells, dict[str, Row]]] = {
    "sort, header and all": (("sort", TASKS, "A5:O19", 1), set(), {**TYPED}),
    "fill the codes down": (
        ("fill_down", TASKS, "B6:B8"),
        {("locked-cell-changed", TASKS, at) for at in ("B7", "B8")},
        {**TYPED},
    ),
    "fill a status down": (("fill_down", TASKS, "H6:H9"), set(), FILLED),
    "merge": (("merge", TASKS, "J6:J8"), {("merged-input", TASKS, "J6:J8")}, NO_RESULTS),
    "insert columns": (("insert", TASKS, "Columns", 7, 2), set(), {**TYPED}),
    "insert rows": (("insert", TASKS, "Rows", 6, 2), set(), {**TYPED}),
    "copy rows over others": (
        ("copy", TASKS, "A6:O7", "A11"),
        {*PASTED, ("row-missing", TASKS, "")},
        {**TYPED},
    ),
    "comment": (
        ("comment", TASKS, "H7", "xem lại"),
        {("unread-object", TASKS, "H7")},
        {**TYPED},
    ),
    "picture": (("picture", TASKS, PICTURE), {("unread-object", TASKS, "")}, {**TYPED}),
    "import a sheet": (
        ("import_sheet", NEIGHBOUR, COORDINATION),
        {("sender-contradicted", COPY, "G1")}
        | {("unread-cell", COPY, at) for at in ("D1", "F5")}
        | {("unread-cell", COPY, f"I{row}") for row in range(6, 20)},
        {**TYPED},
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_a_clerk_does_gives_no_figure_to_another_row(
    libreoffice: LibreOffice, plan: Plan, issued: Path, folder: Path, edit: str
) -> None:
    arguments, named, rows = EDITS[edit]
    picture = folder / "picture.ppm"
    picture.write_bytes(b"P6 1 1 255 " + bytes(3))
    neighbour = next(issued.parent.glob("STC_*.xlsx"))
    paths = {PICTURE: str(picture), NEIGHBOUR: str(neighbour)}
    libreoffice.open(issued)
    libreoffice.edit("unprotect", TASKS)
    for number, (status, result) in enumerate(TYPED.values(), 6):
        libreoffice.write_text(TASKS, {f"H{number}": status, f"J{number}": result})
    name, *others = (paths.get(str(one), one) for one in arguments)
    libreoffice.edit(str(name), *others)
    for extension in FORMATS:
        saved = libreoffice.save(folder / f"{SYT}{extension}")
        section = plansheet.read_return(saved, plan).sections["task_report"]
        read = {row.code: row.values for row in section.rows if row.values}
        assert found(plan, saved) == told(named, extension), extension
        assert {c: (v.get("status"), v.get("result")) for c, v in read.items()} == rows, extension


def told(named: set[tuple[str, str, str]], extension: str) -> set[tuple[str, str, str]]:
    """What is told of a format: .xls gives no formulas, and what ours said is as we say it."""
    of_checks = {one for one in named if one[:2] == ("unread-cell", COPY) and one[2][0] == "I"}
    return named - of_checks if extension == ".xls" else named
