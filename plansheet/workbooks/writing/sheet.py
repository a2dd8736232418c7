"""What the sheets and workbooks of XlsxWriter lack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol, cast

import xlsxwriter
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import CellStringTuple

from plansheet.language.wording import Language
from plansheet.workbooks.reading.addresses import EXCEL_ROWS
from plansheet.workbooks.writing.cell_text import looks_typed
from plansheet.workbooks.writing.package import Nowhere, OwnPackager, SharedTexts
from plansheet.workbooks.writing.paper import Paper
from plansheet.workbooks.writing.raising import RaisingWorksheet
from plansheet.workbooks.writing.rows import write_rows

_SHORT: Final = 1_000
"""Characters of a text that a cell certainly holds."""


class Rows(Protocol):
    """Rows that a sheet has below its cells, and writes itself (see `TableRows`)."""

    first: int

    def write(self) -> None:
        """Write them into the file of the sheet."""

    def shown(self, row: int, column: int) -> str | None:
        """What a chart shows of a cell."""


class OwnWorksheet(RaisingWorksheet):
    """A sheet whose texts stay text and whose fitted rows stay free to grow while one types.

    XlsxWriter marks every row that has a height as set by hand (customHeight); without that mark
    Excel fits the row again when its text changes. `quoted` gives for a format the same for texts
    that `looks_typed` is true of. `shared_formulas` counts those of several cells.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fitted: set[int] = set()
        self.shared_formulas = 0
        self.different_first = False
        self.beside: tuple[Paper, int] | None = None
        self.quoted: Callable[[Any], Any] = lambda cell_format: cell_format
        self.below: Rows | None = None
        self.links: list[str] = []

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
        if looks_typed(string):
            cell_format = self.quoted(cell_format)
        return super()._write_string(row, col, string, cell_format)

    def _prepare_formula(self, formula: str, *_: object) -> str:
        """Ours use functions of Excel 2007 only; XlsxWriter seeks some 150 later ones in each."""
        return formula.removeprefix("=")

    def _xml_start_tag(self, tag: Any, attributes: Any = ()) -> None:
        """A first page without header and footer, for which XlsxWriter has no option."""
        if tag == "headerFooter" and self.different_first:
            attributes = [*attributes, ("differentFirst", 1)]
        super()._xml_start_tag(tag, attributes)

    def write_text(self, row: int, column: int, text: str, cell_format: Any) -> None:
        """`write_string` of one step for what is short and like nothing else: nearly every cell."""
        if len(text) > _SHORT or looks_typed(text):
            self.write_string(row, column, text, cell_format)
        else:
            self._check_dimensions(row, column)
            strings: Any = self.str_table
            index = strings._get_shared_string_index(text)
            self.table[row][column] = CellStringTuple(index, cell_format)

    def _xml_start_tag_unencoded(self, tag: Any, attributes: Any = ()) -> None:
        if tag == "row" and attributes[0][1] - 1 in self.fitted:
            attributes = [one for one in attributes if one[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def _write_rows(self) -> None:
        write_rows(self)
        if self.below is not None:
            self.below.write()

    def add_long_table(
        self, first: int, left: int, last: int, right: int, options: Mapping[str, Any]
    ) -> None:
        """`add_table`, which looks at each cell whether another table has it: none has here."""
        self.add_table(first, left, first + 1, right, dict(options))
        area = xl_range(first, left, last, right)
        self.tables[-1] |= dict.fromkeys(("range", "a_range", "autofilter"), area)

    def _write_hyperlinks(self) -> None:
        super()._write_hyperlinks()
        if self.links and not self.hyperlinks:
            self._xml_start_tag("hyperlinks")
            self._xml_end_tag("hyperlinks")

    def _xml_end_tag(self, tag: str) -> None:
        if tag == "hyperlinks":
            cast(Any, self).fh.write("".join(self.links))
        super()._xml_end_tag(tag)

    def _get_range_data(self, first: int, left: int, last: int, right: int) -> list[Any]:
        """What charts keep of the cells that they show."""
        if self.below is None or first < self.below.first:
            return list(cast(Any, super())._get_range_data(first, left, last, right))
        rows, columns = range(first, last + 1), range(left, right + 1)
        return [self.below.shown(row, column) for row in rows for column in columns]


class OwnWorkbook(xlsxwriter.Workbook):
    """XlsxWriter has no lockStructure: agencies should not rename or delete the sheets.

    Nor has it the language of a workbook (see `OwnPackager`).
    """

    worksheet_class = OwnWorksheet
    lock_structure = False
    lang: Language = "vi"
    rows = EXCEL_ROWS

    def __init__(self, path: Path, options: Mapping[str, Any]) -> None:
        self._path = path
        self._properties: dict[int, Mapping[str, Any]] = {}
        self._quoted: dict[int, Any] = {}
        super().__init__(cast(Any, Nowhere()), dict(options))
        self.str_table = SharedTexts()

    def add_worksheet(self, *args: Any, **kwargs: Any) -> Any:
        """A sheet with the rows that this workbook has."""
        sheet: Any = super().add_worksheet(*args, **kwargs)
        sheet.quoted, sheet.xls_rowmax = self._for_quoted, self.rows
        return sheet

    def add_format(self, properties: Mapping[str, Any] | None = None) -> Any:
        """A format whose properties are known when it is to be quoted."""
        made = super().add_format(properties)
        self._properties[id(made)] = properties or {}
        return made

    def _for_quoted(self, cell_format: Any) -> Any:
        key = id(cell_format)
        if key not in self._quoted:
            same = self._properties.get(key, {})
            self._quoted[key] = self.add_format({**same, "quote_prefix": True})
        return self._quoted[key]

    def _get_packager(self) -> OwnPackager:
        return OwnPackager(self._path, self.lang)

    def _write_book_views(self) -> None:
        if self.lock_structure:
            self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])
        super()._write_book_views()
