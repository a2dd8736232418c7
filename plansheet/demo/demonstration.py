"""`plansheet demo`: the whole cycle on the real plan of Kiên Giang, with simulated returns."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from plansheet.consolidation import Consolidation
from plansheet.cycle import issue, merge
from plansheet.demo.simulation import Simulated, simulate
from plansheet.forms import load_forms
from plansheet.forms.resources import resource
from plansheet.language.wording import Language
from plansheet.plan.workbook.reading import read_plan
from plansheet.problems import OutputError
from plansheet.report.writing import write_report
from plansheet.workbooks.writing.files import cannot_write

PERIOD: Final = "2021-Q2"
AS_OF: Final = date(2021, 7, 1)
SEED: Final = 2021


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the demonstration wrote and found."""

    issued: tuple[Path, ...]
    simulated: Simulated
    merged: Consolidation
    report: Path
    seed: int


def free_folder(wanted: Path) -> Path:
    """`wanted`, or the first of `wanted-2`, `wanted-3` … that is not there yet."""
    folder, number = wanted, 1
    while folder.exists():
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder


def demonstrate(folder: Path, forms: Path | None = None, lang: Language = "vi") -> Demonstration:
    """Write plan.xlsx, issued/, returns/ and report.xlsx into `folder`, which must be empty.

    Raises:
        OutputError: it is not, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError("folder-not-empty", path=folder)
    returns = folder / "returns"
    try:
        returns.mkdir(parents=True)
        shutil.copyfile(
            resource("examples") / "kien_giang_2021_2025" / "plan.xlsx", folder / "plan.xlsx"
        )
    except OSError as error:
        raise cannot_write(folder, error) from error
    plan = read_plan(folder / "plan.xlsx", load_forms(forms))
    issued = issue(plan, PERIOD, folder / "issued", lang=lang)
    simulated = simulate(plan, plan.period(PERIOD), returns, AS_OF, SEED, lang)
    merged = merge(plan, PERIOD, returns, AS_OF)
    report = write_report(merged, folder / "report.xlsx", lang=lang)
    return Demonstration(tuple(issued), simulated, merged, report, SEED)
