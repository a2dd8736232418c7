"""The agencies of a plan: names, aliases, abbreviations, groups, successors."""

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib import resources
from types import MappingProxyType

from plansheet.text import match_key, nfc

DEPARTMENT = "Sở, ban, ngành"
DISTRICT = "UBND cấp huyện"
COMMUNE = "UBND cấp xã"
CENTRAL = "Cơ quan trung ương"
UNION = "Đoàn thể"
OTHER = "Khác"
KINDS = (DEPARTMENT, DISTRICT, COMMUNE, CENTRAL, UNION, OTHER)


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that a plan names.

    A body is identified by its code and validity: after a reorganisation a new body may take over
    name and code of an old one.

    Attributes:
        code: short and unique among the bodies of one day: "SKHDT".
        name: the name in full.
        aliases: other spellings that are not found by rule.
        kind: one of `KINDS`.
        valid_from, valid_until: first and last day; None where open.
        successors: codes of the bodies that took over.
        contact: free text.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = DEPARTMENT
    valid_from: date | None = None
    valid_until: date | None = None
    successors: tuple[str, ...] = ()
    contact: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the body existed on a day."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@dataclass(frozen=True, slots=True)
class Party:
    """A body named in a cell; `group` is the group's text where it was not named itself."""

    code: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    """The bodies that a cell names, and the pieces of it that name nobody known."""

    members: tuple[Party, ...] = ()
    unresolved: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in the order of the cell."""
        return tuple(party.code for party in self.members)


# ---------------------------------------------------------------- names

_SEPARATOR = re.compile(r"[&,;:/()\"'.-]+|\bvà\b")
_OPTIONAL = re.compile(r"\b(?:các|việt nam|vn|chi nhánh|uỷ ban(?= mặt trận))\b")
_EXPANSIONS = {
    "ubnd": "uỷ ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "mttqvn": "mặt trận tổ quốc",
    "ubmttq": "mặt trận tổ quốc",
    "ubmttqvn": "mặt trận tổ quốc",
    "ptnt": "phát triển nông thôn",
    "gtvt": "giao thông vận tải",
    "htx": "hợp tác xã",
    "kcn": "khu công nghiệp",
    "kkt": "khu kinh tế",
    "bql": "ban quản lý",
    "vp": "văn phòng",
    "tp": "thành phố",
    "tx": "thị xã",
}
_TITLE = re.compile(
    r"^(?:chủ tịch|giám đốc|thủ trưởng|lãnh đạo|chánh(?= (?:văn phòng|thanh tra|vp))"
    r"|trưởng(?= ban)|cục trưởng|chi cục trưởng|chỉ huy trưởng|tổng biên tập|hiệu trưởng"
    r"|bí thư|viện trưởng|chánh án|tổng giám đốc)(?: các)? "
)
_GENERIC = frozenset(("uỷ ban nhân dân", "hội đồng nhân dân"))


def _words(key: str) -> str:
    """Return the words of a match key without separators and words that may be left out."""
    return " ".join(_OPTIONAL.sub(" ", _spelled_out(key)).split())


def _spelled_out(key: str) -> str:
    """Return the words of a match key without separators, common abbreviations in full."""
    return " ".join(_EXPANSIONS.get(word, word) for word in _SEPARATOR.sub(" ", key).split())


def _ascii(word: str) -> str:
    bare = unicodedata.normalize("NFD", word.casefold()).replace("đ", "d")
    return "".join(char for char in bare if char.isascii() and char.isalnum())


def initials(name: str) -> str:
    """Return the initials of a name in ASCII capitals: "SKHDT" for "Sở Kế hoạch và Đầu tư"."""
    words = _SEPARATOR.sub(" ", match_key(name)).split()
    letters = (_ascii(word) for word in words)
    return "".join(word if word.isdigit() else word[:1] for word in letters).upper()


def make_code(name: str, taken: Collection[str]) -> str:
    """Return a code for a body that has none: its initials, numbered where they are taken."""
    base = initials(name) or "CQ"
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}{number}"
    return code


def _abbreviates(token: str, letters: str) -> bool:
    """Tell whether a token stands for words with these initials, a doubled letter dropped or not.

    "xtđtmdl" is written for "Xúc tiến Đầu tư, Thương mại và Du lịch": T for the two T in a row.
    """
    bare = _ascii(token)
    if bare == letters:
        return True
    if len(letters) < 6 or len(letters) - len(bare) != 1:
        return False
    return any(
        letters[i] == letters[i + 1] and letters[:i] + letters[i + 1 :] == bare
        for i in range(len(letters) - 1)
    )


def _reads_as(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether two names are the same, words of either abbreviated to initials: "nn ptnt"."""
    if not left or not right:
        return not left and not right
    if left[0] == right[0] and _reads_as(left[1:], right[1:]):
        return True
    return _shortens(left, right) or _shortens(right, left)


def _shortens(short: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether names are the same, the first token of `short` being initials of `words`."""
    token = short[0]
    if len(token) < 2 or not token.isalpha():
        return False
    for count in (len(token), len(token) + 1):
        if count <= len(words):
            letters = "".join(_ascii(word)[:1] for word in words[:count])
            if _abbreviates(token, letters) and _reads_as(short[1:], words[count:]):
                return True
    return False


# ---------------------------------------------------------------- groups

_GROUP_NOISE = re.compile(
    r"\b(?:toàn thể|tất cả|các|những|cấp tỉnh|thủ trưởng|giám đốc|chủ tịch|lãnh đạo|trưởng|cơ quan"
    r"|hđnd|hội đồng nhân dân|trực thuộc|thuộc|tỉnh|trên địa bàn|của|trung ương đóng)\b"
)
_GROUP_WORDS: tuple[tuple[str, str], ...] = (
    (DISTRICT, r"(?:uỷ ban nhân dân )?cấp huyện"),
    (COMMUNE, r"(?:uỷ ban nhân dân )?cấp xã"),
    (DISTRICT, r"thị xã|huyện|quận|thành phố"),
    (COMMUNE, r"xã|phường|thị trấn|đặc khu"),
    (DISTRICT, r"địa phương"),
    (UNION, r"đoàn thể|hội đoàn thể|tổ chức chính trị xã hội"),
    (CENTRAL, r"trung ương"),
    ("", r"uỷ ban nhân dân"),
    (DEPARTMENT, r"sở|ban|ngành"),
)
_GROUP_FORMS = tuple((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in _GROUP_WORDS)
_HEADED = re.compile(
    r"^(?:các|những) (?P<head>sở|ban quản lý|ban|cục|ubnd (?:các )?(?:huyện|thành phố|thị xã|xã))"
    r"(?: ban| ngành)*\s*:?\s*(?P<rest>\S.*)$"
)


@dataclass(frozen=True)
class Registry:
    """The bodies of one plan, and what names them. Immutable.

    Args:
        agencies: in the order of the plan.
        province: "Kiên Giang", with or without "tỉnh"; it may follow a name.
    """

    agencies: Sequence[Agency]
    province: str = ""
    _resolved: dict[tuple[str, date | None], Agency | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "agencies", tuple(self.agencies))

    @cached_property
    def _codes(self) -> Mapping[str, tuple[Agency, ...]]:
        return _grouped((agency.code, agency) for agency in self.agencies)

    @cached_property
    def _names(self) -> Mapping[str, tuple[Agency, ...]]:
        return _grouped(
            (key, agency)
            for agency in self.agencies
            for key in dict.fromkeys(
                _words(match_key(name)) for name in (agency.name, *agency.aliases)
            )
        )

    @cached_property
    def _stems(self) -> Mapping[str, tuple[Agency, ...]]:
        return _grouped(
            (key, agency)
            for agency in self.agencies
            for key in dict.fromkeys(self._stem(name) for name in (agency.name, *agency.aliases))
        )

    @cached_property
    def _tail(self) -> re.Pattern[str]:
        place = re.sub(r"^(?:tỉnh|thành phố) ", "", match_key(self.province))
        own = rf" (?:tỉnh |thành phố )?{re.escape(place)}" if place else ""
        return re.compile(rf"(?: cấp tỉnh| tỉnh{'|' + own if own else ''})$")

    def _stem(self, name: str) -> str:
        words = _words(match_key(name))
        stem = self._tail.sub("", words)
        return stem + " tỉnh" if stem in _GENERIC and stem != words else stem

    def by_code(self, code: str, on: date | None = None) -> Agency | None:
        """Return the body with a code: the one valid on the day, else the last."""
        bodies = self._codes.get(code, ())
        valid = [body for body in bodies if on is not None and body.is_valid_on(on)]
        return (valid or bodies or (None,))[-1]

    def resolve(self, text: str, on: date | None = None) -> Agency | None:
        """Return the one body that a text names by code, name, alias or abbreviation.

        Args:
            text: as written: "Sở NN&PTNT", "Giám đốc Sở Y tế", "SKHĐT".
            on: the day the text was written; it decides between bodies that share a name.

        Returns:
            The body; None where none or several match.
        """
        if (text, on) not in self._resolved:
            self._resolved[text, on] = self._resolve(text, on)
        return self._resolved[text, on]

    def _resolve(self, text: str, on: date | None) -> Agency | None:
        written = nfc(text).strip()
        if written in self._codes:
            return _only(self._codes[written], on)
        key = match_key(text)
        if not key or len(key) > 300:
            return None
        for form in dict.fromkeys((key, _TITLE.sub("", key))):
            for found in self._matches(form):
                if found:
                    return _only(found, on)
        return None

    def _matches(self, key: str) -> Iterable[tuple[Agency, ...]]:
        yield tuple(
            a for code, found in self._codes.items() if match_key(code) == key for a in found
        )
        words = _words(key)
        yield self._names.get(words, ())
        stem = self._stem(key)
        yield self._stems.get(stem, ())
        tokens = stem.split()
        if len(tokens) > 1 or len(stem) > 2 or stem != words:
            yield tuple(
                dict.fromkeys(
                    agency
                    for name, found in self._stems.items()
                    if _reads_as(tokens, name.split())
                    for agency in found
                )
            )

    def resolve_group(self, text: str, on: date | None = None) -> list[Agency]:
        """Return the members of a group, in the order of the plan; [] if the text is no group.

        Args:
            text: as written: "Các sở, ban, ngành tỉnh", "UBND các huyện, thành phố, thị xã".
            on: only members valid on that day.
        """
        kinds = self._group_kinds(text)
        return [
            agency
            for agency in self.agencies
            if agency.kind in kinds and (on is None or agency.is_valid_on(on))
        ]

    def _group_kinds(self, text: str) -> frozenset[str]:
        key = match_key(text)
        for kind in KINDS:
            if key == match_key(kind):
                return frozenset((kind,))
        if ";" in key or len(key) > 300:
            return frozenset()
        words = _spelled_out(key)
        rest = self._tail.sub("", words)
        plural = re.search(r"\b(?:các|những|cấp|tất cả)\b", words) is not None
        kinds: list[str] = []
        count = 0
        for kind, form in _GROUP_FORMS:
            rest, found = form.subn(" ", rest)
            if found:
                kinds.append(kind)
                count += found if kind else 0
        if _GROUP_NOISE.sub(" ", rest).split() or not (plural or count > 1):
            return frozenset()
        return frozenset(kind for kind in kinds if kind)

    def resolve_cell(self, text: str, on: date | None = None) -> Parties:
        """Return the bodies that a cell names, and the pieces that name nobody known.

        The whole cell is tried first, then its pieces at ";", and at "," or "và" only where every
        piece names somebody. Who is named individually is so even if a group has it as well.
        """
        found = self._parties(text, on)
        pieces = [text] if found is not None else re.split(r"[;\n]", text)
        members: dict[str, Party] = {}
        unresolved: list[str] = []
        for piece in filter(None, (piece.strip() for piece in pieces)):
            parties = found or self._parties(piece, on)
            if parties is None:
                unresolved.append(piece)
            for party in parties or ():
                if party.code not in members or not party.group:
                    members[party.code] = party
        return Parties(tuple(members.values()), tuple(unresolved))

    def _parties(self, text: str, on: date | None) -> list[Party] | None:
        """Return the bodies of a piece that is one name, one group or a list of those."""
        piece = text.strip()
        if not piece:
            return None
        if single := self._one(piece, on):
            return single
        if ";" in piece or len(piece) > 2000:
            return None
        if headed := _HEADED.match(match_key(piece)):
            head = headed["head"].replace(" các", "")
            if found := self._sequence(headed["rest"], on, head + " "):
                return found
        return self._sequence(piece, on)

    def _one(self, piece: str, on: date | None) -> list[Party] | None:
        agency = self.resolve(piece, on)
        if agency is not None:
            return [Party(agency.code)]
        group = self.resolve_group(piece, on)
        return [Party(member.code, piece) for member in group] or None

    def _sequence(self, piece: str, on: date | None, head: str = "") -> list[Party] | None:
        """Split a list at commas and "và" into names, the longest name first, or give up."""
        parts = re.split(r"(\s*[,\n]\s*|\s+và\s+)", piece)
        best: dict[int, list[Party] | None] = {len(parts) + 1: []}
        for start in range(len(parts) - 1, -1, -2):
            best[start] = None
            for end in range(min(len(parts), start + 15), start, -2):
                rest = best[end + 1]
                if rest is None:
                    continue
                name = "".join(parts[start:end]).strip()
                found = (head and self._one(head + name, on)) or self._one(name, on)
                if found:
                    best[start] = found + rest
                    break
        return best[0]

    def suggest(self, text: str, limit: int = 3) -> list[str]:
        """Return the names most like a text, best first: for a person to choose from."""
        from rapidfuzz import fuzz, process

        names = {match_key(agency.name): agency.name for agency in self.agencies}
        found = process.extract(
            match_key(text), list(names), scorer=fuzz.WRatio, limit=limit, score_cutoff=60
        )
        return [names[key] for key, _, _ in found]

    def successors_on(self, code: str, day: date) -> tuple[str, ...]:
        """Return the codes of the bodies that stand for a body on a day, itself if it exists."""
        seen: set[str] = set()
        result: dict[str, None] = {}
        waiting = [code]
        while waiting:
            current = waiting.pop(0)
            if current in seen:
                continue
            seen.add(current)
            bodies = self._codes.get(current, ())
            if any(body.is_valid_on(day) for body in bodies):
                result[current] = None
                continue
            ended = (body for body in bodies if body.valid_until and body.valid_until < day)
            waiting[:0] = [successor for body in ended for successor in body.successors]
        return tuple(result)


def _only(found: Sequence[Agency], on: date | None) -> Agency | None:
    """Return the one body found, or the one of them valid on the day."""
    if len(found) > 1 and on is not None:
        found = [agency for agency in found if agency.is_valid_on(on)]
    return found[0] if len(found) == 1 else None


def _grouped(pairs: Iterable[tuple[str, Agency]]) -> Mapping[str, tuple[Agency, ...]]:
    groups: dict[str, tuple[Agency, ...]] = {}
    for key, agency in pairs:
        groups[key] = (*groups.get(key, ()), agency)
    return MappingProxyType(groups)


# ---------------------------------------------------------------- the usual bodies


@dataclass(frozen=True, slots=True)
class StandardBody:
    """A body that most provinces have."""

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: str


def standard_catalogue() -> tuple[StandardBody, ...]:
    """Return the usual bodies of a province, to give codes to bodies that a document names."""
    return tuple(
        StandardBody(
            row["code"], row["name"], tuple(filter(None, row["aliases"].split("|"))), row["kind"]
        )
        for row in _table("agencies.tsv")
    )


def standard_registry(province: str = "") -> Registry:
    """Return a registry of the usual bodies."""
    bodies = standard_catalogue()
    agencies = [Agency(body.code, body.name, body.aliases, body.kind) for body in bodies]
    return Registry(agencies, province)


def _table(name: str) -> list[dict[str, str]]:
    text = (resources.files("plansheet") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
