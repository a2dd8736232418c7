"""The add-in plansheet.xlam and the workbook tong_hop.xlsm, from their sources."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from plansheet.addin.macro_sources import (
    ADDIN_ONLY,
    WORKBOOK_ONLY,
    MacroSources,
    Runner,
    read_sources,
)
from plansheet.addin.manual_test import TEST_TITLE, procedures, read_manual_test, write_sheet
from plansheet.addin.office_file import RELATIONSHIPS, OfficeFile
from plansheet.addin.panel import write_panel
from plansheet.addin.steps import BY_NAME
from plansheet.addin.vba import ADDIN, MACRO_WORKBOOK, add_project
from plansheet.workbooks.writing.files import replacing
from plansheet.workbooks.writing.workbook import Book, Page, new_book

ADDIN_FILE: Final = "plansheet.xlam"
WORDS_SHEET: Final = "plansheet"
WORDS_COLUMN: Final = "D"
STEPS_COLUMN: Final = "E"
"""Where VBA reads its messages, and what those are made from that say how to mend something."""

SETTINGS_SHEET: Final = "plansheet.conf"
MANUAL_TEST: Final = "manual_test"
RIBBON_PART: Final = "customUI/customUI14.xml"
UI_RELATIONSHIP: Final = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
"""What Excel 2010 and later look for; that of 2006 is for customUI.xml of Excel 2007."""


def build_addin(folder: Path, runner: Runner = "xlwings") -> Path:
    """Write plansheet.xlam from the sources in `folder`; the same sources, the same bytes.

    It goes into `folder`; that with the small runner, of the same name, into `small` below it.

    Raises:
        InputError: sources that cannot be used.
        OutputError: it cannot be written.
    """
    package = addin(read_sources(folder, runner))
    return _write(package, folder / place_of(runner) / ADDIN_FILE)


def place_of(runner: Runner) -> Path:
    """Where below the sources stands what is built with a runner."""
    return Path("small" if runner == "small" else "")


def _write(package: OfficeFile, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary:
        temporary.write_bytes(package.to_bytes())
    return path


def addin(sources: MacroSources) -> OfficeFile:
    """The add-in as a package."""
    package = _sheets("plansheet", lambda book: _write_lists(book, sources))
    add_project(package, sources.modules_without(WORKBOOK_ONLY), ADDIN)
    package.parts[RIBBON_PART] = sources.ribbon
    package.relate(RELATIONSHIPS, "plansheetUI", UI_RELATIONSHIP, RIBBON_PART)
    return package


def build_workbook(folder: Path, path: Path, runner: Runner = "xlwings") -> Path:
    """Write tong_hop.xlsm to `path` from the sources in `folder`: buttons without an add-in."""
    return _write(panel_workbook(read_sources(folder, runner)), path)


def panel_workbook(sources: MacroSources) -> OfficeFile:
    """The workbook with buttons as a package."""

    def write(book: Book) -> None:
        write_panel(book, sources.groups)
        for page in _write_lists(book, sources):
            page.sheet.hide()

    package = _sheets("Tổng hợp báo cáo thực hiện kế hoạch", write)
    add_project(package, sources.modules_without(ADDIN_ONLY), MACRO_WORKBOOK)
    return package


def build_test_sheet(folder: Path, path: Path) -> Path:
    """Write the workbook of the manual test to `path` from the sources in `folder`."""
    return _write(manual_workbook(folder / MANUAL_TEST), path)


def manual_workbook(folder: Path) -> OfficeFile:
    """The workbook of the manual test as a package."""
    test = read_manual_test(folder)
    package = _sheets(TEST_TITLE, lambda book: write_sheet(book, test))
    module = replace(test.module, source=test.module.source + procedures(test))
    add_project(package, [module], MACRO_WORKBOOK)
    return package


def _sheets(title: str, write: Callable[[Book], object]) -> OfficeFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        with new_book(path, title=title) as book:
            write(book)
        return OfficeFile.read(path)


def _write_lists(book: Book, sources: MacroSources) -> list[Page]:
    """The sheets that VBA reads: words with the answers between them, and settings."""
    words = book.page(WORDS_SHEET)
    words.widths(18, 16, 40, 100, 100)
    for row, word in enumerate(sources.words):
        told = BY_NAME.told_by_vba(word.text)
        steps = word.text if told != word.text else ""
        for column, text in enumerate((word.key, word.kind, "", told, steps)):
            words.put(row, column, text, "plain")
    settings = book.page(SETTINGS_SHEET)
    settings.widths(34, 80)
    for row, (key, value) in enumerate(sources.settings):
        settings.put(row, 0, key, "plain")
        settings.put(row, 1, value, "plain")
    return [words, settings]
