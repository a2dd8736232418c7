"""LibreOffice for workbooks with macros: several documents open at once, Basic run in one of them.

Runs under the Python that has `uno`, like `office/uno_client.py`, which it extends.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "office"))

import uno_client
from com.sun.star.beans import PropertyValue

VBA_FILTER = "Calc MS Excel 2007 VBA XML"
ALWAYS_EXECUTE_NO_WARN = 4
LIBRARY = "VBAProject"
DRIVER = "Driver"


class MacroOffice(uno_client.Office):
    """An office whose documents are visible, so that one of them is the active workbook."""

    others = ()

    def load(self, path):
        """Open a workbook with macros; those that were open are closed."""
        self.close()
        filter_name = PropertyValue(Name="FilterName", Value=VBA_FILTER)
        mode = PropertyValue(Name="MacroExecutionMode", Value=ALWAYS_EXECUTE_NO_WARN)
        self.document = self.show_document(path, filter_name, mode)

    def show(self, path):
        """Open an ordinary workbook beside it, which becomes the active one."""
        self.others.append(self.show_document(path))

    def show_document(self, path, *options):
        url = Path(path).resolve().as_uri()
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, options)
        if document is None:
            raise ValueError(f"LibreOffice does not open {path}")
        return document

    def close_others(self):
        for other in self.others:
            other.close(True)
        self.others = []

    def close(self):
        self.close_others()
        super().close()

    def modules(self):
        """The source of every module, as LibreOffice has it."""
        library = self.document.BasicLibraries.getByName(LIBRARY)
        return {name: library.getByName(name) for name in library.getElementNames()}

    def run(self, body):
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


uno_client.Office = MacroOffice

if __name__ == "__main__":
    uno_client.main()
