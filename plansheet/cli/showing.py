"""The commands that show: where a figure comes from, and the whole cycle on a real plan."""

from __future__ import annotations

from pathlib import Path

import click

from plansheet.cli import output, sentences
from plansheet.cli.forms import explain_total
from plansheet.cli.options import SOURCE, common
from plansheet.cli.written import LOCAL_FOLDER
from plansheet.language.wording import Language
from plansheet.workbooks.remote import PathOrRemote


@click.command()
@click.argument("report", metavar="REPORT.xlsx", type=SOURCE)
@click.argument("code", metavar="CODE")
@common
def explain(
    report: PathOrRemote, code: str, as_json: bool, forms: Path | None, lang: Language
) -> None:
    """Một con số của báo cáo lấy từ đâu."""
    from plansheet.own_forms.explaining import is_total
    from plansheet.report.explain import explain as explain_code

    if is_total(report):
        explain_total(report, code, as_json=as_json, lang=lang)
        return
    explanation = explain_code(report, code, forms)
    if as_json:
        told = {"code": explanation.code, "name": explanation.name, "says": explanation.values}
        output.print_json({**told, "origins": [one.to_dict() for one in explanation.origins]})
    else:
        output.print_explanation(explanation, lang)


@click.command()
@click.option(
    "--out", "folder", type=LOCAL_FOLDER, default=None, metavar="DIR", help="Thư mục sẽ ghi."
)
@common
def demo(folder: Path | None, as_json: bool, forms: Path | None, lang: Language) -> None:
    """Xem cả vòng công việc trên kế hoạch thật của tỉnh Kiên Giang, quý II/2021."""
    from plansheet.demo.demonstration import demonstrate, free_folder

    folder = folder or free_folder(Path("plansheet-demo"))
    shown = demonstrate(folder, forms, lang)
    planted = shown.simulated.planted
    if as_json:
        files = {"folder": folder, "issued": shown.issued, "returns": shown.simulated.paths}
        told = [{"where": where, "what": what.say(lang)} for where, what in planted]
        summary = shown.merged.summary(lang)
        output.print_json({**files, "planted": told, **summary, "report": shown.report})
        return
    output.tell(
        sentences.DEMO_INTRO,
        lang,
        title=shown.merged.plan.title,
        seed=shown.seed,
        issued=len(shown.issued),
        returned=len(shown.simulated.paths),
    )
    for name, about in planted:
        output.say(f"  {name}: {about.say(lang)}")
    output.say("")
    output.print_summary(shown.merged, lang)
    output.tell(sentences.DEMO_END, lang, path=shown.report)
