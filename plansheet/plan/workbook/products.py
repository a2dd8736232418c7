"""Products of tasks: rows of `Nhiệm vụ` that name the task which they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from plansheet.forms.names import ColumnName
from plansheet.language.text import match_key
from plansheet.plan.rows import Task
from plansheet.plan.workbook.rows import PlanSheetRow
from plansheet.problems import Problem


def with_products(
    tasks: Sequence[Task], rows: Sequence[PlanSheetRow]
) -> tuple[tuple[Task, ...], list[Problem]]:
    """Tasks whose products know them by their codes, and what is wrong with that.

    `rows` are those of the tasks. A product without leads has those of its task.
    """
    named = [row.text(ColumnName.PRODUCT_OF) for row in rows]
    codes = {match_key(task.code): task.code for task in tasks} if any(named) else {}
    above = {
        task.code: codes.get(match_key(text), "") for task, text in zip(tasks, named, strict=True)
    }
    by_code = {task.code: task for task in tasks}
    problems: list[Problem] = []
    found = []
    for task, row in zip(tasks, rows, strict=True):
        chain = [*_above(task.code, above)]
        if row.text(ColumnName.PRODUCT_OF) and not above[task.code]:
            problems.append(row.at(ColumnName.PRODUCT_OF).problem("unknown-code"))
        elif task.code in chain:
            problems.append(row.at(ColumnName.PRODUCT_OF).problem("loop"))
        leading = next((by_code[code] for code in (task.code, *chain) if by_code[code].leads), task)
        if row.lacks(ColumnName.LEADS) and not leading.leads:
            problems.append(row.at(ColumnName.LEADS).problem("no-lead"))
        if not task.leads_text.strip():
            task = replace(task, leads=leading.leads, group_leads=leading.group_leads)
        others = tuple(code for code in task.coordinators if code not in task.leads)
        if (task.product_of, task.coordinators) != (above[task.code], others):
            task = replace(task, product_of=above[task.code], coordinators=others)
        found.append(task)
    return tuple(found), problems


def _above(code: str, above: Mapping[str, str]) -> Iterator[str]:
    """The tasks that a product belongs to, the nearest first; itself where it runs in a circle."""
    seen: set[str] = set()
    while (code := above[code]) and code not in seen:
        seen.add(code)
        yield code
