"""The draft of a plan: rows with codes, what is doubtful, what was not used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plansheet.documents.naming import Naming
from plansheet.documents.rows import Indicator, Line, Reporting, Task
from plansheet.plan.tables import PlanRow, PlanTables


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as a document gives it.

    Attributes:
        tables: the rows of the plan workbook. A row that a person should check has "Cần xem lại: …"
            and its place in the document in `note`.
        unused: lines of content that went into no row.
    """

    tables: PlanTables
    unused: tuple[Line, ...] = ()


def make_draft(
    facts: Mapping[str, str],
    naming: Naming,
    tasks: Sequence[Task],
    indicators: Sequence[Indicator],
    calendar: Sequence[Reporting],
    unused: Iterable[Line],
) -> Draft:
    """Give codes to what was found and put it into rows.

    Codes come from the order (tasks: NV01, NV02, …) and the numbers (indicators: CT19.1) in the
    document, so that importing it again gives the same codes.
    """
    codes = _indicator_codes(indicators)
    width = max(2, len(str(len(tasks))))
    return Draft(
        PlanTables(
            facts=facts,
            agencies=tuple(naming.rows()),
            indicators=tuple(
                _indicator_row(indicator, codes[i], codes, indicators)
                for i, indicator in enumerate(indicators)
            ),
            tasks=tuple(_task_row(t, f"NV{i:0{width}}") for i, t in enumerate(tasks, start=1)),
            calendar=tuple(_calendar_row(line) for line in calendar),
        ),
        tuple(unused),
    )


def _indicator_codes(indicators: Sequence[Indicator]) -> list[str]:
    """A code for each indicator, its number, told apart where a number comes again."""
    codes: list[str] = []
    for indicator in indicators:
        code, again = f"CT{indicator.number}", 1
        while code in codes:
            again += 1
            code = f"CT{indicator.number}-{again}"
        codes.append(code)
    return codes


def _indicator_row(
    indicator: Indicator, code: str, codes: Sequence[str], indicators: Sequence[Indicator]
) -> PlanRow:
    at = codes.index(code)
    numbers = [other.number for other in indicators[:at]]
    parent = ""
    if indicator.parent in numbers:
        parent = codes[len(numbers) - 1 - numbers[::-1].index(indicator.parent)]
    return _filled(
        stt=indicator.stt,
        indicator_code=code,
        indicator_name=indicator.name,
        unit=indicator.unit,
        **indicator.values,
        reporters=indicator.reporters,
        parent=parent,
        note=_note(indicator.note, indicator.doubts, indicator.place),
    )


def _task_row(task: Task, code: str) -> PlanRow:
    return _filled(
        stt=task.stt,
        task_code=code,
        field=task.field,
        task_name=task.name,
        leads=task.leads,
        coordinators=task.coordinators,
        due=task.due,
        level=task.level,
        note=_note(task.note, task.doubts, task.place),
    )


def _calendar_row(line: Reporting) -> PlanRow:
    return {
        "period_kind": line.period_kind,
        "deadline": line.deadline,
        "recipient": line.recipient,
        "note": "",
    }


def _note(note: str, doubts: Sequence[str], place: str) -> str:
    doubtful = f"Cần xem lại: {'; '.join(doubts)} ({place})" if doubts else ""
    return "; ".join(filter(None, (note, doubtful)))


def _filled(**values: str) -> PlanRow:
    return values
