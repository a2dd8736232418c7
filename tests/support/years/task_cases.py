"""Tasks over small years, worked out by hand from the design."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from support.years.case import (
    ALL,
    DECEMBER,
    JUNE,
    MID_YEAR,
    OPEN,
    YEARLY,
    A,
    Case,
    Step,
    both,
    done,
    ends,
    figures,
    indicator,
    one,
    plan,
    status,
    task,
)
from support.years.figures import (
    ONE,
)
from support.years.plan_model import (
    Task,
)
from support.years.returned import (
    Decision,
)
from support.years.spans import (
    Due,
)


def due_on(due: Due, by: date | None, cls: str, period: str = "2021-Q2") -> Case:
    found = {"NV1.due_date": by, "NV1.class": cls}
    return Case(f"due {due.text}", plan(task(due)), (Step(period, one("A", status()), found),))


FIRST_HALF_DONE = Step("2021-Q2", one("A", done(date(2021, 6, 1))), {"NV1.class": "done_on_time"})
SILENT_NEXT = Step("2021-Q3", {}, {"A: NV1": True, "NV1.class": "done_on_time"})

TURNS = [
    Case(
        "a yearly task begins open in the next year",
        plan(task(YEARLY)),
        (
            Step("2021-Q4", one("A", done(date(2021, 12, 1))), {"NV1.class": "done_on_time"}),
            Step("2022-Q1", {}, {"A: NV1": False, "NV1.class": "not_reported"}),
        ),
    ),
    Case(
        "last year's document does not make this year's turn done",
        plan(task(YEARLY)),
        (Step("2022-Q1", one("A", done(date(2021, 12, 1))), {"NV1.class": "open_in_time"}),),
    ),
    Case(
        "a quarterly task is one obligation a quarter",
        plan(task(Due("Hằng quý", every=3))),
        (
            Step(
                "2021-Q1",
                one("A", done(date(2021, 3, 20))),
                {"NV1.class": "done_on_time", "NV1.due_date": date(2021, 3, 31)},
            ),
            Step(
                "2021-Q2",
                one("A", status()),
                {"A: NV1": False, "NV1.class": "open_overdue", "NV1.due_date": MID_YEAR},
            ),
        ),
    ),
    Case(
        "within its turn a recurring task stays done",
        plan(task(YEARLY)),
        (
            Step("2021-Q1", one("A", done(date(2021, 3, 1))), {"NV1.class": "done_on_time"}),
            Step("2021-Q2", {}, {"A: NV1": True, "NV1.class": "done_on_time"}),
        ),
    ),
]

DONE_STAYS = [
    Case("a silent lead's task stays done", plan(task(JUNE)), (FIRST_HALF_DONE, SILENT_NEXT)),
    Case(
        "an untouched row that was issued as done",
        plan(task(JUNE), indicator()),
        (
            FIRST_HALF_DONE,
            Step("2021-Q3", one("A", figures(1, 1, 1)), {"NV1.class": "done_on_time"}),
        ),
    ),
    Case(
        "who takes it back is named",
        plan(task(JUNE)),
        (
            FIRST_HALF_DONE,
            Step(
                "2021-Q3",
                one("A", status()),
                {"NV1.class": "open_overdue", "problems": {("history-changed", "NV1", "A")}},
                forgotten=True,
            ),
        ),
    ),
    Case(
        "a code that now is another task",
        plan(task(JUNE)),
        (
            FIRST_HALF_DONE,
            Step(
                "2021-Q3",
                {},
                {"A: NV1": False, "NV1.class": "not_reported"},
                plan=plan(replace(task(DECEMBER), name="Đề án khác hẳn")),
            ),
        ),
    ),
    Case(
        "a code that now is another indicator",
        plan(indicator()),
        (
            Step("2021-Q2", one("A", figures(10, 50, 50)), {"CT1.cumulative": Decimal(50)}),
            Step(
                "2021-Q3",
                one("A", figures(10, 20, 20)),
                {"A: CT1": None, "problems": set()},
                plan=plan(replace(indicator(), name="Số con bò")),
            ),
        ),
    ),
    Case(
        "a later due date makes a late task one in time",
        plan(task(JUNE)),
        (
            Step("2021-Q3", one("A", done(date(2021, 8, 1))), {"NV1.class": "done_late"}),
            Step("2021-Q4", {}, {"NV1.class": "done_on_time"}, plan=plan(task(DECEMBER))),
        ),
    ),
    Case(
        "without a usable date the day of that report counts, later too",
        plan(task(JUNE)),
        (
            Step("2021-Q1", one("A", done(date(2021, 4, 20))), {"NV1.class": "done_on_time"}),
            Step("2021-Q3", {}, {"NV1.class": "done_on_time"}),
        ),
    ),
    Case(
        "a code whose lead ended without heir",
        plan(task(JUNE, "B"), agencies=(A, ends())),
        (
            Step("2021-Q2", one("B", done(date(2021, 6, 1))), {"NV1.class": "done_on_time"}),
            Step("2021-Q3", {}, {"NV1.class": "done_on_time", "NV1.expected": 1}),
        ),
    ),
    Case(
        "a document of another turn is not done in the next period either",
        plan(task(YEARLY)),
        (
            Step("2021-Q1", one("A", done(date(2020, 11, 22))), {"NV1.class": "open_in_time"}),
            Step("2021-Q2", {}, {"A: NV1": False, "NV1.class": "not_reported"}),
        ),
    ),
    Case(
        "a task that is gone is gone",
        plan(task(JUNE), Task("NV2", "Đề án số 2", ("A",), DECEMBER)),
        (
            FIRST_HALF_DONE,
            Step(
                "2021-Q3",
                {},
                {"tasks": ["NV2"]},
                plan=plan(Task("NV2", "Đề án số 2", ("A",), DECEMBER)),
            ),
        ),
    ),
]

OVERRULED = Decision("NV1", "status", "A", OPEN)
DECIDED = [
    Case(
        "overruled: nothing of the report stays, and the next period starts from the decision",
        plan(task(JUNE)),
        (
            Step(
                "2021-Q2",
                one("A", done(date(2021, 6, 1))),
                {
                    "NV1.class": "open_overdue",
                    "NV1.status": OPEN,
                    "NV1.progress": None,
                    "NV1.document_no": None,
                    "NV1.document_date": None,
                },
                (OVERRULED,),
            ),
            Step("2021-Q3", {}, {"A: NV1": False, "NV1.class": "not_reported"}),
        ),
    ),
    Case(
        "a conflict of leads, decided",
        plan(task(JUNE, "A", "B")),
        (
            Step(
                "2021-Q2",
                both(done(date(2021, 6, 1)), status(OPEN, 40)),
                {"NV1.class": "open_overdue", "NV1.progress": Decimal(40), "problems": set()},
                (Decision("NV1", "status", None, OPEN),),
            ),
            Step("2021-Q3", {}, {"A: NV1": False, "B: NV1": False, "NV1.class": "not_reported"}),
        ),
    ),
    Case(
        "a figure, decided",
        plan(indicator()),
        (
            Step(
                "2021-Q2",
                one("A", figures(10, 120, 120)),
                {"CT1.cumulative": Decimal(100)},
                (Decision("CT1", "cumulative", "A", Decimal(100)),),
            ),
            Step(
                "2021-Q3",
                one("A", figures(10, 95, 95)),
                {"A: CT1": Decimal(100), "problems": {("cumulative-decreased", "CT1", "A")}},
            ),
        ),
    ),
]

LEADS = [
    Case(
        "leads who differ in status",
        plan(task(JUNE, "A", "B")),
        (
            Step(
                "2021-Q2",
                both(done(date(2021, 6, 1)), status(OPEN, 40)),
                {"NV1.class": "open_overdue", "problems": {("lead-conflict", "NV1", None)}},
            ),
            Step("2021-Q3", {}, {"A: NV1": False, "B: NV1": False}),
        ),
    ),
    Case(
        "leads who differ in progress",
        plan(task(DECEMBER, "A", "B")),
        (
            Step(
                "2021-Q2",
                both(status(OPEN, 90), status(OPEN, 10)),
                {"problems": {("lead-conflict", "NV1", None)}},
            ),
        ),
    ),
    Case(
        "leads with two documents: the later counts",
        plan(task(JUNE, "A", "B")),
        (
            Step(
                "2021-Q3",
                both(done(date(2021, 6, 1)), done(date(2021, 7, 9), "2/TTr")),
                {"NV1.class": "done_late", "problems": {("lead-conflict", "NV1", None)}},
            ),
        ),
    ),
    Case(
        "a silent lead is no conflict, and has reported nothing",
        plan(task(JUNE, "A", "B")),
        (
            Step(
                "2021-Q2",
                one("A", done(date(2021, 6, 1))),
                {
                    "NV1.class": "done_on_time",
                    "NV1.reported": 1,
                    "problems": set(),
                    "B.NV1": "not_reported",
                },
            ),
        ),
    ),
    Case(
        "a silent member of a group is not done",
        plan(task(JUNE, *ALL)),
        (
            Step(
                "2021-Q2",
                one("A", done(date(2021, 6, 1))),
                {"NV1.class": "open_overdue", "NV1.reported": 1, "NV1.expected": 2},
            ),
            Step(
                "2021-Q3",
                one("B", done(date(2021, 8, 1))),
                {"A: NV1": True, "NV1.class": "done_late"},
            ),
        ),
    ),
]

DUES = [
    due_on(
        Due("Quý II/2021 (gia hạn đến Quý IV/2021)", date(2021, 12, 31)),
        date(2021, 12, 31),
        "open_in_time",
    ),
    due_on(Due("Từ 01/7/2021"), None, "no_due_date", "2021-Q3"),
    due_on(Due("Tháng 6 và tháng 12 hàng năm", every=6), date(2021, 6, 30), "open_overdue"),
    due_on(Due("Ngày 20 hằng tháng", every=1, day=20), date(2021, 6, 20), "open_overdue"),
    due_on(Due("Hàng năm", every=12), date(2022, 12, 31), "open_in_time", "2022-Q1"),
    due_on(Due("Thường xuyên", every=0), None, "no_due_date"),
]

RETURNS = [
    Case(
        "a return without any input is none",
        plan(task(DECEMBER)),
        (
            Step(
                "2021-Q2",
                {"A": ({},)},
                {
                    "received": set(),
                    "problems": {("blank-return", None, "A")},
                    "NV1.class": "not_reported",
                },
            ),
        ),
    ),
    Case(
        "the latest return with any input in a row stands",
        plan(task(DECEMBER), indicator(rule=ONE)),
        (
            Step(
                "2021-Q2",
                {"A": ({**status(OPEN, 40), **figures(1, 1, 1)}, figures(2, 2, 2))},
                {
                    "NV1.progress": Decimal(40),
                    "CT1.cumulative": Decimal(2),
                    "problems": {("duplicate-return", None, "A")},
                },
            ),
        ),
    ),
]


TASK_CASES = [*TURNS, *DONE_STAYS, *DECIDED, *LEADS, *DUES, *RETURNS]
