"""Whether the words after a target's number are the indicator's unit, or convert to it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from plansheet.language.text import match_key
from plansheet.language.units import Unit, conversion, read_unit

_NOTE: Final = re.compile(r"\([^()]*\)")
_A_YEAR: Final = re.compile(r"\s*/\s*(?:1 )?năm\s*$")
_COUNTING: Final = re.compile(r"^(?:số lượng|số)\s+")
_POWERS: Final = (
    (re.compile(r"\b100\.000\b"), "trăm nghìn"),
    (re.compile(r"\b10\.?000\b"), "vạn"),
    (re.compile(r"\b1\.?000\b"), "nghìn"),
    (re.compile(r"\b100\b"), "trăm"),
    (re.compile(r"\b(?:1|một)\s+(?=\w)"), ""),
)


def factor_between(written: str, wanted: str) -> Decimal | None:
    """By what a number in the unit `written` is multiplied to be one in the unit `wanted`.

    1 where they are the same; also where `written` leaves out what `wanted` says ("57 triệu" of
    "triệu đồng/người"), goes on in words ("xã đạt chuẩn" of "xã"), or is its initials ("HTX").
    None where they are not of one kind.
    """
    one, other = _read(written), _read(wanted)
    if one == Unit("") or not wanted.strip():
        return Decimal(1)
    if one.per and read_unit(one.per) != read_unit(other.per):
        return None
    if not one.of or _same(one.of, other.of):
        return one.size / other.size
    heads = _beginnings(_plain(written).partition("/")[0])
    factors = (conversion(head, _plain(wanted).partition("/")[0]) for head in heads)
    return next((factor for factor in factors if factor is not None), None)


def is_share(unit: str) -> bool:
    """Whether a unit is per cent or per mille: a share, or a change."""
    return read_unit(unit).is_percent


def _plain(unit: str) -> str:
    """A unit without notes, with numbers in words: "10.000 dân" is "vạn dân"."""
    key = _COUNTING.sub("", _A_YEAR.sub("", _NOTE.sub(" ", match_key(unit))).strip(" .,;"))
    for number, word in _POWERS:
        key = number.sub(word, key)
    return key


def _read(unit: str) -> Unit:
    return read_unit(_plain(unit))


def _same(one: str, other: str) -> bool:
    """Whether two names are the same, one begins with the other, or is its initials."""
    if one == other or f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} "):
        return True
    return _initials(one) == other or _initials(other) == one


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _beginnings(name: str) -> list[str]:
    """The name without its last words, the longest first: "tấn" of "tấn lúa"."""
    words = name.split()
    return [" ".join(words[:n]) for n in range(len(words) - 1, 0, -1)]
