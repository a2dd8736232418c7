"""What the appendix of a plan has in it: its annexes, before they are a document or a workbook.

Columns are those of the appendix to the plan of Kiên Giang, official letter 1010/VP-TH of 2021;
the head of an annex is that of Decree 30/2020/NĐ-CP, appendix I.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from plansheet.forms import Column
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.language.text import match_key, roman, tidy
from plansheet.language.wording import Language, Term, Wording, say
from plansheet.plan.model import Plan
from plansheet.plan.rows import Indicator, Task
from plansheet.report.appendix.numbering import numbered
from plansheet.report.document import words
from plansheet.report.document.blocks import Tabulation, TabulationColumn
from plansheet.report.document.naming import plan_to_attach_to
from plansheet.report.document.official import LANDSCAPE_WIDTH

GROUPINGS: Final = (ColumnName.FIELD, ReportColumn.AGENCY)
"""By what the tasks stand together."""

_WIDTHS: Final[Mapping[str, float]] = {
    ColumnName.STT: 12,
    ColumnName.FIELD: 36,
    ColumnName.LEADS: 44,
    ColumnName.COORDINATORS: 48,
    ColumnName.DUE: 27,
    ColumnName.LEVEL: 25,
    ColumnName.UNIT: 17,
}
"""Millimetres; names take what is left."""
_NAME_AT_LEAST, _NAME_ENOUGH = 48, 110
_LETTER, _SIDES, _NARROWEST, _WIDEST = 2.1, 2.0, 9.0, 26.0
"""Millimetres: of a letter, around it, and of columns of values."""
_LIST: Final = re.compile(r"\s*[;,\n]\s*|\s+và\s+")

_Row = TypeVar("_Row", Task, Indicator)


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex: what stands above its table, and the table.

    Attributes:
        sheet: the name of its sheet in a workbook.
        label: "Phụ lục I".
        titles: what it lists, then the title of the plan.
        attached: of which document it is an annex.
        table: its rows; a row of two texts heads a group.
    """

    sheet: str
    label: str
    titles: Sequence[str]
    attached: str
    table: Tabulation


def annexes_of(plan: Plan, by: str, lang: Language) -> list[Annex]:
    """The annexes of a plan in a language: its indicators, then its tasks; those that it has."""
    found = []
    if plan.indicators:
        title = words.TARGETS_IN_YEARS.fill(years=_years(plan))
        found.append((FormName.INDICATORS, title, _indicator_table(plan, lang)))
    if plan.tasks:
        title = words.TASKS_IN_YEARS.fill(years=_years(plan))
        found.append((FormName.TASKS, title, _task_table(plan, by, lang)))
    numbers = map(roman, range(1, len(found) + 1)) if len(found) > 1 else [""] * len(found)
    return [
        Annex(
            sheet=say(plan.forms[form].sheet, lang),
            label=f"{words.APPENDIX.say(lang)} {number}".strip(),
            titles=(title.say(lang).upper(), plan.title),
            attached=words.ATTACHED_TO.fill(plan=plan_to_attach_to(plan)).say(lang),
            table=table,
        )
        for number, (form, title, table) in zip(numbers, found, strict=True)
    ]


def _years(plan: Plan) -> Wording:
    first, last = plan.years[0], plan.years[-1]
    if first == last:
        return words.IN_YEAR.fill(year=first)
    return words.IN_YEARS.fill(first=first, last=last)


# Tasks.


def _task_table(plan: Plan, by: str, lang: Language) -> Tabulation:
    texts: dict[str, Callable[[Task], str]] = {
        ColumnName.TASK_NAME: lambda task: task.name,
        ColumnName.FIELD: lambda task: task.field,
        ColumnName.LEADS: lambda task: _bodies(plan, task.led_by),
        ColumnName.COORDINATORS: lambda task: _bodies(plan, task.coordinated_by),
        ColumnName.DUE: lambda task: task.due.text,
        ColumnName.LEVEL: lambda task: task.level,
    }
    if by == ColumnName.FIELD or not any(task.field for task in plan.tasks):
        del texts[ColumnName.FIELD]
    groups = _groups(
        plan.tasks, _field if by == ColumnName.FIELD else lambda task: _first_lead(plan, task)
    )
    rows: list[Sequence[str]] = []
    numbers = itertools.count(1)
    for heading, tasks in _headed(groups):
        rows += heading
        rows += [(str(next(numbers)), *(text(t) for text in texts.values())) for t in tasks]
    columns = plan.forms[FormName.TASKS].spoken(lang).by_name
    return Tabulation(_sized([columns[name] for name in (ColumnName.STT, *texts)]), rows)


def _first_lead(plan: Plan, task: Task) -> str:
    """Who leads a task, of several the first, as it is written; blank where nobody does."""
    text = _bodies(plan, task.led_by)
    found = plan.registry.resolve_cell(text, plan.issued)
    if not found.members:
        return text
    first, piece = found.members[0], text.split(";")[0].strip()
    meant = plan.registry.resolve_cell(piece, plan.issued).members
    is_one = {party.group or party.code for party in meant} == {first.group or first.code}
    return piece if is_one else first.group or plan.agency_name(first.code)


def _bodies(plan: Plan, text: str) -> str:
    """Agencies as they are written; by name where a code stands for one."""
    if not any(_is_code(plan, piece) for piece in _LIST.split(text)):
        return text
    found = plan.registry.resolve_cell(text, plan.issued)
    names = (party.group or plan.agency_name(party.code) for party in found.members)
    return "; ".join(dict.fromkeys((*names, *found.unresolved)))


def _is_code(plan: Plan, piece: str) -> bool:
    agency = plan.resolve_agency(piece) if piece.strip() else None
    if agency is None or match_key(piece) != match_key(agency.code):
        return False
    return match_key(piece) not in map(match_key, (agency.name, *agency.aliases))


# Indicators.


def _indicator_table(plan: Plan, lang: Language) -> Tabulation:
    form = plan.forms[FormName.INDICATORS].spoken(lang).by_name
    columns = [
        form[ColumnName.STT],
        form[ColumnName.INDICATOR_NAME],
        form[ColumnName.UNIT],
        *_value_columns(plan, lang),
    ]
    known = plan.indicators_by_code
    roots = [one for one in plan.indicators if one.parent not in known]
    groups = list(_headed(_groups(roots, _field)))
    numbers = iter(numbered(plan, [root for _, of in groups for root in of]))
    rows: list[Sequence[str]] = []
    for heading, beside in groups:
        rows += heading
        for _ in range(sum(_size(plan, root) for root in beside)):
            number, one = next(numbers)
            values = (_value(one, column.name) for column in columns[3:])
            rows.append((number, one.name, one.unit, *values))
    return Tabulation(_sized(columns, rows), rows)


def _size(plan: Plan, indicator: Indicator) -> int:
    """How many rows an indicator takes with all its parts."""
    return 1 + sum(_size(plan, part) for part in plan.children(indicator.code))


def _value_columns(plan: Plan, lang: Language) -> Iterator[Column]:
    """What was achieved before, the goal, the targets by year; columns without a value left out."""
    form = plan.forms[FormName.INDICATORS].spoken(lang).by_name
    first, last = plan.years[0], plan.years[-1]
    length = len(plan.years)
    if any(one.previous_term for one in plan.indicators):
        before = form[ColumnName.PREVIOUS_TERM]
        earlier = Term(words.DONE_BEFORE.fill(first=first - length, last=first - 1).say(lang))
        yield replace(before, title=before.title if length == 1 else earlier)
    yield from _yearly(form[ColumnName.HISTORY], {y for i in plan.indicators for y in i.history})
    if any(one.goal for one in plan.indicators):
        goal = form[ColumnName.GOAL]
        of_years = Term(words.GOAL_OF_YEARS.fill(first=first, last=last).say(lang))
        yield replace(goal, title=goal.title if length == 1 else of_years)
    targets = {year for one in plan.indicators for year in one.targets}
    yield from _yearly(form[ColumnName.TARGET], {*plan.years, *targets})


def _yearly(column: Column, years: Iterable[int]) -> Iterator[Column]:
    for year in sorted(years):
        yield replace(column, name=f"{column.name}_{year}", title=Term(str(year)))


def _value(indicator: Indicator, name: str) -> str:
    stem, _, year = name.rpartition("_")
    if stem == ColumnName.HISTORY:
        return indicator.history.get(int(year), "")
    target = indicator.targets.get(int(year)) if stem == ColumnName.TARGET else indicator.goal
    if name == ColumnName.PREVIOUS_TERM:
        return indicator.previous_term
    return target.text if target else ""


# Groups and widths.


def _field(row: Task | Indicator) -> str:
    return row.field


def _groups(rows: Iterable[_Row], of: Callable[[_Row], str]) -> dict[str, list[_Row]]:
    """The rows by what they stand under, each group where it comes first; those without one lead.

    A row without heading would belong to the heading before it.
    """
    groups: dict[str, list[_Row]] = {"": []}
    for row in rows:
        groups.setdefault(" ".join(of(row).split()), []).append(row)
    return groups


def _headed(groups: Mapping[str, list[_Row]]) -> Iterator[tuple[list[Sequence[str]], list[_Row]]]:
    """Each group with the row that heads it; the one without a name has none."""
    count = 0
    for name, rows in groups.items():
        count += bool(name)
        yield [(roman(count), name)] if name else [], rows


def _sized(columns: Sequence[Column], rows: Iterable[Sequence[str]] = ()) -> list[TabulationColumn]:
    """The columns with their widths; the column of names takes what the others leave."""
    full = [row for row in rows if len(row) == len(columns)]
    needed = [_needed([c.title, *(row[at] for row in full)]) for at, c in enumerate(columns)]
    beside = {c.group: 0.0 for c in columns}
    for column, width in zip(columns, needed, strict=True):
        beside[column.group] = max(beside[column.group], width)
    widths = [
        _WIDTHS.get(column.name) or (beside[column.group] if column.group else needed[at])
        for at, column in enumerate(columns)
    ]
    left = LANDSCAPE_WIDTH - sum(widths) + widths[1]
    values = [at for at, column in enumerate(columns) if column.name not in _WIDTHS and at != 1]
    for at in values:
        widths[at] += min(max(left - _NAME_ENOUGH, 0) / len(values), _WIDEST)
    left = LANDSCAPE_WIDTH - sum(widths) + widths[1]
    widths[1] = max(left, _NAME_AT_LEAST)
    scale = LANDSCAPE_WIDTH / sum(widths)
    return [
        TabulationColumn(
            column.title, width * scale, centered=column.name not in _RUNNING, group=column.group
        )
        for column, width in zip(columns, widths, strict=True)
    ]


_RUNNING: Final = frozenset(
    {
        *(ColumnName.TASK_NAME, ColumnName.INDICATOR_NAME, ColumnName.FIELD),
        *(ColumnName.LEADS, ColumnName.COORDINATORS),
    }
)
"""Columns of names, which begin at the left."""


def _needed(texts: Iterable[str]) -> float:
    """How wide a column of values is: its longest word on one line."""
    longest = max((len(word) for text in texts for word in tidy(text).split()), default=0)
    return min(max(longest * _LETTER + _SIDES, _NARROWEST), _WIDEST)
