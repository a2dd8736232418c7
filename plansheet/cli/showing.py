"""The commands that show: where a figure comes from, and the whole cycle on a real plan."""

from __future__ import annotations

from pathlib import Path

import click

from plansheet.cli import output, sentences
from plansheet.cli.forms import explain_total
from plansheet.cli.options import PATH, common, json_option
from plansheet.language.wording import Language


@click.command()
@click.argument("report", metavar="REPORT.xlsx", type=PATH)
@click.argument("code", metavar="CODE")
@common
@json_option
def explain(report: Path, code: str, as_json: bool, forms: Path | None, lang: Language) -> None:
    """Một con số của báo cáo lấy từ đâu."""
    from dataclasses import asdict

    from plansheet.own_forms.explaining import is_total
    from plansheet.report.explain import explain as explain_code

    if is_total(report):
        explain_total(report, code, as_json=as_json, lang=lang)
        return
    explanation = explain_code(report, code, forms)
    if as_json:
        output.print_json(asdict(explanation))
    else:
        output.print_explanation(explanation, lang)


@click.command()
@click.option("--out", "folder", type=PATH, default=None, metavar="DIR", help="Thư mục sẽ ghi.")
@common
def demo(folder: Path | None, forms: Path | None, lang: Language) -> None:
    """Xem cả vòng công việc trên kế hoạch thật của tỉnh Kiên Giang, quý II/2021."""
    from plansheet.demo.demonstration import demonstrate, free_folder

    shown = demonstrate(folder or free_folder(Path("plansheet-demo")), forms, lang)
    output.tell(
        sentences.DEMO_INTRO,
        lang,
        title=shown.merged.plan.title,
        seed=shown.seed,
        issued=len(shown.issued),
        returned=len(shown.simulated.paths),
    )
    for name, about in shown.simulated.planted:
        output.say(f"  {name}: {about.say(lang)}")
    output.say("")
    output.print_summary(shown.merged, lang)
    output.tell(sentences.DEMO_END, lang, path=shown.report)
