"""A Return held against its form, the plan and the date: what can be used, and every problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from plansheet.forms import Column, Form
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import Value, in_sentence, plain, shown_value
from plansheet.issuing.rounds import asked
from plansheet.issuing.stamp import changed_since
from plansheet.language.wording import NOTHING, Wording
from plansheet.plan import Plan
from plansheet.plan.periods import Period, typed_day
from plansheet.plan.plausibility import doubts
from plansheet.plan.rounds import occasion, when_answered
from plansheet.plan.targets import Target
from plansheet.problems import Place, Problem, Problems, expect, in_order, problem
from plansheet.problems.catalogue import phrases
from plansheet.returns import Return, ReturnRow, Section
from plansheet.returns.contradictions import contradictions, grows
from plansheet.returns.date_order import mixed_orders
from plansheet.returns.day import DayOfCheck
from plansheet.returns.free_rows import check_due, check_free_rows
from plansheet.returns.not_asked import not_asked
from plansheet.returns.own_checks import OwnCheck, run_check
from plansheet.returns.whole_row import WholeRow, WholeRows
from plansheet.tables.check import check_row
from plansheet.tables.compare import ComparedRow, compare_rows

BLANK_RETURN: Final = "blank-return"
MISSING_REQUIRED: Final = "missing-required"


@dataclass(frozen=True)
class CheckedReturn:
    """A return with only the values that can be used: an error in a cell has blanked it.

    `days` are the first and the last on which checking it gives the same.
    """

    ret: Return
    sections: Mapping[str, Section] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    days: tuple[date, date] = (date.min, date.max)

    @property
    def has_to_be_corrected(self) -> bool:
        """Whether the sender has something to correct or to look at."""
        return any(p.severity != "info" for p in self.problems)

    @property
    def is_blank(self) -> bool:
        """Whether the agency has typed nothing into what it was issued: it has not reported."""
        return any(p.code == BLANK_RETURN for p in self.problems)


def validate(
    ret: Return, plan: Plan, as_of: date | str, checks: Sequence[OwnCheck] = ()
) -> Problems:
    """Everything that is wrong with a return.

    Args:
        ret: from `read_return`.
        plan: the plan that it reports on.
        as_of: the day of the consolidation (a text: "2021-06-30"): a document dated later does not
            exist yet.
        checks: functions of one's own: `fn(rows, plan, as_of)` yields `Problem.own(…)`; the rows
            are those of the return, by column (`row["status"]`), with `row.place("status")`.

    Returns:
        The problems of reading and of checking, sorted by file, sheet, row and column.

    Raises:
        ArgumentError: `ret` is no return, or `plan` no plan.
        InputError: `as_of` is no day.
        CheckError: a function of `checks` failed.
    """
    expect(ret, Return)
    expect(plan, Plan)
    day = typed_day(as_of)
    return in_order(own_checked(check_return(ret, plan, day), checks, plan, day).problems)


def own_checked(
    checked: CheckedReturn, checks: Sequence[OwnCheck], plan: Plan, as_of: date
) -> CheckedReturn:
    """A checked return, held against checks of a user's own too; an error blanks its cell.

    Raises:
        CheckError: a check failed.
    """
    ret = checked.ret
    if not checks or ret.refused or checked.is_blank:
        return checked
    rows = [row for section in checked.sections.values() for row in _whole(ret, section, plan)]
    found = [p.sent_by(ret.agency) for check in checks for p in run_check(check, rows, plan, as_of)]
    wrong = {p.place for p in found if p.severity == "error"}
    sections = {
        name: replace(
            section,
            rows=tuple(_without_places(section, row, wrong) for row in section.rows),
            free=tuple(_without_places(section, row, wrong) for row in section.free),
        )
        for name, section in checked.sections.items()
    }
    return replace(checked, sections=sections, problems=(*checked.problems, *found))


def _whole(ret: Return, section: Section, plan: Plan) -> Iterator[WholeRow]:
    """The rows of a section as checks of a user's own see them."""
    of = occasion(plan, ret.period) if ret.period else None
    whole = WholeRows(plan, section, ret.agency, of if isinstance(of, Period) else None)
    for row in (*section.rows, *section.free):
        yield WholeRow(section, row, ret.agency, whole.of(row), list(whole.form.by_name))


def _without_places(section: Section, row: ReturnRow, wrong: Set[Place]) -> ReturnRow:
    return _without(row, {name for name in row.values if section.place(row, name) in wrong})


def check_return(ret: Return, plan: Plan, as_of: date) -> CheckedReturn:
    """The usable part of a return and all its problems, in no particular order."""
    day = DayOfCheck(as_of)
    checked = _checked(ret, plan, day)
    problems = tuple(p.sent_by(checked.ret.agency) for p in checked.problems)
    return replace(checked, problems=problems, days=(day.first, day.last))


def _checked(ret: Return, plan: Plan, day: DayOfCheck) -> CheckedReturn:
    if ret.refused:
        return CheckedReturn(ret, problems=ret.problems)
    if ret.period:
        period = when_answered(plan, occasion(plan, ret.period))
        told = not_asked(plan, period, ret.agency, ret.file, ret.sections.values())
        if told:
            return CheckedReturn(replace(ret, refused=True), problems=(*ret.problems, *told))
    of = occasion(plan, ret.period) if ret.period else None
    period_of = of if isinstance(of, Period) else None
    problems = [*ret.problems, *_stale(ret, plan)]
    if _is_blank(ret):
        problems.append(problem(BLANK_RETURN, Place(ret.file)))
    sections: dict[str, Section] = {}
    for name, section in ret.sections.items():
        sections[name], noticed = _SectionCheck(plan, section, day, period_of, ret).run()
        problems += noticed
        problems += mixed_orders(section, plan.forms[name], ret.problems)
    return CheckedReturn(ret, sections, tuple(problems))


def _is_blank(ret: Return) -> bool:
    """Whether nobody typed anything into the tables of a return, or beside them."""
    has_tables = any(section.columns for section in ret.sections.values())
    return has_tables and not ret.has_input


class _SectionCheck:
    def __init__(
        self,
        plan: Plan,
        section: Section,
        day: DayOfCheck,
        period: Period | None,
        ret: Return,
    ) -> None:
        self.plan, self.section, self.day = plan, section, day
        self.form: Form = plan.forms[section.form]
        self.past = [c for c in self.form.columns if c.past]
        self.scaled = [c for c in self.form.columns if c.percent_points or c.aggregate]
        self.lacking = frozenset(self.form.by_name.keys() - section.columns.keys())
        self.period, self.stamp = period, ret.stamp
        self.whole = WholeRows(plan, section, ret.agency, period)
        self.inputs = {column.name for column in self.form.inputs}
        self.sees_more = not self.inputs.issuperset(self.form.asked)

    def run(self) -> tuple[Section, list[Problem]]:
        section, place = self.section, Place(self.section.file, self.section.sheet)
        missing = section.missing if section.columns else ()
        problems = [problem("row-missing", place, row_code=code) for code in missing]
        rows: list[ReturnRow] = []
        for row in section.rows:
            checked, noticed = self._row(row)
            rows.append(checked)
            problems += noticed
        free, noticed = check_free_rows(self.plan, section, self.whole)
        problems += noticed
        rows, free, noticed = self._compared(rows, free)
        problems += noticed
        for row in (*rows, *free) if self.form.free else ():
            problems += check_due(self.plan, section, row)
        return replace(section, rows=tuple(rows), added=tuple(self._added()), free=free), problems

    def _compared(
        self, rows: Sequence[ReturnRow], free: Sequence[ReturnRow]
    ) -> tuple[list[ReturnRow], tuple[ReturnRow, ...], list[Problem]]:
        """The rows without figures that are wrong beside others, and what does not hold."""
        if not self.form.checks:
            return list(rows), tuple(free), []
        section, lacking = self.section, self.lacking & self.inputs
        every = [*rows, *free]
        compared = [
            ComparedRow(
                row.code, self.whole.of(row), partial(section.place, row), {*row.broken, *lacking}
            )
            for row in every
        ]
        problems = list(compare_rows(self.form, compared, partial(section.of_column, every)))
        every = [_without(row, one.broken) for row, one in zip(every, compared, strict=True)]
        return every[: len(rows)], tuple(every[len(rows) :]), problems

    def _added(self) -> Iterator[ReturnRow]:
        """Rows that nobody asked for, with the values that could be used; their cells are named."""
        for row in self.section.added:
            place = partial(self.section.place, row)
            checked = check_row(self.form, row.values, place, row.code, row.broken)
            yield replace(row, values=checked.values)

    def _row(self, row: ReturnRow) -> tuple[ReturnRow, list[Problem]]:
        place = partial(self.section.place, row)
        seen = self.whole.of(row) if self.sees_more else {}
        beside = {name: value for name, value in seen.items() if name not in row.values}
        broken = row.broken | self.lacking
        checked = check_row(self.form, row.values, place, row.code, broken, beside)
        values = checked.values
        problems = [
            p for p in checked.problems if p.code != MISSING_REQUIRED or not self._is_operand(row)
        ]
        for name, why in list(self._unusable(row, values)):
            problems.append(why)
            del values[name]
        for column in self.scaled:
            value = values.get(column.name)
            if isinstance(value, Decimal) and (against := self._scale(row, column, value)):
                cell = self.section.at(row, column)
                problems.append(cell.problem("suspicious-scale", against=against))
        problems += self._contradictions(row, values)
        problems += self._hardly(row, values, {p.cell for p in problems})
        return _without(row, row.values.keys() - values.keys()), problems

    def _unusable(
        self, row: ReturnRow, values: Mapping[str, Value]
    ) -> Iterator[tuple[str, Problem]]:
        """Documents of days to come, weights and denominators below zero: column and problem."""
        for column in self.past:
            value = values.get(column.name)
            if isinstance(value, date) and self.day.is_before(value):
                cell = self.section.at(row, column)
                yield column.name, cell.problem("date-in-future", as_of=self.day.shown())
        for name, value in values.items() if row.code in self.plan.divisors else ():
            if isinstance(value, Decimal) and value < 0:
                cell = self.section.at(row, self.form.by_name[name])
                yield name, cell.problem("negative-weight")

    def _contradictions(self, row: ReturnRow, values: Mapping[str, Value]) -> Iterator[Problem]:
        """Figures of an indicator that cannot all be right; they stand all the same."""
        indicator = self.plan.indicators_by_code.get(row.code)
        if indicator is None or self.form.name != FormName.INDICATOR_REPORT:
            return
        columns = self.form.by_name
        for contradiction in contradictions(indicator, values, self.period):
            yield self.section.at(row, columns[contradiction.column]).problem(
                "figures-contradict",
                other=columns[contradiction.against].title,
                against=in_sentence(values[contradiction.against]),
                why=contradiction.why,
            )

    def _hardly(
        self, row: ReturnRow, values: Mapping[str, Value], told: Set[str]
    ) -> Iterator[Problem]:
        """Figures and dates that are hardly so, but for figures of which something is told."""
        indicator = self.plan.indicators_by_code.get(row.code)
        if indicator is not None and self.form.name == FormName.INDICATOR_REPORT:
            figures = {
                name: value
                for name, value in values.items()
                if isinstance(value, Decimal) and self.section.cell(row, name) not in told
            }
            if (last := self._last_year(row)) is not None:
                figures.setdefault(ColumnName.LAST_YEAR, last)
            year = self.period.year if self.period else 0
            target = self.plan.target_for(indicator, year)
            planned = target.number if target and target.comparable else None
            for name, why in doubts(indicator, figures, planned, grows=grows(indicator)):
                cell = self.section.at(row, self.form.by_name[name])
                yield cell.problem("implausible-figure", why=why)
        for column in self.past:
            value, year = values.get(column.name), self.plan.years[0]
            if isinstance(value, date) and value.year < year:
                why = phrases.BEFORE_PLAN.fill(year=str(year))
                yield self.section.at(row, column).problem("implausible-date", why=why)

    def _last_year(self, row: ReturnRow) -> Decimal | None:
        """The figure of last year that the template was issued with."""
        text = self.stamp.text(self.form.name, row.code, ColumnName.LAST_YEAR) if self.stamp else ""
        column = self.form.by_name.get(ColumnName.LAST_YEAR)
        value = shown_value(column, text or "") if column else None
        return value if isinstance(value, Decimal) else None

    def _is_operand(self, row: ReturnRow) -> bool:
        """Rows of numerators and denominators have nothing but numbers to give."""
        return (
            self.form.key == ColumnName.INDICATOR_CODE
            and row.code not in self.plan.indicators_by_code
        )

    def _scale(self, row: ReturnRow, column: Column, value: Decimal) -> Wording | None:
        """Why a number looks a hundred times off, or None: 0.4 for 40 %, 0.0978 for 9,78 %."""
        is_fraction = 0 < value <= 1 and column.name not in row.signed
        if column.percent_points:
            return NOTHING if is_fraction else None
        indicator = self.plan.indicators_by_code.get(row.code)
        if indicator is None or not indicator.is_share or not value:
            return None
        bounds = list(_bounds(indicator.targets, indicator.goal))
        for bound in bounds:
            if is_hundredfold(value, bound):
                return phrases.FROM_PLAN.fill(target=plain(bound))
        return NOTHING if is_fraction and not bounds else None


def _without(row: ReturnRow, names: Set[str]) -> ReturnRow:
    """A row in which the values of some columns cannot be used."""
    blanked = names & row.values.keys()
    if not blanked:
        return row
    values = {name: value for name, value in row.values.items() if name not in blanked}
    return replace(row, values=values, broken=row.broken | blanked)


def _bounds(targets: Mapping[int, Target], goal: Target | None) -> Iterator[Decimal]:
    """What the plan asks for, as far as a figure can be held against it."""
    for target in (*targets.values(), goal):
        bound = (target.low or target.high) if target is not None and target.comparable else None
        if bound:
            yield bound


def is_hundredfold(value: Decimal, plan: Decimal) -> bool:
    """Whether `value` is nearer to a hundredth or the hundredfold of `plan` than to `plan`."""
    ratio = abs(plan / value)
    return 40 <= ratio <= 250 or Decimal("0.004") <= ratio <= Decimal("0.025")


def _stale(ret: Return, plan: Plan) -> list[Problem]:
    """The one warning about a workbook whose rows are not those of the plan any more."""
    stamp = ret.stamp
    if stamp is None:
        return []
    changed = changed_since(stamp, asked(plan, occasion(plan, stamp.period)))
    if not changed:
        return []
    shown = ", ".join(changed[:8]) + (f" … ({len(changed)})" if len(changed) > 8 else "")
    return [problem("stale-template", Place(ret.file), value=shown, changed=shown)]
