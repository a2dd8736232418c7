"""Values, formulas and styles as OpenDocument writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, TypeVar

from plansheet.language.text import Tcvn3, tcvn3_font
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.binary.biff import Font
from plansheet.workbooks.reading.model import CellValue
from plansheet.workbooks.reading.moments import duration
from plansheet.workbooks.reading.serials import Dayless, from_moment
from plansheet.workbooks.reading.xlsx.formulas import BOOLEANS
from plansheet.workbooks.reading.xlsx.xmltext import number

ERROR: Final = re.compile(
    r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|GETTING_DATA)"
    r"|(?:Err|Lỗi):[0-9]{3}"
)
_REFERENCE: Final = re.compile(r"\[([^\[\]]*)\]")
_OTHER_FILE: Final = re.compile(r"'((?:[^']|'')*)'#")
_SHEET_OF: Final = re.compile(r"(^|:)(\$?(?:'[^']*'|[^.':]*))\.")


_RAISED: Final = re.compile(r"\s*(?:super|sub|-?0*[1-9])")
_T = TypeVar("_T")


@dataclass(slots=True)
class OdfStyles:
    """Fonts and visibility that cells and tables refer to by the name of a style."""

    faces: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    struck: dict[str, bool] = field(default_factory=dict)
    raised: dict[str, bool] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    current: str = ""

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        """Take in one element of a part with styles."""
        if element == "font-face":
            self.faces[attributes.get("name", "")] = attributes.get("font-family", "").strip("'\"")
        elif element == "style":
            self.current = attributes.get("name", "")
            self.parents[self.current] = attributes.get("parent-style-name", "")
        elif element == "text-properties":
            if font := attributes.get("font-name") or attributes.get("font-family"):
                self.fonts[self.current] = font
            self._marks(attributes)
        elif element == "table-properties" and attributes.get("display") == "false":
            self.hidden.add(self.current)

    def _marks(self, attributes: Mapping[str, str]) -> None:
        """Whether text of the current style is struck out, raised or lowered, if it says so."""
        names = ("text-line-through-style", "text-line-through-type")
        lines = [attributes[name] for name in names if name in attributes]
        if lines:
            self.struck[self.current] = "none" not in lines
        if "text-position" in attributes:
            self.raised[self.current] = bool(_RAISED.match(attributes["text-position"]))

    def font(self, style: str) -> Font:
        """What the font of a style means, what it says itself before what its parents say."""
        name = self._inherited(style, self.fonts)
        return Font(
            tcvn3_font(self.faces.get(name, name)) if name else Tcvn3.NO,
            bool(self._inherited(style, self.struck)),
            bool(self._inherited(style, self.raised)),
        )

    def _inherited(self, style: str, said: Mapping[str, _T]) -> _T | None:
        for _ in range(8):
            if style in said:
                return said[style]
            if not (style := self.parents.get(style, "")):
                break
        return None


def repeats(attributes: Mapping[str, str], name: str) -> int:
    """How often a cell or row stands for itself; 1 where that is not said or makes no sense."""
    number = attributes.get(name, "1")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else 1


def cell_value(kind: str, cell: Mapping[str, str], text: str) -> CellValue:
    """The value of a cell; what does not parse is given as the text that was shown."""
    try:
        return _READ[kind](cell, text) if kind in _READ else cell.get("string-value", text)
    except (ValueError, OverflowError, KeyError):
        return text


def _moment(cell: Mapping[str, str], _: str) -> date | datetime | time:
    return from_moment(datetime.fromisoformat(cell["date-value"]))


def _clock(cell: Mapping[str, str], _: str) -> time | timedelta:
    length = duration(cell["time-value"])
    of_a_day = timedelta() <= length < timedelta(days=1)
    return (datetime.min + length).time() if of_a_day else length


def _boolean(cell: Mapping[str, str], _: str) -> bool:
    return _BOOLEANS[cell["boolean-value"].strip().lower()]


def _number(cell: Mapping[str, str], _: str) -> float:
    return number(cell["value"])


_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_READ: Final[Mapping[str, Callable[[Mapping[str, str], str], CellValue]]] = {
    "float": _number,
    "percentage": _number,
    "currency": _number,
    "boolean": _boolean,
    "date": _moment,
    "time": _clock,
}


_MONTH_NAME: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)


def shown_without_day(kind: str, cell: Mapping[str, str], text: str) -> Dayless:
    """What a date cell of this value type shows where it shows no day: "06/21" is a month."""
    year = cell.get("date-value", "")[:4] if kind == "date" else ""
    numbers = re.findall("[0-9]+", text)
    if not {year, year[2:]} & {*numbers} - {""}:
        return ""
    count = len(numbers) + bool(_MONTH_NAME.search(text))
    return "month" if count == 2 else "year" if count == 1 else ""


def excel_formula(text: str) -> str:
    """A formula as Excel would write it: `of:=[.B3]*100` is `B3*100`."""
    body = text.partition("=")[2][: limits.FORMULA_CHARACTERS]
    formula = _REFERENCE.sub(_reference, body)
    return "" if formula in BOOLEANS else formula


def _reference(found: re.Match[str]) -> str:
    file = _OTHER_FILE.match(found[1])
    inside = found[1][file.end() :] if file else found[1]
    cells = _SHEET_OF.sub(_sheet_name, inside)
    return f"[{file[1].rpartition('/')[2]}]{cells}" if file else cells


def _sheet_name(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2].removeprefix('$')}!" if found[2] else found[1]
