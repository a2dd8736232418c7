"""The commands that read returns for what is in them: check them, merge them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plansheet.cli import output, sentences
from plansheet.cli.forms import (
    merge_in_form,
    refuse_with_form,
    refuse_without_form,
    validate_form,
)
from plansheet.cli.options import (
    PATH,
    SOURCE,
    as_of_option,
    cache_option,
    checks_of,
    checks_option,
    common,
    dask_option,
    decisions_option,
    form_option,
    paper_option,
    period_option,
    previous_option,
    round_option,
    the_period,
    today_unless,
    workers_option,
)
from plansheet.cli.rounds import merge_in_round, refuse_in_round, revise
from plansheet.cli.written import FOLDER, XLSX, XLSX_OR_STDOUT, refuse_beside_stdout
from plansheet.language.wording import Language
from plansheet.plan.rounds import Round
from plansheet.problems import has_errors, in_order
from plansheet.report.renditions import RENDITIONS, renditions_of
from plansheet.workbooks.remote import PathOrRemote

if TYPE_CHECKING:
    from plansheet.consolidation import Consolidation
    from plansheet.plan import Plan
    from plansheet.returns.own_checks import OwnCheck
    from plansheet.workbooks.writing.paper import Paper


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=SOURCE)
@click.option("--plan", "plan_path", type=SOURCE, required=True, help="Sổ kế hoạch.")
@round_option
@as_of_option
@click.option(
    "--agency", default=None, metavar="MÃ", help="Cơ quan gửi, khi tệp không có dấu phát hành."
)
@click.option(
    "--annotate",
    "annotated",
    type=FOLDER,
    default=None,
    metavar="DIR",
    help="Thư mục sẽ ghi các bản đánh dấu lỗi.",
)
@click.option("--period", default=None, metavar="KỲ", help="Kỳ mà các tệp phải thuộc về.")
@click.option("--errors-only", is_flag=True, help="Chỉ nêu lỗi.")
@form_option
@click.option(
    "--previous",
    type=SOURCE,
    default=None,
    metavar="TOTAL.xlsx",
    help="Biểu tổng hợp của một kỳ trước, để kiểm tra số đầu kỳ; dùng với --form.",
)
@checks_option
@workers_option
@dask_option
@cache_option
@common
def validate(
    files: tuple[PathOrRemote, ...],
    plan_path: PathOrRemote,
    of: str | None,
    as_of: datetime.date | None,
    agency: str | None,
    annotated: PathOrRemote | None,
    period: str | None,
    errors_only: bool,
    form: Path | None,
    previous: PathOrRemote | None,
    checks_path: Path | None,
    workers: int,
    dask: str | None,
    cache: bool,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> int:
    """Kiểm tra báo cáo gửi về (tệp hoặc thư mục)."""
    from plansheet.consolidation import Received
    from plansheet.consolidation.answering import problems_that_stand
    from plansheet.plan.workbook.reading import read_plan
    from plansheet.returns.check_all import check_files
    from plansheet.returns.find import find_returns
    from plansheet.returns.read_only import refuse_into_returns
    from plansheet.workbooks.reading.cluster import cluster

    if annotated is not None:
        refuse_into_returns(annotated, files)
    plan, checks = read_plan(plan_path, forms), checks_of(checks_path)
    if form is not None:
        refuse_with_form({"--dask": dask})
        own = (form, plan, files, period, agency, annotated, today_unless(as_of), workers, cache)
        return validate_form(
            *(*own, checks),
            previous=previous,
            errors_only=errors_only,
            as_json=as_json,
            lang=lang,
        )
    refuse_without_form({"--previous": previous})
    in_round = Round(of) if of else None
    asked = in_round or (plan.period(period) if period else None)
    returns = find_returns(files)
    with cluster(dask) as executor, output.progress(sentences.READING, lang, quiet=as_json) as bar:
        checked = check_files(
            returns,
            plan,
            today_unless(as_of),
            agency=agency,
            of=in_round,
            annotated=annotated,
            progress=bar,
            workers=workers,
            cache=cache,
            executor=executor,
            checks=checks,
            lang=lang,
        )
    received = (
        Received(one, file.came(one.ret, plan.years))
        for file, one in zip(returns, checked, strict=True)
    )
    problems = problems_that_stand(received, plan, asked)
    if errors_only:
        problems = [p for p in problems if p.severity == "error"]
    status = output.report_problems(problems, len(returns), as_json, lang)
    if annotated is not None and not as_json and any(p.severity != "info" for p in problems):
        output.tell(sentences.MARKED_COPIES, lang, folder=annotated)
    return status


def merged_period(
    plan: Plan,
    period: str,
    returns: PathOrRemote,
    as_of: datetime.date,
    previous: Sequence[PathOrRemote],
    decisions: PathOrRemote | None,
    workers: int,
    cache: bool,
    as_json: bool,
    lang: Language,
    checks: Sequence[OwnCheck] = (),
    dask: str | None = None,
) -> Consolidation:
    """The returns of a period as one consolidation, with a bar of how far it is."""
    from plansheet.cycle import merge as merge_returns
    from plansheet.workbooks.reading.cluster import cluster

    with cluster(dask) as executor, output.progress(sentences.READING, lang, quiet=as_json) as bar:
        return merge_returns(
            *(plan, period, returns, as_of, previous, decisions, executor),
            progress=bar,
            workers=workers,
            cache=cache,
            checks=checks,
        )


@click.command()
@click.argument("path", metavar="PLAN.xlsx", type=SOURCE)
@click.argument("returns", metavar="RETURNS", type=SOURCE)
@period_option
@round_option
@click.option(
    "-o",
    "--output",
    "report",
    type=XLSX_OR_STDOUT,
    required=True,
    help="Báo cáo sẽ ghi; “-”: đầu ra chuẩn.",
)
@as_of_option
@previous_option
@decisions_option
@click.option(
    "--into",
    type=PATH,
    default=None,
    metavar="TEMPLATE.xlsx",
    help="Biểu mẫu cấp trên phát hành: điền số liệu tổng hợp vào đó.",
)
@click.option(
    "--revise",
    "revised",
    type=XLSX,
    default=None,
    metavar="PLAN2.xlsx",
    help="Ghi sổ kế hoạch đã điều chỉnh theo quyết định ở trang Đề xuất của báo cáo.",
)
@click.option(
    "--also",
    type=click.Choice([*RENDITIONS]),
    multiple=True,
    help="Ghi thêm dạng này bên cạnh báo cáo; dùng được nhiều lần.",
)
@click.option(
    "--document",
    "as_document",
    is_flag=True,
    help="Trang đầu có quốc hiệu, cơ quan ban hành và chữ ký của một văn bản.",
)
@paper_option
@form_option
@click.option(
    "--official",
    type=PATH,
    default=None,
    metavar="TOTAL.xlsx",
    help="Biểu tổng hợp đã có của cơ quan: nêu các ô khác; dùng với --form.",
)
@checks_option
@workers_option
@dask_option
@cache_option
@common
def merge(
    path: PathOrRemote,
    returns: PathOrRemote,
    period: str | None,
    of: str | None,
    report: PathOrRemote,
    as_of: datetime.date | None,
    previous: tuple[PathOrRemote, ...],
    decisions: PathOrRemote | None,
    into: Path | None,
    revised: PathOrRemote | None,
    also: tuple[str, ...],
    paper: Paper,
    form: Path | None,
    official: Path | None,
    checks_path: Path | None,
    as_document: bool,
    workers: int,
    dask: str | None,
    cache: bool,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> int:
    """Tổng hợp báo cáo của một kỳ thành một báo cáo, hoặc điền vào biểu mẫu của cấp trên."""
    from plansheet.consolidation.rounds import adjustment_proposals
    from plansheet.plan.workbook.reading import read_plan
    from plansheet.report.upper_level import fill_upper_level
    from plansheet.report.writing import write_report
    from plansheet.returns.read_only import refuse_into_returns
    from plansheet.workbooks.writing.files import refuse_inputs

    inputs = [one for one in (path, *previous, decisions, into, official) if one is not None]
    renditions = renditions_of(also)
    refuse_beside_stdout(report, also)
    outputs = [report, *(one.beside(report) for one in renditions)]
    for written in outputs if revised is None else (*outputs, revised):
        refuse_inputs(written, inputs)
        refuse_into_returns(written, [returns])
    plan = read_plan(path, forms)
    period = the_period(period, of)
    day = today_unless(as_of)
    if form is not None:
        refuse_with_form({"--round": of, "--decisions": decisions, "--into": into, "--also": also})
        refuse_with_form({"--revise": revised, "--dask": dask})
        refuse_with_form({"--paper": paper != "a4"})
        own = (form, plan, period, returns, report, day, workers, cache, checks_of(checks_path))
        return merge_in_form(*own, previous=previous, official=official, as_json=as_json, lang=lang)
    refuse_without_form({"--official": official})
    if of is not None:
        refuse_in_round(
            previous=previous, into=into, revise=revised, also=also, checks=checks_path, dask=dask
        )
        return merge_in_round(
            *(plan, Round(of), returns, report, day, decisions, workers, cache),
            as_json=as_json,
            lang=lang,
        )
    checks = checks_of(checks_path)
    merged = merged_period(
        plan, period, returns, day, previous, decisions, workers, cache, as_json, lang, checks, dask
    )
    refuse_inputs(report, [one.path for one in merged.history])
    told = [p for p in merged.all_problems if p.severity == "error"]
    if into is None:
        write_report(merged, report, decisions, lang=lang, as_document=as_document, paper=paper)
    else:
        filled = fill_upper_level(merged, into, report)
        merged = replace(
            merged, all_problems=tuple(in_order((*merged.all_problems, *filled.problems)))
        )
        told += filled.problems
    others = [
        one.write(merged, report, lang, as_document=as_document, paper=paper) for one in renditions
    ]
    if revised is not None:
        found = adjustment_proposals(plan, merged.requests)
        told += revise(plan, found, decisions or report, revised, as_json=as_json, lang=lang)
        others.append(revised)
    if as_json:
        beside = {"also": others} if others else {}
        output.print_json({**merged.summary(lang), "report": report, **beside})
    else:
        output.print_problems(told, lang)
        output.print_summary(merged, lang)
        for written in (report, *others):
            output.say_wrote(written, lang)
    return int(has_errors(merged.all_problems))
