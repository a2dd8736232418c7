"""A Return held against its form, the plan and the date: what can be used, and every problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from plansheet.forms import Column, Form
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import Value, plain, show
from plansheet.issuing import prepare
from plansheet.issuing.stamp import changed_since
from plansheet.language.wording import NOTHING, Wording
from plansheet.plan import Plan
from plansheet.plan.periods import Period
from plansheet.plan.targets import Target
from plansheet.problems import Place, Problem, in_order, problem
from plansheet.problems.catalogue import phrases
from plansheet.returns import Return, ReturnRow, Section
from plansheet.returns.contradictions import contradictions
from plansheet.returns.not_asked import not_asked
from plansheet.tables.check import At, check_row


@dataclass(frozen=True)
class CheckedReturn:
    """A return with only the values that can be used: an error in a cell has blanked it."""

    ret: Return
    sections: Mapping[str, Section] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def validate(ret: Return, plan: Plan, as_of: date) -> list[Problem]:
    """Everything that is wrong with a return.

    Args:
        ret: from `read_return`.
        plan: the plan that it reports on.
        as_of: the day of the consolidation: a document dated later does not exist yet.

    Returns:
        The problems of reading and of checking, sorted by file, sheet, row and column.
    """
    return in_order(check_return(ret, plan, as_of).problems)


def check_return(ret: Return, plan: Plan, as_of: date) -> CheckedReturn:
    """The usable part of a return and all its problems, in no particular order."""
    if ret.refused:
        return CheckedReturn(ret, problems=ret.problems)
    if ret.period:
        period = plan.period(ret.period)
        told = not_asked(plan, period, ret.agency, ret.file, ret.sections.values())
        if told:
            return CheckedReturn(replace(ret, refused=True), problems=(*ret.problems, *told))
    checks = [_SectionCheck(ret, plan, section, as_of) for section in ret.sections.values()]
    sections = {check.section.form: check.run() for check in checks}
    problems = [p for check in checks for p in check.problems]
    problems += _stale(ret, plan)
    return CheckedReturn(ret, sections, (*ret.problems, *problems))


class _SectionCheck:
    def __init__(self, ret: Return, plan: Plan, section: Section, as_of: date) -> None:
        self.file, self.plan, self.section, self.as_of = ret.file, plan, section, as_of
        self.form: Form = plan.forms[section.form]
        self.past = [c for c in self.form.columns if c.past]
        self.scaled = [c for c in self.form.columns if c.percent_points or c.aggregate]
        self.lacking = frozenset(self.form.by_name.keys() - section.columns.keys())
        self.period = Period.parse(ret.period) if ret.period else None
        self.problems: list[Problem] = []

    def run(self) -> Section:
        for code in self.section.missing if self.section.columns else ():
            place = Place(self.file, self.section.sheet)
            self.problems.append(problem("row-missing", place, row_code=code))
        rows = tuple(self._row(row) for row in self.section.rows)
        return replace(self.section, rows=rows, added=tuple(self._added()))

    def _added(self) -> Iterator[ReturnRow]:
        """Rows that nobody asked for, with the values that could be used; their cells are named."""
        for row in self.section.added:
            checked = check_row(self.form, row.values, self._place_of(row), row.code, row.broken)
            yield replace(row, values=checked.values)

    def _place_of(self, row: ReturnRow) -> At:
        return lambda column: Place(self.file, self.section.sheet, self.section.cell(row, column))

    def _row(self, row: ReturnRow) -> ReturnRow:
        at = self._place_of(row)
        checked = check_row(self.form, row.values, at, row.code, row.broken | self.lacking)
        values = checked.values
        self.problems += [
            p for p in checked.problems if p.code != "missing-required" or not self._is_operand(row)
        ]
        self._blank_unusable(row, values, at)
        for column in self.scaled:
            value = values.get(column.name)
            if isinstance(value, Decimal) and (against := self._scale(row, column, value)):
                self._say("suspicious-scale", at, row, column, value, against=against)
        self._contradictions(row, values, at)
        blanked = row.values.keys() - values.keys()
        if not blanked:
            return row
        return replace(row, values=values, broken=row.broken | blanked)

    def _blank_unusable(self, row: ReturnRow, values: dict[str, Value], at: At) -> None:
        """Take out documents of days to come, and weights and denominators below zero."""
        for column in self.past:
            value = values.get(column.name)
            if isinstance(value, date) and value > self.as_of:
                self._say("date-in-future", at, row, column, value, as_of=show(self.as_of))
                del values[column.name]
        for name, value in tuple(values.items()) if row.code in self.plan.divisors else ():
            if isinstance(value, Decimal) and value < 0:
                self._say("negative-weight", at, row, self.form.by_name[name], value)
                del values[name]

    def _contradictions(self, row: ReturnRow, values: Mapping[str, Value], at: At) -> None:
        """Figures of an indicator that cannot all be right; they stand all the same."""
        indicator = self.plan.indicators_by_code.get(row.code)
        if indicator is None or self.form.name != FormName.INDICATOR_REPORT:
            return
        columns = self.form.by_name
        for one in contradictions(indicator, values, self.period):
            against = values[one.against]
            self._say(
                "figures-contradict",
                at,
                row,
                columns[one.column],
                values[one.column],
                other=columns[one.against].title,
                against=show(against),
                why=one.why,
            )

    def _is_operand(self, row: ReturnRow) -> bool:
        """Rows of numerators and denominators have nothing but numbers to give."""
        return (
            self.form.key == ColumnName.INDICATOR_CODE
            and row.code not in self.plan.indicators_by_code
        )

    def _say(
        self, code: str, at: At, row: ReturnRow, column: Column, value: Value, **more: str | Wording
    ) -> None:
        self.problems.append(
            problem(
                code,
                at(column.name),
                value=show(value),
                row_code=row.code,
                column=column.title,
                more=more,
            )
        )

    def _scale(self, row: ReturnRow, column: Column, value: Decimal) -> Wording | None:
        """Why a number looks a hundred times off, or None: 0.4 for 40 %, 0.0978 for 9,78 %."""
        if column.percent_points:
            return NOTHING if 0 < value <= 1 else None
        indicator = self.plan.indicators_by_code.get(row.code)
        if indicator is None or not indicator.is_percent or not value:
            return None
        for target in _targets(indicator.targets, indicator.goal):
            bound = (target.low or target.high) if target.comparable else None
            if bound and is_hundredfold(value, bound):
                return phrases.FROM_PLAN.fill(target=plain(bound))
        return None


def _targets(targets: Mapping[int, Target], goal: Target | None) -> Iterator[Target]:
    yield from targets.values()
    if goal is not None:
        yield goal


def is_hundredfold(value: Decimal, plan: Decimal) -> bool:
    """Whether `value` is nearer to a hundredth or the hundredfold of `plan` than to `plan`."""
    ratio = abs(plan / value)
    return 40 <= ratio <= 250 or Decimal("0.004") <= ratio <= Decimal("0.025")


def _stale(ret: Return, plan: Plan) -> list[Problem]:
    """The one warning about a workbook whose rows are not those of the plan any more."""
    stamp = ret.stamp
    if stamp is None:
        return []
    changed = changed_since(stamp, prepare(plan, stamp.period))
    if not changed:
        return []
    shown = ", ".join(changed[:8]) + (f" … ({len(changed)})" if len(changed) > 8 else "")
    return [problem("stale-template", Place(ret.file), value=shown, changed=shown)]
