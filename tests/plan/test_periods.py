"""Periods, and the deadlines of their reports."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plansheet.plan.periods import (
    Period,
    deadline_for,
    parse_deadline,
    reporting_span,
    typed_period,
)
from plansheet.plan.periods.naming import periods_named

PERIODS = [
    Period(kind, year, index)
    for year in (2020, 2021, 2024)
    for kind, count in (
        ("month", 12),
        ("quarter", 4),
        ("half", 2),
        ("nine_months", 1),
        ("year", 1),
    )
    for index in range(1, count + 1)
]
periods = st.sampled_from(PERIODS)


@pytest.mark.parametrize(
    ("text", "start", "end", "label", "kind", "ends_year"),
    [
        ("2021-M03", "2021-03-01", "2021-03-31", "Tháng 3/2021", "Tháng", False),
        ("2020-M02", "2020-02-01", "2020-02-29", "Tháng 2/2020", "Tháng", False),
        ("2021-M12", "2021-12-01", "2021-12-31", "Tháng 12/2021", "Tháng", True),
        ("2021-Q2", "2021-04-01", "2021-06-30", "Quý II/2021", "Quý", False),
        ("2021-Q4", "2021-10-01", "2021-12-31", "Quý IV/2021", "Quý", True),
        ("2021-H1", "2021-01-01", "2021-06-30", "6 tháng đầu năm 2021", "6 tháng", False),
        ("2021-H2", "2021-07-01", "2021-12-31", "6 tháng cuối năm 2021", "6 tháng", True),
        ("2021-9M", "2021-01-01", "2021-09-30", "9 tháng năm 2021", "9 tháng", False),
        ("2021", "2021-01-01", "2021-12-31", "Năm 2021", "Năm", True),
    ],
)
def test_period(text: str, start: str, end: str, label: str, kind: str, ends_year: bool) -> None:
    period = Period.parse(text)
    assert str(period) == text
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert (period.label, period.calendar_kind, period.ends_year) == (label, kind, ends_year)


@pytest.mark.parametrize(
    ("text", "written"),
    [(" 2021-q2 ", "2021-Q2"), ("2021-m3", "2021-M03"), ("2021-9m", "2021-9M"), ("2021", "2021")],
)
def test_period_as_typed(text: str, written: str) -> None:
    assert str(Period.parse(text)) == written


@pytest.mark.parametrize(
    "text",
    [
        "", "2021-Q5", "2021-Q0", "2021-M13", "2021-M00", "2021-H3", "2021-10M", "21-Q2", "2021Q2",
        "2021-2", "Quý II/2021", "1899", "2200", "２０２１", "2021-Q2 2021-Q3",
    ],
)  # fmt: skip
def test_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="period"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("texts", "period"),
    [
        ("Quý II/2026|QUÝ II NĂM 2026|quý 2/2026|Q2/2026|Q2-2026|Q2.2026|q2 2026|2026Q2|2026/Q2|"
         "quy 2/2026|Quý hai năm 2026|quý ii - 2026|2026-q2|2026 quý II|Kỳ quý II/2026", "2026-Q2"),
        ("Quý tư/2026|Quý IV năm 2026|quý 04/2026", "2026-Q4"),
        ("3 tháng đầu năm 2026|quý nhất 2026", "2026-Q1"),
        ("6 tháng 2026|6 tháng đầu năm 2026|6 THÁNG NĂM 2026|sáu tháng đầu năm 2026|6T/2026|"
         "H1/2026|6 thang 2026|06 tháng/2026|2026-H1|6 tháng của năm 2026", "2026-H1"),
        ("6 tháng cuối năm 2026|H2/2026|2026 H2", "2026-H2"),
        ("9 tháng 2026|9 tháng đầu năm 2026|chín tháng 2026|9T/2026|9M/2026", "2026-9M"),
        ("tháng 6/2026|Tháng 06 năm 2026|T6/2026|6/2026|06/2026|2026-06|2026/6|06-2026|"
         "thang 6 2026|"
         "2026-M6|M06/2026|tháng 6-2026|Tháng 6 - 2026", "2026-M06"),
        ("tháng 12/2026|2026-12", "2026-M12"),
        ("năm 2026|Cả năm 2026|2026| 2026 |Kỳ năm 2026", "2026"),
    ],
)  # fmt: skip
def test_periods_as_people_write_them(texts: str, period: str) -> None:
    assert {text: str(typed_period(text)) for text in texts.split("|")} == dict.fromkeys(
        texts.split("|"), period
    )


@pytest.mark.parametrize(
    "text",
    [
        "", "quý II", "quý V/2026", "tháng 13/2026", "2026-13", "tháng 6", "6 tháng", "Q2/26",
        "7 tháng 2026", "12 tháng 2026 và 2027", "15/6/2026", "2026-06-15", "quý II/1899",
        "Quý II/2026, Quý III/2026", "H3/2026", "20266",
    ],
)  # fmt: skip
def test_what_people_write_that_is_no_period(text: str) -> None:
    assert typed_period(text) is None


def test_no_such_period() -> None:
    with pytest.raises(ValueError, match="week"):
        Period("week", 2021)


@given(periods)
def test_periods_round_trip(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert period.year_before.year_before < period.year_before < period
    assert period.year_before.label == period.label.replace(str(period.year), str(period.year - 1))


@given(periods, periods)
def test_periods_are_ordered_by_their_end_the_shorter_first(one: Period, other: Period) -> None:
    assert (one < other) == (
        (one.end, -one.start.toordinal()) < (other.end, -other.start.toordinal())
    )
    assert (one <= other) == (one < other or one == other)


def test_periods_are_not_compared_with_texts() -> None:
    with pytest.raises(TypeError):
        assert Period.parse("2021") < "2021-Q2"  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2021-M03", "2021-02-15", "2021-03-14"),
        ("2021-M01", "2020-12-15", "2021-01-14"),
        ("2021-Q2", "2021-03-15", "2021-06-14"),
        ("2021-H1", "2020-12-15", "2021-06-14"),
        ("2021", "2020-12-15", "2021-12-14"),
    ],
)
def test_cut_off_of_decree_09_2019(text: str, start: str, end: str) -> None:
    period = Period.parse(text)
    span = date.fromisoformat(start), date.fromisoformat(end)
    assert reporting_span(period, cutoff=14) == span
    assert reporting_span(period) == (period.start, period.end)


@given(st.text(max_size=150), periods)
def test_any_text_can_be_a_deadline(text: str, period: Period) -> None:
    rule = parse_deadline(text)
    if rule is not None:
        assert rule.text == text
        rule.for_period(period)


ON_DAY_15 = ("2021-05-15", "2021-06-15", "2021-06-15", "2021-09-15", "2021-12-15")
ON_DAY_14 = ("2021-05-14", "2021-06-14", "2021-06-14", "2021-09-14", "2021-12-14")
ON_DAY_5 = ("2021-06-05", "2021-07-05", "2021-07-05", "2021-10-05", "2022-01-05")
AT_THE_END = ("2021-05-31", "2021-06-30", "2021-06-30", "2021-09-30", "2021-12-31")
NEVER = (None,) * 5


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ngày 15 tháng cuối kỳ", ON_DAY_15),
        ("Ngày 15 của tháng cuối quý.", ON_DAY_15),
        ("ngày 15 tháng cuối cùng của kỳ báo cáo", ON_DAY_15),
        ("chậm nhất là ngày 15 hằng tháng", ON_DAY_15),
        ("ngày 15", ON_DAY_15),
        ("trước ngày 15 tháng cuối quý", ON_DAY_14),
        ("Gửi trước ngày 15 tháng cuối mỗi quý", ON_DAY_14),
        ("trước ngày 15 hàng tháng", ON_DAY_14),
        ("ngày 05 tháng sau kỳ", ON_DAY_5),
        ("ngày 5 tháng đầu kỳ sau", ON_DAY_5),
        ("ngày 05 tháng sau", ON_DAY_5),
        ("ngày 05 của tháng liền kề", ON_DAY_5),
        ("ngày 05 của tháng tiếp theo", ON_DAY_5),
        ("trước ngày 06 tháng đầu quý sau", ON_DAY_5),
        ("05 ngày sau khi kết thúc kỳ báo cáo", ON_DAY_5),
        ("ngày cuối cùng của quý", AT_THE_END),
        ("cuối kỳ", AT_THE_END),
        ("ngày 31 tháng cuối kỳ", AT_THE_END),
        ("", NEVER),
        ("ngày 10/11", (None, None, None, "2021-11-10", "2021-11-10")),
        ("ngày 10 tháng 11 hàng năm", (None, None, None, "2021-11-10", "2021-11-10")),
        ("trước ngày 10 tháng 11", (None, None, None, "2021-11-09", "2021-11-09")),
        ("ngày 10/01", (None, None, None, None, "2022-01-10")),
        ("20/5", ("2021-05-20", "2021-05-20", "2021-05-20", "2021-05-20", None)),
        ("10/11/2021", (None, None, None, "2021-11-10", "2021-11-10")),
        ("trước ngày 10 tháng 11 năm 2021", (None, None, None, "2021-11-09", "2021-11-09")),
        ("10/11/2020", NEVER),
        ("10/01/2022", (None, None, None, None, "2022-01-10")),
        ("10/01/2021", NEVER),  # the deadline of the year 2020
    ],
)
def test_deadlines(text: str, days: tuple[str | None, ...]) -> None:
    rule = parse_deadline(text)
    assert rule is not None
    found = [
        rule.for_period(Period.parse(f"2021{suffix}"))
        for suffix in ("-M05", "-Q2", "-H1", "-9M", "")
    ]
    assert tuple(day and day.isoformat() for day in found) == days


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "ngày 32",
        "ngày 0 tháng sau",
        "31/02",
        "31/02/2021",
        "10/13",
        "ngày",
        "sớm",
        "x" * 200,
    ],
)
def test_unreadable_deadlines(text: str) -> None:
    assert parse_deadline(text) is None


@given(periods, st.integers(1, 31))
def test_before_is_a_day_less(period: Period, day: int) -> None:
    on, before = (parse_deadline(f"{word}ngày {day} tháng cuối kỳ") for word in ("", "trước "))
    assert on is not None
    assert before is not None
    last, earlier = on.for_period(period), before.for_period(period)
    assert last is not None
    assert earlier == last - timedelta(days=1)
    assert (last.year, last.month) == (period.end.year, period.end.month)


def test_of_several_rows_the_one_nearest_to_the_end_of_the_period_holds() -> None:
    rules = [
        rule
        for text in ("10/3/2021", "10/6/2021", "10/9/2021", "10/12/2021", "")
        if (rule := parse_deadline(text))
    ]
    assert len(rules) == 5
    found = [deadline_for(rules, Period("quarter", 2021, index)) for index in (1, 2, 3, 4)]
    assert found == [date(2021, month, 10) for month in (3, 6, 9, 12)]
    assert deadline_for(rules, Period("quarter", 2023, 1)) is None
    assert deadline_for([], Period("quarter", 2021, 1)) is None


@pytest.mark.parametrize(
    ("title", "periods"),
    [
        ("BÁO CÁO – QUÝ I/2021", {"2021-Q1"}),
        ("Quí 1 năm 2021", {"2021-Q1"}),
        ("BÁO CÁO QUÝ II VÀ 6 THÁNG ĐẦU NĂM 2021", {"2021-Q2", "2021-H1"}),
        ("Báo cáo quý III", {"2021-Q3", "2022-Q3"}),
        ("Báo cáo tháng 6 năm 2021", {"2021-M06"}),
        ("6 tháng cuối năm 2021", {"2021-H2"}),
        ("9 tháng đầu năm 2021", {"2021-9M"}),
        ("3 tháng đầu năm 2021", {"2021-Q1"}),
        ("Kết quả – Năm 2021", {"2021"}),
        ("SYT_2021-m05", {"2021-M05"}),
        ("Kế hoạch phát triển kinh tế - xã hội năm 2021", set()),
        ("Bình Minh, ngày 30 tháng 6 năm 2021", set()),
        ("Từ tháng 4 đến tháng 6/2021", set()),
        ("So với cùng kỳ quý I/2020", set()),
        ("", set()),
    ],
)
def test_the_periods_that_a_title_names(title: str, periods: set[str]) -> None:
    assert {str(period) for period in periods_named(title, (2021, 2022))} == periods


@given(st.sampled_from([Period.parse(p) for p in ("2021-M03", "2021-Q2", "2021-H2", "2021-9M")]))
def test_every_period_is_known_by_its_own_label(period: Period) -> None:
    assert set(periods_named(f"Báo cáo – {period.label.upper()}", (2021,))) == {period}
