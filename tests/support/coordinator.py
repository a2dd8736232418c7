"""A coordinator at the command line, and what agencies send in the meantime."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import chdir, closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

import plansheet
from plansheet.cli import main
from support.filling import Tag, Typed, fill_file

Rows = Mapping[str, Mapping[str, Typed]]
"""What an agency types: row code → column → value. Tasks begin with NV, indicators with CT."""
Place = tuple[str, str, str, str]
"""Code, file, sheet and cell of a problem."""


class Outcome(NamedTuple):
    """The exit status of a command and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    @property
    def counts(self) -> dict[str, Any]:
        """What a consolidation says, without the problems and the name of the report."""
        return {k: v for k, v in self.json.items() if k not in ("problems", "report")}

    @property
    def places(self) -> set[Place]:
        return {(p["code"], p["file"], p["sheet"], p["cell"]) for p in self.json["problems"]}


@dataclass
class Coordinator:
    """Somebody in a folder with `plan.xlsx`; `typed` are the commands so far, by period."""

    folder: Path
    typed: dict[str, list[str]] = field(default_factory=dict)

    def run(self, *words: str, period: str = "") -> Outcome:
        """One command; counted for a period unless it is one that only the test needs."""
        if period:
            self.typed.setdefault(period, []).append(words[0])
        out, err = io.StringIO(), io.StringIO()
        with chdir(self.folder), redirect_stdout(out), redirect_stderr(err):
            try:
                main(words)
            except SystemExit as stop:
                return Outcome(int(str(stop.code)), out.getvalue(), err.getvalue())
        raise AssertionError("main exits")

    def receive(
        self,
        plan: plansheet.Plan,
        period: str,
        sent: Mapping[str, Rows],
        day: date,
        suffix: str = "",
        where: str = "",
    ) -> None:
        """Fill in what was issued, as agencies do, and put it into the folder of returns."""
        returns = self.folder / where / f"returns/{period}"
        returns.mkdir(parents=True, exist_ok=True)
        with (returns / "received.tsv").open("a", encoding="utf-8") as lines:
            for agency, rows in sent.items():
                issued = self.folder / where / f"issued/{period}/{agency}_{period}.xlsx"
                out = returns / f"{agency}_{period}{suffix}.xlsx"
                fill_file(issued, out, plan, dict(_cells(rows)))
                lines.write(f"{out.name}\t{day}\n")

    def confirm(self, name: str) -> None:
        """An agency says that what was prefilled among its indicators is still true."""
        book = openpyxl.load_workbook(self.folder / name)
        sheet = book["Chỉ tiêu"]
        (asked,) = (c for row in sheet for c in row if c.value == "Xác nhận số điền sẵn:")
        answer = next(c for c in sheet[asked.row][asked.column :] if not c.protection.locked)
        answer.value = "Có"
        book.save(self.folder / name)

    def table(self, workbook: str, sheet: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """The rows under the headers of a sheet, these columns of them, down to a blank row."""
        return list(table_of(self._rows(workbook, sheet), columns))

    def cards(self, report: str) -> dict[str, str]:
        """What the cards on the first page of a report show, by what they count."""
        with closing(openpyxl.load_workbook(self.folder / report)) as book:
            top, below = next(
                (row, after)
                for row, after in pairwise(book["Tổng hợp"].iter_rows())
                if row[0].value == "Cơ quan\nđã gửi"
            )
            return {
                str(title.value).replace(
                    "\n", " "
                ): f"{card.value}{card.number_format[1:]}".replace('"', "")
                for title, card in zip(top, below, strict=True)
                if title.value is not None
            }

    def _rows(self, workbook: str, sheet: str) -> list[tuple[Any, ...]]:
        with closing(openpyxl.load_workbook(self.folder / workbook)) as book:
            return list(book[sheet].iter_rows(values_only=True))


def table_of(rows: Sequence[Sequence[Any]], columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows below the one that has all these headers."""
    top = next(at for at, row in enumerate(rows) if set(columns) <= set(row))
    where = [list(rows[top]).index(title) for title in columns]
    for row in rows[top + 1 :]:
        if not any(value is not None for value in row):
            return
        yield tuple(row[at] for at in where)


def _cells(rows: Rows) -> Iterable[tuple[Tag, Typed]]:
    for code, values in rows.items():
        form = "task_report" if code.startswith("NV") else "indicator_report"
        for column, value in values.items():
            yield (form, code, column), value
