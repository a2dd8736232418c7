"""The one function that VBA calls, and what it promises: no traceback, no status left behind."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plansheet.addin import sentences
from plansheet.addin.one_at_a_time import alone
from plansheet.addin.steps import steps
from plansheet.problems import InputError, PlansheetError

if TYPE_CHECKING:
    from plansheet.addin.excel import Excel

LOG: Final = "loi.txt"


def press(button: str, place: str = "ribbon") -> None:
    """Do what `button` of the ribbon, or of the panel in tong_hop.xlsm, does; called by Excel."""
    sys.tracebacklimit = 0  # what fails before Excel can be told is one line in xlwings' message
    from plansheet.addin.buttons import BUTTONS
    from plansheet.addin.excel import calling_excel

    refuse_open_python()
    run(calling_excel(panel=place == "panel"), BUTTONS[button])


def refuse_open_python() -> None:
    """Raise `InputError` where Excel started Python open to its surroundings.

    The add-in starts it isolated (-I); other xlwings macros may put the folder of a workbook that
    came by e-mail on the path.
    """
    from_excel = any(argument.startswith("--from_xl") for argument in sys.argv)
    if from_excel and not sys.flags.isolated:
        raise InputError("python-not-isolated", install=steps().install)


def run(excel: Excel, action: Callable[[Excel], None]) -> None:
    """Do `action`; whatever goes wrong ends in a message that a clerk understands.

    What is no fault of the user's is written to a log too. Never raises for what `action` does.
    """
    from plansheet.addin.excel import Stopped

    try:
        excel.refuse_foreign_settings()
        with alone(excel.data) as is_alone:
            if not is_alone:
                raise Stopped(sentences.BUSY)
            action(excel)
    except Stopped as stopped:
        excel.tell(str(stopped) or sentences.CANCELLED)
    except PlansheetError as error:
        excel.tell(error.wording.vi, critical=True)
    except Exception as error:
        path = _write_log(excel.data / LOG)
        what = f"{type(error).__name__}: {error}"
        excel.tell(sentences.FAILED.format(what=what, log=path), critical=True)
    finally:
        excel.say(None)


def _write_log(path: Path) -> Path:
    """Keep the details of the exception that is being handled."""
    from plansheet import __version__

    limit, sys.tracebacklimit = getattr(sys, "tracebacklimit", None), 1000
    text = f"plansheet {__version__}, Python {sys.version}\n{traceback.format_exc()}"
    sys.tracebacklimit = limit
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return Path(sentences.NO_LOG)
    return path
