"""Target texts: every cell of four published plans, other forms of the grammar, attainment."""

import csv
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plansheet.forms.choices import Direction
from plansheet.language.numbers_and_dates import format_number
from plansheet.plan.targets import AnyDirection, Target, parse_target
from support.places import DATA

numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**7)


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def published() -> Iterator[tuple[str, Mapping[str, str], Target]]:
    """Every target of the published plans with what it says."""
    for name, count in (
        ("kien_giang_indicator_cells", 143),
        ("hau_giang_indicators", 39),
        ("ben_tre_indicators", 53),
        ("tra_vinh_embedded_targets", 15),
    ):
        rows = rows_of(name)
        assert len(rows) == count
        for row in rows:
            text = row["text"] if "text" in row else row["target_text"]
            yield f"{name}: {text}", row, parse_target(text)


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize(
    ("row", "target"),
    [pytest.param(row, target, id=name) for name, row, target in published()],
)
def test_published_targets(row: Mapping[str, str], target: Target) -> None:
    low, high = number(row["value"]), number(row["value2"])
    found = target.high if target.low is None else target.low
    assert (found, target.high if target.kind == "range" else None) == (low, high)
    if row["grammar"] == "text_with_number":
        assert (target.kind, target.number) == ("text_with_number", None)
    elif row["grammar"].endswith("_inherited"):  # "ít nhất" stands with an item before it
        assert target.kind == "exact"
    else:
        assert target.comparator == row["comparator"]
    if row["grammar"] in ("blank", "range", "exact_permille"):
        assert (target.kind, target.unit) in {
            "blank": {("blank", "")},
            "range": {("range", unit) for unit in ("", "%", "xã kiểu mẫu", "doanh nghiệp")},
            "exact_permille": {("exact", "‰")},
        }[row["grammar"]]


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "unit"),
    [
        ("tối thiểu 50", "ge", "50", None, ""),
        ("ít nhất là 50%", "ge", "50", None, "%"),
        ("không thấp hơn 95%", "ge", "95", None, "%"),
        ("không dưới 95 %", "ge", "95", None, "%"),
        ("≥ 90", "ge", "90", None, ""),
        (">=90%", "ge", "90", None, "%"),
        ("đạt và vượt 90%", "ge", "90", None, "%"),
        ("9,3% trở lên", "ge", "9.3", None, "%"),
        ("từ 9,3%", "ge", "9.3", None, "%"),
        ("đạt 1.700 triệu USD (trở lên)", "ge", "1700", None, "triệu USD"),
        ("tăng 12,5% (trở lên)", "ge", "12.5", None, "%"),
        ("trên 90%", "gt", "90", None, "%"),
        ("hơn 20.000 lao động", "gt", "20000", None, "lao động"),
        ("tăng trên 8%", "gt", "8", None, "%"),
        (">98", "gt", "98", None, ""),
        ("tối đa 3%", "le", None, "3", "%"),
        ("không vượt quá 0,5 lần", "le", None, "0.5", "lần"),
        ("không tăng quá 4%", "le", None, "4", "%"),
        ("95% trở xuống", "le", None, "95", "%"),
        ("không quá 3-5%", "le", None, "5", "%"),
        ("≤ 3,5", "le", None, "3.5", ""),
        ("dưới 10", "lt", None, "10", ""),
        ("giảm còn dưới 3%", "lt", None, "3", "%"),
        ("Duy trì dưới mức 2%", "lt", None, "2", "%"),
        ("đuy trì dưới 3%", "lt", None, "3", "%"),
        ("< 1", "lt", None, "1", ""),
        ("đạt từ 50 đến 60", "range", "50", "60", ""),
        ("từ 50 - 60 triệu đồng", "range", "50", "60", "triệu đồng"),
        ("từ 50 triệu đến 60 triệu đồng", "range", "50", "60", "triệu đồng"),
        ("từ 13% đến 14%", "range", "13", "14", "%"),
        ("7 – 9", "range", "7", "9", ""),
        ("khoảng 24%", "approx", "24", "24", "%"),
        ("xấp xỉ 1.200 tỷ đồng", "approx", "1200", "1200", "tỷ đồng"),
        ("khoảng 9 - 10%", "approx", "9", "10", "%"),
        ("ổn định ở mức 2%", "exact", "2", "2", "%"),
        ("tăng từ 25% lên 28%", "exact", "28", "28", "%"),
        ("giảm từ 5% xuống còn 3%", "exact", "3", "3", "%"),
        ("đến năm 2025 đạt 90%", "exact", "90", "90", "%"),
        ("90% vào năm 2025", "exact", "90", "90", "%"),
        ("15 xã đến 2025", "exact", "15", "15", "xã"),
        ("65 tạ/ha", "exact", "65", "65", "tạ/ha"),
        ("8 bác sĩ/10.000 dân", "exact", "8", "8", "bác sĩ"),
        ("1.234,5 tỷ đồng", "exact", "1234.5", "1234.5", "tỷ đồng"),
        ("5,81 ‰", "exact", "5.81", "5.81", "‰"),
        ("0", "exact", "0", "0", ""),
        ("không còn hộ nghèo", "exact", "0", "0", ""),
        ("tăng bình quân 8%/năm", "growth", "8", "8", "%"),
        ("kéo giảm tai nạn giao thông 5%", "reduction", "5", "5", "%"),
        ("100% xã", "percent_of", "100", "100", "%"),
        ("đạt 105% kế hoạch", "percent_of", "105", "105", "%"),
        ("bằng 72,1% so với cùng kỳ", "percent_of", "72.1", "72.1", "%"),
        ("67/85 xã", "count_of_total", "67", "67", "xã"),
        ("03 huyện/08 huyện", "count_of_total", "3", "3", "huyện"),
        ("8/15 xã (53,3%)", "count_of_total", "8", "8", "xã"),
        ("Mức giảm bình quân hàng năm 1,62%", "text_with_number", "1.62", "1.62", "%"),
        ("Xếp hạng 15/63", "text_with_number", "15", "15", ""),
        ("thuộc nhóm 20 tỉnh dẫn đầu", "text_with_number", "20", "20", "tỉnh dẫn đầu"),
        ("năm 2021 đạt 80%, năm 2025 đạt 90%", "text_with_number", "80", "80", "%"),
        ("14 - 13%", "text_with_number", "14", "13", "%"),
        ("ít nhất 5/9 xã", "ge", "5", None, ""),
        ("9/5 xã", "text", None, None, ""),
        ("cả 03 tiêu chí", "text", None, None, ""),
        ("30/6/2021", "text", None, None, ""),
        ("không xảy ra", "text", None, None, ""),
        ("duy trì mức sinh thay thế", "text", None, None, ""),
        ("90% " * 200, "text", None, None, ""),
        ("", "blank", None, None, ""),
        (" - ", "blank", None, None, ""),
        ("…", "text", None, None, ""),
    ],
)
def test_forms(text: str, kind: str, low: str | None, high: str | None, unit: str) -> None:
    target = parse_target(text)
    bounds = low and Decimal(low), high and Decimal(high)
    assert (target.text, target.kind, target.low, target.high, target.unit) == (
        text,
        kind,
        *bounds,
        unit,
    )


@pytest.mark.parametrize(
    ("text", "direction", "values", "met"),
    [
        ("90", Direction.UP, "89 90 91", (False, True, True)),
        ("90", Direction.DOWN, "89 90 91", (True, True, False)),
        ("90", Direction.STEADY, "89 90 91", (False, True, False)),
        ("90", "", "89 90 91", (None, True, None)),
        ("ít nhất 50", "", "49 50 51", (False, True, True)),
        ("ít nhất 50", Direction.DOWN, "49 50 51", (False, True, True)),
        ("trên 90%", "", "89 90 91", (False, False, True)),
        ("không quá 2,5%", "", "2 2,5 3", (True, True, False)),
        ("duy trì dưới 3%", Direction.UP, "2 3 4", (True, False, False)),
        ("7-9", "", "6 7 8 9 10", (False, True, True, True, None)),
        ("7-9", Direction.UP, "6 7 8 9 10", (False, True, True, True, True)),
        ("7-9", Direction.DOWN, "6 7 8 9 10", (True, True, True, True, False)),
        ("7-9", Direction.STEADY, "6 7 8 9 10", (False, True, True, True, False)),
        ("khoảng 24%", "", "23 24 25", (None, True, None)),
        ("khoảng 24%", Direction.UP, "23 24 25", (None, True, True)),
        ("khoảng 24%", Direction.DOWN, "23 24 25", (True, True, None)),
        ("khoảng 9 - 10%", "", "8 9,5 11", (None, True, None)),
        ("tăng 2,25%", "", "2 2,25 3", (False, True, True)),
        ("tăng 2,25%", Direction.DOWN, "2 2,25 3", (True, True, False)),
        ("kéo giảm 5%", "", "4 5 6", (None, True, None)),
        ("kéo giảm 5%", Direction.DOWN, "4 5 6", (None, True, None)),
        ("giảm ít nhất 1%", "", "0 1 2", (None, None, None)),
        ("giảm còn 3%", "", "2 3 4", (True, True, False)),
        ("tăng từ 25% lên 28%", "", "27 28 29", (False, True, True)),
        ("không còn hộ nghèo", "", "0 1", (True, False)),
        ("67/85 xã", Direction.UP, "66 67 68", (False, True, True)),
        ("Mức giảm hạ hằng năm 1,62%", "", "1,62 2", (None, None)),
        ("đạt chuẩn nông thôn mới", Direction.UP, "0 1", (None, None)),
        ("", Direction.UP, "0 1", (None, None)),
    ],
)
def test_attainment(
    text: str, direction: AnyDirection, values: str, met: tuple[bool | None, ...]
) -> None:
    target = parse_target(text, direction)
    found = [target.met_by(Decimal(value.replace(",", "."))) for value in values.split()]
    assert tuple(found) == met


def test_attainment_of_a_float_is_that_of_what_it_shows() -> None:
    assert parse_target("ít nhất 0,3").met_by(0.3) is True
    assert parse_target("tối đa 0,3").met_by(0.1 + 0.2) is True
    assert parse_target("50", Direction.UP).met_by(50) is True


@pytest.mark.parametrize(
    ("text", "unit", "comparable"),
    [
        ("100% xã", "xã", False),
        ("100% xã", "%", True),
        ("100% xã", "", True),
        ("tăng 5%", "tỷ đồng", False),
        ("tăng 5%", "%", True),
        ("tăng 5 xã", "xã", False),
        ("67/85 xã", "%", False),
        ("67/85 xã", "xã", True),
        ("5,81%o", "‰", True),
        ("5,81%o", "%o", True),
        ("5,81%o", "%", False),
        ("16.906 tỷ đồng", "tỷ đồng", True),
        ("16.906 tỷ", "Tỉ đồng", True),
        ("16.906 tỷ đồng", "triệu đồng", False),
        ("2.457 USD", "triệu đồng", False),
        ("16.906", "triệu đồng", True),
        ("8,65 bác sĩ", "bác sĩ/vạn dân", True),
    ],
)
def test_a_target_of_another_scale_is_not_comparable(
    text: str, unit: str, comparable: bool
) -> None:
    target = parse_target(text, Direction.UP, unit)
    assert target.comparable == comparable
    assert (target.number is not None) == comparable
    assert (target.met_by(target.low or 0) is None) == (not comparable)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6,5%", "6.5"),
        ("ít nhất 50", "50"),
        ("dưới 10,7%", "10.7"),
        ("khoảng 24%", "24"),
        ("67/85 xã", "67"),
        ("0", "0"),
        ("7-9", None),
        ("7-7", "7"),
        ("khoảng 9 - 10%", None),
        ("Mức giảm hằng năm 1,62%", None),
        ("cả 03 tiêu chí", None),
        ("", None),
    ],
)
def test_the_number_to_divide_by(text: str, number: str | None) -> None:
    target = parse_target(text)
    assert target.number == (None if number is None else Decimal(number))


def test_the_direction_comes_from_the_plan_first() -> None:
    directions = [
        parse_target(text, direction).direction
        for text in ("tăng 5%", "giảm còn 3%", "90%")
        for direction in ("", Direction.STEADY)
    ]
    up, down, steady = Direction
    assert directions == [up, steady, down, steady, "", steady]


def test_a_total_is_kept() -> None:
    texts = ("67/85 xã", "66,67% tổng số xã (34 xã/51 xã)", "100% (8/8 xã)", "90%")
    assert [parse_target(text).total for text in texts] == [85, 51, 8, None]


@given(numbers, st.sampled_from(["", "%", " tỷ đồng", " xã"]))
def test_a_written_number_is_read_back(value: Decimal, unit: str) -> None:
    for before, kind in (("", "exact"), ("ít nhất ", "ge"), ("không quá ", "le")):
        target = parse_target(f"{before}{format_number(value)}{unit}")
        assert (target.kind, target.number, target.unit) == (kind, value, unit.strip())


@given(numbers, numbers)
def test_a_written_range_is_read_back(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    for joint in ("-", " – ", " đến "):
        target = parse_target(f"từ {format_number(low)}{joint}{format_number(high)} %")
        assert (target.kind, target.low, target.high) == ("range", low, high)


@given(st.text(max_size=80), st.sampled_from(["", *Direction]), numbers)
def test_any_text_can_be_a_target(text: str, direction: AnyDirection, value: Decimal) -> None:
    target = parse_target(text, direction)
    assert target.text == text
    assert target.met_by(value) in (True, False, None)
    if target.kind in ("text", "blank", "text_with_number"):
        assert target.met_by(value) is None
        assert target.number is None


@given(numbers, st.sampled_from(["", *Direction]))
def test_the_target_itself_always_meets_the_target(value: Decimal, direction: AnyDirection) -> None:
    for form in ("{}", "{}%", "ít nhất {}", "không quá {}", "khoảng {}", "từ {} đến {}"):
        text = form.replace("{}", format_number(value))
        assert parse_target(text, direction).met_by(value) is True
