"""What the importer doubted in the rows of a draft, until a person has looked at them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plansheet.forms.names import ColumnName
from plansheet.forms.review_sheet import MARK
from plansheet.plan.workbook.rows import PlanSheetRow
from plansheet.problems import Problem


def problems_of_draft(
    rows: Iterable[PlanSheetRow], problems: Iterable[Problem]
) -> Iterator[Problem]:
    """The problems of a table's rows, with what is to be looked at.

    What a row lacks that nobody has looked at yet is no error before somebody has.
    """
    doubted = {row.code: found for row in rows if (found := _doubted(row))}
    for found in problems:
        lacks = found.code == "missing-required" and found.row_code in doubted
        yield replace(found, severity="warning") if lacks else found
    yield from doubted.values()


def _doubted(row: PlanSheetRow) -> Problem | None:
    """What is doubted in a row: it stands in the note till somebody deletes it."""
    _, mark, doubts = row.verbatim(ColumnName.NOTE).partition(MARK)
    return row.at(ColumnName.NOTE).problem("needs-review", doubts=doubts) if mark else None
