"""What a workbook says of itself: XlsxWriter has no property for its language."""

from __future__ import annotations

from typing import Any, cast

from xlsxwriter.core import Core
from xlsxwriter.packager import Packager

from plansheet.language.wording import LANGUAGE_TAGS, Language


class _Core(Core):
    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.lang = lang

    def _write_cp_content_status(self) -> None:
        super()._write_cp_content_status()
        self._xml_data_element("dc:language", LANGUAGE_TAGS[self.lang])


class LanguagePackager(Packager):
    """Writes the parts of a workbook, its language among its properties."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.lang = lang

    def _write_core_file(self) -> None:
        core, packager = _Core(self.lang), cast(Any, self)
        core._set_properties(packager.workbook.doc_properties)
        core._set_xml_writer(packager._filename("docProps/core.xml"))
        core._assemble_xml_file()
