"""Checked returns of a round → its result: who answered, and what they propose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar

from plansheet.consolidation import Receipt, Received, ReportedRow
from plansheet.consolidation.answering import answering, standing_of
from plansheet.consolidation.decisions import decide
from plansheet.consolidation.mended import refused_since
from plansheet.consolidation.receipts import Answered, Receipts
from plansheet.consolidation.rounds.proposals import Proposal, proposals
from plansheet.consolidation.standing import Standing
from plansheet.forms.choices import Opinion
from plansheet.forms.names import ColumnName
from plansheet.issuing import Assignments
from plansheet.issuing.earlier_report import Punctuality
from plansheet.issuing.rounds import prepare_round
from plansheet.language.wording import Language
from plansheet.plan import Plan
from plansheet.plan.classes import ReturnState
from plansheet.plan.rounds import Round, when_answered
from plansheet.problems import Problem, WithProblems, in_order


@dataclass(frozen=True)
class RoundResult(Answered, WithProblems):
    """The returns of a round merged.

    Attributes:
        plan: the plan as it is written.
        assigned: what was asked of whom.
        period: the round.
        as_of: the day of the consolidation.
        expected: the codes of the agencies that were asked.
        receipts: who sent what, and who sent nothing.
        proposals: each change that an agency asks for.
        agreed: by agency how many rows it agrees with.
        reported_rows: the rows of returns that stand.
        all_problems: everything that is wrong with the returns.
    """

    maker: ClassVar = "merge_round"

    plan: Plan = field(repr=False)
    assigned: Assignments = field(repr=False)
    period: Round
    as_of: date
    expected: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    proposals: tuple[Proposal, ...]
    agreed: Mapping[str, int] = field(default_factory=dict)
    reported_rows: tuple[ReportedRow, ...] = field(default=(), repr=False)
    all_problems: tuple[Problem, ...] = field(default=(), repr=False)
    deadline: date | None = None

    def summary(self, lang: Language = "vi") -> dict[str, Any]:
        """The counts that `merge --json` prints, without the path of what was written."""
        return {
            "round": self.period.value,
            "as_of": self.as_of.isoformat(),
            "expected": len(self.expected),
            "received": len(self.received),
            ReturnState.MISSING.value: self.missing,
            ReturnState.BLANK.value: self.blank,
            "proposals": len(self.proposals),
            "agreed": sum(self.agreed.values()),
            "problems": [p.to_dict(lang) for p in self.all_problems],
        }


def merge_round(
    plan: Plan, of: Round, received: Iterable[Received], as_of: date, noted: Sequence[Problem] = ()
) -> RoundResult:
    """Merge the checked returns of one round; files of anything else are refused here."""
    assigned = prepare_round(plan, of)
    files = answering(received, plan, of)
    standing = standing_of(files)
    expected = (*assigned.assignments, *(c for c in standing if c not in assigned.assignments))
    time = when_answered(plan, of)
    receipts, told = Receipts(plan, time, files, expected).all()
    problems = [
        *(p for one in standing.values() for p in one.problems),
        *refused_since(files),
        *decide(plan, standing, None, as_of).problems,
        *told,
        *noted,
    ]
    return RoundResult(
        plan=plan,
        assigned=assigned,
        period=of,
        as_of=as_of,
        expected=expected,
        receipts=tuple(replace(one, punctuality=Punctuality()) for one in receipts),
        proposals=proposals(plan, standing, of.value),
        agreed=_agreed(standing, of),
        reported_rows=tuple(_rows(standing, of)),
        all_problems=tuple(in_order(problems)),
    )


def _rows(standing: Mapping[str, Standing], of: Round) -> Iterator[ReportedRow]:
    for one in standing.values():
        yield from one.rows.get(of.value, {}).values()
        yield from (row for row in one.free if row.form == of)


def _agreed(standing: Mapping[str, Standing], of: Round) -> Mapping[str, int]:
    return Counter(
        code
        for code, one in standing.items()
        for row in one.rows.get(of.value, {}).values()
        if row.values.get(ColumnName.OPINION) == Opinion.AGREED
        and ColumnName.COMMENT not in row.values
    )
