"""The sheet `Đề xuất`: what agencies propose, to be decided there, and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from plansheet.consolidation import Consolidation
from plansheet.consolidation.rounds import (
    DecisionRow,
    Proposal,
    RoundResult,
    adjustment_proposals,
    decide,
    term_of,
)
from plansheet.forms.choices import REJECT
from plansheet.forms.names import ReportColumn
from plansheet.forms.report_sheets import (
    ANSWER_COLUMNS,
    PROPOSAL_COLUMNS,
    PROPOSALS,
)
from plansheet.language.text import visible
from plansheet.language.wording import Language, Wording, Words, joined_words, say
from plansheet.plan import Plan
from plansheet.plan.rounds import Round
from plansheet.problems import InputError, Problem, expect
from plansheet.report.layout import FIRST_ROW, Row, sheet_of, title_of
from plansheet.report.reading import open_report
from plansheet.report.return_sheets import problem_sheet, receipt_sheet
from plansheet.tables.read import rows_of, tables_of
from plansheet.tables.table import TableRow
from plansheet.tables.table_sheet import TableSheet
from plansheet.tables.write import write_table
from plansheet.workbooks.reading import Workbook, column_letters
from plansheet.workbooks.remote import Location, Written, source_of
from plansheet.workbooks.writing.cell_text import quoted
from plansheet.workbooks.writing.cells import Formula
from plansheet.workbooks.writing.files import named_as
from plansheet.workbooks.writing.workbook import new_book

_SPARE: Final = 20
"""Empty rows for changes that nobody proposed."""

_HOW: Final = Wording(
    "Quyết định: Chấp nhận, Không, hoặc ghi giá trị khác; để trống: giữ giá trị cũ. Thay đổi không "
    "có trong đề xuất: thêm dòng ở dưới với Mã, Cột, Quyết định.",
    "Decision: Accepted, No, or another value; blank: the old value stays. A change that nobody "
    "proposes: add a row below with Code, Column, Decision.",
)
_ON_THE_PLAN: Final = Wording("Đề xuất đối với kế hoạch", "Proposals to change the plan")
_PLACE: Final = Wording("{place}\nLý do: {why}", "{place}\nReason: {why}")
_COMMENT: Final = Wording("{title}: {value}", "{title}: {value}")
_AGREED: Final = Wording("Thống nhất {count} nội dung", "Agrees with {count:row}")
_ANSWERS: Final = Wording(
    "Tổng hợp, tiếp thu, giải trình ý kiến góp ý", "Comments, and the replies to them"
)
_EXPLAINED: Final = Wording("Giải trình", "Explained")
_TAKEN: Final = Wording("Tiếp thu", "Accepted")


def write_proposals(result: RoundResult, path: Location, *, lang: Language = "vi") -> Written:
    """Write what came of a round as a workbook in which it is decided.

    Args:
        result: from `merge_round`.
        path: the .xlsx file; one that exists is replaced.
        lang: the language of the workbook; decisions in either are read.

    Returns:
        The path.

    Raises:
        ArgumentError: `result` is not what came of a round.
        OutputError: the file cannot be written; nothing half-written is left.
    """
    expect(result, RoundResult)
    path = named_as(path, ".xlsx")
    label = result.period.label
    with new_book(path, title=joined_words(" – ", (result.plan.title, label)), lang=lang) as book:
        sheets = [proposal_sheet(result.plan, result.proposals, label)]
        if result.period == Round.COMMENTS:
            sheets.append(_answer_sheet(result, lang))
        for sheet in (*sheets, receipt_sheet(result), problem_sheet(result)):
            write_table(book, sheet)
    return path


def proposal_sheet(
    plan: Plan,
    proposals: Sequence[Proposal],
    label: str,
    decided: Mapping[Proposal, DecisionRow] | None = None,
) -> TableSheet:
    """One row a proposal, with what was decided about it; then empty rows."""
    rows = [_proposal_row(plan, one, (decided or {}).get(one)) for one in proposals]
    return sheet_of(
        PROPOSAL_COLUMNS,
        rows,
        (title_of(_ON_THE_PLAN, label), _HOW),
        freeze=3,
        spare=_SPARE,
        tab="#C00000" if rows else "#7F7F7F",
    )


def proposals_of(merged: Consolidation, decisions: Location | None) -> TableSheet | None:
    """The changes that agencies ask for beside their reports; None where they ask for none.

    `decisions` is a report whose decisions about them are shown again.
    """
    plan = merged.plan.written or merged.plan
    found = adjustment_proposals(plan, merged.requests)
    if not found:
        return None
    path = source_of(decisions) if decisions else None
    rows, _ = (decision_rows(open_report(path), path.name) if path else None) or ((), ())
    decided = decide(plan, found, rows)
    return proposal_sheet(plan, found, merged.period.label, decided.rows)


def _proposal_row(plan: Plan, one: Proposal, decision: DecisionRow | None) -> Row:
    return {
        ReportColumn.CODE: one.code,
        ReportColumn.AGENCY: plan.agency_name(one.agency) if one.agency else "",
        ReportColumn.COLUMN: one.title,
        ReportColumn.BEFORE: term_of(plan, one, one.before),
        ReportColumn.VALUE: term_of(plan, one, one.value),
        ReportColumn.SOURCE: _source(one),
        ReportColumn.DECISION: decision.decision if decision else None,
        ReportColumn.REASON: decision.reason if decision else None,
    }


def _source(one: Proposal) -> Words:
    """Where a proposal stands, and the reason that the agency gives."""
    place = f"{visible(one.place.file)} · {one.place.sheet} · {one.place.cell}"
    return _PLACE.fill(place=place, why=one.why) if one.why else place


def _answer_sheet(result: RoundResult, lang: Language) -> TableSheet:
    """One row a comment, with the answer that `Đề xuất` gives; then who agrees."""
    rows: list[Row] = [
        {
            ReportColumn.CODE: one.code,
            ReportColumn.AGENCY: result.plan.agency_name(one.agency),
            ReportColumn.VALUE: _COMMENT.fill(
                title=one.title, value=term_of(result.plan, one, one.value)
            ),
            ReportColumn.ANSWER: Formula(_answer(number, lang), ""),
            ReportColumn.REASON: Formula(_reason(number, lang), ""),
        }
        for number, one in enumerate(result.proposals, FIRST_ROW)
    ]
    rows += [
        {
            ReportColumn.AGENCY: result.plan.agency_name(code),
            ReportColumn.VALUE: _AGREED.fill(count=result.agreed[code]),
        }
        for code in result.expected
        if result.agreed.get(code)
    ]
    return sheet_of(
        ANSWER_COLUMNS,
        rows,
        (_ANSWERS.upper(), result.plan.title),
        freeze=2,
        tab="#1F3864",
    )


def _cell(name: str, number: int, lang: Language) -> str:
    position = [c.name for c in PROPOSAL_COLUMNS.columns].index(name)
    return f"{quoted(say(PROPOSALS, lang))}!${column_letters(position)}${number}"


def _answer(number: int, lang: Language) -> str:
    decision = _cell(ReportColumn.DECISION, number, lang)
    rejected, explained, taken = (say(word, lang) for word in (REJECT, _EXPLAINED, _TAKEN))
    return f'=IF({decision}="","",IF({decision}="{rejected}","{explained}","{taken}"))'


def _reason(number: int, lang: Language) -> str:
    reason = _cell(ReportColumn.REASON, number, lang)
    return f'=IF({reason}="","",{reason})'


def read_decision_rows(path: Location) -> tuple[tuple[DecisionRow, ...], tuple[Problem, ...]]:
    """The rows of `Đề xuất` in which something was decided, and cells that cannot be read.

    Raises:
        InputError: the file is not there, cannot be read or has no such sheet.
    """
    path = source_of(path)
    found = decision_rows(open_report(path), path.name)
    if found is None:
        raise InputError("no-proposals", path=path, sheet=PROPOSALS)
    return found


def decision_rows(
    workbook: Workbook, file: str
) -> tuple[tuple[DecisionRow, ...], tuple[Problem, ...]] | None:
    """As `read_decision_rows`, of a workbook that is open; None where it has no such sheet."""
    tables = tables_of(PROPOSAL_COLUMNS, workbook, file)
    if not tables:
        return None
    rows: list[DecisionRow] = []
    problems: list[Problem] = []
    for reader, row in rows_of(tables, PROPOSAL_COLUMNS.columns):
        if row.is_blank(ReportColumn.DECISION):
            continue
        row = row.called(row.text(ReportColumn.CODE))
        noticed = reader.read(row)
        problems += noticed.problems
        if ReportColumn.DECISION not in noticed.broken:
            rows.append(_decision_row(row))
    return tuple(rows), tuple(problems)


def _decision_row(row: TableRow) -> DecisionRow:
    return DecisionRow(
        code=row.text(ReportColumn.CODE),
        agency=row.text(ReportColumn.AGENCY),
        title=row.text(ReportColumn.COLUMN),
        value=row.text(ReportColumn.VALUE),
        decision=row.text(ReportColumn.DECISION),
        reason=row.text(ReportColumn.REASON),
        at=row.at,
    )
