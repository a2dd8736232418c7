"""The plan and the forms that a button works with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plansheet.addin import sentences
from plansheet.addin.settings import read_settings
from plansheet.forms.names import OWN_FORM_FILE
from plansheet.problems import InputError, PlanError

if TYPE_CHECKING:
    from plansheet.addin.excel import Excel
    from plansheet.forms import Forms
    from plansheet.plan import Plan


def forms_of(excel: Excel) -> Forms:
    """The packaged forms, or those that the user chose."""
    from plansheet.forms import load_forms

    return load_forms(schemas_of(excel))


def own_form_of(excel: Excel) -> Path | None:
    """The form of the office's own that was chosen in place of a folder of forms."""
    folder = read_settings(excel.data).forms
    return folder if folder is not None and is_own_form(folder) else None


def schemas_of(excel: Excel) -> Path | None:
    """The folder of forms; None for the packaged ones, as where a form of its own was chosen."""
    return None if own_form_of(excel) else read_settings(excel.data).forms


def is_own_form(folder: Path) -> bool:
    """Whether a folder is that of a form which was learnt."""
    return (folder / OWN_FORM_FILE).is_file()


def plan_of(excel: Excel, path: Path) -> Plan:
    """The plan; where it has errors they are listed, and `InputError` says so."""
    from plansheet.plan.workbook.reading import read_plan

    excel.say(sentences.READING_FILE.format(name=path.name))
    try:
        return read_plan(path, schemas_of(excel))
    except PlanError as error:
        excel.show_problems(error.problems, {path.name: path})
        raise InputError("addin-plan-has-errors", name=path.name) from error
