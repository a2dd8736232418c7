"""What `merge` gives: a consolidation that writes itself."""

from __future__ import annotations

from dataclasses import fields
from typing import Self

from plansheet.consolidation import Consolidation
from plansheet.language.wording import Language
from plansheet.report.datasets import write_csv, write_parquet
from plansheet.report.writing import write_report
from plansheet.workbooks.remote import Location, Written


class Merged(Consolidation):
    """A consolidation for scripts: it knows the writers, which stand above what they write."""

    @classmethod
    def of(cls, merged: Consolidation) -> Self:
        """The same consolidation."""
        return cls(**{field.name: getattr(merged, field.name) for field in fields(merged)})

    def to_excel(
        self, path: Location, decisions: Location | None = None, *, lang: Language = "vi"
    ) -> Written:
        """Write the report: see `write_report`."""
        return write_report(self, path, decisions, lang=lang)

    def to_csv(self, folder: Location, *, lang: Language = "vi") -> Written:
        """Write each table as a .csv file into a folder: see `write_csv`."""
        return write_csv(self, folder, lang=lang)

    def to_parquet(self, folder: Location, *, lang: Language = "vi") -> Written:
        """Write each table as a .parquet file into a folder, with pyarrow: see `write_parquet`."""
        return write_parquet(self, folder, lang=lang)
