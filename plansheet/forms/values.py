"""From what stands in a cell to a value of its column: text, Decimal, date or a listed choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from plansheet.forms import Column, Form
from plansheet.language.figures import read_figure
from plansheet.language.numbers_and_dates import (
    converted,
    decimal_of,
    format_date,
    format_number,
    read_date,
    rounded,
)
from plansheet.language.text import match_key
from plansheet.language.units import PER_CENT, conversion_of_figure
from plansheet.language.wording import Term, spellings

Value = str | Decimal | date
"""What a cell of a form holds; a blank cell has no value (None)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was noticed while reading one cell: a code of the catalogue and its details."""

    code: str
    details: Mapping[str, str]


_TextReader = Callable[[Column, str, str], tuple[Value | None, Finding | None]]


def read_cell(column: Column, raw: object, unit: str = "") -> tuple[Value | None, Finding | None]:
    """The value of `raw` (as a spreadsheet reader gives it) in `column`, and what was noticed.

    Text that is no value of the column comes back as it is: the form's schema then refuses it
    (not-a-number, not-in-list). With `bad-date` and `ambiguous-number` there is no value.
    Of a number that can be read in two ways nobody guesses one, not even where the plan's figure
    is near: it must not decide what meets it. `unit` is that of the row, for a column that has none
    of its own: with `unit-mismatch` there is no value.
    """
    if isinstance(raw, str):
        if not raw.strip() or (not raw.isprintable() and not match_key(raw)):
            return None, None
        return _READ_TEXT[column.kind](column, raw, unit)
    if raw is None:
        return None, None
    if column.is_numeric:
        if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
            return decimal_of(raw), None
        return show(raw), None
    if column.kind == "date":
        return _date_of(raw)
    if column.kind == "choice":
        return _choice(column, show(raw))
    return show(raw), None


def _text(_: Column, raw: str, *__: object) -> tuple[Value | None, Finding | None]:
    return raw, None


def _number(column: Column, raw: str, unit: str) -> tuple[Value | None, Finding | None]:
    unit = column.unit or unit
    figure = read_figure(raw, unit, integer=column.kind == "integer")
    if figure is None:
        return raw, None
    if not figure.readings:
        return None, _other_unit(figure.words, unit)
    if len(figure.readings) > 1:
        first, second = (plain(reading) for reading in figure.readings[:2])
        return None, Finding("ambiguous-number", {"first": first, "second": second})
    (value,) = figure.readings
    return value, Finding("number-repaired", {"read": plain(value)})


def read_per_cents(
    column: Column, raw: float | Decimal, unit: str = ""
) -> tuple[Value | None, Finding | None]:
    """As `read_cell`, for a number whose cell shows it as per cent: 0.4 is 40 in a column of %."""
    points, unit = converted(decimal_of(raw), _ALL), column.unit or unit
    text = f"{plain(points)}{PER_CENT}"
    if column.kind == "text":
        return text, Finding("number-repaired", {"read": text})
    if not unit.strip():
        return text, None
    if conversion_of_figure(PER_CENT, unit) is None:
        return None, _other_unit(PER_CENT, unit)
    return points, Finding("number-repaired", {"read": plain(points)})


def _other_unit(words: str, unit: str) -> Finding:
    return Finding("unit-mismatch", {"unit": words, "expected": unit})


def _date(_: Column, raw: str, *__: object) -> tuple[Value | None, Finding | None]:
    found = read_date(raw)
    if found is None or found.value is None:
        return None, Finding("bad-date", {})
    return found.value, Finding("date-repaired", {"read": format_date(found.value)})


def _choice(column: Column, raw: str, *_: object) -> tuple[Value | None, Finding | None]:
    meant = column.choice(raw)
    if meant is None or meant == raw:
        return raw, None
    if raw in spellings(column.term(meant)):
        return meant, None
    return meant, Finding("choice-repaired", {"read": column.term(meant)})


_READ_TEXT: Final[Mapping[str, _TextReader]] = {
    "text": _text,
    "number": _number,
    "integer": _number,
    "date": _date,
    "choice": _choice,
}

_NUMBER: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


def code_meant(raw: object, known: Mapping[str, str]) -> str:
    """The row code that a cell means; Excel makes numbers of codes like 1.1 and 01.

    `known` has the codes by their match key. Blank where none is meant, or more than one.
    """
    code = known.get(match_key(show(raw)), "")
    if not code and isinstance(raw, int | float):
        numbers = [c for c in known.values() if _NUMBER.fullmatch(c)]
        same = [c for c in numbers if Decimal(c) == decimal_of(raw)]
        code = same[0] if len(same) == 1 else ""
    return code


_SERIAL_ZERO: Final = date(1899, 12, 30)
_SERIALS: Final = range(32_874, 73_415)
"""Excel's day numbers of 1990 to 2100: a date whose cell format was lost."""
_LAST_SLIP: Final = date(1929, 12, 31)
"""Up to here a date is a number typed into a cell of dates: 2021 becomes 13/7/1905."""


def _date_of(raw: object) -> tuple[Value | None, Finding | None]:
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date) and raw > _LAST_SLIP:
        return raw, None
    if isinstance(raw, int | float) and int(raw) in _SERIALS:
        day = _SERIAL_ZERO + timedelta(days=int(raw))
        return day, Finding("date-repaired", {"read": format_date(day)})
    return None, Finding("bad-date", {})


def plain(number: Decimal) -> Term:
    """A number without thousands separators, as each language has it: 1234,5 and 1234.5."""
    digits = f"{number.normalize():f}" if number else "0"
    return Term(digits.replace(".", ","), digits)


_EXACT: Final = 10**15
"""Below it every digit of a number is shown: 15 of them."""


def show(value: object) -> str:
    """Any cell value as the text that a person would write: 88,15 · 30/6/2021 · TRUE."""
    if value is None or type(value) is str:
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        is_whole = not isinstance(value, Decimal) and -_EXACT < value < _EXACT and value % 1 == 0
        return str(int(value) if is_whole else plain(decimal_of(value)))
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second)
        return format_date(value.date()) if midnight else f"{value:%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return format_date(value)
    return str(value)


def in_sentence(value: object) -> str:
    """As `show`, for a sentence: a number is written as the language of the sentence has it."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return plain(decimal_of(value))
    return show(value)


def shown_value(column: Column, text: str) -> Value | None:
    """The value whose text `show` gave: what a stamp says of a cell, exactly."""
    if not text:
        return None
    if column.is_numeric:
        return Decimal(text.replace(",", "."))
    return read_cell(column, text)[0]


def display(value: Value | None) -> str:
    """A value for a person to read: numbers with separators, dates as day/month/year.

    Of a number a `Term`: what it is in English has a point.
    """
    return format_number(value) if isinstance(value, Decimal) else show(value)


_ALL: Final = Decimal(100)


def as_shown(column: Column, value: Decimal) -> Decimal:
    """A computed per cent as its column shows it, but never as the 100 that it is not."""
    places = len(column.number_format.partition(".")[2])
    return rounded(value, places, _ALL) if places else value


def share(part: int, whole: int) -> Decimal | None:
    """`part` in per cent of `whole` to one place; None of nothing."""
    return rounded(Decimal(100 * part) / whole, 1, _ALL, Decimal(0)) if whole else None


def typed(column: Column, text: str) -> Value:
    """`text` as the number or date of `column` that it says, verbatim where it is none."""
    if not text or column.kind not in ("date", "number", "integer"):
        return text
    value, _ = read_cell(column, text)
    is_same = column.kind == "date" or show(value) == text
    return value if value is not None and is_same else text


def typed_row(form: Form, texts: Mapping[str, str]) -> dict[str, Value]:
    """`texts` by column of `form`, each as its column's kind; verbatim what is no column of it."""
    columns = form.by_name
    return {n: typed(columns[n], text) if n in columns else text for n, text in texts.items()}


def to_json(value: Value) -> str | float | int:
    """A value as the JSON Schema of a form sees it."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat()
