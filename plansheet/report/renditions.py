"""In which other forms the report can be written, beside the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from plansheet.language.wording import Language
from plansheet.problems import OutputError
from plansheet.workbooks.remote import PathOrRemote, Written

if TYPE_CHECKING:
    from plansheet.consolidation import Consolidation
    from plansheet.workbooks.writing.paper import Paper


@dataclass(frozen=True, slots=True)
class Rendition:
    """One other form of the report: what is added to its name, and the function that writes it.

    The module of the writer is imported when it is asked for, and its libraries with it. The writer
    takes the consolidation, the path and the language, and gives the path; where the rendition is
    the workbook as it prints, also the paper and whether it looks as a document does.
    """

    ending: str
    module: str
    writer: str
    as_workbook: bool = False

    def beside(self, report: PathOrRemote) -> PathOrRemote:
        """Where it stands: beside the report, under the same name.

        Raises:
            OutputError: the report has that very name.
        """
        path = report.with_name(report.stem + self.ending)
        if path.name.casefold() == report.name.casefold():
            raise OutputError("same-output", path=report, kind=self.ending)
        return path

    def write(
        self,
        merged: Consolidation,
        report: PathOrRemote,
        lang: Language,
        *,
        as_document: bool = False,
        paper: Paper = "a4",
    ) -> Written:
        """Write it beside the report.

        Raises:
            OutputError: it cannot be written.
        """
        writer: Callable[..., Written] = getattr(import_module(self.module), self.writer)
        looks = {"as_document": as_document, "paper": paper} if self.as_workbook else {}
        return writer(merged, self.beside(report), lang=lang, **looks)


RENDITIONS: Final[Mapping[str, Rendition]] = {
    "html": Rendition(".html", "plansheet.report.page.writing", "write_page"),
    "pdf": Rendition(".pdf", "plansheet.report.printed", "write_pdf", as_workbook=True),
    "docx": Rendition(".docx", "plansheet.report.document.report", "write_document"),
    "csv": Rendition("_csv", "plansheet.report.datasets", "write_csv"),
    "parquet": Rendition("_parquet", "plansheet.report.datasets", "write_parquet"),
}
"""By what `merge --also` calls them."""


def renditions_of(names: Iterable[str]) -> list[Rendition]:
    """The renditions of these names, each once."""
    return [RENDITIONS[name] for name in dict.fromkeys(names)]
