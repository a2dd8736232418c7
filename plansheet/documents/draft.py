"""The draft of a plan: rows with codes, what is doubtful, what was not used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plansheet.documents.draft_rows import DraftIndicator, DraftReporting, DraftTask, UnusedLine
from plansheet.documents.naming import Naming
from plansheet.forms.choices import Aggregation
from plansheet.forms.names import FACTS_SHEET, ColumnName
from plansheet.forms.report_sheets import INDICATORS, TASKS
from plansheet.forms.review_sheet import MARK
from plansheet.language.text import match_key
from plansheet.language.wording import Term
from plansheet.plan.agencies import Agency, Registry
from plansheet.plan.workbook.facts import FIRST_YEAR, LAST_YEAR, TITLE
from plansheet.plan.workbook.tables import Origin, PlanRow, PlanTables


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as a document gives it.

    Attributes:
        tables: the rows of the plan workbook. A row that a person should check has "Cần xem lại: …"
            and its place in the document in `note`.
        unused: items of content that went into no row, each with the reason.
        size: how many items of content the document has (of its outline and its tables).
        origins: where each task and indicator comes from, and why to look at it.
    """

    tables: PlanTables
    unused: tuple[UnusedLine, ...] = ()
    size: int = 0
    origins: tuple[Origin, ...] = ()

    def offering(self, aims: Iterable[tuple[DraftTask, str]]) -> Draft:
        """The draft with targets that its tasks name in passing, to be judged: no rows of it."""
        found = (
            Origin(
                INDICATORS, "", task.place, task.source or task.name, (_OFFERED.format(aim=aim),)
            )
            for task, aim in aims
        )
        return replace(self, origins=(*self.origins, *found))

    def doubting(self, facts: Mapping[str, str]) -> Draft:
        """The draft with what a person should look at in its facts, by their names."""
        origins = (
            Origin(FACTS_SHEET, name, _HEAD, self.tables.facts[name], (doubt,))
            for name, doubt in facts.items()
        )
        return replace(self, origins=(*origins, *self.origins))

    def called(self, name: str, year: int) -> Draft:
        """The draft with a title and years, if the document has none: by the name of its file.

        `year` is when that was saved.
        """
        known = self.tables.facts
        facts = dict(known)
        doubts: dict[str, str] = {}
        if not known[TITLE.name]:
            facts[TITLE.name], doubts[TITLE.name] = name, _UNTITLED
        if not known[FIRST_YEAR.name]:
            facts |= {FIRST_YEAR.name: str(year), LAST_YEAR.name: str(year)}
            doubts |= dict.fromkeys((FIRST_YEAR.name, LAST_YEAR.name), _UNDATED)
        return replace(self, tables=replace(self.tables, facts=facts)).doubting(doubts)


def make_draft(
    facts: Mapping[str, str],
    naming: Naming,
    tasks: Sequence[DraftTask],
    indicators: Sequence[DraftIndicator],
    calendar: Sequence[DraftReporting],
    unused: Iterable[UnusedLine],
    size: int,
) -> Draft:
    """Give codes to what was found and put it into rows.

    Codes come from the order (tasks: NV01, NV02, …) and the numbers (indicators: CT19.1) in the
    document, so that importing it again gives the same codes.
    """
    agencies = tuple(naming.rows())
    cells = _Cells(naming, agencies)
    width = max(2, len(str(sum(not task.beside for task in tasks))))
    numbered = [(task, f"NV{i:0{width}}") for i, task in enumerate(tasks, start=1)]
    coded = list(_coded([_ruled(indicator, cells) for indicator in indicators]))
    return Draft(
        PlanTables(
            facts=facts,
            agencies=agencies,
            indicators=tuple(
                _indicator_row(indicator, code, parent, cells) for indicator, code, parent in coded
            ),
            tasks=tuple(_task_row(task, code, cells) for task, code in numbered),
            calendar=tuple(_calendar_row(line) for line in calendar),
            allocations=tuple(
                _allocation_row(indicator, code, body)
                for indicator, code, _ in coded
                for body in indicator.allocated
            ),
        ),
        tuple(unused),
        size,
        (
            *_local_governments(tasks, naming),
            *(_origin(TASKS, task, code, cells) for task, code in numbered),
            *(_origin(INDICATORS, indicator, code, cells) for indicator, code, _ in coded),
        ),
    )


_MEANT = "“địa phương” ở {count} dòng được hiểu là {name}, theo cơ quan và ngày ban hành"


def _local_governments(tasks: Sequence[DraftTask], naming: Naming) -> Iterator[Origin]:
    """Whom the draft takes “địa phương” for, where its document calls on them."""
    cells = ((task, (task.leads, task.coordinators)) for task in tasks)
    calling = [
        (task.place, next(cell for cell in both if "địa phương" in match_key(cell)))
        for task, both in cells
        if "địa phương" in match_key(" ".join(both))
    ]
    if calling:
        doubt = _MEANT.format(count=len(calling), name=naming.local[0].name)
        yield Origin(FACTS_SHEET, "", *calling[0], (doubt,))


_OFFERED = "có thể là chỉ tiêu: “{aim}”"
_UNTITLED = "văn bản không có tên kế hoạch, lấy tên tệp"
_UNDATED = "văn bản không nêu năm nào, lấy năm lưu tệp"
_HEAD = "đầu văn bản"
_LEVELS = re.compile(r"(?<!UBND )(?<!nhân dân )\bcấp \w+(?:,| và|;) cấp \w+", re.IGNORECASE)
_SEVERAL_LEVELS = "“{name}” là nhiều cơ quan, mỗi cấp một cơ quan"
_PARTNERS = "Phối hợp: "
_UNKNOWN_RULE = "chưa rõ cách tổng hợp"


class _Cells:
    """Cells that name agencies, so that the plan's own sheet of agencies resolves them."""

    def __init__(self, naming: Naming, rows: Sequence[PlanRow]) -> None:
        self._all = naming.registry
        self._plan = Registry([_agency(row) for row in rows], naming.province)
        self._settled: dict[str, tuple[str, tuple[str, ...]]] = {}

    def settle(self, cell: str) -> tuple[str, tuple[str, ...]]:
        """The cell as written, or with names in full where it would not resolve as written.

        Also the pieces that name nobody: the plan could not be used with them in the cell.
        """
        if cell not in self._settled:
            self._settled[cell] = self._settle(cell)
        return self._settled[cell]

    def names_several(self, cell: str) -> bool:
        """Whether a cell names more than one body of the plan."""
        return len(set(self._plan.resolve_cell(cell).codes)) > 1

    def _settle(self, cell: str) -> tuple[str, tuple[str, ...]]:
        listed = self._plan.resolve_cell(cell)
        if not listed.unresolved:
            return cell, ()
        parties = self._all.resolve_cell(cell)
        if parties.unresolved or any(party.group for party in parties.members):
            known = [piece for piece in cell.split(";") if piece.strip() not in listed.unresolved]
            return "; ".join(map(str.strip, known)), listed.unresolved
        names = [agency.name for code in parties.codes if (agency := self._plan.by_code(code))]
        return "; ".join(names), ()


def _ruled(indicator: DraftIndicator, cells: _Cells) -> DraftIndicator:
    """The indicator; where several report it and nothing says how their figures add up, doubtful.

    Until a person says it nothing is consolidated.
    """
    if indicator.values.get(ColumnName.AGGREGATION) or not cells.names_several(indicator.reporters):
        return indicator
    values = {**indicator.values, ColumnName.AGGREGATION: Aggregation.NOT_AGGREGATED}
    return replace(indicator, values=values, doubts=(*indicator.doubts, _UNKNOWN_RULE))


def _agency(row: PlanRow) -> Agency:
    aliases = tuple(filter(None, row[ColumnName.ALIASES].split("; ")))
    return Agency(
        row[ColumnName.AGENCY_CODE], row[ColumnName.AGENCY_NAME], aliases, row[ColumnName.KIND]
    )


def _coded(indicators: Sequence[DraftIndicator]) -> Iterator[tuple[DraftIndicator, str, str]]:
    """Each indicator with its code and its parent's.

    The code is its number, told apart where a number comes again; the parent is the last one with
    the parent's number.
    """
    last: dict[str, str] = {}
    taken: set[str] = set()
    for indicator in indicators:
        code, again = f"CT{indicator.number}", 1
        while code in taken:
            again += 1
            code = f"CT{indicator.number}-{again}"
        taken.add(code)
        yield indicator, code, last.get(indicator.parent, "")
        last[indicator.number] = code


def _origin(sheet: Term, row: DraftTask | DraftIndicator, code: str, cells: _Cells) -> Origin:
    return Origin(sheet, code, row.place, row.source or row.name, _doubts(row, cells))


def _doubts(row: DraftTask | DraftIndicator, cells: _Cells) -> tuple[str, ...]:
    """What a person should look at, the names included that are of nobody known."""
    named = row.leads if isinstance(row, DraftTask) else row.reporters
    _, strangers = cells.settle(named)
    several = (_SEVERAL_LEVELS.format(name=named),) if _LEVELS.search(named) else ()
    return (*row.doubts, *several, *(f"chưa rõ cơ quan “{name}”" for name in strangers))


def _indicator_row(indicator: DraftIndicator, code: str, parent: str, cells: _Cells) -> PlanRow:
    reporters, _ = cells.settle(indicator.reporters)
    return {
        ColumnName.STT: indicator.stt,
        ColumnName.INDICATOR_CODE: code,
        ColumnName.INDICATOR_NAME: indicator.name,
        ColumnName.UNIT: indicator.unit,
        **indicator.values,
        ColumnName.REPORTERS: reporters,
        ColumnName.PARENT: parent,
        ColumnName.NOTE: _note(indicator.note, _doubts(indicator, cells), indicator.place),
    }


def _allocation_row(indicator: DraftIndicator, code: str, body: str) -> PlanRow:
    return {
        ColumnName.INDICATOR_CODE: code,
        ColumnName.INDICATOR_NAME: indicator.name,
        ColumnName.ALLOCATED_TO: body,
        **indicator.allocated[body],
    }


def _task_row(task: DraftTask, code: str, cells: _Cells) -> PlanRow:
    leads, _ = cells.settle(task.leads)
    coordinators, unknown = cells.settle(task.coordinators)
    partners = "; ".join(name for name in unknown if name not in task.note)
    note = "; ".join(filter(None, (task.note, partners and f"{_PARTNERS}{partners}")))
    return {
        ColumnName.STT: task.stt,
        ColumnName.TASK_CODE: code,
        ColumnName.FIELD: task.field,
        ColumnName.TASK_NAME: task.name,
        ColumnName.LEADS: leads,
        ColumnName.COORDINATORS: coordinators,
        ColumnName.DUE: task.due,
        ColumnName.LEVEL: task.level,
        ColumnName.NOTE: _note(note, _doubts(task, cells), task.place),
    }


def _calendar_row(line: DraftReporting) -> PlanRow:
    return {
        ColumnName.PERIOD_KIND: line.period_kind,
        ColumnName.DEADLINE: line.deadline,
        ColumnName.RECIPIENT: line.recipient,
        ColumnName.NOTE: "",
    }


def _note(note: str, doubts: Sequence[str], place: str) -> str:
    doubtful = f"{MARK}{'; '.join(doubts)} ({place})" if doubts else ""
    return "; ".join(filter(None, (note, doubtful)))
