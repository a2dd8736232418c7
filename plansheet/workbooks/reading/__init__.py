"""Opening spreadsheet files of strangers: safely, and down to plain cells.

`open_workbook` and `read_one`, which never raises, read one file in this process, `Reader` reads
many in processes that may die. Nothing in here knows forms or plans.
"""

from typing import TYPE_CHECKING

from plansheet.lazy import lazy_face

if TYPE_CHECKING:
    from plansheet.workbooks.reading.addresses import a1, cell_position, column_letters
    from plansheet.workbooks.reading.folder import find_workbooks
    from plansheet.workbooks.reading.model import CellValue, Drawn, Sheet, Visibility, Workbook
    from plansheet.workbooks.reading.opening import file_digest, open_workbook
    from plansheet.workbooks.reading.reader import Reader
    from plansheet.workbooks.reading.refusal import Refused
    from plansheet.workbooks.reading.worker import read_one

__getattr__ = lazy_face(
    __name__,
    {
        "addresses": ("a1", "cell_position", "column_letters"),
        "folder": ("find_workbooks",),
        "model": ("CellValue", "Drawn", "Sheet", "Visibility", "Workbook"),
        "opening": ("file_digest", "open_workbook"),
        "reader": ("Reader",),
        "refusal": ("Refused",),
        "worker": ("read_one",),
    },
)

__all__ = [
    "CellValue",
    "Drawn",
    "Reader",
    "Refused",
    "Sheet",
    "Visibility",
    "Workbook",
    "a1",
    "cell_position",
    "column_letters",
    "file_digest",
    "find_workbooks",
    "open_workbook",
    "read_one",
]
