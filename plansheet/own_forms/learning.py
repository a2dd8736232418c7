"""A blank workbook → form.json: what each part of it is for, as far as the workbook says."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from plansheet.forms import Json
from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.own_forms.form_file import form_of, sheet_of
from plansheet.own_forms.grid import SEPARATOR, SheetGrid, column_keys, row_keys
from plansheet.own_forms.identities import proposed_checks
from plansheet.own_forms.model import BLANK_FILE, FORM_FILE, OwnForm
from plansheet.own_forms.table_search import FoundTable, find_table, is_heading, stated_range
from plansheet.problems import FormError, InputError, existing_file
from plansheet.problems.catalogue import own_form_faults as faults
from plansheet.workbooks.reading import Refused, Sheet, Workbook, a1, column_letters, open_workbook
from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.writing.files import cannot_write

_CODE: Final = re.compile(r"[A-Za-zĐđ]{0,6}[-. ]?[0-9][0-9A-Za-z.\-]{0,10}")
_HIGH_HEAD: Final = 15
_CODE_WORDS: Final = ("mã", "mã số", "mã chỉ tiêu", "code")
_UNIT_WORDS: Final = ("đơn vị tính", "đvt", "đơn vị", "unit")
_NUMBER_WORDS: Final = ("stt", "số tt", "tt", "no")
_TEXT_WORDS: Final = ("ghi chú", "giải trình", "nguyên nhân", "note", "notes", "remark", "remarks")
_RATE_WORDS: Final = (
    *("mã", "stt", "năm sinh", "điện thoại", "tỷ lệ", "tỉ lệ", "bình quân", "năng suất"),
    *("mật độ", "chỉ số", "tốc độ", "cơ cấu", "rate", "ratio", "average", "per cent", "percent"),
)
_AGENCY_LABELS: Final = (
    *("đơn vị báo cáo", "cơ quan báo cáo", "tên đơn vị", "chi nhánh", "tên cơ quan"),
    *("tổ chức tín dụng", "đơn vị", "cơ quan", "đơn vị gửi", "reporting unit", "agency"),
)
"""What stands before the name of the agency, the owner of the data before a mere sender."""
_PERIOD_LABELS: Final = ("kỳ báo cáo", "kỳ", "tháng", "quý", "thời điểm", "period")
_BODY: Final = re.compile(
    r"(?:xã|phường|thị trấn|huyện|thị xã|quận|thành phố|ubnd|sở|chi nhánh)\s+\S.*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FormDoubt:
    """Something that learning is not sure of: the sheet, the cell, what."""

    sheet: str
    cell: str
    what: Wording


@dataclass(frozen=True)
class LearntForm:
    """A form that was learnt, and what a person should look at in form.json."""

    form: OwnForm
    doubts: tuple[FormDoubt, ...] = ()


def learn_form(
    blank: Path | str, folder: Path | str, filled: Sequence[Path | str] = ()
) -> LearntForm:
    """Learn a form from its blank workbook; the folder gets blank.xlsx, untouched, and form.json.

    Args:
        blank: the workbook (.xlsx) that is to be filled in.
        folder: what gets the form; made where it does not exist.
        filled: workbooks that were filled in: they say what stands in which cell, and which sums
            hold, as proposals that a person confirms in form.json.

    Returns:
        The form, and what is doubted.

    Raises:
        InputError: a file is not there, cannot be read, or the blank is no .xlsx.
        FormError: no sheet of the workbook holds a table.
        OutputError: the folder cannot be written.
    """
    blank, folder = existing_file(blank), Path(folder)
    workbook = _opened(blank)
    examples = [_opened(existing_file(path)) for path in filled]
    doubts: list[FormDoubt] = []
    sheets: dict[str, Json] = {}
    for sheet in workbook.sheets:
        learnt = _SheetLearner(sheet).learn() if sheet.visibility == "visible" else None
        if learnt is not None:
            sheets[sheet.name] = learnt.spec
            doubts += learnt.doubts
    if not sheets:
        raise FormError("no-table-to-learn", path=blank)
    spec: Json = {"format": 1, "title": _title(workbook, blank), "sheets": sheets}
    if examples:
        for name, proposed in proposed_checks(form_of(folder, spec, workbook), examples).items():
            sheets[name]["proposed"] = proposed
    _write(folder, blank.read_bytes(), spec)
    return LearntForm(form_of(folder, spec, workbook), tuple(doubts))


def _opened(path: Path) -> Workbook:
    try:
        return open_workbook(path)
    except Refused as refusal:
        raise InputError("file-refused", path=path, why=refusal.problem.wording) from refusal


def _title(workbook: Workbook, blank: Path) -> str:
    """The longest text in capitals above the first table, else the file's name."""
    grid = SheetGrid(workbook.sheets[0])
    texts = (
        grid.text(row, column)
        for row in range(min(grid.height, _HIGH_HEAD))
        for column in range(grid.width)
    )
    titles = [text for text in texts if text.isupper() and len(text) > 15]
    return max(titles, key=len, default=blank.stem)


def _write(folder: Path, blank: bytes, spec: Json) -> None:
    text = json.dumps(spec, ensure_ascii=False, indent=2) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / BLANK_FILE).write_bytes(blank)
        (folder / FORM_FILE).write_text(text, encoding="utf-8")
    except OSError as error:
        raise cannot_write(folder, error) from error


@dataclass
class _Learnt:
    spec: dict[str, Any]
    doubts: list[FormDoubt] = field(default_factory=list)


class _SheetLearner:
    """Learns one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.grid = sheet, SheetGrid(sheet)
        self.doubts: list[FormDoubt] = []

    def learn(self) -> _Learnt | None:
        """What form.json says of the sheet; None where it holds no table."""
        table = find_table(self.grid)
        if table is None or not table.opened:
            return None
        stated = stated_range(self.grid)
        columns = sorted({*table.labels, *table.opened})
        data = table.data or range(table.header[-1] + 1, table.header[-1] + 2)
        top, left, bottom, right = data[0], columns[0], data[-1], columns[-1]
        if stated is not None and table.data:
            (top, left), (bottom, right) = stated
            left = min(left, columns[0])
        spec: dict[str, Any] = {
            "kind": "matrix" if table.data else "list",
            "range": f"{a1(top, left)}:{a1(bottom, right)}",
        }
        if table.data:
            spec["rows"] = self._rows(table, range(top, bottom + 1))
            counting = [c for c in columns if is_heading(self._header(table, c), _NUMBER_WORDS)]
            labels = sorted({*table.labels, *counting})
            spec["labels"] = [column_letters(column) for column in labels]
        spec["columns"] = self._columns(table, range(left, right + 1))
        if head := dict(self._head(table)):
            spec["head"] = head
        self._meanings(spec)
        if self.doubts:
            spec["doubts"] = [{"cell": d.cell, "doubt": d.what.vi} for d in self.doubts]
        return _Learnt(spec, self.doubts)

    def _doubt(self, at: Position, what: Wording) -> None:
        self.doubts.append(FormDoubt(self.sheet.name, a1(*at), what))

    # Keys.

    def _rows(self, table: FoundTable, rows: range) -> Json:
        """The column of codes where there is one, else those of labels."""
        header = table.header[0]
        titles = {c: self._header(table, c) for c in table.labels}
        by_title = [c for c in table.labels if is_heading(titles[c], _CODE_WORDS)]
        unsure = [c for c in table.labels if not is_heading(titles[c], (*_UNIT_WORDS,))]
        unsure.sort(key=lambda c: all(self.grid.text(row, c).isdecimal() for row in rows))
        for column in dict.fromkeys([*by_title, *unsure]):
            if self._is_code(column, rows, is_named=column in by_title):
                return {"codes": column_letters(column)}
        labels = [
            c
            for c in table.labels
            if not is_heading(titles[c], (*_UNIT_WORDS, *_NUMBER_WORDS))
            and any(isinstance(self.grid.value(row, c), str) for row in rows)
        ] or list(table.labels[:1])
        first = [c for c in labels if c < min(table.opened)] or labels
        keys = row_keys(self.grid, rows, first, is_code=False)
        said = Counter(match_key(self.grid.spread(row, first[-1])) for row in keys)
        again = sum(count for count in said.values() if count > 1)
        if again:
            self._doubt((header, first[-1]), faults.LABELS_REPEAT.fill(count=again))
        return {"labels": [column_letters(c) for c in first]}

    def _is_code(self, column: int, rows: range, *, is_named: bool) -> bool:
        """Whether a column has a code of its own in (nearly) every row."""
        texts = [self.grid.text(row, column) for row in rows]
        filled = [text for text in texts if text]
        labelled = [row for row in rows if any(self.grid.text(row, c) for c in range(column + 4))]
        is_unique = len({match_key(text) for text in filled}) == len(filled)
        are_codes = all(_CODE.fullmatch(text) for text in filled)
        enough = len(filled) >= (0.5 if is_named else 1) * len(labelled)
        return bool(filled) and is_unique and are_codes and enough

    def _columns(self, table: FoundTable, columns: range) -> Json:
        """The row of column numbers or of codes, else the rows of headers."""
        if table.numbered >= 0:
            return {"codes": table.numbered + 1}
        rows = list(table.header)
        last = [self.grid.text(rows[-1], c) for c in table.opened]
        are_codes = all(_CODE.fullmatch(text) for text in last)
        if len(rows) > 1 and are_codes and len(set(last)) == len(last) > 1:
            return {"codes": rows[-1] + 1}
        keys = column_keys(self.grid, rows, columns)
        for key, times in Counter(map(match_key, keys.values())).items():
            if times > 1:
                column = next(c for c, one in keys.items() if match_key(one) == key)
                self._doubt((rows[0], column), faults.HEADERS_REPEAT.fill(key=keys[column]))
        return {"labels": [row + 1 for row in rows]}

    def _header(self, table: FoundTable, column: int) -> str:
        rows = [row for row in table.header if row != table.numbered] or list(table.header)
        return column_keys(self.grid, [rows[0], *rows], [column]).get(column, "")

    # What the cells mean.

    def _meanings(self, spec: dict[str, Any]) -> None:
        """What is not summed, what is text, what is one agency's own."""
        form = sheet_of(spec, self.sheet.name, self.sheet)
        top = form.area[0]
        aggregate: dict[str, str] = {}
        types: dict[str, str] = {}
        of_agency: dict[str, str] = {}
        headers = {key: self._path_above(top, column) for column, key in form.columns.items()}
        opened = {cell.column_key for cell in form.inputs.values()} or set(headers)
        for column, key in form.columns.items():
            if key not in opened or column in form.row_keys.at:
                continue
            title = headers[key] or key
            at = (max(top - 1, 0), column)
            if is_heading(title, _TEXT_WORDS):
                types[key], aggregate[key] = "text", "none"
                self._doubt(at, faults.IS_TEXT.fill(key=title))
            elif form.kind == "matrix" and (is_heading(title, _RATE_WORDS) or "%" in title):
                aggregate[key] = "none"
                self._doubt(at, faults.NOT_SUMMED.fill(key=title))
        for row, key in form.rows.items():
            cells = [self.grid.text(row, c) for c in range(form.area[1], form.area[3] + 1)]
            text = " ".join(filter(None, (*cells, key)))
            is_rate = is_heading(text, _RATE_WORDS[4:]) or "%" in text
            if is_rate and any(at[0] == row for at in form.inputs):
                aggregate[key] = "none"
                self._doubt((row, form.row_keys.at[0]), faults.NOT_SUMMED.fill(key=key))
        for keys in (headers, {key: key for key in form.rows.values()}):
            bodies = {key: _body(path) for key, path in keys.items() if _body(path)}
            if len({*bodies.values()}) > 1:
                of_agency |= bodies
                aggregate |= dict.fromkeys(bodies, "place")
                first = next(iter(bodies))
                self._doubt((top, form.area[1]), faults.OF_AGENCY.fill(key=bodies[first]))
        named = {"aggregate": aggregate, "types": types, "of_agency": of_agency}
        spec |= {what: said for what, said in named.items() if said}

    def _path_above(self, top: int, column: int) -> str:
        """All that stands above a column, from its header's first row down."""
        rows = [row for row in range(max(top - 6, 0), top) if self.grid.spread(row, column)]
        return column_keys(self.grid, [*rows, *rows[:1]], [column]).get(column, "") if rows else ""

    # The head.

    def _head(self, table: FoundTable) -> Iterator[tuple[str, str]]:
        labels: Mapping[str, Sequence[str]] = {
            "agency": _AGENCY_LABELS,
            "period": _PERIOD_LABELS,
            "unit": _UNIT_WORDS[:2],
        }
        taken: set[Position] = set()
        for what in ("unit", "agency", "period"):
            if at := self._labelled(table, labels[what], taken):
                taken.add(at)
                yield what, a1(*at)
            elif what == "agency":
                self._doubt((0, 0), faults.NO_AGENCY_CELL)

    def _labelled(
        self, table: FoundTable, words: Sequence[str], taken: set[Position]
    ) -> Position | None:
        """The cell that a label of the head leads to: behind it in the same cell, or beside it."""
        found: list[tuple[int, Position]] = []
        for row in range(min(table.header[0], _HIGH_HEAD)):
            for column in range(self.grid.width):
                text = self.grid.text(row, column)
                head, colon, _ = text.partition(":")
                rank = next((n for n, w in enumerate(words) if match_key(head).startswith(w)), -1)
                if rank < 0 or not (colon or len(head.split()) <= 4):
                    continue
                beside = (row, self._next(row, column))
                at = (row, column) if colon else beside
                if at not in taken and (colon or self._free(at)):
                    found.append((rank, at))
        return min(found, default=(0, None))[1]

    def _next(self, row: int, column: int) -> int:
        """The column right of a cell, or of the area that it was merged into."""
        for (top, left), (bottom, right) in self.sheet.merged:
            if top <= row <= bottom and left <= column <= right:
                return right + 1
        return column + 1

    def _free(self, at: Position) -> bool:
        return self.grid.is_blank(*at)


def _body(path: str) -> str:
    """The name of an agency that a header or label begins with, blank where it names none."""
    return next((part for part in path.split(SEPARATOR) if _BODY.fullmatch(part)), "")
