"""Who is in charge in a line: "Sở A, Sở B chủ trì, phối hợp với Sở C và UBND cấp huyện: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from plansheet.documents.naming import Naming
from plansheet.language.text import match_key

_ASKING = re.compile(
    r"(?:(?:đề nghị|giao|yêu cầu|phân công|đối với|(?:trách nhiệm|nhiệm vụ) của)(?: cho)?:? )+",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"(?:các |những |toàn thể )?(?:giám đốc|thủ trưởng|chủ tịch|lãnh đạo|chánh|cục trưởng|sở|ban"
    r"|ngành|cục|chi cục|chi nhánh|ngân hàng|kho bạc|bảo hiểm|toà án|viện|bưu điện|hội|liên"
    r"|tỉnh đoàn|đoàn|mặt trận|uỷ ban|ubnd|ubmttq|mttq|hđnd|thanh tra|công an|bộ|văn phòng|vp"
    r"|đài|báo|trung tâm|trường|công ty|tổng công ty|bệnh viện|quỹ|hiệp hội|tập đoàn|địa phương"
    r"|cơ quan|đơn vị|huyện|phòng|vụ|trạm|tổng cục|học viện|đảng uỷ|tỉnh uỷ|thường trực|hội đồng"
    r"|bộ trưởng|trưởng|tổng thanh tra|thông tấn|thôn|ấp|khu phố|khu dân cư|tổ dân phố|khóm|bản)\b"
)
_VERBS = (
    "[Cc]hủ trì|[Pp]hối hợp|chủ động|theo (?:đúng )?chức năng|theo nhiệm vụ|theo thẩm quyền|căn cứ"
    "|là cơ quan|làm đầu mối|đầu mối|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ"
    "|tham mưu|thực hiện|tiếp tục|tập trung|tăng cường|triển khai|xây dựng|chỉ đạo|đẩy mạnh"
    "|đẩy nhanh|rà soát|hướng dẫn|tổ chức"
    "|nghiên cứu|đề xuất|kiểm tra|đôn đốc|theo dõi|khẩn trương|bảo đảm|đảm bảo|nâng cao|hoàn thành"
    "|hoàn thiện|phổ biến|lập|trình|ban hành|phát huy|quản lý|thường xuyên|kịp thời|làm tốt|duy trì"
    "|lãnh đạo|cụ thể hoá|cụ thể hóa|tổng hợp|bố trí|cân đối|thẩm định|lắp đặt|mở|phát động"
    "|chuẩn bị|giám sát|tiếp nhận|lồng ghép|huy động|khảo sát|giải quyết|cung cấp|đăng ký"
    "|cùng cấp|giúp|tuyên truyền|vận động|phân công|quyết định|phụ trách|trong việc|để|nhằm"
)
_BOUNDARY = re.compile(rf"\s*:|[.;]?\s*$|,?\s+(?:có\s+)?(?=(?:{_VERBS})\b)")
_OF_A_SENTENCE = re.compile(rf"(?:{_VERBS})\b|.*\b(?:do|được|khi) ", re.IGNORECASE)
_A_VERB = re.compile(rf"\s*(?:{_VERBS})?[\s:.;]*")
_LEADING = re.compile(
    r",?\s*(?:khẩn trương |chủ động |trực tiếp |tiếp tục )?"
    r"(?:là cơ quan |là đơn vị |có trách nhiệm |chịu trách nhiệm )?"
    r"(?:chủ trì|làm đầu mối|đầu mối)(?P<joint>\s*(?:,|và)?\s*)",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r",?\s*(?:và\s+)?(?:chủ động\s+)?phối hợp(?: chặt chẽ)?(?:,? (?:cùng với|với|cùng))?\s+"
    r"(?:cùng\s+)?",
    re.IGNORECASE,
)
_BY_FUNCTION = re.compile(
    r",?\s*theo (?:đúng )?(?:chức năng|nhiệm vụ|thẩm quyền)[^:.;]{0,40}?,?\s*"
    r"(?=(?:chủ trì|chủ động|phối hợp)\b)",
    re.IGNORECASE,
)
_INSERTED = re.compile(
    r",\s*(?:trên cơ sở|căn cứ|theo)\b[^.;:]{5,200}?,\s*(?=chủ trì\b|phối hợp với\b)", re.IGNORECASE
)
_BOARDS = re.compile(
    r"(?P<head>(?:các\s+)?ban quản lý dự án[^:;,]*)(?::\s*|(?<=công trình)\s+)"
    r"(?P<parts>[^:;]+(?:;[^:;]+)+)",
    re.IGNORECASE,
)
_BOARD_WORDS = 8
"""Words of the longest field of a board: "nông nghiệp và phát triển nông thôn tỉnh"."""
_LISTED = re.compile(r"[A-ZĐ]\w*(?: [A-ZĐ]\w*)*(?:, [A-ZĐ]\w*(?: [A-ZĐ]\w*)*)+")
"""Proper names after a group and a colon: only those of it are meant."""
_CLAUSE = re.compile(
    r"(?:(?:trên )?cơ sở|căn cứ|theo|sau khi|để|trong quá trình|h[ằà]ng năm|định kỳ)\b"
    r"[^.;:]{3,250}?,\s+",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:về|đối với)\b[^:.;]{3,200}:\s+(?=\S)", re.IGNORECASE)
_AFTER_A_CLAUSE = "“{names}” đứng sau một mệnh đề, có đúng là cơ quan chủ trì"
_OF_A_LIST = "“{group}” chỉ gồm những nơi nêu sau đó: {names}"
_FUNCTION = re.compile(
    r",?\s*(?:theo|căn cứ)(?: vào)? (?:đúng )?(?:chức năng|nhiệm vụ|thẩm quyền)"
    r"[^:.;]{0,80}?(?=:|$)",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\s*(?:(?:chịu|có) trách nhiệm|có nhiệm vụ)?\s*(?:(?:triển khai )?thực hiện)?"
    r"\s*(?:các)?\s*(?:nội dung|nhiệm vụ)?\s*(?:sau|sau đây)?\s*:",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"[,;]?\s*(?:\b(?:và|cùng với|cùng)\s+)?"
    r"(?:các\s+(?:(?:sở|ban|ngành|cơ quan|đơn vị|tổ chức|địa phương|cấp|tỉnh)(?:\s*,|\s+và)?\s*)+"
    r"|(?:(?:cơ quan|đơn vị)(?:\s*,|\s+và)?\s*)+)(?:có\s+)?liên quan(?:\s+khác)?",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:[,;]?\s*(?:và\s+)?(?:các\s+)?(?:cơ quan|đơn vị),?)*\s+(?:có\s+)?liên quan", re.IGNORECASE
)
_REMARK = re.compile(
    r"\s*\([^()]*\)|\s+[-–]\s+(?:cơ quan|đơn vị) (?:thường trực|chủ trì|đầu mối|tham mưu)[^,;:()]*",
    re.IGNORECASE,
)
"""What is said of a body beside its name: “(Cơ quan thường trực …)”, “- Cơ quan thường trực …”."""
_OF_NOBODY = re.compile(
    r",?\s*(?:theo|căn cứ|trong phạm vi)\s+(?:đúng |phạm vi |các )?"
    r"(?:chức năng|nhiệm vụ|thẩm quyền|quy định|phân công|lĩnh vực|quyền hạn)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
"""What follows names and names nobody: “theo chức năng, nhiệm vụ được giao”."""
_CONCERNED = re.compile(r",?\s*(?:có )?liên quan(?: khác)?\b", re.IGNORECASE)
_ONLY_CONCERNED = "“{name}” không nêu rõ là những cơ quan nào"
_SAID_MORE = "“{name}” nói nhiều hơn tên cơ quan"
_SAYS_MORE = re.compile(r"\bchủ trì\b|\bphối hợp\b", re.IGNORECASE)
_PARTS = re.compile(
    r"(?:^|(?<=[.;,\n-])\s*)(?:(?:cơ quan|đơn vị)\s+)?(?P<who>chủ trì|phối hợp)\s*:\s*"
    r"(?P<names>.*?)(?=[.;,\n-]?\s*(?:(?:cơ quan|đơn vị)\s+)?(?:chủ trì|phối hợp)\s*:|$)",
    re.IGNORECASE | re.DOTALL,
)
_UNKNOWN_LEADING = re.compile(
    r"(?P<names>(?=[A-ZĐ]|các )[^.;:()]{3,150}?)"
    r"(?=,?\s+(?:(?:là cơ quan|là đơn vị|có trách nhiệm) )?chủ trì\b)"
)
_ASKING_SOMEBODY = re.compile(r"(?:[Đđ]ề nghị|[Gg]iao|[Pp]hân công)\b")
_BY_POSITION = "“{names}” có đúng là cơ quan chủ trì"
_IN_WHAT = re.compile(r"(?:trong|để|nhằm)\b")
_NEXT_NAME = re.compile(r"\s*[,;]?\s+(?:và\s+(?:các\s+)?|(?<=,\s))(?=[A-ZĐ])")
"""What joins the name of one more body, which nobody knows, to those before."""
_EDGES = " ,;:.\n-"
_LONGEST = 400
_MOST_BOUNDARIES = 12
_MOST_WORDS = 30


@dataclass(frozen=True, slots=True)
class Duty:
    """The bodies that a line puts in charge, those that coordinate, and what it says of the work.

    `partners` is who else is meant without a name ("các đơn vị có liên quan"); `explicit` says that
    a word ("chủ trì") or a colon marks the bodies as in charge, or that nothing else follows.
    `due`, `level`, `product` and `content` are known only where they stand under labels of their
    own. `verbatim` is what says who does what, where more than names stands there; `doubt` is what
    a person should look at.
    """

    leads: str
    coordinators: str
    partners: str
    rest: str
    explicit: bool
    due: str = ""
    level: str = ""
    product: str = ""
    content: str = ""
    doubt: str = ""
    verbatim: str = ""


def lead_of(text: str, naming: Naming) -> Duty | None:
    """What a line says about who is in charge, or None if it does not begin with bodies."""
    asked = _ASKING.match(text)
    line = text[asked.end() if asked else 0 :]
    begins_name = line[:1].isupper() or line.startswith("các ")
    by_name = bool(begins_name and _ASKING_SOMEBODY.match(text))
    if not _HEADS.match(match_key(line[:60])):
        return _named_by_position(line) if by_name else None
    if (boards := boards_of(line.strip(_EDGES))) != line.strip(_EDGES):
        return Duty(boards, "", "", "", explicit=True, verbatim=line.strip(_EDGES))
    end = _named_until(line, naming)
    if not end:
        return _named_by_position(line, by_name)
    if beyond := _further(line, end):
        named, rest = line[:beyond].strip(_EDGES), line[beyond:].strip(" ,")
        doubt = _BY_POSITION.format(names=named)
        return Duty(named, "", "", rest, explicit=bool(asked), doubt=doubt)
    (leads, others), after = _names_in(line[:end], naming), line[end:]
    inserted = _BY_FUNCTION.match(after) or _INSERTED.match(after)
    after = after[inserted.end() :] if inserted else after
    leading = _LEADING.match(after)
    if leading:
        after = after[leading.end() :]
    joining = _JOINING.match(after)
    coordinators, partners = "", _bare(others)
    together = after if joining and not leading else ""
    if joining:
        coordinators, meant, further = _partners(after[joining.end() :], naming)
        unread = not (coordinators or meant) and (not leading or "với" in joining[0].lower())
        after = after if unread else further
        partners = "; ".join(filter(None, (partners, meant)))
    function = _FUNCTION.match(after)
    if function:
        after = after[function.end() :]
    duty = _DUTY.match(after)
    colon = bool(duty) or after.lstrip().startswith(":")
    after = after[duty.end() :] if duty else after.lstrip().removeprefix(":")
    rest = after.strip().lstrip(",").strip()
    if together and _IN_WHAT.match(rest):
        rest = together.strip(" ,")
    explicit = bool(leading or joining or colon or function) or rest.strip(".;") == ""
    listed = _LISTED.match(rest) if colon and not joining else None
    boards = boards_of(leads)
    doubt = _OF_A_LIST.format(group=leads, names=listed[0]) if listed else ""
    if _CONCERNED.match(others):
        doubt = _ONLY_CONCERNED.format(name=line[:end].strip(_EDGES))
    rest = "" if rest in (".", ";") else rest
    verbatim = leads if boards != leads else ""
    if _REMARK.search(line[:end]) and not _REMARK.search(leads):
        verbatim = line[:end].strip()
    return Duty(boards, coordinators, partners, rest, explicit, doubt=doubt, verbatim=verbatim)


def _further(line: str, end: int) -> int:
    """Where a list of bodies ends that goes on after the known ones; 0 where it does not."""
    if not _NEXT_NAME.match(line, end):
        return 0
    return next((at for at in _boundaries(line) if at > end and line[at:].strip(_EDGES)), 0)


def _named_by_position(line: str, asked: bool = True) -> Duty | None:
    """Who is in charge by where that stands, of nobody known: "Tổng Thư ký chủ trì …".

    Or, where it is `asked`, up to what is asked: "Đề nghị các doanh nghiệp du lịch …".
    """
    leading = _UNKNOWN_LEADING.match(line)
    end = leading.end("names") if leading else next(_boundaries(line), 0) if asked else 0
    names = line[:end].strip(_EDGES)
    sentence = _has_predicate(names) or _OF_A_SENTENCE.match(names)
    if not names or sentence or len(names.split()) > _MOST_WORDS:
        return None
    after = line[end:].lstrip()
    said = _LEADING.match(after)
    colon = after.startswith(":")
    rest = after[said.end() :] if said else after.removeprefix(":").strip()
    rest = "" if rest in (".", ";") else rest
    doubt = _BY_POSITION.format(names=names)
    return Duty(names, "", "", rest, bool(said or colon or not rest), doubt=doubt)


def boards_of(names: str) -> str:
    """Boards that are named with one noun, each with its own: "… công trình: A; B" are two."""
    found = _BOARDS.fullmatch(names)
    if found is None or max(map(len, map(str.split, found["parts"].split(";")))) > _BOARD_WORDS:
        return names
    head = " ".join(re.sub(r"\b[Cc]ác\b", " ", found["head"]).split())
    parts = (part.strip() for part in found["parts"].split(";"))
    return "; ".join(f"{head} {part}" for part in parts if part)


def introduced_lead_of(text: str, naming: Naming) -> Duty | None:
    """Who is put in charge after a clause: "Trên cơ sở kết quả khảo sát, Sở A chủ trì …".

    Or after what it is about: "Về bệnh viện: Giao Sở A …".

    The whole sentence says what is to be done.
    """
    clause = _CLAUSE.match(text) or _ABOUT.match(text)
    lead = lead_of(text[clause.end() :], naming) if clause else None
    if lead is None or naming.strangers(lead.leads) != ():
        return None
    doubt = "" if lead.explicit else _AFTER_A_CLAUSE.format(names=lead.leads)
    return replace(lead, rest=text, doubt=lead.doubt or doubt)


def in_charge(value: str, naming: Naming) -> Duty:
    """What a cell or the value of a label says about who does a task.

    It may be names alone, a sentence ("Sở A chủ trì, phối hợp với Sở B"), or labelled parts
    ("Chủ trì: Sở A. Phối hợp: Sở B").
    """
    parts = {found["who"].lower(): found["names"] for found in _PARTS.finditer(value)}
    if "chủ trì" in parts:
        joined = parts.get("phối hợp", "").strip(_EDGES)
        return replace(_of_pieces(parts["chủ trì"].strip(_EDGES), naming), coordinators=joined)
    duty = lead_of(value, naming) if _SAYS_MORE.search(value) else None
    if duty and not duty.rest:
        return duty
    return _of_pieces(value, naming)


def _of_pieces(value: str, naming: Naming) -> Duty:
    """Names that say more than names: "Sở A (cấp phép); Sở B rà soát …", "… theo chức năng".

    What names somebody is the lead; the whole is kept beside it.
    """
    if not value or naming.strangers(value) is not None:
        return Duty(value, "", "", "", explicit=True)
    pieces = [_bare_name(piece, naming) for piece in _split_pieces(value)]
    names = "; ".join(dict.fromkeys(name for name, _ in pieces))
    doubts = "; ".join(dict.fromkeys(doubt for _, doubt in pieces if doubt))
    verbatim = value if names != "; ".join(_split_pieces(value)) else ""
    return Duty(names, "", "", "", explicit=True, doubt=doubts, verbatim=verbatim)


def _split_pieces(value: str) -> list[str]:
    """The pieces of a list at ";" outside brackets."""
    return [
        piece.strip(_EDGES) for piece in re.split(r";(?![^(]*\))", value) if piece.strip(_EDGES)
    ]


def _bare_name(piece: str, naming: Naming) -> tuple[str, str]:
    """Whom a piece names, or the piece where that is nobody, and what is doubtful in it."""
    name = _OF_NOBODY.sub("", _REMARK.sub("", piece)).strip(_EDGES)
    meant = _CONCERNED.sub("", name).strip(_EDGES)
    doubt = _ONLY_CONCERNED.format(name=name) if meant != name else ""
    if naming.strangers(meant) is not None:
        return meant, doubt
    named = lead_of(name, naming)
    leads = named.leads if named else _known_part(meant, naming)
    if leads and naming.strangers(leads) is not None:
        return leads, _SAID_MORE.format(name=piece)
    return piece, ""


def _known_part(names: str, naming: Naming) -> str:
    """The longest beginning of a list of names that names known bodies alone."""
    ends = [joint.start() for joint in re.finditer(r", | và ", names)]
    return next((names[:end] for end in reversed(ends) if naming.strangers(names[:end]) == ()), "")


def coordinators_of(text: str, naming: Naming) -> tuple[str, str]:
    """The coordinating bodies of an item "(Chủ trì,) phối hợp với …", and those without a name."""
    leading = _LEADING.match(text)
    joining = _JOINING.match(text, leading.end() if leading else 0)
    if joining is None:
        return "", ""
    named, partners, _ = _partners(text[joining.end() :], naming)
    return ("", "") if naming.are_above(named) else (named, partners)


def _boundaries(text: str) -> Iterator[int]:
    """Where the names of bodies may end, nearest first."""
    for count, boundary in enumerate(_BOUNDARY.finditer(text[:_LONGEST])):
        if count == _MOST_BOUNDARIES:
            return
        if boundary.start() and not (boundary.end() == _LONGEST and len(text) > _LONGEST):
            yield boundary.start()


def _named_until(text: str, naming: Naming) -> int | None:
    """The end of the longest beginning of a line that names bodies and nothing else.

    Known bodies go before names that only sound like one: "Sở Tài chính bố trí kinh phí" is none.
    """
    known = unknown = None
    for end in _boundaries(text):
        names, _ = _names_in(text[:end], naming)
        strangers = naming.strangers(names) if names else None
        if strangers == ():
            known = end if known is None or not _A_VERB.fullmatch(text[known:end]) else known
        elif strangers and unknown is None and not any(map(_has_predicate, strangers)):
            unknown = end
        elif known is not None and text[end : end + 1] != ":":
            break
    return known if known is not None else naming.subject(text) or unknown


def _has_predicate(name: str) -> bool:
    """Whether a name has a verb in it and so is part of a sentence."""
    return any(end < len(name) for end in _boundaries(name))


def _partners(text: str, naming: Naming) -> tuple[str, str, str]:
    """Coordinating bodies, those meant without a name, and the text after them."""
    end = _named_until(text, naming)
    vague = _VAGUE.match(text)
    if end is None or (vague and vague.end() >= end):
        end = vague.end() if vague else text.find(":")
        return ("", _bare(text[:end]), text[end:]) if end >= 0 else ("", "", text)
    named, meant = _names_in(text[:end], naming)
    return named, _bare(meant), text[end:]


def _bare(names: str) -> str:
    """Names without the joint before them."""
    return re.sub(r"^(?:và|cùng(?: với)?)\s+", "", names.strip(_EDGES))


def _names_in(text: str, naming: Naming) -> tuple[str, str]:
    """Names and what is vague in them, without a remark in brackets that nobody is called by."""
    names, vague = _without_vague(text)
    if _REMARK.search(names) and (" - " in names or naming.strangers(names) is None):
        return _without_vague(_REMARK.sub("", text))
    return names, vague


def _without_vague(names: str) -> tuple[str, str]:
    """Names without "và các đơn vị liên quan", which names nobody, and those words.

    They stay where nothing else is named.
    """
    for form in (_VAGUE, _RELATED):
        if named := form.sub("", names).strip(_EDGES):
            if names.startswith(named):
                return named, names[len(named) :]
            return named, "; ".join(_bare(vague[0]) for vague in form.finditer(names))
    return "", names
