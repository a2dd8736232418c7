"""The command that says what can be said of a file: every code of a problem, or one at length."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from plansheet.cli import output
from plansheet.cli.examples import examples
from plansheet.cli.options import common
from plansheet.language.wording import LANGUAGES, NOTHING, Language
from plansheet.problems import InputError
from plansheet.problems.catalogue import CATALOGUE, phrases


@click.command()
@click.argument("code", metavar="[CODE]", default="")
@common
def codes(
    code: str,
    as_json: bool,
    forms: Path | None,  # noqa: ARG001 - as others
    lang: Language,
) -> None:
    """Mọi mã lỗi: nghĩa là gì, mức độ, cần làm gì; nêu một mã thì kèm ví dụ."""
    chosen = [_known(code)] if code else list(CATALOGUE)
    if as_json:
        output.print_json({"codes": [_facts(one, with_example=bool(code)) for one in chosen]})
    elif code:
        output.print_code(examples()[chosen[0]], CATALOGUE[chosen[0]], lang)
    else:
        output.print_codes(CATALOGUE, lang)


def _known(text: str) -> str:
    """The code that was typed, in any case.

    Raises:
        InputError: there is no such code.
    """
    code = text.strip().lower()
    if code in CATALOGUE:
        return code
    near = ", ".join(get_close_matches(code, CATALOGUE))
    nearest = phrases.NEAREST.fill(names=near) if near else NOTHING
    raise InputError("no-such-code", text=text, nearest=nearest)


def _facts(code: str, *, with_example: bool) -> Mapping[str, Any]:
    entry = CATALOGUE[code]
    facts = {
        "code": code,
        "severity": entry.severity,
        "message": {one: entry.message.say(one) for one in LANGUAGES},
        "hint": {one: entry.hint.say(one) for one in LANGUAGES},
    }
    if not with_example:
        return facts
    return {**facts, "example": {one: examples()[code].to_dict(one) for one in LANGUAGES}}
