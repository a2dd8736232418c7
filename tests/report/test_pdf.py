"""The report as a .pdf: what LibreOffice prints, and what is said where it cannot."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from plansheet import OutputError, Plan
from plansheet.report.printed import write_pdf
from plansheet.report.writing import write_report
from plansheet.workbooks.writing import libreoffice as office
from support.filling import asked, merge_copies
from support.office.libreoffice import LibreOffice


def test_a_pdf_is_printed_the_same_each_time(
    plan: Plan, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    merged = merge_copies(plan, asked(plan).values())
    first = write_pdf(merged, tmp_path / "1.pdf").read_bytes()
    assert first.startswith(b"%PDF-") and first.rstrip().endswith(b"%%EOF")
    assert first.count(b"/Type/Page/") + first.count(b"/Type/Page\n") >= 5
    assert write_pdf(merged, tmp_path / "2.pdf").read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.pdf", "2.pdf"]


@pytest.fixture
def workbook(plan: Plan, tmp_path: Path) -> Path:
    return write_report(merge_copies(plan, asked(plan).values()), tmp_path / "report.xlsx")


def program(folder: Path, script: str) -> str:
    """A program that is no LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_without_libreoffice(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(office, "_PLACES", ())
    with pytest.raises(OutputError) as error:
        office.write_as_pdf(workbook, tmp_path / "x.pdf")
    assert error.value.key == "no-libreoffice"
    assert [path.name for path in tmp_path.iterdir()] == ["report.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for LibreOffice")
def test_a_libreoffice_that_hangs_is_ended_with_what_it_started(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    stands_in = program(tmp_path, f"sleep 60 & echo $! >{child}; wait")
    monkeypatch.setattr("shutil.which", lambda name: stands_in)
    with pytest.raises(OutputError) as error:
        office.write_as_pdf(workbook, tmp_path / "x.pdf", seconds=0.5)
    assert error.value.key == "libreoffice-slow"
    assert not (tmp_path / "x.pdf").exists()
    for _ in range(50):
        if not is_running(int(child.read_text())):
            break
        time.sleep(0.1)
    assert not is_running(int(child.read_text()))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for LibreOffice")
def test_a_libreoffice_that_gives_nothing(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands_in = program(tmp_path, "exit 0")
    monkeypatch.setattr("shutil.which", lambda name: stands_in)
    with pytest.raises(OutputError) as error:
        office.write_as_pdf(workbook, tmp_path / "x.pdf")
    assert error.value.key == "libreoffice-failed"
    assert not (tmp_path / "x.pdf").exists()
