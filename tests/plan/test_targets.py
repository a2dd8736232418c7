"""Target texts: every cell of four published plans, other forms of the grammar, attainment."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plansheet.forms.choices import Direction
from plansheet.language.numbers_and_dates import format_number
from plansheet.language.wording import Wording
from plansheet.plan.targets import AnyDirection, Target, parse_target
from plansheet.problems.catalogue import doubts
from support.effort import examples
from support.places import DATA

numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**7)
PUBLISHED = {
    "kien_giang_indicator_cells": 143,
    "hau_giang_indicators": 39,
    "ben_tre_indicators": 53,
    "tra_vinh_embedded_targets": 15,
}


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def published() -> Iterator[tuple[str, Mapping[str, str], Target]]:
    """Every target of the published plans with what it says."""
    for name, count in PUBLISHED.items():
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
        ("8 bác sĩ/10.000 dân", "exact", "8", "8", "bác sĩ/10.000 dân"),
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
        ("ít nhất 5/9 xã", "ge", "5", None, "xã"),
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
        ("7-9", "", "6 7 8 9 10", (False, True, True, True, False)),
        ("7-9", Direction.UP, "6 7 8 9 10", (False, True, True, True, False)),
        ("7-9", Direction.DOWN, "6 7 8 9 10", (False, True, True, True, False)),
        ("7-9", Direction.STEADY, "6 7 8 9 10", (False, True, True, True, False)),
        ("trên 3% và dưới 5%", Direction.UP, "3 4 5 6", (False, True, False, False)),
        ("dưới 5% và trên 3%", Direction.UP, "3 4 5 6", (False, True, False, False)),
        ("từ 3% đến dưới 5%", "", "2 3 4 5", (False, True, True, False)),
        ("trên 3 đến 5%", "", "3 4 5 6", (False, True, True, False)),
        ("≥ 3%; ≤ 5%", "", "2 3 5 6", (False, True, True, False)),
        ("từ 3% trở lên nhưng không quá 5%", "", "2 3 5 6", (False, True, True, False)),
        ("từ 900 triệu đến 1,2 tỷ đồng", "", "0,8 0,9 1,2 1,3", (False, True, True, False)),
        ("-1,5%", Direction.UP, "-2 -1,5 -1 1", (False, True, True, True)),
        ("đạt -1,5%", Direction.DOWN, "-2 -1,5 -1 1,5", (True, True, False, False)),
        ("âm 1,5%", Direction.STEADY, "-1,5 1,5", (True, False)),
        ("từ -2% đến -1%", "", "-3 -2 -1 1,5", (False, True, True, False)),
        ("-2 - -1", "", "-3 -2 -1 1", (False, True, True, False)),
        ("-1 - 2%", "", "-2 -1 2 3", (False, True, True, False)),
        ("50%÷60%", "", "49 50 60 61", (False, True, True, False)),
        ("50~60", "", "49 50 60 61", (False, True, True, False)),
        ("tối thiểu là 50, tối đa là 60", "", "49 50 60 61", (False, True, True, False)),
        ("khoảng 24%", "", "23 24 25", (None, True, None)),
        ("khoảng 24%", Direction.UP, "23 24 25", (None, True, True)),
        ("khoảng 24%", Direction.DOWN, "23 24 25", (True, True, None)),
        ("khoảng 9 - 10%", "", "8 9,5 11", (None, True, None)),
        ("khoảng 9 - 10%", Direction.UP, "8 9,5 11", (None, True, None)),
        ("giảm còn 3%", "", "2 3 4", (True, True, False)),
        ("tăng từ 25% lên 28%", "", "27 28 29", (False, True, True)),
        ("tăng trưởng đạt 8%", "", "7 8 9", (False, True, True)),
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


GROWTH, LOSS = "Tốc độ tăng trưởng kinh tế", "Tỷ lệ giảm hộ nghèo"


@pytest.mark.parametrize(
    ("text", "name", "direction", "values", "met"),
    [
        ("tăng 2,25%", GROWTH, "", "2 2,25 3", (False, True, True)),
        ("tăng 2,25%", f"khu vực I; {GROWTH}", "", "2 2,25 3", (False, True, True)),
        ("tăng 2,25%", GROWTH, Direction.DOWN, "2 2,25 3", (True, True, False)),
        ("tăng 2,25%", "Tỷ lệ đô thị hóa", Direction.UP, "2 2,25 70", (None, None, None)),
        ("tăng 8 - 8,5%", GROWTH, "", "7 8 9", (False, True, False)),
        ("tăng trên 8%", GROWTH, "", "8 9", (False, True)),
        ("tăng trên 8%", "Tỷ lệ đô thị hóa", "", "8 9", (None, None)),
        ("tăng không quá 4%", "Lạm phát", "", "4 5", (True, False)),
        ("không tăng quá 4%", "Chỉ tiêu", "", "4 5", (None, None)),
        ("kéo giảm 5%", LOSS, "", "4 5 6", (None, True, None)),
        ("kéo giảm 5%", "Số vụ tai nạn", Direction.DOWN, "4 5 6", (None, None, None)),
        ("giảm ít nhất 1%", LOSS, "", "0 1 2", (False, True, True)),
        ("giảm ít nhất 1%", "Tỷ lệ hộ nghèo", "", "0 1 2", (None, None, None)),
        ("giảm 1 - 1,5 điểm %", "Tỷ lệ hộ nghèo", Direction.DOWN, "1 2", (None, None)),
        ("giảm 2%", GROWTH, Direction.UP, "-2 2 3", (None, None, None)),
        ("+5%", GROWTH, "", "4 5", (False, True)),
        ("từ 01%", "Giảm tỷ lệ hộ nghèo", "", "0 1 2", (None, None, None)),
        ("dưới 3%", "Giảm tỷ lệ hộ nghèo", "", "2 3", (True, False)),
        ("bằng 105% so với cùng kỳ", "Sản lượng", Direction.UP, "90 106", (None, None)),
        ("bằng 105% so với cùng kỳ", "Chỉ số IIP", Direction.UP, "90 106", (False, True)),
    ],
)
def test_a_change_is_held_against_changes_only(
    text: str, name: str, direction: AnyDirection, values: str, met: tuple[bool | None, ...]
) -> None:
    target = parse_target(text, direction, "%", name)
    found = [target.met_by(Decimal(value.replace(",", "."))) for value in values.split()]
    assert tuple(found) == met
    assert (target.doubt is not None) == (set(met) == {None})


def test_attainment_of_a_float_is_that_of_what_it_shows() -> None:
    assert parse_target("ít nhất 0,3").met_by(0.3) is True
    assert parse_target("ít nhất 0,3").met_by(None) is None
    assert parse_target("tối đa 0,3").met_by(0.1 + 0.2) is True
    assert parse_target("50", Direction.UP).met_by(50) is True


@pytest.mark.parametrize(
    ("text", "unit", "doubt"),
    [
        ("tăng 0,5%", "%", doubts.CHANGE),
        ("tăng 5%", "tỷ đồng", doubts.CHANGE),
        ("tăng 5 xã", "xã", doubts.CHANGE),
        ("Tăng thu ngân sách 5%", "tỷ đồng", doubts.CHANGE),
        ("67/85", "%", doubts.SHARE),
        ("67/85 xã", "%", doubts.SHARE),
        ("ít nhất 5/9 xã", "%", doubts.SHARE),
        ("34/51 xã (66,67%)", "%", doubts.SHARE),
        ("100% xã", "xã", doubts.OTHER_UNIT.fill(written="%", unit="xã")),
        ("50 km", "xã", doubts.OTHER_UNIT.fill(written="km", unit="xã")),
        ("2.457 USD", "triệu đồng", doubts.OTHER_UNIT.fill(written="USD", unit="triệu đồng")),
        (
            "8 bác sĩ/1.000 dân",
            "bác sĩ/vạn dân",
            doubts.OTHER_UNIT.fill(written="bác sĩ/1.000 dân", unit="bác sĩ/vạn dân"),
        ),
        ("20.000 lao động", "người", doubts.OTHER_UNIT.fill(written="lao động", unit="người")),
        ("trên 5% và dưới 3%", "%", doubts.CONTRADICTION),
        ("14 - 13%", "%", doubts.CONTRADICTION),
        ("- 5", "%", doubts.SIGN),
        ("GRDP-5%", "%", doubts.SIGN),
        ("(5)", "%", doubts.SIGN),
        ("(5%)", "%", doubts.SIGN),
        ("ít nhất 3-5 mô hình", "mô hình", doubts.SEVERAL_NUMBERS),
        ("trên 3% và trên 5%", "%", doubts.SEVERAL_NUMBERS),
        ("50 km đường và 20 cầu", "km", doubts.SEVERAL_NUMBERS),
        ("95%, phấn đấu 98%", "%", doubts.SEVERAL_NUMBERS),
        ("1,234.5", "tỷ đồng", doubts.SEVERAL_NUMBERS),
        ("100\n200", "ha", doubts.SEVERAL_NUMBERS),
        ("2025: 90%", "%", doubts.SEVERAL_NUMBERS),
        ("30/6/2021", "xã", doubts.SEVERAL_NUMBERS),
        ("năm 2021 đạt 80%, năm 2025 đạt 90%", "%", doubts.SEVERAL_YEARS),
        ("Xếp hạng 15/63", "hạng", doubts.ANOTHER),
        ("không 5%", "%", doubts.ANOTHER),
        ("cao hơn 2020", "%", doubts.ANOTHER),
        ("bằng mức 2020 (45%)", "%", doubts.ANOTHER),
        ("cả 03 tiêu chí", "tiêu chí", doubts.NO_NUMBER),
        ("không xảy ra", "vụ", doubts.NO_NUMBER),
        ("90% " * 200, "%", doubts.TOO_LONG),
    ],
)
def test_what_no_figure_can_be_held_against(text: str, unit: str, doubt: Wording) -> None:
    for direction in ("", *Direction):
        target = parse_target(text, direction, unit)
        assert (target.doubt, target.number, target.exact) == (doubt, None, None)
        for value in (target.low, target.high, Decimal(0), Decimal(100)):
            assert value is None or target.met_by(value) is None
    assert doubt.vi in target.reading.vi
    assert doubt.en in target.reading.en


def test_what_a_unit_is_related_to_may_stand_in_the_name() -> None:
    names = ("Số bác sĩ trên 10.000 dân", "Số bác sĩ trên 1.000 dân", "Số bác sĩ")
    doubtful = doubts.OTHER_UNIT.fill(written="bác sĩ/10.000 dân", unit="bác sĩ")
    found = [parse_target("8 bác sĩ/10.000 dân", "", "bác sĩ", name).doubt for name in names]
    assert found == [None, doubtful, doubtful]
    assert parse_target("3.650 USD/người", "", "USD", "GRDP bình quân đầu người").doubt is None


def test_a_negative_share_is_a_loss() -> None:
    names = ("Tỷ lệ hộ nghèo", "Tỷ lệ giảm hộ nghèo", "Tỷ lệ tăng dân số", "Chỉ tiêu")
    found = [parse_target("-1,5%", "", "%", name).doubt for name in names]
    assert found == [doubts.NEGATIVE_SHARE, None, None, None]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("50 km", "m"),
        ("30.000 ha", "km²"),
        ("30 km2", "ha"),
        ("16.906 tỷ đồng", "triệu đồng"),
        ("16.906 tỷ", "triệu đồng"),
        ("ít nhất 1,5 tấn/ha", "tạ/ha"),
        ("dưới 500 người", "nghìn người"),
        ("5 - 6 nghìn lượt khách", "lượt khách"),
        ("5,81%o", "%"),
    ],
)
def test_a_target_in_another_unit_is_not_compared(text: str, unit: str) -> None:
    """Nobody said that figures in the indicator's unit are to be held against it."""
    target = parse_target(text, Direction.UP, unit)
    assert target.doubt is not None
    assert target.exact is None
    assert target.met_by(Decimal(1)) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("100% xã", "%"),
        ("100% xã", ""),
        ("67/85 xã", "xã"),
        ("67/85", "xã"),
        ("5,81%o", "‰"),
        ("5,81%o", "%o"),
        ("16.906 tỷ đồng", "tỷ đồng"),
        ("16.906 tỷ", "Tỉ đồng"),
        ("16.906", "triệu đồng"),
        ("8,65 bác sĩ", "bác sĩ/vạn dân"),
        ("8 bác sĩ/10.000 dân", "bác sĩ/vạn dân"),
        ("8 bác sĩ trên 1 vạn dân", "bác sĩ/vạn dân"),
        ("57 triệu đồng/người/năm", "triệu đồng/người"),
        ("07 xã nông thôn mới nâng cao", "xã"),
        ("15 HTX", "Hợp tác xã"),
        ("5.400 - 5.500 đô la Mỹ (USD)", "USD"),
        ("30 km2", "km²"),
        ("50 tấn lúa", "tấn"),
    ],
)
def test_the_same_unit_in_other_words(text: str, unit: str) -> None:
    target = parse_target(text, Direction.UP, unit)
    assert target.doubt is None
    assert target == replace(parse_target(text, Direction.UP), text=text)


@pytest.mark.parametrize(
    "text",
    [
        "66,67% tổng số xã (34 xã/51 xã)",
        "95% trẻ em dưới 5 tuổi được tiêm chủng",
        "10% theo Nghị quyết số 39-NQ/TW",
        "1.234 tỷ đồng; trong đó thu nội địa 1.000 tỷ đồng",
        "50 sản phẩm OCOP đạt 3 sao trở lên",
        "800 triệu USD, tăng 19,4% so với cùng kỳ",
        "còn không quá 2,5% (giảm 1%/năm)",
        "tối thiểu 95% (phấn đấu 98%)",
        "90% vào năm 2025",
        "- ít nhất 90%",
    ],
)
def test_numbers_that_say_something_else_are_known(text: str) -> None:
    assert parse_target(text).doubt is None


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


DOUBTFUL = {
    "100% xã",
    "Mức giảm hạ hằng năm 1,62%",
    "cả 03 tiêu chí",
    "chuyển dịch theo hướng giảm tỷ trọng khu vực I, tăng khu vực II",
    "không xảy ra",
    "kéo giảm tai nạn giao thông 5%",
    "từ 01%",
    "đạt chuẩn huyện nông thôn mới",
    "đạt cơ bản tiêu chí huyện nông thôn mới",
}


def test_the_published_targets_that_no_figure_can_be_held_against() -> None:
    """Held against their own indicators; every other one of the 250 says what it asks for."""
    doubtful = set()
    for name in PUBLISHED:
        rows = rows_of(name)
        names = {row.get("id", ""): row["name"] for row in rows}
        for row in rows:
            whole = f"{row['name']}; {names.get(row.get('parent', ''), '')}"
            text = row["text"] if "text" in row else row["target_text"]
            target = parse_target(text, "", row["unit"], whole)
            assert target.reading.vi
            if target.doubt is not None:
                doubtful.add(text)
    assert doubtful == DOUBTFUL


@pytest.mark.parametrize(
    ("text", "direction", "unit", "vi", "en"),
    [
        ("90", Direction.UP, "%", "90 hoặc cao hơn", "90 or more"),
        ("giảm còn 3%", "", "%", "3% hoặc thấp hơn", "3% or less"),
        ("90", Direction.STEADY, "", "90, không hơn, không kém", "90, no more and no less"),
        ("88,5", "", "xã", "88,5 (không rõ chiều)", "88,5 (direction unknown)"),
        ("trên 3% và dưới 5%", "", "%", "trên 3% và dưới 5%", "more than 3% and less than 5%"),
        ("7-9", "", "", "ít nhất 7 và không quá 9", "at least 7 and at most 9"),
        ("khoảng 9-10%", "", "%", "khoảng 9% - 10%", "about 9% - 10%"),
        ("67/85 xã", Direction.UP, "xã", "67/85 xã hoặc cao hơn", "67/85 xã or more"),
        ("", "", "%", "để trống", "blank"),
        (
            "cả 03 tiêu chí",
            "",
            "",
            "không rõ: không có con số nào",
            "cannot tell: it names no number",
        ),
    ],
)
def test_readings(text: str, direction: AnyDirection, unit: str, vi: str, en: str) -> None:
    assert parse_target(text, direction, unit).reading == Wording(vi, en)


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


signed = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**6), max_value=10**6
)
OPENINGS = [
    "", "đạt ", "ít nhất ", "không dưới ", "không quá ", "trên ", "dưới ", "khoảng ", "từ ", "còn ",
    "duy trì dưới ", "giảm còn ", "tăng ", "tăng trên ", "kéo giảm ", "không tăng quá ", "≥ ", "<",
    "phấn đấu đạt ", "- ",
]  # fmt: skip
JOINTS = [
    "-", " - ", " đến ", " và ", " đến dưới ", " và không quá ", "; ≤ ", " và trên ", "/", ", ",
]  # fmt: skip
UNITS = [
    "", "%", "‰", " xã", " tỷ đồng", " triệu đồng", " km", " m", " bác sĩ/vạn dân", " lao động",
]  # fmt: skip
TAILS = [
    "", " trở lên", " (trở lên)", " trở xuống", " hoặc cao hơn", " (giảm 1%/năm)", " vào năm 2025",
    " và 20 cầu", ", tăng 3% so với cùng kỳ", " theo Nghị quyết số 39-NQ/TW", " trẻ dưới 5 tuổi",
]  # fmt: skip
NAMES = ["Chỉ tiêu", "Tỷ lệ hộ nghèo", "Giảm tỷ lệ hộ nghèo", GROWTH, LOSS, "Chỉ số IIP so cùng kỳ"]


@st.composite
def target_texts(draw: st.DrawFn) -> str:
    """Target texts of one number or two, said in many ways, some of them senseless."""
    unit = draw(st.sampled_from(UNITS))
    parts = [draw(st.sampled_from(OPENINGS)), format_number(draw(signed)), unit]
    if draw(st.booleans()):
        other = draw(st.sampled_from(("", unit, *UNITS)))
        parts += [draw(st.sampled_from(JOINTS)), format_number(draw(signed)), other]
    return "".join([*parts, draw(st.sampled_from(TAILS))])


@settings(max_examples=examples(500))
@given(
    target_texts(),
    st.sampled_from(["", *Direction]),
    st.sampled_from(UNITS),
    st.sampled_from(NAMES),
    signed,
)
def test_every_target_says_back_what_was_understood(
    text: str, direction: AnyDirection, unit: str, name: str, figure: Decimal
) -> None:
    """Or why it was not; the reading itself reads as the same target."""
    target = parse_target(text, direction, unit.strip(), name)
    assert target.reading.vi
    assert target.reading.en
    assert target.comparable == (target.doubt is None)
    again = parse_target(target.reading.vi, target.direction, unit.strip(), name)
    bounds = [bound for bound in (target.low, target.high) if bound is not None]
    for value in (figure, *(bound + step for bound in bounds for step in (-1, 0, 1))):
        met = target.met_by(value)
        assert met is None or target.doubt is None
        assert target.doubt or again.met_by(value) == met
    if target.doubt is None and target.low is not None and target.high is not None:
        assert target.low <= target.high


@settings(max_examples=examples(500))
@given(target_texts())
def test_no_number_of_a_target_is_dropped(text: str) -> None:
    """A number that is added to a text changes what it asks for, or makes it unclear."""
    more = parse_target(f"{text} và 77 nhà")
    assert more.doubt is not None or 77 in (more.low, more.high, more.total)


@given(
    signed, st.sampled_from(UNITS), st.sampled_from(("", "đạt ", "ít nhất ", "không quá ", "từ "))
)
def test_a_sign_is_kept(value: Decimal, unit: str, before: str) -> None:
    target = parse_target(f"{before}{format_number(value)}{unit}")
    assert target.number == value


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
