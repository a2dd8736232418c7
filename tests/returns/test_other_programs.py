"""Returns that another office program saved: what their marked copies keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

import openpyxl
import pytest
from openpyxl.formatting.formatting import ConditionalFormattingList

import plansheet
from plansheet.language.wording import Language
from plansheet.report.upper_level import fill_upper_level
from plansheet.returns.marked_copy import annotate
from support.office.excel_limits import excel_faults
from support.office.libreoffice import LibreOffice
from support.office.other_programs import (
    NO_GNUMERIC,
    NO_ONLYOFFICE,
    gnumeric,
    onlyoffice,
    saved_by_gnumeric,
    saved_by_onlyoffice,
)
from support.office.rules_of_cells import rules

pytestmark = pytest.mark.slow


class Saving(Protocol):
    """A program that opens a workbook and saves it as another."""

    def __call__(self, source: Path, target: Path) -> Path: ...


@pytest.fixture(params=["LibreOffice", "ONLYOFFICE", "Gnumeric"])
def saved(request: pytest.FixtureRequest) -> Saving:
    if request.param == "ONLYOFFICE":
        return saved_by_onlyoffice if onlyoffice() else pytest.skip(NO_ONLYOFFICE)
    if request.param == "Gnumeric":
        return saved_by_gnumeric if gnumeric() else pytest.skip(NO_GNUMERIC)
    office: LibreOffice = request.getfixturevalue("libreoffice")

    def save(source: Path, target: Path) -> Path:
        office.open(source)
        return office.save(target)

    return save


@pytest.fixture(scope="module")
def issued(kien_giang: plansheet.Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    paths = plansheet.issue(kien_giang, "2021-Q2", tmp_path_factory.mktemp("issued"))
    return next(path for path in paths if path.name.startswith("SYT_"))


def test_a_marked_copy_has_every_rule_of_the_form(
    issued: Path, saved: Saving, kien_giang: plansheet.Plan, tmp_path: Path
) -> None:
    """On every sheet, whatever the program keeps of it."""
    came = saved(issued, tmp_path / "saved.xlsx")
    copy = copied(came, kien_giang, tmp_path / "copy.xlsx")
    asked = rules_of(issued)
    assert sum(map(len, asked.values())) > 20
    assert rules_of(copy) == asked
    assert excel_faults(copy) == []


def copied(came: Path, plan: plansheet.Plan, target: Path) -> Path:
    """The marked copy of a return, with what its plan asks."""
    return annotate(came, [], target, of=(plansheet.read_return(came, plan), plan))


def rules_of(path: Path) -> Mapping[str, set[tuple[str, ...]]]:
    """The rules of each sheet but the list of problems."""
    sheets = openpyxl.load_workbook(path).worksheets
    return {sheet.title: rules(sheet) for sheet in sheets if sheet.title != "Lỗi"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_rules_that_were_all_stripped_are_written_anew(
    kien_giang: plansheet.Plan, tmp_path: Path, lang: Language
) -> None:
    """Rules, colours and the formulas of Kiểm tra, in marked copies and in --into."""
    paths = plansheet.issue(kien_giang, "2021-Q2", tmp_path / "issued", lang=lang)
    issued = next(path for path in paths if path.name.startswith("SYT_"))
    bare = stripped(issued, tmp_path / "bare.xlsx")
    assert not any(rules_of(bare).values())
    copy = copied(bare, kien_giang, tmp_path / "copy.xlsx")
    assert rules_of(copy) == rules_of(issued)
    assert checks_of(copy) == checks_of(issued)
    ret = plansheet.read_return(copy, kien_giang)
    assert [p.code for p in ret.problems if p.code != "marked-copy"] == []
    merged = plansheet.merge(kien_giang, "2021-Q2", [], date(2021, 7, 1))
    filled = fill_upper_level(merged, bare, tmp_path / "up.xlsx").path
    assert {name: of for name, of in rules_of(filled).items() if name in rules_of(issued)} == (
        rules_of(issued)
    )


def stripped(path: Path, target: Path) -> Path:
    """A workbook as a program saves it that knows no rules, colours and formulas of cells."""
    workbook = openpyxl.load_workbook(path)
    for sheet in workbook.worksheets:
        sheet.data_validations.dataValidation = []
        sheet.conditional_formatting = ConditionalFormattingList()
    for title, address in checks_of(path):
        workbook[title][address].value = None
    workbook.save(target)
    return target


def checks_of(path: Path) -> Mapping[tuple[str, str], str]:
    """The formulas of the columns Kiểm tra."""
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and str(cell.value).startswith("=TRIM(")
    }


def test_what_it_saved_is_a_return_like_any_other(
    issued: Path, saved: Saving, kien_giang: plansheet.Plan, tmp_path: Path
) -> None:
    """Nothing of it is news, and nothing lost."""
    ret = plansheet.read_return(saved(issued, tmp_path / "saved.xlsx"), kien_giang)
    assert (ret.agency, [p.code for p in ret.problems]) == ("SYT", [])
