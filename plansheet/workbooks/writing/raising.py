"""Sheets of XlsxWriter that raise where it says by a number alone that it left something out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

VALIDATIONS: Final = 65_534
"""Rules for cells on one sheet; XlsxWriter counts none. Source: [MS-XLSB] 2.5.36, idvMac of DVals.

Rows and columns (`EXCEL_ROWS`) and links (`MAX_LINKS`) XlsxWriter counts and refuses itself.
"""


class NotWrittenError(Exception):
    """Something that was to stand on a sheet and does not."""

    def __init__(self, sheet: str, what: str) -> None:
        """Name the sheet and the call that was refused."""
        super().__init__(sheet, what)
        self.sheet, self.what = sheet, what


def _raising(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same method; a negative number, by which XlsxWriter refuses, becomes an exception."""

    @wraps(method)
    def call(self: Worksheet, *args: Any, **kwargs: Any) -> Any:
        answer = method(self, *args, **kwargs)
        if answer.__class__ is int and answer < 0:
            raise NotWrittenError(str(self.name), f"{method.__name__.lstrip('_')}: {answer}")
        return answer

    return call


def _counted(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same method, which adds a rule for cells, for as many as Excel opens."""

    @wraps(method)
    def call(self: Worksheet, *args: Any, **kwargs: Any) -> Any:
        if len(self.validations) >= VALIDATIONS:
            raise NotWrittenError(str(self.name), f"data_validation: {VALIDATIONS}")
        return method(self, *args, **kwargs)

    return call


class RaisingWorksheet(Worksheet):
    """A sheet of which nothing is left out in silence.

    The methods that raise are not listed: they are all of XlsxWriter that are for its callers; of
    one in two halves, `write_string` and `_write_string`, the inner one, which the library's own
    tables call too.
    """

    _check_dimensions = _raising(Worksheet._check_dimensions)

    def __init__(self) -> None:
        super().__init__()
        self.table_cells = _Unkept()


class _Unkept(dict[Any, Any]):
    """The cells of tables, which XlsxWriter keeps one by one to see whether others overlap them.

    A sheet of ours has one table, below everything else.
    """

    def __setitem__(self, key: Any, value: Any) -> None:
        """Forget it: of 44,000 rows with 26 columns it would be 230 MB."""


_METHODS: Final = {name for name, method in vars(Worksheet).items() if callable(method)}
for _name in _METHODS:
    _is_outer = not _name.startswith("_") and f"_{_name}" not in _METHODS
    if _is_outer or _name[1:] in _METHODS:
        setattr(RaisingWorksheet, _name, _raising(getattr(Worksheet, _name)))
RaisingWorksheet.data_validation = _counted(RaisingWorksheet.data_validation)  # type: ignore[method-assign]
