"""Numbers and dates as Vietnamese offices write them: "1.234,56", "30/6/2021".

A full stop groups thousands and a comma starts the decimals, but files mix this with the English
way. A text has one reading where the other is impossible and two where both are possible; nothing
here chooses between two by itself.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from plansheet.language.text import match_key, tidy
from plansheet.language.units import PER_CENT, PER_MILLE, SHARE_SIGNS, share_sign
from plansheet.language.wording import Term, Wording

_LONGEST_NUMBER = 80
_LONGEST_UNIT = 5
"""In words; after more of them a text is a sentence that begins with a number."""
_EXCEL_DIGITS = 15
_WIDE = Context(prec=1000)

YEARS = range(1900, 2200)
"""The years that a date of this field can have."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What a text says as a number.

    `value` is None when the text is ambiguous; `readings` then holds the two possibilities, the
    Vietnamese one first. `unit` is "%", "‰", the words after the number ("xã"), or "".
    """

    value: Decimal | None
    readings: tuple[Decimal, ...]
    unit: str = ""


_NUMBER = re.compile(
    rf"""
    (?P<open>\()? \s?
    (?P<sign>[-+]\ ?)?
    (?P<digits>[.,]?[0-9](?:[0-9.,\ ]*[0-9])?) (?P<stop>[.,](?!\S))? \s?
    (?P<close>\))? \s?
    (?P<unit>{SHARE_SIGNS}|(?!e[0-9])[^\W\d_][^;,:?!0-9]{{0,39}}[23²³]?)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GROUPED = {
    mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in ". ,"
}


def _plain(digits: str, decimal_mark: str) -> Decimal:
    return Decimal(digits.replace(decimal_mark, ".", 1))


def _split_readings(digits: str, integer: bool) -> tuple[Decimal, ...]:
    """The values that digits with separators can mean, the Vietnamese one first."""
    marks = "".join(dict.fromkeys(char for char in digits if not char.isdigit()))
    if not marks:
        return (Decimal(digits),)
    if len(marks) == 2 and digits.count(marks[1]) == 1 and marks[1] != " ":
        whole, _, decimals = digits.partition(marks[1])
        if _GROUPED[marks[0]].fullmatch(whole) and decimals.isdecimal():
            return (Decimal(f"{whole.replace(marks[0], '')}.{decimals}"),)
    if len(marks) != 1:
        return ()
    mark = marks
    grouped = _GROUPED[mark].fullmatch(digits) is not None
    thousands = (Decimal(digits.replace(mark, "")),) if grouped else ()
    if mark == " " or digits.count(mark) > 1 or (grouped and integer):
        return thousands
    decimal = (_plain(digits, mark),)
    return thousands + decimal if mark == "." else decimal + thousands


def _unit_of(written: str) -> str:
    unit = written.strip().rstrip(".")
    return share_sign(unit) or unit


def read_number(text: str, *, integer: bool = False) -> NumberReading | None:
    """Read a number that was typed as text.

    Args:
        text: as typed: "1.234,56", "1,234.56", "12 345", "9,78%", "5,81%o", "88 xã", "(5)".
        integer: the column holds whole numbers, so "2.457" can only be 2457.

    Returns:
        The reading, with `value` None where two remain; None where the text is no number.
    """
    line = tidy(text)
    if not line or len(line) > _LONGEST_NUMBER:
        return None
    match = _NUMBER.fullmatch(line)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    unit = _unit_of(match["unit"] or "")
    if len(unit.split()) > _LONGEST_UNIT:
        return None
    digits = match["digits"]
    sign = match["sign"] or ""
    if match["open"] and sign:
        return None
    if digits[0] in ".,":
        digits = "0" + digits
    readings = _split_readings(digits, integer)
    if not readings:
        return None
    if sign.startswith("-") or match["open"]:
        readings = tuple(-reading for reading in readings)
    readings = tuple(reading if reading else abs(reading) for reading in readings)
    if sign == "- " and readings[0]:
        # "- 5" is minus five from an accounting format, or five after a list dash.
        readings = tuple(v for reading in readings for v in (reading, -reading))
    readings = tuple(dict.fromkeys(readings))
    value = readings[0] if len(readings) == 1 else None
    return NumberReading(value, readings, unit)


def plan_number(text: str) -> Decimal | None:
    """Read a number of a published plan, where the Vietnamese reading holds: "2.457" is 2457.

    Returns:
        The number, also of a percentage ("9,3%"); None for anything else, words included.
    """
    reading = read_number(text)
    if reading is None or reading.unit not in ("", PER_CENT, PER_MILLE):
        return None
    return reading.readings[0]


_SWAPPED: Final = str.maketrans(",.", ".,")


def format_number(value: Decimal, places: int = 0) -> Term:
    """A number without superfluous zeros, as each language has it: "1.234,56", "1,234.56".

    It has `places` decimals at least, as the others of its column have.

    Raises:
        ValueError: if the value is not finite.
    """
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    written = f"{value:,.{max(decimals, places)}f}"
    if decimals > places == 0:
        written = written.rstrip("0").rstrip(".")
    written = "0" if written == "-0" else written
    return Term(written.translate(_SWAPPED), written)


_ONE_NUMBER: Final = re.compile("([<>=≤≥~≈ ]*-?)([0-9][0-9.]*(?:,[0-9]+)?)([ %‰]*)")


def number_shown(text: str) -> str:
    """A text of a published plan; in English one that is a number has its point: "≥ 1,234.5%"."""
    match = _ONE_NUMBER.fullmatch(text)
    return Term(text, f"{match[1]}{match[2].translate(_SWAPPED)}{match[3]}") if match else text


def rounded(value: Decimal, places: int, *bounds: Decimal) -> Decimal:
    """`value` to so many places as Excel rounds: halves away from zero.

    To more places where it would otherwise meet or cross one of `bounds`: 99,96 is not shown as
    the 100 that it does not reach.
    """
    while True:
        shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
        if all(shown.compare(bound) == value.compare(bound) for bound in bounds):
            return shown
        places += 1


def decimal_of(value: int | float | Decimal) -> Decimal:
    """The decimal number that Excel shows for a stored value: 15 significant digits.

    So 0.1 + 0.2 is 0.3. A whole number never comes out in exponent form.

    Raises:
        ValueError: if the value is not finite.
    """
    return _cached_decimal(value) if isinstance(value, float) else _decimal_of(value)


def _decimal_of(value: int | float | Decimal) -> Decimal:
    text = f"{value:.{_EXCEL_DIGITS}g}" if isinstance(value, float) else ""
    exact = Decimal(text) if text else Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {value}")
    if not exact:
        return Decimal(0)
    if text and "e" not in text:
        return exact
    exponent = exact.as_tuple().exponent
    return Decimal(int(exact)) if isinstance(exponent, int) and exponent > 0 else exact


_cached_decimal = lru_cache(maxsize=1024)(_decimal_of)
"""One number for all cells that have it: most tasks are done to the same few per cents."""


def converted(number: Decimal, factor: Decimal) -> Decimal:
    """The product without superfluous zeros; a whole number never comes out in exponent form."""
    product = number * factor
    whole = product.to_integral_value()
    return whole if whole == product else product.normalize()


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a text says as a date.

    `kind` is "day" or "month"; a month means its last day. `bad` marks a text that has the form of
    a date which does not exist (31/02/2021); `value` is None then.
    """

    value: date | None
    kind: str
    bad: bool = False


MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
    "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTH = r"(?P<month>[0-9]{1,2}|" + "|".join(sorted(MONTH_WORDS, key=len, reverse=True)) + ")"
_TIME = r"(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?z?)?"
_DAY_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?:ngày )?(?P<day>[0-9]{1,2}) ?(?P<mark>[-/.]) ?(?P<month>[0-9]{1,2}) ?(?P=mark) ?"
        r"(?P<year>[0-9]{2,4})" + _TIME,
        r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
        + _TIME,
        r"(?:[^0-9]{1,40}, ?)?(?:ngày )?(?P<day>[0-9]{1,2}) tháng "
        + _MONTH
        + r"(?: năm |, ?(?:năm )?| ?/ ?)(?P<year>[0-9]{2,4})",
    )
)
_MONTH_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?:tháng )?(?P<month>[0-9]{1,2}) ?[-/.] ?(?P<year>[0-9]{4})",
        r"tháng " + _MONTH + r"(?: năm |, ?(?:năm )?| ?/ ?)(?P<year>[0-9]{4}|[0-9]{2})",
        r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})",
    )
)


def full_year(digits: str) -> int:
    """The year that two or four digits mean: "21" is 2021, "95" is 1995."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def read_date(text: str) -> DateReading | None:
    """Read a date or a month that was typed as text.

    Args:
        text: as typed: "30/6/2021", "30-06-21", "ngày 30 tháng 6 năm 2021", "2021-06-30", "6/2021".
            The day stands before the month, always.

    Returns:
        The reading, `bad` where there is no such day; None where the text has no form of a date.
    """
    line = match_key(text).rstrip(" .;,") if len(text) <= _LONGEST_NUMBER else ""
    for kind, forms in (("day", _DAY_FORMS), ("month", _MONTH_FORMS)):
        for form in forms:
            if found := form.fullmatch(line):
                return _date_reading(found.groupdict(), kind)
    return None


def _date_reading(parts: dict[str, str], kind: str) -> DateReading:
    year, month = full_year(parts["year"]), MONTH_WORDS.get(parts["month"]) or int(parts["month"])
    if not (year in YEARS and 1 <= month <= 12):
        return DateReading(None, kind, bad=True)
    last = last_day(year, month)
    day = int(parts.get("day") or last.day)
    if not 1 <= day <= last.day:
        return DateReading(None, kind, bad=True)
    return DateReading(last.replace(day=day), kind)


def format_date(day: date) -> str:
    """A date in the Vietnamese form: "30/6/2021"."""
    return f"{day.day}/{day.month}/{day.year}"


def official_date(day: date) -> Wording:
    """A date as documents write it: "ngày 05 tháng 7 năm 2021".

    Days below 10 and the months 1 and 2 have a zero before them (Decree 30/2020/NĐ-CP, appendix I).
    """
    month = f"{day.month:02}" if day.month < 3 else day.month
    return Wording(
        f"ngày {day.day:02} tháng {month} năm {day.year}",
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
    )


_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
