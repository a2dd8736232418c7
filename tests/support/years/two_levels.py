"""A province and its districts, played by plansheet and by the oracle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from support.years import differences, year_oracle
from support.years.levels import SentUp, province, sent_up
from support.years.office_desk import Desk
from support.years.plan_model import PlanModel
from support.years.playing import Clerks, described
from support.years.returned import Return
from support.years.spans import Span


@dataclass(frozen=True)
class Lower:
    """A district's plan, and what its communes send; once more where it is filled in again."""

    plan: PlanModel
    rounds: Sequence[Clerks]


@dataclass
class Levels:
    desk: Desk
    period: Span
    upper: PlanModel
    story: list[str]
    found: list[str]

    @property
    def as_of(self) -> date:
        return date(self.period.year, self.period.end.month, 28)

    def play(self, lower: Mapping[str, Lower]) -> None:
        """Every district merges into its template, the province merges what they send."""
        self.story += described(self.upper)
        plan = self.desk.read_plan(self.upper)
        templates = self.desk.issue(plan, self.period, None)
        sent: dict[str, SentUp] = {}
        back = self.desk.new("from_districts")
        back.mkdir()
        for district, one in lower.items():
            self.story += [f"-- {district}", *described(one.plan)]
            template = templates[district][0]
            for clerks in one.rounds:
                report, returns = self.communes(one.plan, clerks)
                template, problems = self.desk.merge_into(
                    one.plan, self.period, returns, self.as_of, template
                )
                sent[district] = sent_up(report, self.upper, district)
                codes = {str(problem["row_code"]) for problem in problems}
                for code in sorted(sent[district].mentioned - codes):
                    self.found.append(f"{district}: nothing is said about {code}")
            (back / templates[district][0].name).write_bytes(template.read_bytes())
        merged = self.desk.merge(plan, self.period, back, self.as_of, None)
        expected = province(self.upper, self.period, self.as_of, sent)
        self.found += differences.in_tasks(expected, merged)
        self.found += differences.in_indicators(expected, merged)

    def communes(self, plan: PlanModel, clerks: Clerks) -> tuple[year_oracle.Report, Path]:
        """What the communes of a district send, and what it comes to there."""
        issued = self.desk.issue(self.desk.read_plan(plan), self.period, None)
        returns = []
        for agency, (_, workbook) in issued.items():
            held = workbook.values()
            for typed in clerks(agency, held)[:1]:
                returns.append(Return(agency, held, typed))
                shown = {row[1]: differences.shown(cells) for row, cells in typed.items()}
                self.story.append(f"{agency} sends {shown or 'nothing filled in'}")
        folder, _ = self.desk.send(issued, returns, self.as_of)
        return year_oracle.merge(plan, self.period, self.as_of, returns), folder
