"""The order of Vietnamese texts in lists that people read."""

from __future__ import annotations

import random
import unicodedata

import pytest

from plansheet.language.sorting import sorting_key

ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")


@pytest.mark.parametrize(
    "ordered",
    [
        ALPHABET,
        ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ", "me"],
        ["Cà Mau", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Hà Giang", "Hà Nội", "Hải Dương"],
        ["Sở Công Thương", "Sở Du lịch", "Sở Đầu tư", "Sở Giáo dục"],
        ["Ban Dân tộc", "Ban Đổi mới", "Ban Quản lý", "Bao bì", "Báo Kiên Giang"],
        ["10.xlsx", "2.xlsx", "a.xlsx", "B.xlsx"],
    ],
)
def test_lists_are_in_the_order_of_a_dictionary(ordered: list[str]) -> None:
    mixed = ordered[:]
    random.Random(1).shuffle(mixed)
    assert sorted(mixed, key=sorting_key) == ordered
    decomposed = [unicodedata.normalize("NFD", text) for text in mixed]
    assert [unicodedata.normalize("NFC", text) for text in sorted(decomposed, key=sorting_key)] == (
        ordered
    )


def test_texts_that_differ_have_keys_that_differ() -> None:
    texts = ["Sở Y tế", "sở y tế", "Sở Y te", "Sở Y tê", "", " ", "\u0301", "đ", "d", "Đ"]
    assert len({sorting_key(text) for text in texts}) == len(texts)
