"""The first sheet of the report: one page on which a leader sees what to act on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from plansheet.consolidation import Consolidation, TaskClass
from plansheet.forms.report_sheets import OVERVIEW, PROBLEMS
from plansheet.forms.values import show
from plansheet.language.wording import Wording, Words
from plansheet.report import sentences
from plansheet.report.breakdown import CHART_COLORS
from plansheet.report.overview_parts import Panel, PanelCell, panels_of
from plansheet.report.verdict import Card, cards, moved, verdict
from plansheet.workbooks.writing.cells import Link
from plansheet.workbooks.writing.charts import Part, StackedBars
from plansheet.workbooks.writing.fitting import height_of, lines_of, shortened, text_width
from plansheet.workbooks.writing.workbook import Book, Page

_UNITS: Final = 25
_UNIT: Final = 5.0
"""The page is so many columns wide, each of so many characters."""

_PIXELS: Final = 40
"""Of such a column: five characters of 7 and their padding."""

_PANEL: Final = 12
"""Columns of a panel; between two of them is one."""

_CARD: Final = 5
"""Columns of a card."""

_SIZE: Final = 9.0
_ROW: Final = 12.0
_GAP: Final = 5.0
_PAGE_HEIGHT: Final = 526.0
"""Points: of the letters, of a row of them, between two panels, of an A4 page within its margins.

On paper nothing is smaller than 9 points, so the page is not to be made smaller to fit; the longer
lists are cut where the room ends, and say how many more there are.
"""

_END: Final = 0.4
"""The part of its room in which the end of an office's name stays: it says where it is."""

_SURE: Final = 0.95
"""The part of a room that a text surely fits into."""

_LABEL: Final = 4
"""Pixels that are left between a number on the bar and the ends of its part."""


def write_overview(
    book: Book, merged: Consolidation, undecided: int, *, as_document: bool = False
) -> None:
    """Write the sheet: a sentence, cards, panels; `undecided` is how many questions are open.

    `as_document` gives it the heading and the signature of an issued document.
    """
    page = book.page(OVERVIEW, landscape=True)
    page.widths(*[_UNIT] * _UNITS)
    page.one_sheet_of_paper(top=10, bottom=10, left=15, right=10)
    _FirstPage(page, merged, undecided, as_document).write()


_BARS: Final = "#F8CBAD"
"""Fill of the bars behind numbers."""

_HEADS: Final = ("small_head", "small_head_left")


def _heads(panel: Panel) -> Iterator[PanelCell]:
    """The heads of a panel: the first is its title; that of a column of texts stands over them."""
    yield PanelCell(panel.heads[0], "small_title")
    below = panel.rows[0] if panel.rows else [PanelCell("", "small_number")] * len(panel.heads)
    for text, entry in zip(panel.heads[1:], below[1:], strict=True):
        yield PanelCell(text, "small_head_left" if entry.style == "small" else "small_head")


class _FirstPage:
    def __init__(
        self, page: Page, merged: Consolidation, undecided: int, as_document: bool
    ) -> None:
        self.page, self.merged, self.undecided = page, merged, undecided
        self.as_document, self.panels = as_document, panels_of(merged)
        self.row, self.used = 0, 0.0

    def write(self) -> None:
        if self.as_document:
            self._letterhead()
        self._title()
        self._cards(cards(self.merged, self.undecided))
        end = self._end()
        pairs = [*zip_longest(self.panels[::2], self.panels[1::2])]
        for at, pair in enumerate(pairs):
            both = [panel for panel in pair if panel is not None]
            heights = [height_of(2, _SIZE) + _GAP + 2 * _ROW for _ in pairs[at + 1 :]]
            room = _PAGE_HEIGHT - self.used - end - sum(heights) - 10 * _ROW * len(heights)
            self._panels(both, max(int((room - height_of(2, _SIZE) - _GAP) / _ROW), 4))
        self._quality()
        self._signatures()

    # Rows.

    def _next(self, height: float) -> int:
        """Take the next row, so many points high."""
        self.page.height(self.row, height)
        self.row, self.used = self.row + 1, self.used + height
        return self.row - 1

    def _line(
        self, text: Words, style: str, size: float, *, bold: bool = False, right: Words = ""
    ) -> None:
        """A text over the whole page, in as many lines as it takes; `right` at its end."""
        said = self.page.book.say(text)
        side = 5 if right else 0
        lines = lines_of(said, (_UNITS - 2 * side) * _PIXELS / 7, size, bold)
        row = self._next(height_of(lines, size))
        self.page.span(row, side, _UNITS - 1 - side, said, style)
        if right:
            self.page.span(row, _UNITS - side, _UNITS - 1, right, "page_right")

    # The head.

    def _letterhead(self) -> None:
        """The issuing body at the left, the national title at the right."""
        from plansheet.report.document.naming import body_above, sender_of
        from plansheet.report.document.words import COUNTRY, MOTTO

        plan = self.merged.plan
        above, sender = body_above(plan).upper(), sender_of(plan).upper()
        left = [(above, "page_center")] if above else []
        self._side_by_side(
            [*left, (sender, "page_bold")], [(COUNTRY, "page_bold"), (MOTTO, "page_bold")]
        )
        self._next(_GAP)

    def _title(self) -> None:
        """What it is, of which period and plan, what the figures are as of; then the sentence."""
        plan, day = self.merged.plan, show(self.merged.as_of)
        self._line(sentences.REPORT_TITLE, "page_title", 14, bold=True)
        as_of = sentences.AS_OF_DAY.fill(day=day)
        self._line(self.merged.period.label, "page_period", 11, right=as_of)
        named: Words = plan.title
        if plan.number and plan.number not in plan.title:
            named = sentences.PLAN_NUMBERED.fill(title=plan.title, number=plan.number)
        room = 2 * _UNITS * _PIXELS * 0.9
        self._line(shortened(self.page.book.say(named), room, 10), "page_center", 10)
        self._line(verdict(self.merged), "page_verdict", 12, bold=True)
        self._next(_GAP)

    def _cards(self, found: Sequence[Card]) -> None:
        """The numbers side by side, each a link, below it how it moved."""
        rows = [self._next(height_of(2, _SIZE)), self._next(26)]
        changes = [moved(card, self.merged) for card in found]
        rows += [self._next(_ROW + 1)] if any(changes) else []
        first = (_UNITS - _CARD * len(found)) // 2
        for card, change in zip(found, changes, strict=True):
            last = first + _CARD - 1
            self.page.span(rows[0], first, last, card.label, "card_label")
            style = "card_alarming" if card.is_alarming else "card"
            shown = "0" if card.of is None else f'0"/{card.of}"'
            self.page.span(rows[1], first, last, card.count, style, shown)
            self.page.lead(rows[1], first, Link(card.sheet, "A1", card.label))
            if any(changes):
                self.page.span(rows[2], first, last, change, "card_change")
            first += _CARD
        self._next(_GAP)

    # The panels.

    def _panels(self, panels: Sequence[Panel], room: int) -> None:
        """One or two tables side by side, of at most `room` rows below their heads.

        Beside a table that is not cut there is as much room as that one takes.
        """
        head = self._next(height_of(2, _SIZE))
        room = max(room, *(len(self._body(one, room)) for one in panels if one.is_chart), 0)
        bodies = [self._body(panel, room) for panel in panels]
        rows = [self._next(_ROW) for _ in range(max(map(len, bodies)))]
        for at, (panel, body) in enumerate(zip(panels, bodies, strict=True)):
            first = at * (_PANEL + 1)
            self._entries(head, first, panel.spans, [*_heads(panel)])
            for row, entries in zip(rows, body, strict=False):
                spans = panel.spans if len(entries) > 1 else (_PANEL,)
                self._entries(row, first, spans, entries)
            if panel.is_chart:
                self._bar(rows[0], first)
            for column in panel.bars:
                left = first + sum(panel.spans[:column])
                self.page.data_bars(rows[0], rows[-1], left, _BARS)
        self._next(_GAP)

    def _body(self, panel: Panel, room: int) -> list[Sequence[PanelCell]]:
        """The rows of a panel that there is room for, and how many there are beside them."""
        above: list[Sequence[PanelCell]] = [(PanelCell(""),)] * 2 if panel.is_chart else []
        if panel.first:
            above.append((PanelCell(panel.first, "small_bold"),))
        shown = min(panel.shown, room - len(above))
        if len(panel.rows) > shown and not panel.is_chart:
            count = len(panel.rows) - (shown := max(min(panel.shown, room - len(above) - 1), 1))
            more = (PanelCell(panel.more.fill(count=count), "small_note"),)
            return [*above, *panel.rows[:shown], more]
        return [*above, *panel.rows]

    def _entries(
        self, row: int, first: int, spans: Sequence[int], entries: Sequence[PanelCell]
    ) -> None:
        for span, entry in zip(spans, entries, strict=True):
            value = entry.value
            room = span * _PIXELS - 6
            if isinstance(value, Link):
                value = Link(value.sheet, value.cell, self._seen(value.text, entry, room))
            elif isinstance(value, str | Wording) and entry.style not in _HEADS:
                value = self._seen(value, entry, room)
            self.page.span(
                row, first, first + span - 1, value, entry.style, entry.number_format, entry.fill
            )
            first += span

    def _seen(self, text: Words, entry: PanelCell, room: float) -> str:
        """A text of a panel as far as there is room; of a name the end, too."""
        said, behind = self.page.book.say(text), self.page.book.say(entry.behind)
        room -= text_width(behind, _SIZE) / _SURE
        bold = entry.style in ("small_title", "small_bold")
        return shortened(said, room, _SIZE, bold=bold, end=_END if entry.is_name else 0) + behind

    def _bar(self, row: int, first: int) -> None:
        """Over two rows the classes of tasks as one bar; their counts stand below it."""
        total, width = len(self.merged.task_outcomes), _PANEL * _PIXELS - 8
        at = row + 2
        cells = dict(zip(TaskClass, self._class_rows(at), strict=True))
        parts = [
            Part(
                self.page.cell(cells[one], first),
                self.page.cell(cells[one], first + 8),
                CHART_COLORS[one],
                text_width(str(count), _SIZE) + _LABEL <= width * count / total,
            )
            for one in TaskClass
            for count in [self.merged.classes[one]]
        ]
        bar = StackedBars(sentences.TASKS_BY_CLASS, "", parts, (width + 8, int(2 * _ROW * 4 / 3)))
        self.page.book.add_bar(self.page.name, (row, first), bar)

    def _class_rows(self, first: int) -> Sequence[int]:
        """The row of each class: behind that of tasks without a due date come their statuses."""
        rows = self.panels[0].rows
        return [first + at for at, (label, *_) in enumerate(rows) if label.fill]

    # The end.

    def _end(self) -> float:
        """Points that the last lines take."""
        lines = 1 + len(self._signer())
        return height_of(1, _SIZE) + _GAP + lines * height_of(1, 10) + 3 * _ROW

    def _quality(self) -> None:
        """What the figures rest on, in one small line."""
        merged = self.merged
        errors = [p for p in merged.all_problems if p.severity == "error"]
        said = sentences.DATA_QUALITY.fill(
            errors=len(errors),
            files=len({p.file for p in errors}),
            warnings=sum(p.severity == "warning" for p in merged.all_problems),
            on_time=len(merged.on_time),
            expected=len(merged.expected),
        )
        row = self._next(height_of(1, _SIZE))
        self.page.span(row, 0, _UNITS - 1, Link(PROBLEMS, "A1", said), "page_quality")
        self._next(_GAP)

    def _signer(self) -> Sequence[Wording]:
        """In which quality it is signed."""
        if not self.as_document:
            return (sentences.HEAD_OF_OFFICE,)
        from plansheet.report.document.naming import signer_of

        return signer_of(self.merged.plan)

    def _signatures(self) -> None:
        quality = [(line, "page_bold") for line in self._signer()]
        signed = sentences.SIGNED_AND_SEALED if self.as_document else sentences.SIGNED
        self._side_by_side(
            [(sentences.PREPARED_BY, "page_bold"), (sentences.SIGNED, "page_note")],
            [*quality, (signed, "page_note")],
        )
        self._next(3 * _ROW)

    def _side_by_side(
        self, left: Sequence[tuple[Words, str]], right: Sequence[tuple[Words, str]]
    ) -> None:
        for lines in zip_longest(left, right):
            row = self._next(height_of(1, 10))
            for first, line in zip((0, _PANEL + 1), lines, strict=True):
                if line is not None:
                    self.page.span(row, first, first + _PANEL - 1, *line)
