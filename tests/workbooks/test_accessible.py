"""Workbooks for everybody: colours, words beside colours, names for what is no text."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from itertools import product
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet.returns.check_all import annotate
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
