"""The report as one self-contained page: no network, no script but its own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Final

from plansheet.consolidation import Attainment, Consolidation, TaskClass
from plansheet.forms.names import FormName, ReportColumn
from plansheet.forms.report_sheets import (
    BY_AGENCY,
    INDICATORS,
    RECEIPT_COLUMNS,
    RECEIPTS,
    TASKS,
)
from plansheet.forms.values import display, show
from plansheet.language.markup import Markup, element, joined
from plansheet.language.numbers_and_dates import decimal_of, format_number, rounded
from plansheet.language.text import visible
from plansheet.language.wording import Language, Wording, Words, say
from plansheet.plan.classes import ACCEPTED
from plansheet.problems import expect
from plansheet.report import sentences
from plansheet.report.breakdown import CHART_COLORS
from plansheet.report.overview_parts import Panel, PanelCell, panels_of
from plansheet.report.page import words
from plansheet.report.page.items import Items
from plansheet.report.proposals import proposals_of
from plansheet.report.verdict import Card, cards, moved, verdict
from plansheet.report.writing import questions_to_decide
from plansheet.workbooks.remote import Location, Written, source_of
from plansheet.workbooks.writing.cells import Cell, Link
from plansheet.workbooks.writing.files import replacing

_EXACT: Final = 10
"""Decimal places of a number whose cell has no format of its own."""

_HERE: Final = Path(__file__).parent
_ANCHORS: Final[Mapping[str, tuple[str, str]]] = {
    TASKS: (FormName.TASKS, ""),
    BY_AGENCY: (FormName.TASKS, TaskClass.OPEN_OVERDUE.value),
    INDICATORS: (FormName.INDICATORS, Attainment.MET.value),
    RECEIPTS: ("returns", ""),
}
"""Where a card leads to, by the sheet that it leads to in the workbook, and what is shown then."""


def write_page(merged: Consolidation, path: Location, *, lang: Language = "vi") -> Written:
    """Write the report as one page (.html) for a telephone.

    It has the content of the report's first page, and every task and indicator, which can be
    searched and filtered; each figure unfolds to the cells that it comes from. It needs no other
    file and no network, and no script runs on it but its own, whatever stands in the returns. The
    same consolidation gives the same bytes.

    Args:
        merged: from `merge`.
        path: the .html file; one that exists is replaced.
        lang: the language of the page.

    Returns:
        The path.

    Raises:
        ArgumentError: `merged` is no consolidation.
        OutputError: the file cannot be written; nothing half-written is left.
    """
    expect(merged, Consolidation)
    path = source_of(path)
    page = f"<!DOCTYPE html>\n{_Page(merged, lang).whole()}\n"
    with replacing(path) as temporary:
        temporary.write_text(page, encoding="utf-8", errors="replace", newline="\n")
    return path


def _own(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """What a browser lets the page do: show its own style and run its own script, nothing else."""
    style, script = (
        f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src {style}; script-src {script}; "
        "base-uri 'none'; form-action 'none'"
    )


_SIDES: Final = {"small_number": "number", "small_right": "right"}


def _side(cell: PanelCell) -> str | bool:
    """The class of a column of numbers, or of texts beside them: they stand at the right."""
    return _SIDES.get(cell.style, False)


class _Page:
    def __init__(self, merged: Consolidation, lang: Language) -> None:
        self.merged, self.lang = merged, lang
        self.items = Items(merged, lang)

    def say(self, text: Words) -> str:
        return say(text, self.lang)

    def whole(self) -> Markup:
        style, script = _own("style.css"), _own("search.js")
        title = f"{self.say(sentences.REPORT_TITLE)} – {self.say(self.merged.period.label)}"
        head = element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="referrer", content="no-referrer"),
            element("meta", name="robots", content="noindex"),
            element("meta", name="color-scheme", content="light dark"),
            element("title", title),
            element("style", Markup(style)),
        )
        body = element("body", *self._body(), element("script", Markup(script)))
        return element("html", head, body, lang=self.lang)

    def _body(self) -> Iterator[Markup]:
        yield element("a", self.say(words.SKIP), href="#search", class_="skip")
        yield element("header", *self._head())
        yield element(
            "main",
            element("section", *self._glance(), aria_label=self.say(words.AT_A_GLANCE)),
            self._search(),
            *self._lists(),
            self._receipts(),
        )
        yield element("footer", element("p", self.say(words.MADE_WITH), class_="quiet center"))

    # At a glance: what the report's first page says.

    def _head(self) -> Iterator[Markup]:
        plan = self.merged.plan
        named = plan.title
        if plan.number:
            named = self.say(sentences.PLAN_NUMBERED.fill(title=plan.title, number=plan.number))
        day = sentences.AS_OF_DAY.fill(day=show(self.merged.as_of))
        yield element("h1", self.say(sentences.REPORT_TITLE))
        yield element("p", element("i", self.say(self.merged.period.label)), class_="center")
        yield element("p", named, class_="center")
        yield element("p", self.say(day), class_="center quiet")

    def _glance(self) -> Iterator[Markup]:
        yield element("p", self.say(verdict(self.merged)), class_="verdict")
        undecided = questions_to_decide(self.merged, proposals_of(self.merged, None))
        found = cards(self.merged, undecided)
        yield element("ul", *map(self._card, found), class_="cards")
        yield element("div", *map(self._panel, panels_of(self.merged)), class_="panels")

    def _card(self, card: Card) -> Markup:
        number = str(card.count) if card.of is None else f"{card.count}/{card.of}"
        content = joined(
            element("b", number),
            element("span", self.say(card.label)),
            element("span", self.say(moved(card, self.merged)), class_="quiet"),
        )
        anchor, only = _ANCHORS.get(card.sheet, ("", ""))
        link = element("a", content, href=f"#{anchor}", data_only=only or False)
        plain = element("div", content)
        return element("li", link if anchor else plain, class_="alarm" if card.is_alarming else "")

    def _panel(self, panel: Panel) -> Markup:
        title, *heads = panel.heads
        shown = panel.rows[: panel.shown]
        more = len(panel.rows) - len(shown)
        columns = shown[0][1:] if shown else ()
        head = element("tr", element("td", ""), *map(self._panel_head, heads, columns))
        rows = [element("tr", *map(self._panel_cell, row)) for row in shown]
        return element(
            "div",
            self._bar() if panel.is_chart else None,
            element(
                "table",
                element("caption", self.say(title)),
                element("thead", head) if rows else None,
                element("tbody", *rows),
            ),
            element("p", self.say(panel.first)) if panel.first else None,
            element("p", self.say(panel.more.fill(count=more)), class_="quiet") if more else None,
        )

    def _panel_cell(self, cell: PanelCell) -> Markup:
        value = cell.value.text if isinstance(cell.value, Link) else cell.value
        return element("td", self._shown(value, cell), class_=_side(cell))

    def _panel_head(self, text: Words, below: PanelCell) -> Markup:
        return element("th", self.say(text), scope="col", class_=_side(below))

    def _shown(self, value: Cell | Words, cell: PanelCell) -> str:
        if isinstance(value, str | Wording):
            return self.say(value)
        if isinstance(value, int | float | Decimal):
            places = len(cell.number_format.partition(".")[2])
            exact = rounded(decimal_of(value), places or _EXACT)
            return self.say(format_number(exact, places))
        return self.say(display(value))

    def _bar(self) -> Markup:
        """The tasks by class as one bar; the table below it says the same in numbers."""
        total, at = len(self.merged.task_outcomes), Decimal(0)
        parts = []
        for one in TaskClass:
            width = Decimal(100 * self.merged.classes[one]) / total
            label = f"{self.say(one.label)}: {self.merged.classes[one]}"
            parts.append(
                element(
                    "rect",
                    element("title", label),
                    x=f"{at:.2f}%",
                    width=f"{width:.2f}%",
                    height="100%",
                    fill=CHART_COLORS[one],
                )
            )
            at += width
        return element("svg", *parts, role="img", aria_label=self.say(sentences.TASKS_BY_CLASS))

    # The lists.

    def _search(self) -> Markup:
        groups = [
            element(
                "optgroup",
                *(element("option", self.say(one.label), value=one.value) for one in kind),
                label=self.say(title),
            )
            for title, kind in ((TASKS, TaskClass), (INDICATORS, Attainment))
        ]
        everything = element("option", self.say(words.EVERYTHING), value="")
        return element(
            "form",
            element(
                "label",
                self.say(words.SEARCH),
                element("input", type="search", placeholder=self.say(words.WITHOUT_MARKS)),
            ),
            element("label", self.say(words.SHOW), element("select", everything, *groups)),
            element("button", self.say(words.CLEAR), type="reset"),
            element(
                "output",
                "",
                aria_live="polite",
                data_shown=self.say(words.SHOWN),
                data_nothing=self.say(words.NOTHING_FOUND),
            ),
            id="search",
            role="search",
            hidden=True,
        )

    def _lists(self) -> Iterator[Markup]:
        for anchor, title, items in (
            (FormName.TASKS, TASKS, [*self.items.tasks()]),
            (FormName.INDICATORS, INDICATORS, [*self.items.indicators()]),
        ):
            if items:
                heading = element("h2", self.say(title))
                yield element("section", heading, *items, id=anchor, data_list=True)

    def _receipts(self) -> Markup:
        names = (ReportColumn.NAME, ReportColumn.STATE, ReportColumn.FILE)
        heads = [RECEIPT_COLUMNS.by_name[name].title for name in names]
        rows = [
            element(
                "tr",
                element("td", self.merged.plan.agency_name(receipt.agency)),
                element("td", self.say(receipt.state.label)),
                element("td", visible(receipt.file)),
            )
            for receipt in sorted(self.merged.receipts, key=lambda r: r.state in ACCEPTED)
        ]
        head = element("tr", *(element("th", self.say(h), scope="col") for h in heads))
        table = element("table", element("thead", head), element("tbody", *rows))
        summary = element("summary", self.say(words.LISTED.fill(count=len(rows))))
        title = element("h2", self.say(RECEIPTS))
        return element("section", title, element("details", summary, table), id="returns")
