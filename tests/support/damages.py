"""What happens to a workbook on its way, and what must be said of it.

Each `Damage` does one thing to a clean, filled-in `Copy` and returns the problems that must be
found then, exactly these. A harmless one leaves the merged values as they would have been.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from support.filling import Cell, Copy, Grid

Where = Cell | Grid | Callable[[Copy], tuple[str, str]] | None
Expected = list[tuple[str, Where]]
TASKS, COORDINATION, FIGURES = "task_report", "coordination_report", "indicator_report"
FORMS = (TASKS, COORDINATION, FIGURES)
NARRATIVE = "narrative_report"
KEYS = {TASKS: "task_code", COORDINATION: "task_code", FIGURES: "indicator_code"}
LABELS = {TASKS: "task_name", COORDINATION: "task_name", FIGURES: "indicator_name"}
SAFE = {TASKS: "result", COORDINATION: "contribution", FIGURES: "explanation"}
"""A column of free text of each form."""


@dataclass(frozen=True)
class Damage:
    """One thing that happens.

    What one touches, no other that happens with it touches or needs.
    """

    name: str
    apply: Callable[[Copy, Random], Expected]
    touches: frozenset[str] = frozenset()
    harmless: bool = True
    needs: frozenset[str] = frozenset()


def expected(copy: Copy, found: Iterable[tuple[str, Where]]) -> set[tuple[str, str, str]]:
    """Code, sheet and cell of the problems that must be found in the copy as it is now."""
    named = {
        (code, *(where(copy) if callable(where) else copy.where(where))) for code, where in found
    }
    places = {(sheet, address) for _, sheet, address in named}
    return named | {found for found in _unread(copy) if found[1:] not in places}


def _unread(copy: Copy) -> Iterator[tuple[str, str, str]]:
    """What nobody asked for and nobody reads: cells of issued sheets, other sheets as a whole."""
    for grid in copy.grids:
        news = [cell for row in grid.cells for cell in row if _is_news(cell)]
        if grid.form or any(cell.issued for row in grid.cells for cell in row):
            yield from (("unread-cell", *copy.where(cell)) for cell in news)
        elif news:
            (_, first), (_, last) = copy.where(news[0]), copy.where(news[-1])
            yield "unread-sheet", grid.name, f"{first}:{last}"


def _is_news(cell: Cell) -> bool:
    text = str(cell.value if cell.value is not None else "").strip()
    return not cell.issued and cell.tag is None and bool(text or cell.formula)


def fill_clean(copy: Copy, rng: Random) -> None:
    """Fill in everything, correctly; the column `note` stays blank."""
    for code in copy.grid(TASKS).codes:
        status = rng.choice(["Chưa triển khai", "Đang thực hiện", "Hoàn thành", "Tạm dừng"])
        values: dict[str, object] = {"status": status, "result": f"Đã họp lần {rng.randint(1, 9)}"}
        if status == "Hoàn thành":
            values["document_no"] = f"{rng.randint(1, 99)}/QĐ-UBND"
            values["document_date"] = date(2021, rng.randint(1, 5), rng.randint(1, 28))
            values["progress"] = rng.choice([100, None])
        elif status != "Chưa triển khai":
            values["progress"] = rng.choice([None, rng.randint(2, 99)])
        copy.fill(TASKS, code, **values)
    for code in copy.grid(COORDINATION).codes:
        copy.fill(COORDINATION, code, contribution=f"Góp ý {rng.randint(1, 9)} lần")
    for code in copy.grid(FIGURES).codes:
        if code != "CT.TL":
            numbers = sorted(rng.randint(11, 99) for _ in range(3))
            figures = dict(zip(("actual", "cumulative", "forecast"), numbers, strict=True))
            copy.fill(FIGURES, code, explanation="Theo kế hoạch", **figures)
    for code in copy.grid(NARRATIVE).codes[::2]:
        copy.fill(NARRATIVE, code, narrative=f"Một là, …\nHai là, {code}.")


def _take(copy: Copy, rng: Random, form: str, prefix: str = "") -> str:
    """A row that no other damage has touched yet."""
    codes = [c for c in copy.grid(form).codes if (form, c) not in copy.reserved]
    free = [c for c in codes if c.startswith(prefix)]
    if not free:
        raise LookupError(form)
    copy.reserved.add((form, code := rng.choice(free)))
    return code


def _typed(
    name: str,
    code: str,
    form: str,
    column: str,
    values: Iterable[object],
    *,
    row: dict[str, object] | None = None,
    prefix: str = "",
    harmless: bool = False,
) -> Damage:
    """One cell is typed differently; `row` is what stands in the rest of the row."""
    choices = list(values)

    def apply(copy: Copy, rng: Random) -> Expected:
        at = _take(copy, rng, form, prefix)
        typed = {**(row or {}), column: rng.choice(choices)}
        copy.fill(form, at, **typed)
        copy.meant |= {(form, at, name): value for name, value in typed.items()}
        return [(code, copy.grid(form).at(at, column))]

    return Damage(name, apply, harmless=harmless, needs=_cells(form))


def _cells(form: str) -> frozenset[str]:
    return frozenset({f"cells {form}", f"sheet {form}"})


def _sheet(form: str) -> frozenset[str]:
    return frozenset({f"sheet {form}"})


OPEN: dict[str, object] = {
    "status": "Đang thực hiện",
    "progress": None,
    "document_no": None,
    "document_date": None,
}
DONE: dict[str, object] = OPEN | {
    "status": "Hoàn thành",
    "document_no": "5/QĐ",
    "document_date": date(2021, 3, 1),
}


def _without(row: dict[str, object], name: str) -> dict[str, object]:
    return {k: v for k, v in row.items() if k != name}


WRONG_CELLS = (
    _typed("status left blank", "missing-required", TASKS, "status", [None, "  "], row={}),
    _typed("status not in the list", "not-in-list", TASKS, "status", ["Sắp xong", "Ổn", 1]),
    _typed(
        "words for a number",
        "not-a-number",
        TASKS,
        "progress",
        ["nhiều", "40 50", "?"],
        row=_without(OPEN, "progress"),
    ),
    _typed(
        "words for a figure", "not-a-number", FIGURES, "actual", ["chưa có", True], prefix="CT0"
    ),
    _typed(
        "progress out of range",
        "out-of-range",
        TASKS,
        "progress",
        [150, -5, 100.5],
        row=_without(OPEN, "progress"),
    ),
    _typed(
        "no such day",
        "bad-date",
        TASKS,
        "document_date",
        ["31/02/2021", "hôm qua", "30/13/2021", 3],
        row=_without(DONE, "document_date"),
    ),
    _typed(
        "a day to come",
        "date-in-future",
        TASKS,
        "document_date",
        [date(2021, 12, 31), date(2021, 6, 21)],
        row=_without(DONE, "document_date"),
    ),
    _typed(
        "done at a half",
        "rule-violated",
        TASKS,
        "progress",
        [50, 99.5],
        row=_without(DONE, "progress"),
    ),
    _typed(
        "done without a day",
        "rule-violated",
        TASKS,
        "document_date",
        [None],
        row=_without(DONE, "document_date"),
    ),
    _typed(
        "not begun but under way",
        "rule-violated",
        TASKS,
        "progress",
        [30],
        row=_without(OPEN, "progress") | {"status": "Chưa triển khai"},
    ),
    _typed(
        "an Excel error", "error-value", FIGURES, "cumulative", ["#REF!", "#DIV/0!"], prefix="CT0"
    ),
    _typed("an Excel error in words", "error-value", COORDINATION, "contribution", ["#N/A"]),
    _typed(
        "a number of two readings",
        "ambiguous-number",
        FIGURES,
        "forecast",
        ["2.457", "1,234"],
        prefix="CT0",
    ),
)

ODD_CELLS = (
    _typed(
        "done without a number",
        "rule-violated",
        TASKS,
        "document_no",
        [None],
        row=_without(DONE, "document_no"),
        harmless=True,
    ),
    _typed(
        "progress as a fraction",
        "suspicious-scale",
        TASKS,
        "progress",
        [0.4, 0.75, 1],
        row=_without(OPEN, "progress"),
    ),
    _typed(
        "per cent as a fraction", "suspicious-scale", FIGURES, "forecast", [0.0978], prefix="CT.PT"
    ),
)


def _rewritten(
    name: str,
    code: str,
    form: str,
    column: str,
    pairs: Iterable[tuple[object, object]],
    **row: object,
) -> Damage:
    """One cell says the same in another way: pairs of what was meant and what is typed."""
    choices = list(pairs)

    def prepare(copy: Copy, rng: Random) -> Expected:
        at = _take(copy, rng, form, "CT0" if form == FIGURES else "")
        meant, typed = rng.choice(choices)
        copy.fill(form, at, **row, **{column: typed})
        copy.meant[form, at, column] = meant
        for other, value in row.items():
            copy.meant[form, at, other] = value
        return [(code, copy.grid(form).at(at, column))] if code else []

    return Damage(name, prepare, needs=_cells(form))


REPAIRED_CELLS = (
    _rewritten(
        "a choice in other words",
        "choice-repaired",
        TASKS,
        "status",
        [
            ("Hoàn thành", "hoàn thành"),
            ("Hoàn thành", "Đã hoàn thành"),
            ("Hoàn thành", "HOÀN THÀNH "),
            ("Hoàn thành", unicodedata.normalize("NFD", "Hoàn thành")),
            ("Hoàn thành", "Hoàn\u00a0thành\u200b"),
            ("Hoàn thành", "hòan thành".replace("òa", "oà")),
        ],
        **_without(DONE, "status"),
    ),
    _rewritten(
        "a figure as text",
        "number-repaired",
        FIGURES,
        "last_year",
        [
            (1234.56, "1.234,56"),
            (1234.56, "1,234.56"),
            (2345, "2 345"),
            (0, "00,0"),
            (2691, "2691,0"),
            (12, "１２"),
            (-5, "(5)"),
            (7.5, "\u00a07,5\u200b"),
        ],
    ),
    _rewritten(
        "progress as text",
        "number-repaired",
        TASKS,
        "progress",
        [(40, "40%"), (40, "40 %"), (62.5, "62,5"), (62.5, "62.5")],
        **_without(OPEN, "progress"),
    ),
    _rewritten(
        "a day as text",
        "date-repaired",
        TASKS,
        "document_date",
        [
            (date(2021, 5, 30), "30/5/2021"),
            (date(2021, 5, 30), "30-05-2021"),
            (date(2021, 5, 30), "ngày 30 tháng 5 năm 2021"),
            (date(2021, 5, 31), "5/2021"),
            (date(2021, 5, 30), 44346),
        ],
        **_without(DONE, "document_date"),
    ),
    _rewritten(
        "a day with an hour",
        "",
        TASKS,
        "document_date",
        [(date(2021, 5, 30), datetime(2021, 5, 30, 7, 30))],
        **_without(DONE, "document_date"),
    ),
    _rewritten(
        "text composed differently",
        "",
        TASKS,
        "result",
        [
            ("Đã họp tổ", unicodedata.normalize("NFD", "Đã họp tổ")),
            ("Đã họp tổ", "Ðã  họp\u00a0tổ\u200b"),
        ],
    ),
)


def _legacy(copy: Copy, rng: Random) -> Expected:
    at = _take(copy, rng, TASKS)
    cell = copy.grid(TASKS).at(at, "result")
    cell.value, cell.font = "§· hoµn thµnh ®Ò ¸n", ".VnTime"
    copy.meant[TASKS, at, "result"] = "Đã hoàn thành đề án"
    return [("legacy-encoding", cell)]


def _formula(text: str, code: str, saved: object) -> Callable[[Copy, Random], Expected]:
    def apply(copy: Copy, rng: Random) -> Expected:
        at = _take(copy, rng, FIGURES, "CT0")
        cell = copy.grid(FIGURES).at(at, "cumulative")
        cell.formula, cell.value = text, cell.value if saved is ... else saved
        return [(code, cell)]

    return apply


FORMULAS = (
    Damage(
        "a formula with its value",
        _formula("=10+20", "formula-in-input", ...),
        needs=_cells(FIGURES),
    ),
    Damage(
        "a formula without value",
        _formula("=10+20", "formula-in-input", None),
        harmless=False,
        needs=_cells(FIGURES),
    ),
    Damage(
        "a formula of another workbook",
        _formula("=[1]Sheet1!A1", "unsafe-content", 5),
        harmless=False,
        needs=_cells(FIGURES),
    ),
    Damage("text in a TCVN3 font", _legacy, needs=_cells(TASKS)),
)


# Sheets.


def _reversed_sheets(copy: Copy, _: Random) -> Expected:
    copy.grids.reverse()
    return []


def _extra_sheet(copy: Copy, rng: Random) -> Expected:
    at = rng.randrange(len(copy.grids) + 1)
    copy.grids.insert(at, Grid("Ghi chú riêng", "", [[Cell("Nhớ hỏi lại")], [Cell(5)]]))
    return []


def _other_name(number: int) -> Callable[[str], str]:
    return lambda _: f"Bảng {number}"


def _renamed(form: str, rename: Callable[[str], str]) -> Damage:
    def apply(copy: Copy, _: Random) -> Expected:
        grid = copy.grid(form)
        grid.name = rename(grid.name)
        return [("sheet-renamed", grid)]

    return Damage(
        f"sheet of {form} renamed", apply, frozenset({f"name {form}"}), needs=_sheet(form)
    )


def _deleted_sheet(form: str) -> Damage:
    def apply(copy: Copy, _: Random) -> Expected:
        grid = copy.grid(form)
        copy.grids.remove(grid)
        return [("sheet-missing", lambda _: (grid.name, ""))]

    touches = frozenset({"stamp", f"sheet {form}"})
    return Damage(f"sheet of {form} deleted", apply, touches, harmless=False)


SHEETS = (
    Damage("sheets in another order", _reversed_sheets),
    Damage("a sheet of their own", _extra_sheet),
    *(_renamed(form, _other_name(n)) for n, form in enumerate(FORMS)),
    *(_renamed(form, lambda name: unicodedata.normalize("NFD", name)) for form in FORMS),
    *(_renamed(form, lambda name: name.upper() + " ") for form in FORMS),
)


# Titles, headers and columns.


def _titles_inserted(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        for text in rng.sample(["BÁO CÁO", "Kèm theo công văn", "(Đơn vị: triệu đồng)", ""], 2):
            grid.insert_row(0, {rng.randrange(4): text})
        return []

    return Damage(
        f"titles inserted in {form}", apply, frozenset({f"top {form}"}), needs=_sheet(form)
    )


def _titles_deleted(form: str) -> Damage:
    def apply(copy: Copy, _: Random) -> Expected:
        grid = copy.grid(form)
        del grid.cells[: grid.index("")]
        return []

    return Damage(
        f"titles deleted in {form}", apply, frozenset({f"top {form}"}), needs=_sheet(form)
    )


def _headers(form: str) -> Damage:
    tricks = (
        lambda text: f"{text} (*)",
        lambda text: f"  {text.replace(' ', chr(10))} ",
        lambda text: text.upper(),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("ũy", "uỹ").replace("ký", "kí").replace(" ", "  "),
        lambda text: f"{text}:",
    )

    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        for cell in grid.cells[grid.index("")]:
            if isinstance(cell.value, str) and rng.random() < 0.6:
                cell.value = rng.choice(tricks)(cell.value)
        return []

    return Damage(f"headers of {form} retyped", apply, needs=_sheet(form))


def _headers_merged(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        at = grid.index("")
        above = grid.insert_row(at)
        for cell, lower in zip(above, grid.cells[at + 1], strict=True):
            if rng.random() < 0.5 and lower.tag and lower.tag[2] != LABELS[form]:
                cell.value, cell.issued, lower.value = lower.value, True, None
        return []

    return Damage(
        f"headers of {form} merged", apply, frozenset({f"top {form}"}), needs=_sheet(form)
    )


def _column_moved(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        names = [c.tag[2] for c in grid.cells[grid.index("")] if c.tag]
        name = rng.choice([KEYS[form], LABELS[form], SAFE[form]])
        position = names.index(name)
        far = [p for p in range(len(names)) if abs(p - position) > 1]
        grid.move_column(name, rng.choice(far))
        return [("column-moved", grid.at("", name))]

    return Damage(
        f"column of {form} moved", apply, frozenset({f"columns {form}"}), needs=_sheet(form)
    )


def _column_inserted(form: str, *, filled: bool) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        at, rows = rng.randrange(len(grid.cells[-1])), {grid.index(c) for c in grid.codes[::3]}
        column = grid.insert_column(at)
        column[grid.index("")].value = rng.choice(["Cột riêng", None]) if filled else "Cột riêng"
        if not filled:
            return []
        cells = [cell for index, cell in enumerate(column) if index in rows]
        for cell in cells:
            cell.value = "của riêng"
        return [("column-added", cell) for cell in cells]

    touches = frozenset({f"columns {form}", *([f"rows {form}"] if filled else [])})
    return Damage(
        f"{'filled' if filled else 'blank'} column in {form}", apply, touches, needs=_sheet(form)
    )


def _column_deleted(form: str, name: str, *, harmless: bool) -> Damage:
    def apply(copy: Copy, _: Random) -> Expected:
        grid = copy.grid(form)
        grid.delete_column(name)
        return [("column-missing", lambda copy: (grid.name, f"A{grid.index('') + 1}"))]

    touches = {f"columns {form}", f"rows {form}", *([] if harmless else [f"cells {form}"])}
    return Damage(
        f"column {name} of {form} deleted", apply, frozenset(touches), harmless, needs=_sheet(form)
    )


def _header_lost(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid, name = copy.grid(form), SAFE[form]
        grid.at("", name).value = rng.choice(["Cột mới", None, 5])
        cells = [cell for code in grid.codes if (cell := grid.at(code, name)).value is not None]
        missing: Where = lambda copy: (grid.name, f"A{grid.index('') + 1}")  # noqa: E731
        header = grid.at("", name)
        lost = [("unread-cell", header)] if header.value else []
        return [("column-missing", missing), *(("column-added", cell) for cell in cells), *lost]

    touches = {f"columns {form}", f"rows {form}", f"cells {form}", f"top {form}"}
    return Damage(
        f"header of {form} lost", apply, frozenset(touches), harmless=False, needs=_sheet(form)
    )


def _header_row_deleted(form: str) -> Damage:
    def apply(copy: Copy, _: Random) -> Expected:
        grid = copy.grid(form)
        header = grid.cells.pop(grid.index(""))
        own = {c.tag[2] for c in header if c.tag} & _inputs(form)
        cells = [c for row in grid.cells for c in row if c.tag and c.tag[2] in own]
        filled = [c for c in cells if c.value not in (None, "")]
        return [("header-missing", grid), *(("unread-cell", cell) for cell in filled)]

    parts = ("stamp", *(f"{part} {form}" for part in ("columns", "rows", "cells", "top", "sheet")))
    return Damage(f"header row of {form} deleted", apply, frozenset(parts), harmless=False)


def _column_damages(form: str) -> Iterator[Damage]:
    yield _header_lost(form)
    yield _header_row_deleted(form)
    yield _titles_inserted(form)
    yield _titles_deleted(form)
    yield _headers(form)
    yield _headers_merged(form)
    yield _column_moved(form)
    yield _column_inserted(form, filled=False)
    yield _column_inserted(form, filled=True)
    yield _column_deleted(form, "stt", harmless=True)
    yield _column_deleted(form, KEYS[form], harmless=True)
    yield _column_deleted(form, SAFE[form], harmless=False)


COLUMNS = (
    *(damage for form in FORMS for damage in _column_damages(form)),
    _column_deleted(TASKS, "status", harmless=False),
)


# Rows.


def _sorted(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        places = [grid.index(code) for code in grid.codes]
        rows = [grid.cells[place] for place in places]
        rng.shuffle(rows)
        for place, row in zip(places, rows, strict=True):
            grid.cells[place] = row
        return []

    return Damage(f"rows of {form} sorted", apply, frozenset({f"order {form}"}), needs=_sheet(form))


def _blank_rows(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        for _ in range(3):
            low, high = grid.index("") + 1, len(grid.cells)
            grid.insert_row(rng.randint(low, high), {0: rng.choice([None, " "])})
        return []

    return Damage(f"blank rows in {form}", apply, needs=_cells(form))


def _heading_row(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        at = rng.randint(grid.index("") + 1, len(grid.cells))
        grid.insert_row(at, {0: "I", grid.column(LABELS[form]): "Lĩnh vực kinh tế"})
        return []

    return Damage(
        f"a heading row in {form}", apply, frozenset({f"columns {form}"}), needs=_sheet(form)
    )


def _column_numbers(form: str) -> Damage:
    styles = (str, "({})".format, int.__neg__, "[{}]".format)

    def apply(copy: Copy, rng: Random) -> Expected:
        grid, style = copy.grid(form), rng.choice(styles)
        width = len(grid.cells[grid.index("")])
        letters = rng.choice([0, 2])
        values = {p: style(p + 1 - letters) if p >= letters else "ABC"[p] for p in range(width)}
        copy.not_data.append(grid.insert_row(grid.index("") + 1, values))
        return []

    return Damage(
        f"columns of {form} numbered", apply, frozenset({f"columns {form}"}), needs=_sheet(form)
    )


def _total(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        where = rng.choice([LABELS[form], "stt", KEYS[form]])
        name: dict[int, object] = {
            grid.column(where): rng.choice(["Tổng cộng", "CỘNG", "TC", "Tổng số:"])
        }
        sums = {grid.column(SAFE[form]): 12}
        row = grid.insert_row(rng.choice([len(grid.cells), grid.index("") + 1]), name | sums)
        return [("row-ignored", row[p]) for p in name | sums]

    return Damage(
        f"a total row in {form}", apply, frozenset({f"columns {form}"}), needs=_sheet(form)
    )


def _signatures(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        left, right = grid.column(LABELS[form]), grid.column(SAFE[form])
        lines = (  # none in the words of the issued ones
            (None, "Bình Minh, ngày 15 tháng 6 năm 2021"),
            (rng.choice(["Người lập bảng", "NGƯỜI LẬP"]), rng.choice(["GIÁM ĐỐC", "KT. CHỦ TỊCH"])),
            ("(Ký, ghi rõ họ tên)", "(Ký tên, đóng dấu)"),
            ("Nguyễn Văn A", "Trần Thị B"),
        )
        rows = [grid.insert_row(len(grid.cells), {left: a, right: b}) for a, b in lines]
        return [("row-ignored", row[p]) for row in rows for p in (left, right) if row[p].value]

    return Damage(
        f"signatures under {form}",
        apply,
        frozenset({f"columns {form}", f"end {form}"}),
        needs=_sheet(form),
    )


def _codes_emptied(form: str) -> Damage:
    def apply(copy: Copy, _: Random) -> Expected:
        grid = copy.grid(form)
        cells = [grid.at(code, KEYS[form]) for code in grid.codes]
        for cell in cells:
            cell.value = None
        return [("locked-cell-changed", cell) for cell in cells]

    touches = frozenset({f"columns {form}", f"rows {form}"})
    return Damage(f"codes of {form} emptied", apply, touches, needs=_sheet(form))


def _code_retyped(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        at = _take(copy, rng, form)
        cell = copy.grid(form).at(at, KEYS[form])
        cell.value = rng.choice([f" {at} ", f"{at}\u200b", at.lower()])
        return []

    return Damage(
        f"a code of {form} retyped", apply, frozenset({f"rows {form}"}), needs=_sheet(form)
    )


def _row_deleted(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        del grid.cells[grid.index(_take(copy, rng, form))]
        return [("row-missing", grid)]

    needs = _cells(form) | {f"rows {form}"}
    return Damage(f"a row of {form} deleted", apply, harmless=False, needs=needs)


def _row_added(form: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        positions = [grid.column(n) for n in (KEYS[form], SAFE[form], LABELS[form])]
        values = dict(zip(positions, ["MOI9", "việc mới", "Việc phát sinh"], strict=True))
        row = grid.insert_row(rng.randint(grid.index("") + 1, grid.end), values)
        return [("row-added", row[p]) for p in positions]

    return Damage(
        f"a row added to {form}",
        apply,
        frozenset({f"columns {form}", f"end {form}"}),
        needs=_sheet(form),
    )


def _row_twice(form: str, *, same: bool) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        grid = copy.grid(form)
        prefix = "CT0" if form == FIGURES else ""
        first = grid.cells[grid.index(_take(copy, rng, form, prefix))]
        second = [Cell(cell.value, issued=True) for cell in first]
        grid.cells.insert(rng.randint(grid.index("") + 1, len(grid.cells)), second)
        if not same:
            second[grid.column(SAFE[form])].value = "khác hẳn"
        inputs = {p for p, c in enumerate(first) if c.tag and c.tag[2] in _inputs(form)}
        shown = {grid.column(KEYS[form]), *(p for p in inputs if first[p].value is not None)}
        above, below = sorted((first, second), key=grid.cells.index)
        return [
            ("row-duplicated", row[p])
            for row in ((below,) if same else (above, below))
            for p in shown
        ]

    kind = "copied" if same else "filled in twice"
    touches = frozenset({f"columns {form}", f"rows {form}", f"order {form}"})
    return Damage(f"a row of {form} {kind}", apply, touches, harmless=same, needs=_sheet(form))


def _inputs(form: str) -> set[str]:
    return {
        TASKS: {"status", "progress", "result", "document_no", "document_date"},
        COORDINATION: {"contribution"},
        FIGURES: {"actual", "cumulative", "forecast", "explanation", "last_year"},
    }[form]


def _locked(form: str, column: str) -> Damage:
    def apply(copy: Copy, rng: Random) -> Expected:
        cell = copy.grid(form).at(_take(copy, rng, form), column)
        cell.value = rng.choice(["sửa rồi", 99])
        return [("locked-cell-changed", cell)]

    return Damage(
        f"{column} of {form} changed",
        apply,
        frozenset({f"rows {form}", "stamp"}),
        needs=_sheet(form),
    )


def _row_damages(form: str) -> Iterator[Damage]:
    yield _sorted(form)
    yield _blank_rows(form)
    yield _heading_row(form)
    yield _column_numbers(form)
    yield _total(form)
    yield _signatures(form)
    yield _codes_emptied(form)
    yield _code_retyped(form)
    yield _row_deleted(form)
    yield _row_added(form)
    yield _row_twice(form, same=True)
    yield _row_twice(form, same=False)
    yield _locked(form, LABELS[form])
    yield _locked(form, "stt")


ROWS = (
    *(damage for form in FORMS for damage in _row_damages(form)),
    _locked(TASKS, "due"),
    _locked(TASKS, "level"),
    _locked(FIGURES, "plan_year"),
)


# The stamp.


def _stampless(copy: Copy, _: Random) -> Expected:
    copy.grids.remove(copy.stamp)
    return [("no-stamp", None)]


STAMP = (Damage("copied into a new workbook", _stampless, frozenset({"stamp"})),)

DAMAGES = (
    *WRONG_CELLS,
    *ODD_CELLS,
    *REPAIRED_CELLS,
    *FORMULAS,
    *SHEETS,
    *(_deleted_sheet(form) for form in FORMS),
    *COLUMNS,
    *ROWS,
    *STAMP,
)


def some_damages(rng: Random, most: int, pool: Iterable[Damage] = DAMAGES) -> list[Damage]:
    """Some that can happen together."""
    chosen: list[Damage] = []
    touched: set[str] = set()
    needed: set[str] = set()
    for damage in rng.sample(list(pool), k=len(list(pool))):
        if (
            len(chosen) < most
            and touched.isdisjoint(damage.touches | damage.needs)
            and needed.isdisjoint(damage.touches)
        ):
            chosen.append(damage)
            touched |= damage.touches
            needed |= damage.needs
    return chosen


def inflict(copy: Copy, damages: Iterable[Damage], rng: Random) -> Expected:
    """All of them, one after the other; a damage that finds no row left does not happen."""
    found: Expected = []
    for damage in damages:
        try:
            found += damage.apply(copy, rng)
        except LookupError:
            continue
    return found
