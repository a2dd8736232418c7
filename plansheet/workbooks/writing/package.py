"""The archive that a workbook is: its parts go into it as they are written, without other files.

XlsxWriter makes a file of every part, which it then reads again to pack it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, cast

from xlsxwriter.core import Core
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings, SharedStringTable

from plansheet.language.wording import LANGUAGE_TAGS, Language
from plansheet.workbooks.writing.cell_text import text_element

_LEVEL: Final = 3
"""Of packing: a report is a seventh larger than with 6, which takes three times as long, a sixth of
all that writing it takes."""

_PIECE: Final = 1 << 16
"""Characters of a part that are packed at a time."""

_MANY: Final = 1_000
"""Texts that are written at a time."""


class Nowhere:
    """Where XlsxWriter puts its own archive, in which nothing is."""

    def write(self, data: bytes) -> int:
        """Keep none of it."""
        return len(data)

    def flush(self) -> None:
        """There is nothing to flush."""


class _Part(io.StringIO):
    """A part that is being written: XlsxWriter takes it for a text in memory."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        super().__init__()
        self.packed = archive.open(name, "w")

    def write(self, text: str) -> int:
        """Add text, and pack what has come together."""
        size = super().write(text)
        if self.tell() > _PIECE:
            self._pack()
        return size

    def end(self) -> None:
        """Nothing comes any more."""
        with self.packed:
            self._pack()

    def _pack(self) -> None:
        self.packed.write(self.getvalue().encode())
        self.seek(0)
        self.truncate()


class SharedTexts(SharedStringTable):
    """The texts of all cells by number, to which rows add that are made as they are written."""

    string_table: dict[str, int]

    def number_of(self, text: str) -> int:
        """The number of a text, a new one where it is new; who shows it counts it."""
        return self.string_table.setdefault(text, len(self.string_table))

    def _get_shared_string_index(self, string: str) -> int:
        self.count += 1
        return self.number_of(string)

    def _sort_string_data(self) -> None:
        """They are in order; charts look texts up by number."""
        self.string_array = list(self.string_table)


class _Texts(SharedStrings):
    """Their part of the file. XlsxWriter takes a text within `<r>` and `</r>` for XML."""

    def _write_sst(self) -> None:
        table: Any = self.string_table
        table.unique_count = len(table.string_table)
        super()._write_sst()

    def _write_sst_strings(self) -> None:
        table: Any = self.string_table
        elements, out = map(text_element, table.string_table), cast(Any, self).fh
        while some := "</si><si>".join(islice(elements, _MANY)):
            out.write(f"<si>{some}</si>")


class _Core(Core):
    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.lang = lang

    def _write_cp_content_status(self) -> None:
        super()._write_cp_content_status()
        self._xml_data_element("dc:language", LANGUAGE_TAGS[self.lang])


class OwnPackager(Packager):
    """Writes the parts of a workbook into an archive, its language among its properties."""

    def __init__(self, path: Path, lang: Language) -> None:
        super().__init__()
        self.path, self.lang = path, lang
        self.part: _Part | None = None

    def _create_package(self) -> Sequence[tuple[Any, ...]]:
        """Write all parts; none is left for XlsxWriter to pack."""
        archive = zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        with archive as self.archive:
            try:
                cast(Any, super())._create_package()
            finally:
                self._end_part()
        return ()

    def _filename(self, xml_filename: str) -> _Part:
        """Where XlsxWriter writes a part, one after the other."""
        self._end_part()
        self.part = _Part(self.archive, xml_filename)
        return self.part

    def _end_part(self) -> None:
        part, self.part = self.part, None
        if part is not None:
            part.end()

    def _write_shared_strings_file(self) -> None:
        texts, packager = _Texts(), cast(Any, self)
        texts.string_table = packager.workbook.str_table
        if packager.workbook.str_table.count:
            texts._set_xml_writer(packager._filename("xl/sharedStrings.xml"))
            texts._assemble_xml_file()

    def _write_core_file(self) -> None:
        core, packager = _Core(self.lang), cast(Any, self)
        core._set_properties(packager.workbook.doc_properties)
        core._set_xml_writer(packager._filename("docProps/core.xml"))
        core._assemble_xml_file()
