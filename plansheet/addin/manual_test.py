"""The test that only somebody with Excel can do: one list of steps, as a table and as a workbook.

The workbook records by itself what VBA can know: versions, settings, the add-in that is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plansheet.addin.macro_sources import read_module, read_rows
from plansheet.addin.vba import Module
from plansheet.language.wording import Wording
from plansheet.workbooks.writing.workbook import Book, Page

TEST_TITLE: Final = "Phiếu thử plansheet trong Excel"
SHEET: Final = "Phiếu thử"
OUTCOMES: Final = (("passed", "Được"), ("failed", "Không được"), ("skipped", "Bỏ qua"))
"""By key: what a step can come to, as its buttons say it."""

_WIDTHS: Final = (62, 104, 76)
"""Of these buttons, in pixels."""

_HEADS: Final = (
    ("TT", 6),
    ("Làm", 51),
    ("Phải thấy", 45),
    ("Ghi nhận", 37),
    ("Kết quả", 13),
    ("Kết quả với --runner small", 15),
    ("Đã thấy gì", 42),
    ("Lúc", 8),
)
_HOW: Final = (
    "Làm lần lượt từng bước rồi bấm Được, Không được hay Bỏ qua ở cùng dòng; không được thì viết "
    "điều đã thấy. Bước có chữ S làm thêm một lần sau khi đóng Excel và chạy plansheet addin "
    "install --runner small: kết quả tự vào cột thứ hai. Chừng một giờ. Cuối cùng lưu sổ này và "
    "gửi lại cùng kết quả của plansheet addin doctor --json."
)
_FIRST_FACT: Final = 3
_BUTTON_HEIGHT: Final = 26
_ROW_HEIGHT: Final = 32


@dataclass(frozen=True, slots=True)
class TrialStep:
    """What to do and what must be seen; `again` where the small runner is tried too."""

    number: int
    again: bool
    what: Wording
    expected: Wording

    @property
    def key(self) -> str:
        """By which VBA finds its row."""
        return f"step{self.number:02}"


@dataclass(frozen=True)
class ManualTest:
    """The sources of the manual test: its steps, the facts to record by key, its VBA."""

    steps: Sequence[TrialStep]
    facts: Sequence[tuple[str, Wording]]
    module: Module


def read_manual_test(folder: Path) -> ManualTest:
    """Read the sources in `folder`.

    Raises:
        InputError: a table with other columns, VBA that is not ASCII.
    """
    rows = enumerate(read_rows(folder / "steps.tsv", 5), 1)
    return ManualTest(
        [
            TrialStep(number, again == "S", Wording(what, what_en), Wording(expected, expected_en))
            for number, (again, what, expected, what_en, expected_en) in rows
        ],
        [(key, Wording(vi, en)) for key, vi, en in read_rows(folder / "facts.tsv", 3)],
        read_module(folder / "Recording.bas"),
    )


def markdown(test: ManualTest) -> str:
    """The facts and the steps as two tables to fill in."""
    facts = [f"| {_both(label)} | |" for _, label in test.facts]
    steps = [
        f"| {step.number}{' S' * step.again} | {_both(step.what)} | {_both(step.expected)} | |"
        for step in test.steps
    ]
    heads = ["| no. | làm / do | phải thấy / expect | result |", "|---|---|---|---|"]
    return "\n".join(["| | |", "|---|---|", *facts, "", *heads, *steps]) + "\n"


def _both(text: Wording) -> str:
    return text.vi if text.vi == text.en else f"{text.vi}<br>{text.en}"


def procedures(test: ManualTest) -> str:
    """The VBA that the buttons of the steps name."""
    return "".join(
        f'\nPublic Sub {_procedure(step, outcome)}()\n    Record "{step.key}", "{outcome}"\n'
        "End Sub\n"
        for step in test.steps
        for outcome, _ in OUTCOMES
    )


def _procedure(step: TrialStep, outcome: str) -> str:
    return f"{step.key.capitalize()}{outcome.capitalize()}"


def write_sheet(book: Book, test: ManualTest) -> None:
    """Write the sheet: what is known of this Excel, then a row with three buttons for each step."""
    page = book.page(SHEET, landscape=True)
    page.widths(2, *(width for _, width in _HEADS))
    page.sheet.fit_to_pages(1, 0)
    page.sheet.set_column(0, 0, 2, None, {"hidden": True})
    page.put(0, 1, TEST_TITLE.upper(), "title")
    page.wide(1, 1, len(_HEADS), _HOW, "note_wrap")
    row = _FIRST_FACT
    for row, (key, label) in enumerate(test.facts, _FIRST_FACT):
        page.put(row, 0, key)
        page.put(row, 2, label.vi, "label")
        page.sheet.write_blank(row, 3, None, book.style("input", "@"))
    _button(page, _FIRST_FACT, 4, "Ghi thông tin máy này", "RecordFacts", 0, 240)
    heads = row + len(OUTCOMES) + 2
    steps = range(heads + 1, heads + 1 + len(test.steps))
    for at, (key, label_text) in enumerate(OUTCOMES, row + 1):
        page.put(at, 0, key)
        page.put(at, 2, label_text, "label")
        counted = f"F{steps.start + 1}:G{steps.stop}"
        page.formula(at, 3, f"=COUNTIF({counted},C{at + 1})", 0, "cell")
    for column, (head, _) in enumerate(_HEADS, 1):
        page.put(heads, column, head, "header")
    for at, step in zip(steps, test.steps, strict=True):
        _write_step(page, at, step)


def _write_step(page: Page, row: int, step: TrialStep) -> None:
    page.put(row, 0, step.key)
    page.height(row, _ROW_HEIGHT)
    texts = (f"{step.number}{' S' * step.again}", *map(_plain, (step.what, step.expected)), "")
    for column, text in enumerate(texts, 1):
        page.put(row, column, text, "cell")
    for column in (5, 6, 7, 8):
        is_asked = column != 6 or step.again
        style = page.book.style("input" if is_asked else "locked", "@")
        page.sheet.write_blank(row, column, None, style)
    offset = 3
    for (outcome, label), width in zip(OUTCOMES, _WIDTHS, strict=True):
        _button(page, row, 4, label, _procedure(step, outcome), offset, width)
        offset += width + 3


def _button(
    page: Page, row: int, column: int, label: str, macro: str, offset: int, width: int
) -> None:
    options = {"macro": macro, "caption": label, "width": width, "height": _BUTTON_HEIGHT}
    page.sheet.insert_button(row, column, {**options, "x_offset": offset, "y_offset": 2})


def _plain(text: Wording) -> str:
    """A text without the marks of Markdown: names of buttons between quotation marks."""
    return re.sub(r"\*\*(.+?)\*\*", r"“\1”", text.vi).replace("*", "").replace("`", "")
