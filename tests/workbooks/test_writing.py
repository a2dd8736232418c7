"""Writing new workbooks: whole or not at all, and why not in words."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
import xlsxwriter

from plansheet import OutputError
from plansheet.workbooks.writing.workbook import new_book


def test_a_full_disk_is_named_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(book: xlsxwriter.Workbook) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", refuse)
    with pytest.raises(OutputError) as error, new_book(tmp_path / "x.xlsx", title="x"):
        pass
    assert "ổ đĩa đã đầy" in error.value.wording.vi
    assert list(tmp_path.iterdir()) == []
