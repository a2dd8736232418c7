from pathlib import Path

import openpyxl
import pytest

from plansheet.sheets import Refused, a1, cell_position, column_letters, open_workbook


def test_addresses_and_positions() -> None:
    cases = {
        "A1": (0, 0),
        "Z9": (8, 25),
        "AA10": (9, 26),
        "ZZ1": (0, 701),
        "XFD1048576": (1048575, 16383),
    }
    assert {cell_position(address) for address in cases} == set(cases.values())
    assert [a1(*position) for position in cases.values()] == list(cases)
    assert column_letters(701) == "ZZ"
    assert cell_position("$b$3") == (2, 1)
    for wrong in ("", "A", "1", "A0", "AAAA1", "A1:B2", "A1 "):
        with pytest.raises(ValueError):
            cell_position(wrong)


def test_values_and_formulas_of_an_xlsx(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Nhiệm vụ"
    sheet["B3"], sheet["C3"], sheet["D3"] = "Hoàn thành", 12.5, True
    sheet["C4"] = "=C3*2"
    book.save(path := tmp_path / "x.xlsx")
    read = open_workbook(path, name="gửi/x.xlsx")
    assert read.file == "gửi/x.xlsx"
    (only,) = read.sheets
    assert only.name == "Nhiệm vụ"
    assert only.rows[2] == [None, "Hoàn thành", 12.5, True]
    assert only.formulas == {(3, 2): "C3*2"}
    assert only.uncached == {(3, 2)}


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (path := tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 but not really")
    with pytest.raises(Refused) as refusal:
        open_workbook(path)
    assert (refusal.value.problem.code, refusal.value.problem.file) == ("unreadable", "x.xlsx")
