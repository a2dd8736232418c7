"""Numbers and dates typed as text: one reading, two, or none."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plansheet.language.numbers_and_dates import (
    DateReading,
    decimal_of,
    format_date,
    format_number,
    plan_number,
    read_date,
    read_number,
    rounded,
)

figures = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("0", "0", ""),
        ("12", "12", ""),
        ("2021", "2021", ""),
        ("9,3", "9.3", ""),
        ("0,123", "0.123", ""),
        ("00,0", "0.0", ""),
        ("-5", "-5", ""),
        (" 5 ", "5", ""),
        ("6482691203,0", "6482691203.0", ""),
        ("1.234,56", "1234.56", ""),
        ("1.234.567", "1234567", ""),
        ("103.203.302", "103203302", ""),
        ("3718,4018", "3718.4018", ""),
        ("1,234.56", "1234.56", ""),
        ("1,234,567", "1234567", ""),
        ("12 345", "12345", ""),
        ("12\u00a0345,6", "12345.6", ""),
        ("508 903", "508903", ""),
        ("12.5", "12.5", ""),
        ("0.123", "0.123", ""),
        ("1234.567", "1234.567", ""),
        ("1234,567", "1234.567", ""),
        ("1 234.567", "1234.567", ""),
        (",5", "0.5", ""),
        ("12,", "12", ""),
        ("007", "7", ""),
        ("+5", "5", ""),
        ("(5)", "-5", ""),
        ("(1.234,5)", "-1234.5", ""),
        ("\u22125,5", "-5.5", ""),
        ("１２", "12", ""),
        ("9,78%", "9.78", "%"),
        ("9,78 %", "9.78", "%"),
        ("5,81%o", "5.81", "‰"),
        ("5,81‰", "5.81", "‰"),
        ("88 xã", "88", "xã"),
        ("88xã", "88", "xã"),
        ("8,65 bác sĩ", "8.65", "bác sĩ"),
        ("15 m2", "15", "m2"),
        ("53,9 triệu đồng/người", "53.9", "triệu đồng/người"),
    ],
)
def test_one_reading(text: str, value: str, unit: str) -> None:
    reading = read_number(text)
    assert reading is not None
    assert (str(reading.value), reading.unit) == (value, unit)
    assert reading.readings == (Decimal(value),)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("2.457", ("2457", "2.457")),
        ("1,234", ("1.234", "1234")),
        ("-2.457", ("-2457", "-2.457")),
        ("2.000", ("2000", "2.000")),
        ("2.457%", ("2457", "2.457")),
        ("- 5", ("-5", "5")),  # a negative number of an accounting format, or a list dash
    ],
)
def test_two_readings(text: str, readings: tuple[str, ...]) -> None:
    reading = read_number(text)
    assert reading is not None
    assert reading.value is None
    assert tuple(map(str, reading.readings)) == readings


@pytest.mark.parametrize(
    ("text", "value"),
    [("2.457", 2457), ("1,234", 1234), ("2.000", 2000), ("1.234.567", 1234567), ("12", 12)],
)
def test_whole_numbers_are_grouped(text: str, value: int) -> None:
    reading = read_number(text, integer=True)
    assert reading is not None
    assert reading.value == value


def test_a_fraction_in_a_column_of_whole_numbers_is_reported_as_it_is() -> None:
    reading = read_number("12,5", integer=True)
    assert reading is not None
    assert reading.value == Decimal("12.5")


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "abc", "12 34", "1.2.3", "1.23,4", "1.234,567,890", "0.123.456", "1/2",
        "khoảng 5", "12 xã/15 xã", "5 và 6", "(5", "5)", "(-5)", "--5", "5-", "1e5", "NaN", "1'234",
        "Infinity", "12-15", "30/6/2021", "2021 2022", "1" * 81, "12 hộ, còn lại chưa rõ",
        "3 đơn vị chưa gửi báo cáo", "1e3", "1E2", "93 546,9 7", "234.000,.1",
    ],
)  # fmt: skip
def test_no_number(text: str) -> None:
    assert read_number(text) is None


@given(st.text(max_size=100))
def test_any_text_can_be_read(text: str) -> None:
    for reading in (read_number(text), read_number(text, integer=True)):
        assert reading is None or (reading.value is None) == (len(reading.readings) > 1)


@given(figures)
def test_numbers_round_trip(value: Decimal) -> None:
    reading = read_number(format_number(value))
    assert reading is not None
    assert reading.readings[0] == value
    assert plan_number(format_number(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.457", "2457"),
        ("16.906", "16906"),
        ("9,3", "9.3"),
        ("1,234", "1.234"),
        ("12.5", "12.5"),
        ("91,61%", "91.61"),
        ("5,81%o", "5.81"),
    ],
)
def test_plan_number(text: str, value: str) -> None:
    assert plan_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "88 xã", "100% xã", "khoảng 24%", "7-9", "từ 01%"])
def test_no_plan_number(text: str) -> None:
    assert plan_number(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234.56", "1.234,56"),
        ("-1234.50", "-1.234,5"),
        ("1234567", "1.234.567"),
        ("1E+3", "1.000"),
        ("0.0", "0"),
        ("-0.0", "0"),
        ("1E-7", "0,0000001"),
        ("12", "12"),
    ],
)
def test_format_number(value: str, text: str) -> None:
    assert format_number(Decimal(value)) == text


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_only_finite_numbers_are_formatted(value: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        format_number(Decimal(value))
    with pytest.raises(ValueError, match="finite"):
        decimal_of(float(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (88.15, "88.15"),
        (5.0, "5"),
        (-0.0, "0"),
        (7, "7"),
        (1e20, "100000000000000000000"),
        (123456789.123456789, "123456789.123457"),
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_decimal_of(value: float, text: str) -> None:
    assert str(decimal_of(value)) == text


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_stay_exact(value: int) -> None:
    assert decimal_of(value) == decimal_of(Decimal(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_decimal_of_is_what_excel_shows(value: float) -> None:
    assert float(decimal_of(value)) == float(f"{value:.15g}")


@pytest.mark.parametrize(
    "text",
    [
        "30/6/2021", "30/06/2021", "30-6-2021", "30.6.2021", "30/6/21", "ngày 30/6/2021",
        "Ngày 30 tháng 6 năm 2021", "30 tháng 6 năm 2021", "30 tháng Sáu năm 2021", "2021-06-30",
        "2021-06-30 00:00:00", "2021-06-30T08:30:00", "30/6/2021 14:30", " 30 / 6 / 2021. ",
        "Hà Tĩnh, ngày 30 tháng 6 năm 2021",
    ],
)  # fmt: skip
def test_days(text: str) -> None:
    assert read_date(text) == DateReading(date(2021, 6, 30), "day")


@pytest.mark.parametrize(
    "text",
    ["6/2021", "06-2021", "tháng 6/2021", "Tháng 6 năm 2021", "tháng sáu năm 2021", "2021-06"],
)
def test_a_month_means_its_last_day(text: str) -> None:
    assert read_date(text) == DateReading(date(2021, 6, 30), "month")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("31/02/2021", "day"),
        ("29/2/2021", "day"),
        ("0/6/2021", "day"),
        ("6/30/2021", "day"),  # the day comes first, always
        ("30/6/202", "day"),
        ("30/6/0021", "day"),
        ("2021-13-01", "day"),
        ("13/2021", "month"),
        ("tháng 13 năm 2021", "month"),
    ],
)
def test_dates_that_do_not_exist(text: str, kind: str) -> None:
    assert read_date(text) == DateReading(None, kind, bad=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021",
        "44377",
        "30/6",
        "3-6/2021",
        "30.6/2021",
        "Quý II/2021",
        "hôm nay",
        "30/6/2021 và 1/7",
    ],
)
def test_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(("text", "year"), [("1/1/69", 2069), ("1/1/70", 1970), ("1/1/00", 2000)])
def test_years_of_two_digits(text: str, year: int) -> None:
    assert read_date(text) == DateReading(date(year, 1, 1), "day")


@given(days)
def test_dates_round_trip(day: date) -> None:
    written = (
        format_date(day),
        day.isoformat(),
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    )
    assert {read_date(text) for text in written} == {DateReading(day, "day")}


@given(st.text(max_size=60))
def test_any_text_can_be_read_as_a_date(text: str) -> None:
    reading = read_date(text)
    assert reading is None or (reading.value is None) == reading.bad


def test_format_date() -> None:
    assert format_date(date(2021, 6, 3)) == "3/6/2021"


@pytest.mark.parametrize(
    ("value", "places", "bounds", "shown"),
    [
        ("0.25", 1, (), "0,3"),
        ("-0.25", 1, (), "-0,3"),
        ("0.35", 1, (), "0,4"),
        ("99.94", 1, ("100",), "99,9"),
        ("99.96", 1, ("100",), "99,96"),
        ("99.9996", 1, ("100",), "99,9996"),
        ("100.04", 1, ("100",), "100,04"),
        ("100", 1, ("100",), "100"),
        ("61.004", 2, ("61", "70"), "61,004"),
    ],
)
def test_rounding_never_meets_a_bound_that_the_value_does_not(
    value: str, places: int, bounds: tuple[str, ...], shown: str
) -> None:
    assert format_number(rounded(Decimal(value), places, *map(Decimal, bounds))) == shown
