"""The only package that makes new workbooks.

It knows how a sheet should look and nothing of what it says. Text is always written as text: what
came out of a return can never become a formula or a link.
"""

from plansheet.workbooks.writing.cell_text import CELL_LIMIT, clipped, quoted, spelt_out
from plansheet.workbooks.writing.files import (
    cannot_write,
    refuse_existing,
    refuse_inputs,
    replacing,
)
from plansheet.workbooks.writing.styles import FONT, NAVY, STYLES
from plansheet.workbooks.writing.workbook import (
    DATE_FORMAT,
    ISSUED_AT,
    Book,
    Cell,
    Formula,
    Link,
    Page,
    new_book,
)

__all__ = [
    "CELL_LIMIT",
    "DATE_FORMAT",
    "FONT",
    "ISSUED_AT",
    "NAVY",
    "STYLES",
    "Book",
    "Cell",
    "Formula",
    "Link",
    "Page",
    "cannot_write",
    "clipped",
    "new_book",
    "quoted",
    "refuse_existing",
    "refuse_inputs",
    "replacing",
    "spelt_out",
]
