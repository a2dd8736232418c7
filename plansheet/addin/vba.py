"""VBA source as text → vbaProject.bin, and the names by which Excel binds it to the sheets.

No compiled code is written: a `_VBA_PROJECT` stream of version 0xFFFF makes Excel compile the
source when it opens the file ([MS-OVBA] 2.3.4.1).
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plansheet.addin.office_file import WORKBOOK, OfficeFile
from plansheet.problems import InputError

MACRO_WORKBOOK: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ADDIN: Final = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
PROJECT: Final = "xl/vbaProject.bin"
NO_COMPILED_CODE: Final = bytes.fromhex("cc61ffff000000")
"""The whole `_VBA_PROJECT` stream: its mark, version 0xFFFF, nothing cached."""


@dataclass(frozen=True, slots=True)
class Module:
    """One VBA module as a file has it: name, source, and whether it is a class."""

    name: str
    source: str
    is_class: bool = False


def add_project(office_file: OfficeFile, modules: Sequence[Module], content_type: str) -> None:
    """Give a workbook a VBA project of `modules`, and the sheets the code names that it needs.

    Raises:
        InputError: pyOpenVBA is not installed.
    """
    try:
        from pyopenvba import ExcelFile, VBAModuleKind
    except ImportError as error:
        raise InputError("no-pyopenvba") from error
    office_file.set_type(WORKBOOK, MACRO_WORKBOOK)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsm"
        path.write_bytes(office_file.to_bytes())
        with ExcelFile(path) as file:
            project = file.add_vba_project()
            for module in modules:
                kind = VBAModuleKind.other if module.is_class else VBAModuleKind.standard
                project.add_module(module.name, _lines(module.source), kind=kind)
            for document in project.modules:
                document.dirty = True  # written anew, without the compiled code of the model
            file.save(path)
        office_file.parts = OfficeFile.read(path).parts
    office_file.parts[PROJECT] = _without_compiled_code(office_file.parts[PROJECT])
    office_file.set_type(WORKBOOK, content_type)


def _lines(source: str) -> str:
    """Source with the line ends that VBA has."""
    return "\r\n".join(source.splitlines()) + "\r\n"


def _without_compiled_code(project: bytes) -> bytes:
    from pyopenvba.cfb import CFB

    file = CFB.from_bytes(project)
    file.write_stream_in_storage("VBA", "_VBA_PROJECT", NO_COMPILED_CODE)
    return bytes(file.to_bytes())
