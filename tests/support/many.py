"""A plan of many agencies and what they report, made without a file: to see how work grows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from plansheet import Plan, load_forms
from plansheet.consolidation import Consolidation, Received, consolidate
from plansheet.consolidation.receipts import once_each
from plansheet.forms.choices import Aggregation, Status
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import Value
from plansheet.issuing import PeriodAssignments, prepare
from plansheet.issuing.asked_rows import IssuedRow
from plansheet.plan import Indicator, Task
from plansheet.plan.agencies import Agency
from plansheet.plan.periods import parse_due
from plansheet.returns import Return, ReturnRow, Section
from plansheet.returns.check import CheckedReturn

_AS_OF, _YEAR, _PERIOD = date(2026, 6, 20), 2026, "2026-Q2"


@dataclass(frozen=True)
class Crowd:
    """What a period asks of many agencies, and the checked files that came."""

    assigned: PeriodAssignments
    received: tuple[Received, ...]

    def consolidated(self) -> Consolidation:
        """The files merged, each once."""
        received, _ = once_each(self.received)
        return consolidate(self.assigned, received, _AS_OF)


def crowd(
    agencies: int,
    own: int,
    shared: int,
    indicators: int,
    code_of: Callable[[str], str] = str,
    *,
    agree: bool = True,
) -> Crowd:
    """So many agencies, each with tasks of its own, and tasks and sums that are asked of all.

    Of the shared tasks every other one is led by all; the rest are led by one and coordinated by
    all, who say the same, or in part where they do not `agree`.
    Every tenth agency sends a file that is refused, and then nothing; every eleventh a refused one
    before that which is used.
    """
    codes = tuple(code_of(f"CQ{n:04}") for n in range(agencies))
    everybody = frozenset(codes)
    due = parse_due("Quý II/2026", _YEAR)
    tasks = [Task(f"NV.{c}.{n}", f"Việc {n}", due, leads=(c,)) for c in codes for n in range(own)]
    for n in range(shared):
        if n % 2 == 0:
            tasks.append(Task(f"NC{n}", "Việc chung", due, leads=codes, group_leads=everybody))
        else:
            tasks.append(
                Task(f"NC{n}", "Việc chung", due, leads=codes[1:2], coordinators=codes[2:])
            )
    sums = tuple(
        Indicator(f"CT{n}", "Diện tích", "ha", aggregation=Aggregation.SUM, reporters=codes)
        for n in range(indicators)
    )
    plan = Plan(
        id="DONG-2026",
        title="Kế hoạch của nhiều cơ quan",
        years=(_YEAR,),
        forms=load_forms(),
        agencies=tuple(Agency(code, f"Cơ quan {code}") for code in codes),
        indicators=sums,
        tasks=tuple(tasks),
    )
    assigned = prepare(plan, _PERIOD)
    received = []
    for n, code in enumerate(codes):
        if n % 10 == 0 or n % 11 == 0:
            received.append(_refused(code))
        if n % 10:
            received.append(_filled(assigned, code, n, agree))
    return Crowd(assigned, tuple(received))


def _refused(code: str) -> Received:
    ret = Return(f"{code}-1.xlsx", f"x{code}", agency=code, period=_PERIOD, refused=True)
    return Received(CheckedReturn(ret), datetime(2026, 6, 1))


def _filled(assigned: PeriodAssignments, code: str, n: int, agree: bool) -> Received:
    """A file in which an agency says something of all that it is asked."""
    file = f"{code}.xlsx"
    sections = {}
    for form, rows in assigned.assignments[code].rows.items():
        inputs = [c.name for c in assigned.plan.forms[form].inputs]
        sections[form] = Section(
            form,
            file,
            assigned.plan.forms[form].sheet,
            {name: at for at, name in enumerate(inputs)},
            tuple(ReturnRow(r.code, 6 + at, _said(form, r, n, agree)) for at, r in enumerate(rows)),
        )
    ret = Return(file, f"y{code}", agency=code, period=_PERIOD, sections=sections)
    return Received(CheckedReturn(ret, sections), datetime(2026, 6, 1 + n % 28))


def _said(form: str, row: IssuedRow, n: int, agree: bool) -> dict[str, Value]:
    if agree and (form == FormName.COORDINATION_REPORT or row.code.startswith("NC")):
        n = 1
    if form in (FormName.TASK_REPORT, FormName.COORDINATION_REPORT):
        status = (Status.UNDER_WAY, Status.DONE)[n % 2]
        day = date(2026, 5, 1 + n % 28)
        done: dict[str, Value] = {ColumnName.DOCUMENT_NO: f"{n}/BC", ColumnName.DOCUMENT_DATE: day}
        own: dict[str, Value] = {ColumnName.STATUS: status.value}
        return {**own, **done} if status == Status.DONE else own
    if form == FormName.INDICATOR_REPORT:
        figure = Decimal(1000 + n % 500)
        return {ColumnName.ACTUAL: figure, ColumnName.CUMULATIVE: figure * 2}
    return {}
