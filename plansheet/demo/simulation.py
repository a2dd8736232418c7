"""Filled-in returns that nobody sent: for the demonstration, from a seed, and saying so.

Each agency's workbook is issued again with values in its input cells. Some agencies make the
mistakes that real ones make; `PLANTED` says which.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from plansheet.forms.choices import Aggregation, Status
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import Value, show
from plansheet.issuing import Assignment, IssuedRow, PeriodAssignments, file_name, prepare
from plansheet.issuing.template import write_template
from plansheet.language.units import PER_CENT
from plansheet.language.wording import Language, Wording
from plansheet.plan import Plan
from plansheet.plan.periods import Period
from plansheet.plan.rounds import when_answered
from plansheet.workbooks.reading.folder import RECEIVED

SIMULATED: Final = "[Mô phỏng]"
"""Stands before every sentence that the simulation writes."""

_RESULTS: Final = (
    "Đã trình dự thảo, đang lấy ý kiến các đơn vị",
    "Đang tổng hợp số liệu, hoàn thiện dự thảo",
    "Đã tổ chức hội thảo góp ý",
    "Đã phân công đơn vị thực hiện",
)
_DIFFICULTIES: Final = (
    "Thiếu kinh phí tư vấn",
    "Chờ hướng dẫn của Bộ, ngành Trung ương",
    "Một số đơn vị gửi góp ý chậm",
)
_ASSESSMENTS: Final = (
    "Đã hoàn thành các nhiệm vụ trọng tâm của kỳ.\nCác chỉ tiêu chủ yếu bám sát kế hoạch.",
    "Tiến độ một số nhiệm vụ còn chậm so với kế hoạch.",
    "Văn bản hướng dẫn ban hành chậm; phối hợp giữa các đơn vị chưa chặt chẽ.",
    "Rà soát từng nhiệm vụ, phân công rõ người, rõ việc, rõ thời hạn.",
    "Đề nghị bố trí kinh phí cho các nhiệm vụ mới phát sinh.",
)
"""What is said under the headings of the form, one after the other."""

RowsChange = Callable[[list[IssuedRow]], list[IssuedRow]]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One planted mistake: what it is, in which form, how the rows change, which rows it fits."""

    about: Wording
    form: str
    change: RowsChange
    fits: Callable[[Sequence[IssuedRow]], bool] = lambda rows: len(rows) > 1


def _set(index: int, **values: Value) -> RowsChange:
    """Put `values` into one row; None takes a value away."""

    def change(rows: list[IssuedRow]) -> list[IssuedRow]:
        at = index % len(rows)
        changed = {**rows[at].values, **values}
        kept = {name: value for name, value in changed.items() if value != ""}
        return [*rows[:at], replace(rows[at], values=kept), *rows[at + 1 :]]

    return change


def _drop(index: int) -> RowsChange:
    return lambda rows: [row for at, row in enumerate(rows) if at != index % len(rows)]


def _add(code: str, name: str) -> RowsChange:
    row = {
        ColumnName.TASK_CODE: code,
        ColumnName.TASK_NAME: name,
        ColumnName.STATUS: Status.UNDER_WAY,
    }
    return lambda rows: [*rows, IssuedRow(code, row)]


def _first_percent(rows: Sequence[IssuedRow]) -> int | None:
    units = [row.values.get(ColumnName.UNIT) for row in rows]
    return units.index(PER_CENT) if PER_CENT in units else None


def _hundredth(rows: list[IssuedRow]) -> list[IssuedRow]:
    """Type the first per cent as a fraction."""
    at = _first_percent(rows) or 0
    fraction = Decimal("0.65")
    return _set(at, actual=fraction, cumulative=fraction)(rows)


def _not_done(**values: Value) -> dict[str, Value]:
    return {
        ColumnName.STATUS: Status.UNDER_WAY,
        ColumnName.DOCUMENT_NO: "",
        ColumnName.DOCUMENT_DATE: "",
        **values,
    }


PLANTED: Final[Sequence[Mistake]] = (
    Mistake(
        Wording("gõ tỷ lệ 0,65 thay cho 65%", "0.65 typed for 65 %"),
        FormName.INDICATOR_REPORT,
        _hundredth,
        lambda rows: _first_percent(rows) is not None,
    ),
    Mistake(
        Wording("để trống Tình trạng", "left the status blank"),
        FormName.TASK_REPORT,
        _set(0, status="", progress="", document_no="", document_date=""),
    ),
    Mistake(
        Wording("Hoàn thành mà không có ngày văn bản", "done without the document's date"),
        FormName.TASK_REPORT,
        _set(0, status=Status.DONE, progress=Decimal(100), document_no="15/BC", document_date=""),
    ),
    Mistake(
        Wording("tiến độ 140", "progress 140"),
        FormName.TASK_REPORT,
        _set(1, **_not_done(progress=Decimal(140))),
    ),
    Mistake(
        Wording("gõ 0,4 thay cho 40 (%)", "0.4 typed for 40 (%)"),
        FormName.TASK_REPORT,
        _set(1, **_not_done(progress=Decimal("0.4"))),
    ),
    Mistake(
        Wording("Tình trạng “Gần xong”, không có trong danh sách", "a status that is not listed"),
        FormName.TASK_REPORT,
        _set(0, **_not_done(status="Gần xong")),
    ),
    Mistake(
        Wording("Tình trạng “đã hoàn thành” (được hiểu là Hoàn thành)", "a status in other words"),
        FormName.TASK_REPORT,
        _set(
            0,
            status="đã hoàn thành",
            progress=Decimal(100),
            document_no="07/KH",
            document_date=date(2021, 6, 1),
        ),
    ),
    Mistake(
        Wording("ngày văn bản ở tương lai", "a document dated in the future"),
        FormName.TASK_REPORT,
        _set(
            0,
            status=Status.DONE,
            progress=Decimal(100),
            document_no="21/BC",
            document_date=date(2021, 12, 20),
        ),
    ),
    Mistake(
        Wording("ngày văn bản 31/02/2021", "a document of 31 February"),
        FormName.TASK_REPORT,
        _set(
            0,
            status=Status.DONE,
            progress=Decimal(100),
            document_no="09/TTr",
            document_date="31/02/2021",
        ),
    ),
    Mistake(
        Wording("sửa tên nhiệm vụ đã giao", "changed the name of a task"),
        FormName.TASK_REPORT,
        _set(0, task_name="Nhiệm vụ do cơ quan tự đặt lại tên"),
    ),
    Mistake(Wording("xóa một dòng", "deleted a row"), FormName.TASK_REPORT, _drop(1)),
    Mistake(
        Wording("tự thêm một nhiệm vụ", "added a task"),
        FormName.TASK_REPORT,
        _add("NV-MOI", f"{SIMULATED} Việc phát sinh"),
    ),
    Mistake(
        Wording("số “1.234” đọc được hai cách", "“1.234”, which can be read in two ways"),
        FormName.INDICATOR_REPORT,
        _set(0, cumulative="1.234"),
    ),
    Mistake(
        Wording("ghi “88 xã” vào ô số (được hiểu là 88)", "“88 xã” in a number cell"),
        FormName.INDICATOR_REPORT,
        _set(0, forecast="88 xã"),
    ),
)
"""The mistakes of the demonstration, dealt out one to an agency."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a simulation wrote: the files, and in words what was planted in which."""

    paths: tuple[Path, ...]
    planted: tuple[tuple[str, Wording], ...]


def simulate(
    plan: Plan,
    period: Period,
    folder: Path,
    as_of: date,
    seed: int,
    lang: Language = "vi",
    mistakes: Sequence[Mistake] = PLANTED,
) -> Simulated:
    """Write filled-in returns of one period into `folder`, with `mistakes`, from `seed`.

    One agency is missing, one late, one sends twice, and one file is no workbook. Dates of
    receipt stand in `received.tsv`. The same seed gives the same bytes.
    """
    issue = prepare(plan, period)
    numbers = random.Random(seed)
    dealt = _deal(list(issue.assignments.values()), mistakes)
    silent, late, twice = _special(issue, dealt)
    deadline = plan.deadline(period) or period.end
    planted: list[tuple[str, Wording]] = []
    received: list[tuple[str, date]] = []
    for code, assignment in issue.assignments.items():
        filled = _filled(plan, assignment, numbers, as_of)
        if code == silent:
            planted.append((code, Wording("không gửi", "sends nothing")))
            continue
        name = file_name(assignment)
        came = deadline - timedelta(days=numbers.randint(0, 8))
        if code == late:
            came = deadline + timedelta(days=6)
            planted.append((name, Wording("gửi muộn 6 ngày", "comes 6 days late")))
        if mistake := dealt.get(code):
            planted.append((name, mistake.about))
            rows = mistake.change(list(filled.rows[mistake.form]))
            filled = replace(filled, rows={**filled.rows, mistake.form: tuple(rows)})
        write_template(issue, assignment, folder / name, shown=filled, lang=lang)
        received.append((name, came))
        if code == twice:
            again = f"{Path(name).stem}_lan2.xlsx"
            planted.append((again, Wording("gửi lần hai, khác lần đầu", "a second, other return")))
            second = _filled(plan, assignment, numbers, as_of)
            write_template(issue, assignment, folder / again, shown=second, lang=lang)
            received.append((again, deadline))
    received.append((_stray(folder), deadline))
    planted.append((received[-1][0], Wording("không phải tệp bảng tính", "is no workbook")))
    lines = [f"{name}\t{came.isoformat()}" for name, came in received]
    (folder / RECEIVED).write_text("\n".join(lines) + "\n", encoding="utf-8")
    paths = tuple(folder / name for name, _ in received)
    return Simulated(paths, tuple(planted))


def _deal(assignments: Sequence[Assignment], mistakes: Sequence[Mistake]) -> dict[str, Mistake]:
    """Each mistake to an agency of its own that has rows enough for it."""
    dealt: dict[str, Mistake] = {}
    for mistake in mistakes:
        for assignment in assignments:
            fits = mistake.fits(assignment.rows.get(mistake.form, ()))
            if fits and assignment.agency.code not in dealt:
                dealt[assignment.agency.code] = mistake
                break
    return dealt


def _special(issue: PeriodAssignments, dealt: Mapping[str, Mistake]) -> tuple[str, str, str]:
    """The agencies that are silent, late, and send twice: those with tasks and no mistake first."""
    free = [code for code in issue.assignments if code not in dealt]
    free.sort(key=lambda code: FormName.TASK_REPORT not in issue.assignments[code].rows)
    silent, late, twice = (*free, "", "", "")[:3]
    return silent, late, twice


def _stray(folder: Path) -> str:
    """A text that somebody named .xlsx."""
    name = "cong_van_tra_loi.xlsx"
    text = f"{SIMULATED} Kính gửi cơ quan tổng hợp: báo cáo sẽ được gửi sau.\n"
    (folder / name).write_text(text, encoding="utf-8")
    return name


def _filled(plan: Plan, assignment: Assignment, numbers: random.Random, as_of: date) -> Assignment:
    apart = random.Random(assignment.agency.code)
    fill = {
        FormName.TASK_REPORT: _task,
        FormName.COORDINATION_REPORT: _coordination,
        FormName.INDICATOR_REPORT: _figures,
        FormName.NARRATIVE_REPORT: lambda plan, row, *_: _narrative(plan, row, apart),
    }
    rows = {
        name: tuple(
            replace(row, values={**row.values, **dict(fill[name](plan, row, numbers, as_of))})
            for row in issued
        )
        for name, issued in assignment.rows.items()
    }
    if (
        when_answered(plan, assignment.period).start.month == 1
        and FormName.INDICATOR_REPORT in rows
    ):
        rows[FormName.INDICATOR_REPORT] = tuple(map(_begun, rows[FormName.INDICATOR_REPORT]))
    return replace(assignment, rows=rows)


def _begun(row: IssuedRow) -> IssuedRow:
    """A row of a period that begins the year: what was accumulated is what the period brought."""
    return replace(row, values={**row.values, ColumnName.CUMULATIVE: row.values[ColumnName.ACTUAL]})


def _task(
    plan: Plan, row: IssuedRow, numbers: random.Random, as_of: date
) -> Iterator[tuple[str, Value]]:
    due = plan.tasks_by_code[row.code].due.on(Period.parse(f"{as_of.year}"))
    soon = due is not None and due <= as_of
    weights = (1, 1, 3, 9) if soon else (3, 1, 8, 3)
    status = numbers.choices(tuple(Status), weights)[0]
    yield ColumnName.STATUS, status
    yield ColumnName.RESULT, f"{SIMULATED} {numbers.choice(_RESULTS)}"
    if status == Status.DONE:
        yield ColumnName.PROGRESS, Decimal(100)
        yield ColumnName.DOCUMENT_NO, f"{numbers.randint(10, 400)}/TTr"
        day = as_of - timedelta(days=numbers.randint(2, 80))
        yield ColumnName.DOCUMENT_DATE, max(day, date(plan.years[0], 1, 1))
    elif status != Status.NOT_STARTED:
        yield ColumnName.PROGRESS, Decimal(numbers.randrange(10, 95, 5))
    if numbers.random() < 0.25:
        yield ColumnName.DIFFICULTY, f"{SIMULATED} {numbers.choice(_DIFFICULTIES)}"


def _coordination(
    _plan: Plan, _row: IssuedRow, numbers: random.Random, _as_of: date
) -> Iterator[tuple[str, Value]]:
    if numbers.random() < 0.6:
        yield ColumnName.CONTRIBUTION, f"{SIMULATED} Đã góp ý bằng văn bản"


def _narrative(plan: Plan, row: IssuedRow, numbers: random.Random) -> Iterator[tuple[str, Value]]:
    headings = plan.forms[FormName.NARRATIVE_REPORT].by_name[ColumnName.HEADING].choices
    heading = headings.index(show(row.values[ColumnName.HEADING]))
    if numbers.random() < 0.3:
        text = _ASSESSMENTS[heading % len(_ASSESSMENTS)]
        yield ColumnName.NARRATIVE, f"{SIMULATED} {text}"


def _figures(
    plan: Plan, row: IssuedRow, numbers: random.Random, as_of: date
) -> Iterator[tuple[str, Value]]:
    """A figure near the plan's where it is a number; a share of it where agencies add up."""
    indicator = plan.indicators_by_code.get(row.code)
    target = plan.target_for(indicator, as_of.year) if indicator else None
    whole = (target and (target.low or target.high)) or Decimal(60)
    if indicator and indicator.aggregation == Aggregation.SUM:
        whole = Decimal(max(1, round(whole / max(1, len(indicator.reporters)))))
    step = Decimal(1) if whole == whole.to_integral_value() else Decimal("0.01")
    for name, low, high in (
        (ColumnName.ACTUAL, 20, 40),
        (ColumnName.CUMULATIVE, 45, 70),
        (ColumnName.FORECAST, 92, 108),
    ):
        share = Decimal(numbers.randint(low, high)) / 100
        if indicator and indicator.is_share:
            share = Decimal(numbers.randint(92, 104)) / 100
        yield (
            name,
            min(whole * share, _most(indicator is not None and indicator.is_share)).quantize(step),
        )


def _most(is_share: bool) -> Decimal:
    return Decimal(100) if is_share else Decimal(10) ** 12
