"""What the coordinator decided about proposals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from plansheet.consolidation.rounds.proposals import Proposal
from plansheet.forms import Column
from plansheet.forms.choices import ACCEPT, REJECT
from plansheet.forms.names import FormName, ReportColumn
from plansheet.language.text import header_key, match_key
from plansheet.language.wording import joined_words, spellings
from plansheet.plan import Plan
from plansheet.problems import LabelledCell, Problem

_ACCEPTED: Final = frozenset(map(match_key, (*spellings(ACCEPT), "x", "v", "✓", "đồng ý")))
_REJECTED: Final = frozenset(map(match_key, (*spellings(REJECT), "không chấp nhận")))


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A row of `Đề xuất` in which somebody decided something.

    `agency`, `title` and `value` say which proposal it is about, as they stand there; a row
    without agency and value is the coordinator's own. `at` gives the cell of a column.
    """

    code: str
    agency: str
    title: str
    value: str
    decision: str
    reason: str
    at: Callable[[str], LabelledCell] = field(compare=False)

    def chosen(self, value: str) -> str | None:
        """What is to be written where `value` was proposed; None where nothing is."""
        word = match_key(self.decision)
        if word in _REJECTED:
            return None
        return value if word in _ACCEPTED else self.decision


@dataclass(frozen=True, slots=True)
class DecidedProposals:
    """The decisions that are about proposals of today, and what is wrong with the others."""

    rows: Mapping[Proposal, DecisionRow] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def decide(plan: Plan, found: Sequence[Proposal], rows: Iterable[DecisionRow]) -> DecidedProposals:
    """Match decisions with the proposals that they are about.

    A decision about what nobody proposes any more is a warning at its cell, and is not used.
    """
    known = {
        _key(plan, one.code, one.agency, title, value): one
        for one in found
        for title in spellings(one.title)
        for value in spellings(term_of(plan, one, one.value))
    }
    decided: dict[Proposal, DecisionRow] = {}
    problems: list[Problem] = []
    for row in rows:
        one = known.get(_key(plan, row.code, row.agency, row.title, row.value))
        if one is None and not row.agency and not row.value:
            one = _own(plan, row, problems)
        elif one is None:
            problems.append(row.at(ReportColumn.DECISION).problem("decision-outdated"))
        if one is not None:
            decided[one] = row
    return DecidedProposals(decided, tuple(problems))


def term_of(plan: Plan, one: Proposal, value: str) -> str:
    """A value of a proposal as the choice that it is, where its column has choices."""
    column = plan.forms[one.form].by_name.get(one.column)
    return column.term(value) if column else value


def _key(plan: Plan, code: str, agency: str, title: str, value: str) -> tuple[str, ...]:
    body = plan.agency(agency) or (plan.resolve_agency(agency) if agency else None)
    who = body.code if body else match_key(agency)
    return match_key(code), who, header_key(title), match_key(value)


def _own(plan: Plan, row: DecisionRow, problems: list[Problem]) -> Proposal | None:
    """A change of the coordinator's own: the row of the plan, its column, what it shall say."""
    code = next((c for c in plan.tasks_by_code if match_key(c) == match_key(row.code)), "")
    form = FormName.TASKS if code else FormName.INDICATORS
    code = code or next(
        (c for c in plan.indicators_by_code if match_key(c) == match_key(row.code)), ""
    )
    years = {c.name: plan.years for c in plan.forms[form].columns if c.repeat}
    columns: Mapping[str, Column] = plan.forms[form].expanded(years).by_header
    column = columns.get(header_key(row.title))
    if not code:
        problems.append(row.at(ReportColumn.CODE).problem("unknown-code"))
    elif column is None:
        titles = dict.fromkeys(c.title for c in columns.values())
        choices = joined_words(" · ", titles)
        problems.append(row.at(ReportColumn.COLUMN).problem("not-in-list", choices=choices))
    else:
        place = row.at(ReportColumn.DECISION).place
        return Proposal(form, code, "", column.name, column.title, "", row.decision, place)
    return None
