"""Vietnamese text as offices type it: match keys, safe display, the legacy TCVN3 encoding.

Text that somebody wrote is never changed. The keys made here serve to compare two texts;
they are not for display.
"""

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache, reduce

_LONGEST_CACHED = 256
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"


def nfc(text: str) -> str:
    """`text` with its letters and tone marks composed (Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


# Characters without ink or width: controls, soft hyphen, joiners and zero-width spaces, direction
# marks, variation selectors, lone surrogates, tags.
_INVISIBLE = (
    *(range(0x09), range(0x0E, 0x20), range(0x7F, 0x85), range(0x86, 0xA0)),
    *(range(0xAD, 0xAE), range(0x034F, 0x0350), range(0x061C, 0x061D), range(0x180E, 0x180F)),
    *(range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070)),
    *(range(0xD800, 0xE000), range(0xFE00, 0xFE10), range(0xFEFF, 0xFF00)),
    *(range(0xFFF9, 0xFFFC), range(0xE0000, 0xE0080)),
)
_DROPPED = {code: None for codes in _INVISIBLE for code in codes}
ACTING = re.compile("[" + "".join(f"{chr(r[0])}-{chr(r[-1])}" for r in _INVISIBLE) + "]")
"""One character that acts on a display or hides in it."""

_UNIFIED = (
    dict.fromkeys(map(ord, _DASHES), "-")
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0D}
    | {0x0130: "i"}
)
_TIDY = _DROPPED | _UNIFIED
_UNTIDY = re.compile("[^ -~À-įı-ɏẠ-ỿ]")
"""One character that may have to be tidied: most texts have none, and to look takes little."""

_FOLDED = (
    dict.fromkeys(map(ord, _SINGLE_QUOTES), "'")
    | dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"')
    | dict.fromkeys(map(ord, "\u00f0\u0256"), "đ")
)
_UNFOLDED = re.compile("[" + "".join(map(chr, _FOLDED)) + "]")


def tidy(text: str) -> str:
    """`text` composed, on one line, single-spaced, with plain dashes and half-width forms.

    Invisible characters are dropped; letters keep their case and their tone marks.
    """
    if _UNTIDY.search(text):
        text = nfc(text.translate(_TIDY))
    return " ".join(text.split())


_TONES = {
    "a": "àáảãạ",
    "e": "èéẻẽẹ",
    "i": "ìíỉĩị",
    "o": "òóỏõọ",
    "u": "ùúủũụ",
    "y": "ỳýỷỹỵ",
}
_MOVED_TONE = {
    first + second: base + _TONES[second][tone]
    for base, seconds in (("o", "ae"), ("u", "y"))
    for second in seconds
    for tone, first in enumerate(_TONES[base])
} | {"q" + first + "a": "qu" + _TONES["a"][tone] for tone, first in enumerate(_TONES["u"])}
_MISPLACED_TONE = re.compile("|".join(_MOVED_TONE))
_I_FOR_Y = re.compile(r"[iìíỉĩị]\b(?:(?<=\b[hklmst].)|(?<=\bqu.))")
_Y_OF_I = dict(zip("i" + _TONES["i"], "y" + _TONES["y"], strict=True))


def _spelling(key: str) -> str:
    """Unify the two placements of a tone mark (hóa, hoá) and i for y in open syllables (kĩ, kỹ)."""
    key = _MISPLACED_TONE.sub(lambda match: _MOVED_TONE[match[0]], key)
    return _I_FOR_Y.sub(lambda match: _Y_OF_I[match[0]], key)


def other_spellings(key: str) -> list[str]:
    """A match key, and it with its tone marks where others place them: "hòa", "hoà"."""
    moved = reduce(lambda text, pair: text.replace(pair[1], pair[0]), _MOVED_TONE.items(), key)
    return list(dict.fromkeys((key, moved)))


def _match_key(text: str) -> str:
    folded = nfc(tidy(text).casefold())
    if _UNFOLDED.search(folded):
        folded = folded.translate(_FOLDED)
    return _spelling(tidy(folded))


_cached_match_key = lru_cache(maxsize=8192)(_match_key)


def match_key(text: str) -> str:
    """The form of `text` under which two spellings of the same words are equal.

    Case, Unicode composition, white space, dashes, quotes, invisible characters, Ð for Đ, tone
    placement (hoà, hòa) and i for y (kĩ, kỹ; quí, quý) make no difference. Idempotent.
    """
    return _cached_match_key(text) if len(text) <= _LONGEST_CACHED else _match_key(text)


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def roman(count: int) -> str:
    """A number as the Romans wrote it: 14 is XIV."""
    written = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        written += letters * times
    return written


_MARKS = re.compile("[\u0300-\u036f]")


def unmarked(key: str) -> str:
    """A text in small letters without the marks of Vietnamese: "đề án" is "de an"."""
    return _MARKS.sub("", unicodedata.normalize("NFD", key.replace("đ", "d")))


_NOTE_MARK = re.compile(r"\(\s*\*+\s*\)")


def header_key(text: str) -> str:
    """The match key of a column header without its note marks: "Mã (*):" is "mã".

    A unit in brackets, as in "Tiến độ (%)", belongs to the header and stays.
    """
    return header_of(match_key(text))


def header_of(key: str) -> str:
    """The header key of a text whose match key is known."""
    if "*" in key:
        key = tidy(_NOTE_MARK.sub(" ", key))
    return key.rstrip(" :*")


_LINE_BREAKS = re.compile(r"\r\n|[\t\n\v\f\r\x85\u2028\u2029]")


def visible(text: str) -> str:
    """`text` safe to show in a terminal, a message or a page.

    Line breaks and tabs become a space. Characters that would act on the display (terminal escapes,
    direction marks) or hide in it (zero-width) are shown as their code point: ⟨U+202E⟩.
    """
    if text.isprintable():
        return text
    line = _LINE_BREAKS.sub(" ", text)
    if line.isprintable():
        return line
    return ACTING.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", line)


class Tcvn3(IntEnum):
    """Whether a font shows TCVN3 bytes as Vietnamese, and whether all of them as capitals."""

    NO = 0
    LETTERS = 1
    CAPITALS = 2


def tcvn3_font(name: str) -> Tcvn3:
    """What a font of this name shows: ".VnTime" is TCVN3, ".VnTimeH" its capitals."""
    key = name.strip().casefold()
    if not key.startswith(".vn"):
        return Tcvn3.NO
    return Tcvn3.CAPITALS if key.endswith("h") else Tcvn3.LETTERS


_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦\u03bc",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯà",
)


def decode_tcvn3(text: str, font: Tcvn3 = Tcvn3.LETTERS) -> str:
    """The Vietnamese text that a TCVN3 (ABC) font would show for `text`.

    Decode before any other clean-up: "ư" is a soft hyphen (U+00AD) there. A text with letters that
    only Unicode has is returned as it is. Source: TCVN 5712:1993, the third table.
    """
    if any(ord(char) > 255 and char.isalpha() and char != "\u03bc" for char in text):
        return text
    decoded = text.translate(_TCVN3)
    return decoded.upper() if font is Tcvn3.CAPITALS else decoded
