"""The buttons that only show: what a revision changed, whence a figure comes, what is installed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plansheet.addin import sentences
from plansheet.addin.help import help_rows
from plansheet.addin.open_plan import is_own_form, plan_of, schemas_of
from plansheet.addin.receipt_list import RECEIPT_HEADS
from plansheet.addin.settings import read_settings, write_settings
from plansheet.addin.steps import steps
from plansheet.forms.names import ReportColumn
from plansheet.forms.report_sheets import PROBLEM_TITLES
from plansheet.forms.values import show
from plansheet.workbooks.writing.cell_text import quoted

if TYPE_CHECKING:
    from plansheet.addin.excel import Excel
    from plansheet.own_forms.explaining import CellExplanation
    from plansheet.report.explain import Explanation

_CHANGE_HEADS: Final = (
    ("Khác gì", 12.0),
    (PROBLEM_TITLES[ReportColumn.SHEET], 16.0),
    (RECEIPT_HEADS[-1][0], 12.0),
    ("Tên gọi", 60.0),
    ("Mục", 24.0),
    ("Bản cũ", 40.0),
    ("Bản mới", 40.0),
)
_SOURCE_HEADS: Final = (
    (RECEIPT_HEADS[0][0], 30.0),
    (PROBLEM_TITLES[ReportColumn.FILE], 40.0),
    (PROBLEM_TITLES[ReportColumn.SHEET], 16.0),
    (PROBLEM_TITLES[ReportColumn.CELLS], 16.0),
    ("Số liệu, lời báo cáo", 80.0),
)

_Source = tuple[str, str, str, str, str]
"""A row of `_SOURCE_HEADS`."""


def compare(excel: Excel) -> None:
    """List what the active plan changed against an earlier version of it."""
    from plansheet.plan.revision import CHANGE_NAMES, diff

    old, new = excel.answers.file("old_plan"), excel.plan_path()
    changes = diff(plan_of(excel, old), plan_of(excel, new))
    if not changes:
        excel.tell(sentences.SAME_PLAN.format(name=old.name))
        return
    rows = [
        (CHANGE_NAMES[c.kind].vi, c.sheet, c.code, c.name, c.column, c.before, c.after)
        for c in changes
    ]
    excel.show_table("So sánh", _CHANGE_HEADS, rows)


def explain(excel: Excel) -> None:
    """Show where the selected cell of a report, or of the total of a form, comes from."""
    from plansheet.own_forms.explaining import explain_cell, is_total
    from plansheet.report.explain import explain as explain_code

    report, cell = excel.report_path(), excel.answers.text("cell")
    excel.say(sentences.LOOKING_FOR_SOURCES.format(cell=cell))
    if is_total(report):
        total = explain_cell(report, cell)
        heading = " · ".join(filter(None, (total.row, total.column)))
        rows = list(_of_total(total))
        says = {"": show(total.value) or total.formula}
    else:
        found = explain_code(report, cell, schemas_of(excel))
        heading, rows = f"{found.code} – {found.name}", list(_of_report(found))
        says = dict(found.says)
    known = [(title, "", "", "", text) for title, text in ((heading, ""), *says.items())]
    links = {
        (row, 1): (f"{path}#{quoted(sheet)}!{cells.partition(',')[0]}", name)
        for row, (_, name, sheet, cells, _) in enumerate(rows, len(known))
        if (path := _returned(excel, name)) is not None
    }
    excel.show_table("Số này từ đâu", _SOURCE_HEADS, [*known, *rows], links)


def _of_report(found: Explanation) -> Iterator[_Source]:
    for source in found.origins:
        said = "; ".join(f"{title}: {text}" for title, text in source.said.items())
        who = f"{source.agency} {source.agency_name}".strip()
        yield who, source.file, source.sheet, source.cells, said


def _of_total(total: CellExplanation) -> Iterator[_Source]:
    for source in total.origins:
        who = f"{source.agency} {source.agency_name}".strip()
        yield who, source.file, source.sheet, source.cell, show(source.value)


def _returned(excel: Excel, name: str) -> Path | None:
    """A file of the folder of returns used last, where it is still there."""
    folder = excel.answers.optional("returns")
    path = Path(folder) / name if folder and name else None
    return path if path is not None and path.is_file() else None


def settings(excel: Excel) -> None:
    """Show what is installed where."""
    import sys

    from plansheet import __version__

    excel.tell(
        sentences.SETTINGS.format(
            version=__version__,
            python=sys.executable,
            forms=read_settings(excel.data).forms or sentences.PACKAGED_FORMS,
            data=excel.data,
            examine=steps().examine.vi,
        )
    )


def choose_forms(excel: Excel) -> None:
    """Keep the folder of own forms, or that of one learnt form; then tell what is installed.

    With a learnt form the buttons issue, check and merge that form; none: the packaged ones.
    """
    from plansheet.forms import load_forms
    from plansheet.own_forms import read_form

    forms = excel.answers.folder("forms") if excel.answers.optional("forms") else None
    if forms is not None and is_own_form(forms):
        read_form(forms)
    else:
        load_forms(forms)
    write_settings(excel.data, replace(read_settings(excel.data), forms=forms))
    settings(excel)


def show_help(excel: Excel) -> None:
    """Show what each button does."""
    heads: Sequence[tuple[str, float]] = (("Nút", 24), ("Việc của nút", 100))
    excel.show_table("Trợ giúp", heads, help_rows())
