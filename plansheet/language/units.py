"""Units as plans write them: what they measure, and when one converts exactly into another.

A unit is a size word and what it counts: “nghìn tỷ đồng” is 10¹² đồng, “triệu lượt khách” 10⁶
“lượt khách”. Units that count the same thing convert into each other, exactly; any two others do
not, however much they look alike. Measures are those of Decree 86/2012/NĐ-CP, with the quintal
(tạ), the picul's ten (yến) and the hectare, which statistics still use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from plansheet.language.text import match_key

_SIZES: Final = {
    "trăm": Decimal(10) ** 2,
    "nghìn": Decimal(10) ** 3,
    "ngàn": Decimal(10) ** 3,
    "vạn": Decimal(10) ** 4,
    "triệu": Decimal(10) ** 6,
    "tr": Decimal(10) ** 6,
    "tỷ": Decimal(10) ** 9,
}
_SIZED: Final = re.compile(rf"({'|'.join(_SIZES)})\b[.\s]*")

_OF: Final[dict[str, dict[str, int | str]]] = {
    "đồng": {"đồng": 1, "đ": 1, "vnđ": 1, "vnd": 1, "đồng việt nam": 1},
    "usd": {"usd": 1, "đô la mỹ": 1, "đô la": 1, "$": 1},
    "kg": {"g": "0.001", "kg": 1, "yến": 10, "tạ": 100, "tấn": 1000},
    "m2": {
        "m2": 1,
        "mét vuông": 1,
        "ha": 10_000,
        "héc ta": 10_000,
        "hecta": 10_000,
        "km2": 1_000_000,
    },
    "m": {"mm": "0.001", "cm": "0.01", "m": 1, "mét": 1, "km": 1000, "ki lô mét": 1000},
    "m3": {"m3": 1, "mét khối": 1, "lít": "0.001"},
    "wh": {"wh": 1, "kwh": 1000, "mwh": 10**6, "gwh": 10**9},
    "w": {"w": 1, "kw": 1000, "mw": 10**6, "gw": 10**9},
}
_MEASURES: Final = {
    measure: (of, Decimal(factor))
    for of, measures in _OF.items()
    for measure, factor in measures.items()
}
_RAISED: Final = str.maketrans("²³", "23")
_BARS: Final = re.compile(r"\s*/\s*")
_PER: Final = re.compile(r"\s*/\s*|\s+trên\s+(?!địa bàn)")
_SHARE: Final = re.compile(
    r"(?:điểm\s*)?(?:(?P<mille>‰|%\s?o\b|0/00|o/oo|phần (?:nghìn|ngàn))|%|phần trăm)"
)
_TIME: Final = re.compile(r"(?:giây|s|phút|giờ|h|ngày|tuần|tháng|quý|vụ|năm)\b[^/]*")
"""“tấn/năm” is an amount, not a rate: what two agencies give of it adds up."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit counts (`of`, a key for comparing) and how many of those it is (`size`).

    `per` is what a rate is divided by: “người” of “triệu đồng/người”; blank for any other unit.
    A share is counted in per cents, whatever its words: “‰ dân số” is a tenth of “% dân số”.
    """

    of: str
    size: Decimal = Decimal(1)
    per: str = ""

    @property
    def is_percent(self) -> bool:
        """Whether it is per cent or per mille."""
        return self.of.startswith("%")

    @property
    def times(self) -> int:
        """What a quotient is multiplied by to be in it: 100 for per cent, 1000 for per mille."""
        return int(100 / self.size) if self.is_percent else 1

    @property
    def adds_up(self) -> bool:
        """Whether figures in it may be summed: shares and rates may not."""
        return not self.is_percent and (not self.per or _TIME.fullmatch(self.per) is not None)


def read_unit(text: str) -> Unit:
    """The unit that `text` means in any spelling: “Tr.đ”, “triệu đồng”, “TRIỆU ĐỒNG” are one."""
    return _read_unit(_BARS.sub("/", match_key(text)).translate(_RAISED).strip(" ()."))


@lru_cache(maxsize=1024)
def _read_unit(key: str) -> Unit:
    if share := _SHARE.search(key):
        words = f"{key[: share.start()]} {key[share.end() :]}".strip(" ()")
        return Unit(f"% {words}".strip(), Decimal("0.1" if share["mille"] else 1))
    if key in _MEASURES:
        of, size = _MEASURES[key]
        return Unit(of, size)
    counted, *per = _PER.split(key, maxsplit=1)
    size = Decimal(1)
    rest = counted
    while found := _SIZED.match(rest):
        size *= _SIZES[found[1]]
        rest = rest[found.end() :]
    rest = rest.strip()
    of, factor = _MEASURES.get(rest, (rest, Decimal(1)))
    return Unit(of, size * factor, per[0] if per else "")


def units_of_quotient(text: str) -> tuple[str, str] | None:
    """The units of numerator and denominator of a rate, as written; None for any other unit.

    “giường/vạn dân” is “giường” by “vạn dân”, “triệu đồng/người/năm” “triệu đồng” by “người”: the
    figures are those of one stretch of time.
    """
    unit = read_unit(text)
    if unit.adds_up or unit.is_percent:
        return None
    over, *under = (part.strip() for part in _PER.split(text.strip()))
    return over, "/".join(part for part in under if not _TIME.fullmatch(match_key(part)))


def conversion(source: str, target: str) -> Decimal | None:
    """What a figure in `source` is multiplied by to be in `target`; None where it is another thing.

    “triệu đồng” → “tỷ đồng” is 0.001, “ha” → “km2” 0.01, “km” → “xã” None.
    """
    have, want = read_unit(source), read_unit(target)
    if (have.of, have.per) != (want.of, want.per):
        return None
    return have.size / want.size
