"""The four panels of the first page: tasks, indicators, agencies in need, overdue tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plansheet.consolidation import Attainment, Consolidation, IndicatorResult, TaskClass
from plansheet.forms import load_forms
from plansheet.forms.choices import Status
from plansheet.forms.names import FACTS_SHEET, ColumnName, FormName, ReportColumn
from plansheet.forms.report_sheets import BY_AGENCY, RECEIPT_COLUMNS
from plansheet.forms.values import display, share
from plansheet.language.numbers_and_dates import number_shown
from plansheet.language.wording import NOTHING, Wording, Words
from plansheet.plan.classes import ACCEPTED
from plansheet.plan.judging import judged_columns
from plansheet.report import sentences
from plansheet.report.breakdown import CHART_COLORS
from plansheet.report.counts import (
    beside_target,
    days_overdue,
    led_by_nobody,
    missed_indicators,
    needs,
    overdue_tasks,
    owing,
)
from plansheet.report.layout import FIRST_ROW, RowPlaces, linked, places_in
from plansheet.workbooks.writing.cells import Cell, Link

_MET, _MISSED, _UNKNOWN = "✔", "✖", "?"
"""What stands beside the words, for those who see no colour."""


@dataclass(frozen=True, slots=True)
class PanelCell:
    """A cell of a panel: what stands there and how it looks.

    What is said `behind` a text is seen even where the text itself has to be shortened; of a name
    the end is, too: that of an office says where it is.
    """

    value: Cell | Link
    style: str = "small"
    number_format: str = ""
    fill: str = ""
    behind: Words = ""
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A table of the first page, twelve units wide.

    `spans` are the widths of its columns. `more` is said below rows that are not `shown`, with
    `{count}` for how many. `bars` are the columns, from 0, whose numbers have a bar.
    """

    spans: Sequence[int]
    heads: Sequence[Words]
    rows: Sequence[Sequence[PanelCell]]
    shown: int
    more: Wording = NOTHING
    first: Words = ""
    bars: Sequence[int] = ()
    is_chart: bool = False


_AGENCY_HEADS: Final = (
    sentences.AGENCIES_IN_NEED,
    sentences.HEAD_OVERDUE,
    sentences.HEAD_LONGEST,
    TaskClass.NOT_REPORTED.label,
    RECEIPT_COLUMNS.by_name[ReportColumn.ERRORS].title,
)


def panels_of(merged: Consolidation) -> list[Panel]:
    """The panels that have anything to say, in order."""
    found = []
    if merged.task_outcomes:
        found.append(_tasks(merged))
    if merged.indicator_results:
        found.append(_indicators(merged))
    if agencies := [*_agencies(merged)]:
        found.append(
            Panel(
                (5, 2, 2, 2, 1),
                _AGENCY_HEADS,
                agencies,
                10,
                sentences.MORE_AGENCIES,
                bars=(1, 2, 3),
            )
        )
    if overdue := [*_overdue(merged)]:
        leads = merged.plan.forms[FormName.TASKS].by_name[ColumnName.LEADS].title
        heads = (sentences.TASKS_LONGEST_OVERDUE, leads, sentences.HEAD_DAYS)
        found.append(Panel((7, 4, 1), heads, overdue, 8, sentences.MORE_OVERDUE))
    return found


def _tasks(merged: Consolidation) -> Panel:
    """Tasks by class; of those without a due date how far they are."""
    total = len(merged.task_outcomes)
    rows = []
    for one in TaskClass:
        rows.append(_class_row(one.label, merged.classes[one], total, CHART_COLORS[one]))
        if one == TaskClass.NO_DUE_DATE:
            rows += [
                _class_row(sentences.OF_THESE.fill(status=status), count, total)
                for status, count in _statuses(merged)
            ]
    if nobody := led_by_nobody(merged):
        label = sentences.OF_THESE.fill(status=sentences.NO_LEAD)
        rows.append(_class_row(label, nobody, total))
    heads = (sentences.ALL_TASKS.fill(count=total), sentences.HEAD_COUNT, sentences.HEAD_SHARE)
    return Panel((8, 2, 2), heads, rows, len(rows), is_chart=True)


def _class_row(label: Words, count: int, total: int, fill: str = "") -> Sequence[PanelCell]:
    in_per_cent = share(count, total)
    return (
        PanelCell(label, fill=fill),
        PanelCell(count, "small_number"),
        PanelCell(in_per_cent, "small_number", "0.0"),
    )


def _statuses(merged: Consolidation) -> Iterator[tuple[Words, int]]:
    """The statuses of the tasks that have no due date, the least advanced first."""
    counts = Counter(
        outcome.values.get(ColumnName.STATUS)
        for outcome in merged.task_outcomes
        if outcome.task_class == TaskClass.NO_DUE_DATE
    )
    column = merged.plan.forms[FormName.TASK_REPORT].by_name[ColumnName.STATUS]
    for status in Status:
        if counts[status]:
            yield column.term(status.value), counts[status]


def _indicators(merged: Consolidation) -> Panel:
    """How many meet their target; the worst of those that do not."""
    marks = merged.attainments
    words = sentences.WORD_MISSED if merged.period.ends_year else sentences.WORD_DOUBTFUL
    first = sentences.ATTAINED.fill(
        met=f"{_MET} {marks[Attainment.MET]}",
        missed=f"{_MISSED} {marks[Attainment.NOT_MET]}",
        word=words,
        unknown=f"{_UNKNOWN} {marks[Attainment.UNKNOWN]}",
    )
    in_part = sum(
        r.allocated is not None and r.judged_by < r.expected for r in merged.indicator_results
    )
    if in_part:
        first = sentences.IN_PART.fill(said=first, count=in_part)
    of_form = (forms[FormName.INDICATOR_REPORT] for forms in (load_forms(), merged.plan.forms))
    columns = {name: column for form in of_form for name, column in form.by_name.items()}
    judged = columns[judged_columns(merged.period)[0]].title
    planned = columns.get(ColumnName.PLAN_YEAR)
    heads = (
        sentences.INDICATORS_MISSED.fill(count=len(merged.indicator_results)),
        planned.title if planned else FACTS_SHEET,
        judged,
        sentences.HEAD_SHARE,
    )
    places = places_in(merged)
    rows = [
        _missed(merged, places, result) for result in sorted(missed_indicators(merged), key=_merit)
    ]
    return Panel((6, 3, 2, 1), heads, rows, 10, sentences.MORE_INDICATORS, first=first)


def _merit(result: IndicatorResult) -> tuple[bool, Decimal]:
    """The further from the plan, the lower; what has no share of it last."""
    if result.vs_plan is None:
        return True, Decimal(0)
    return False, -abs(result.vs_plan - 100)


def _missed(
    merged: Consolidation, places: RowPlaces, result: IndicatorResult
) -> Sequence[PanelCell]:
    indicator = merged.plan.indicators_by_code[result.code]
    target = result.allocated or merged.plan.target_for(indicator, merged.period.year)
    figure = display(beside_target(result.judged, target))
    planned = result.allocated.text if result.allocated else result.target
    named = indicator.name + (f" ({indicator.unit})" if indicator.unit else "")
    return (
        PanelCell(linked(places, result.code, named), "small_link"),
        PanelCell(number_shown(planned), "small_right"),
        PanelCell(figure, "small_right"),
        PanelCell(result.vs_plan, "small_number", "0.0"),
    )


def _agencies(merged: Consolidation) -> Iterator[Sequence[PanelCell]]:
    for place, need in enumerate(needs(merged)):
        overdue, silent = (
            need.by_class[one] for one in (TaskClass.OPEN_OVERDUE, TaskClass.NOT_REPORTED)
        )
        is_silent = need.state is not None and need.state not in ACCEPTED
        if not (overdue or silent or need.errors or is_silent):
            return
        name = merged.plan.agency_name(need.agency)
        state = sentences.IN_STATE.fill(state=need.state) if is_silent else ""
        link = Link(BY_AGENCY, f"A{FIRST_ROW + place}", name)
        yield (
            PanelCell(link, "small_link", behind=state, is_name=True),
            *(
                PanelCell(count or None, "small_number")
                for count in (overdue, need.days_overdue, silent, need.errors)
            ),
        )


def _overdue(merged: Consolidation) -> Iterator[Sequence[PanelCell]]:
    places = places_in(merged)
    for outcome in overdue_tasks(merged):
        task = merged.plan.tasks_by_code[outcome.code]
        leads = [merged.plan.agency_name(code) for code in owing(outcome)]
        who: Words = leads[0] if leads else ""
        if len(leads) > 1:
            who = sentences.AND_MORE.fill(name=leads[0], count=len(leads) - 1)
        yield (
            PanelCell(linked(places, outcome.code, task.name), "small_link"),
            PanelCell(who, is_name=len(leads) == 1),
            PanelCell(days_overdue(merged, outcome), "small_number"),
        )
