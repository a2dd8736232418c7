"""A year played twice, by plansheet and by the oracle, period by period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

import plansheet
from support.years import differences, year_oracle
from support.years.office_desk import Desk
from support.years.plan_model import PlanModel
from support.years.returned import Decision, Return, Rows
from support.years.spans import Span, span
from support.years.year_oracle import Report

Clerks: TypeAlias = Callable[[str, Rows], Sequence[Rows]]
"""What an agency types into its workbook, by what it holds: once for each file that it sends."""
Coordinator: TypeAlias = Callable[[Report], Sequence[Decision]]


@dataclass(frozen=True)
class Closed:
    """A period that is over: its report, by the oracle and by plansheet."""

    report: Report
    path: Path
    named: frozenset[tuple[str, str | None]]
    """Rows and agencies of which a warning or an error says something."""


@dataclass
class Year:
    """`differences` of the periods so far; `story` is what happened, to be read with them."""

    desk: Desk
    closed: list[Closed] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    _plans: dict[PlanModel, plansheet.Plan] = field(default_factory=dict)

    def plan(self, model: PlanModel) -> plansheet.Plan:
        if model not in self._plans:
            self._plans[model] = self.desk.read_plan(model)
        return self._plans[model]

    def play(
        self,
        model: PlanModel,
        text: str,
        as_of: date,
        clerks: Clerks,
        decide: Coordinator = lambda report: (),
        previous: Closed | None = None,
        forgotten: bool = False,
    ) -> Closed:
        """One period: issue, fill in, merge, perhaps decide and merge again.

        `forgotten`: the coordinator issued without `previous`, and merges with it.
        """
        period, plan = span(text), self.plan(model)
        earlier, path = (previous.report, previous.path) if previous else (None, None)
        known = None if forgotten else previous
        of = f"{earlier.period.text if earlier else None}{', forgotten' if forgotten else ''}"
        self.story.append(f"== {text}, as of {as_of}, previous {of}")
        asked = year_oracle.issue(model, period, known.report if known else None)
        issued = self.desk.issue(plan, period, known.path if known else None)
        self.note(text, differences.in_issued(asked, {a: book for a, (_, book) in issued.items()}))
        returns = []
        for agency, (_, workbook) in issued.items():
            held = workbook.values()
            for typed in clerks(agency, held):
                returns.append(Return(agency, held, typed))
                said = {row[1]: differences.shown(cells) for row, cells in typed.items() if cells}
                self.story.append(f"{agency} sends {said or 'nothing filled in'}")
        folder, senders = self.desk.send(issued, returns, period.end - timedelta(20))
        report = year_oracle.merge(model, period, as_of, returns, earlier)
        merged = self.desk.merge(plan, period, folder, as_of, path)
        warned = [problem.code for problem in plan.problems]
        self.note(text, differences.in_merged(report, merged, senders, warned))
        decisions = decide(report)
        if decisions:
            self.story += [f"decided: {one}" for one in decisions]
            file = self.desk.decide(self.desk.report(merged), decisions)
            report = year_oracle.merge(model, period, as_of, returns, earlier, decisions)
            merged = self.desk.merge(plan, period, folder, as_of, path, file)
            found = differences.in_merged(report, merged, senders, warned)
            self.note(f"{text} decided", found)
        named = differences.named(merged, senders)
        self.closed.append(Closed(report, self.desk.report(merged), named))
        self.note(text, differences.in_report(report, self.closed[-1].path))
        return self.closed[-1]

    def note(self, where: str, found: object) -> None:
        assert not isinstance(found, str)
        self.differences += [f"{where}: {one}" for one in found]  # type: ignore[attr-defined]


def as_given(returns: Mapping[str, Sequence[Rows]]) -> Clerks:
    """Clerks who type what a table says; who is not in it sends nothing."""
    return lambda agency, held: returns.get(agency, ())


def described(plan: PlanModel) -> list[str]:
    """A plan in a few lines."""
    lines = [
        f"{a.code} {a.kind} {a.since or ''}..{a.until or ''} -> {','.join(a.heirs)}"
        for a in plan.agencies
    ]
    lines += [f"{t.code} {t.name!r} led by {t.leads}, due {t.due.text!r}" for t in plan.tasks]
    lines += [
        f"{i.code} {i.name!r} {i.unit} {i.rule} by {i.reporters}, "
        f"{[g.text for _, g in i.goals]} {i.direction}"
        for i in plan.indicators
    ]
    return lines


__all__ = ["Closed", "Span", "Year", "as_given", "described"]
