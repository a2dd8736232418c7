"""Units: what they measure, and which convert into which."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plansheet.language.units import (
    Unit,
    conversion,
    conversion_in_prose,
    is_share,
    read_unit,
    share_sign,
    units_of_quotient,
)

SPELLINGS = ["đồng", "Triệu đồng", "tỷ đồng", "tỉ đồng", "tr.đ", "nghìn tỷ đồng", "ha", "km²"]
SPELLINGS += ["km", "m", "tấn", "nghìn tấn", "%", "‰", "xã", "nghìn người", "triệu đồng/người"]


@pytest.mark.parametrize(
    ("source", "target", "times"),
    [
        ("triệu đồng", "tỷ đồng", "0.001"),
        ("Tr.đ", "triệu đồng", "1"),
        ("tỉ đồng", "Tỷ đồng", "1"),
        ("nghìn tỷ đồng", "tỷ đồng", "1000"),
        ("ngàn đồng", "đồng", "1000"),
        ("ha", "km2", "0.01"),
        ("km²", "ha", "100"),
        ("nghìn ha", "ha", "1000"),
        ("km", "m", "1000"),
        ("tạ", "tấn", "0.1"),
        ("vạn dân", "dân", "10000"),
        ("triệu lượt khách", "lượt khách", "1000000"),
        ("%", "‰", "10"),
        ("Phần trăm", "%", "1"),
        ("triệu đồng/người/năm", "nghìn đồng / người / năm", "1000"),
        ("giường/vạn dân", "giường/vạn dân", "1"),
    ],
)
def test_units_of_one_kind_convert_exactly(source: str, target: str, times: str) -> None:
    assert conversion(source, target) == Decimal(times)
    assert conversion(target, source) == 1 / Decimal(times)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("con", "xã"),
        ("triệu đồng", "triệu USD"),
        ("triệu đồng", "triệu đồng/người"),
        ("%", "xã"),
        ("m", "m2"),
        ("giường/vạn dân", "giường/dân"),
        ("tấn", "tấn/ha"),
        ("", "xã"),
    ],
)
def test_other_things_do_not_convert(source: str, target: str) -> None:
    assert conversion(source, target) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("nghìn tỷ đồng", Unit("đồng", Decimal(10) ** 12)),
        ("trường", Unit("trường")),
        ("trạm", Unit("trạm")),
        ("trẻ em", Unit("trẻ em")),
        ("triệu USD", Unit("usd", Decimal(10) ** 6)),
        ("giường/vạn dân", Unit("giường", per="vạn dân")),
        ("bác sĩ trên vạn dân", Unit("bác sỹ", per="vạn dân")),
        ("(triệu đồng)", Unit("đồng", Decimal(10) ** 6)),
        ("", Unit("")),
    ],
)
def test_reading(text: str, unit: Unit) -> None:
    assert read_unit(text) == unit


@pytest.mark.parametrize(
    ("text", "adds_up"),
    [
        *[("%", False), ("phần trăm", False), ("‰", False), ("triệu đồng/người", False)],
        *[("giường/vạn dân", False), ("triệu đồng", True), ("xã", True), ("tấn/năm", True)],
        *[("% dân số", False), ("Tỷ lệ (%)", False), ("phần nghìn", False), ("%/năm", False)],
        *[("m³/ngày đêm", True), ("m3/s", True), ("triệu đồng/người/năm", False)],
        *[("triệu đồng/tháng/người", False), ("hộ trên địa bàn", True)],
        *[("xã/phường", True), ("Xã / phường / thị trấn", True), ("thôn/ấp", True)],
        *[("Doanh nghiệp/HTX", True), ("(huyện/thành phố)", True), ("xã/huyện", False)],
        *[("tạ/ha", False), ("học sinh/lớp", False), ("nhà/hộ", False), ("m2/người", False)],
        *[("xã/phường/năm", True), ("máy/trạm", False), ("bác sĩ/y sĩ", True)],
    ],
)
def test_shares_and_rates_do_not_add_up(text: str, adds_up: bool) -> None:
    assert read_unit(text).adds_up is adds_up


@pytest.mark.parametrize(
    ("text", "times"),
    [
        *[("%", 100), ("Phần trăm", 100), ("điểm phần trăm", 100), ("% dân số", 100)],
        *[("‰", 1000), ("%o", 1000), ("phần nghìn", 1000), ("‰ dân số", 1000)],
        *[("giường/vạn dân", 1), ("xã", 1), ("", 1)],
    ],
)
def test_what_a_quotient_is_multiplied_by(text: str, times: int) -> None:
    assert read_unit(text).times == times


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("giường/vạn dân", ("giường", "vạn dân")),
        ("Bác sĩ trên vạn dân", ("Bác sĩ", "vạn dân")),
        ("Triệu đồng / người / năm", ("Triệu đồng", "người")),
        ("triệu đồng/tháng/người", ("triệu đồng", "người")),
        *[(text, None) for text in ("%", "‰", "xã", "tấn/năm", "")],
    ],
)
def test_what_a_rate_is_the_quotient_of(text: str, units: tuple[str, str] | None) -> None:
    assert units_of_quotient(text) == units


@pytest.mark.parametrize(
    ("written", "wanted", "times"),
    [
        *[("triệu", "triệu đồng/người", "1"), ("", "xã", "1"), ("xã", "", "1")],
        *[("xã đạt chuẩn", "xã", "1"), ("HTX", "hợp tác xã", "1"), ("tấn lúa", "tạ", "10")],
        *[("bác sĩ/10.000 dân", "bác sĩ/vạn dân", "1"), ("nghìn", "triệu đồng", "0.001")],
        *[("xã", "tỷ đồng", None), ("%", "xã", None), ("tấn/ha", "tấn", None)],
        *[("xã", "xã/phường", "1"), ("phường", "xã/phường", "1"), ("hộ", "xã/phường", None)],
    ],
)
def test_what_a_unit_in_a_sentence_means(written: str, wanted: str, times: str | None) -> None:
    assert conversion_in_prose(written, wanted) == (None if times is None else Decimal(times))


def test_signs_and_words_of_shares() -> None:
    signs = ("%", "‰", "%o", "% O", "0/00", "o/oo", "phần trăm", "Phần nghìn", "% dân số", "xã", "")
    assert [share_sign(text) for text in signs] == [*"%‰‰‰‰‰%‰", "", "", ""]
    assert [is_share(text) for text in signs] == [True] * 9 + [False] * 2


@given(st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS))
def test_conversion_is_consistent(a: str, b: str, c: str) -> None:
    there, on, straight = conversion(a, b), conversion(b, c), conversion(a, c)
    assert conversion(a, a) == 1
    if there is not None and on is not None:
        assert straight == there * on


@given(st.text(max_size=20))
def test_any_text_is_a_unit(text: str) -> None:
    assert conversion(text, text) == 1
