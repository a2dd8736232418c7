"""What workers do with one workbook: it is read as a return and held against its form.

Nothing else is imported here: each worker begins with this.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from plansheet.plan import Plan
from plansheet.plan.rounds import Round
from plansheet.plan.workbook.digest import plan_digest
from plansheet.returns.check import CheckedReturn, check_return
from plansheet.returns.model import NO_LOCKED, NONE, Section
from plansheet.returns.reading import interpret
from plansheet.workbooks.reading.model import Workbook


def check_workbook(
    workbook: Workbook,
    plan: Plan,
    as_of: date,
    agency: str | None = None,
    of: Round | None = None,
    *,
    whole: bool = True,
) -> CheckedReturn:
    """A return as it is read and held against its form; runs in the workers.

    Args:
        workbook: as the reader gives it.
        plan: the plan that it reports on.
        as_of: the day of the consolidation.
        agency: the code of the sender where the file has no stamp.
        of: the round that it is of where the file has no stamp.
        whole: whether its rows keep what their locked cells were issued with, as checks of a
            user's own see it.

    Returns:
        The usable rows and every problem; without what was read on the way, so that little goes
        back to the parent process.
    """
    checked = check_return(interpret(workbook, plan, agency=agency, of=of), plan, as_of)
    sections = {name: _light(of, whole=whole) for name, of in checked.sections.items()}
    return replace(checked, ret=replace(checked.ret, sections={}, stamp=None), sections=sections)


def _light(section: Section, *, whole: bool) -> Section:
    """The section without what only the account of its file and marked copies of it take."""
    return replace(section, codes=NONE, locked=section.locked if whole else NO_LOCKED)


@dataclass(frozen=True)
class Checking:
    """`check_workbook` with all that it needs but the workbook, for the workers."""

    plan: Plan
    as_of: date
    agency: str | None = None
    of: Round | None = None
    whole: bool = True

    def __call__(self, workbook: Workbook) -> CheckedReturn:
        """A return as it is read and held against its form."""
        return check_workbook(
            workbook, self.plan, self.as_of, self.agency, self.of, whole=self.whole
        )

    def holds(self, checked: CheckedReturn) -> bool:
        """Whether what came of a file on whatever day is what would come of it."""
        first, last = checked.days
        return first <= self.as_of <= last


def checking(
    plan: Plan,
    as_of: date,
    agency: str | None = None,
    of: Round | None = None,
    *,
    whole: bool = True,
) -> Checking:
    """What checks workbooks; the plan's digest goes with it, which takes long."""
    plan_digest(plan)
    return Checking(plan, as_of, agency, of, whole)
