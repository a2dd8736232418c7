"""The draft of a plan: rows with codes, what is doubtful, what was not used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plansheet.agencies import Agency, Registry
from plansheet.documents.naming import Naming
from plansheet.documents.rows import Indicator, Line, Reporting, Task
from plansheet.plan.tables import PlanRow, PlanTables


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as a document gives it.

    Attributes:
        tables: the rows of the plan workbook. A row that a person should check has "Cần xem lại: …"
            and its place in the document in `note`.
        unused: items of content that went into no row, each with the reason.
        size: how many items of content the document has (of its outline and its tables).
    """

    tables: PlanTables
    unused: tuple[Line, ...] = ()
    size: int = 0


def make_draft(
    facts: Mapping[str, str],
    naming: Naming,
    tasks: Sequence[Task],
    indicators: Sequence[Indicator],
    calendar: Sequence[Reporting],
    unused: Iterable[Line],
    size: int,
) -> Draft:
    """Give codes to what was found and put it into rows.

    Codes come from the order (tasks: NV01, NV02, …) and the numbers (indicators: CT19.1) in the
    document, so that importing it again gives the same codes.
    """
    codes = _indicator_codes(indicators)
    agencies = tuple(naming.rows())
    cells = _Cells(naming, agencies)
    width = max(2, len(str(len(tasks))))
    return Draft(
        PlanTables(
            facts=facts,
            agencies=agencies,
            indicators=tuple(
                _indicator_row(indicator, codes[i], codes, indicators)
                for i, indicator in enumerate(indicators)
            ),
            tasks=tuple(
                _task_row(task, f"NV{i:0{width}}", cells) for i, task in enumerate(tasks, start=1)
            ),
            calendar=tuple(_calendar_row(line) for line in calendar),
        ),
        tuple(unused),
        size,
    )


class _Cells:
    """Cells that name agencies, so that the plan's own sheet of agencies resolves them."""

    def __init__(self, naming: Naming, rows: Sequence[PlanRow]) -> None:
        self._all = naming.registry
        self._plan = Registry([_agency(row) for row in rows], naming.province)
        self._settled: dict[str, tuple[str, tuple[str, ...]]] = {}

    def settle(self, cell: str) -> tuple[str, tuple[str, ...]]:
        """The cell as written, or with names in full where it would not resolve as written.

        Also the pieces that name nobody.
        """
        if cell not in self._settled:
            self._settled[cell] = self._settle(cell)
        return self._settled[cell]

    def _settle(self, cell: str) -> tuple[str, tuple[str, ...]]:
        found = self._plan.resolve_cell(cell)
        if not found.unresolved:
            return cell, ()
        parties = self._all.resolve_cell(cell)
        if parties.unresolved or any(party.group for party in parties.members):
            return cell, found.unresolved
        names = [agency.name for code in parties.codes if (agency := self._plan.by_code(code))]
        return "; ".join(names), ()


def _agency(row: PlanRow) -> Agency:
    aliases = tuple(filter(None, row["aliases"].split("; ")))
    return Agency(row["agency_code"], row["agency_name"], aliases, row["kind"])


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


def _task_row(task: Task, code: str, cells: _Cells) -> PlanRow:
    leads, strangers = cells.settle(task.leads)
    coordinators, _ = cells.settle(task.coordinators)
    unknown = tuple(f"chưa rõ cơ quan “{name}”" for name in strangers)
    return _filled(
        stt=task.stt,
        task_code=code,
        field=task.field,
        task_name=task.name,
        leads=leads,
        coordinators=coordinators,
        due=task.due,
        level=task.level,
        note=_note(task.note, (*task.doubts, *unknown), task.place),
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
