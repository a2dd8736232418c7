"""The command that says what can be said of a file: every code of a problem."""

from __future__ import annotations

from pathlib import Path

import click

from plansheet.cli import output
from plansheet.cli.options import common, json_option
from plansheet.language.wording import LANGUAGES, Language
from plansheet.problems.catalogue import CATALOGUE


@click.command()
@common
@json_option
def codes(as_json: bool, forms: Path | None, lang: Language) -> None:  # noqa: ARG001 - as others
    """Mọi mã lỗi: nghĩa là gì, mức độ, cần làm gì."""
    if not as_json:
        output.print_codes(CATALOGUE, lang)
        return
    listed = [
        {
            "code": code,
            "severity": entry.severity,
            "message": {one: entry.message.say(one) for one in LANGUAGES},
            "hint": {one: entry.hint.say(one) for one in LANGUAGES},
        }
        for code, entry in CATALOGUE.items()
    ]
    output.print_json({"codes": listed})
