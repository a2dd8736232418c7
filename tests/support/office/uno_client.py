"""LibreOffice at the other end of a pipe: starts it, does what each line of input asks.

Runs under the Python that has LibreOffice's `uno` module, which is not that of the tests, so it
uses nothing but the standard library. A request is one line of JSON, [name, argument …]; so is
the answer, {"result": …} or {"error": …}.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.sheet.FormulaResult import STRING
from com.sun.star.table.CellContentType import EMPTY, FORMULA, TEXT

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".pdf": "calc_pdf_Export",
}
SECONDS = 90


class Office:
    """One LibreOffice without a window and the document that is open in it."""

    def __init__(self, program, folder):
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
        self.desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        self.document = None

    def connect(self, resolver, address):
        end = time.monotonic() + SECONDS
        while True:
            try:
                return resolver.resolve(address)
            except NoConnectException:
                if time.monotonic() > end or self.process.poll() is not None:
                    self.stop()
                    raise
                time.sleep(0.1)

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    # What can be asked.

    def open(self, path):
        self.close()
        hidden = PropertyValue(Name="Hidden", Value=True)
        url = Path(path).resolve().as_uri()
        self.document = self.desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))
        if self.document is None:
            raise ValueError(f"LibreOffice does not open {path}")

    def close(self):
        if self.document is not None:
            self.document.close(True)
            self.document = None

    def save(self, path):
        """Save a copy in the format of the extension."""
        kind = FILTERS[Path(path).suffix]
        chosen = PropertyValue(Name="FilterName", Value=kind)
        self.document.storeToURL(Path(path).resolve().as_uri(), (chosen,))

    def type(self, sheet, entries):
        """Type texts into cells, as a person would; an ISO date becomes a date."""
        cells = self.sheet(sheet)
        for address, text in entries.items():
            cell = cells.getCellRangeByName(address)
            if isinstance(text, str):
                cell.setFormula(text)
            else:
                cell.setValue(text)

    def write_text(self, sheet, entries):
        """Put texts into cells that stay texts whatever they look like."""
        for address, text in entries.items():
            self.sheet(sheet).getCellRangeByName(address).setString(text)

    def values(self, sheet, addresses):
        """The values of cells: None, text or number."""
        return [self.value(self.sheet(sheet).getCellRangeByName(a)) for a in addresses]

    def recalculate(self):
        self.document.calculateAll()

    def sheets(self):
        """The name of each sheet and whether it can be seen."""
        return [[s.Name, s.IsVisible] for s in self.document.Sheets]

    def formulas(self):
        """Every formula cell: sheet, address, formula, value, number of its error."""
        found = []
        for sheet in self.document.Sheets:
            for cell in self.all_formulas(sheet):
                column, row = cell.CellAddress.Column, cell.CellAddress.Row
                name = sheet.Columns[column].Name + str(row + 1)
                found.append([sheet.Name, name, cell.Formula, self.value(cell), cell.getError()])
        return found

    def rule(self, sheet, address):
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

    def protection(self, sheet, addresses):
        """Whether the sheets' order, this sheet, and each of these cells are protected."""
        cells = [self.sheet(sheet).getCellRangeByName(a).CellProtection for a in addresses]
        return [
            self.document.isProtected(),
            self.sheet(sheet).isProtected(),
            [cell.IsLocked for cell in cells],
        ]

    def charts(self):
        """How many charts each sheet has."""
        return {sheet.Name: sheet.Charts.Count for sheet in self.document.Sheets}

    # How.

    def sheet(self, name):
        return self.document.Sheets.getByName(name)

    def value(self, cell):
        kind = cell.FormulaResultType2 if cell.Type == FORMULA else None
        if cell.Type == EMPTY:
            return None
        if cell.getError():
            return {"error": cell.String}
        if cell.Type == TEXT or kind == STRING:
            return cell.String
        return cell.Value

    def all_formulas(self, sheet):
        cells = sheet.queryContentCells(16).Cells.createEnumeration()
        while cells.hasMoreElements():
            yield cells.nextElement()


def answer(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main():
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
