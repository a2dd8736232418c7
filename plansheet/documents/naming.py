"""Which agencies a document names, anywhere in it, and how it spells them.

The usual bodies of a province are known by the standard catalogue. A body that it does not have is
taken up where the document puts it in charge of something ("Hội Nông dân tỉnh chủ trì …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plansheet.agencies import (
    CENTRAL,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    OTHER,
    UNION,
    Agency,
    Party,
    Registry,
    make_code,
    standard_registry,
)
from plansheet.plan.tables import PlanRow
from plansheet.text import match_key

_LONGEST_NAME = 22
"""Words in the longest name of a body, "Văn phòng điều phối …" with its programme."""

_JOINING = frozenset(("và", "các", "cùng", "với"))
_WORD = re.compile(r"[\w&]+")
_STOP = re.compile(r"[.:()“”\"|]|[;,](?=\s*[-+])")
_STARTS = re.compile(
    r"(?<![\w/&])(?:Các|các|C[ÁA]C)?\s*(?:Sở|SỞ|Ban|BAN|C[ụỤ][cC]|Chi|Thanh|Công|Bộ|Văn|Ngân|Kho|Bảo"
    r"|Li[êÊ]n|[UỦ][ỷỶyY]|UBMTTQ\w*|MTTQ|Mặt|Đài|Báo|báo|Trung|Trường|Thống|Thuế)(?=\s|:)"
)
_OWN_HEADS = re.compile(
    r"(các )?(sở|ban quản lý|ban dân tộc|cục|kho bạc|bộ chỉ huy|văn phòng (?:ubnd|uỷ ban|điều phối)"
    r"|liên minh|liên hiệp|đài|trường|trung tâm xúc|trung tâm hỗ|uỷ ban mặt trận|ubmttq|mttq)\b"
)
_OF_THE_STATE = re.compile(r"\b(bộ|tổng|chính phủ|lực lượng|ngành|xã|phường|trung ương) $")
_LOCAL = re.compile(r"\b(tỉnh|chi nhánh)\b")
_HEADS = (
    (DEPARTMENT, r"sở|ban|thanh tra|văn phòng|công an|bộ chỉ huy|đài|báo"),
    (CENTRAL, r"cục|chi cục|chi nhánh|ngân hàng|kho bạc|bảo hiểm xã hội|toà án|viện kiểm sát"
              r"|thuế|thống kê|hải quan|bưu điện"),
    (UNION, r"hội|liên đoàn|liên minh|liên hiệp|tỉnh đoàn|đoàn thanh niên|(?:uỷ ban )?mặt trận"),
    (DISTRICT, r"(?:ubnd|uỷ ban nhân dân) (?:huyện|thành phố|thị xã|quận)"),
    (COMMUNE, r"(?:ubnd|uỷ ban nhân dân) (?:xã|phường|thị trấn|đặc khu)"),
    (OTHER, r"trung tâm|trường|công ty|tổng công ty|viện|bệnh viện|quỹ|hiệp hội|tập đoàn"),
)  # fmt: skip
_HEAD_FORMS = tuple((kind, re.compile(rf"(?:{words})\b")) for kind, words in _HEADS)
DISTRICTS = Agency("UBNDH", "UBND cấp huyện", kind=DISTRICT)
"""Stands for all districts where the document names none of them."""


@dataclass
class Naming:
    """Collects the bodies that a document names.

    Args:
        province: the province whose plan it is.
    """

    province: str
    _spellings: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._registry = standard_registry(self.province)
        self._whole_names = {
            match_key(name)
            for agency in self._registry.agencies
            for name in (agency.name, *agency.aliases)
        }

    @property
    def registry(self) -> Registry:
        """The usual bodies, those taken up, and the districts."""
        return self._registry

    def read(self, text: str) -> None:
        """Take note of every known body that a text names."""
        for spelling, parties in self.mentions(" ".join(text.split())):
            for party in parties:
                self._note(party.code, spelling if len(parties) == 1 else "")

    def take(self, cell: str) -> tuple[str, ...]:
        """Take note of the bodies in charge that a cell or a line names.

        Returns the pieces that are neither a known body, nor a group, nor sound like a body.
        """
        found = self._registry.resolve_cell(cell)
        strangers = []
        for piece in found.unresolved:
            kind = kind_of(piece)
            if kind and len(piece.split()) <= _LONGEST_NAME:
                self._add(piece, kind)
            elif not self._is_group(piece):
                strangers.append(piece)
        named = [party for party in found.members if not party.group]
        for party in named:
            alone = len(found.members) == 1 and not found.unresolved
            self._note(party.code, cell if alone and ";" not in cell else "")
        return tuple(strangers)

    def rows(self) -> Iterator[PlanRow]:
        """The rows of the sheet of agencies, in the order of the catalogue."""
        for agency in self._registry.agencies:
            if agency.code in self._spellings:
                aliases = list(self._spellings[agency.code].values())
                yield {
                    "agency_code": agency.code,
                    "agency_name": agency.name,
                    "aliases": "; ".join(aliases),
                    "kind": agency.kind,
                }

    def _is_group(self, piece: str) -> bool:
        """Whether the piece names a group; districts that nobody named are added as one body."""
        probe = Registry([*self._registry.agencies, DISTRICTS], self.province)
        members = probe.resolve_group(piece)
        if DISTRICTS in members:
            self._extend(DISTRICTS)
            self._note(DISTRICTS.code, "")
        return bool(members)

    def _add(self, name: str, kind: str) -> None:
        taken = {agency.code for agency in self._registry.agencies}
        agency = Agency(make_code(name, taken), name, kind=kind)
        self._extend(agency)
        self._note(agency.code, "")

    def _extend(self, agency: Agency) -> None:
        self._registry = Registry([*self._registry.agencies, agency], self.province)

    def _note(self, code: str, spelling: str) -> None:
        spellings = self._spellings.setdefault(code, {})
        agency = self._registry.by_code(code)
        key = match_key(spelling)
        if agency and key and key != match_key(agency.name):
            spellings.setdefault(key, spelling)

    def mentions(self, text: str) -> Iterator[tuple[str, tuple[Party, ...]]]:
        """Each name in a text, the longest that is a known body, and the bodies it names."""
        end = 0
        for start in _STARTS.finditer(text):
            before = match_key(text[max(start.start() - 20, 0) : start.start()]) + " "
            if start.start() < end or _OF_THE_STATE.search(before):
                continue
            for window in _windows(text, start.start()):
                parties = self._known(window)
                if parties:
                    end = start.start() + len(window)
                    yield window.strip(), parties
                    break

    def _known(self, window: str) -> tuple[Party, ...]:
        """The bodies that a piece of running text names, if it can be nothing else."""
        key = match_key(window)
        if not (_OWN_HEADS.match(key) or _LOCAL.search(key) or self._is_own_name(key)):
            return ()
        if key.startswith("các "):
            found = self._registry.resolve_cell(window)
            named = tuple(party for party in found.members if not party.group)
            return () if found.unresolved else named
        agency = self._registry.resolve(window)
        return (Party(agency.code),) if agency else ()

    def _is_own_name(self, key: str) -> bool:
        """Whether it has the province in it or is a whole name, no ordinary words."""
        if self.province and match_key(self.province) in key:
            return True
        return key in self._whole_names


def kind_of(name: str) -> str:
    """The kind of a body by the first words of its name; blank if it does not sound like one."""
    key = match_key(name)
    for kind, form in reversed(_HEAD_FORMS):
        if form.match(key):
            return kind
    return ""


def _windows(text: str, start: int) -> Iterator[str]:
    """The pieces of text from `start`, longest first, that end with a word."""
    stop = _STOP.search(text, start + len("Các Sở: "))
    words = list(_WORD.finditer(text, start, stop.start() if stop else len(text)))
    for word in reversed(words[:_LONGEST_NAME]):
        if match_key(word[0]) not in _JOINING:
            yield text[start : word.end()].strip()
