"""Whose form a file is: by its stamp, by the coordinator's word, by its head, by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from plansheet.language.text import match_key
from plansheet.own_forms.head import HeadAnswer, agencies_in, contradictions, periods_in
from plansheet.own_forms.model import OwnForm
from plansheet.own_forms.stamp import TOTAL_KIND, FormStamp, read_stamp
from plansheet.plan import Plan
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import phrases
from plansheet.returns import Return
from plansheet.returns.sender import contradicting, sender
from plansheet.workbooks.reading import Workbook

HeadAnswers = Mapping[str, list[HeadAnswer]]


def whose(
    workbook: Workbook, form: OwnForm, plan: Plan, answers: HeadAnswers, agency: str | None
) -> Return:
    """The file, its sender and period, and what speaks against them; refused where nobody knows.

    Args:
        answers: what the heads of its sheets say.
        agency: the coordinator's word, which counts where the file has no stamp.
    """
    ret = Return(workbook.file, workbook.sha256, workbook.modified, problems=_notes(workbook, form))
    stamp = read_stamp(workbook)
    if stamp is not None:
        return _stamped(ret, stamp, workbook, form, plan, answers)
    total = read_stamp(workbook, TOTAL_KIND)
    codes = agencies_in(answers, plan)
    code, source = (codes.pop() if len(codes) == 1 else ""), phrases.BY_TITLE
    if agency is not None or not code:
        code, source = sender(workbook, plan, agency)
    if not code:
        return _refused(ret, _unknown(ret.file, agency or ret.file))
    periods = periods_in(answers, plan)
    period = periods.pop() if len(periods) == 1 else ""
    if total is None:
        note = problem("no-stamp", Place(ret.file), value=code, source=source)
        ret = replace(ret, problems=(*ret.problems, note))
    ret = replace(ret, agency=code, period=total.period if total else period)
    return _contradicted(ret, workbook, form, plan, answers)


def _stamped(
    ret: Return,
    stamp: FormStamp,
    workbook: Workbook,
    form: OwnForm,
    plan: Plan,
    answers: HeadAnswers,
) -> Return:
    if stamp.plan != plan.id:
        place = Place(ret.file)
        return _refused(ret, problem("wrong-plan", place, value=stamp.plan, expected=plan.id))
    if plan.agency(stamp.agency) is None:
        return _refused(ret, _unknown(ret.file, stamp.agency))
    ret = replace(ret, agency=stamp.agency, period=stamp.period)
    if stamp.form != form.digest:
        stale = problem("stale-template", Place(ret.file), changed=phrases.CELLS_OF_FORM)
        ret = replace(ret, problems=(*ret.problems, stale))
    return _contradicted(ret, workbook, form, plan, answers)


def _contradicted(
    ret: Return, workbook: Workbook, form: OwnForm, plan: Plan, answers: HeadAnswers
) -> Return:
    """The return, with what in it says that it is another's, but for what was issued so."""
    said = list(contradictions(answers, plan, ret.agency, ret.period))
    told = {found.cell for found in said}
    for other in contradicting(workbook, plan, ret.agency):
        text = match_key(other.value or "")
        if other.cell not in told and all(text not in grid.texts for grid in form.grids.values()):
            said.append(other)
    is_other = any(found.code == "sender-contradicted" for found in said)
    return replace(ret, contradicted=is_other, problems=(*ret.problems, *said))


def _notes(workbook: Workbook, form: OwnForm) -> tuple[Problem, ...]:
    """What the reader says of the file, but for what it would say of the blank workbook too."""
    known = {(p.code, p.sheet, p.cell, p.value) for p in form.blank.notes}
    return tuple(p for p in workbook.notes if (p.code, p.sheet, p.cell, p.value) not in known)


def _refused(ret: Return, reason: Problem) -> Return:
    return replace(ret, problems=(*ret.problems, reason), refused=True)


def _unknown(file: str, value: str) -> Problem:
    place, advice = Place(file), phrases.NAME_SENDER
    return problem("unknown-agency", place, value=value, nearest="", advice=advice)
