"""A clerk with a workbook: sees what stands in it, types into it by column, saves it.

The XML is edited in place, as little as may be: openpyxl takes twenty times as long, and this is
done some thousands of times.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from support.years.returned import ANSWER, COORDINATION, INDICATOR, TASK, Cell, Row

SHEETS = {"Nhiệm vụ": TASK, "Chỉ tiêu": INDICATOR, "Phối hợp": COORDINATION}
HEADERS: dict[str, dict[str, str]] = {
    TASK: {
        "Tình trạng": "status",
        "Tiến độ (%)": "progress",
        "Số, ký hiệu văn bản": "document_no",
        "Ngày văn bản": "document_date",
        "Kết quả thực hiện": "result",
    },
    INDICATOR: {
        "Thực hiện cùng kỳ": "last_year",
        "Kế hoạch năm": "plan_year",
        "Thực hiện trong kỳ": "actual",
        "Lũy kế từ đầu năm": "cumulative",
        "Ước thực hiện cả năm": "forecast",
    },
    COORDINATION: {"Nội dung đã phối hợp": "contribution"},
}
"""Input columns, and what a person may look at, by their headers in the design, section 3."""

CLASSES = (
    "hoàn thành đúng hạn",
    "hoàn thành quá hạn",
    "chưa hoàn thành, trong hạn",
    "chưa hoàn thành, quá hạn",
    "không thời hạn",
    "chưa báo cáo",
)
"""Classes of tasks as they are shown, in the order of `tasks_oracle.SHOWN`."""

EPOCH = date(1899, 12, 30)
CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.S)
ITEM = re.compile(r"<si>(.*?)</si>", re.S)
TEXT = re.compile(r"<t[^>]*>(.*?)</t>", re.S)
STYLE = re.compile(r'\bs="(\d+)"')
FORMAT = re.compile(r"<xf [^>]*?(?:/>|>.*?</xf>)", re.S)


@dataclass(frozen=True)
class Place:
    """A cell of an issued workbook."""

    address: str
    value: Cell
    locked: bool


class Package:
    """A workbook's parts, and what stands in its sheets."""

    def __init__(self, path: Path) -> None:
        with ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def _xml(self, part: str) -> str:
        return self.parts[part].decode() if part in self.parts else ""

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Names of sheets, and the part that each is."""
        targets = {}
        for tag in re.findall(r"<Relationship [^>]*>", self._xml("xl/_rels/workbook.xml.rels")):
            found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            targets[found["Id"]] = "xl/" + found["Target"].removeprefix("/xl/")
        for tag in re.findall(r"<sheet [^>]*>", self._xml("xl/workbook.xml")):
            found = dict(re.findall(r'([\w:]+)="([^"]*)"', tag))
            yield unescape(found["name"]), targets[found["r:id"]]

    def rows(self, part: str) -> dict[int, dict[str, Place]]:
        """Cells by row and column."""
        found: dict[int, dict[str, Place]] = {}
        for column, row, attributes, inner in CELL.findall(self._xml(part)):
            style = STYLE.search(attributes)
            locked = self._locked[int(style[1]) if style else 0]
            place = Place(f"{column}{row}", self._value(attributes, inner), locked)
            found.setdefault(int(row), {})[column] = place
        return found

    @cached_property
    def _shared(self) -> list[str]:
        return [
            unescape("".join(TEXT.findall(item)))
            for item in ITEM.findall(self._xml("xl/sharedStrings.xml"))
        ]

    @cached_property
    def _locked(self) -> list[bool]:
        formats = self._xml("xl/styles.xml").split("<cellXfs")[1].split("</cellXfs>")[0]
        return ['locked="0"' not in one for one in FORMAT.findall(formats)]

    def _value(self, attributes: str, inner: str) -> Cell:
        if "<f" in inner:
            return None
        found = re.search(r"<v>(.*?)</v>", inner, re.S)
        if 't="s"' in attributes and found:
            return self._shared[int(found[1])]
        if 't="inlineStr"' in attributes or 't="str"' in attributes:
            return unescape("".join(TEXT.findall(inner)) or (found[1] if found else "")) or None
        return Decimal(found[1]) if found else None


class Workbook(Package):
    """An issued workbook; `table` is what it holds in the columns that we know."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.table: dict[Row, dict[str, Place]] = {}
        self.answer: Place | None = None
        self._part_of: dict[str, str] = {}
        for name, part in self.sheets():
            if name in SHEETS:
                self._part_of[SHEETS[name]] = part
                rows = self.rows(part)
                self.table |= dict(self._read(SHEETS[name], rows))
                self.answer = self.answer or answer(rows)

    def _read(
        self, form: str, rows: Mapping[int, Mapping[str, Place]]
    ) -> Iterator[tuple[Row, dict[str, Place]]]:
        """Rows by code; the last row that holds "Mã" is the header."""
        head = max(row for row, cells in rows.items() if "Mã" in {c.value for c in cells.values()})
        names = {column: place.value for column, place in rows[head].items()}
        code = next(column for column, name in names.items() if name == "Mã")
        for row in sorted(rows):
            cells = rows[row]
            if row > head and code in cells and isinstance(cells[code].value, str):
                yield (
                    (form, str(cells[code].value)),
                    {
                        HEADERS[form][str(names[column])]: place
                        for column, place in cells.items()
                        if names.get(column) in HEADERS[form]
                    },
                )

    def values(self) -> dict[Row, dict[str, Cell]]:
        """What stands in each row; that of the answer is there where something is asked."""
        asked = {ANSWER: {"answer": self.answer}} if self.answer else {}
        return {
            row: {column: as_seen(column, place.value) for column, place in cells.items()}
            for row, cells in {**self.table, **asked}.items()
        }

    def fill(self, typed: Mapping[Row, Mapping[str, Cell]], path: Path) -> None:
        """A copy in which those cells hold what was typed; formats stay."""
        parts = dict(self.parts)
        for row, values in typed.items():
            part = self._part_of[row[0]]
            xml = parts[part].decode()
            for column, value in values.items():
                place = self.answer if row == ANSWER else self.table[row][column]
                assert place is not None
                xml = put(xml, place.address, value)
            parts[part] = xml.encode()
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)


def answer(rows: Mapping[int, Mapping[str, Place]]) -> Place | None:
    """The cell beside the question of a sheet."""
    for cells in rows.values():
        places = list(cells.values())
        for place, beside in itertools.pairwise(places):
            if place.value == f"{ANSWER[1]}:":
                return beside
    return None


def by_agency(path: Path) -> dict[str, list[Decimal]] | None:
    """The report's table of tasks by lead: by name of agency, how many there are of each class."""
    report = Package(path)
    for _, part in report.sheets():
        rows = report.rows(part)
        for number, cells in rows.items():
            names = {str(c.value).casefold(): column for column, c in cells.items() if c.value}
            who = next((c for name, c in names.items() if name.startswith("cơ quan")), None)
            if who is None or not set(CLASSES) <= set(names):
                continue
            found = {}
            for row in range(number + 1, max(rows) + 1):
                if who not in rows.get(row, {}) or not isinstance(rows[row][who].value, str):
                    break
                counts = [rows[row].get(names[cls]) for cls in CLASSES]
                found[str(rows[row][who].value)] = [as_count(place) for place in counts]
            return found
    return None


def as_count(place: Place | None) -> Decimal:
    return place.value if place and isinstance(place.value, Decimal) else Decimal(0)


def says(path: Path, words: str) -> bool:
    """Whether a report says something, on any sheet."""
    report = Package(path)
    return any(
        words in str(place.value)
        for _, part in report.sheets()
        for cells in report.rows(part).values()
        for place in cells.values()
    )


def as_seen(column: str, value: Cell) -> Cell:
    """A day is a number in a cell that is formatted as a date."""
    if column == "document_date" and isinstance(value, Decimal):
        return EPOCH + timedelta(int(value))
    return value


def put(xml: str, address: str, value: Cell) -> str:
    old = re.search(rf'<c r="{address}"([^>]*?)(?:/>|>.*?</c>)', xml, re.S)
    assert old, f"no cell at {address}"
    style = STYLE.search(old[1])
    kept = f' s="{style[1]}"' if style else ""
    if value is None:
        new = f'<c r="{address}"{kept}/>'
    elif isinstance(value, str):
        new = f'<c r="{address}"{kept} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    else:
        shown = (value - EPOCH).days if isinstance(value, date) else value
        new = f'<c r="{address}"{kept}><v>{shown}</v></c>'
    return xml[: old.start()] + new + xml[old.end() :]
