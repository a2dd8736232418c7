"""LibreOffice at the other end of a pipe: starts it, does what each line of input asks.

Runs under the Python that has LibreOffice's `uno` module, which is not that of the tests, so it
uses nothing but the standard library. A request is one line of JSON, [name, argument …]; so is
the answer, {"result": …} or {"error": …}.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import uno
from com.sun.star.awt import Size
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.sheet.FillDirection import TO_BOTTOM
from com.sun.star.sheet.FillMode import SIMPLE
from com.sun.star.sheet.FormulaResult import STRING
from com.sun.star.table import TableSortField
from com.sun.star.table.CellContentType import EMPTY, FORMULA, TEXT

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".pdf": "calc_pdf_Export",
    ".doc": "MS Word 97",
    ".odt": "writer8",
    ".rtf": "Rich Text Format",
}
SECONDS = 90
ALWAYS_EXECUTE_NO_WARN = 4
LIBRARY, DRIVER = "VBAProject", "Driver"
"""Where the macros of a workbook stand, and the module of ours beside them."""


class Office:
    """One LibreOffice without a window and the document that is open in it.

    A workbook with macros (`load`) has others beside it (`show`), so that one of them is active.
    """

    def __init__(self, program: str, folder: str) -> None:
        name = f"plansheet{os.getpid()}"
        self.process = subprocess.Popen(
            [
                program,
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                "--nolockcheck",
                f"-env:UserInstallation={Path(folder).resolve().as_uri()}",
                f"--accept=pipe,name={name};urp;",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        context = self.connect(resolver, f"uno:pipe,name={name};urp;StarOffice.ComponentContext")
        self.services = context.ServiceManager
        self.desktop = self.services.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        self.document: Any = None
        self.others: list[Any] = []

    def connect(self, resolver: Any, address: str) -> Any:
        end = time.monotonic() + SECONDS
        while True:
            try:
                return resolver.resolve(address)
            except NoConnectException:
                if time.monotonic() > end or self.process.poll() is not None:
                    self.stop()
                    raise
                time.sleep(0.1)

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    # What can be asked.

    def open(self, path: str) -> None:
        self.close()
        self.document = self.load_document(path, PropertyValue(Name="Hidden", Value=True))

    def load(self, path: str) -> None:
        """Open a workbook with macros; those that were open are closed."""
        self.close()
        filter_name = PropertyValue(Name="FilterName", Value=FILTERS[".xlsm"])
        mode = PropertyValue(Name="MacroExecutionMode", Value=ALWAYS_EXECUTE_NO_WARN)
        self.document = self.load_document(path, filter_name, mode)

    def show(self, path: str) -> None:
        """Open an ordinary workbook beside it, which becomes the active one."""
        self.others.append(self.load_document(path))

    def close(self) -> None:
        self.close_others()
        if self.document is not None:
            self.document.close(True)
            self.document = None

    def close_others(self) -> None:
        for other in self.others:
            other.close(True)
        self.others = []

    def save(self, path: str) -> None:
        """Save a copy in the format of the extension."""
        kind = FILTERS[Path(path).suffix]
        if self.document.supportsService("com.sun.star.text.TextDocument"):
            kind = kind.replace("calc", "writer")
        chosen = PropertyValue(Name="FilterName", Value=kind)
        self.document.storeToURL(Path(path).resolve().as_uri(), (chosen,))

    def type(self, sheet: str, entries: Mapping[str, str | float]) -> None:
        """Type texts into cells, as a person would; an ISO date becomes a date."""
        cells = self.sheet(sheet)
        for address, text in entries.items():
            cell = cells.getCellRangeByName(address)
            if isinstance(text, str):
                cell.setFormula(text)
            else:
                cell.setValue(text)

    def write_text(self, sheet: str, entries: Mapping[str, str]) -> None:
        """Put texts into cells that stay texts whatever they look like."""
        for address, text in entries.items():
            self.sheet(sheet).getCellRangeByName(address).setString(text)

    def type_over(self, sheet: str) -> None:
        """Put its value into each cell of a sheet that has a formula, as “paste values” does."""
        for cell in list(self.all_formulas(self.sheet(sheet))):
            value = self.value(cell)
            if isinstance(value, float):
                cell.setValue(value)
            else:
                cell.setString(value or "")

    def unprotect(self, sheet: str) -> None:
        """Take the protection off; it has no password."""
        self.sheet(sheet).unprotect("")

    def sort(self, sheet: str, area: str, column: int) -> None:
        """Sort the rows of an area by a column of it, falling, its first row among them."""
        field = TableSortField()
        field.Field, field.IsAscending = column, False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        chosen = PropertyValue(Name="SortFields", Value=fields)
        header = PropertyValue(Name="ContainsHeader", Value=False)
        self.sheet(sheet).getCellRangeByName(area).sort((chosen, header))

    def fill_down(self, sheet: str, area: str) -> None:
        """Fill an area down with what its first row has."""
        self.sheet(sheet).getCellRangeByName(area).fillSeries(TO_BOTTOM, SIMPLE, 0, 0, 0)

    def copy(self, sheet: str, area: str, to: str) -> None:
        """Copy an area over what stands from a cell on."""
        cells = self.sheet(sheet)
        target = cells.getCellRangeByName(to).CellAddress
        cells.copyRange(target, cells.getCellRangeByName(area).RangeAddress)

    def merge(self, sheet: str, area: str) -> None:
        """Merge the cells of an area."""
        self.sheet(sheet).getCellRangeByName(area).merge(True)

    def insert(self, sheet: str, what: str, at: int, count: int) -> None:
        """Insert "Rows" or "Columns" before the one that is counted `at` from 0."""
        getattr(self.sheet(sheet), what).insertByIndex(at, count)

    def import_sheet(self, path: str, sheet: str) -> None:
        """Copy a sheet of another workbook behind all others."""
        other = self.load_document(path, PropertyValue(Name="Hidden", Value=True))
        try:
            self.document.Sheets.importSheet(other, sheet, self.document.Sheets.Count)
        finally:
            other.close(True)

    def comment(self, sheet: str, address: str, text: str) -> None:
        """Put a comment at a cell."""
        cells = self.sheet(sheet)
        cells.Annotations.insertNew(cells.getCellRangeByName(address).CellAddress, text)

    def picture(self, sheet: str, path: str) -> None:
        """Put a picture onto a sheet."""
        provider = self.services.createInstance("com.sun.star.graphic.GraphicProvider")
        graphic = provider.queryGraphic((PropertyValue(Name="URL", Value=Path(path).as_uri()),))
        shape = self.document.createInstance("com.sun.star.drawing.GraphicObjectShape")
        shape.Graphic = graphic
        shape.setSize(Size(3000, 2000))
        self.sheet(sheet).DrawPage.add(shape)

    def values(self, sheet: str, addresses: Sequence[str]) -> list[Any]:
        """The values of cells: None, text or number."""
        return [self.value(self.sheet(sheet).getCellRangeByName(a)) for a in addresses]

    def shown(self, sheet: str, addresses: Sequence[str]) -> list[str]:
        """What a person reads in cells."""
        return [self.sheet(sheet).getCellRangeByName(a).String for a in addresses]

    def recalculate(self) -> None:
        self.document.calculateAll()

    def sheets(self) -> list[list[Any]]:
        """The name of each sheet and whether it can be seen."""
        return [[s.Name, s.IsVisible] for s in self.document.Sheets]

    def formulas(self) -> list[list[Any]]:
        """Every formula cell: sheet, address, formula, value, number of its error."""
        found = []
        for sheet in self.document.Sheets:
            for cell in self.all_formulas(sheet):
                column, row = cell.CellAddress.Column, cell.CellAddress.Row
                name = sheet.Columns[column].Name + str(row + 1)
                found.append([sheet.Name, name, cell.Formula, self.value(cell), cell.getError()])
        return found

    def rule(self, sheet: str, address: str) -> dict[str, Any]:
        """The cell rule: its type, formulas, drop-down, titles and messages."""
        rule = self.sheet(sheet).getCellRangeByName(address).Validation
        return {
            "type": rule.Type.value,
            "list": rule.ShowList,
            "formula1": rule.getFormula1(),
            "formula2": rule.getFormula2(),
            "refuses": rule.ShowErrorMessage and rule.ErrorAlertStyle.value == "STOP",
            "prompts": rule.ShowInputMessage,
            "title": rule.InputTitle,
            "message": rule.InputMessage,
        }

    def protection(self, sheet: str, addresses: Sequence[str]) -> list[Any]:
        """Whether the sheets' order, this sheet, and each of these cells are protected."""
        cells = [self.sheet(sheet).getCellRangeByName(a).CellProtection for a in addresses]
        return [
            self.document.isProtected(),
            self.sheet(sheet).isProtected(),
            [cell.IsLocked for cell in cells],
        ]

    def charts(self) -> dict[str, int]:
        """How many charts each sheet has."""
        return {sheet.Name: sheet.Charts.Count for sheet in self.document.Sheets}

    def low_rows(self) -> list[list[Any]]:
        """The rows that are lower than LibreOffice would make them: sheet, row, points of both."""
        found = []
        for sheet in self.document.Sheets:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            for row in range(cursor.RangeAddress.EndRow + 1 if sheet.IsVisible else 0):
                one = sheet.Rows[row]
                before = one.Height
                one.OptimalHeight = True
                if one.Height > before:
                    found.append([sheet.Name, row + 1, before * 72 / 2540, one.Height * 72 / 2540])
        return found

    def run(self, body: str) -> Any:
        """Run Basic statements inside the workbook's project; the value of `Go` comes back."""
        library = self.document.BasicLibraries.getByName(LIBRARY)
        code = f"Option VBASupport 1\nPublic Function Go() As String\n{body}\nEnd Function\n"
        if library.hasByName(DRIVER):
            library.replaceByName(DRIVER, code)
        else:
            library.insertByName(DRIVER, code)
        address = f"vnd.sun.star.script:{LIBRARY}.{DRIVER}.Go?language=Basic&location=document"
        script = self.document.getScriptProvider().getScript(address)
        return script.invoke((), (), ())[0]

    # How.

    def load_document(self, path: str, *options: Any) -> Any:
        url = Path(path).resolve().as_uri()
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, options)
        if document is None:
            raise ValueError(f"LibreOffice does not open {path}")
        return document

    def sheet(self, name: str) -> Any:
        return self.document.Sheets.getByName(name)

    def value(self, cell: Any) -> Any:
        kind = cell.FormulaResultType2 if cell.Type == FORMULA else None
        if cell.Type == EMPTY:
            return None
        if cell.getError():
            return {"error": cell.String}
        if cell.Type == TEXT or kind == STRING:
            return cell.String
        return cell.Value

    def all_formulas(self, sheet: Any) -> Iterator[Any]:
        cells = sheet.queryContentCells(16).Cells.createEnumeration()
        while cells.hasMoreElements():
            yield cells.nextElement()


def answer(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main() -> None:
    program, folder = sys.argv[1:]
    office = Office(program, folder)
    try:
        answer({"result": "ready"})
        for line in sys.stdin:
            name, *arguments = json.loads(line)
            try:
                answer({"result": getattr(office, name)(*arguments)})
            except DisposedException:
                raise
            except Exception as error:
                answer({"error": f"{type(error).__name__}: {error}"})
    finally:
        office.stop()


if __name__ == "__main__":
    main()
