"""Texts that name a whole kind of agencies: "Các sở, ban, ngành", "UBND cấp huyện"."""

from __future__ import annotations

import re

from plansheet.language.text import match_key
from plansheet.plan.agencies.bodies import (
    CENTRAL,
    COMMUNE,
    COMMUNE_OFFICE,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    KINDS,
    OTHER,
    SERVICE,
    UNION,
    VILLAGE,
    Agency,
)
from plansheet.plan.agencies.names import Namer, words_of

_LONGEST = 300
_SHORT = re.compile(r"\b(?:tp|tx|tt)\b")
_IN_FULL = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}
_PLURAL = re.compile(r"\b(?:các|những|tất cả|toàn thể|cấp (?:huyện|xã))\b")
_ELSEWHERE = re.compile(r"\bcác tỉnh\b")

_ZONE = (
    r"đặc khu(?: (?:vân đồn|cô tô|cát hải|bạch long vĩ|cồn cỏ|lý sơn|hoàng sa|trường sa|phú quý"
    r"|côn đảo|kiên hải|phú quốc|thổ châu))?"
)
"""The thirteen special zones of 2025 are named one by one beside the communes."""
_UNITS = rf"(?:các )?(?:xã|phường|thị trấn|{_ZONE})(?: (?:xã|phường|thị trấn|{_ZONE}))*"
_OF_COMMUNES = rf"(?:cấp xã|(?:trực )?(?:thuộc|của) (?:uỷ ban nhân dân )?(?:cấp xã|{_UNITS}))"
_UNLESS_OF_OTHERS = (
    r"(?!(?: ban)?(?: chuyên môn)?(?: công lập)? (?:(?:trực )?(?:thuộc|của)|cấp) "
    r"(?!(?:uỷ ban nhân dân )?tỉnh\b|uỷ ban nhân dân$))"
)

LOCAL_GOVERNMENT = "địa phương"
"""What "các địa phương" name: the highest level of local government that the plan has below its own
(districts before July 2025, communes since; for the Government the provinces)."""

# In this order: "thị xã" is no commune, "xã hội" is none either, and "phòng, ban cấp xã" are none.
_WORDS = tuple(
    (kind, re.compile(rf"\b(?:{words})\b"))
    for kind, words in (
        ("", rf"trên địa bàn {_UNITS}"),
        (
            CENTRAL,
            r"(?:bộ(?: trưởng)?|cơ quan (?:ngang bộ|thuộc chính phủ))(?: ngành)?(?: ở)?"
            r"(?: trung ương)?"
            r"|(?:cơ quan|đơn vị|ngành) trung ương",
        ),
        (
            COMMUNE_OFFICE,
            rf"(?<!văn )phòng(?: ban)?(?: ngành| chuyên môn)?(?: (?:cơ quan|đơn vị))*"
            rf"(?: {_OF_COMMUNES}| xã| phường| đặc khu|{_UNLESS_OF_OTHERS})"
            r"|ban ngành cấp xã",
        ),
        (SERVICE, rf"đơn vị sự nghiệp(?: công lập)?{_UNLESS_OF_OTHERS}"),
        (ENTERPRISE, r"(?<!hội )doanh nghiệp(?! nhỏ| nhà nước)"),
        (
            VILLAGE,
            rf"(?:thôn(?: bản)?|ấp|khu phố|tổ dân phố|khu dân cư|khóm|buôn|làng|bản)"
            rf"(?: {_OF_COMMUNES})?",
        ),
        ("", r"uỷ ban nhân dân|hội đồng nhân dân"),
        (
            UNION,
            r"(?:tổ chức )?chính trị xã hội|đoàn thể|(?<!xã )hội",
        ),
        (LOCAL_GOVERNMENT, r"địa phương"),
        (DISTRICT, r"cấp huyện|thị xã|huyện|quận|thành phố(?: thuộc tỉnh)?"),
        (COMMUNE, rf"cấp xã|xã(?! hội)|phường|thị trấn|{_ZONE}"),
        (DEPARTMENT, r"sở|ngành"),
    )
)
_FILLER = re.compile(
    r"\b(?:các|những|tất cả|toàn thể|thủ trưởng|giám đốc|chủ tịch|lãnh đạo|trưởng|ban|tỉnh|cấp"
    r"|trực thuộc|thuộc|trên địa bàn|đóng|của|tổ chức)\b"
)
_FRONT = re.compile(r"\b(?:uỷ ban )?mặt trận tổ quốc(?: việt nam)?\b")
"""Named beside "các đoàn thể" it is one of them; by itself it is an agency."""
_VAGUE = re.compile(r"\b(?:cơ quan|đơn vị)\b")


def group_kinds(text: str, namer: Namer) -> frozenset[str]:
    """The kinds of agencies that a text names as a whole; none if it is no group.

    Every word has to be one that names groups: "các sở, ngành liên quan" is none, since nobody can
    know who is concerned, nor is "các cơ quan, đơn vị"; beside "địa phương" those are the
    departments. `LOCAL_GOVERNMENT` is for the caller to understand.
    """
    key = match_key(text)
    for kind in KINDS:
        if key == match_key(kind):
            return frozenset((kind,))
    if ";" in key or ":" in key or len(key) > _LONGEST:
        return frozenset()
    words = _SHORT.sub(lambda match: _IN_FULL[match[0]], words_of(key))
    if _ELSEWHERE.search(words):
        return frozenset()
    rest = namer.without_tail(words)
    named_by_kind: dict[str, set[str]] = {}
    for kind, pattern in _WORDS:
        named_by_kind.setdefault(kind, set()).update(pattern.findall(rest))
        rest = pattern.sub(" ", rest)
    if named_by_kind[UNION]:
        rest = _FRONT.sub(" ", rest)
    rest, vague = _VAGUE.subn(" ", rest)
    if vague and named_by_kind[LOCAL_GOVERNMENT]:
        named_by_kind[DEPARTMENT].update(_VAGUE.findall(words))
    if _FILLER.sub(" ", rest).strip() or (
        vague and not named_by_kind[DEPARTMENT] | named_by_kind[COMMUNE_OFFICE]
    ):
        return frozenset()
    kinds = (*KINDS, LOCAL_GOVERNMENT)
    named = sum(len(named_by_kind[kind]) for kind in kinds if kind in named_by_kind)
    if named < 2 and not _PLURAL.search(words):
        return frozenset()
    return frozenset(kind for kind in kinds if named_by_kind.get(kind))


_OF_PROVINCE = re.compile(r"(?:ubnd|uỷ ban nhân dân) (?:cấp tỉnh|(?:tỉnh|thành phố) \w.*)")


_ALL_PROVINCES = ("ubnd cấp tỉnh", "uỷ ban nhân dân cấp tỉnh")


def is_province(agency: Agency) -> bool:
    """Whether a body is a province's committee, or stands for those of all."""
    return agency.kind == OTHER and bool(_OF_PROVINCE.fullmatch(match_key(agency.name)))


def names_a_kind(agency: Agency) -> bool:
    """Whether one body of a plan stands for all of its kind: "UBND cấp huyện"."""
    kinds = group_kinds(agency.name, Namer())
    return agency.kind in kinds or match_key(agency.name) in _ALL_PROVINCES
