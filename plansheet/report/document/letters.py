"""Letters to agencies that are late, have sent nothing usable, or whose return has errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plansheet.consolidation import Consolidation, Receipt
from plansheet.consolidation.rounds import RoundResult
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.report_sheets import PROBLEM_COLUMNS
from plansheet.forms.values import display
from plansheet.issuing import IssuedRow, file_name
from plansheet.language.numbers_and_dates import official_date
from plansheet.language.text import visible
from plansheet.language.wording import Language, Wording, say
from plansheet.plan.classes import ACCEPTED, ReturnState
from plansheet.plan.rounds import Round
from plansheet.problems import ProblemGroup, expect, grouped
from plansheet.report.document import words
from plansheet.report.document.blocks import TabulationColumn
from plansheet.report.document.naming import (
    contact_of,
    copy_to_superior,
    letterhead_of,
    period_named,
    plan_named,
    recipient_of,
    reply_named,
    sender_of,
    signer_of,
)
from plansheet.report.document.official import OfficialDocument
from plansheet.report.reminders import Reminder, reminders
from plansheet.workbooks.remote import Location, Written, source_of
from plansheet.workbooks.writing.files import all_or_none

_ROW_WIDTHS: Final = {
    ColumnName.STT: 13.0,
    ColumnName.TASK_CODE: 20.0,
    ColumnName.TASK_NAME: 100.0,
    ColumnName.DUE: 32.0,
    ColumnName.INDICATOR_CODE: 20.0,
    ColumnName.INDICATOR_NAME: 100.0,
    ColumnName.UNIT: 32.0,
}
_ERROR_WIDTHS: Final = {
    ReportColumn.CELLS: 32.0,
    ReportColumn.ROW_CODE: 20.0,
    ReportColumn.MESSAGE: 50.0,
    ReportColumn.HINT: 50.0,
}
"""Millimetres, by column; the ordinal number of an error has the width of that of a row."""


def remind(
    merged: Consolidation | RoundResult, out_dir: Location, *, lang: Language = "vi"
) -> list[Written]:
    """Write a letter (.docx) to each agency that is late, missing, or whose return has errors.

    The letters are drafts of official letters in the layout of Decree 30/2020/NĐ-CP: number and
    signer are left to fill in. All are written or none; the same consolidation gives the same
    bytes.

    Args:
        merged: from `merge` or `merge_round`.
        out_dir: the folder that gets the letters, `<agency>_<period or round>.docx`; made where
            it does not exist.
        lang: the language of the letters.

    Returns:
        The paths of the letters, in the plan's order of agencies.

    Raises:
        ArgumentError: `merged` is no consolidation.
        OutputError: a file cannot be written, or would replace one that is not the same: somebody
            may have worked on it.
    """
    if not isinstance(merged, RoundResult):
        expect(merged, Consolidation)
    out = source_of(out_dir)
    found = reminders(merged)
    names = [f"{one.agency.code}_{merged.period}.docx" for one in found]
    if found:
        with all_or_none(out, "letter-differs") as workshop:
            for one, name in zip(found, names, strict=True):
                _Letter(merged, one, lang).write(workshop / name)
    return [out / name for name in names]


@dataclass(frozen=True)
class _Letter:
    """One letter: what it says, in the order in which it says it."""

    merged: Consolidation | RoundResult
    reminder: Reminder
    lang: Language

    def write(self, path: Path) -> None:
        """Write the letter."""
        plan = self.merged.plan
        subject = self._say(self._fill(self._subject))
        letter = OfficialDocument(f"{subject} – {self.reminder.agency.name}", self.lang)
        letter.letterhead(letterhead_of(self.merged, words.LETTER_SYMBOL, subject))
        letter.addressee(self.reminder.agency.name)
        for said in (self._obligation(), *self._reasons()):
            letter.paragraph(self._say(said))
        self._request(letter)
        copies = (words.AS_ABOVE, *copy_to_superior(plan), words.TO_FILE)
        letter.signature([*map(self._say, copies)], [*map(self._say, signer_of(plan))])
        letter.save(path)

    def _fill(self, wording: Wording, **more: object) -> Wording:
        """A sentence with the sender, the agency and the period in it, and `more`."""
        return wording.fill(
            sender=sender_of(self.merged.plan),
            agency=self.reminder.agency.name,
            period=period_named(self.merged.period),
            report=reply_named(self.merged.period),
            **more,
        )

    def _say(self, wording: Wording) -> str:
        return wording.say(self.lang)

    # Why it is written.

    @property
    def _subject(self) -> Wording:
        if self.reminder.is_missing:
            return words.ABOUT_SENDING
        return words.ABOUT_CORRECTING if self.reminder.errors else words.ABOUT_PUNCTUALITY

    def _obligation(self) -> Wording:
        """What the plan and its calendar ask of everybody."""
        plan, deadline = self.merged.plan, self.merged.deadline
        is_draft = self.merged.period == Round.COMMENTS
        duty = words.OBLIGATION_ON_DRAFT if is_draft else words.OBLIGATION
        said = self._fill(duty, plan=plan_named(plan))
        if recipient := recipient_of(plan, self.merged.period):
            said = words.TO_RECIPIENT.fill(said=said, recipient=recipient)
        if deadline is not None:
            said = words.BY_DEADLINE.fill(said=said, day=official_date(deadline))
        return words.SENTENCE.fill(said=said)

    def _reasons(self) -> Iterator[Wording]:
        """What is known of the return of the agency."""
        merged, one = self.merged, self.reminder
        if self.reminder.is_missing:
            said = self._fill(words.NOT_RECEIVED, as_of=official_date(merged.as_of))
            if merged.deadline is not None and merged.as_of > merged.deadline:
                days = (merged.as_of - merged.deadline).days
                said = words.OVERDUE_BY.fill(said=said, days=days)
            yield words.SENTENCE.fill(said=said)
        yield from (self._about_file(receipt) for receipt in one.receipts if _is_unusable(receipt))
        if ReturnState.LATE in one.states:
            came = (r for r in one.receipts if r.state == ReturnState.LATE)
            late = min(came, key=lambda r: r.days_late)
            yield self._fill(words.CAME_LATE, day=_day_of(late), days=late.days_late)
        if one.errors and not self.reminder.is_missing:
            yield self._fill(words.ERRORS_LEFT, count=len(one.errors))

    def _about_file(self, receipt: Receipt) -> Wording:
        """That a file came and is of no use, and why."""
        said = self._fill(
            words.NOT_USED,
            file=visible(receipt.file),
            day=_day_of(receipt),
            state=_lowered(receipt.state.label),
        )
        if receipt.why:
            return words.BECAUSE.fill(said=said, why=receipt.why)
        return words.SENTENCE.fill(said=said)

    # What it asks for.

    def _request(self, letter: OfficialDocument) -> None:
        one = self.reminder
        left = words.ASK_INDICATORS if self.reminder.is_missing else words.ASK_FIGURES_LEFT
        of = self.merged.period
        asked = [
            (words.ASK_TASKS, FormName.TASK_REPORT, one.tasks),
            (left, FormName.INDICATOR_REPORT, one.indicators),
            (words.ASK_COORDINATION, FormName.COORDINATION_REPORT, one.coordination),
        ]
        if isinstance(of, Round):
            asked.append((words.ASK_IN_ROUND[of], of.value, one.in_round))
        if not (one.errors or any(rows for _, _, rows in asked)):
            letter.paragraph(self._say(self._fill(words.REQUEST_PUNCTUALITY)))
            return
        letter.paragraph(self._say(self._fill(words.REQUEST)))
        number = 0
        for wording, form, rows in asked:
            if rows:
                number += 1
                self._point(letter, number, wording.fill(count=len(rows)))
                self._rows(letter, form, rows)
        if one.errors:
            number += 1
            self._point(letter, number, words.ASK_CORRECTION.fill(count=len(one.errors)))
            self._errors(letter)
        self._point(letter, number + 1, self._how_to_send())
        letter.paragraph(self._say(self._fill(words.CLOSING)))

    def _point(self, letter: OfficialDocument, number: int, wording: Wording) -> None:
        letter.paragraph(self._say(words.NUMBERED.fill(number=number, text=wording)))

    def _rows(self, letter: OfficialDocument, form: str, rows: Sequence[IssuedRow]) -> None:
        """The tasks or indicators that are asked for, as the agency's workbook has them."""
        own = self.merged.plan.forms[form].spoken(self.lang).columns
        columns = [column for column in own if column.name in _ROW_WIDTHS]
        if not columns:
            return
        letter.table(
            [TabulationColumn(c.title, _ROW_WIDTHS[c.name], _is_short(c.name)) for c in columns],
            [
                [
                    str(number)
                    if c.name == ColumnName.STT
                    else say(display(row.values.get(c.name)), self.lang)
                    for c in columns
                ]
                for number, row in enumerate(rows, 1)
            ],
        )

    def _errors(self, letter: OfficialDocument) -> None:
        """What is wrong at which cell, file by file, and what to do."""
        titles = {
            column.name: str(column.title) for column in PROBLEM_COLUMNS.spoken(self.lang).columns
        }
        where = titles[ReportColumn.SHEET], titles[ReportColumn.CELLS].lower()
        titles[ReportColumn.CELLS] = ", ".join(where)
        ordinal = (
            self.merged.plan.forms[FormName.TASKS].spoken(self.lang).by_name.get(ColumnName.STT)
        )
        head = ordinal.title if ordinal else ""
        columns = [TabulationColumn(head, _ROW_WIDTHS[ColumnName.STT], centered=True)]
        columns += [TabulationColumn(titles[name], width) for name, width in _ERROR_WIDTHS.items()]
        codes = {(p.file, p.sheet, p.cell): p.row_code for p in self.reminder.errors}
        rows: list[Sequence[str]] = []
        file = ""
        for number, group in enumerate(grouped(self.reminder.errors), 1):
            first = group.first
            if first.file != file:
                file = first.file
                rows.append((self._say(words.FILE.fill(file=visible(file))),))
            own = dict.fromkeys(codes[first.file, first.sheet, cell] for cell in group.cells)
            said = (first.text(self.lang), first.advice(self.lang))
            rows.append((str(number), _cells(group), "; ".join(filter(None, own)), *said))
        letter.table(columns, [[*map(visible, texts)] for texts in rows])

    def _how_to_send(self) -> Wording:
        """In which file, to whom, by when; the day is left to fill in once the deadline is over."""
        plan, period, deadline = self.merged.plan, self.merged.period, self.merged.deadline
        assignment = self.merged.assigned.with_groups.get(self.reminder.agency.code)
        file = file_name(assignment) if assignment else words.TO_FILL_IN
        how = words.ASK_TO_SEND if self.reminder.is_missing else words.ASK_TO_SEND_AGAIN
        said = self._fill(how, file=file)
        if recipient := recipient_of(plan, period):
            said = words.SEND_TO.fill(said=said, recipient=recipient)
        if contact := contact_of(plan):
            said = words.REACHED_AT.fill(said=said, contact=contact)
        is_open = deadline is not None and deadline >= self.merged.as_of
        day = official_date(deadline) if deadline and is_open else self._day_to_fill_in()
        return words.SENTENCE.fill(said=words.SEND_BY.fill(said=said, day=day))

    def _day_to_fill_in(self) -> Wording:
        return words.DAY_TO_FILL_IN.fill(year=self.merged.as_of.year)


def _cells(group: ProblemGroup) -> str:
    """The sheet and the cells of an error; blank where it is about the file."""
    return ", ".join(filter(None, (group.first.sheet, *group.cells)))


def _is_unusable(receipt: Receipt) -> bool:
    return bool(receipt.file) and receipt.state not in ACCEPTED


def _is_short(column: str) -> bool:
    return column not in (ColumnName.TASK_NAME, ColumnName.INDICATOR_NAME)


def _day_of(receipt: Receipt) -> Wording:
    """The day on which a file came; blank where nobody knows."""
    came = receipt.received_at
    return official_date(came.date()) if came else Wording(words.TO_FILL_IN, words.TO_FILL_IN)


def _lowered(label: Wording) -> Wording:
    """A label inside a sentence."""
    return Wording(label.vi[0].lower() + label.vi[1:], label.en)
