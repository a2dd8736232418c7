"""The facts of a plan: its title, number, issuer, date, years and province.

Their layout is that of Decree 30/2020/NĐ-CP (before it Circular 01/2011/TT-BNV): the issuing body
at the top left, "Số: …/KH-UBND" under it, place and date at the right, then the kind of the
document in capitals on a line of its own and what it is about under it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from plansheet.documents.formats.blocks import Paragraph
from plansheet.language.text import match_key
from plansheet.plan.agencies import central_bodies, initials, standard_registry
from plansheet.plan.workbook.facts import (
    CONSOLIDATOR,
    FIRST_YEAR,
    ID,
    ISSUED,
    ISSUER,
    LAST_YEAR,
    NUMBER,
    PROVINCE,
    TITLE,
)

_TITLE = re.compile(r"(kế hoạch|chương trình)( hành động| công tác)?")
_OTHER_TITLE = re.compile(
    r"(quyết định|nghị quyết|chỉ thị|đề án|phương án|thông báo|kết luận|hướng dẫn|công văn"
    r"|công điện)( .{0,60})?"
)
_ABOUT = re.compile(r"(?:v/v|về việc)\b:?\s*", re.IGNORECASE)
_ADDRESSED = re.compile(r"kính gửi\b")
_NUMBER = re.compile(
    r"\bsố\s*:\s*(\d*)\s*(/[\wĐđ&-]+)|^\W*số\s*:?\s*(\d+)\s*(-[a-zđ]+/[\wđ&-]+)",
    re.IGNORECASE | re.MULTILINE,
)
"""“Số: 45/KH-UBND”, and as Party bodies number: “Số 21-KH/TU”."""
_DATE = re.compile(r",\s*ngày\s+(?:(\d+)\s+)?tháng\s+(?:(\d+)\s+)?năm\s+(\d{4})", re.IGNORECASE)
_YEARS = re.compile(r"(?:năm\s+)?(20\d\d)\s*[-–]\s*(20\d\d)|năm\s+(20\d\d)", re.IGNORECASE)
_OTHER_YEARS = re.compile(
    r"ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}\s+năm\s+|(?:[/.-]\d{1,2})?[/.-])\d{4}"
    r"|\b(?:tầm\s+nhìn|định\s+hướng)(?:\s+(?:đến|cho|cả))?(?:\s+(?:hết\s+)?năm)?\s+20\d\d"
    r"(?:\s*[-–]\s*20\d\d)?",
    re.IGNORECASE,
)
"""Years in a title that are not those of the plan: of a document cited, of an outlook."""
_UNTIL = re.compile(r"\bđến\s+(?:hết\s+)?(?:năm\s+)?(20\d\d)", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"(?:UBND|HĐND|[UỦ][YỶ] BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)\s+"
    r"(?P<kind>TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU)\s+(?P<name>[\w -]+)"
)
_CENTRAL = re.compile(
    r"^\W*(?P<name>(?:THỦ TƯỚNG |VĂN PHÒNG |THANH TRA )?CHÍNH PHỦ|BỘ [\w ,-]+"
    r"|BAN CHẤP HÀNH TRUNG ƯƠNG|BAN BÍ THƯ|VĂN PHÒNG TRUNG ƯƠNG ĐẢNG"
    r"|(?:(?:[UỦ][YỶ] BAN THƯỜNG VỤ|VĂN PHÒNG) )?QUỐC HỘI|NGÂN HÀNG NHÀ NƯỚC VIỆT NAM"
    r"|T(?:OÀ|ÒA) ÁN NHÂN DÂN TỐI CAO|VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO)\W*$",
    re.MULTILINE,
)
_HIGHEST = (
    "Chính phủ",
    "Thủ tướng Chính phủ",
    "Văn phòng Chính phủ",
    "Thanh tra Chính phủ",
    "Ban Chấp hành Trung ương",
    "Ban Bí thư",
    "Bộ Chính trị",
    "Văn phòng Trung ương Đảng",
    "Quốc hội",
    "Ủy ban Thường vụ Quốc hội",
    "Văn phòng Quốc hội",
    "Ngân hàng Nhà nước Việt Nam",
    "Tòa án nhân dân tối cao",
    "Viện kiểm sát nhân dân tối cao",
)
_PARTY = re.compile(r"^\W*TỈNH [UỦ][YỶ]\s+(?P<name>[\w -]+)$", re.MULTILINE)
_COUNCIL = re.compile(r"^\W*(?:HỘI ĐỒNG NHÂN DÂN|HĐND)\b", re.MULTILINE)
_OFFICE = re.compile(
    r"^\W*(?:UBND|[UỦ][YỶ] BAN NHÂN DÂN)\s+(?:TỈNH|THÀNH PHỐ)\s+[\w -]+\n"
    r"\W*(?P<name>(?:SỞ|THANH TRA|BAN QUẢN LÝ|BAN DÂN TỘC) [\w ,-]+?)\W*$",
    re.MULTILINE,
)
_CENTRAL_LINES = 4
_PROVINCE = re.compile(r"\btỉnh ((?:\w+ (?:- )?){0,3}\w+)")
_ANNEX = re.compile(r"phụ lục( (số )?[ivx\d]+)?")
_ATTACHED = re.compile(
    r"\((?:ban hành )?kèm theo [\w ]*? số:?\s*(?P<number>\S*?),?\s+ngày\s+(?:(?P<date>[\d/]+)"
    r"|(?P<day>\S*)\s*tháng\s+(?P<month>\S*)\s*năm\s+(?P<year>\S+))\s+của (?P<issuer>[^)]*)\)",
    re.IGNORECASE,
)
"""Of which document an annex is, under its title (Decree 30/2020/NĐ-CP, appendix I)."""
_UNDER_TITLE = 3
_NO_ISSUER = "văn bản không ghi cơ quan ban hành"
_ISSUER_GUESSED = "văn bản không ghi cơ quan ban hành: đoán theo tỉnh được nêu nhiều nhất"
_YEARS_GUESSED = "tên văn bản không nêu năm: đoán theo {by}"
_BY_NAMED, _BY_LATEST = "năm được nêu nhiều nhất", "năm muộn nhất được nêu"
_BY_DUES = "thời hạn muộn nhất"
_FURTHEST = 10
"""Years that a plan goes on, at most."""
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PLACE = re.compile(r"\b(?P<kind>tỉnh|thành phố|huyện|quận|thị xã)\s+(?P<name>[\w -]+)")
_LETTERHEAD_LINES = 40
_LONGEST_TITLE = 8


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a document says of its plan.

    Attributes:
        facts: by their Vietnamese names, blank where the document does not say.
        doubts: of the facts that were guessed, what a person should look at.
        is_dated: whether the title says the years.
    """

    facts: dict[str, str]
    doubts: Mapping[str, str]
    is_dated: bool

    def until(self, dues: Iterable[str]) -> Head:
        """The head; where its title says no years, they go until the latest of the deadlines."""
        last = self.facts[LAST_YEAR.name]
        years = (year for due in dues for year in _ANY_YEAR.findall(due))
        latest = max(years, default="")
        if self.is_dated or not last < latest <= str(int(last or 0) + _FURTHEST):
            return self
        doubts = {**self.doubts, LAST_YEAR.name: _YEARS_GUESSED.format(by=_BY_DUES)}
        return replace(self, facts={**self.facts, LAST_YEAR.name: latest}, doubts=doubts)


def head_of(paragraphs: Sequence[Paragraph]) -> Head:
    """Read the head of a document.

    A covering letter or a decision may stand before the plan: the number and the date are those
    nearest to the plan's own title, else of the document that the plan says it is attached to.
    """
    if annex := _annex(paragraphs):
        return _attached_head(annex.titles[0], annex.plan_title, annex.attached, paragraphs)
    at, end, title = title_of(paragraphs)
    addressed = (i for i, p in enumerate(paragraphs) if _ADDRESSED.match(match_key(p.text)))
    ends = max(at + 1, next(addressed, 0)) if title else _LETTERHEAD_LINES
    head = "\n".join(p.text for p in paragraphs[:ends])
    central = _CENTRAL.search("\n".join(p.text for p in paragraphs[:_CENTRAL_LINES]))
    party = None if _LETTERHEAD.search(head) else _PARTY.search(head)
    under = "\n".join(p.text for p in paragraphs[at : end + _UNDER_TITLE]) if title else ""
    attached = _ATTACHED.search(under)
    if attached and not (central or party or _LETTERHEAD.search(head) or _date(head)):
        return _attached_head(title, title, attached, paragraphs)
    doubts: dict[str, str] = {}
    kind, name = _place(head, paragraphs)
    if central and not _LETTERHEAD.search(head):
        kind, name = "", ""
    elif party:
        kind, name = "tỉnh", _leading(str.isupper, party["name"]).title()
    elif not _LETTERHEAD.search(head):
        doubts[ISSUER.name] = _ISSUER_GUESSED if name else _NO_ISSUER
    issued = _date(head) or (_date_of(attached) if attached else "")
    number = _number(head) or (_number_of(attached) if attached else "")
    issuer = f"Tỉnh ủy {name}" if party else _issuer(head, kind, name) or _central(central)
    facts = _facts(title, number, issuer, issued, name if kind in _OF_PROVINCE else "", name)
    return _with_years(facts, (title,), paragraphs, doubts)


def _facts(
    title: str, number: str, issuer: str, issued: str, province: str, place: str
) -> dict[str, str]:
    """The facts but for the years; `place` is what the code is made of."""
    return {
        ID.name: place,
        TITLE.name: title,
        NUMBER.name: number,
        ISSUER.name: issuer,
        ISSUED.name: issued,
        FIRST_YEAR.name: "",
        LAST_YEAR.name: "",
        PROVINCE.name: province,
        CONSOLIDATOR.name: "",
    }


def _with_years(
    facts: dict[str, str],
    titles: Sequence[str],
    paragraphs: Sequence[Paragraph],
    doubts: Mapping[str, str],
) -> Head:
    """The head with the years that a title says, else with those that are guessed."""
    issued = facts[ISSUED.name]
    said = next(filter(None, (_years(title, issued) for title in titles)), None)
    doubts, is_dated = dict(doubts), said is not None
    if said is None:
        year, by = _guessed_year(paragraphs, issued)
        said = (year, year)
        if by:
            doubts |= dict.fromkeys((FIRST_YEAR.name, LAST_YEAR.name), _YEARS_GUESSED.format(by=by))
    first, last = said
    code = _id(facts[ID.name], first, last)
    facts |= {ID.name: code, FIRST_YEAR.name: first, LAST_YEAR.name: last}
    return Head(facts, doubts, is_dated)


_OF_PROVINCE = ("tỉnh", "thành phố")


def _issuer(head: str, kind: str, name: str) -> str:
    """Who issues a document of a place: its committee, its council, or an office of either."""
    if not name:
        return ""
    number = _number(head)
    office = _OFFICE.search(head) if number and not number.endswith("UBND") else None
    known = standard_registry(name).resolve(office["name"].strip()) if office else None
    if known:
        return known.name
    council = _COUNCIL.search(head)
    return f"{'HĐND' if council else 'UBND'} {kind} {name}"


def _central(found: re.Match[str] | None) -> str:
    """The name of a central body that issues a document: “Chính phủ”, “Bộ Nội vụ”."""
    if found is None:
        return ""
    name = " ".join(found["name"].split())
    named = (*_HIGHEST, *(body.name for body in central_bodies()))
    return next((one for one in named if match_key(one) == match_key(name)), name.capitalize())


def _id(name: str, first: str, last: str) -> str:
    years = first if first == last else f"{first}-{last}"
    return "-".join(filter(None, (initials(name) or "KH", years)))


@dataclass(frozen=True, slots=True)
class _Annex:
    """The head of a document that is an annex alone; `end` is where it ends."""

    titles: Sequence[str]
    attached: re.Match[str]
    end: int

    @property
    def plan_title(self) -> str:
        """The title of the plan: under what the annex lists, or that itself."""
        return " ".join(self.titles[1:] or self.titles)


def _annex(paragraphs: Sequence[Paragraph]) -> _Annex | None:
    """The head of an annex with which the document begins: its number, its title, of what it is."""
    lines = [p.text for p in paragraphs[:_LONGEST_TITLE]]
    if not lines or not _ANNEX.fullmatch(match_key(lines[0])):
        return None
    for at, line in enumerate(lines):
        if (attached := _ATTACHED.fullmatch(line.strip())) and at > 1:
            return _Annex(lines[1:at], attached, at + 1)
    return None


def _attached_head(
    list_title: str, title: str, said: re.Match[str], paragraphs: Sequence[Paragraph]
) -> Head:
    """The head of a plan that says itself to which document it is attached."""
    issuer = said["issuer"].strip(" …")
    place = _PLACE.search(issuer)
    kind = place["kind"].lower() if place else ""
    name = place["name"].strip() if place else ""
    province = name if kind in _OF_PROVINCE else ""
    facts = _facts(title, _number_of(said), issuer, _date_of(said), province, name)
    return _with_years(facts, (list_title, title), paragraphs, {})


def _number_of(said: re.Match[str]) -> str:
    """The number of the document that a plan is attached to, blank where it is left open."""
    return said["number"] if any(map(str.isdigit, said["number"])) else ""


def _date_of(said: re.Match[str]) -> str:
    """The date of the document that a plan is attached to, blank where it is left open."""
    parts = said["date"].split("/") if said["date"] else [said["day"], said["month"], said["year"]]
    if len(parts) != len("dmy") or not all(map(str.isdecimal, parts)):
        return ""
    day, month, year = parts
    return f"{int(day):02}/{int(month):02}/{year}"


def title_of(paragraphs: Sequence[Paragraph]) -> tuple[int, int, str]:
    """Where the plan's title begins and ends, and the title; (0, 0, "") if it has none.

    The kind of the document stands in capitals on a line of its own, its subject under it. An
    annex alone says of which document it is.
    """
    if annex := _annex(paragraphs):
        return 0, annex.end, annex.plan_title
    for pattern in (_TITLE, _OTHER_TITLE):
        for i, paragraph in enumerate(paragraphs):
            if paragraph.text.isupper() and pattern.fullmatch(match_key(paragraph.text)):
                subject = _subject(paragraphs[i + 1 :])
                title = _joined(paragraph.text, " ".join(p.text for p in subject))
                return i, i + 1 + len(subject), title
    for i, paragraph in enumerate(paragraphs[:_LETTERHEAD_LINES]):
        if paragraph.text.isupper() and _TITLE.match(match_key(paragraph.text)):
            subject = _subject(paragraphs[i:])
            return i, i + len(subject), " ".join(p.text for p in subject)
    return _letter_title(paragraphs)


def _letter_title(paragraphs: Sequence[Paragraph]) -> tuple[int, int, str]:
    """What an official letter is about, which bears no name of its kind: “V/v …”."""
    for i, paragraph in enumerate(paragraphs[:_LETTERHEAD_LINES]):
        if about := _ABOUT.match(paragraph.text):
            return i, i + 1, f"Công văn về {paragraph.text[about.end() :]}".strip()
    return 0, 0, ""


def _joined(kind: str, subject: str) -> str:
    """One title: in capitals as written, or "Kế hoạch triển khai …" in running letters."""
    if subject.isupper() or not subject:
        return f"{kind} {subject}".strip()
    return f"{kind.capitalize()} {subject[0].lower()}{subject[1:]}"


def _subject(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """What the plan is about: the lines in capitals, or the first paragraph, unwrapped."""
    lines = list(paragraphs[:_LONGEST_TITLE])
    if lines and _ADDRESSED.match(match_key(lines[0].text)):
        return []
    capitals = list(takewhile(lambda p: p.text.isupper(), lines))
    if not capitals and lines:
        wrapped = takewhile(lambda p: not p.apart and p.text[:1].islower(), lines[1:])
        capitals = [lines[0], *wrapped]
    return capitals


def _number(head: str) -> str:
    found = _NUMBER.findall(head)
    number, rest, number_of_party, rest_of_party = found[-1] if found else ("", "", "", "")
    digits, rest = number or number_of_party, rest or rest_of_party
    return f"{digits}{rest}" if digits else ""


def _date(head: str) -> str:
    found = _DATE.findall(head)
    day, month, year = found[-1] if found else ("", "", "")
    return f"{int(day):02}/{int(month):02}/{year}" if day and month else ""


def _place(head: str, paragraphs: Sequence[Paragraph]) -> tuple[str, str]:
    """The kind and the name of the place whose committee issues the plan."""
    found = _LETTERHEAD.search(head)
    if found:
        return found["kind"].lower(), _leading(str.isupper, found["name"]).title()
    named = Counter(
        _leading(str.istitle, words) for p in paragraphs for words in _PROVINCE.findall(p.text)
    )
    named.pop("", None)
    return "tỉnh", named.most_common(1)[0][0] if named else ""


def _leading(cased: Callable[[str], bool], words: str) -> str:
    """The words up to the first that is not written so; a dash between them belongs to the name."""
    kept = list(takewhile(lambda word: cased(word) or word == "-", words.split()))
    return " ".join(kept).strip(" -")


def _years(title: str, issued: str) -> tuple[str, str] | None:
    """The last year or span of years in the title: earlier ones are of the resolutions it cites.

    A plan "đến năm 2030" begins in the year in which it was issued.
    """
    title = _OTHER_YEARS.sub(" ", title)
    found = _YEARS.findall(title)
    until = _UNTIL.findall(title)
    if spans := [(first, last) for first, last, _ in found if first]:
        return spans[-1]
    own = [only for *_, only in found if only not in until]
    if until:
        begins = own[-1:] or [issued[-4:]]
        return (min(begins[0] or until[-1], until[-1]), until[-1])
    return (own[-1], own[-1]) if own else None


def _guessed_year(paragraphs: Sequence[Paragraph], issued: str) -> tuple[str, str]:
    """The year of a plan whose title has none, and by what it is guessed, if that is doubtful.

    The year that the document names most beside those of documents cited, else that of issue, else
    the latest year that it names at all.
    """
    texts = [_OTHER_YEARS.sub(" ", p.text) for p in paragraphs]
    named = Counter(only for text in texts for _, _, only in _YEARS.findall(text) if only)
    if named:
        year = named.most_common(1)[0][0]
        return year, "" if year == issued[-4:] else _BY_NAMED
    if issued:
        return issued[-4:], ""
    years = sorted(year for p in paragraphs for year in _ANY_YEAR.findall(p.text))
    return (years[-1], _BY_LATEST) if years else ("", "")
