"""When two texts are the same agency's name: separators, abbreviations, titles, "tỉnh"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

from plansheet.language.text import match_key

_SEPARATORS = re.compile(r"[&,;:/()\[\]\"'.+-]+|\bvà\b")
_IN_FULL = {
    "ubnd": "uỷ ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "mttqvn": "mặt trận tổ quốc",
    "ubmttq": "mặt trận tổ quốc",
    "ubmttqvn": "mặt trận tổ quốc",
    "nhnn": "ngân hàng nhà nước",
    "ptnt": "phát triển nông thôn",
    "bql": "ban quản lý",
    "htx": "hợp tác xã",
}
"""Abbreviations that stand for one thing only; others are read off the name, `same_name`."""
_LEFT_OUT = re.compile(
    r"\b(?:các|việt nam|uỷ ban(?= mặt trận)|chi nhánh(?= ngân hàng nhà nước)"
    r"|(?<=ngân hàng nhà nước )chi nhánh|(?<=ngân hàng nhà nước việt nam )chi nhánh)\b"
)
_TITLE = re.compile(
    r"^(?:chủ tịch|(?:tổng )?giám đốc|thủ trưởng|lãnh đạo|(?:chi )?cục trưởng|chỉ huy trưởng"
    r"|tổng biên tập|hiệu trưởng|viện trưởng|chánh án|bí thư|chánh(?= (?:văn phòng|vp|thanh tra))"
    r"|trưởng(?= (?:ban|phòng|công an|trạm))|bộ trưởng(?= bộ)|tổng thanh tra(?= thanh)) "
)
_UNNAMED_PLACE = re.compile(
    r"\b(?:thành phố|tp|thị xã|tx|huyện|quận|phường|thị trấn|đặc khu|(?<!hợp tác )xã)$"
)
_CITIES = frozenset(("hà nội", "hải phòng", "huế", "đà nẵng", "cần thơ", "hồ chí minh"))
"""The cities of a province's rank (Resolution 202/2025/QH15): their bodies are "thành phố"."""
_BULLET = re.compile(r"^(?:[-+*•]+|[0-9]{1,2}[.)])\s+")
_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu?|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:m|ng?|nh)?"
)
"""A syllable without tone mark, in plain letters."""
_SYLLABLES_TOO = ("ca", "tu")
"""Short for "công an" and "tỉnh uỷ" although they are syllables."""
_SHORTEST_WITH_DROPPED_LETTER = 6
_SHORTEST_INITIALS = 3


def words_of(key: str) -> str:
    """The words of a match key, without separators, common abbreviations in full."""
    words = _SEPARATORS.sub(" ", key).split()
    if _IN_FULL.keys().isdisjoint(words):
        return " ".join(words)
    return " ".join(_IN_FULL.get(word, word) for word in words)


def without_bullet(text: str) -> str:
    """A piece of a list without its dash or number."""
    return _BULLET.sub("", text.strip())


def without_title(key: str) -> str:
    """A match key without the title of a body's head: "giám đốc sở y tế" is "sở y tế"."""
    return _TITLE.sub("", key)


class Namer:
    """The rules for the names of one province's agencies.

    Args:
        province: "Kiên Giang", "tỉnh Kiên Giang" or "thành phố Cần Thơ"; it may follow a name.
    """

    def __init__(self, province: str = "") -> None:
        key = words_of(match_key(province))
        place = re.sub(r"^(?:tỉnh|thành phố|tp) ", "", key)
        is_city = place in _CITIES or key.startswith(("thành phố ", "tp "))
        level = "(?:thành phố|tp)" if is_city else "tỉnh"
        own = rf"| (?:(?:{level}|tỉnh) )?{re.escape(place)}" if place else ""
        own += rf"| {level} ?{re.escape(initials(place).lower())}" if is_city else ""
        self._tail = re.compile(rf"(?: (?:cấp )?{level}| (?:cấp )?tỉnh{own})$")

    def stem(self, key: str) -> str:
        """What identifies a name: its words without "tỉnh", "cấp tỉnh", the province.

        They stay where the rest would be no name: "UBND tỉnh", "UBND thành phố Trà Vinh".
        """
        words = " ".join(_LEFT_OUT.sub(" ", words_of(key)).split())
        stem = self.without_tail(words)
        if stem != words and stem in ("uỷ ban nhân dân", "hội đồng nhân dân"):
            return stem + " tỉnh"
        return stem

    def without_tail(self, words: str) -> str:
        """Words without a trailing "tỉnh", "cấp tỉnh" or name of the province."""
        stem = self._tail.sub("", words)
        return words if _UNNAMED_PLACE.search(stem) else stem

    def may_abbreviate(self, key: str) -> bool:
        """Whether a text is long enough to stand for a name by initials alone."""
        stem = self.stem(key)
        return " " in stem or len(stem) >= _SHORTEST_INITIALS or stem != words_of(key)


@lru_cache(maxsize=4096)
def _ascii(word: str) -> str:
    bare = unicodedata.normalize("NFD", word.casefold()).replace("đ", "d")
    return "".join(char for char in bare if char.isascii() and char.isalnum())


@lru_cache(maxsize=4096)
def _is_abbreviation(token: str) -> bool:
    """Whether a token can be initials: two letters or more that are no syllable."""
    marks = _TONE_MARKS.intersection(unicodedata.normalize("NFD", token))
    if len(token) < 2 or marks or not token.isalpha():
        return False
    return token in _SYLLABLES_TOO or not _SYLLABLE.fullmatch(_ascii(token))


def without_marks(stem: str) -> str:
    """A stem in plain letters: "so tai chinh"."""
    return " ".join(map(_ascii, stem.split()))


def first_letter(stem: str) -> str:
    """The letter that a stem shares with all its abbreviations."""
    return _ascii(stem.partition(" ")[0])[:1]


def _initial(word: str) -> str:
    """What a word contributes to initials: all of an abbreviation, else its first letter."""
    bare = _ascii(word)
    return bare if not re.search("[aeiouy]", bare) else bare[:1]


def _stands_for(token: str, letters: str) -> bool:
    """Whether a token is these initials, or those of a long name with a double letter single.

    "XTĐTMDL" is written for "Xúc tiến Đầu tư, Thương mại và Du lịch", one T for two in a row.
    """
    if token == letters:
        return True
    if len(letters) < _SHORTEST_WITH_DROPPED_LETTER or len(letters) - len(token) != 1:
        return False
    pairs = (i for i in range(len(token)) if letters[i] == letters[i + 1])
    return any(letters[:i] + letters[i + 1 :] == token for i in pairs)


def same_name(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two stems, as words, are one name, with some words of either as initials.

    "sở nn phát triển nông thôn" is "sở nông nghiệp phát triển nông thôn".
    """
    if not left or not right:
        return not left and not right
    if left[0] == right[0] and same_name(left[1:], right[1:]):
        return True
    return _shortens(left, right) or _shortens(right, left)


def _shortens(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether two stems are one name whose first words `short` has as initials."""
    if not _is_abbreviation(short[0]):
        return False
    token, letters = _ascii(short[0]), ""
    for count, word in enumerate(long, start=1):
        letters += _initial(word)
        if len(letters) > len(token) + 1:
            return False
        if count > 1 and _stands_for(token, letters) and same_name(short[1:], long[count:]):
            return True
    return False


def initials(name: str) -> str:
    """The initials of a name in ASCII capitals, "SKHDT", leaving out "và" and "tỉnh"."""
    words = words_of(match_key(name).removesuffix(" tỉnh")).split()
    return "".join(_ascii(word) if word.isdigit() else _initial(word) for word in words).upper()


def make_code(name: str, taken: Collection[str]) -> str:
    """A code for a body that has none: its initials, numbered where they are taken."""
    base = initials(name) or "CQ"
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}{number}"
    return code
