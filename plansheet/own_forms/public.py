"""Reading and validating for scripts: returns of a plan's own templates, or of a form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import overload

from plansheet import returns
from plansheet.own_forms.files import read_file, the_form
from plansheet.own_forms.model import OwnForm
from plansheet.own_forms.own_rows import own_checked_form
from plansheet.own_forms.returned import FormReturn
from plansheet.plan import Plan
from plansheet.plan.periods import typed_day
from plansheet.problems import Problems, existing_file, expect, in_order
from plansheet.returns import Return, check
from plansheet.returns.own_checks import OwnCheck


@overload
def read_return(
    path: Path | str,
    plan: Plan,
    *,
    agency: str | None = None,
    name: str = "",
    form: None = None,
) -> Return: ...


@overload
def read_return(
    path: Path | str,
    plan: Plan,
    *,
    agency: str | None = None,
    name: str = "",
    form: OwnForm | Path | str,
) -> FormReturn: ...


def read_return(
    path: Path | str,
    plan: Plan,
    *,
    agency: str | None = None,
    name: str = "",
    form: OwnForm | Path | str | None = None,
) -> Return | FormReturn:
    """Read a filled-in workbook. Bad content never raises: it is in `problems`.

    Args:
        path: an .xlsx, .xlsm, .xlsb, .xls or .ods file.
        plan: the plan that it reports on.
        agency: the code of the sender where the file has no stamp.
        name: what messages call the file; its own name where blank.
        form: the form of the office's own that it is, or the folder of that.

    Returns:
        What came back, cell by cell, before any value is judged: `validate` does that. With a form
        its cells, held against the form already.

    Raises:
        InputError: there is no such file.
        FormError: the form cannot be used.
        ArgumentError: `plan` is no plan.
    """
    if form is None:
        return returns.read_return(path, plan, agency=agency, name=name)
    expect(plan, Plan)
    return read_file(existing_file(path), the_form(form), plan, agency, name)


def validate(
    ret: Return | FormReturn,
    plan: Plan,
    as_of: date | str,
    checks: Sequence[OwnCheck] = (),
    *,
    form: OwnForm | Path | str | None = None,  # noqa: ARG001 - said where the return was read
) -> Problems:
    """Everything that is wrong with a return.

    Args:
        ret: from `read_return`.
        plan: the plan that it reports on.
        as_of: the day of the consolidation (a text: "2021-06-30"): a document dated later does not
            exist yet.
        checks: functions of one's own: `fn(rows, plan, as_of)` yields `Problem.own(…)`; the rows
            are those of the return, by column (`row["status"]`), with `row.place("status")`.
        form: the form that it was read as, where it was read as one.

    Returns:
        The problems of reading and of checking, sorted by file, sheet, row and column.

    Raises:
        ArgumentError: `ret` is no return, or `plan` no plan.
        InputError: `as_of` is no day.
        CheckError: a function of `checks` failed.
    """
    if isinstance(ret, FormReturn):
        return in_order(own_checked_form(ret, checks, plan, typed_day(as_of)).problems)
    return check.validate(ret, plan, as_of, checks)
