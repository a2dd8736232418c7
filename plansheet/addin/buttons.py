"""The work of each button: take plan and answers from Excel, call plansheet, show the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plansheet.addin import sentences
from plansheet.addin.excel import Excel
from plansheet.addin.help import help_rows
from plansheet.addin.panel import CHECK_BUTTON, ISSUE_BUTTON
from plansheet.addin.receipt_list import RECEIPT_HEADS, receipt_rows
from plansheet.addin.settings import Settings, read_settings, write_settings
from plansheet.forms.names import OWN_FORM_FILE
from plansheet.forms.report_sheets import RECEIPTS
from plansheet.problems import InputError, PlanError, Problem, has_errors, in_order
from plansheet.workbooks.writing.files import refuse_existing

if TYPE_CHECKING:
    from plansheet.forms import Forms
    from plansheet.own_forms import FormConsolidation
    from plansheet.plan import Plan
    from plansheet.report.merged import Merged
    from plansheet.returns.find import ReturnFile


def _forms(excel: Excel) -> Forms:
    from plansheet.forms import load_forms

    return load_forms(_schemas(excel))


def _own_form(excel: Excel) -> Path | None:
    """The form of the office's own that was chosen in place of a folder of forms."""
    folder = read_settings(excel.data).forms
    return folder if folder is not None and _is_own_form(folder) else None


def _schemas(excel: Excel) -> Path | None:
    """The folder of forms; None for the packaged ones, as where a form of its own was chosen."""
    return None if _own_form(excel) else read_settings(excel.data).forms


def _is_own_form(folder: Path) -> bool:
    return (folder / OWN_FORM_FILE).is_file()


def _plan(excel: Excel, path: Path) -> Plan:
    """The plan; where it has errors they are listed, and `InputError` says so."""
    from plansheet.plan.workbook.reading import read_plan

    try:
        return read_plan(path, _schemas(excel))
    except PlanError as error:
        excel.show_problems(error.problems, {path.name: path})
        raise InputError("addin-plan-has-errors", name=path.name) from error


def new(excel: Excel) -> None:
    """Write a blank plan workbook and open it."""
    from plansheet.plan.workbook.writing import write_blank_plan

    first, last = excel.answers.years("years")
    path = excel.answers.target("new_plan")
    refuse_existing(path)
    write_blank_plan(path, first, last, _forms(excel))
    excel.open(path)


def import_plan(excel: Excel) -> None:
    """Make a draft plan workbook of a published document and open it."""
    from plansheet.documents import import_document, with_districts
    from plansheet.plan.workbook.writing import write_tables

    document = excel.answers.file("document")
    path = excel.answers.target("new_plan")
    refuse_existing(path)
    excel.say(sentences.READING_DOCUMENT.format(name=document.name))
    draft = with_districts(import_document(document))
    write_tables(draft.tables, path, _forms(excel), origins=draft.origins)
    excel.open(path)
    tables = draft.tables
    excel.tell(
        sentences.DRAFT_IMPORTED.format(
            tasks=len(tables.tasks),
            indicators=len(tables.indicators),
            agencies=len(tables.agencies),
            name=document.name,
            unused=len(draft.unused),
            check=CHECK_BUTTON,
        )
    )


def check(excel: Excel) -> None:
    """List everything wrong with the plan."""
    from plansheet.plan.workbook.reading import check_plan

    path = excel.plan_path()
    plan, problems = check_plan(path, _schemas(excel))
    if problems:
        excel.show_problems(problems, {path.name: path})
        return
    assert plan is not None
    excel.tell(
        sentences.PLAN_WITHOUT_ERRORS.format(
            tasks=len(plan.tasks), indicators=len(plan.indicators), agencies=len(plan.agencies)
        )
    )


def issue(excel: Excel) -> None:
    """Write the workbooks of a period."""
    from plansheet.cycle import issue as issue_workbooks

    plan = _plan(excel, excel.plan_path())
    folder = excel.answers.folder("issued")
    period = excel.answers.text("period")
    noted: list[Problem] = []
    paths = issue_workbooks(
        plan,
        period,
        folder,
        excel.answers.optional_file("previous"),
        progress=excel.progress(ISSUE_BUTTON),
        noted=noted.append,
        form=_own_form(excel),
    )
    if noted:
        excel.show_problems(noted)
    excel.tell(sentences.TEMPLATES_WRITTEN.format(count=len(paths), folder=folder))


def _merged(excel: Excel, plan: Plan, decisions: Path | None = None) -> Merged | FormConsolidation:
    from plansheet.cycle import merge as merge_returns

    form = _own_form(excel)
    if form is not None:
        return merge_returns(
            plan,
            excel.answers.text("period"),
            excel.answers.folder("returns"),
            excel.answers.day("as_of"),
            progress=excel.progress(sentences.READING_RETURNS),
            form=form,
        )
    return merge_returns(
        plan,
        excel.answers.text("period"),
        excel.answers.folder("returns"),
        excel.answers.day("as_of"),
        previous=excel.answers.optional_file("previous"),
        decisions=decisions,
        progress=excel.progress(sentences.READING_RETURNS),
    )


def status(excel: Excel) -> None:
    """Show who has reported, who is late, who is missing."""
    merged = _merged(excel, _plan(excel, excel.plan_path()))
    if excel.panel:
        excel.list_below_panel(receipt_rows(merged))
    else:
        excel.show_table(RECEIPTS, RECEIPT_HEADS, receipt_rows(merged))


def merge(excel: Excel) -> None:
    """Merge the returns of a period into a report, or into the office's own form, and open it.

    A report that is there already gives its decisions (`Xung đột`) and is replaced; a file that is
    no report of this period is refused and stays.
    """
    from plansheet.own_forms import FormConsolidation
    from plansheet.own_forms.writing import write_total
    from plansheet.report.writing import write_report
    from plansheet.returns.read_only import refuse_into_returns
    from plansheet.workbooks.writing.files import refuse_inputs

    report, path = excel.answers.target("report"), excel.plan_path()
    refuse_inputs(report, [path])
    refuse_into_returns(report, [excel.answers.folder("returns")])
    plan = _plan(excel, path)
    earlier = report if report.exists() else None
    if earlier and not excel.agrees(sentences.OVERWRITE_REPORT.format(report=report)):
        return
    excel.close(report)
    merged = _merged(excel, plan, earlier)
    excel.say(sentences.WRITING_REPORT)
    if isinstance(merged, FormConsolidation):
        write_total(merged, report)
    else:
        write_report(merged, report)
    if excel.panel:
        excel.list_below_panel(receipt_rows(merged))
    excel.open(report)


def _files(folder: Path) -> list[ReturnFile]:
    from plansheet.returns.find import find_returns

    return find_returns(folder)


def _check(
    excel: Excel, files: list[ReturnFile], plan: Path, marked: Path | None = None
) -> list[Problem]:
    from plansheet.own_forms import files as of_form
    from plansheet.returns.check_all import check_files

    form, as_of = _own_form(excel), excel.answers.day("as_of")
    check = partial(of_form.check_files, form=of_form.the_form(form)) if form else check_files
    progress = excel.progress(sentences.READING_RETURNS)
    checked = check(
        files, plan=_plan(excel, plan), as_of=as_of, annotated=marked, progress=progress
    )
    return in_order(p for one in checked for p in one.problems)


def _show(excel: Excel, problems: list[Problem], files: list[ReturnFile]) -> None:
    if problems:
        excel.show_problems(problems, {file.name: file.path for file in files})
    else:
        excel.tell(sentences.RETURNS_WITHOUT_ERRORS.format(count=len(files)))


def validate(excel: Excel) -> None:
    """List everything wrong with the returns of a folder."""
    files = _files(excel.answers.folder("returns"))
    _show(excel, _check(excel, files, excel.plan_path()), files)


def validate_this(excel: Excel) -> None:
    """List everything wrong with the active workbook, a return, and colour its bad cells."""
    from plansheet.returns.find import find_returns

    files = find_returns([excel.saved_path()])
    problems = _check(excel, files, excel.answers.file("plan"))
    protected = excel.mark(problems)
    _show(excel, problems, files)
    if protected:
        excel.tell(sentences.CANNOT_COLOUR.format(sheets=", ".join(protected)))


def send_back(excel: Excel) -> None:
    """Write a marked copy of each return that has errors or warnings."""
    from plansheet.returns.read_only import refuse_into_returns

    returns, folder = excel.answers.folder("returns"), excel.answers.folder("marked")
    refuse_into_returns(folder, [returns])
    files = _files(returns)
    problems = _check(excel, files, excel.plan_path(), folder)
    faulty = {p.file for p in problems if p.severity != "info"}
    wrong = {p.file for p in problems if has_errors([p])}
    excel.tell(
        sentences.COPIES_WRITTEN.format(
            faulty=len(faulty), folder=folder, wrong=len(wrong), count=len(files)
        )
    )


def settings(excel: Excel) -> None:
    """Show what is installed where."""
    import sys

    from plansheet import __version__

    excel.tell(
        sentences.SETTINGS.format(
            version=__version__,
            python=sys.executable,
            forms=read_settings(excel.data).forms or sentences.PACKAGED_FORMS,
            data=excel.data,
        )
    )


def choose_forms(excel: Excel) -> None:
    """Keep the folder of own forms, or that of one learnt form; then tell what is installed.

    With a learnt form the buttons issue, check and merge that form; none: the packaged ones.
    """
    from plansheet.forms import load_forms
    from plansheet.own_forms import read_form

    forms = excel.answers.folder("forms") if excel.answers.optional("forms") else None
    if forms is not None and _is_own_form(forms):
        read_form(forms)
    else:
        load_forms(forms)
    write_settings(excel.data, Settings(forms))
    settings(excel)


def show_help(excel: Excel) -> None:
    """Show what each button does."""
    excel.show_table("Trợ giúp", (("Nút", 24), ("Việc của nút", 100)), help_rows())


BUTTONS: Final[Mapping[str, Callable[[Excel], None]]] = {
    "new": new,
    "import": import_plan,
    "check": check,
    "issue": issue,
    "status": status,
    "validate": validate,
    "validate_this": validate_this,
    "merge": merge,
    "send_back": send_back,
    "settings": settings,
    "forms": choose_forms,
    "help": show_help,
}
"""What VBA may ask for, by the name that it uses."""
