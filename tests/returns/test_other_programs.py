"""Returns that another office program saved: what their marked copies keep."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import openpyxl
import pytest

import plansheet
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
    issued: Path, saved: Saving, tmp_path: Path
) -> None:
    """Of each table; Gnumeric loses one of two colours that lie over each other on the guide."""
    copy = annotate(saved(issued, tmp_path / "saved.xlsx"), [], tmp_path / "copy.xlsx")
    before, after = openpyxl.load_workbook(issued), openpyxl.load_workbook(copy)
    asked = {sheet.title: rules(sheet) for sheet in before.worksheets[1:]}
    assert sum(map(len, asked.values())) > 15
    assert {sheet.title: rules(sheet) for sheet in after.worksheets[2:]} == asked
    assert excel_faults(copy) == []


def test_what_it_saved_is_a_return_like_any_other(
    issued: Path, saved: Saving, kien_giang: plansheet.Plan, tmp_path: Path
) -> None:
    """Nothing of it is news, and nothing lost."""
    ret = plansheet.read_return(saved(issued, tmp_path / "saved.xlsx"), kien_giang)
    assert (ret.agency, [p.code for p in ret.problems]) == ("SYT", [])
