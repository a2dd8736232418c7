"""Due texts of tasks: once, turn by turn, or not to be told."""

import csv
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plansheet import read_plan
from plansheet.language.wording import Wording
from plansheet.plan.periods import Due, Period, Recurrence, Turn, YearDay, parse_due
from plansheet.problems.catalogue import doubts
from support.effort import examples
from support.places import DATA, EXAMPLES


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Quý IV/2021", "2021-12-31"),
        ("Quý III/2021", "2021-09-30"),
        ("QUÝ II NĂM 2022", "2022-06-30"),
        ("Quí II/2021", "2021-06-30"),
        ("Quý 2 năm 2021", "2021-06-30"),
        ("Quý 2, năm 2021", "2021-06-30"),
        ("Quý II/21", "2021-06-30"),
        ("Quý tư năm 2021", "2021-12-31"),
        ("Q2/2021", "2021-06-30"),
        ("Trong quý II/2021", "2021-06-30"),
        ("Hoàn thành trong quý II/2021", "2021-06-30"),
        ("Quý IV/2021 (trình HĐND)", "2021-12-31"),
        ("Năm 2021", "2021-12-31"),
        ("2022", "2022-12-31"),
        ("Đến hết năm 2025", "2025-12-31"),
        ("Cuối năm 2021", "2021-12-31"),
        ("Tháng 6/2021", "2021-06-30"),
        ("Tháng 02 năm 2024", "2024-02-29"),
        ("T12/2021", "2021-12-31"),
        ("30/6/2021", "2021-06-30"),
        ("ngày 15 tháng 6 năm 2021", "2021-06-15"),
        ("chậm nhất ngày 15/6/2021", "2021-06-15"),
        ("trước ngày 30/6/2021", "2021-06-29"),
        ("Trước 01/01/2022", "2021-12-31"),
        ("Trước quý III/2021", "2021-06-30"),
        ("trước tháng 6/2021", "2021-05-31"),
        ("6 tháng đầu năm 2021", "2021-06-30"),
        ("6 tháng cuối năm 2021", "2021-12-31"),
        ("9 tháng năm 2021", "2021-09-30"),
        ("Quý III-IV/2021", "2021-12-31"),
        ("Quý III – IV/2021", "2021-12-31"),
        ("Quý I, II/2021", "2021-06-30"),
        ("Quý IV/2021 - Quý I/2022", "2022-03-31"),
        ("Quý IV/2021 - 2022", "2022-12-31"),
        ("Quý IV/2020 và Quý I/2021", "2021-03-31"),
        ("từ tháng 3 đến tháng 6/2021", "2021-06-30"),
        ("tháng 3-6/2021", "2021-06-30"),
        ("2021-2025", "2025-12-31"),
        ("Quý II/2021 (gia hạn đến Quý IV/2021)", "2021-12-31"),
        ("Quý II/2021, gia hạn đến hết năm 2021", "2021-12-31"),
        ("Quý II (gia hạn: 30/9/2021)", "2021-09-30"),
        ("Quý IV/2021 (gia hạn từ Quý II/2021)", "2021-12-31"),
        ("30/6/2021 (điều chỉnh sang Quý I/2022)", "2022-03-31"),
        ("trong tháng 01/2026 và tổ chức thực hiện", "2026-01-31"),
        ("Ban hành trong tháng 01/2026 và tổ chức thực hiện", "2026-01-31"),
        ("Trong năm 2026", "2026-12-31"),
        ("Quý I-II/2026", "2026-06-30"),
        ("Quý 3, 4/2021", "2021-12-31"),
        ("Quý IV/2026 đến hết Quý II/2027", "2027-06-30"),
        ("Quý I/2021 hoặc Quý II/2021", "2021-06-30"),
        ("từ nay đến hết năm 2021", "2021-12-31"),
        ("Từ quý II/2021, hoàn thành trước 31/12/2021", "2021-12-30"),
        ("Năm 2021: Quý II", "2021-06-30"),
        ("Quý IV/2021 (trước ngày 15/11/2021)", "2021-11-14"),
        ("Quý IV/2021 (15/11)", "2021-11-15"),
        ("Báo cáo (Quý II/2021)", "2021-06-30"),
        ("12.04.2026", "2026-04-12"),
        ("Quý II, 2021", "2021-06-30"),
        ("II/2021", "2021-06-30"),
        ("15-20/6/2021", "2021-06-20"),
        ("ngày 15 đến ngày 20/6/2021", "2021-06-20"),
        ("Hạn cuối 30/6/2021", "2021-06-30"),
        ("Năm 2021 (trình trong quý II)", "2021-06-30"),
        ("30/6 năm 2021", "2021-06-30"),
        ("30/6 2021", "2021-06-30"),
        ("2021-06-30 00:00:00", "2021-06-30"),
        ("Jun-21", "2021-06-30"),
        ("Thg 6/2021", "2021-06-30"),
        ("Tháng Sáu năm 2021", "2021-06-30"),
        ("trước ngày 15 tháng 08 năm 2026", "2026-08-14"),
        ("3 tháng đầu năm 2021", "2021-03-31"),
        ("nửa đầu năm 2021", "2021-06-30"),
        ("ngày cuối tháng 2/2024", "2024-02-29"),
        ("cuối quý II/2021", "2021-06-30"),
        ("Giai đoạn 2021 – 2025", "2025-12-31"),
    ],
)
def test_due_on_a_day(text: str, day: str) -> None:
    due = parse_due(text, 2019)
    assert due == Due(text, date.fromisoformat(day))
    assert due.on(Period.parse("2023-Q1")) == due.date
    assert (due.recurring, due.turns(2021), due.turn_in(Period.parse("2021-Q2"))) == (
        False,
        (),
        None,
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Quý I", "2021-03-31"),
        ("Quý II", "2021-06-30"),
        ("quý 3", "2021-09-30"),
        ("Quý II, III", "2021-09-30"),
        ("Tháng 6", "2021-06-30"),
        ("30/6", "2021-06-30"),
        ("ngày 30 tháng 6", "2021-06-30"),
        ("6 tháng đầu năm", "2021-06-30"),
        ("6 tháng cuối năm", "2021-12-31"),
        ("Trong 6 tháng cuối của năm", "2021-12-31"),
        ("3 tháng cuối năm", "2021-12-31"),
        ("Trong năm", "2021-12-31"),
        ("trước ngày 30/6", "2021-06-29"),
        ("Quý IV (15/11)", "2021-11-15"),
    ],
)
def test_a_due_text_without_year_is_of_the_first_year(text: str, day: str) -> None:
    assert parse_due(text, 2021) == Due(text, date.fromisoformat(day), assumed_year=True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("đầu năm 2026", "2026-03-31"),
        ("giữa năm 2026", "2026-06-30"),
        ("đầu quý III/2021", "2021-07-31"),
        ("giữa quý III/2021", "2021-08-31"),
        ("đầu tháng 6/2021", "2021-06-10"),
        ("trung tuần tháng 6/2021", "2021-06-20"),
    ],
)
def test_a_beginning_or_a_middle_is_taken_and_said(text: str, day: str) -> None:
    assert parse_due(text, 2019) == Due(text, date.fromisoformat(day), approximate=True)


@pytest.mark.parametrize(
    ("text", "day", "unread"),
    [
        ("Quý II/2021, lồng ghép hội nghị", "2021-06-30", "lồng ghép hội nghị"),
        ("Tuần 2 tháng 4/2021", "2021-04-30", "tuần 2"),
        ("Tuần thứ nhất của tháng 4/2021", "2021-04-30", "tuần thứ nhất"),
        ("Quý II/2021 theo chỉ đạo của UBND tỉnh", "2021-06-30", "theo chỉ đạo"),
        ("Quý II/2021, sau khi có ý kiến", "2021-06-30", "sau khi có ý kiến"),
        ("Kỳ họp tháng 12/2021", "2021-12-31", "kỳ họp"),
        ("Quý I/2021 và duy trì thường xuyên", "2021-03-31", "thường xuyên"),
        ("Sau Đại hội Đảng, quý II/2021", "2021-06-30", "sau đại hội đảng"),
        ("17h00 ngày 30/6/2021", "2021-06-30", "17h00"),
        ("Quý II/2021 (được gia hạn)", "2021-06-30", "được gia hạn"),
        ("Quý I/2026 (trình kỳ họp tháng 7/2026)", "2026-03-31", "trình kỳ họp tháng 7/2026"),
        ("Quý II/2021 (nếu đủ điều kiện)", "2021-06-30", "nếu đủ điều kiện"),
        ("Quý II/2021 (hoặc sau khi có hướng dẫn)", "2021-06-30", "hoặc sau khi có hướng dẫn"),
        ("Tháng 6/2021 (tuần 2)", "2021-06-30", "tuần 2"),
    ],
)
def test_words_beside_a_date_are_said_not_to_be_read(text: str, day: str, unread: str) -> None:
    assert parse_due(text, 2019) == Due(text, date.fromisoformat(day), unread=unread)


MONTHLY = tuple(YearDay(month) for month in range(1, 13))
QUARTERLY, HALF_YEARLY, YEARLY = MONTHLY[2::3], MONTHLY[5::6], MONTHLY[11:]


def days(text: str) -> tuple[YearDay, ...]:
    """Days written as month/day."""
    return tuple(YearDay(*map(int, day.split("/"))) for day in text.split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hàng năm", YEARLY),
        ("Hằng năm.", YEARLY),
        ("Thường xuyên, hàng năm", YEARLY),
        ("1 lần/năm", YEARLY),
        ("mỗi năm một lần", YEARLY),
        ("Thường niên", YEARLY),
        ("Quý IV hằng năm", YEARLY),
        ("Quý III hàng năm", days("9/31")),
        ("Quý III - IV hằng năm", YEARLY),
        ("Hàng năm (trước ngày 15/11)", days("11/14")),
        ("Hằng năm, trước ngày 15 tháng 12", days("12/14")),
        ("Trước 31/12 hằng năm", days("12/30")),
        ("ngày 28/2 hằng năm", days("2/28")),
        ("ngày 29/2 hằng năm", days("2/31")),
        ("Tháng 2 hằng năm", days("2/31")),
        ("Quý IV các năm", (YearDay(12),)),
        ("Tháng 6 và tháng 12 hàng năm", HALF_YEARLY),
        ("Tháng 12, tháng 6 hằng năm", HALF_YEARLY),
        ("Tháng 6 và tháng 11 hàng năm", days("6/31 11/31")),
        ("Tháng 3, 6, 9, 12 hằng năm", QUARTERLY),
        ("Trước ngày 30/6 và 31/12 hàng năm", days("6/29 12/30")),
        ("6 tháng/lần", HALF_YEARLY),
        ("06 tháng, 01 năm", HALF_YEARLY),
        ("6 tháng, cả năm", HALF_YEARLY),
        ("Trước ngày 20 tháng 6, tháng 12 hằng năm", days("6/19 12/19")),
        ("Mỗi quý 01 lần", QUARTERLY),
        ("3 tháng một lần", QUARTERLY),
        ("trước ngày 10 của tháng đầu quý sau", days("1/9 4/9 7/9 10/9")),
        ("Định kỳ 6 tháng, năm", HALF_YEARLY),
        ("Sơ kết 6 tháng, tổng kết năm", HALF_YEARLY),
        ("Hàng quý", QUARTERLY),
        ("hằng quý", QUARTERLY),
        ("Định kỳ hàng quý", QUARTERLY),
        ("Hàng quý, hàng năm", QUARTERLY),
        ("Quý, 6 tháng, 9 tháng và năm", QUARTERLY),
        ("cuối mỗi quý", QUARTERLY),
        ("cuối quý", QUARTERLY),
        ("ngày 15 tháng cuối hàng quý", days("3/15 6/15 9/15 12/15")),
        ("Hằng quý, trước ngày 15 tháng cuối quý", days("3/14 6/14 9/14 12/14")),
        ("Định kỳ hằng quý (trước ngày 15 của tháng cuối quý)", days("3/14 6/14 9/14 12/14")),
        ("05 ngày sau khi kết thúc quý", days("1/5 4/5 7/5 10/5")),
        ("Hằng tháng", MONTHLY),
        ("ngày cuối hằng tháng", MONTHLY),
        ("Định kỳ hằng tháng, quý, 6 tháng, năm", MONTHLY),
        ("ngày 20 hằng tháng", tuple(YearDay(month, 20) for month in range(1, 13))),
        ("Hằng tháng (ngày 20)", tuple(YearDay(month, 20) for month in range(1, 13))),
        ("Trước ngày 05 hằng tháng", tuple(YearDay(month, 4) for month in range(1, 13))),
        ("Trước ngày 05 của tháng liền kề", tuple(YearDay(month, 4) for month in range(1, 13))),
        ("trước ngày 01 hằng tháng", MONTHLY),
        (
            "ngày 15, 30 hằng tháng",
            tuple(YearDay(month, day) for month in range(1, 13) for day in (15, 30)),
        ),
        ("Thường xuyên", ()),
        ("Thường xuyên trong năm", ()),
        ("Liên tục", ()),
        ("Định kỳ", ()),
        ("hằng tuần", ()),
    ],
)
def test_the_days_on_which_a_task_comes_back(text: str, found: tuple[YearDay, ...]) -> None:
    assert parse_due(text, 2021) == Due(text, recurrence=Recurrence(found))


@pytest.mark.parametrize(
    ("text", "found", "since", "until"),
    [
        ("Hàng năm từ 2022", YEARLY, "2022-01-01", None),
        ("Hàng năm, bắt đầu từ năm 2022", YEARLY, "2022-01-01", None),
        ("Năm 2021 và hàng năm", YEARLY, "2021-01-01", None),
        ("Năm 2021 và các năm tiếp theo", YEARLY, "2021-01-01", None),
        ("Quý III/2021 và hằng năm", days("9/31"), "2021-07-01", None),
        ("Hằng năm đến năm 2025", YEARLY, None, "2025-12-31"),
        ("Hằng năm, giai đoạn 2021-2025", YEARLY, "2021-01-01", "2025-12-31"),
        ("Hằng năm (giai đoạn 2021 - 2025)", YEARLY, "2021-01-01", "2025-12-31"),
        ("Tháng 6 hằng năm, từ năm 2022", days("6/31"), "2022-01-01", None),
        ("Hằng quý từ quý II/2022 đến hết năm 2023", QUARTERLY, "2022-04-01", "2023-12-31"),
        ("Hằng tháng năm 2026", MONTHLY, "2026-01-01", "2026-12-31"),
        ("Thường xuyên trong năm 2026", (), "2026-01-01", "2026-12-31"),
        ("Thường xuyên, giai đoạn 2021-2025", (), "2021-01-01", "2025-12-31"),
        ("Thường xuyên từ quý II/2021", (), "2021-04-01", None),
        ("Thường xuyên; báo cáo trước 15/12 hằng năm", days("12/14"), None, None),
        ("Tháng 6 và tháng 12/2021", HALF_YEARLY, "2021-06-30", "2021-12-31"),
        ("Tháng 6/2021, tháng 12/2021", HALF_YEARLY, "2021-06-30", "2021-12-31"),
        ("6 tháng đầu năm và cả năm 2021", HALF_YEARLY, "2021-06-30", "2021-12-31"),
        ("ngày 10 và 25/6/2021", days("6/10 6/25"), "2021-06-10", "2021-06-25"),
        ("Quý IV/2021 và Quý II/2022", HALF_YEARLY, "2021-12-31", "2022-06-30"),
    ],
)
def test_the_first_and_the_last_turn(
    text: str, found: tuple[YearDay, ...], since: str | None, until: str | None
) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    assert parse_due(text, 2021) == Due(text, recurrence=Recurrence(found, first, last))


@pytest.mark.parametrize(
    ("text", "on_quarter_2", "on_month_5", "on_year"),
    [
        ("Hàng năm", "2022-12-31", "2022-12-31", "2022-12-31"),
        ("Tháng 6 và tháng 12 hàng năm", "2022-06-30", "2022-06-30", "2022-12-31"),
        ("Tháng 6 và tháng 11 hàng năm", "2022-06-30", "2022-06-30", "2022-11-30"),
        ("Quý III hàng năm", "2022-09-30", "2022-09-30", "2022-09-30"),
        ("Hàng quý, hàng năm", "2022-06-30", "2022-06-30", "2022-12-31"),
        ("ngày 15 tháng cuối hàng quý", "2022-06-15", "2022-06-15", "2022-12-15"),
        ("Hằng tháng", "2022-06-30", "2022-05-31", "2022-12-31"),
        ("trước ngày 20 hàng tháng", "2022-06-19", "2022-05-19", "2022-12-19"),
        ("Hàng năm từ 2023", None, None, None),
        ("Hằng năm đến năm 2021", None, None, None),
        ("Thường xuyên", None, None, None),
    ],
)
def test_when_a_recurring_task_is_due_for_who_reports_on_a_period(
    text: str, on_quarter_2: str | None, on_month_5: str | None, on_year: str | None
) -> None:
    due = parse_due(text, 2021)
    found = [due.on(Period.parse(period)) for period in ("2022-Q2", "2022-M05", "2022")]
    assert [day and day.isoformat() for day in found] == [on_quarter_2, on_month_5, on_year]


def turn(start: str, end: str, due: str) -> Turn:
    return Turn(*(date.fromisoformat(f"2022-{day}") for day in (start, end, due)))


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("Quý III hằng năm", [("01-01", "12-31", "09-30")]),
        ("Tháng 3 và tháng 9 hằng năm", [("01-01", "06-30", "03-31"), ("07-01", "12-31", "09-30")]),
        ("Tháng 3 và tháng 4 hằng năm", [("01-01", "12-31", "04-30")]),
        ("Tháng 3, tháng 5 hằng năm", [("01-01", "03-31", "03-31"), ("04-01", "12-31", "05-31")]),
        (
            "ngày 15 tháng cuối hàng quý",
            [
                ("01-01", "03-31", "03-15"),
                ("04-01", "06-30", "06-15"),
                ("07-01", "09-30", "09-15"),
                ("10-01", "12-31", "12-15"),
            ],
        ),
        (
            "Tháng 6, tháng 9 và tháng 12 hằng năm, đến tháng 9/2022",
            [("01-01", "06-30", "06-30"), ("07-01", "09-30", "09-30")],
        ),
        ("Hằng năm từ 2023", []),
        ("Thường xuyên", []),
    ],
)
def test_the_turns_of_a_year(text: str, turns: list[tuple[str, str, str]]) -> None:
    assert parse_due(text, 2021).turns(2022) == tuple(turn(*one) for one in turns)


def test_the_turn_of_a_period_and_of_a_day() -> None:
    recurrence = Recurrence(QUARTERLY, until=date(2022, 12, 31))
    second = recurrence.turns(2022)[1]
    quarter, half = Period.parse("2022-Q2"), Period.parse("2022-H1")
    assert recurrence.turn_in(quarter) == recurrence.turn_in(half) == second
    assert recurrence.turn_on(date(2022, 5, 1)) == second
    assert recurrence.turn_on(date(2023, 1, 1)) is None


def test_two_days_that_are_one_in_a_year_are_one_turn() -> None:
    recurrence = Recurrence((YearDay(2, 28), YearDay(2, 31)))
    assert [turn.due for turn in recurrence.turns(2021)] == [date(2021, 2, 28)]
    assert [turn.due for turn in recurrence.turns(2024)] == [date(2024, 2, 28), date(2024, 2, 29)]


def test_the_turn_of_a_task_without_a_day_is_the_period() -> None:
    period = Period.parse("2022-Q2")
    whole = Turn(period.start, period.end, None)
    recurrence = parse_due("Thường xuyên", 2021).recurrence
    assert recurrence
    assert recurrence.turn_in(period) == whole
    for since, until in ((date(2022, 7, 1), None), (None, date(2022, 3, 31))):
        assert Recurrence((), since, until).turn_in(period) is None


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", " - .", "...", "Không thời hạn"])
def test_a_blank_due_text_has_no_day(text: str) -> None:
    due = parse_due(text, 2021)
    assert due == Due(text)
    assert due.on(Period.parse("2021-Q2")) is None
    assert due.reading == Wording("không có thời hạn", "no due date")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Từ 01/7/2021", doubts.BEGINNING),
        ("Từ quý II/2021", doubts.BEGINNING),
        ("Bắt đầu từ năm 2021", doubts.BEGINNING),
        ("Sau ngày 30/6/2021", doubts.BEGINNING),
        ("Không trước 01/10/2021", doubts.BEGINNING),
        ("Không sớm hơn quý III/2021", doubts.BEGINNING),
        ("Quý II/2021 trở đi", doubts.BEGINNING),
        ("Theo hướng dẫn của Trung ương", doubts.DEPENDS),
        ("Theo Kế hoạch số 12/KH-UBND ngày 15/3/2021", doubts.DEPENDS),
        ("Sau khi có ý kiến", doubts.DEPENDS),
        ("Trước kỳ họp giữa năm", doubts.DEPENDS),
        ("Sau khi có ý kiến, ban hành", doubts.DEPENDS),
        ("Trước Tết Nguyên đán 2026", doubts.DEPENDS),
        ("Chuyển tiếp từ năm 2020", doubts.BEGINNING),
        ("Trước kỳ họp cuối năm 2026", doubts.DEPENDS),
        ("Quý II/2021 đến khi hoàn thành", doubts.DEPENDS),
        ("Từ 01/7/2021 đến nay", doubts.BEGINNING),
        ("Kỳ họp thứ 5 HĐND tỉnh", doubts.NO_DATE),
        ("Kỳ họp cuối năm 2021 của HĐND tỉnh", doubts.NO_DATE),
        ("Năm học 2021-2022", doubts.NO_DATE),
        ("abc", doubts.NO_DATE),
        ("ngày", doubts.NO_DATE),
        ("Quý", doubts.NO_DATE),
        ("?", doubts.NO_DATE),
        ("ngày 15", doubts.NO_MONTH),
        ("31/02/2021", doubts.NO_SUCH_DAY),
        ("31/6", doubts.NO_SUCH_DAY),
        ("0/6", doubts.NO_SUCH_DAY),
        ("Quý V/2021", doubts.NO_SUCH_DAY),
        ("Quý 0", doubts.NO_SUCH_DAY),
        ("Quý 11/2021", doubts.NO_SUCH_DAY),
        ("Tháng 13/2021", doubts.NO_SUCH_DAY),
        ("31/2 hằng năm", doubts.NO_SUCH_DAY),
        ("ngày 32 hằng tháng", doubts.NO_SUCH_DAY),
        ("Quý IV/2021 - Quý I/2021", doubts.UPSIDE_DOWN),
        ("Quý IV, Quý I/2022", doubts.UPSIDE_DOWN),
        ("Hằng năm từ 2025 đến 2021", doubts.UPSIDE_DOWN),
        ("30/6/2021 và 31/12/2022", doubts.SEVERAL_DATES),
        ("Quý II/2021 (Quý IV/2021)", doubts.SEVERAL_DATES),
        ("Tháng 12 năm 2021, 2022, 2023", doubts.SEVERAL_DATES),
        ("Quý II " * 60, doubts.TOO_LONG),
    ],
)
def test_texts_that_give_no_date(text: str, doubt: Wording) -> None:
    due = parse_due(text, 2021)
    assert due == Due(text, doubt=doubt)
    assert doubt.vi in due.reading.vi
    assert doubt.en in due.reading.en


@pytest.mark.parametrize("text", ["02 lần/năm", "2 năm một lần", "hằng quý theo yêu cầu"])
def test_a_duty_that_comes_back_at_times_that_are_not_said(text: str) -> None:
    due = parse_due(text, 2021)
    assert due.recurring
    assert due.unread


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("Quý II/2021", "hết ngày 30/6/2021", "until 30/6/2021"),
        ("Hàng năm từ 2022", "hằng năm từ ngày 1/1/2022", "every year from 1/1/2022"),
        ("Tháng 6, tháng 12 hằng năm", "6 tháng một lần", "every six months"),
        ("trước ngày 20 hằng tháng", "ngày 19 hằng tháng", "on day 19 of every month"),
        ("Trước 31/3 hằng năm", "ngày 30/3 hằng năm", "on day 30/3 of every year"),
        ("Thường xuyên", "thường xuyên", "continuously"),
        (
            "Từ 2021",
            "không rõ thời hạn: chỉ nêu thời điểm bắt đầu, không nêu thời điểm kết thúc",
            "no due date can be told: it names a beginning and no end",
        ),
    ],
)
def test_readings(text: str, vi: str, en: str) -> None:
    assert parse_due(text, 2021).reading == Wording(vi, en)


YEAR_PARTS = [
    "Quý I", "Quý IV", "quý 3", "Tháng 2", "tháng 12", "ngày 15/6", "30/6", "năm",
    "6 tháng đầu năm", "9 tháng", "ngày 31 tháng 12", "đầu quý II", "cuối năm", "ngày 20",
    "ngày cuối tháng 2",
]  # fmt: skip
OF_YEAR = ["", "/2021", " năm 2022", "/2024"]
BOUNDS = ["", "trước ", "Từ ", "đến ", "đến hết ", "sau ", "trong ", "gia hạn đến "]
MIDDLES = [" - ", " và ", ", ", " đến ", "; ", " hoặc ", " (", " (gia hạn đến "]
OFTEN = [
    "", " hằng năm", " hàng quý", " mỗi tháng", ", hằng năm", "; định kỳ 6 tháng", " thường xuyên",
]  # fmt: skip
AFTERWARDS = ["", ")", " và tổ chức thực hiện", " theo hướng dẫn", " từ năm 2022", " trở đi"]


@st.composite
def due_texts(draw: st.DrawFn) -> str:
    """Due texts of one time or two, once or again, some of them senseless."""

    def time() -> str:
        pieces = (BOUNDS, YEAR_PARTS, OF_YEAR)
        return "".join(draw(st.sampled_from(piece)) for piece in pieces)

    more = draw(st.booleans())
    second = draw(st.sampled_from(MIDDLES)) + time() if more else ""
    return time() + second + draw(st.sampled_from(OFTEN)) + draw(st.sampled_from(AFTERWARDS))


def check(text: str) -> Due:
    """What holds of every due text: it says back what was understood, or why it was not."""
    due = parse_due(text, 2021)
    assert due.text == text
    assert due.reading.vi
    assert due.reading.en
    answers = (due.date is not None, due.recurring, due.doubt is not None)
    assert sum(answers) == (1 if due != Due(text) else 0)
    if due.doubt is None:
        again = parse_due(due.reading.vi, 1999)
        assert (again.date, again.recurrence) == (due.date, due.recurrence)
        assert not (again.unread or again.assumed_year or again.approximate)
    return due


@settings(max_examples=examples(500))
@given(due_texts())
def test_every_due_text_says_back_what_was_understood(text: str) -> None:
    check(text)


@given(st.text(max_size=150))
def test_any_text_can_be_a_due_text(text: str) -> None:
    check(text)


def test_every_due_text_of_the_published_plans_is_understood() -> None:
    with (DATA / "kien_giang_tasks.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = {row["Thời gian trình"] for row in rows}
    for folder in EXAMPLES.glob("*/plan.xlsx"):
        texts |= {task.due.text for task in read_plan(folder).tasks}
    assert len(texts) == 11
    for text in texts:
        due = check(text)
        assert (due.doubt, due.unread, due.approximate) == (None, "", False)


recurrences = st.builds(
    Recurrence,
    st.sets(
        st.builds(YearDay, st.integers(1, 12), st.integers(1, 31)).map(
            lambda day: YearDay.of(day.in_year(2020))
        )
    ).map(lambda found: tuple(sorted(found))),
    st.none() | st.dates(date(2020, 1, 1), date(2022, 12, 31)),
    st.none() | st.dates(date(2021, 1, 1), date(2023, 12, 31)),
)


@given(recurrences)
def test_turns_follow_each_other_without_a_gap(recurrence: Recurrence) -> None:
    whole = Recurrence(recurrence.days)
    turns = [turn for year in (2020, 2021, 2022) for turn in whole.turns(year)]
    for one, following in pairwise(turns):
        assert one.end + timedelta(days=1) == following.start
        assert one.due and following.due and one.due < following.due
        assert one.start <= one.due <= one.end
    if turns:
        assert (turns[0].start, turns[-1].end) == (date(2020, 1, 1), date(2022, 12, 31))


@given(recurrences, st.dates(date(2019, 1, 1), date(2024, 12, 31)))
def test_a_day_falls_in_the_turn_that_covers_it(recurrence: Recurrence, day: date) -> None:
    turn = recurrence.turn_on(day)
    all_turns = [turn for year in range(2019, 2025) for turn in recurrence.turns(year)]
    assert [one for one in all_turns if one.start <= day <= one.end] == ([turn] if turn else [])
    for one in all_turns:
        assert one.due
        assert recurrence.since is None or recurrence.since <= one.due
        assert recurrence.until is None or one.due <= recurrence.until
