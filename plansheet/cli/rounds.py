"""What `merge` does about the plan itself: proposals, and the plan that comes of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from plansheet.cli import output, sentences
from plansheet.language.wording import Language
from plansheet.plan.rounds import Round
from plansheet.problems import InputError, PlanError, Problem, has_errors, in_order

if TYPE_CHECKING:
    from plansheet.consolidation.rounds import Proposal, RoundResult
    from plansheet.plan import Plan
    from plansheet.workbooks.remote import PathOrRemote


def merged_round(
    plan: Plan,
    of: Round,
    returns: PathOrRemote,
    as_of: datetime.date,
    workers: int,
    cache: bool,
    *,
    quiet: bool,
    lang: Language,
) -> RoundResult:
    """The returns of a round, with a bar of how far it is."""
    from plansheet.cycle import merge_round

    with output.progress(sentences.READING, lang, quiet=quiet) as bar:
        return merge_round(plan, of, returns, as_of, bar, workers=workers, cache=cache)


def refuse_in_round(**used: object) -> None:
    """Refuse the options that are about a period.

    Raises:
        InputError: one of them was given.
    """
    if names := [f"--{name}" for name, value in used.items() if value]:
        raise InputError("not-in-a-round", options=", ".join(names))


def merge_in_round(
    plan: Plan,
    of: Round,
    returns: PathOrRemote,
    path: PathOrRemote,
    as_of: datetime.date,
    decisions: PathOrRemote | None,
    workers: int,
    cache: bool,
    *,
    as_json: bool,
    lang: Language,
) -> int:
    """Merge a round into proposals or, with decisions about them, into the revised plan."""
    from plansheet.report.proposals import write_proposals

    result = merged_round(plan, of, returns, as_of, workers, cache, quiet=as_json, lang=lang)
    problems = list(result.all_problems)
    if decisions is None:
        write_proposals(result, path, lang=lang)
    else:
        problems += revise(plan, result.proposals, decisions, path, as_json=as_json, lang=lang)
    if as_json:
        written = {"report" if decisions is None else "plan": path}
        told = {"problems": [p.to_dict(lang) for p in in_order(problems)]}
        output.print_json({**result.summary(lang), **told, **written})
    else:
        output.print_problems((p for p in problems if p.severity == "error"), lang)
        output.print_round(result, lang)
        output.say_wrote(path, lang)
    return int(has_errors(problems))


def revise(
    plan: Plan,
    proposals: Sequence[Proposal],
    decisions: PathOrRemote,
    path: PathOrRemote,
    *,
    as_json: bool,
    lang: Language,
) -> list[Problem]:
    """Write the revised plan; what stops that is told cell by cell first."""
    from plansheet.cycle import write_revised

    try:
        problems = write_revised(plan, proposals, decisions, path, lang=lang)
    except PlanError as error:
        output.report_problems(error.problems, 1, as_json, lang)
        raise
    if not as_json:
        output.print_problems(problems, lang)
    return problems
