"""From the figures of the agencies to the figure of the province: sums that are allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from plansheet.consolidation.results import AgencyResult, IndicatorResult, ReportedRow
from plansheet.forms import Column
from plansheet.forms.choices import Aggregation
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import Value, in_sentence
from plansheet.issuing.stamp import Coverage
from plansheet.plan import Indicator, Plan
from plansheet.plan.allocated import allocated, own_target, sum_of
from plansheet.plan.classes import Attainment
from plansheet.plan.judging import judged_columns, judged_figure, within_year
from plansheet.plan.periods import Period
from plansheet.plan.targets import Target
from plansheet.problems import Place, Problem, problem

HUNDRED = Decimal(100)
_DIGITS = 1000

Operands = tuple[Decimal, ...]
"""What one agency gives of one indicator in one column: its value, or (numerator, denominator),
or (value, weight)."""


def operands(indicator: Indicator) -> tuple[str, ...]:
    """The codes of the rows whose figures an agency's part consists of."""
    extra = tuple(operand.code for operand in indicator.operands)
    return extra if indicator.aggregation == Aggregation.RATIO else (indicator.code, *extra)


def owners(plan: Plan) -> dict[str, Indicator]:
    """By code of a row, in the plan's order, the indicator that it is of: its own or an operand."""
    return {
        code: indicator
        for indicator in plan.indicators
        for code in (indicator.code, *(operand.code for operand in indicator.operands))
    }


def aggregate(indicator: Indicator, parts: Sequence[Operands]) -> Decimal | None:
    """The figure of all agencies from the `parts` of those that gave every operand.

    None where nothing was given, where the plan says that nothing is to be computed, or where a
    denominator is zero.
    """
    if not parts:
        return None
    return _RULES[indicator.aggregation or Aggregation.ONE_REPORTER](
        parts, Decimal(indicator.points)
    )


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    """The exact sum, whatever the order: no cell holds as many digits as fit in here."""
    with localcontext(prec=_DIGITS):
        return sum(numbers, Decimal(0))


def _product(left: Decimal, right: Decimal) -> Decimal:
    with localcontext(prec=_DIGITS):
        return left * right


def _ratio(parts: Sequence[Operands], times: Decimal) -> Decimal | None:
    bottom = _sum(part[1] for part in parts)
    return _sum(part[0] for part in parts) / bottom * times if bottom else None


def _weighted(parts: Sequence[Operands], _: Decimal) -> Decimal | None:
    weight = _sum(part[1] for part in parts)
    return _sum(_product(*part) for part in parts) / weight if weight else None


_RULES: Mapping[Aggregation, Callable[[Sequence[Operands], Decimal], Decimal | None]] = {
    Aggregation.ONE_REPORTER: lambda parts, _: parts[0][0] if len(parts) == 1 else None,
    Aggregation.SUM: lambda parts, _: _sum(part[0] for part in parts),
    Aggregation.RATIO: _ratio,
    Aggregation.WEIGHTED_MEAN: _weighted,
    Aggregation.LARGEST: lambda parts, _: max(part[0] for part in parts),
    Aggregation.SMALLEST: lambda parts, _: min(part[0] for part in parts),
    Aggregation.NOT_AGGREGATED: lambda *_: None,
}


def parts_of(
    indicator: Indicator, by_agency: Mapping[str, Mapping[str, ReportedRow]], *columns: str
) -> dict[str, Operands]:
    """By agency its part of the first of `columns` in which it gave every operand, if in any.

    `by_agency` has by agency its standing rows by code.
    """
    codes = operands(indicator)
    parts: dict[str, Operands] = {}
    for column in columns:
        for agency in indicator.reporters:
            rows = by_agency.get(agency, {})
            values = [rows[code].values.get(column) if code in rows else None for code in codes]
            numbers = tuple(v for v in values if isinstance(v, Decimal))
            if len(numbers) == len(codes):
                parts.setdefault(agency, numbers)
    return parts


def coverage_of(
    indicator: Indicator, by_agency: Mapping[str, Mapping[str, ReportedRow]], *columns: str
) -> dict[str, Coverage]:
    """By agency how many of its own agencies stand behind its part of `columns`, if not all."""
    codes = operands(indicator)
    partial = (
        (agency, rows[code].coverage(column))
        for agency, rows in by_agency.items()
        for code in codes
        for column in columns
        if code in rows
    )
    return {agency: coverage for agency, coverage in partial if coverage is not None}


def _covered_in_part(
    by_agency: Mapping[str, Mapping[str, ReportedRow]],
) -> Mapping[str, Mapping[str, ReportedRow]]:
    """The rows of those few agencies behind whose figures not all of their own stand."""
    return {
        agency: rows
        for agency, rows in by_agency.items()
        if any(row.returned and row.returned.coverage for row in rows.values())
    }


def figure_columns(plan: Plan) -> list[Column]:
    """The columns whose figures are aggregated, that of last year as this year's are."""
    columns = plan.forms[FormName.INDICATOR_REPORT].columns
    return [c for c in columns if c.aggregate or c.name == ColumnName.LAST_YEAR]


def ratio_row(
    indicator: Indicator, rows: Mapping[str, ReportedRow], columns: Iterable[str]
) -> ReportedRow:
    """The row of a ratio, a formula in the template, recomputed from an agency's rows of it."""
    any_row = next(iter(rows.values()))
    there = any_row.section.by_code.get(indicator.code) if any_row.section else None
    blank = replace(any_row, code=indicator.code, values={}, returned=there, decisions={})
    own = rows.get(indicator.code, blank)
    figures = {
        column: aggregate(
            indicator, tuple(parts_of(indicator, {own.agency: rows}, column).values())
        )
        for column in columns
    }
    known = {column: figure for column, figure in figures.items() if figure is not None}
    return replace(own, values={**own.values, **known})


def indicator_result(
    plan: Plan,
    indicator: Indicator,
    by_agency: Mapping[str, Mapping[str, ReportedRow]],
    period: Period,
) -> tuple[IndicatorResult, list[Problem]]:
    """The consolidated figures of one indicator and what stood in the way of them.

    Last year's are aggregated as this year's are, and compared only where the same agencies gave
    both.
    """
    figures: dict[str, Decimal] = {}
    partly = _covered_in_part(by_agency)
    lacking = {ColumnName.CUMULATIVE: indicator.reporters}
    sums: dict[str, dict[str, Decimal]] = {}
    problems: list[Problem] = []
    for column in figure_columns(plan):
        parts = parts_of(indicator, by_agency, column.name)
        value = aggregate(indicator, tuple(parts.values()))
        for code, total in _operand_sums(indicator, tuple(parts.values())):
            sums.setdefault(code, {})[column.name] = total
        partial = coverage_of(indicator, partly, column.name)
        lacking[column.name] = tuple(
            code for code in indicator.reporters if code not in parts or code in partial
        )
        if value is not None:
            figures[column.name] = value
        elif parts and indicator.aggregation in (Aggregation.RATIO, Aggregation.WEIGHTED_MEAN):
            problems += _zero_denominators(indicator, by_agency, parts, column)
    judged_parts = parts_of(indicator, by_agency, *judged_columns(period))
    judged = aggregate(indicator, tuple(judged_parts.values()))
    partial = coverage_of(indicator, partly, *judged_columns(period))
    judged_by = len(judged_parts.keys() - partial.keys())
    is_complete = judged_by == len(indicator.reporters)
    target = held = plan.target_for(indicator, period.year)
    of_those = None
    if _is_allocated(plan, indicator, period) and not (is_complete and target and target.text):
        of_those = None if partial else _allocated_to(plan, indicator, judged_parts, period)
        held, is_complete = of_those, of_those is not None
    stretch = indicator.stretch.get(period.year)
    scenario, in_scenario = _in_scenario(plan, indicator, by_agency, period)
    last_year = figures.pop(ColumnName.LAST_YEAR, None)
    of_the_same = lacking.get(ColumnName.LAST_YEAR) == lacking[ColumnName.CUMULATIVE]
    codes = {indicator.code, *operands(indicator)}
    result = IndicatorResult(
        code=indicator.code,
        figures=figures,
        target=target.text if target else "",
        vs_plan=_per_cent(judged, held.exact if held else None),
        last_year=last_year,
        vs_last_year=_of_last_year(figures.get(ColumnName.CUMULATIVE), last_year)
        if of_the_same
        else None,
        attainment=attainment(held, judged, is_complete),
        scenario=scenario,
        scenario_attainment=in_scenario,
        stretch=stretch.text if stretch else "",
        stretch_attainment=attainment(stretch, judged, judged_by == len(indicator.reporters)),
        reported=len(indicator.reporters) - len(lacking[ColumnName.CUMULATIVE]),
        expected=len(indicator.reporters),
        rows=tuple(
            row for agency in by_agency for code, row in by_agency[agency].items() if code in codes
        ),
        operands=sums,
        lacking=lacking,
        judged=judged,
        judged_by=judged_by,
        coverage=coverage_of(indicator, partly, *lacking),
        allocated=of_those,
        by_agency={
            agency: _agency_result(
                indicator,
                own_target(plan, indicator, agency, period),
                judged_parts.get(agency),
                agency not in partial,
            )
            for agency in indicator.reporters
        },
    )
    return result, problems


def _in_scenario(
    plan: Plan,
    indicator: Indicator,
    by_agency: Mapping[str, Mapping[str, ReportedRow]],
    period: Period,
) -> tuple[str, Attainment]:
    """The target within the year, and whether it is met by what everybody gave of the period."""
    found = within_year(plan, indicator.code, period)
    if found is None:
        return "", Attainment.UNKNOWN
    target, column = found
    columns = (column, ColumnName.ACTUAL) if period.start.month == 1 else (column,)
    parts = parts_of(indicator, by_agency, *columns)
    partial = coverage_of(indicator, _covered_in_part(by_agency), *columns)
    is_complete = len(parts.keys() - partial.keys()) == len(indicator.reporters)
    figure = aggregate(indicator, tuple(parts.values()))
    return target.text, attainment(target, figure, is_complete)


def _is_allocated(plan: Plan, indicator: Indicator, period: Period) -> bool:
    """Whether parts of a sum's target are allocated to those that report it."""
    given = allocated(plan, period)
    is_sum = indicator.aggregation == Aggregation.SUM
    return is_sum and any((indicator.code, agency) in given for agency in indicator.reporters)


def _allocated_to(
    plan: Plan, indicator: Indicator, agencies: Iterable[str], period: Period
) -> Target | None:
    """What is allocated to several agencies together; None where one has nothing of its own."""
    given = allocated(plan, period)
    own = [given.get((indicator.code, agency)) for agency in agencies]
    known = [target for target in own if target is not None]
    return sum_of(known) if len(known) == len(own) else None


def _agency_result(
    indicator: Indicator, target: Target | None, part: Operands | None, is_complete: bool
) -> AgencyResult:
    """One agency's own figure against its own target."""
    figure = None
    if part is not None:
        is_ratio = indicator.aggregation == Aggregation.RATIO
        figure = aggregate(indicator, [part]) if is_ratio else part[0]
    return AgencyResult(
        target,
        figure,
        _per_cent(figure, target.exact if target else None),
        attainment(target, figure, is_complete),
    )


def _operand_sums(indicator: Indicator, parts: Sequence[Operands]) -> Iterator[tuple[str, Decimal]]:
    """Of each operand row (`<code>.tu` …) the sum, where anything was given."""
    for position, code in enumerate(operands(indicator) if parts else ()):
        if code != indicator.code:
            yield code, _sum(part[position] for part in parts)


def _zero_denominators(
    indicator: Indicator,
    by_agency: Mapping[str, Mapping[str, ReportedRow]],
    parts: Mapping[str, Operands],
    column: Column,
) -> list[Problem]:
    """Denominators or weights that add up to nothing, each at its cell."""
    code = operands(indicator)[-1]
    rows = [by_agency[agency][code] for agency in parts]
    return [
        problem(
            "zero-denominator",
            row.place(column.name),
            value=in_sentence(row.values[column.name]),
            row_code=indicator.code,
            column=column.title,
        )
        for row in rows
    ]


def sum_mismatches(plan: Plan, results: Sequence[IndicatorResult]) -> list[Problem]:
    """Where the plan says that parts add up to their parent, and they don't.

    Only in columns that every agency gave of the parent and all such parts: what is missing
    proves nothing.
    """
    by_code = {result.code: result for result in results}
    form = plan.forms[FormName.INDICATOR_REPORT]
    problems = []
    for parent in plan.indicators:
        parts = [by_code[i.code] for i in plan.children(parent.code) if i.adds_up]
        whole = by_code[parent.code]
        for column in (c for c in form.columns if c.aggregate and parts):
            if any(r.lacking[column.name] for r in (whole, *parts)):
                continue
            values = [r.figures.get(column.name) for r in parts]
            numbers = [v for v in values if v is not None]
            total = whole.figures.get(column.name)
            if total is None or len(numbers) < len(values) or _sum(numbers) == total:
                continue
            place = next(
                (r.place(column.name) for r in whole.rows if column.name in r.values), Place()
            )
            problems.append(
                problem(
                    "sum-mismatch",
                    place,
                    value=in_sentence(_sum(numbers)),
                    row_code=parent.code,
                    column=column.title,
                    expected=in_sentence(total),
                )
            )
    return problems


_ATTAINMENTS = {True: Attainment.MET, False: Attainment.NOT_MET, None: Attainment.UNKNOWN}


def attainment(target: Target | None, value: Decimal | None, complete: bool) -> Attainment:
    """Whether the target is met; unknown while agencies are missing, rather than a guess."""
    if target is None or value is None or not complete:
        return Attainment.UNKNOWN
    return _ATTAINMENTS[target.met_by(value)]


def _per_cent(value: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return value / whole * HUNDRED if value is not None and whole else None


def _of_last_year(value: Decimal | None, last_year: Decimal | None) -> Decimal | None:
    """This year in per cent of last year, which says nothing of a loss or of nothing at all."""
    return _per_cent(value, last_year) if last_year is not None and last_year > 0 else None


def with_ratios(
    values: Mapping[str, Value], plan_year: Value | None, period: Period
) -> dict[str, Value]:
    """An agency's own row with its per cents recomputed: what a template shows by formula."""
    figures = {name: value for name, value in values.items() if isinstance(value, Decimal)}
    planned = plan_year if isinstance(plan_year, Decimal) else None
    ratios = {
        ColumnName.VS_PLAN: _per_cent(judged_figure(values, period), planned),
        ColumnName.VS_LAST_YEAR: _of_last_year(
            figures.get(ColumnName.CUMULATIVE), figures.get(ColumnName.LAST_YEAR)
        ),
    }
    return {**values, **{name: ratio for name, ratio in ratios.items() if ratio is not None}}
