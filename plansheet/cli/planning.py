"""The commands about a plan: make it, check it, compare it, issue its workbooks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plansheet.cli import output, sentences
from plansheet.cli.forms import refuse_with_form
from plansheet.cli.options import (
    PATH,
    SOURCE,
    common,
    form_option,
    paper_option,
    period_option,
    previous_option,
    round_option,
    the_period,
)
from plansheet.cli.written import FOLDER, XLSX, XLSX_OR_STDOUT, WrittenType, named
from plansheet.language.text import visible
from plansheet.language.wording import Language
from plansheet.problems import InputError, Problem
from plansheet.workbooks.remote import PathOrRemote

if TYPE_CHECKING:
    from plansheet.plan import Plan
    from plansheet.workbooks.writing.paper import Paper

_NOBODY_ASKED = ("no-lead", "no-reporter", "no-successor")


@click.command()
@click.argument("path", metavar="PLAN.xlsx", type=XLSX)
@click.option("--years", default="", metavar="2026-2030", help="Các năm của kế hoạch.")
@common
def new(path: PathOrRemote, years: str, as_json: bool, forms: Path | None, lang: Language) -> None:
    """Tạo sổ kế hoạch trống."""
    from plansheet.forms import load_forms
    from plansheet.plan.workbook.facts import read_years
    from plansheet.plan.workbook.writing import write_blank_plan
    from plansheet.workbooks.writing.files import refuse_existing

    refuse_existing(path)
    asked = read_years(years or str(datetime.date.today().year))
    if asked is None:
        raise InputError("not-years")
    write_blank_plan(path, *asked, load_forms(forms), lang=lang)
    if as_json:
        output.print_json({"plan": path, "years": asked})
    else:
        output.tell(sentences.MADE, lang, path=path)


@click.command("import")
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", "path", type=XLSX, required=True, help="Sổ kế hoạch sẽ ghi.")
@common
def import_(
    documents: tuple[Path, ...],
    path: PathOrRemote,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> None:
    """Nhập văn bản kế hoạch (.docx, .doc, .pdf, .xlsx, .txt …) thành sổ kế hoạch nháp."""
    from plansheet.documents import import_document, with_districts
    from plansheet.forms import load_forms
    from plansheet.plan.workbook.reading import check_plan
    from plansheet.plan.workbook.writing import write_tables
    from plansheet.workbooks.writing.files import refuse_existing

    refuse_existing(path)
    draft = with_districts(import_document(*documents))
    write_tables(draft.tables, path, load_forms(forms), lang=lang, origins=draft.origins)
    tables = draft.tables
    _, problems = check_plan(path, forms)
    counts = {
        "tasks": len(tables.tasks),
        "indicators": len(tables.indicators),
        "agencies": len(tables.agencies),
        "calendar": len(tables.calendar),
        "needs_review": sum(bool(origin.doubts) for origin in draft.origins),
        "unused_lines": len(draft.unused),
    }
    if as_json:
        found = [problem.to_dict(lang) for problem in problems]
        output.print_json({**counts, "unused": draft.unused, "problems": found, "plan": path})
        return
    output.tell(sentences.IMPORTED, lang, path=path, **counts)
    if draft.unused:
        output.tell(sentences.UNUSED_LINES, lang, count=len(draft.unused))
        for line in draft.unused:
            output.say(f"  {line.place}: {visible(line.text)[:100]}")
    output.report_problems(problems, 1, as_json=False, lang=lang)
    output.tell(sentences.REVIEW_THE_DRAFT, lang, path=path)


@click.command()
@click.argument("path", metavar="PLAN.xlsx", type=SOURCE)
@click.option("--readings", is_flag=True, help="Nêu cách hiểu từng mục tiêu, thời gian trình.")
@common
def check(
    path: PathOrRemote, readings: bool, as_json: bool, forms: Path | None, lang: Language
) -> int:
    """Kiểm tra sổ kế hoạch."""
    from plansheet.plan.readings import plan_readings
    from plansheet.plan.workbook.reading import check_plan

    plan, problems = check_plan(path, forms)
    if as_json:
        more = {"readings": _readings(plan, lang)} if readings else {}
        return output.report_problems(problems, 1, as_json, lang, **more)
    if plan is not None:
        counts = {"tasks": plan.tasks, "indicators": plan.indicators, "agencies": plan.agencies}
        sizes = {name: len(rows) for name, rows in counts.items()}
        output.tell(sentences.PLAN_SIZE, lang, title=plan.title or path.name, **sizes)
        if readings:
            output.print_readings(plan_readings(plan), lang)
    return output.report_problems(problems, 1, as_json, lang)


def _readings(plan: Plan | None, lang: Language) -> list[Mapping[str, object]]:
    from plansheet.plan.readings import plan_readings

    found = plan_readings(plan) if plan else ()
    return [{**output.plain(one), "reading": one.reading.say(lang)} for one in found]


@click.command()
@click.argument("path", metavar="PLAN.xlsx", type=SOURCE)
@click.option(
    "-o",
    "--output",
    "written",
    type=WrittenType(".docx", ".xlsx", to_stdout=True),
    required=True,
    help="Tệp .docx hoặc .xlsx; “-”: .docx ra đầu ra chuẩn.",
)
@click.option(
    "--by",
    type=click.Choice(["field", "agency"]),
    default="field",
    help="Xếp nhiệm vụ theo lĩnh vực hoặc theo cơ quan chủ trì.",
)
@common
def appendix(
    path: PathOrRemote,
    written: PathOrRemote,
    by: str,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> None:
    """Ghi kế hoạch thành phụ lục kèm theo văn bản ban hành."""
    from plansheet.plan.workbook.reading import read_plan
    from plansheet.report.appendix.writing import appendix as write_appendix
    from plansheet.workbooks.writing.files import refuse_inputs

    plan = read_plan(path, forms)
    refuse_inputs(written, [path])
    write_appendix(plan, written, by, lang=lang)
    if as_json:
        output.print_json({"appendix": written})
    else:
        output.say_wrote(written, lang)


@click.command()
@click.argument("old", metavar="OLD.xlsx", type=SOURCE)
@click.argument("new_path", metavar="NEW.xlsx", type=SOURCE)
@common
def diff(
    old: PathOrRemote,
    new_path: PathOrRemote,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> None:
    """Bản sửa đổi của kế hoạch khác bản cũ ở đâu."""
    from plansheet.plan.revision import diff as differences
    from plansheet.plan.workbook.reading import read_plan

    changes = differences(read_plan(old, forms), read_plan(new_path, forms))
    if as_json:
        output.print_json({"changes": changes})
    else:
        output.print_changes(changes, lang)


@click.command()
@click.argument("path", metavar="PLAN.xlsx", type=SOURCE)
@click.option("--for", "agency", default=None, metavar="AGENCY", help="Kế hoạch của cơ quan này.")
@click.option("--year", type=int, default=None, help="Kế hoạch của riêng năm này.")
@click.option(
    "-o",
    "--output",
    "target",
    type=XLSX_OR_STDOUT,
    required=True,
    help="Sổ kế hoạch sẽ ghi; “-”: đầu ra chuẩn.",
)
@common
def derive(
    path: PathOrRemote,
    agency: str | None,
    year: int | None,
    target: PathOrRemote,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> None:
    """Lập kế hoạch của một cơ quan, địa phương hoặc của một năm từ kế hoạch cấp trên."""
    from plansheet.plan.lower import derive as derived
    from plansheet.plan.workbook.reading import read_plan
    from plansheet.plan.workbook.writing import write_plan
    from plansheet.workbooks.writing.files import refuse_existing

    refuse_existing(target)
    plan = derived(read_plan(path, forms), agency, year)
    write_plan(plan, target, lang=lang)
    sizes = {"tasks": len(plan.tasks), "indicators": len(plan.indicators)}
    if as_json:
        output.print_json({"plan": target, **sizes})
    else:
        output.tell(sentences.DERIVED, lang, path=named(target), **sizes)


@click.command()
@click.argument("path", metavar="PLAN.xlsx", type=SOURCE)
@period_option
@round_option
@click.option("-o", "--output", "folder", type=FOLDER, required=True, help="Thư mục sẽ ghi.")
@click.option("--groups", is_flag=True, help="Cả cơ quan chỉ phối hợp theo nhóm.")
@previous_option
@paper_option
@form_option
@common
def issue(
    path: PathOrRemote,
    period: str | None,
    of: str | None,
    folder: PathOrRemote,
    groups: bool,
    previous: tuple[PathOrRemote, ...],
    paper: Paper,
    form: Path | None,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> None:
    """Phát hành biểu mẫu của một kỳ, hoặc một lượt hỏi về kế hoạch: mỗi cơ quan một tệp."""
    from plansheet.cycle import issue as issue_workbooks
    from plansheet.cycle import issue_round
    from plansheet.plan.workbook.reading import read_plan
    from plansheet.returns.read_only import refuse_into_returns

    period = the_period(period, of)
    plan = read_plan(path, forms)
    if form is not None:
        a3 = paper != "a4"
        refuse_with_form({"--round": of, "--groups": groups, "--previous": previous, "--paper": a3})
        refuse_into_returns(folder)
    if of is not None:
        with output.progress(sentences.ISSUING, lang, quiet=as_json) as bar:
            paths = issue_round(plan, of, folder, progress=bar, lang=lang, paper=paper)
        _tell_issued({"round": of}, folder, paths, [], as_json=as_json, lang=lang)
        return
    noted: list[Problem] = []
    with output.progress(sentences.ISSUING, lang, quiet=as_json) as bar:
        paths = issue_workbooks(
            plan, period, folder, previous,
            groups=groups, progress=bar, noted=noted.append, lang=lang, paper=paper, form=form,
        )  # fmt: skip
    doubts = () if form else plan.in_period(plan.period(period)).problems
    noted = [*(p for p in doubts if p.code in _NOBODY_ASKED), *noted]
    of_period = {"period": str(plan.period(period))}
    _tell_issued(of_period, folder, paths, noted, as_json=as_json, lang=lang)


def _tell_issued(
    asked: Mapping[str, object],
    folder: PathOrRemote,
    paths: Sequence[PathOrRemote],
    problems: Sequence[Problem],
    *,
    as_json: bool,
    lang: Language,
) -> None:
    """What was issued, and what a person should look at."""
    if as_json:
        found = [problem.to_dict(lang) for problem in problems]
        output.print_json({**asked, "templates": paths, "problems": found})
    else:
        output.print_problems(problems, lang)
        output.tell(sentences.WROTE_TEMPLATES, lang, count=len(paths), folder=folder)
