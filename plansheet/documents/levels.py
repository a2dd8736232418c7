"""The local bodies that a plan can mean, by who issued it and when.

A province calls on districts (until July 2025) and communes, a commune on its villages, the
Government on the provinces; the offices of a commune bear the names of those of a province.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from plansheet.language.numbers_and_dates import read_date
from plansheet.language.text import match_key
from plansheet.plan.agencies import (
    COMMUNE,
    COMMUNE_OFFICE,
    DISTRICT,
    OTHER,
    UNION,
    VILLAGE,
    Agency,
)
from plansheet.plan.workbook.facts import FIRST_YEAR, ISSUED, ISSUER

PROVINCE_LEVEL = "tỉnh"
DISTRICTS = Agency("UBNDH", "UBND cấp huyện", kind=DISTRICT)
COMMUNES = Agency("UBNDX", "UBND cấp xã", kind=COMMUNE)
_AT_EVERY_LEVEL = frozenset(("CA", "BCHQS"))
_VILLAGES = Agency("THON", "Thôn, tổ dân phố", ("Các thôn", "Các khu phố"), VILLAGE)
_OFFICE_OF_COMMUNE = Agency(
    "VPHDUB",
    "Văn phòng HĐND và UBND",
    tuple(f"Văn phòng HĐND và UBND {level}" for level in ("xã", "phường", "đặc khu")),
    COMMUNE_OFFICE,
)
PROVINCES = Agency(
    "UBNDCT",
    "UBND cấp tỉnh",
    (
        "UBND các tỉnh, thành phố trực thuộc trung ương",
        "UBND các tỉnh, thành phố",
        "Các tỉnh, thành phố trực thuộc trung ương",
        "Các tỉnh, thành phố",
    ),
    OTHER,
)
_OF_THE_COUNTRY = (
    *("chính phủ", "thủ tướng", "bộ ", "văn phòng chính phủ", "thanh tra chính phủ"),
    *("quốc hội", "uỷ ban thường vụ quốc hội", "văn phòng quốc hội", "ngân hàng nhà nước"),
    *("ban chấp hành trung ương", "ban bí thư", "văn phòng trung ương"),
    *("toà án nhân dân tối cao", "viện kiểm sát nhân dân tối cao"),
)
_OF_A_COMMUNE = ("ubnd xã", "ubnd phường", "ubnd thị trấn", "ubnd đặc khu")
_OF_A_DISTRICT = ("ubnd huyện", "ubnd quận", "ubnd thị xã")
_TWO_LEVELS = date(2025, 7, 1)
"""Since when there are no districts (Law 72/2025/QH15 on the organisation of local government)."""


def local_governments(facts: Mapping[str, str]) -> tuple[Agency, ...]:
    """Whom a plan can mean by "địa phương", by its date and its issuer: the facts as written.

    Each stands for all bodies of its kind: documents call on them together and name none of them.
    """
    issuer = match_key(facts[ISSUER.name])
    if issuer.startswith(_OF_THE_COUNTRY):
        return (PROVINCES,)
    if issuer.startswith(_OF_A_COMMUNE):
        return (_VILLAGES, _OFFICE_OF_COMMUNE)
    if issuer.startswith(_OF_A_DISTRICT):
        return (COMMUNES,)
    reading = read_date(facts[ISSUED.name])
    issued = reading.value if reading else None
    first = facts[FIRST_YEAR.name]
    day = issued or (date(int(first), 1, 1) if first else None)
    return (COMMUNES,) if day and day >= _TWO_LEVELS else (DISTRICTS, COMMUNES)


def level_of(facts: Mapping[str, str]) -> str:
    """The level of the body whose plan it is, as its offices are called by it."""
    issuer = match_key(facts[ISSUER.name])
    found = next((name for name in _OF_A_COMMUNE if issuer.startswith(name)), "ubnd tỉnh")
    return found.removeprefix("ubnd ")


def of_level(agency: Agency, level: str) -> Agency:
    """A body of a province as that of a commune: "Công an tỉnh", "Công an xã"."""
    if level == PROVINCE_LEVEL or not (agency.kind == UNION or agency.code in _AT_EVERY_LEVEL):
        return agency
    names = (name.removesuffix(" tỉnh") + f" {level}" for name in (agency.name, *agency.aliases))
    name, *aliases = names
    return replace(agency, name=name, aliases=tuple(aliases))
