"""Excel as the buttons see it, through xlwings' public objects; nothing else knows xlwings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plansheet.addin import sentences
from plansheet.addin.answers import Answers
from plansheet.addin.building import ADDIN_FILE, WORDS_SHEET
from plansheet.addin.escape import escape_pressed
from plansheet.addin.panel import RECEIPT_SPACE, RECEIPTS_KEY
from plansheet.addin.places import places
from plansheet.addin.receipt_list import RECEIPT_HEADS
from plansheet.forms.names import ReportColumn
from plansheet.forms.report_sheets import PROBLEM_TITLES, PROBLEMS, RECEIPTS
from plansheet.language.text import visible
from plansheet.problems import InputError, OutputError, Problem, grouped
from plansheet.problems.catalogue import SEVERITY_NAMES
from plansheet.workbooks.writing.cell_text import quoted
from plansheet.workbooks.writing.styles import NAVY, STYLES

if TYPE_CHECKING:
    import xlwings

PRODUCT: Final = "plansheet"
_ROWS: Final = 60
"""Rows of answers that are read."""

_LINKS: Final = 500
"""Links that one list gets: each costs Excel a call."""

_TIP: Final = 255
"""Characters that a tip of Excel may have."""

_CELL: Final = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_MARKS: Final = {"error": "wrong", "warning": "missing"}
_PROBLEM_HEADS: Final = (
    (PROBLEM_TITLES[ReportColumn.SEVERITY], 11),
    (PROBLEM_TITLES[ReportColumn.FILE], 30),
    (PROBLEM_TITLES[ReportColumn.SHEET], 14),
    (PROBLEM_TITLES[ReportColumn.CELLS], 18),
    (PROBLEM_TITLES[ReportColumn.MESSAGE], 60),
    ("Cách sửa", 60),
)


class Stopped(Exception):  # noqa: N818 (nothing went wrong)
    """The user asked to stop, between two files."""


def calling_excel(*, panel: bool) -> Excel:
    """The Excel that called, with the answers that it asked for."""
    import xlwings

    book = xlwings.Book.caller()
    stop = partial(escape_pressed, int(book.app.hwnd or 0))
    stop()  # an Esc of before, to leave a cell or a dialog, asks nobody to stop
    return Excel(book, data=places().data, panel=panel, stop=stop)


class Excel:
    """The workbook that a button works on, the answers given, and what can be shown.

    `data` is the folder of settings and log, `stop` tells whether the user wants to stop.
    """

    def __init__(
        self,
        book: xlwings.Book,
        *,
        data: Path,
        panel: bool = False,
        stop: Callable[[], bool] = escape_pressed,
    ) -> None:
        self.book = book
        self.app = book.app
        self.data = data
        self.panel = panel
        self._stop = stop
        own = book if panel else self.app.books[ADDIN_FILE]
        self.answers = Answers.from_rows(_rows(own.sheets[WORDS_SHEET]), question=3)
        if panel:
            self.answers |= Answers.from_rows(_rows(book.sheets[0]), question=1)

    def refuse_foreign_settings(self) -> None:
        """Raise `InputError` where the active workbook brings settings of its own for xlwings.

        VBA looks too, before Python starts; this is for other ways in.
        """
        names = [sheet.name.strip().lower() for sheet in self.book.sheets]
        if not self.panel and any(name.endswith((".conf", ".py")) for name in names):
            raise InputError("foreign-settings")

    def plan_path(self) -> Path:
        """Where the plan is: the active workbook, saved; in the panel, the file named there."""
        return self.answers.file("plan") if self.panel else self.saved_path()

    def report_path(self) -> Path:
        """Where the report is: the active workbook, saved; in the panel, the file named there."""
        return self.answers.file("report") if self.panel else self.saved_path()

    def saved_path(self) -> Path:
        """Where the active workbook is saved; unsaved changes are, if the user agrees.

        Raises:
            InputError: it is no file of this computer.
            Stopped: without agreement.
        """
        path = Path(_fullname(self.book))
        if not path.is_file():
            raise InputError("workbook-not-saved", path=path)
        if self.answers.optional("saved") != "yes":
            if not self.agrees(sentences.SAVE_NOW):
                raise Stopped
            _save(self.book)
        return path

    def tell(self, text: str, *, critical: bool = False) -> None:
        """A message that waits for OK."""
        lines = "\n".join(visible(line) for line in text.split("\n"))
        self.app.alert(lines, PRODUCT, mode="critical" if critical else "info")

    def agrees(self, question: str) -> bool:
        """Whether the user answers a question with yes."""
        return self.app.alert(visible(question), PRODUCT, "yes_no") == "yes"

    def say(self, text: str | None) -> None:
        """A text in the status bar; None gives it back to Excel."""
        self.app.status_bar = text or False

    def progress(self, task: str, names: Sequence[str] = ()) -> Callable[[int, int], None]:
        """Progress in the status bar, with the name of what was done last.

        Raises:
            Stopped: the user holds Esc.
        """

        def tick(done: int, total: int) -> None:
            name = f"· {visible(names[done - 1])}" if 0 < done <= len(names) else ""
            text = sentences.PROGRESS.format(task=task, done=done, total=total, name=name)
            self.say(" ".join(text.split()))
            if done < total and self._stop():
                raise Stopped

        return tick

    def open(self, path: Path) -> None:
        """Open a workbook that was written, with its first page in view."""
        self.app.books.open(str(path)).sheets[0].activate()

    def close(self, path: Path) -> None:
        """Save and close a workbook that is open: a file that Excel holds cannot be replaced."""
        for book in [one for one in self.app.books if _is_file(_fullname(one), path)]:
            _save(book)
            book.close()

    def show_table(
        self,
        name: str,
        heads: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[object]],
        links: Mapping[tuple[int, int], tuple[str, str]] | None = None,
    ) -> xlwings.Sheet:
        """Show a table in a new workbook; `links` lead from (row, column) to (address, text)."""
        sheet = self.app.books.add().sheets[0]
        sheet.name = name
        put(sheet, (1, 1), [[head for head, _ in heads], *rows])
        header = sheet.range((1, 1), (1, len(heads)))
        header.font.bold = True
        header.font.color = "#FFFFFF"
        header.color = NAVY
        for column, (_, width) in enumerate(heads, 1):
            sheet.range((1, column)).column_width = width
        sheet.range((1, 1), (len(rows) + 1, len(heads))).wrap_text = True
        for (row, column), (address, text) in list((links or {}).items())[:_LINKS]:
            sheet.range((row + 2, column + 1)).add_hyperlink(address, text, address[-_TIP:])
        return sheet

    def show_receipts(self, rows: Sequence[Sequence[object]]) -> None:
        """List who has reported: in the panel's place for it, else in a new workbook."""
        sheet = self.book.sheets[0]
        keys = [row[0] for row in _rows(sheet)] if self.panel else []
        if RECEIPTS_KEY not in keys:
            self.show_table(RECEIPTS, RECEIPT_HEADS, rows)
            return
        first = keys.index(RECEIPTS_KEY) + 2
        sheet.range((first, 2), (first + RECEIPT_SPACE, 1 + len(RECEIPT_HEADS))).clear_contents()
        put(sheet, (first, 2), rows)

    def show_problems(
        self, problems: Iterable[Problem], paths: Mapping[str, Path] | None = None
    ) -> None:
        """List problems in a new workbook, each leading to its cell where `paths` has its file."""
        groups = grouped(problems)
        rows = [
            (
                SEVERITY_NAMES[group.first.severity].vi,
                group.first.file,
                group.first.sheet,
                ", ".join(group.cells),
                group.first.message,
                group.first.hint,
            )
            for group in groups
        ]
        links = {
            (row, 3): (
                f"{paths[group.first.file]}#{quoted(group.first.sheet)}!{cell}",
                rows[row][3],
            )
            for row, group in enumerate(groups)
            for cell in group.cells[:1]
            if paths and group.first.file in paths
        }
        sheet = self.show_table(PROBLEMS, _PROBLEM_HEADS, rows, links)
        for row, group in enumerate(groups, 2):
            if group.first.severity in _MARKS:
                sheet.range((row, 1)).color = _color(group.first.severity)

    def mark(self, problems: Iterable[Problem]) -> list[str]:
        """Colour the bad cells of the active workbook. Saving is the user's.

        Returns the sheets whose cells Excel does not let us colour: they are protected.
        """
        names = {sheet.name for sheet in self.book.sheets}
        worst: dict[tuple[str, str], str] = {}
        for p in problems:
            place = (p.sheet, p.cell)
            if p.sheet in names and _CELL.fullmatch(p.cell) and p.severity in _MARKS:
                worst[place] = "error" if "error" in (p.severity, worst.get(place)) else "warning"
        refused = set()
        for (sheet, cell), severity in worst.items():
            try:
                self.book.sheets[sheet].range(cell).color = _color(severity)
            except Exception:  # COM and Apple events have no common type
                refused.add(sheet)
        return sorted(refused)


def _fullname(book: xlwings.Book) -> str:
    """The path of a workbook, or what Excel says instead: a name, an address."""
    from xlwings import XlwingsError

    try:
        return book.fullname
    except XlwingsError as error:  # in OneDrive or SharePoint, and nowhere on this computer
        return str(error)


def _save(book: xlwings.Book) -> None:
    try:
        book.save()
    except Exception as error:  # what Excel refuses: COM and Apple events have no common type
        raise OutputError("excel-cannot-save", path=_fullname(book)) from error


def _is_file(name: str, path: Path) -> bool:
    """Whether a path as Excel spells it is the file `path`: drives and letters may differ."""
    try:
        return Path(name).samefile(path)
    except OSError:
        return False


def _color(severity: str) -> str:
    return str(STYLES[_MARKS[severity]]["bg_color"])


def put(sheet: xlwings.Sheet, place: tuple[int, int], rows: Sequence[Sequence[object]]) -> None:
    """Write rows from a cell on. Text stays text, whatever a stranger let it begin with."""
    if rows:
        sheet.range(place).value = [[as_text(value) for value in row] for row in rows]


def as_text(value: object) -> object:
    """A value for a cell: text behind the apostrophe that tells Excel it is text."""
    return f"'{visible(value)}" if isinstance(value, str) and value else value


def _rows(sheet: xlwings.Sheet) -> list[list[Any]]:
    return list(sheet.range((1, 1), (_ROWS, 4)).value)
