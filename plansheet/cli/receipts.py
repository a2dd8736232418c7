"""The commands that say who has reported, and remind those who have not."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plansheet.cli import output, sentences
from plansheet.cli.options import (
    SOURCE,
    as_of_option,
    cache_option,
    common,
    decisions_option,
    period_option,
    previous_option,
    round_option,
    the_period,
    today_unless,
    workers_option,
)
from plansheet.cli.returning import merged_period
from plansheet.cli.rounds import merged_round, refuse_in_round
from plansheet.cli.written import FOLDER
from plansheet.language.wording import Language
from plansheet.plan.rounds import Round
from plansheet.problems import has_errors
from plansheet.workbooks.remote import PathOrRemote

if TYPE_CHECKING:
    from plansheet.consolidation import Consolidation
    from plansheet.consolidation.rounds import RoundResult


@click.command()
@click.argument("path", metavar="PLAN.xlsx", type=SOURCE)
@click.argument("returns", metavar="RETURNS", type=SOURCE)
@period_option
@round_option
@as_of_option
@previous_option
@workers_option
@cache_option
@common
def status(
    path: PathOrRemote,
    returns: PathOrRemote,
    period: str | None,
    of: str | None,
    as_of: datetime.date | None,
    previous: tuple[PathOrRemote, ...],
    workers: int,
    cache: bool,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> int:
    """Cơ quan nào đã gửi, gửi muộn, chưa gửi."""
    from plansheet.plan.workbook.reading import read_plan

    plan, day = read_plan(path, forms), today_unless(as_of)
    period = the_period(period, of)
    if of is not None:
        refuse_in_round(previous=previous)
        result = merged_round(
            plan, Round(of), returns, day, workers, cache, quiet=as_json, lang=lang
        )
        if as_json:
            output.print_json({**result.summary(lang), "report": None})
        else:
            output.print_receipts(result, lang)
            output.print_round(result, lang)
        return int(has_errors(result.all_problems))
    merged = merged_period(
        plan, period, returns, day, previous, None, workers, cache, as_json, lang
    )
    if as_json:
        output.print_json({**merged.summary(lang), "report": None})
    else:
        output.print_receipts(merged, lang)
        output.print_summary(merged, lang)
    return int(has_errors(merged.all_problems))


@click.command()
@click.argument("path", metavar="PLAN.xlsx", type=SOURCE)
@click.argument("returns", metavar="RETURNS", type=SOURCE)
@period_option
@round_option
@click.option("-o", "--output", "folder", type=FOLDER, required=True, help="Thư mục sẽ ghi.")
@as_of_option
@previous_option
@decisions_option
@workers_option
@cache_option
@common
def remind(
    path: PathOrRemote,
    returns: PathOrRemote,
    period: str | None,
    of: str | None,
    folder: PathOrRemote,
    as_of: datetime.date | None,
    previous: tuple[PathOrRemote, ...],
    decisions: PathOrRemote | None,
    workers: int,
    cache: bool,
    as_json: bool,
    forms: Path | None,
    lang: Language,
) -> int:
    """Viết công văn đôn đốc (.docx) cho cơ quan chưa gửi, gửi muộn hoặc có lỗi."""
    from plansheet.plan.workbook.reading import read_plan
    from plansheet.report.document.letters import remind as write_letters
    from plansheet.report.reminders import reminders
    from plansheet.returns.read_only import refuse_into_returns
    from plansheet.workbooks.writing.files import refuse_inputs

    inputs = [one for one in (path, *previous, decisions) if one is not None]
    refuse_inputs(folder, inputs)
    refuse_into_returns(folder, [returns])
    plan = read_plan(path, forms)
    period = the_period(period, of)
    day = today_unless(as_of)
    merged: Consolidation | RoundResult
    if of is not None:
        refuse_in_round(previous=previous, decisions=decisions)
        merged = merged_round(
            plan, Round(of), returns, day, workers, cache, quiet=as_json, lang=lang
        )
    else:
        merged = merged_period(
            plan, period, returns, day, previous, decisions, workers, cache, as_json, lang
        )
    paths = write_letters(merged, folder, lang=lang)
    written = list(zip(reminders(merged), paths, strict=True))
    if as_json:
        facts = dict(list(merged.summary(lang).items())[:2])
        letters = [{**one.to_dict(), "letter": there} for one, there in written]
        output.print_json({**facts, "deadline": merged.deadline, "letters": letters})
    elif written:
        output.print_letters(written, lang)
        output.tell(sentences.WROTE_LETTERS, lang, count=len(written), folder=folder)
    else:
        output.tell(sentences.NO_LETTERS, lang)
    return int(has_errors(merged.all_problems))
