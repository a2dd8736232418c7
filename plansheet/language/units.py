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
PER_CENT: Final = "%"
PER_MILLE: Final = "‰"
_MILLE: Final = r"‰|%\s?[oO0](?!\w)|(?<![0-9])0/00|o/oo"
SHARE_SIGNS: Final = rf"(?:{_MILLE}|%)"
"""How per cent and per mille are signed behind a number, as a pattern."""
_SHARE: Final = re.compile(rf"(?:điểm\s*)?(?:(?P<mille>{_MILLE}|phần (?:nghìn|ngàn))|%|phần trăm)")
_TIME: Final = re.compile(r"(?:giây|s|phút|giờ|h|ngày|tuần|tháng|quý|vụ|năm)\b[^/]*")
"""“tấn/năm” is an amount, not a rate: what two agencies give of it adds up."""

_ALIKE: Final = tuple(
    frozenset(names.split(", "))
    for names in (
        "xã, phường, thị trấn, đặc khu, tt",
        "huyện, quận, thị xã, thành phố, tx, tp",
        "thôn, ấp, bản, làng, buôn, bon, khóm, khu phố, tổ dân phố, khu vực, khu dân cư",
        "doanh nghiệp, hợp tác xã, liên hiệp hợp tác xã, tổ hợp tác, trang trại, hộ kinh doanh, dn,"
        " htx, tht",
        "cán bộ, công chức, viên chức, người lao động",
        "học sinh, sinh viên, học viên, trẻ, trẻ em",
        "bác sỹ, y sỹ, dược sỹ, điều dưỡng",
        "đề án, dự án, đề tài, nhiệm vụ, chương trình, kế hoạch, công trình",
        "quyết định, nghị quyết, chỉ thị, kế hoạch, văn bản",
        "lớp, khóa, cuộc, đợt, lần, hội nghị, hội thảo",
        "cái, chiếc, bộ",
        "căn, ngôi, nhà",
    )
)
"""Names of things of one kind: “xã/phường” counts them together, where “tấn/ha” divides."""
_COUNTED: Final = frozenset().union(*_ALIKE) | {
    *("người", "dân", "nhân khẩu", "khẩu", "hộ", "hộ dân", "hộ gia đình", "hộ nghèo", "lao động"),
    *("trường", "lớp học", "phòng", "giường", "giường bệnh", "con", "cây", "lượt", "lượt khách"),
    *("lượt người", "khách", "hồ sơ", "vụ", "ca", "máy", "thuê bao", "sản phẩm", "chỉ tiêu"),
    *("giờ", "ngày", "tháng", "năm", "tuổi", "điểm", "bậc", "lần", "kwp", "mwp"),
}
"""What plans count that is no measure: after a number each is a unit, not a remark."""


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
    def is_share(self) -> bool:
        """Whether it is per cent or per mille."""
        return self.of.startswith(PER_CENT)

    @property
    def times(self) -> int:
        """What a quotient is multiplied by to be in it: 100 for per cent, 1000 for per mille."""
        return int(100 / self.size) if self.is_share else 1

    @property
    def adds_up(self) -> bool:
        """Whether figures in it may be summed: shares and rates may not."""
        return not self.is_share and (not self.per or _TIME.fullmatch(self.per) is not None)


def read_unit(text: str) -> Unit:
    """The unit that `text` means in any spelling: “Tr.đ”, “triệu đồng”, “TRIỆU ĐỒNG” are one."""
    return _read_unit(_BARS.sub("/", match_key(text)).translate(_RAISED).strip(" ()."))


@lru_cache(maxsize=1024)
def _read_unit(key: str) -> Unit:
    if share := _SHARE.search(key):
        words = f"{key[: share.start()]} {key[share.end() :]}".strip(" ()")
        return Unit(f"{PER_CENT} {words}".strip(), Decimal("0.1" if share["mille"] else 1))
    if key in _MEASURES:
        of, size = _MEASURES[key]
        return Unit(of, size)
    if _is_list(key):
        return Unit(key)
    counted, *per = _PER.split(key, maxsplit=1)
    size, counted = _sized(counted)
    of, factor = _MEASURES.get(counted, (counted, Decimal(1)))
    return Unit(of, size * factor, per[0] if per else "")


def _sized(key: str) -> tuple[Decimal, str]:
    """How many its size words say, and what they count: “nghìn tỷ đồng” is 10¹² of “đồng”."""
    size = Decimal(1)
    while sized := _SIZED.match(key):
        size *= _SIZES[sized[1]]
        key = key[sized.end() :]
    return size, key.strip()


def _is_list(key: str) -> bool:
    """Whether a slash stands between names of things of one kind, and divides nothing."""
    names = [name for name in key.split("/") if not _TIME.fullmatch(name)]
    return len(names) > 1 and any(alike.issuperset(names) for alike in _ALIKE)


def is_share(text: str) -> bool:
    """Whether a unit is per cent or per mille, in any spelling: “%”, “phần trăm”, “‰ dân số”."""
    return read_unit(text).is_share


def share_sign(text: str) -> str:
    """“%” or “‰” where `text` is no more than such a sign, however it is typed; else “”."""
    share = _SHARE.fullmatch(text.strip().casefold())
    return "" if share is None else PER_MILLE if share["mille"] else PER_CENT


def units_of_quotient(text: str) -> tuple[str, str] | None:
    """The units of numerator and denominator of a rate, as written; None for any other unit.

    “giường/vạn dân” is “giường” by “vạn dân”, “triệu đồng/người/năm” “triệu đồng” by “người”: the
    figures are those of one stretch of time.
    """
    unit = read_unit(text)
    if unit.adds_up or unit.is_share:
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


def conversion_in_prose(written: str, wanted: str) -> Decimal | None:
    """As `conversion`, for a unit `written` behind a number of a sentence.

    It may leave out what `wanted` says (“57 triệu” of “triệu đồng/người”), go on in words (“xã đạt
    chuẩn” of “xã”), or be its initials (“HTX”).
    """
    have, want = read_unit(_without_notes(written)), read_unit(_without_notes(wanted))
    if have == Unit("") or not wanted.strip():
        return Decimal(1)
    if have.per and read_unit(have.per) != read_unit(want.per):
        return None
    if not have.of or any(
        _is_short_for(have.of, name) or _is_short_for(name, have.of)
        for name in (want.of, *want.of.split("/"))
    ):
        return have.size / want.size
    amount = _without_notes(wanted).partition("/")[0]
    heads = _beginnings(_without_notes(written).partition("/")[0])
    factors = (conversion(head, amount) for head in heads)
    return next((factor for factor in factors if factor is not None), None)


def _without_notes(unit: str) -> str:
    """A unit without notes, with numbers in words: “10.000 dân” is “vạn dân”."""
    key = _COUNTING.sub("", _A_YEAR.sub("", _NOTE.sub(" ", match_key(unit))).strip(" .,;"))
    for number, word in _POWERS:
        key = number.sub(word, key)
    return key


def _is_short_for(short: str, name: str) -> bool:
    """Whether `short` is the first words of `name`, or its initials."""
    words = name.split()
    initials = "".join(word[0] for word in words) if len(words) > 1 else ""
    return f"{name} ".startswith(f"{short} ") or short == initials


def _beginnings(name: str) -> list[str]:
    """The name without its last words, the longest first: “tấn” of “tấn lúa”."""
    words = name.split()
    return [" ".join(words[:n]) for n in range(len(words) - 1, 0, -1)]


_COUNTS_UNITS: Final = Decimal(10) ** 6
"""Smaller sizes stand before greater ones in one number, as in “5 nghìn tỷ”."""


def conversion_of_figure(words: str, unit: str) -> Decimal | None:
    """What a figure with `words` behind it is multiplied by in a cell that is in `unit`.

    The words are the unit itself, its beginning or its initials (“tỷ” of “tỷ đồng”, “triệu đồng” of
    “triệu đồng/người”), or have other size words: “triệu đồng” → “tỷ đồng” is 0.001, “triệu” →
    “người” 1000000. None for all else: another measure of the same kind (“km” in a row of “m”) is
    a slip as often as not, and “5 nghìn” beside “tỷ đồng” may be either 5000 of them or 5000 đồng.
    """
    typed, wanted = _without_notes(words), _without_notes(unit)
    have, want = read_unit(typed), read_unit(wanted)
    if have == want:
        return Decimal(1)
    if have.is_share or want.is_share:
        is_same = want.is_share and have == Unit(PER_CENT, want.size)
        return Decimal(1) if is_same else None
    if have.per and have.per != want.per:
        return None
    (size, counted), (own_size, own) = (
        _sized(key if _is_list(key) else _PER.split(key, maxsplit=1)[0]) for key in (typed, wanted)
    )
    if not counted:
        is_money = want.of in ("đồng", "usd")
        is_clear = size >= min(own_size, _COUNTS_UNITS) and (typed != "tr" or is_money)
        return size / own_size if is_clear else None
    same = _MEASURES.get(counted, counted) == _MEASURES.get(own, own)
    names = (own, *own.split("/")) if _is_list(own) else (own,)
    if same or any(_is_short_for(counted, name) for name in names):
        return size / own_size
    return None


def is_unit(text: str) -> bool:
    """Whether `text` is a unit in a registered spelling: of a measure, a share, a thing counted."""
    key = _without_notes(text)
    unit = read_unit(key)
    if unit.is_share or _is_list(key):
        return True
    return unit.of in _OF or unit.of in _COUNTED if unit.of else not unit.per
