"""Workbooks for everybody: colours, words beside colours, names for what is no text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import plansheet
from plansheet.returns.check_all import annotate
from plansheet.workbooks.reading import column_letters
from plansheet.workbooks.writing.styles import STYLES
from support.office.contrast import BLACK, ENOUGH, WHITE, contrast, pale_texts

AS_OF = date(2021, 7, 20)


@pytest.fixture(scope="module")
def workbooks(
    plan: plansheet.Plan, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Path]]:
    """Every kind of workbook, by language."""
    found: dict[str, list[Path]] = {}
    for lang in ("vi", "en"):
        folder = tmp_path_factory.mktemp(lang)
        issued = plansheet.issue(plan, "2021-Q2", folder / "issued", lang=lang)
        merged = plansheet.merge(plan, "2021-Q2", folder / "issued", AS_OF)
        report = plansheet.write_report(merged, folder / "report.xlsx", lang=lang)
        wrong = openpyxl.load_workbook(issued[0])
        wrong.worksheets[1]["A30"].value = "x"
        (folder / "returns").mkdir()
        wrong.save(folder / "returns" / issued[0].name)
        copies = annotate(plan, folder / "returns", AS_OF, folder / "copies", lang=lang)
        assert len(copies) == 1
        found[lang] = [*issued, report, *copies]
    return found


def test_every_text_can_be_told_from_its_ground(workbooks: dict[str, list[Path]]) -> None:
    pale = [f"{path.name} {text}" for path in workbooks["vi"] for text in pale_texts(path)]
    assert pale == []


def test_every_style_can_be_read() -> None:
    """Each style as it is, and every text of a cell under the colour of a conditional format."""
    colours = {
        name: (str(look.get("font_color", BLACK))[-6:], str(look.get("bg_color", WHITE))[-6:])
        for name, look in STYLES.items()
    }
    pale = {name: pair for name, pair in colours.items() if contrast(*pair) < ENOUGH}
    assert pale == {}


def test_the_contrast_is_that_of_the_standard() -> None:
    assert contrast("000000", "FFFFFF") == 21
    assert round(contrast("767676", "FFFFFF"), 2) == 4.54
    assert all(contrast(a, b) == contrast(b, a) for a, b in product(("123456", "ABCDEF"), repeat=2))


@pytest.mark.parametrize(("lang", "tag"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_a_workbook_says_its_language_and_its_title(
    workbooks: dict[str, list[Path]], lang: str, tag: str
) -> None:
    for path in workbooks[lang]:
        properties = openpyxl.load_workbook(path).properties
        assert (properties.language, bool(properties.title)) == (tag, True), path.name


def test_every_drawing_says_what_it_shows(workbooks: dict[str, list[Path]]) -> None:
    said = []
    for path in workbooks["vi"]:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("xl/drawings/drawing"):
                    said += re.findall(r"<xdr:cNvPr [^>]*>", archive.read(name).decode())
    assert len(said) > 0
    assert [one for one in said if not re.search(' descr="[^"]+"', one)] == []


def test_nothing_is_said_by_colour_alone(
    plan: plansheet.Plan, workbooks: dict[str, list[Path]], tmp_path: Path
) -> None:
    """A colour follows from what its own cell says, or the column Kiểm tra in words beside it.

    A cell that counts says what its colour follows from, where that is a count of its formula.

    What is missing is blank itself; what a marked copy colours for any other reason has a comment.
    """
    plan_workbook = plansheet.write_plan(plan, tmp_path / "plan.xlsx")
    silent: list[tuple[str, str, str, str]] = []
    seen = 0
    for path in (plan_workbook, *workbooks["vi"]):
        for sheet in openpyxl.load_workbook(path).worksheets:
            cells = (cell for row in sheet.iter_rows() for cell in row)
            said = {column_letters(c.column - 1) for c in cells if c.value == "Kiểm tra"}
            for area in sheet.conditional_formatting:
                own = {column_letters(n - 1) for n in columns_of(area)}
                for formula in (text for rule in area.rules for text in rule.formula):
                    used = {*columns_in(formula)}
                    seen += len(used)
                    of_blanks = any(f"*(LEN(TRIM(${one}" in formula for one in own)
                    if 'LEN("plansheet")' in formula:
                        told = all(sheet[one.coord].comment for one in area.sqref.ranges)
                    else:
                        count = formula.removesuffix(">0")
                        counts = all(
                            count in str(sheet.cell(one.min_row, one.min_col).value)
                            for one in area.sqref.ranges
                        )
                        told = of_blanks or used <= own | said or counts
                    if not told:
                        silent.append((path.name, sheet.title, str(area.sqref), formula))
    assert silent == []
    assert seen > 100


def columns_of(area: Any) -> Iterator[int]:
    for one in area.sqref.ranges:
        yield from range(one.min_col, one.max_col + 1)


def columns_in(formula: str) -> Iterator[str]:
    """The columns of the cells that a formula looks at, but for texts in it."""
    words = re.sub(r'"[^"]*"', "", formula)
    yield from re.findall(r"\$?([A-Z]{1,3})\$?[1-9][0-9]*", words)


def test_tables_say_where_their_headers_are(workbooks: dict[str, list[Path]]) -> None:
    """Header rows come again on each page, and stay in sight; tables of Excel name theirs."""
    for path in workbooks["vi"]:
        for sheet in openpyxl.load_workbook(path).worksheets:
            if sheet.freeze_panes and sheet.title != "Lỗi":
                assert sheet.print_title_rows, (path.name, sheet.title)
            for table in sheet.tables.values():
                heads = [cell.value for cell in sheet[table.ref.replace("$", "")][0]]
                assert heads == table.column_names, (path.name, sheet.title)
