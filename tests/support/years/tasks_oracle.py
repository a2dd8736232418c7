"""What stands of each task in a period.

The design's "Task classes", "Several leads", "Recurring tasks", "Done stays done"; how it is read
where it leaves something open stands in `tests/support/years/__init__.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from support.years.plan_model import Answering, PlanModel, Task
from support.years.returned import DONE, TASK, UNCLEAR, Cell, Decision, Found, Received, Row
from support.years.spans import Span, Turn

T = TypeVar("T")

ON_TIME, LATE = "done_on_time", "done_late"
IN_TIME, OVERDUE, UNDATED = "open_in_time", "open_overdue", "no_due_date"
SILENT = "not_reported"
SHOWN = (ON_TIME, LATE, IN_TIME, OVERDUE, UNDATED, SILENT)
ADVANCE = ("Chưa triển khai", "Tạm dừng", "Đang thực hiện", DONE)
"""From the least advanced on. Where a pause stands is not said."""

CONFLICT, TAKEN_BACK = "lead-conflict", "history-changed"


@dataclass(frozen=True)
class Said:
    """What one lead says of a task, after errors have blanked what they blank."""

    status: str
    progress: Decimal | None = None
    document_no: str | None = None
    document_date: date | None = None


@dataclass(frozen=True)
class Outcome:
    """A row of `merged.tasks`, each lead's own class, and what later periods start from."""

    name: str
    turn: Turn
    cls: object
    own: Mapping[str, object]
    done: Mapping[str, date]
    """Leads that are done, and since when; of named leads all or none: they share one outcome."""
    said: tuple[str, ...] = ()
    """What leads say the status is."""
    status: object = None
    progress: object = None
    document_no: object = None
    document_date: object = None
    reported: object = 0
    expected: frozenset[int] = frozenset({0})
    problems: frozenset[Found] = frozenset()
    possible: frozenset[Found] = frozenset()
    """Problems of which the design does not say whether they are there."""


@dataclass(frozen=True)
class Judge:
    """One task in one period."""

    plan: PlanModel
    task: Task
    period: Span
    as_of: date
    spoke: Mapping[str, Said]
    before: Mapping[str, date]
    """Leads that are done when the period begins, and since when."""
    settled: str | None = None
    """The status that the coordinator chose among those of the leads."""
    decided: frozenset[str] = frozenset()
    """Leads in whose place the coordinator spoke."""

    @property
    def who(self) -> Answering:
        return self.plan.answering(self.task.leads, self.period.end)

    @property
    def turn(self) -> Turn:
        return self.task.due.turn(self.period)

    def done_on(self, said: Said) -> date | None:
        """ "Done is judged by document_date (by as_of where it is unusable)"."""
        day = said.document_date or self.as_of
        return day if said.status == DONE and self.turn.holds(day) else None

    def classify(self, done_on: date | None) -> str:
        due = self.turn.due
        if done_on is not None:
            return LATE if due and done_on > due else ON_TIME
        if due is None:
            return UNDATED
        return OVERDUE if due < self.as_of else IN_TIME

    def outcome(self) -> Outcome:
        nothing = Outcome(
            self.task.name,
            self.turn,
            SILENT,
            {agency: self.own(agency) for agency in self.who.everybody},
            self.before,
            tuple(sorted({said.status for said in self.spoke.values()})),
            expected=self.who.expected,
        )
        found = self.of_group(nothing) if self.task.by_group else self.of_named(nothing)
        back = {
            (TAKEN_BACK, self.task.code, agency)
            for agency, said in self.spoke.items()
            if said.status != DONE and agency in self.before and agency not in self.decided
        }
        everybody = (None, *self.before) if self.before else ()
        possible = {(c, self.task.code, a) for c in (TAKEN_BACK, CONFLICT) for a in everybody}
        return replace(
            found, problems=found.problems | back, possible=found.possible | frozenset(possible)
        )

    def own(self, agency: str) -> str:
        """ "Everywhere that an agency is named, its own class counts"."""
        if agency in self.spoke:
            return self.classify(self.done_on(self.spoke[agency]))
        return self.classify(self.before[agency]) if agency in self.before else SILENT

    def of_named(self, nothing: Outcome) -> Outcome:
        """Individually named leads share one outcome; the least advanced counts."""
        if not self.spoke and self.before:
            found = self.stays(nothing, self.classify(max(self.before.values())))
            return found if len(found.own) < 2 else replace(found, own=self.uncredited(found.own))
        if not self.spoke:
            return nothing
        counted, own = list(self.spoke.values()), dict(nothing.own)
        if self.settled is not None:
            counted = [said for said in counted if said.status == self.settled]
            own |= {a: UNCLEAR for a, said in self.spoke.items() if said not in counted}
            counted = counted or [Said(self.settled)]
        least = least_advanced(counted)
        dates = [self.done_on(said) for said in least]
        since = max([day for day in dates if day], default=None) if None not in dates else None
        silent = set(self.who.everybody) - set(self.spoke)
        conflict = frozenset({(CONFLICT, self.task.code, None)})
        differ = (
            len(least) < len(counted)
            or len({said.progress for said in least} - {None}) > 1
            or len({self.classify(day) for day in dates}) > 1
        )
        found = replace(
            nothing,
            cls=self.classify(since),
            own=self.uncredited(own),
            done={a: self.since(a, since) for a in self.who.everybody} if since else {},
            status=least[0].status,
            progress=together([said.progress for said in least], min),
            document_no=together([said.document_no for said in least]),
            document_date=together([said.document_date for said in least]),
            reported=len(self.spoke),
            problems=conflict if differ else frozenset(),
            possible=conflict if len({*least}) > 1 else frozenset(),
        )
        return self.stays(found, found.cls) if self.before and silent else found

    def uncredited(self, own: Mapping[str, object]) -> dict[str, object]:
        """Which of several leads had done it before is not kept: of a silent one it is open."""
        return {a: UNCLEAR if self.before and a not in self.spoke else c for a, c in own.items()}

    def since(self, agency: str, shared: date) -> date:
        """Since when a lead of a task that is done has done it."""
        own = self.done_on(self.spoke[agency]) if agency in self.spoke else None
        return own or shared

    def of_group(self, nothing: Outcome) -> Outcome:
        """A group is one obligation a member; a silent member counts as not done."""
        classes = set(nothing.own.values())
        done = {
            agency: since
            for agency in self.who.everybody
            if (
                since := self.done_on(self.spoke[agency])
                if agency in self.spoke
                else self.before.get(agency)
            )
        }
        if classes <= {SILENT}:
            return nothing
        cls: object
        if not classes <= {ON_TIME, LATE}:
            cls = self.classify(None)
        elif len(self.who.expected) > 1:
            cls = UNCLEAR
        else:
            cls = LATE if LATE in classes else ON_TIME
        if not self.spoke and len(done) == len(self.who.everybody):
            return self.stays(nothing, cls)
        found = replace(self.stays(nothing, cls), done=done)
        return found if self.before else replace(found, reported=len(self.spoke))

    def stays(self, nothing: Outcome, cls: object) -> Outcome:
        """Done earlier, or a group: what the other cells show is not said."""
        return replace(
            nothing,
            cls=cls,
            status=UNCLEAR,
            progress=UNCLEAR,
            document_no=UNCLEAR,
            document_date=UNCLEAR,
            reported=UNCLEAR,
        )


def least_advanced(said: Sequence[Said]) -> list[Said]:
    """Those that count until it is decided."""
    lowest = min((one.status for one in said), key=ADVANCE.index)
    return [one for one in said if one.status == lowest]


def together(values: Sequence[T | None], choose: Callable[[list[T]], T] | None = None) -> object:
    """One value of several leads; left open where one gives none, or there are two documents."""
    given = [value for value in values if value is not None]
    if not given:
        return None
    if len(given) < len(values) or (choose is None and len({*given}) > 1):
        return UNCLEAR
    return choose(given) if choose else given[0]


def done_before(
    plan: PlanModel, task: Task, period: Span, earlier: Outcome | None
) -> dict[str, date]:
    """Leads whose work stands as done when the period begins.

    A code that now has another name is another task; a recurring task's next turn begins open. An
    heir is done where everybody whose place it takes was.
    """
    if earlier is None or earlier.name != task.name:
        return {}
    if task.due.recurring and earlier.turn != task.due.turn(period):
        return {}
    found = {}
    for agency in plan.answering(task.leads, period.end).everybody:
        took = plan.line(agency, period.end) & set(earlier.own)
        if task.by_group and not (took and took <= set(earlier.done)):
            continue
        if since := [earlier.done[one] for one in took if one in earlier.done]:
            found[agency] = max(since)
    return found


def said_in(cells: Mapping[str, Cell], as_of: date) -> Said | None:
    """What a row says; "an error in a cell blanks that value"."""
    status, progress = cells.get("status"), cells.get("progress")
    day, number = cells.get("document_date"), cells.get("document_no")
    if not isinstance(status, str):
        return None
    wanted = {DONE: Decimal(100), "Chưa triển khai": Decimal(0)}.get(status)
    if wanted is not None and progress != wanted:
        progress = None
    return Said(
        status,
        progress if isinstance(progress, Decimal) else None,
        number if isinstance(number, str) else None,
        day if isinstance(day, date) and day <= as_of else None,
    )


def usable(row: Row, cells: Mapping[str, Cell], as_of: date) -> Mapping[str, Cell]:
    """A row without what is wrong in it."""
    if row[0] != TASK:
        return cells
    said = said_in(cells, as_of)
    return vars(said) if said else {}


def speaking(
    task: Task, who: Answering, received: Received, decisions: Sequence[Decision], as_of: date
) -> dict[str, Said]:
    """What each lead says in this period, in a return or by a decision in its place."""
    spoke = {}
    for agency in who.everybody:
        row = (TASK, task.code)
        standing = received.standing(agency, row) if agency in who.agencies else None
        said = said_in(standing.holds(row), as_of) if standing else None
        said = decided(said, [d for d in decisions if (d.code, d.agency) == (task.code, agency)])
        if said is not None:
            spoke[agency] = said
    return spoke


def decided(said: Said | None, decisions: Sequence[Decision]) -> Said | None:
    """A lead's row after the coordinator's decisions; of what is overruled nothing stays."""
    values = {one.column: one.value for one in decisions}
    status, day = values.get("status"), values.get("document_date")
    if isinstance(status, str) and (said is None or said.status != status):
        said = Said(status)
    if said is not None and isinstance(day, date):
        said = replace(said, document_date=day)
    return said
