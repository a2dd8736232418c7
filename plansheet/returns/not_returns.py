"""Workbooks of the coordinator's own that lie among the returns: plans, reports, marked copies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from plansheet.forms.names import STAMP_SHEET
from plansheet.forms.report_sheets import FACT_NAMES, PROBLEMS
from plansheet.forms.values import show
from plansheet.issuing.stamp import Stamp
from plansheet.language.text import header_key, match_key
from plansheet.language.wording import Term, spellings
from plansheet.plan.workbook.facts import FIRST_YEAR, ID, LAST_YEAR
from plansheet.problems import Place, Problem, problem
from plansheet.returns.objects import words_of_others
from plansheet.workbooks.reading import Sheet, Workbook

MARKED_COPY: Final = "marked-copy"
PLAN_FOUND: Final = "plan-among-returns"
REPORT_FOUND: Final = "report-among-returns"
NOT_RETURNS: Final = (MARKED_COPY, PLAN_FOUND, REPORT_FOUND)
"""The codes of what is named and never counted."""

MARKED_TITLE: Final = Term(
    "Các chỗ cần xem lại: sửa ngay trong tệp này rồi gửi lại",
    "Places to look at again: correct them in this file and send it back",
)
"""The title of the list in a marked copy."""

_PLAN_FACTS: Final = (ID.name, FIRST_YEAR.name, LAST_YEAR.name)
_HEAD: Final = 20
"""Rows in which a workbook says what it is."""

CellContent = tuple[str, int, int, str]
"""Sheet, row and column from 0, and what stands there."""


def own_workbook(workbook: Workbook, stamp: Stamp | None) -> Problem | None:
    """What a workbook is where it is none of a sender: the problem that says so."""
    place = Place(workbook.file)
    if stamp is not None:
        is_marked = stamp.marked and stamp.marked == contents_mark(_contents(workbook))
        return problem(MARKED_COPY, place) if is_marked else None
    if (
        len(workbook.sheets) == 1
        and workbook.sheet(PROBLEMS)
        and _says(workbook.sheets[0], [MARKED_TITLE])
    ):
        return problem(MARKED_COPY, place)
    for code, facts in ((REPORT_FOUND, FACT_NAMES), (PLAN_FOUND, _PLAN_FACTS)):
        if any(_says(sheet, facts) for sheet in workbook.sheets):
            return problem(code, place)
    return None


def _says(sheet: Sheet, names: Iterable[str]) -> bool:
    """Whether all the names stand in the head of a sheet."""
    texts = {header_key(c) for row in sheet.rows[:_HEAD] for c in row if isinstance(c, str)}
    return all(texts.intersection(map(header_key, spellings(name))) for name in names)


def _contents(workbook: Workbook) -> Iterator[CellContent]:
    for sheet in workbook.sheets:
        if sheet.name in (*spellings(PROBLEMS), STAMP_SHEET):
            continue
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                if value is not None and (r, c) not in sheet.formulas:
                    yield sheet.name, r, c, show(value)
        for (r, c), text in sheet.comments.items():
            yield sheet.name, r, c, match_key(words_of_others(text))


def contents_mark(contents: Iterable[CellContent]) -> str:
    """A digest of what stands in the cells of a return and others' comments.

    Formulas and errors are left out.
    """
    lines = sorted("\0".join(map(str, one)) for one in contents if one[-1].strip())
    return hashlib.sha256("\n".join(lines).encode(errors="replace")).hexdigest()
