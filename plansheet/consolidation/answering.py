"""Which files answer what was asked, and what each agency says in all of its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plansheet.consolidation.mended import refused_since
from plansheet.consolidation.results import Received
from plansheet.consolidation.standing import Standing, in_order_received, stand
from plansheet.plan import Plan
from plansheet.plan.rounds import Occasion, when_answered
from plansheet.problems import Place, Problem, in_order, problem
from plansheet.returns.check import MISSING_REQUIRED
from plansheet.returns.not_asked import not_asked


def answering(received: Iterable[Received], plan: Plan, of: Occasion) -> list[Received]:
    """The files in the order in which they came, those refused that answer something else."""
    return [_of_occasion(file, plan, of) for file in in_order_received(received)]


def problems_that_stand(
    received: Iterable[Received], plan: Plan, of: Occasion | None = None
) -> list[Problem]:
    """The problems of files that were checked each on its own, as later files leave them.

    Files of anything else than `of` are refused; where it is None those of each period are
    held against each other.
    """
    by_period: dict[str, list[Received]] = {}
    for file in in_order_received(received):
        seen = _of_occasion(file, plan, of) if of else file
        by_period.setdefault("" if of else file.checked.ret.period, []).append(seen)
    found: list[Problem] = []
    for files in by_period.values():
        found += (p for s in standing_of(files).values() for p in s.problems)
        found += refused_since(files)
    return in_order(found)


def _of_occasion(file: Received, plan: Plan, of: Occasion) -> Received:
    """The file, refused where it answers something else, or its agency does not answer in this.

    Of one that is blank it is not said of each cell that it is blank.
    """
    ret = file.checked.ret
    if ret.refused:
        return file
    if file.checked.is_blank:
        said_already = (p for p in file.checked.problems if p.code != MISSING_REQUIRED)
        file = replace(file, checked=replace(file.checked, problems=tuple(said_already)))
    named = ret.named or ({ret.period: Place(ret.file)} if ret.period else {})
    if named and str(of) not in named:
        place, value = next(iter(named.values())), ", ".join(named)
        return _refused(file, (problem("wrong-period", place, value=value, expected=str(of)),))
    told = not_asked(
        plan, when_answered(plan, of), file.agency, file.name, file.checked.sections.values()
    )
    return _refused(file, (*ret.problems, *told)) if told else file


def _refused(file: Received, problems: tuple[Problem, ...]) -> Received:
    ret = replace(file.checked.ret, refused=True)
    return replace(file, checked=replace(file.checked, ret=ret, sections={}, problems=problems))


def standing_of(files: Iterable[Received]) -> dict[str, Standing]:
    """By agency the rows that stand of its files, given in the order they came."""
    accepted: dict[str, list[Received]] = {}
    for file in files:
        if file.is_usable:
            accepted.setdefault(file.agency, []).append(file)
    return {code: stand(code, of_agency) for code, of_agency in sorted(accepted.items())}
