"""The commands, one function each."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from plansheet.cli import output
from plansheet.cli.addin import addin
from plansheet.cli.options import (
    PATH,
    as_of_option,
    common,
    json_option,
    period_option,
    previous_option,
    today_unless,
    workers_option,
)
from plansheet.problems import Problem, has_errors
from plansheet.text import visible
from plansheet.wording import Language, Wording

_READING = Wording("Đọc báo cáo", "Reading returns")
_ISSUING = Wording("Phát hành biểu mẫu", "Writing workbooks")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(["vi", "en"]), default=None, help="Ngôn ngữ thông báo.")
@click.version_option(package_name="plansheet", message="plansheet %(version)s")
@click.pass_context
def cli(ctx: click.Context, lang: str | None) -> None:
    """Kế hoạch trong Excel: phát hành biểu mẫu, kiểm tra báo cáo gửi về, tổng hợp."""
    if lang:
        ctx.default_map = {name: {"lang": lang} for name in cli.commands}


cli.add_command(addin)


@cli.command()
@click.argument("path", metavar="PLAN.xlsx", type=PATH)
@click.option("--years", default="", metavar="2026-2030", help="Các năm của kế hoạch.")
@common
def new(path: Path, years: str, forms: Path | None, lang: Language) -> None:
    """Tạo sổ kế hoạch trống."""
    from plansheet.book import refuse_existing
    from plansheet.forms import load_forms
    from plansheet.plan import read_years, write_blank_plan

    refuse_existing(path)
    asked = read_years(years or str(datetime.date.today().year))
    if asked is None:
        raise click.BadParameter("ghi dạng 2026 hoặc 2026-2030", param_hint="--years")
    write_blank_plan(path, *asked, load_forms(forms))
    output.say(Wording("Đã tạo {p}.", "Wrote {p}.").fill(p=path).say(lang))


@cli.command("import")
@click.argument("document", type=PATH)
@click.option("-o", "--output", "path", type=PATH, required=True, help="Sổ kế hoạch sẽ ghi.")
@common
@json_option
def import_(document: Path, path: Path, as_json: bool, forms: Path | None, lang: Language) -> None:
    """Nhập một văn bản kế hoạch (.docx, .xlsx, .html, .txt) thành sổ kế hoạch nháp."""
    from plansheet.book import refuse_existing
    from plansheet.documents import import_document
    from plansheet.forms import load_forms
    from plansheet.plan import write_tables

    refuse_existing(path)
    draft = import_document(document)
    write_tables(draft.tables, path, load_forms(forms))
    tables = draft.tables
    review = [
        row for row in (*tables.tasks, *tables.indicators) if "Cần xem lại" in row.get("note", "")
    ]
    counts = {
        "tasks": len(tables.tasks),
        "indicators": len(tables.indicators),
        "agencies": len(tables.agencies),
        "calendar": len(tables.calendar),
        "needs_review": len(review),
        "unused_lines": len(draft.unused),
    }
    if as_json:
        unused = [{"place": str(u.place), "text": u.text, "why": str(u.why)} for u in draft.unused]
        output.print_json({**counts, "unused": unused, "plan": str(path)})
        return
    found = Wording(
        "Đã ghi {p}: {tasks} nhiệm vụ, {indicators} chỉ tiêu, {agencies} cơ quan, "
        "{calendar} dòng lịch báo cáo; {needs_review} dòng cần xem lại.",
        "Wrote {p}: {tasks} tasks, {indicators} indicators, {agencies} agencies, {calendar} "
        "calendar rows; {needs_review} rows need a look.",
    )
    output.say(found.fill(p=path, **counts).say(lang))
    if draft.unused:
        output.say(
            Wording("{n} dòng không dùng đến:", "{n} lines were not used:")
            .fill(n=len(draft.unused))
            .say(lang)
        )
        for line in draft.unused:
            output.say(f"  {line.place}: {visible(line.text)[:100]}")


@cli.command()
@click.argument("path", metavar="PLAN.xlsx", type=PATH)
@common
@json_option
def check(path: Path, as_json: bool, forms: Path | None, lang: Language) -> int:
    """Kiểm tra sổ kế hoạch."""
    from plansheet.plan import check_plan

    plan, problems = check_plan(path, forms)
    if plan is not None and not as_json:
        found = Wording(
            "{title}: {tasks} nhiệm vụ, {indicators} chỉ tiêu, {agencies} cơ quan.",
            "{title}: {tasks} tasks, {indicators} indicators, {agencies} agencies.",
        )
        counts = {"tasks": plan.tasks, "indicators": plan.indicators, "agencies": plan.agencies}
        sizes = {name: len(rows) for name, rows in counts.items()}
        output.say(found.fill(title=plan.title or path.name, **sizes).say(lang))
    return _report_problems(problems, 1, as_json, lang)


def _report_problems(problems: Sequence[Problem], files: int, as_json: bool, lang: Language) -> int:
    if as_json:
        output.print_json({"problems": [p.to_dict(lang) for p in problems], "files": files})
    else:
        output.print_problems(problems, lang)
        output.print_counts(problems, files, lang)
    return int(has_errors(problems))


@cli.command()
@click.argument("path", metavar="PLAN.xlsx", type=PATH)
@period_option
@click.option("-o", "--output", "folder", type=PATH, required=True, help="Thư mục sẽ ghi.")
@click.option("--groups", is_flag=True, help="Cả cơ quan chỉ phối hợp theo nhóm.")
@previous_option
@common
def issue(
    path: Path,
    period: str,
    folder: Path,
    groups: bool,
    previous: Path | None,
    forms: Path | None,
    lang: Language,
) -> None:
    """Phát hành biểu mẫu của một kỳ: mỗi cơ quan một tệp."""
    from plansheet.cycle import issue as issue_workbooks
    from plansheet.plan import read_plan

    plan = read_plan(path, forms)
    with output.progress(_ISSUING, lang, quiet=False) as bar:
        paths = issue_workbooks(plan, period, folder, previous, groups=groups, progress=bar)
    output.print_problems([p for p in plan.problems if p.code in _NOBODY_ASKED], lang)
    done = Wording("Đã ghi {n} biểu mẫu vào {d}.", "Wrote {n} workbooks to {d}.")
    output.say(done.fill(n=len(paths), d=folder).say(lang))


_NOBODY_ASKED = ("no-lead", "no-reporter", "successor-undecided")


@cli.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATH)
@click.option("--plan", "plan_path", type=PATH, required=True, help="Sổ kế hoạch.")
@as_of_option
@click.option("--agency", default=None, metavar="MÃ", help="Cơ quan gửi, khi tệp không có dấu.")
@click.option(
    "--annotate",
    "annotated",
    type=PATH,
    default=None,
    metavar="DIR",
    help="Ghi bản có đánh dấu lỗi.",
)
@workers_option
@common
@json_option
def validate(
    files: tuple[Path, ...],
    plan_path: Path,
    as_of: datetime.date | None,
    agency: str | None,
    annotated: Path | None,
    workers: int,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> int:
    """Kiểm tra báo cáo gửi về (tệp hoặc thư mục)."""
    from plansheet.arrivals import find_returns
    from plansheet.cycle import check_files
    from plansheet.plan import read_plan
    from plansheet.problems import in_order

    plan = read_plan(plan_path, forms)
    folders = [path for path in files if path.is_dir()]
    found = find_returns([path for path in files if path not in folders])
    found += [one for folder in folders for one in find_returns(folder)]
    with output.progress(_READING, lang, quiet=as_json) as bar:
        checked = check_files(
            found,
            plan,
            today_unless(as_of),
            agency=agency,
            annotated=annotated,
            progress=bar,
            workers=workers,
        )
    problems = in_order(p for one in checked for p in one.problems)
    return _report_problems(problems, len(found), as_json, lang)


@cli.command()
@click.argument("path", metavar="PLAN.xlsx", type=PATH)
@click.argument("returns", metavar="RETURNS", type=PATH)
@period_option
@as_of_option
@previous_option
@workers_option
@common
@json_option
def status(
    path: Path,
    returns: Path,
    period: str,
    as_of: datetime.date | None,
    previous: Path | None,
    workers: int,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> int:
    """Cơ quan nào đã gửi, gửi muộn, chưa gửi."""
    from plansheet.cycle import merge as merge_returns
    from plansheet.plan import read_plan

    plan = read_plan(path, forms)
    with output.progress(_READING, lang, quiet=as_json) as bar:
        merged = merge_returns(
            plan, period, returns, today_unless(as_of), previous, progress=bar, workers=workers
        )
    if as_json:
        output.print_json({**merged.summary(lang), "report": None})
    else:
        output.print_receipts(merged, lang)
        output.print_summary(merged, lang)
    return int(has_errors(merged.found))


@cli.command()
@click.argument("path", metavar="PLAN.xlsx", type=PATH)
@click.argument("returns", metavar="RETURNS", type=PATH)
@period_option
@click.option("-o", "--output", "report", type=PATH, required=True, help="Báo cáo sẽ ghi.")
@as_of_option
@previous_option
@click.option(
    "--decisions",
    type=PATH,
    default=None,
    metavar="REPORT.xlsx",
    help="Báo cáo cùng kỳ có quyết định ở trang Xung đột.",
)
@click.option(
    "--into",
    type=PATH,
    default=None,
    metavar="TEMPLATE.xlsx",
    help="Biểu mẫu cấp trên phát hành: điền số liệu tổng hợp vào đó.",
)
@workers_option
@common
@json_option
def merge(
    path: Path,
    returns: Path,
    period: str,
    report: Path,
    as_of: datetime.date | None,
    previous: Path | None,
    decisions: Path | None,
    into: Path | None,
    workers: int,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> int:
    """Tổng hợp báo cáo của một kỳ thành một báo cáo, hoặc điền vào biểu mẫu của cấp trên."""
    from plansheet.book import refuse_inputs
    from plansheet.cycle import merge as merge_returns
    from plansheet.levels import fill_template
    from plansheet.plan import read_plan
    from plansheet.report import write_report

    inputs = [one for one in (path, previous, decisions, into) if one is not None]
    refuse_inputs(report, inputs, returns)
    plan = read_plan(path, forms)
    with output.progress(_READING, lang, quiet=as_json) as bar:
        merged = merge_returns(
            plan,
            period,
            returns,
            today_unless(as_of),
            previous,
            decisions,
            progress=bar,
            workers=workers,
        )
    unknown: list[str] = []
    if into is None:
        write_report(merged, report)
    else:
        _, unknown = fill_template(merged, into, report)
    if as_json:
        output.print_json({**merged.summary(lang), "report": str(report)})
    else:
        output.print_problems([p for p in merged.found if p.severity == "error"], lang)
        output.print_summary(merged, lang)
        if unknown:
            left = Wording(
                "Không có trong kế hoạch này, để trống: {codes}.",
                "Not in this plan, left blank: {codes}.",
            )
            output.say(left.fill(codes=", ".join(unknown)).say(lang))
        output.say(Wording("Đã ghi {p}.", "Wrote {p}.").fill(p=report).say(lang))
    return int(has_errors(merged.found))


@cli.command()
@click.argument("report", metavar="REPORT.xlsx", type=PATH)
@click.argument("code", metavar="CODE")
@common
@json_option
def explain(report: Path, code: str, as_json: bool, forms: Path | None, lang: Language) -> None:
    """Một con số của báo cáo lấy từ đâu."""
    from dataclasses import asdict

    from plansheet.explain import explain as explain_code
    from plansheet.forms import load_forms

    found = explain_code(report, code, load_forms(forms))
    if as_json:
        output.print_json(asdict(found))
    else:
        output.print_explanation(found, lang)


@cli.command()
@click.argument("old", metavar="OLD.xlsx", type=PATH)
@click.argument("new_path", metavar="NEW.xlsx", type=PATH)
@common
@json_option
def diff(old: Path, new_path: Path, as_json: bool, forms: Path | None, lang: Language) -> None:
    """Bản sửa đổi của kế hoạch khác bản cũ ở đâu."""
    from dataclasses import asdict

    from plansheet.plan import read_plan
    from plansheet.revision import diff_plans

    found = diff_plans(read_plan(old, forms), read_plan(new_path, forms))
    if as_json:
        output.print_json({"changes": [asdict(one) for one in found]})
    else:
        output.print_changes(found, lang)


@cli.command()
@click.option("--out", "folder", type=PATH, default=None, metavar="DIR", help="Thư mục sẽ ghi.")
@common
def demo(folder: Path | None, forms: Path | None, lang: Language) -> None:
    """Xem cả vòng công việc trên kế hoạch thật của tỉnh Kiên Giang, quý II/2021."""
    from plansheet.demonstration import demonstrate, free_folder

    shown = demonstrate(folder or free_folder(Path("plansheet-demo")), forms)
    intro = Wording(
        "Kế hoạch thật: {title}.\nBáo cáo của các cơ quan là MÔ PHỎNG (hạt giống {seed}), không "
        "phải số liệu thật.\nĐã phát hành {issued} biểu mẫu quý II/2021; mô phỏng {returned} tệp "
        "gửi về, có cài lỗi:",
        "The plan is real: {title}.\nThe agencies' returns are SIMULATED (seed {seed}), not real "
        "figures.\nIssued {issued} workbooks for 2021-Q2; simulated {returned} returns, with "
        "planted mistakes:",
    )
    output.say(
        intro.fill(
            title=shown.merged.plan.title,
            seed=shown.seed,
            issued=len(shown.issued),
            returned=len(shown.simulated.paths),
        ).say(lang)
    )
    for name, about in shown.simulated.planted:
        output.say(f"  {name}: {about.say(lang)}")
    output.say("")
    output.print_summary(shown.merged, lang)
    end = Wording("Mở báo cáo tổng hợp: {p}", "Open the consolidated report: {p}")
    output.say(end.fill(p=shown.report).say(lang))
