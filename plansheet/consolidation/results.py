"""What a consolidation is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from plansheet.forms import Forms
from plansheet.forms.names import ColumnName
from plansheet.forms.report_sheets import SOURCES
from plansheet.forms.values import Value, show
from plansheet.issuing.earlier_report import Decision, Punctuality
from plansheet.issuing.stamp import Coverage
from plansheet.language.wording import Words
from plansheet.plan.classes import Attainment, ConflictKind, ReturnState, TaskClass
from plansheet.plan.targets import Target
from plansheet.problems import LabelledCell, Place
from plansheet.returns import ReturnRow, Section
from plansheet.returns.check import CheckedReturn


@dataclass(frozen=True, slots=True)
class Received:
    """A return that was checked, and when it came."""

    checked: CheckedReturn
    received_at: datetime | None

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.checked.ret.file

    @property
    def agency(self) -> str:
        """The code of the sender, blank where it is not known."""
        return self.checked.ret.agency

    @property
    def is_usable(self) -> bool:
        """Whether anything can be used of it: it is neither refused nor blank."""
        return not (self.checked.ret.refused or self.checked.is_blank)


UNDECIDED: Final[Mapping[str, Decision]] = {}
"""What most rows have: one for all of them."""


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """One row that stands: what one agency says of one task or indicator.

    `values` are those that count; `section` and `returned` tell the cell of each, and are None
    where the agency sent none and the coordinator alone knows. Values that the coordinator decided
    are in `decisions` too. `earlier` names the earlier report that a task is done by, where nobody
    says anything of it any more.
    """

    form: str
    code: str
    agency: str
    values: Mapping[str, Value]
    section: Section | None = None
    returned: ReturnRow | None = None
    decisions: Mapping[str, Decision] = field(default_factory=lambda: UNDECIDED)
    earlier: str = ""

    @property
    def file(self) -> str:
        """The name of the return, or of the earlier report; blank where the row is in none."""
        return self.section.file if self.section else self.earlier

    @property
    def sheet(self) -> str:
        """The name of the sheet; blank where the row is in no file."""
        if self.earlier:
            return SOURCES
        return self.section.sheet if self.section else ""

    def coverage(self, column: str) -> Coverage | None:
        """How many of the sender's own agencies stand behind a figure, where that is not all."""
        if self.returned is None or column in self.decisions:
            return None
        return self.returned.coverage.get(column)

    def cell(self, column: str) -> str:
        """The A1 address of a column in this row; blank where the row is in no return."""
        return self.section.cell(self.returned, column) if self.section and self.returned else ""

    def sources(self, column: str) -> str:
        """The cell of a column, with a comma that which confirms it; blank as `cell` is."""
        if self.section is None or self.returned is None:
            return ""
        return self.section.sources(self.returned, column)

    def place(self, column: str) -> Place:
        """Where the value of a column stands: in the return, or where it was decided."""
        if column in self.decisions:
            return self.decisions[column].place
        return Place(self.file, self.sheet, self.cell(column))

    def at(self, forms: Forms, column: str) -> LabelledCell:
        """The cell of a column, to say what is wrong with its value."""
        header, value = forms.header(self.form, column), show(self.values.get(column))
        return LabelledCell(self.place(column), self.code, header, value)

    @property
    def written(self) -> Mapping[str, Value]:
        """What the agency itself wrote, whatever the coordinator decided."""
        if self.earlier:
            return self.values
        return self.returned.values if self.returned else {}

    @property
    def cells(self) -> str:
        """The range from the first to the last cell that gave a value, e.g. `I7:M7`.

        Where a figure that was filled in was confirmed, with a comma the cell that confirms it.
        """
        positions = self.section.columns if self.section else {}
        used = sorted(self.written, key=lambda name: positions.get(name, 0))
        if not used:
            return ""
        first, last = self.cell(used[0]), self.cell(used[-1])
        cells = first if first == last else f"{first}:{last}"
        is_confirmed = self.section and self.returned and self.returned.confirmed
        return f"{cells},{self.section.confirmation}" if self.section and is_confirmed else cells


def by_code(rows: Iterable[ReportedRow]) -> Mapping[str, list[ReportedRow]]:
    """The reported rows of each code, in the order given."""
    of_code: dict[str, list[ReportedRow]] = {}
    for row in rows:
        of_code.setdefault(row.code, []).append(row)
    return of_code


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value of a conflict: whose it is, where it stands, whether it is the one that counts.

    Blank where somebody left out what others give.
    """

    agency: str
    value: Value | None
    place: Place
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Several sources that say different things of one value, and what was decided.

    `agency` is blank where it is about a task as a whole. `decision` was applied; `outdated` was
    made about something that has changed since.
    """

    form: str
    code: str
    column: str
    kind: ConflictKind
    agency: str
    candidates: tuple[Candidate, ...]
    decision: Decision | None = None
    outdated: Decision | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others: row code, column, agency."""
        return (self.code, self.column, self.agency)

    def at(self, forms: Forms, candidate: Candidate) -> LabelledCell:
        """The cell of one candidate, to say what is wrong with its value."""
        header = forms.header(self.form, self.column)
        return LabelledCell(candidate.place, self.code, header, show(candidate.value))


@dataclass(frozen=True, slots=True)
class Source:
    """Where one value came from."""

    code: str
    column: str
    value: Value
    agency: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Change:
    """What moved since an earlier report: a class, an attainment or a figure."""

    code: str
    column: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class TaskOutcome:
    """What is known of one task: the status that counts, its class, n of N."""

    code: str
    values: Mapping[str, Value]
    due_date: date | None
    task_class: TaskClass
    reported: int
    expected: int
    rows: tuple[ReportedRow, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=lambda: UNDECIDED)
    by_agency: Mapping[str, TaskClass] = field(default_factory=dict)

    @property
    def done_before(self) -> tuple[ReportedRow, ...]:
        """What earlier reports have of those that say nothing of it any more."""
        return tuple(row for row in self.rows if row.earlier)


@dataclass(frozen=True, slots=True)
class AgencyResult:
    """What one reporting agency gave of an indicator, against the target that is its own."""

    target: Target | None
    judged: Decimal | None
    vs_plan: Decimal | None
    attainment: Attainment


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """The consolidated figures of one indicator, n of N, against its target.

    `operands` has by operand row (`<code>.tu` …) the sums that a ratio or mean was made of;
    `lacking` by column the agencies that did not give all that it takes. `reported` counts those
    that gave the cumulative figure; `judged` is the figure that was held against the target, and
    `judged_by` counts those that gave that. `coverage` has the agencies whose own figure is
    partial: they are lacking, although what they gave is used. `allocated` is the sum of what is
    allocated to those that gave the judged figure, where it was held against this and not against
    the target of the whole. `stretch` is the target that is striven for, held against the same
    figure where all gave it, `scenario` that of the period within the year. `by_agency` has every
    reporting agency.
    """

    code: str
    figures: Mapping[str, Decimal]
    target: str
    vs_plan: Decimal | None
    last_year: Decimal | None
    vs_last_year: Decimal | None
    attainment: Attainment
    reported: int
    expected: int
    rows: tuple[ReportedRow, ...] = ()
    operands: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    judged: Decimal | None = None
    judged_by: int = 0
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    allocated: Target | None = None
    scenario: str = ""
    scenario_attainment: Attainment = Attainment.UNKNOWN
    stretch: str = ""
    stretch_attainment: Attainment = Attainment.UNKNOWN
    by_agency: Mapping[str, AgencyResult] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """The agencies that `reported` does not count."""
        return self.lacking.get(ColumnName.CUMULATIVE, ())

    @property
    def shown(self) -> Mapping[str, Decimal]:
        """By column the figures that there are, that of last year included."""
        before = {} if self.last_year is None else {ColumnName.LAST_YEAR: self.last_year}
        return {**before, **self.figures}

    @property
    def partial(self) -> Mapping[str, tuple[str, ...]]:
        """By column the agencies that its figure lacks, where they are others than `missing`."""
        return {c: self.lacking[c] for c in self.shown if self.lacking[c] != self.missing}


@dataclass(frozen=True, slots=True)
class Receipt:
    """One file that came, or one agency that sent none."""

    agency: str
    file: str
    sha256: str
    state: ReturnState
    received_at: datetime | None
    days_late: int = 0
    errors: int = 0
    warnings: int = 0
    why: Words = ""
    punctuality: Punctuality = field(default_factory=Punctuality)
