"""Who sent what and when, who sent nothing, and how that has been over the periods."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from plansheet.consolidation.results import Receipt, Received
from plansheet.consolidation.standing import in_order_received
from plansheet.forms.values import show
from plansheet.issuing.earlier_report import EarlierReport, Punctuality
from plansheet.language.wording import Words
from plansheet.plan import Plan
from plansheet.plan.classes import ACCEPTED, ReturnState
from plansheet.plan.periods import Period
from plansheet.problems import Place, Problem, problem
from plansheet.returns.not_asked import AGENCY_ENDED, AGENCY_NOT_BEGUN
from plansheet.returns.not_returns import NOT_RETURNS

_REASONS: Final = frozenset((AGENCY_ENDED, AGENCY_NOT_BEGUN, *NOT_RETURNS))


def _is_reason(found: Problem) -> bool:
    """Whether a problem says why a file that was refused is not used."""
    return found.severity == "error" or found.code in _REASONS


def once_each(received: Sequence[Received]) -> tuple[list[Received], list[Problem]]:
    """The files without those of which the same agency's very bytes came before, and their names.

    A file that could not be read has no digest: it is kept.
    """
    kept: dict[tuple[str, str], Received] = {}
    problems = []
    for file in in_order_received(received):
        digest = file.checked.ret.sha256
        first = kept.setdefault((file.agency, digest or file.name), file)
        if first is not file:
            place = Place(file.name)
            problems.append(problem("same-file", place, value=file.name, other=first.name))
    return list(kept.values()), problems


def _state(file: Received, *, is_late: bool) -> ReturnState:
    if file.checked.ret.refused:
        return ReturnState.REFUSED
    if file.checked.is_blank:
        return ReturnState.BLANK
    return ReturnState.LATE if is_late else ReturnState.ON_TIME


class Answered:
    """Who of those that were asked has sent something that can be used."""

    expected: tuple[str, ...]
    receipts: tuple[Receipt, ...]

    @property
    def missing(self) -> list[str]:
        """The codes of the agencies that have not reported: they sent nothing that can be used."""
        came = {*self.on_time, *self.late}
        return [code for code in self.expected if code not in came]

    @property
    def blank(self) -> list[str]:
        """The codes of those of the missing that sent a workbook, and nothing in it."""
        missing = set(self.missing)
        return [code for code in self._agencies(ReturnState.BLANK) if code in missing]

    @property
    def received(self) -> list[str]:
        """The codes of the agencies that have reported: all that are expected but the missing."""
        missing = set(self.missing)
        return [code for code in self.expected if code not in missing]

    @property
    def on_time(self) -> list[str]:
        """The codes of the agencies of whom some file came in time."""
        return self._agencies(ReturnState.ON_TIME)

    @property
    def late(self) -> list[str]:
        """The codes of the agencies whose every file came late."""
        on_time = set(self.on_time)
        return [code for code in self._agencies(ReturnState.LATE) if code not in on_time]

    def _agencies(self, state: ReturnState) -> list[str]:
        return list(dict.fromkeys(r.agency for r in self.receipts if r.state == state))


@dataclass(frozen=True, slots=True)
class Receipts:
    """Makes one receipt for each file and for each agency that sent none."""

    plan: Plan
    period: Period
    files: Sequence[Received]
    expected: Sequence[str]
    deadline: date | None = None
    earlier: EarlierReport | None = None

    def all(self) -> tuple[list[Receipt], list[Problem]]:
        """The receipts in the order of the expected agencies, and what to say of them."""
        receipts = [self._receipt(file) for file in self.files]
        answered = {r.agency for r in receipts if r.state in (*ACCEPTED, ReturnState.BLANK)}
        receipts += [
            Receipt(code, "", "", ReturnState.MISSING, None)
            for code in self.expected
            if code not in answered
        ]
        order = {code: position for position, code in enumerate(self.expected)}
        states: dict[str, set[ReturnState]] = {}
        for r in receipts:
            states.setdefault(r.agency, set()).add(r.state)
        punctuality = {
            agency: self._punctuality(agency, of_agency, is_expected=agency in order)
            for agency, of_agency in states.items()
        }
        receipts = [replace(r, punctuality=punctuality[r.agency]) for r in receipts]
        receipts.sort(key=lambda r: (order.get(r.agency, len(order)), r.agency, r.file, r.sha256))
        problems = [
            self._missing(r)
            for r in receipts
            if r.state == ReturnState.MISSING
            and not self.plan.is_without_heir(r.agency, self.period)
        ]
        problems += [self._late(r) for r in receipts if r.state == ReturnState.LATE]
        return receipts, problems

    def _punctuality(
        self, agency: str, states: Set[ReturnState], *, is_expected: bool
    ) -> Punctuality:
        """This period added to the agency's record in the earlier report, if that was earlier."""
        before = Punctuality()
        if self.earlier is not None and self.earlier.period < self.period:
            before = self.earlier.punctuality.get(agency, before)
        return Punctuality(
            before.expected + is_expected,
            before.received + (not states.isdisjoint(ACCEPTED)),
            before.on_time + (ReturnState.ON_TIME in states),
        )

    def _receipt(self, file: Received) -> Receipt:
        problems = file.checked.problems
        refused = file.checked.ret.refused
        days = self._days_late(file)
        why: Words = next((p.wording for p in reversed(problems) if _is_reason(p)), "")
        return Receipt(
            agency=file.agency,
            file=file.name,
            sha256=file.checked.ret.sha256,
            state=_state(file, is_late=bool(days)),
            received_at=file.received_at,
            days_late=days,
            errors=sum(p.severity == "error" for p in problems),
            warnings=sum(p.severity == "warning" for p in problems),
            why=why if refused else "",
        )

    def _days_late(self, file: Received) -> int:
        if self.deadline is None or file.received_at is None:
            return 0
        return max(0, (file.received_at.date() - self.deadline).days)

    def _late(self, receipt: Receipt) -> Problem:
        assert receipt.received_at is not None
        return problem(
            "late-return",
            Place(receipt.file),
            value=show(receipt.received_at.date()),
            agency=self.plan.agency_name(receipt.agency),
            deadline=show(self.deadline),
            days=str(receipt.days_late),
        )

    def _missing(self, receipt: Receipt) -> Problem:
        name = self.plan.agency_name(receipt.agency)
        missing = problem("missing-return", Place(), value=receipt.agency, agency=name)
        return missing.sent_by(receipt.agency)
