"""The command line: parses, calls the cycle, prints. Nothing else prints or exits.

Exit status: 0 clean; 1 problems of severity error in returns or in a plan that was checked (the
output is still written); 2 could not run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from plansheet.cli import output, sentences
from plansheet.cli.commands import cli
from plansheet.cli.help_texts import fault_wording, in_language
from plansheet.cli.output import error_line
from plansheet.language.wording import NOTHING, Language, Wording
from plansheet.problems import PlansheetError
from plansheet.problems.catalogue import phrases

__all__ = ["main"]


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; exits with its status."""
    words = list(sys.argv[1:] if args is None else args)
    _speak_utf8()
    sys.exit(_run(words))


def _run(words: list[str]) -> int:
    lang = _language(words)
    try:
        spoken = in_language(cli, lang)
        status = spoken.main(words, prog_name="plansheet", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as bare:
        output.say(bare.ctx.get_help() if bare.ctx else "")
        return 0
    except click.ClickException as error:
        error_line(_usage(error).say(lang))
    except PlansheetError as error:
        hint = f" {sentences.SEE_CHECK.say(lang)}" if error.key == "plan-has-errors" else ""
        error_line(error.wording.say(lang) + hint)
    except (KeyboardInterrupt, click.Abort):
        error_line(sentences.STOPPED.say(lang))
    except Exception as error:
        if os.environ.get("PLANSHEET_DEBUG"):
            raise
        error_line(sentences.BUG.fill(what=f"{type(error).__name__}: {error}").say(lang))
    return 2


def _usage(error: click.ClickException) -> Wording:
    """What is wrong with a command line: click says it in English."""
    english = " ".join(error.format_message().split())
    match error:
        case click.MissingParameter(param=click.Parameter() as parameter):
            is_option = isinstance(parameter, click.Option)
            name = " / ".join(parameter.opts) if is_option else parameter.human_readable_name
            return sentences.MISSING_PARAMETER.fill(name=name, english=english)
        case click.NoSuchOption():
            near = ", ".join(error.possibilities or ())
            nearest = phrases.NEAREST.fill(names=near) if near else NOTHING
            return sentences.NO_SUCH_OPTION.fill(
                name=error.option_name, nearest=nearest, english=english
            )
        case click.BadParameter():
            return sentences.BAD_PARAMETER.fill(
                message=fault_wording(error.message), english=english
            )
        case _:
            return sentences.BAD_COMMAND_LINE.fill(fault=fault_wording(english))


def _language(words: Sequence[str]) -> Language:
    """The language of messages before the command line is parsed: `--lang`, else the setting."""
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            return "en" if words[index + 1] == "en" else "vi"
        if word.startswith("--lang="):
            return "en" if word == "--lang=en" else "vi"
    return "en" if os.environ.get("PLANSHEET_LANG") == "en" else "vi"


def _speak_utf8() -> None:
    """A Windows console in a legacy code page must not stop a Vietnamese sentence."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
