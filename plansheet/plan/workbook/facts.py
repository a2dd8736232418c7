"""The facts of a plan: the rows of the sheet `Kế hoạch`, name then value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from plansheet.forms.names import FACTS_SHEET
from plansheet.forms.values import show
from plansheet.language.numbers_and_dates import read_date
from plansheet.language.text import header_key
from plansheet.language.wording import Wording
from plansheet.plan.workbook.rows import CODE, sheet_named
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import Severity, phrases
from plansheet.workbooks.reading import Sheet, Workbook, a1


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name on the sheet, what is expected there, and a word of explanation.

    A `setting` stands on the sheet only where it is used.
    """

    name: str
    kind: Literal["text", "year", "date"] = "text"
    required: bool = False
    about: str = ""
    setting: bool = False


ID: Final = Fact(
    "Mã kế hoạch", required=True, about="Bắt buộc. Mã ngắn, không dấu cách, ví dụ KG-2021-2025"
)
TITLE: Final = Fact("Tên kế hoạch", required=True, about="Bắt buộc. Tên đầy đủ như trong văn bản")
NUMBER: Final = Fact("Số hiệu", about="Số, ký hiệu của văn bản ban hành kế hoạch")
ISSUER: Final = Fact("Cơ quan ban hành")
ISSUED: Final = Fact("Ngày ban hành", "date")
FIRST_YEAR: Final = Fact("Năm bắt đầu", "year", required=True, about="Bắt buộc")
LAST_YEAR: Final = Fact("Năm kết thúc", "year", required=True, about="Bắt buộc")
PROVINCE: Final = Fact("Tỉnh")
CONSOLIDATOR: Final = Fact("Cơ quan tổng hợp", about="Nơi nhận và tổng hợp báo cáo")

CUTOFF: Final = Fact(
    "Chốt số liệu theo Nghị định 09/2019",
    about="Có: số liệu một quý tính từ ngày 15 tháng trước quý đến ngày 14 tháng cuối quý",
    setting=True,
)
"""Decree 09/2019/NĐ-CP on reporting in state agencies; without it periods are calendar days."""

FACTS: Final = (
    ID,
    TITLE,
    NUMBER,
    ISSUER,
    ISSUED,
    FIRST_YEAR,
    LAST_YEAR,
    PROVINCE,
    CONSOLIDATOR,
    CUTOFF,
)


_YEARS: Final = range(1990, 2101)
_YEAR_SPAN: Final = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")


@dataclass(slots=True)
class Facts:
    """The facts of one plan workbook: their texts, where they stand, what is wrong with them."""

    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    issued: date | None = None
    problems: list[Problem] = field(default_factory=list)

    def text(self, fact: Fact) -> str:
        """What the sheet says of a fact; blank where it says nothing that can be used."""
        return self.texts.get(fact.name, "")

    @property
    def years(self) -> tuple[int, ...]:
        """The plan's years; none where they are not known."""
        first, last = self.text(FIRST_YEAR), self.text(LAST_YEAR)
        return tuple(range(int(first), int(last) + 1)) if first and last else ()

    def problem(
        self, code: str, fact: Fact, severity: Severity | None = None, **details: str | Wording
    ) -> Problem:
        """A problem at the cell of a fact."""
        return problem(
            code,
            self.places[fact.name],
            value=self.text(fact),
            row_code=FACTS_SHEET,
            column=fact.name,
            severity=severity,
            more=details,
        )


def read_years(text: str) -> tuple[int, int] | None:
    """The first and the last year of "2026" or "2026-2030"; None for years that no plan has."""
    found = _YEAR_SPAN.fullmatch(text.strip())
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return (first, last) if first <= last and {first, last} <= set(_YEARS) else None


def read_facts(workbook: Workbook) -> Facts:
    """The facts on their sheet: a name, and the value right of it, wherever they stand."""
    facts = Facts()
    sheet = sheet_named(workbook, FACTS_SHEET)
    if sheet is None:
        facts.problems.append(problem("sheet-missing", Place(workbook.file), value=FACTS_SHEET))
        return facts
    for fact, place, raw in _found(workbook.file, sheet):
        facts.places[fact.name] = place
        facts.texts[fact.name] = show(raw).strip()
        if fact.kind == "date":
            facts.issued = _date(raw)
    below = Place(workbook.file, sheet.name, a1(len(sheet.rows), 1))
    for fact in FACTS:
        facts.places.setdefault(fact.name, below)
        _check(facts, fact)
    return facts


def _found(file: str, sheet: Sheet) -> Iterator[tuple[Fact, Place, object]]:
    names = {header_key(fact.name): fact for fact in FACTS}
    for index, row in enumerate(sheet.rows):
        for position, cell in enumerate(row):
            if isinstance(cell, str) and (fact := names.get(header_key(cell))):
                right = position + 1
                value = row[right] if right < len(row) else None
                yield fact, Place(file, sheet.name, a1(index, right)), value
                break


def _date(raw: object) -> date | None:
    if isinstance(raw, date):
        return raw.date() if isinstance(raw, datetime) else raw
    reading = read_date(show(raw))
    return reading.value if reading else None


def _check(facts: Facts, fact: Fact) -> None:
    """Note what is wrong with one fact; a year that is none is forgotten."""
    text = facts.text(fact)
    if not text:
        if fact.required:
            facts.problems.append(facts.problem("missing-required", fact))
    elif fact is ID and not CODE.fullmatch(text):
        facts.problems.append(facts.problem("bad-code", fact))
    elif fact.kind == "date" and facts.issued is None:
        facts.problems.append(facts.problem("bad-date", fact, None, **phrases.A_DATE))
    elif fact.kind == "year":
        first = facts.text(FIRST_YEAR) if fact is LAST_YEAR else ""
        least = int(first) if first else _YEARS[0]
        if not (text.isdecimal() and least <= int(text) <= _YEARS[-1]):
            allowed = f"{least} – {_YEARS[-1]}"
            facts.problems.append(facts.problem("out-of-range", fact, allowed=allowed))
            facts.texts[fact.name] = ""
