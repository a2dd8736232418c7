"""Rows of a table that are none of its data: totals, headings, signatures, numbers of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plansheet.forms.names import ColumnName
from plansheet.forms.values import show
from plansheet.language.text import header_of, match_key
from plansheet.tables.around import SIGN_OFF_KEYS
from plansheet.tables.row_check import CHECK_HEADERS
from plansheet.tables.table import TableRow

_TOTAL: Final = re.compile(
    r"(?:tổng(?: cộng| số)?|cộng|tc|(?:grand |sub-?)?total)(?: toàn .*| ?\(.*\)|: .*)?[ :.]*"
)
_HEADING: Final = re.compile(r"(?:[a-zđ]|[ivx]+|[0-9]{1,2})[.)]*")
_SIGNATURE: Final = re.compile(
    r"người lập(?: biểu| bảng)?|thủ trưởng(?: cơ quan| đơn vị)?|(?:phó )?giám đốc|(?:phó )?chủ tịch"
    r"|(?:phó )?(?:chi )?cục trưởng|chánh .{1,30}|(?:phó )?trưởng (?:ban|phòng)|\[quyền hạn.*"
    r"|(?:kt|tm|tl)\. ?.{1,40}|\(ký.*|ký tên.*|nơi nhận.*"
    r"|(?:[^0-9]{1,40}, ?)?ngày .{1,6} tháng .{1,6} năm .{1,8}"
    r"|prepared by|head of the (?:unit|office|agency)|\(signature.*|.{1,60}\(day, month, year\)"
    r"|(?:[^0-9]{1,40}, ?)?[0-9]{1,2} [a-z]{3,9} [0-9]{4}"
)
_BRACKETS: Final = str.maketrans("", "", "()[]{} \u00a0")
_LETTERS: Final = ("a", "b", "c", "d")


def says_nothing(row: TableRow) -> bool:
    """Whether a row numbers the columns or repeats their headers."""
    headers = row.table.form.by_header
    first, last = (next(_keys_of(cells), "") for cells in (row.cells, reversed(row.cells)))
    may_repeat = (key := header_of(first)) in headers or key in CHECK_HEADERS
    if not (may_repeat or _number(last).isdecimal()):
        return False  # which most rows tell by their ends
    texts = _texts_of(row)
    keys = map(header_of, texts)
    return len(texts) > 3 and (
        _numbers_columns(texts) or all(k in headers or k in CHECK_HEADERS for k in keys)
    )


def _texts_of(row: TableRow) -> list[str]:
    """The match keys of what stands in a row, from left to right."""
    return [*_keys_of(row.cells)]


def _keys_of(cells: Iterable[object]) -> Iterator[str]:
    """The match keys of cells that have one."""
    return (key for value in cells if value is not None and (key := match_key(show(value))))


def _numbers_columns(texts: Sequence[str]) -> bool:
    """1 2 3 …, (1) (2) (3)=(2)/(1), A B 1 2 3, or -1 -2 -3 as Excel reads it."""
    if not texts or not _number(texts[-1]).isdecimal():
        return False
    numbers = [*map(_number, texts)]
    if numbers[0] in ("tt", ColumnName.STT):
        del numbers[0]
    letters = next((i for i, text in enumerate(numbers) if text not in _LETTERS), 0)
    wanted = [*_LETTERS[:letters], *(str(n) for n in range(1, len(numbers) - letters + 1))]
    return len(numbers) > 3 and numbers == wanted


def _number(text: str) -> str:
    """What numbers a column, without brackets, sign and how the column is computed."""
    return text.partition("=")[0].translate(_BRACKETS).lstrip("-")


def is_heading(code: str) -> bool:
    """Whether a code only numbers the heading of a group of rows: A, II, 1."""
    return _HEADING.fullmatch(match_key(code)) is not None


def is_aside(texts: Sequence[str]) -> bool:
    """Whether the texts of a row, as match keys, are no data: column numbers, totals, a heading."""
    is_short = len(texts) <= 3
    return _numbers_columns(texts) or names_total(texts[0]) or (is_short and is_heading(texts[0]))


def is_sign_off(texts: Sequence[str]) -> bool:
    """Whether the texts of a row, as match keys, are lines for date and signatures."""
    is_line = (text in SIGN_OFF_KEYS or _SIGNATURE.fullmatch(text) for text in texts)
    return len(texts) <= 4 and any(is_line)


def is_total(row: TableRow) -> bool:
    """Whether a row is a total row: “Tổng cộng”, “Cộng”, “TC”, “Total” is its first text."""
    first = next((value for value in row.cells if isinstance(value, str) and match_key(value)), "")
    return names_total(first)


def names_total(text: str) -> bool:
    """Whether a text is the name of a row that sums up others."""
    return _TOTAL.fullmatch(match_key(text)) is not None


def is_signature(row: TableRow) -> bool:
    """Whether a row is of the lines for date and signatures under a table."""
    return is_sign_off(_texts_of(row))
