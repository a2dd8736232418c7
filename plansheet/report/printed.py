"""The report as a .pdf: the workbook, printed by LibreOffice."""

from __future__ import annotations

import tempfile
from pathlib import Path

from plansheet.consolidation import Consolidation
from plansheet.language.wording import Language
from plansheet.report.writing import write_report
from plansheet.workbooks.remote import Location, Written, source_of
from plansheet.workbooks.writing.libreoffice import write_as_pdf
from plansheet.workbooks.writing.paper import Paper


def write_pdf(
    merged: Consolidation,
    path: Location,
    *,
    lang: Language = "vi",
    as_document: bool = False,
    paper: Paper = "a4",
) -> Written:
    """Write the report as a .pdf file, page by page as it is printed.

    Args:
        merged: from `merge`.
        path: the .pdf file; one that exists is replaced.
        lang, as_document, paper: as `write_report`.

    Returns:
        The path.

    Raises:
        ArgumentError: `merged` is no consolidation.
        OutputError: LibreOffice is not installed, takes too long or fails, or the file cannot be
            written; nothing half-written is left.
    """
    path = source_of(path)
    with tempfile.TemporaryDirectory(prefix="plansheet-") as folder:
        workbook = Path(folder) / "report.xlsx"
        write_report(merged, workbook, lang=lang, as_document=as_document, paper=paper)
        write_as_pdf(workbook, path)
    return path
