"""What the parts of the report as a document are made with: sentences, and tables of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from plansheet.consolidation import Consolidation
from plansheet.forms import SheetColumns
from plansheet.forms.names import ColumnName, ReportColumn
from plansheet.forms.report_sheets import indicator_columns, task_columns
from plansheet.forms.values import Value, display
from plansheet.language.numbers_and_dates import number_shown
from plansheet.language.wording import LabelledWord, Language, Wording, Words, say
from plansheet.plan.judging import judged_columns
from plansheet.report.document import words
from plansheet.report.document.blocks import Subheading, Tabulation, TabulationColumn

_WIDE: Final = frozenset(
    {ColumnName.TASK_NAME, ColumnName.LEADS, ColumnName.RESULT, ColumnName.INDICATOR_NAME}
)
"""The columns of running text; the others are centred."""


@dataclass(frozen=True)
class DocumentParts:
    """Parts of one report; a part that has nothing to say has no blocks."""

    merged: Consolidation
    lang: Language

    def _say(self, wording: Wording, **details: object) -> str:
        return wording.fill(**details).say(self.lang)

    def _shown(self, value: Value | None) -> str:
        """A value as the language of the report writes it."""
        return say(display(value), self.lang)

    def _of_plan(self, target: str) -> str:
        return say(number_shown(target), self.lang)

    def _inside(self, one: LabelledWord) -> str:
        """A label inside a sentence."""
        label = one.label.say(self.lang)
        return label[0].lower() + label[1:]

    @cached_property
    def _task_columns(self) -> SheetColumns:
        return task_columns(self.merged.plan.forms).spoken(self.lang)

    @cached_property
    def _indicator_columns(self) -> SheetColumns:
        columns = indicator_columns(self.merged.plan.forms, stretched=True, by_scenario=True)
        return columns.spoken(self.lang)

    def _numbered(self, numbers: Iterator[int], text: Words, within: str = "") -> Subheading:
        """The next heading of a part; `within` is the number of the one above it."""
        number = f"{within}{next(numbers)}"
        return Subheading(self._say(words.PART, number=number, text=text))

    def _tabulation(
        self,
        sheet: SheetColumns,
        widths: Mapping[str, float],
        rows: Iterator[Mapping[str, str]] | Sequence[Mapping[str, str] | str],
    ) -> Tabulation:
        """A table of some columns of the report, numbered; a text is a row over all columns."""
        judged = judged_columns(self.merged.period)[0]
        title = {c.name: str(c.title) for c in sheet.columns}
        title[ReportColumn.VALUE] = title.get(judged, "")
        names = [name for name in widths if name in title]
        columns = [TabulationColumn(title[n], widths[n], n not in _WIDE) for n in names]
        listed: list[Sequence[str]] = []
        number = 0
        for row in rows:
            if isinstance(row, str):
                listed.append((row,))
                continue
            number += 1
            cells = {ColumnName.STT: str(number), **row}
            listed.append([cells.get(name, "") for name in names])
        return Tabulation(columns, listed)


def figure_columns(heads: Sequence[str], widths: Sequence[float]) -> Sequence[TabulationColumn]:
    """The first column is text, the others are figures."""
    return [
        TabulationColumn(head, width, at > 0)
        for at, (head, width) in enumerate(zip(heads, widths, strict=True))
    ]
