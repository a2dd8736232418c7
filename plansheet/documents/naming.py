"""Which agencies a document names, anywhere in it, and how it spells them.

The usual bodies of a province are known by the standard catalogue. A body that it does not have is
taken up where the document puts it in charge of something ("Hội Nông dân tỉnh chủ trì …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plansheet.documents.levels import COMMUNES, DISTRICTS, PROVINCE_LEVEL, PROVINCES, of_level
from plansheet.forms.names import ColumnName
from plansheet.language.text import match_key
from plansheet.plan.agencies import (
    CENTRAL,
    COMMUNE,
    COMMUNE_OFFICE,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    OTHER,
    SERVICE,
    UNION,
    Agency,
    Party,
    Registry,
    central_bodies,
    make_code,
    standard_registry,
    without_title,
)
from plansheet.plan.workbook.tables import PlanRow

_LONGEST_NAME = 22
"""Words in the longest name of a body, "Văn phòng điều phối …" with its programme."""

_LONGEST_TEXT = 250
_LEFT_OUT = re.compile(r"( việt nam)? tỉnh$")
_SPLIT = re.compile(r"(\s*,\s*(?:cùng(?: với)?\s+)?|\s+(?:và|cùng(?: với)?)\s+)")
_AND = re.compile(r"\s*(?:[,;]\s*)?(?:(?:và|cùng(?: với)?)\s+)?")
_AUTHORITIES = frozenset(("TU", "HDND", "UBNDT"))
"""They give tasks and receive reports; a document that mentions them gives them nothing to do."""
_ABOVE = frozenset(body.code for body in central_bodies())
_ONLY_MENTIONED = _AUTHORITIES | _ABOVE
"""Those who have something to do only where a document puts them in charge of it."""
_PLURAL = re.compile(r"(?:\w+ ){0,3}(?:các|cấp)\b")
_GROUP_END = re.compile(
    r"xã|phường|khu|trấn|huyện|phố|quận|ngành|sở|phương|tỉnh|thể|nghiệp|hội|ương|thôn|ấp|vị|bộ"
)
"""The last words of what groups are called; "tổ chức" after one is what it does."""
_BOARD = re.compile(r"Ban [Qq]uản lý dự án [^:;]+$")
"""A board is called by its field, which may be a list: "… giao thông và nông thôn tỉnh"."""
_WORD = re.compile(r"[\w&]+")
_STOP = re.compile(r"[.:()“”\"|]|[;,](?=\s*[-+])")
_SHORT = ("mặt trận", "ubmttqvn", "ubmttq", "mttq")
"""How names begin that are shorter than in the catalogue."""
_FIRST = re.compile(r"(?<![\w/&])(?:[Cc]ác\s+|CÁC\s+)?(?P<word>\w+)(?=[\s:])")
_OWN_HEADS = re.compile(
    r"(các )?(sở|ban quản lý|ban dân tộc|cục|kho bạc|bộ chỉ huy|văn phòng (?:ubnd|uỷ ban|điều phối)"
    r"|liên minh|liên hiệp|đài|trường|trung tâm xúc|trung tâm hỗ|uỷ ban mặt trận|ubmttq|mttq)\b"
)
_OF_THE_STATE = re.compile(r"\b(bộ|tổng|chính phủ|lực lượng|ngành|xã|phường|trung ương) $")
_LOCAL = re.compile(r"\b(tỉnh|chi nhánh)\b")
_HEADS = (
    (
        DEPARTMENT,
        r"sở|ban(?! hành| chấp hành| bí thư)|thanh tra|văn phòng|công an|bộ chỉ huy|đài"
        r"|báo(?! cáo| chí)",
    ),
    (
        CENTRAL,
        r"bộ(?! chỉ huy| phận| máy| môn| đội| thủ tục)|chính phủ|thủ tướng|văn phòng (?:chính phủ"
        r"|trung ương|quốc hội)|uỷ ban (?!nhân dân|mặt trận|mttq)|thông tấn xã"
        r"|viện (?!kiểm sát|trợ)|học viện|tổng cục|vụ(?! việc| án| mùa| đông| xuân| hè| lợi)"
        r"|cục|chi cục|chi nhánh|ngân hàng|kho bạc|bảo hiểm xã hội|toà án|viện kiểm sát|bưu điện",
    ),
    (
        UNION,
        r"hội(?! nghị| thảo| nhập| chợ| đồng)|liên đoàn|liên minh|liên hiệp|tỉnh đoàn"
        r"|đoàn thanh niên|(?:uỷ ban )?mặt trận",
    ),
    (DISTRICT, r"(?:ubnd|uỷ ban nhân dân) (?:huyện|thành phố|thị xã|quận)"),
    (COMMUNE, r"(?:ubnd|uỷ ban nhân dân) (?:xã|phường|thị trấn|đặc khu)"),
    (SERVICE, r"trung tâm|trường(?! hợp)|bệnh viện"),
    (ENTERPRISE, r"(?:tổng )?công ty|tập đoàn"),
    (OTHER, r"quỹ(?! đất)|hiệp hội|đảng uỷ|ban thường vụ|thường trực (?:tỉnh uỷ|đảng uỷ|hđnd)"),
    (
        COMMUNE_OFFICE,
        r"phòng(?! chống| ngừa| bệnh| thủ| dịch| ban| khám)|trạm y tế|công an (?:xã|phường|đặc khu)"
        r"|ban chỉ huy quân sự (?:xã|phường|đặc khu)|văn phòng (?:hđnd và ubnd|đảng uỷ)",
    ),
    (OTHER, r"(?:các )?ban .*(?:tỉnh uỷ|đảng|hđnd)|(?:ubnd|uỷ ban nhân dân) tỉnh"),
)
_HEAD_FORMS = tuple((kind, re.compile(rf"(?:{words})\b")) for kind, words in _HEADS)


@dataclass
class Naming:
    """Collects the bodies that a document names.

    Args:
        province: the province whose plan it is.
        local: the bodies that stand for all local governments of their level.
        level: what the plan is of: "tỉnh", or "xã", "phường", whose bodies bear the same names.
    """

    province: str
    local: Sequence[Agency] = (DISTRICTS, COMMUNES)
    level: str = PROVINCE_LEVEL
    _spellings: dict[str, dict[str, str]] = field(default_factory=dict)
    _taken: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        standard = standard_registry(self.province)
        usual = [of_level(agency, self.level) for agency in standard.agencies]
        bodies = [*usual, *central_bodies(), *self.local]
        self._registry = Registry(bodies, self.province)
        names = [match_key(n) for a in self._registry.agencies for n in (a.name, *a.aliases)]
        self._whole_names = set(names)
        stems = [_LEFT_OUT.sub("", name) for name in names]
        # "… tổ quốc Việt Nam tỉnh" is known by its catalogue name; no other name goes on with it.
        self._last_words = {_WORD.findall(name)[-1] for name in (*names, *stems)} - {"nam"}
        self._last_words.update(_WORD.findall(match_key(self.province)))
        self._first_words = {_WORD.findall(name)[0] for name in (*names, *_SHORT)}

    @property
    def registry(self) -> Registry:
        """The usual bodies, those taken up, and the districts."""
        return self._registry

    def reports(self, name: str) -> bool:
        """Whether a name is of a body that can have something to do in a plan."""
        agency = self._registry.resolve(name)
        return agency is not None and agency.code not in _AUTHORITIES

    def are_above(self, names: str) -> bool:
        """Whether names are of central bodies alone: a plan of a place gives them nothing to do."""
        codes = self._registry.resolve_cell(names).codes
        return bool(codes) and PROVINCES not in self.local and _ABOVE.issuperset(codes)

    def read(self, text: str) -> None:
        """Take note of every known body that a text names."""
        for spelling, parties in self.mentions(" ".join(text.split())):
            for party in parties:
                if party.code not in _ONLY_MENTIONED and ":" not in spelling:
                    self._note(party.code, spelling if len(parties) == 1 else "")

    def strangers(self, names: str) -> tuple[str, ...] | None:
        """The unknown names in a text that names bodies; None if it says something else as well."""
        found = self._registry.resolve_cell(names)
        named = [piece for piece in found.unresolved if not self._registry.names_group(piece)]
        pieces = [self._split(piece) for piece in named]
        if not found.members and not found.unresolved:
            return None
        strangers = []
        for piece in pieces:
            if piece is None:
                return None
            strangers += [name for name in piece if not self._registry.resolve_cell(name).members]
        return tuple(strangers)

    def take(self, cell: str) -> tuple[str, ...]:
        """Take note of the bodies in charge that a cell or a line names.

        Returns the pieces that are neither a known body, nor a group, nor sound like a body.
        """
        if cell in self._taken:
            return self._taken[cell]
        found = self._registry.resolve_cell(cell)
        strangers = []
        for piece in found.unresolved:
            names = self._split(piece)
            if names is None:
                strangers.append(piece)
            for name in names or ():
                if not self._registry.resolve_cell(name).members:
                    self._add(name)
                self._note_all(name)
        self._note_all(cell)
        self._taken[cell] = tuple(strangers)
        return self._taken[cell]

    def body(self, header: str) -> str:
        """Take note of a body that heads a column, and say its name: “Xã An Bình” is its office."""
        known = self._registry.resolve(header)
        name = known.name if known else header if kind_of(header) else f"UBND {_lowered(header)}"
        self.take(name)
        agency = self._registry.resolve(name)
        if agency is None:
            return name
        self._note(agency.code, header)
        return agency.name

    def _split(self, piece: str) -> list[str] | None:
        """The names in a list of bodies, some of them unknown; None if one does not sound so."""
        parts = _SPLIT.split(piece)
        if _BOARD.match(piece) and not any(map(kind_of, parts[2::2])):
            return [piece.strip()]
        names: list[str] = []
        start = 0
        while start < len(parts):
            ends = range(len(parts), start, -1)
            joined = ("".join(parts[start:end]).strip() for end in ends if (end - start) % 2)
            name = next((n for n in joined if self._registry.resolve_cell(n).members), None)
            if name is None and _sounds_like_body(parts[start]) and not self.subject(parts[start]):
                name = "".join(parts[start : _end_of_name(parts, start)]).strip()
            if name is None:
                return None
            names.append(name)
            start += len(_SPLIT.split(name)) + 1
        return names

    def _note_all(self, cell: str) -> None:
        parties = self._registry.resolve_cell(cell)
        collective = {agency.code for agency in self.local}
        collective |= {"MTTQ"} if "mặt trận" in match_key(cell) else set()
        for party in parties.members:
            if not party.group or party.code in collective:
                alone = len(parties.members) == 1 and not parties.unresolved and not party.group
                self._note(party.code, cell if alone and ";" not in cell else "")
                self._note_alias(party.code, match_key(cell))

    def _note_alias(self, code: str, key: str) -> None:
        """Take note of a name from which no rule leads to the body, somewhere in a list."""
        agency = self._registry.by_code(code)
        for alias in agency.aliases if agency else ():
            if ";" not in alias and match_key(alias) in key:
                self._note(code, alias)

    def rows(self) -> Iterator[PlanRow]:
        """The rows of the sheet of agencies, in the order of the catalogue."""
        for agency in self._registry.agencies:
            if agency.code in self._spellings and not self._is_general(agency):
                aliases = list(self._spellings[agency.code].values())
                # A name of its own ("Báo Đồng Khởi") stays; that of the catalogue says what it is.
                own = [a for a in aliases if a in agency.aliases and a.istitle()]
                name = aliases.pop() if own == aliases and len(own) == 1 else agency.name
                yield {
                    ColumnName.AGENCY_CODE: agency.code,
                    ColumnName.AGENCY_NAME: name,
                    ColumnName.ALIASES: "; ".join(aliases),
                    ColumnName.KIND: agency.kind,
                }

    def _is_general(self, agency: Agency) -> bool:
        """Whether a board is the noun with which others are called: "Ban Quản lý dự án … A"."""
        names = (one.name for one in self._registry.agencies if one.code in self._spellings)
        board = _BOARD.match(f"{agency.name} .")
        return bool(board) and any(name.startswith(f"{agency.name} ") for name in names)

    def _add(self, name: str) -> None:
        taken = {agency.code for agency in self._registry.agencies}
        name = name[0].upper() + name[1:]
        agency = Agency(make_code(name, taken), name, kind=kind_of(name))
        self._registry = Registry([*self._registry.agencies, agency], self.province)
        self._note(agency.code, "")

    def _note(self, code: str, spelling: str) -> None:
        spellings = self._spellings.setdefault(code, {})
        agency = self._registry.by_code(code)
        key = match_key(spelling)
        if agency and key and key != match_key(agency.name):
            spellings.setdefault(key, spelling)

    def mentions(self, text: str) -> Iterator[tuple[str, tuple[Party, ...]]]:
        """Each name in a text, the longest that is a known body, and the bodies it names."""
        end = 0
        for start in _FIRST.finditer(text):
            if start.start() < end or not self._may_begin(start["word"]):
                continue
            before = match_key(text[max(start.start() - 20, 0) : start.start()]) + " "
            if _OF_THE_STATE.search(before):
                continue
            for window in self._windows(text, start.start()):
                parties = self._known(window)
                if parties:
                    end = start.start() + len(window)
                    yield window.strip(), parties
                    break

    def subject(self, sentence: str) -> int:
        """Where the known bodies end with which a sentence begins; 0 if it does not.

        The title of a body's head stands for the body. What follows is the predicate: it begins
        with a small letter.
        """
        end = 0
        for spelling, _ in self.mentions(sentence):
            start = sentence.index(spelling, end)
            before = sentence[end:start]
            if not (_AND.fullmatch(before) if end else _is_title(before)):
                break
            end = start + len(spelling)
        end = end or self._group(sentence)
        return end if end and sentence[end:].lstrip()[:1].islower() else 0

    def _group(self, sentence: str) -> int:
        """Where the group ends with which a sentence begins; 0 if it does not."""
        if not _PLURAL.match(match_key(sentence[:40])):
            return 0
        words = list(_WORD.finditer(sentence, 0, _LONGEST_TEXT))[:_LONGEST_NAME]
        ends = (word.end() for word in reversed(words) if _GROUP_END.fullmatch(match_key(word[0])))
        return next((end for end in ends if self._registry.resolve_group(sentence[:end])), 0)

    def _may_begin(self, word: str) -> bool:
        """Whether a name may begin with a word: with a capital, but for newspapers."""
        return (word[0].isupper() or word == "báo") and match_key(word) in self._first_words

    def _windows(self, text: str, start: int) -> Iterator[str]:
        """The pieces of text from `start`, longest first, that end as a name may."""
        longest = start + _LONGEST_TEXT
        stop = _STOP.search(text, start + len("Các Sở: "), longest)
        words = list(_WORD.finditer(text, start, stop.start() if stop else longest))
        for word in reversed(words[:_LONGEST_NAME]):
            if match_key(word[0]) in self._last_words or word[0][-2:].isupper():
                yield text[start : word.end()].strip()

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


_LEVELS = ("tỉnh", "xã", "phường", "khu")


def _end_of_name(parts: Sequence[str], start: int) -> int:
    """Where an unknown name ends: what goes on with a capital and is no body belongs to it.

    "Cục Thương mại điện tử và Kinh tế số" is one.
    """
    end = start + 1
    while end + 1 < len(parts) and parts[end + 1][:1].isupper() and not kind_of(parts[end + 1]):
        end += 2
    return end


def _is_title(words: str) -> bool:
    """Whether nothing or only the title of a body's head stands before its name."""
    key = match_key(words)
    return not key or not without_title(f"{key} ").strip()


def _lowered(header: str) -> str:
    """“Xã An Bình” and “XÃ AN BÌNH” as they stand after “UBND”."""
    text = header.title() if header.isupper() else header
    return text[0].lower() + text[1:]


def kind_of(name: str) -> str:
    """The kind of a body by the first words of its name; blank if it does not sound like one."""
    key = match_key(name)
    for kind, form in reversed(_HEAD_FORMS):
        if form.match(key):
            return kind
    return ""


def _sounds_like_body(piece: str) -> bool:
    """Whether an unknown piece is the name of a body: it begins like one and has a proper name."""
    words = piece.split()
    proper = any(word[0].isupper() for word in words[1:]) or words[-1] in _LEVELS
    named = "(" not in piece and len(words) <= _LONGEST_NAME
    return bool(kind_of(piece)) and proper and named
