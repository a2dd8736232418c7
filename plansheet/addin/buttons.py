"""The work of each button: take plan and answers from Excel, call plansheet, show the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plansheet.addin import sentences, showing
from plansheet.addin.excel import Excel, Stopped
from plansheet.addin.open_plan import forms_of, own_form_of, plan_of, schemas_of
from plansheet.addin.receipt_list import receipt_rows
from plansheet.addin.ribbon import CHECK_BUTTON, ISSUE_BUTTON
from plansheet.problems import Problem, has_errors, in_order
from plansheet.workbooks.writing.files import refuse_existing

if TYPE_CHECKING:
    from plansheet.own_forms import FormConsolidation
    from plansheet.plan import Plan
    from plansheet.report.merged import Merged
    from plansheet.returns.find import ReturnFile


def new(excel: Excel) -> None:
    """Write a blank plan workbook and open it."""
    from plansheet.plan.workbook.writing import write_blank_plan

    first, last = excel.answers.years("years")
    path = excel.answers.target("new_plan")
    refuse_existing(path)
    write_blank_plan(path, first, last, forms_of(excel))
    excel.open(path)


def import_plan(excel: Excel) -> None:
    """Make a draft plan workbook of a published plan, in one file or several, and open it."""
    from plansheet.documents import import_document, with_districts
    from plansheet.plan.workbook.writing import write_tables

    documents = excel.answers.files("document")
    name = ", ".join(document.name for document in documents)
    path = excel.answers.target("new_plan")
    refuse_existing(path)
    excel.say(sentences.READING_FILE.format(name=name))
    draft = with_districts(import_document(*documents))
    write_tables(draft.tables, path, forms_of(excel), origins=draft.origins)
    excel.open(path)
    tables = draft.tables
    excel.tell(
        sentences.DRAFT_IMPORTED.format(
            tasks=len(tables.tasks),
            indicators=len(tables.indicators),
            agencies=len(tables.agencies),
            name=name,
            unused=len(draft.unused),
            check=CHECK_BUTTON,
        )
    )


def check(excel: Excel) -> None:
    """List everything wrong with the plan."""
    from plansheet.plan.workbook.reading import check_plan

    path = excel.plan_path()
    excel.say(sentences.READING_FILE.format(name=path.name))
    plan, problems = check_plan(path, schemas_of(excel))
    if problems:
        excel.show_problems(problems, {path.name: path})
        return
    assert plan is not None
    excel.tell(
        sentences.PLAN_WITHOUT_ERRORS.format(
            tasks=len(plan.tasks), indicators=len(plan.indicators), agencies=len(plan.agencies)
        )
    )


def issue(excel: Excel, *, groups: bool = False) -> None:
    """Write the workbooks of a period."""
    from plansheet.cycle import issue as issue_workbooks

    plan = plan_of(excel, excel.plan_path())
    folder = excel.answers.folder("issued")
    period = excel.answers.text("period")
    noted: list[Problem] = []
    names: list[str] = []
    paths = issue_workbooks(
        plan,
        period,
        folder,
        excel.answers.optional_file("previous"),
        groups=groups,
        progress=excel.progress(ISSUE_BUTTON, names),
        announce=names.extend,
        noted=noted.append,
        form=own_form_of(excel),
    )
    if noted:
        excel.show_problems(noted)
    excel.tell(sentences.TEMPLATES_WRITTEN.format(count=len(paths), folder=folder))


def _merged(excel: Excel, plan: Plan, decisions: Path | None = None) -> Merged:
    from plansheet.cycle import merge as merge_returns

    return merge_returns(
        plan,
        excel.answers.text("period"),
        excel.answers.folder("returns"),
        excel.answers.day("as_of"),
        previous=excel.answers.optional_file("previous"),
        decisions=decisions,
        progress=excel.progress(sentences.READING_RETURNS, _names(excel)),
    )


def _added_up(excel: Excel, plan: Plan, form: Path) -> FormConsolidation:
    from plansheet.cycle import merge as merge_returns

    return merge_returns(
        plan,
        excel.answers.text("period"),
        excel.answers.folder("returns"),
        excel.answers.day("as_of"),
        progress=excel.progress(sentences.READING_RETURNS, _names(excel)),
        form=form,
    )


def _consolidated(
    excel: Excel, plan: Plan, decisions: Path | None = None
) -> Merged | FormConsolidation:
    """What came of the period, or of the office's own form where one was chosen."""
    form = own_form_of(excel)
    return _added_up(excel, plan, form) if form else _merged(excel, plan, decisions)


def _names(excel: Excel) -> list[str]:
    """The files of the folder of returns, in the order in which they are read."""
    return [file.name for file in _files(excel.answers.folder("returns"))]


def status(excel: Excel) -> None:
    """Show who has reported, who is late, who is missing."""
    merged = _consolidated(excel, plan_of(excel, excel.plan_path()))
    excel.show_receipts(receipt_rows(merged))


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
    plan = plan_of(excel, path)
    earlier = report if report.exists() else None
    if earlier and not excel.agrees(sentences.OVERWRITE_REPORT.format(report=report)):
        return
    excel.close(report)
    merged = _consolidated(excel, plan, earlier)
    excel.say(sentences.WRITING_FILE.format(name=report.name))
    if isinstance(merged, FormConsolidation):
        write_total(merged, report)
    else:
        write_report(merged, report)
    if excel.panel:
        excel.show_receipts(receipt_rows(merged))
    excel.open(report)


def _files(folder: Path) -> list[ReturnFile]:
    from plansheet.returns.find import find_returns

    return find_returns(folder)


def _check(
    excel: Excel, files: list[ReturnFile], plan: Path, marked: Path | None = None
) -> list[Problem]:
    from plansheet.own_forms import files as of_form
    from plansheet.returns.check_all import check_files

    form, as_of = own_form_of(excel), excel.answers.day("as_of")
    check = partial(of_form.check_files, form=of_form.the_form(form)) if form else check_files
    progress = excel.progress(sentences.READING_RETURNS, [file.name for file in files])
    checked = check(
        files, plan=plan_of(excel, plan), as_of=as_of, annotated=marked, progress=progress
    )
    return in_order(p for one in checked for p in one.problems)


def _show(excel: Excel, problems: list[Problem], files: list[ReturnFile]) -> None:
    if problems:
        excel.show_problems(
            problems, {one.name: one.path for one in files if isinstance(one.path, Path)}
        )
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


def remind(excel: Excel) -> None:
    """Write a letter to each agency that is late, has sent nothing, or sent errors."""
    from plansheet.report.document.letters import remind as write_letters
    from plansheet.returns.read_only import refuse_into_returns
    from plansheet.workbooks.writing.files import refuse_inputs

    folder, path = excel.answers.folder("letters"), excel.plan_path()
    refuse_inputs(folder, [path])
    refuse_into_returns(folder, [excel.answers.folder("returns")])
    merged = _merged(excel, plan_of(excel, path))
    excel.say(sentences.WRITING_FILE.format(name=folder.name))
    letters = write_letters(merged, folder)
    told = sentences.LETTERS_WRITTEN if letters else sentences.NOBODY_TO_REMIND
    excel.tell(told.format(count=len(letters), folder=folder))


def fill_in(excel: Excel) -> None:
    """Fill the template of the upper level with what was consolidated, and open it."""
    from plansheet.report.upper_level import fill_upper_level

    template = excel.answers.file("template")
    target, path = _target(excel, "filled", [template])
    merged = _merged(excel, plan_of(excel, path))
    excel.say(sentences.WRITING_FILE.format(name=target.name))
    filled = fill_upper_level(merged, template, target)
    if filled.problems:
        excel.show_problems(filled.problems, {target.name: target})
    excel.open(target)


def _target(excel: Excel, key: str, inputs: list[Path]) -> tuple[Path, Path]:
    """A workbook that may be written, after a yes where it is there, and where the plan is."""
    from plansheet.returns.read_only import refuse_into_returns
    from plansheet.workbooks.writing.files import refuse_inputs

    target, path = excel.answers.target(key), excel.plan_path()
    refuse_inputs(target, [path, *inputs])
    refuse_into_returns(target, [excel.answers.folder("returns")])
    if target.exists() and not excel.agrees(sentences.OVERWRITE.format(path=target)):
        raise Stopped
    excel.close(target)
    return target, path


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
    "remind": remind,
    "fill_in": fill_in,
    "issue_groups": partial(issue, groups=True),
    "compare": showing.compare,
    "explain": showing.explain,
    "settings": showing.settings,
    "forms": showing.choose_forms,
    "help": showing.show_help,
}
"""What VBA may ask for, by the name that it uses."""
