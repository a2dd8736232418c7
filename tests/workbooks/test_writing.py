"""Writing new workbooks: whole or not at all, and why not in words."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
import xlsxwriter

from plansheet import OutputError
from plansheet.workbooks.writing.files import all_or_none
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


def everything(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_files_of_a_folder_appear_together(tmp_path: Path) -> None:
    for _ in range(2):
        with all_or_none(tmp_path / "a" / "b", "exists") as workshop:
            (workshop / "1.txt").write_text("1")
            assert workshop.parent == tmp_path / "a" / "b"
    assert everything(tmp_path) == {"a/b/1.txt": "1"}


def test_where_one_file_is_there_and_differs_none_is_written(tmp_path: Path) -> None:
    (tmp_path / "2.txt").write_text("somebody's own")
    with pytest.raises(OutputError) as error, all_or_none(tmp_path, "exists") as workshop:
        (workshop / "1.txt").write_text("1")
        (workshop / "2.txt").write_text("2")
    assert (error.value.key, error.value.details) == ("exists", {"path": tmp_path / "2.txt"})
    assert everything(tmp_path) == {"2.txt": "somebody's own"}


def test_a_folder_that_stays_empty_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), all_or_none(tmp_path / "a" / "b", "exists"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_what_stands_where_the_folder_should_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(OutputError) as error, all_or_none(tmp_path / "a" / "b", "exists"):
        pass
    assert error.value.key == "cannot-write"
