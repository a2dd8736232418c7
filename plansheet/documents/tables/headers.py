"""Finding the header of a table by the names in it, over one to three rows.

The names are those of the appendices that provinces attach to their plans. The two-level year
header ("Thực hiện qua các năm" over 2015 … 2020) is that of the usual indicator tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plansheet.documents.formats.blocks import DocumentRow
from plansheet.forms import year_column
from plansheet.forms.names import ColumnName, FormName
from plansheet.language.text import match_key

_DEPTH = 3
_LONGEST_NAME = 80
_LOOK = 12
"""Rows in which a header is looked for: a title and a unit line may stand above it."""

_STT = re.compile(r"(stt|tt|số tt|số thứ tự)\b")
_NOTE = re.compile(r"ghi chú")
_TASK_NAME = re.compile(r".*(nhiệm vụ|đề án|nội dung|công việc|tên văn bản|hoạt động)")
_INDICATOR_NAME = re.compile(r".*(chỉ tiêu|mục tiêu|nội dung)")
_FEWEST_COLUMNS = 2
_TASK_NAMES = (
    (ColumnName.STT, _STT),
    (ColumnName.COORDINATORS, re.compile(r"phối hợp")),
    (
        ColumnName.LEADS,
        re.compile(
            r"chủ trì|đầu mối|phụ trách"
            r"|(cơ quan|đơn vị)( được giao)? (thực hiện|chuẩn bị|soạn thảo|tham mưu)"
            r"|phân công|^trách nhiệm"
        ),
    ),
    (ColumnName.DUE, re.compile(r"(thời (gian|hạn|điểm)|tiến độ|hạn |hoàn thành|mốc )")),
    (
        ColumnName.LEVEL,
        re.compile(r"(cấp |thẩm quyền|nơi trình|cơ quan (ban hành|phê duyệt|quyết định))"),
    ),
    (ColumnName.FIELD, re.compile(r"(ngành, )?lĩnh vực")),
    (ColumnName.NOTE, _NOTE),
    (ColumnName.TASK_NAME, _TASK_NAME),
)
_ANYWHERE = frozenset({ColumnName.LEADS, ColumnName.COORDINATORS})
_INDICATOR_NAMES = (
    (ColumnName.STT, _STT),
    (ColumnName.UNIT, re.compile(r"(đơn vị( tính)?|đvt|đv tính)")),
    (
        ColumnName.REPORTERS,
        re.compile(r"(cơ quan|đơn vị) .*(báo cáo|chủ trì|theo dõi|phụ trách|thực hiện)"),
    ),
    (ColumnName.NOTE, _NOTE),
    (ColumnName.INDICATOR_NAME, _INDICATOR_NAME),
)
_TIME = re.compile(r"(thời (gian|hạn|điểm)|tiến độ|thời kỳ|hạn|ngày)\b")
_RESULT = re.compile(r"kết quả( cần đạt| phải đạt| đầu ra)?|giá trị|mức (cần |phải )?đạt")
_YEARS = re.compile(r"((?:19[89]|20\d)\d) ?- ?(20\d\d)")
_TERM_BEFORE = re.compile(r"\b(giai đoạn|nhiệm kỳ|kỳ) trước\b")
_YEAR = re.compile(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)")
_DONE = re.compile(r"\b(thực hiện|th|ước|uth|kết quả|đạt được)\b")
_PLANNED = re.compile(r"\b(kế hoạch|kh|mục tiêu|mt|chỉ tiêu|phấn đấu|dự kiến|giao)\b")
_BODY = re.compile(
    r"(?:UBND |ỦY BAN NHÂN DÂN |Ủy ban nhân dân )?"
    r"(?:[Xx]ã|XÃ|[Pp]hường|PHƯỜNG|[Đđ]ặc khu|ĐẶC KHU|[Tt]hị trấn|[Hh]uyện|HUYỆN|[Tt]hị xã|THỊ XÃ"
    r"|[Tt]hành phố|THÀNH PHỐ|[Tt][Pp]\.?|TX\.?|[Qq]uận|[Ss]ở|SỞ) ?(?=[A-ZĐÀ-Ỹ0-9])"
)
"""A header that names one body: the name after its kind begins with a capital."""
_OF_ONE_KIND = re.compile(r"\bcác (xã|phường|đặc khu|huyện|sở)$")
_WHOLE = re.compile(r"(?:toàn (?:tỉnh|thành phố|xã|phường)|tổng(?: số| cộng)?|cộng)")
_COMPARED = re.compile(r"so (với|sánh)|tăng trưởng|tốc độ|tỷ lệ|%.*20\d\d")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table by property name, and the names of the columns that have none.

    `kind` is the form whose rows the table has. `names` is what stands in the header: a repeated
    header has the same. It takes the rows from `start` to before `end`.
    """

    kind: str
    columns: Mapping[str, int]
    others: Mapping[int, str]
    names: tuple[str, ...]
    start: int
    end: int


def find_header(rows: Sequence[DocumentRow], first_year: int | None) -> Header | None:
    """The header of a task or indicator table among the first rows, or None.

    `first_year` is the first year of the plan: a bare year in a header is a target from then on.
    """
    for start in range(min(len(rows), _LOOK)):
        header = header_at(rows, start, first_year)
        if header:
            return header
    return None


def header_at(rows: Sequence[DocumentRow], start: int, first_year: int | None) -> Header | None:
    """The header that begins in row `start`, or None."""
    grid = _grid(rows[start : start + _DEPTH])
    depth = 1
    while depth < len(grid) and _is_second_level(grid[depth - 1], grid[depth]):
        depth += 1
    end = start + depth
    paths = _paths(grid[:depth])
    for kind, columns in (
        (FormName.INDICATORS, _indicator_columns(paths, first_year)),
        (FormName.TASKS, _named(paths, _TASK_NAMES)),
    ):
        if _is_complete(kind, columns):
            used = set(columns.values())
            others = {i: path[-1] for i, path in enumerate(paths) if path and i not in used}
            names = tuple(match_key(" ".join(path)) for path in paths)
            return Header(kind, columns, others, names, start, end)
    return None


def is_of_other_kind(row: DocumentRow) -> bool:
    """Whether a row is the header of a numbered table that lists neither work nor indicators."""
    keys = [match_key(text) for text in row.cells if text]
    known = (_TASK_NAME, _INDICATOR_NAME)
    numbered = len(keys) >= _FEWEST_COLUMNS and bool(_STT.fullmatch(keys[0]))
    return numbered and not any(name.match(key) for name in known for key in keys)


def _grid(rows: Sequence[DocumentRow]) -> list[list[str]]:
    """The texts of rows of one length, a cell merged with the one above it blank."""
    width = max(len(row.cells) for row in rows)
    grid = [[" ".join(row.cell(i).split()) for i in range(width)] for row in rows]
    return [
        [text if r == 0 or text != grid[r - 1][i] else "" for i, text in enumerate(texts)]
        for r, texts in enumerate(grid)
    ]


def _is_second_level(upper: list[str], lower: list[str]) -> bool:
    """Whether `lower` names columns under groups of `upper`: it fills cells that a group covers.

    A group of one year has no cell but its own.
    """
    filled = [i for i, text in enumerate(lower) if text]
    named = [i for i, text in enumerate(upper) if text]
    covered = [i for i in filled if not upper[i]]
    years = bool(filled) and all(_YEAR.fullmatch(lower[i]) for i in filled)
    return bool(named and (covered or years)) and named[0] < filled[0]


def _paths(grid: list[list[str]]) -> list[tuple[str, ...]]:
    """For each column the texts above it, a group's name carried over the columns it covers."""
    for upper, lower in pairwise(grid):
        for i in range(1, len(upper)):
            if not upper[i] and lower[i]:
                upper[i] = upper[i - 1]
    return [tuple(row[i] for row in grid if row[i]) for i in range(len(grid[0]))]


def _is_complete(kind: str, columns: Mapping[str, int]) -> bool:
    if kind == FormName.TASKS:
        return ColumnName.TASK_NAME in columns and bool(
            {ColumnName.LEADS, ColumnName.COORDINATORS, ColumnName.DUE} & set(columns)
        )
    valued = any(
        name.startswith((ColumnName.TARGET, ColumnName.HISTORY, ColumnName.GOAL)) or ":" in name
        for name in columns
    )
    return ColumnName.INDICATOR_NAME in columns and valued


def _named(
    paths: Sequence[tuple[str, ...]], names: Sequence[tuple[str, re.Pattern[str]]]
) -> dict[str, int]:
    """Each property's first column whose own name, or name with its group, matches."""
    columns: dict[str, int] = {}
    for i, path in enumerate(paths):
        if not path or len(path[-1]) > _LONGEST_NAME:
            continue
        for key in (match_key(path[-1]), match_key(" ".join(path))):
            found = next((n for n, p in names if n not in columns and p.match(key)), None)
            found = found or next((n for n, p in names if n in _ANYWHERE and p.search(key)), None)
            if found and found not in columns:
                columns[found] = i
                break
    return columns


def _indicator_columns(paths: Sequence[tuple[str, ...]], first_year: int | None) -> dict[str, int]:
    columns = _agency_columns(paths, first_year)
    of_agencies = set(columns.values())
    for i, path in enumerate(paths):
        if i in of_agencies:
            continue
        key = match_key(" ".join(path))
        name = _value_column(key, first_year)
        if of_agencies and first_year and _WHOLE.fullmatch(key):
            name = year_column(ColumnName.TARGET, first_year)
        if name and name not in columns:
            columns[name] = i
    if not columns:
        columns.update(_only_value(paths))
    values = set(columns.values())
    rest = [() if i in values else path for i, path in enumerate(paths)]
    return _named(rest, _INDICATOR_NAMES) | columns


def _only_value(paths: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """The column "Kết quả" of a table that has no other values: what is to be reached."""
    for i, path in enumerate(paths):
        if _RESULT.fullmatch(match_key(" ".join(path))):
            return {ColumnName.GOAL: i}
    return {}


def _agency_columns(paths: Sequence[tuple[str, ...]], first_year: int | None) -> dict[str, int]:
    """The columns that bodies head, for what each of them is given: `2026:Xã An Bình`.

    One such column is no list of bodies.
    """
    found: dict[str, int] = {}
    for i, path in enumerate(paths):
        body = _body(path)
        if body:
            years = set(_YEAR.findall(" ".join(path)))
            year = int(years.pop()) if len(years) == 1 else first_year
            if year:
                found.setdefault(f"{year}:{body}", i)
    return found if len(found) > 1 else {}


def _body(path: tuple[str, ...]) -> str:
    """The body that a column is headed by; “An Bình” under “Chia ra các xã” is “Xã An Bình”."""
    if not path or _BODY.match(path[-1]):
        return path[-1] if path else ""
    group = _OF_ONE_KIND.search(match_key(path[-2])) if len(path) > 1 else None
    return f"{group[1].capitalize()} {path[-1]}" if group and path[-1][0].isupper() else ""


def _value_column(key: str, first_year: int | None) -> str | None:
    """The property of a column of values: goal, previous_term, target_2021, history_2020."""
    if _TIME.match(key):
        return None
    planned, done = _PLANNED.search(key), _DONE.search(key)
    if done and _TERM_BEFORE.search(key):
        return ColumnName.PREVIOUS_TERM
    if _YEARS.search(key):
        single = set(_YEAR.findall(_YEARS.sub("", key)))
        if not single:
            stated = ColumnName.GOAL if planned else None
            return ColumnName.PREVIOUS_TERM if done and not planned else stated
        key = _YEARS.sub("", key)
    years = set(_YEAR.findall(key))
    if len(years) != 1 or (_COMPARED.search(key) and not (planned or done)):
        return ColumnName.GOAL if key in ("mục tiêu", "kế hoạch", "chỉ tiêu giao") else None
    year = years.pop()
    if done and (not planned or done.start() < planned.start()):
        return year_column(ColumnName.HISTORY, int(year))
    is_past = not planned and first_year and int(year) < first_year
    return year_column(ColumnName.HISTORY if is_past else ColumnName.TARGET, int(year))
