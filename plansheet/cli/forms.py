"""The commands about forms of an office's own: learn and check one; validate and merge with one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plansheet.cli import output, sentences
from plansheet.cli.options import PATH, common
from plansheet.cli.written import LOCAL_FOLDER
from plansheet.language.wording import Language, say
from plansheet.problems import InputError, has_errors, in_order

if TYPE_CHECKING:
    from plansheet.plan import Plan
    from plansheet.returns.own_checks import OwnCheck
    from plansheet.workbooks.remote import PathOrRemote


@click.group()
def form() -> None:
    """Biểu riêng của cơ quan: một sổ tính có sẵn, giữ nguyên như nó vốn có."""


@form.command()
@click.argument("blank", metavar="BLANK.xlsx", type=PATH)
@click.argument("filled", metavar="[FILLED.xlsx]...", nargs=-1, type=PATH)
@click.option("-o", "--output", "folder", type=LOCAL_FOLDER, required=True, help="Thư mục sẽ ghi.")
@click.option(
    "--empty",
    is_flag=True,
    help="BLANK.xlsx là biểu đã điền: bỏ các số liệu trong đó.",
)
@common
def learn(
    blank: Path,
    filled: tuple[Path, ...],
    folder: Path,
    empty: bool,
    as_json: bool,
    forms: Path | None,  # noqa: ARG001 - every command has it
    lang: Language,
) -> None:
    """Đọc một biểu trống thành biểu dùng được với --form; nêu những chỗ còn ngờ."""
    from plansheet.own_forms import learn_form
    from plansheet.own_forms.form_file import form_faults

    learnt = learn_form(blank, folder, filled, empty=empty)
    doubts = [{"sheet": d.sheet, "cell": d.cell, "doubt": d.what.say(lang)} for d in learnt.doubts]
    if as_json:
        sheets = {sheet.name: len(sheet.inputs) for sheet in learnt.form.sheets}
        proposed = [asdict(one) for one in learnt.proposed]
        said = {"form": folder, "inputs": sheets, "doubts": doubts, "proposed": proposed}
        output.print_json(said)
        return
    for sheet in learnt.form.sheets:
        sizes = {"rows": len(sheet.rows), "columns": len(sheet.columns)}
        counts = {"inputs": len(sheet.inputs), "formulas": len(sheet.formulas)}
        learnt_as = sentences.LEARNT_LIST if sheet.kind == "list" else sentences.LEARNT_SHEET
        output.tell(learnt_as, lang, sheet=sheet.name, **sizes, **counts)
    for doubt in doubts:
        output.tell(sentences.DOUBT, lang, **doubt)
    if learnt.looks_filled:
        output.tell(sentences.LOOKS_FILLED, lang)
    for one in learnt.proposed:
        output.tell(sentences.PROPOSED, lang, sheet=one.sheet, check=one.check, held=one.held)
    if learnt.kept is not None:
        output.tell(sentences.FORM_KEPT, lang, path=learnt.kept)
    output.say_wrote(folder, lang)
    if faults := form_faults(folder):
        output.tell(sentences.FORM_UNFINISHED, lang, count=len(faults), path=folder)


@form.command(name="check")
@click.argument("folder", metavar="FORM", type=PATH)
@common
def check_form(
    folder: Path,
    as_json: bool,
    forms: Path | None,  # noqa: ARG001 - every command has it
    lang: Language,
) -> int:
    """Kiểm tra form.json: nêu mọi chỗ sai, mỗi chỗ một đường dẫn."""
    from plansheet.own_forms.form_file import form_faults, form_notes

    faults = form_faults(folder)
    notes = [] if faults else form_notes(folder)
    if as_json:
        named = {"faults": faults, "notes": notes}
        listed = {
            name: [{"path": one.path, "why": one.why.say(lang)} for one in found]
            for name, found in named.items()
        }
        output.print_json(listed)
    else:
        for fault in faults:
            output.tell(sentences.FORM_FAULT, lang, path=fault.path, why=fault.why)
        for note in notes:
            output.tell(sentences.FORM_NOTE, lang, path=note.path, why=note.why)
        output.tell(sentences.FORM_FAULTS, lang, count=len(faults))
    return int(bool(faults))


def refuse_with_form(used: Mapping[str, object]) -> None:
    """Raise `InputError` where an option was named that has no meaning with a form."""
    if names := [name for name, value in used.items() if value]:
        raise InputError("not-with-a-form", options=", ".join(names))


def refuse_without_form(used: Mapping[str, object]) -> None:
    """Raise `InputError` where an option was named that has a meaning with a form alone."""
    if names := [name for name, value in used.items() if value]:
        raise InputError("only-with-a-form", options=", ".join(names))


def validate_form(
    folder: Path,
    plan: Plan,
    paths: Sequence[PathOrRemote],
    period: str | None,
    agency: str | None,
    annotated: PathOrRemote | None,
    as_of: datetime.date,
    workers: int,
    cache: bool,
    checks: Sequence[OwnCheck],
    *,
    previous: PathOrRemote | None,
    errors_only: bool,
    as_json: bool,
    lang: Language,
) -> int:
    """Check what came back of a form; returns the exit status."""
    from plansheet.own_forms import read_form
    from plansheet.own_forms.files import check_files
    from plansheet.returns.find import find_returns

    form = read_form(folder)
    files = find_returns(paths)
    with output.progress(sentences.READING, lang, quiet=as_json) as bar:
        checked = check_files(
            files,
            form,
            plan,
            as_of,
            period=plan.period(period) if period is not None else None,
            agency=agency,
            annotated=annotated,
            workers=workers,
            cache=cache,
            progress=bar,
            checks=checks,
            lang=lang,
            previous=previous,
        )
    problems = in_order(p for one in checked for p in one.problems)
    if annotated is not None and not as_json and any(one.has_to_be_corrected for one in checked):
        output.tell(sentences.MARKED_COPIES, lang, folder=annotated)
    if errors_only:
        problems = in_order(p for p in problems if p.severity == "error")
    return output.report_problems(problems, len(files), as_json, lang)


def merge_in_form(
    folder: Path,
    plan: Plan,
    period: str,
    returns: PathOrRemote,
    total: PathOrRemote,
    as_of: datetime.date,
    workers: int,
    cache: bool,
    checks: Sequence[OwnCheck],
    *,
    previous: Sequence[PathOrRemote],
    official: Path | None,
    as_json: bool,
    lang: Language,
) -> int:
    """Add up what came back of a form into its own workbook; returns the exit status."""
    from plansheet.cycle import merge
    from plansheet.own_forms.official import OF_OFFICIAL, compare_official
    from plansheet.own_forms.writing import write_total

    with output.progress(sentences.READING, lang, quiet=as_json) as bar:
        merged = merge(
            *(plan, period, returns, as_of),
            previous=previous or None,
            progress=bar,
            workers=workers,
            checks=checks,
            form=folder,
            cache=cache,
        )
    if official is not None:
        merged = compare_official(merged, official)
    write_total(merged, total, lang=lang)
    if as_json:
        output.print_json({**merged.summary(lang), "report": total})
    else:
        told = (p for p in merged.all_problems if p.severity == "error" or p.code in OF_OFFICIAL)
        output.print_problems([*told], lang)
        if merged.official is not None:
            output.tell(sentences.COMPARED, lang, path=official, **asdict(merged.official))
        counts = {"received": len(merged.received), "expected": len(merged.expected)}
        filled = sum(one.value is not None for one in merged.totals)
        output.tell(sentences.TOTALS, lang, **counts, filled=filled, cells=len(merged.totals))
        output.say_wrote(total, lang)
    return int(has_errors(merged.all_problems))


def explain_total(report: PathOrRemote, cell: str, *, as_json: bool, lang: Language) -> None:
    """Where a cell of a total comes from."""
    from plansheet.forms.values import in_sentence
    from plansheet.own_forms.explaining import explain_cell

    found = explain_cell(report, cell)
    if as_json:
        output.print_json(found)
        return
    place = " · ".join(filter(None, (f"{found.sheet}!{found.cell}", found.row, found.column)))
    value = in_sentence(found.value) or found.formula
    output.tell(sentences.TOTAL_CELL, lang, place=place, value=value)
    if found.expected:
        output.tell(sentences.GIVEN_BY, lang, n=found.reported, of=found.expected)
    for origin in found.origins:
        output.say(
            f"  {origin.agency} {origin.agency_name}: {say(in_sentence(origin.value), lang)}"
        )
        output.say(f"      {origin.file} · {origin.sheet} · {origin.cell}")
        output.say(f"      SHA-256 {origin.sha256}")
