"""Figures with words behind them: the row's unit and exact size words, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plansheet.language.figures import read_figure
from support.effort import examples

SIZES = {"": 1, "trăm": 100, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6}
SIZES |= {"tỷ": 10**9, "tỉ": 10**9, "nghìn tỷ": 10**12}
NOUNS = {"đồng": ("đồng", "đ", "VNĐ"), "người": ("người", "Người"), "ha": ("ha", "héc ta")}
NOUNS |= {"tấn": ("tấn",), "USD": ("USD", "đô la Mỹ"), "lượt khách": ("lượt khách",)}
NUMBERS = {"12": "12", "1,2": "1.2", "1.234.567": "1234567", "0,005": "0.005", "(5)": "-5"}
REMARKS = ("chưa đạt", "O", "x", "theo KH", "và hơn")


def is_clear(size: int, own: int) -> bool:
    """Whether a size word alone can stand for no multiple of the unit: “nghìn tỷ” is one."""
    return size >= min(own, 10**6)


def grammar() -> Iterator[tuple[str, str, Decimal | str]]:
    """Unit of the row, text typed, and its value, or why it is refused."""
    for (own, own_size), (noun, spellings) in product(SIZES.items(), NOUNS.items()):
        unit = f"{own} {noun}".strip()
        for (size, times), (text, number) in product(SIZES.items(), NUMBERS.items()):
            value = Decimal(number) * times / own_size
            for spelling in spellings:
                yield unit, f"{text} {size} {spelling}", value
            for remark in REMARKS:
                yield unit, f"{text} {size} {noun} {remark}", "not-a-number"
            others = (name for name in NOUNS if name != noun)
            for other in others:
                yield unit, f"{text} {size} {other}", "unit-mismatch"
            yield unit, f"{text} {size} %", "not-a-number" if size else "unit-mismatch"
            if size:
                yield (
                    unit,
                    f"{text} {size}",
                    value if is_clear(times, own_size) else "unit-mismatch",
                )
                yield "%", f"{text} {size}", "unit-mismatch"
                yield "", f"{text} {size} {noun}", "not-a-number"


def outcome(text: str, unit: str) -> Decimal | str | None:
    figure = read_figure(text, unit)
    if figure is None:
        return "not-a-number"
    return figure.value if figure.readings else "unit-mismatch"


def test_every_pair_of_the_grammar_is_read_or_refused() -> None:
    pairs = list(grammar())
    tried = random.Random(1).sample(pairs, min(len(pairs), examples(len(pairs))))
    wrong = [
        (unit, text, wanted, outcome(text, unit))
        for unit, text, wanted in tried
        if outcome(text, unit) != wanted
    ]
    assert (wrong[:5], len(pairs)) == ([], 37_665)


MEANT = [
    # As real returns spell numbers that were stored as text.
    *[("đồng", "6482691203,0", "6482691203"), ("đồng", "00,0", "0"), ("%", "9,78", "9.78")],
    *[("đồng", "1,234,567", "1234567"), ("đồng", "1 234 567", "1234567"), ("ha", "-1", "-1")],
    *[
        ("đồng", "1.234.567", "1234567"),
        ("ha", "  12,5 ", "12.5"),
        ("ha", "1\u00a0234,5", "1234.5"),
    ],
    *[("ha", "12,5\u200b", "12.5"), ("ha", "3718,4018", "3718.4018"), ("xã", "508 903", "508903")],
    # With their unit: spaces, line breaks, decomposed letters, both ways of spelling.
    *[("xã", "88 xã", "88"), ("xã", "88xã", "88"), ("xã", "88  xã.", "88"), ("xã", "88\nxã", "88")],
    *[("xã", "88 xa\u0303", "88"), ("Xã", "88 XÃ", "88"), ("tỷ đồng", "1,5 tỉ đồng", "1.5")],
    *[("%", "9,78%", "9.78"), ("%", "9,78 %", "9.78"), ("%", "9,78 phần trăm", "9.78")],
    *[("Phần trăm", "9,78%", "9.78"), ("% dân số", "90%", "90"), ("‰", "5,81%o", "5.81")],
    *[("‰", "5,81 o/oo", "5.81"), ("km²", "5 km2", "5"), ("m3/ngày đêm", "5 m3/ngày đêm", "5")],
    *[("bác sĩ/10.000 dân", "8 bác sĩ/10.000 dân", "8"), ("bác sĩ/vạn dân", "8 bác sĩ", "8")],
    *[("triệu đồng/người/năm", "57 triệu", "57"), ("Triệu đồng", "5.200,5 Tr.đ", "5200.5")],
    *[
        ("xã/phường", "8 xã", "8"),
        ("hợp tác xã", "12 HTX", "12"),
        ("tỷ đồng (giá 2010)", "5 tỷ", "5"),
    ],
    # With a size word that converts exactly.
    *[("người", "1,2 triệu", "1200000"), ("tỷ đồng", "500 triệu đồng", "0.5")],
    *[("tỷ đồng", "5 nghìn tỷ", "5000"), ("tỷ đồng", "500 triệu", "0.5")],
    # In more than one way, as another unit, or as no number.
    *[("ha", "1.234", "ambiguous"), ("người", "1.234 nghìn", "ambiguous")],
    *[("%", "5,81%o", "unit-mismatch"), ("tỷ đồng", "5 nghìn", "unit-mismatch")],
    *[
        ("xã", "40%", "unit-mismatch"),
        ("m", "5 km", "unit-mismatch"),
        ("xã", "5 hộ", "unit-mismatch"),
    ],
    *[("triệu đồng", "5 triệu đồng/người", "unit-mismatch"), ("trường", "5 tr", "unit-mismatch")],
    *[(unit, "1OO", "not-a-number") for unit in ("xã", "%", "")],
    *[("xã", "3 xã chưa đạt", "not-a-number"), ("", "88 xã", "not-a-number")],
    *[("đồng", "5 tỷ 200 triệu", "not-a-number"), ("xã", "67/85 xã", "not-a-number")],
    *[("xã", "khoảng 5 xã", "not-a-number"), ("%", "50%-60%", "not-a-number")],
    *[("xã", "88\n903", "not-a-number"), ("xã", "1.234\r\n5", "not-a-number")],
    *[("xã", "5-7", "not-a-number"), ("xã", "1e5", "not-a-number"), ("%", "50/00", "not-a-number")],
]


@pytest.mark.parametrize(("unit", "text", "meant"), MEANT)
def test_what_real_returns_spell(unit: str, text: str, meant: str) -> None:
    figure = read_figure(text, unit)
    if meant == "ambiguous":
        assert figure and len(figure.readings) == 2
    else:
        assert outcome(text, unit) == (meant if "-" in meant[1:] else Decimal(meant))


def test_how_many_spellings_there_are() -> None:
    assert len(MEANT) == 62


@pytest.mark.parametrize("integer", [False, True])
@given(text=st.from_regex(r"[01]{1,4}([.,][01]{0,5}){0,2}", fullmatch=True))
def test_blanks_around_a_number_change_nothing_of_it(integer: bool, text: str) -> None:
    """What needs no tidying is read in one step, and must say what the whole way gives."""
    alone, tidied = (read_figure(t, integer=integer) for t in (text, f" {text} "))
    assert repr(alone) == repr(tidied)
