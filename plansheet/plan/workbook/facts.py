"""The facts of a plan: the rows of the sheet `Kế hoạch`, name then value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from plansheet.forms import NO_TEXT, Column, SheetColumns
from plansheet.forms.choices import YesNo
from plansheet.forms.names import FACTS_SHEET
from plansheet.forms.review_sheet import MARK
from plansheet.language.text import header_key
from plansheet.language.wording import Term, Wording, spellings
from plansheet.plan.periods import parse_cutoff
from plansheet.plan.workbook.asides import CODE
from plansheet.problems import Place, Problem, has_errors, problem
from plansheet.problems.catalogue import Severity, phrases
from plansheet.tables.read import read_at
from plansheet.tables.table import Table, TableRow
from plansheet.workbooks.reading import Sheet, a1


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name on the sheet, what is expected there, and a word of explanation.

    A `setting` stands on the sheet only where it is used. `former` are its name and its
    explanation in an earlier release.
    """

    name: Term
    kind: Literal["text", "year", "date"] = "text"
    required: bool = False
    about: Term = NO_TEXT
    setting: bool = False
    former: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What it may be called on the sheet."""
        return (*spellings(self.name), *self.former)


ID: Final = Fact(
    Term("Mã kế hoạch", "Plan code"),
    required=True,
    about=Term(
        "Bắt buộc. Mã ngắn, không dấu cách, ví dụ KG-2021-2025",
        "Required. Short, no spaces, such as KG-2021-2025",
    ),
)
TITLE: Final = Fact(
    Term("Tên kế hoạch", "Plan title"),
    required=True,
    about=Term(
        "Bắt buộc. Tên đầy đủ như trong văn bản", "Required. The full title as in the document"
    ),
)
NUMBER: Final = Fact(
    Term("Số hiệu", "Document number"),
    about=Term(
        "Số, ký hiệu của văn bản ban hành kế hoạch",
        "The number of the document that issues the plan",
    ),
)
ISSUER: Final = Fact(Term("Cơ quan ban hành", "Issued by"))
ISSUED: Final = Fact(Term("Ngày ban hành", "Issued on"), "date")
FIRST_YEAR: Final = Fact(
    Term("Năm bắt đầu", "First year"),
    "year",
    required=True,
    about=Term(
        "Bắt buộc",
        "Required",
    ),
)
LAST_YEAR: Final = Fact(
    Term("Năm kết thúc", "Last year"),
    "year",
    required=True,
    about=Term(
        "Bắt buộc",
        "Required",
    ),
)
PROVINCE: Final = Fact(Term("Tỉnh", "Province"))
CONSOLIDATOR: Final = Fact(
    Term("Cơ quan tổng hợp", "Consolidating agency"),
    about=Term(
        "Nơi nhận và tổng hợp báo cáo",
        "Receives and consolidates the returns",
    ),
)

CUTOFF: Final = Fact(
    Term("Chốt số liệu", "Data cut-off"),
    about=Term(
        "Có: đến ngày 14 tháng cuối kỳ (Nghị định 09/2019/NĐ-CP); hoặc ghi ngày, ví dụ ngày 9 "
        "tháng cuối kỳ; Không: đến hết kỳ, số gửi trước ngày đó là ước",
        "Yes: until the 14th of the last month (Decree 09/2019/NĐ-CP); or a day, such as ngày 9 "
        "tháng cuối kỳ; No: until the period ends, what is sent before is an estimate",
    ),
    former=(
        "Chốt số liệu theo Nghị định 09/2019",
        "Có: số liệu một quý tính từ ngày 15 tháng trước quý đến ngày 14 tháng cuối quý",
    ),
)
"""Until which day the figures of a period count; what comes after it is of the next period."""

DEFAULT_DUE: Final = Fact(
    Term("Hạn mặc định", "Default due date"),
    about=Term(
        "Ví dụ 31/12: hạn của nhiệm vụ không có thời gian trình; không ghi năm là năm kết thúc",
        "Such as 31/12: when tasks without a date are due; without a year, in the last year",
    ),
    setting=True,
)

OWN_FORMS: Final = Fact(
    Term("Thư mục biểu mẫu", "Folder of forms"),
    about=Term(
        "Ví dụ bieu_mau: thư mục biểu mẫu riêng, tính từ thư mục của sổ kế hoạch này",
        "Such as bieu_mau: the folder of own forms, seen from the folder of this workbook",
    ),
    setting=True,
)

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
    DEFAULT_DUE,
    OWN_FORMS,
)


_YEARS: Final = range(1990, 2101)
_YEAR_SPAN: Final = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")


@dataclass(slots=True)
class Facts:
    """The facts of one plan workbook: their texts, where they stand, what is wrong with them.

    `unusable` are those whose cell cannot be used: `problems` has an error of each.
    """

    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    unusable: set[str] = field(default_factory=set)
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

    @property
    def default_due(self) -> date | None:
        """The last day in time of tasks that name none; None where the plan has no such day."""
        from plansheet.plan.periods import parse_due

        last = self.text(LAST_YEAR)
        return parse_due(self.text(DEFAULT_DUE), int(last)).date if last else None

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


def read_facts(sheet: Sheet | None, file: str) -> Facts:
    """The facts on their sheet: a name, and the value right of it, wherever they stand."""
    facts = Facts()
    if sheet is None:
        return facts
    seen: dict[Fact, TableRow] = {}
    for fact, row, position in _found(Table(sheet, _COLUMNS, -1, {}, {}, file)):
        cell = row.labelled(position, fact.name)
        if (first := seen.setdefault(fact, row)) is not row:
            if cell.value not in ("", facts.text(fact)):
                again = replace(cell, row_code=fact.name)
                facts.problems.append(again.problem("row-duplicated", other=str(first.number)))
            continue
        value, problems = read_at(row, position, _as_column(fact), own=True)
        facts.places[fact.name] = cell.place
        facts.texts[fact.name] = cell.value.strip()
        facts.issued = value if isinstance(value, date) else facts.issued
        facts.problems += [*problems, *_doubted(row, position + 1, fact)]
        if has_errors(problems):
            facts.unusable.add(fact.name)
    below = Place(file, sheet.name, a1(len(sheet.rows), 1))
    for fact in FACTS:
        facts.places.setdefault(fact.name, below)
        _check(facts, fact)
    return facts


def _doubted(row: TableRow, position: int, fact: Fact) -> Iterator[Problem]:
    """What the importer doubted in a fact: it stands beside it till somebody deletes it."""
    cell = row.labelled(position, fact.name)
    _, mark, doubts = cell.value.partition(MARK)
    if mark:
        yield replace(cell, row_code=fact.name).problem("needs-review", doubts=doubts)


_COLUMNS: Final = SheetColumns(FACTS_SHEET, ())
"""A sheet of facts has no columns: each fact is a table of one cell."""


def _as_column(fact: Fact) -> Column:
    """What is expected in the cell of a fact."""
    return Column(fact.name, fact.name, kind="date" if fact.kind == "date" else "text")


def _found(table: Table[SheetColumns]) -> Iterator[tuple[Fact, TableRow, int]]:
    """The facts, each with its row and the position of its value: right of its name."""
    names = {header_key(name): fact for fact in FACTS for name in fact.names}
    for row in table.rows:
        for position, cell in enumerate(row.cells):
            if isinstance(cell, str) and (fact := names.get(header_key(cell))):
                yield fact, row.called(FACTS_SHEET), position + 1
                break


def _check(facts: Facts, fact: Fact) -> None:
    """Note what is wrong with one fact; a year that is none is forgotten."""
    text = facts.text(fact)
    if fact.name in facts.unusable:
        facts.texts[fact.name] = ""
    elif not text:
        if fact.required:
            facts.problems.append(facts.problem("missing-required", fact))
    elif fact is ID and not CODE.fullmatch(text):
        facts.problems.append(facts.problem("bad-code", fact))
    elif fact is DEFAULT_DUE and facts.default_due is None:
        facts.problems.append(facts.problem("bad-date", fact, severity=None, **phrases.A_DATE))
    elif fact is CUTOFF and parse_cutoff(text) is None:
        choices = f"{YesNo.YES} · {YesNo.NO} · ngày 9 tháng cuối kỳ"
        facts.problems.append(facts.problem("not-in-list", fact, "warning", choices=choices))
    elif fact.kind == "year":
        first = facts.text(FIRST_YEAR) if fact is LAST_YEAR else ""
        least = int(first) if first else _YEARS[0]
        if not (text.isdecimal() and least <= int(text) <= _YEARS[-1]):
            allowed = f"{least} – {_YEARS[-1]}"
            facts.problems.append(facts.problem("out-of-range", fact, allowed=allowed))
            facts.texts[fact.name] = ""
