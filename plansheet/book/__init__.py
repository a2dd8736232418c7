"""The only package that makes new workbooks.

It knows how a sheet should look and nothing of what it says. Text is always written as text: what
came out of a return can never become a formula or a link.
"""

from plansheet.book.files import cannot_write, refuse_existing, refuse_inputs, replacing
from plansheet.book.styles import FONT, NAVY, STYLES
from plansheet.book.table import Grid, TableSheet, write_table
from plansheet.book.text import CELL_LIMIT, clipped, quoted, spelt_out
from plansheet.book.workbook import (
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
    "Grid",
    "Link",
    "Page",
    "TableSheet",
    "cannot_write",
    "clipped",
    "new_book",
    "quoted",
    "refuse_existing",
    "refuse_inputs",
    "replacing",
    "spelt_out",
    "write_table",
]
