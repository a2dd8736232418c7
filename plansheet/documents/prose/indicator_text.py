"""Indicators written in sentences: "Tốc độ tăng trưởng 6,5%, trong đó: khu vực I tăng 2,25%, …".

One numbered item may have several indicators, parts of an indicator ("trong đó") and conditions
without a number. The words of the target ("ít nhất", "còn không quá", "trở lên") stay with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from plansheet.plan.targets import parse_target

_NUMBER = re.compile(
    r"(?<![\w.,/-])\d[\d.,]*(?:/\d[\d.,]*(?=\s))?(?:\s?%?\s*(?:[-–]|đến|tới)\s*\d[\d.,]*)?(?<![.,])"
)
_PER = re.compile(r"(?:trên|mỗi|/)\s*$", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(?:năm|giai đoạn|quý|khóa|khoá|số|điểm|lần thứ|lớp|mức độ|đối tượng|hạng|loại|điều|khoản)"
    r"\s*$",
    re.IGNORECASE,
)
_DENOMINATOR = re.compile(r"\s*(?:người )?(?:dân|vạn|trẻ|hộ|lao động|người)\b", re.IGNORECASE)
_TWO_LEVELS = re.compile(r"địa phương\s*0?2 cấp\b", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:(?<!\w)(?:phấn đấu|cho|hoàn thành|đạt|còn|tăng bình quân|tăng thêm|tăng|giảm|duy trì"
    r"|đuy trì|giữ|ở mức|mức|khoảng|xấp xỉ|gần|ít nhất|tối thiểu|tối đa|từ|dưới|trên|hơn|vượt|đến"
    r"|bằng|không dưới|không quá|không vượt quá|thấp hơn|cao hơn|chiếm|cả|ước|tương đương"
    r"|xuống còn|xuống|lên)\s+)+$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"(?:tăng|giảm|bằng|cao hơn|thấp hơn|vượt|đạt)\s+(?:thêm |khoảng |trên |hơn )?\d"
    r"|so (?:với|cùng)\b",
    re.IGNORECASE,
)
_CHANGE_INSIDE = re.compile(r"\s(?:tăng|giảm|bằng)\s+\d[\d.,]*\s?%?[^\d]*?\bso\b.*$", re.IGNORECASE)
_EQUIVALENT = re.compile(r"tương đương\b", re.IGNORECASE)
_CONDITION = re.compile(r"(không (?:để )?(?:xảy ra|phát sinh))\b", re.IGNORECASE)
_NONE_LEFT = re.compile(r"không còn\s+", re.IGNORECASE)
_OR_MORE = re.compile(r"%\s*(?:\(?trở (?:lên|xuống)\)?\s*)?", re.IGNORECASE)
_OF_WHICH = re.compile(r"[,.]?\s*\btrong đó\b\s*[,:]?\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\(\s*trong đó\b\s*[,:]?\s*(?P<parts>[^()]*)\)\s*,?\s*", re.IGNORECASE)
_STRIVING = re.compile(r"phấn đấu (?P<name>.+?) (?P<target>đạt .+)", re.IGNORECASE)
_MAKING = re.compile(
    r"(?:phấn đấu )?(?:thành lập|công nhận|kết nạp|xây dựng|phát triển|hình thành|trồng|cấp|thu hút"
    r"|đào tạo|hoàn thành|nâng cấp|đầu tư|bổ sung|tuyển|khởi công|tạo|có)(?: mới| thêm)?",
    re.IGNORECASE,
)
_EACH = re.compile(r"(?P<each>(?:mỗi|từng) .+?)(?: (?:phải |cần )?có)", re.IGNORECASE)
_REDUCING = re.compile(r"(?:kéo giảm|giảm|tăng)\b(?! trưởng)", re.IGNORECASE)
_BOUND = re.compile(r"(?:ít nhất|tối thiểu|không dưới|tối đa|không quá)\b", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:(?:phấn đấu|bảo đảm|đảm bảo|duy trì|đạt|hoàn thành|có|giữ|cần|phải|được"
    r"|(?:đến |trong |từ )?(?:cuối |hết )?(?:năm|giai đoạn) \d{4}(?:\s*[-–]\s*\d{4}| trở đi)?)"
    r"[,:]?(?:\s+|$))+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:chỉ tiêu|mục tiêu|tiêu chí)\s+(?:số\s+)?\d{1,2}\s*[:.]\s+", re.IGNORECASE)
_EXPLAINED = re.compile(r"(?:đối với|trường hợp|riêng|lưu ý)\b", re.IGNORECASE)
"""A sentence after an indicator that begins so says for whom it is another, not another one."""
_SHARE = re.compile(
    r"(?P<words>.*?)(?P<share>(?<!\S)\d[\d.,]*\s?%(?: trở lên)?)\s+(?P<rest>\S.*)", re.DOTALL
)
_UNFINISHED = re.compile(
    r".*\b(?:và|hoặc|có|của|với|cho|các|(?:ít nhất|tối thiểu|tối đa)(?: \S+){0,3})",
    re.IGNORECASE | re.DOTALL,
)
_MOST_NOUNS = 3
_RATE = re.compile(r"\b(?:tốc độ|nhịp độ)\s*$", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:liên hiệp hợp tác xã|hợp tác xã|tổ hợp tác|xã|huyện|phường|thị trấn|ấp|thôn|tổ|người|hộ"
    r"|lao động|doanh nghiệp|trường|học sinh|sinh viên|giường bệnh|giường|bác sĩ|bác sỹ|sản phẩm"
    r"|dự án|công trình|nhà|căn|cơ sở|trẻ|tiêu chí|đề tài|mô hình)(?![\w/])",
    re.IGNORECASE,
)

_LEAST_DENOMINATOR = 1000
"""“4/100.000 trẻ”: what such a rate is counted in a person has to write."""


@dataclass
class StatedIndicator:
    """An indicator in a sentence with its parts; `head` is a heading without a target.

    `said` is the part of the sentence where it is one of several, as names go on in such lists:
    "huấn luyện lực lượng thường trực đạt 100%, dự bị động viên đạt 98,5%".
    """

    name: str
    target: str = ""
    head: str = ""
    said: str = ""
    parts: list[StatedIndicator] = field(default_factory=list)

    @property
    def unit(self) -> str:
        """The unit of the target, as written; of things counted only what is counted."""
        target = parse_target(self.target)
        if target.kind in ("text", "blank") or (target.total or 0) >= _LEAST_DENOMINATOR:
            return ""
        counted = None if "/" in target.unit else _COUNTED.match(target.unit)
        return counted[0] if counted else target.unit

    @property
    def is_unfinished(self) -> bool:
        """Whether its name ends in words after which more, or its target, has to come."""
        return bool(_UNFINISHED.fullmatch(self.name))


def read_indicators(text: str) -> list[StatedIndicator]:
    """The indicators of one item, in order; parts ("trong đó …") under what they are part of."""
    mains: list[StatedIndicator] = []
    for sentence in _sentences(_LABEL.sub("", text.strip(" .;,/"), count=1)):
        if mains and _EXPLAINED.match(sentence):
            continue
        inside = False
        for chunk in _whole_chunks(_split(sentence, r";\s*")):
            before = len(mains)
            for piece, is_part in _pieces(chunk):
                inside = inside or is_part is None
                _add(mains, piece, bool(is_part) or inside)
            together = mains[before:]
            for one in together if len(together) > 1 else ():
                one.said = chunk
    return _under_head(mains)


def _sentences(text: str) -> list[str]:
    """The sentences of a text: the next one begins with a capital."""
    sentences: list[str] = []
    for piece in _split(text, r"\.\s+"):
        if sentences and not piece[:1].isupper():
            sentences[-1] += f". {piece}"
        else:
            sentences.append(piece)
    return sentences


def _whole_chunks(chunks: list[str]) -> Iterator[str]:
    """The parts of a list at ";": "100% xã bố trí công chức; bố trí người …" is one.

    A part without a number that begins with words of the one before it goes on that one.
    """
    whole = chunks[0] if chunks else ""
    for chunk in chunks[1:]:
        again = " ".join(chunk.split()[:2])
        if has_target(chunk) or f" {again} " not in whole:
            yield whole
            whole = chunk
        else:
            whole += f"; {chunk}"
    if whole:
        yield whole


def numbered(
    item: str, indicators: list[StatedIndicator]
) -> Iterator[tuple[str, str, StatedIndicator]]:
    """Each indicator with its number and its parent's: 6.1, then 6.1.1 under 6.1."""
    for i, main in enumerate(indicators, start=1):
        number = item if len(indicators) == 1 else f"{item}.{i}"
        yield number, "", main
        for j, part in enumerate(main.parts, start=1):
            yield f"{number}.{j}", number, part


def _pieces(chunk: str) -> Iterator[tuple[str, bool | None]]:
    """The pieces of a chunk: main (False), bracketed parts (True), parts till its end (None)."""
    start = 0
    for bracket in _BRACKETED.finditer(chunk):
        yield chunk[start : bracket.start()], False
        yield bracket["parts"], True
        start = bracket.end()
    main, *parts = _OF_WHICH.split(chunk[start:])
    if main.strip(" ,;"):
        yield main, False
    for part in parts:
        yield part, None


def _add(mains: list[StatedIndicator], piece: str, is_part: bool) -> None:
    for text in _whole_chunks(_split(piece, r";\s*")):
        siblings = mains[-1].parts if is_part and mains else mains
        already = len(siblings)
        for clause in _clauses(text):
            if _EQUIVALENT.match(clause) and siblings:
                before = siblings[-1]
                before.parts.append(StatedIndicator(f"{before.name} (tương đương)", clause))
            else:
                siblings.append(_read(clause, siblings))
        _share_ends(text, siblings[already:])


def _share_ends(text: str, listed: list[StatedIndicator]) -> None:
    """What is said once of two that are counted: "80% trở lên hộ và 65% trở lên ấp đạt chuẩn"."""
    for one, following in pairwise(listed):
        counted = _COUNTED.match(following.name)
        joined = f" và {following.target}" in text
        if counted and joined and _COUNTED.fullmatch(one.name):
            one.name += following.name[counted.end() :]


def _under_head(indicators: list[StatedIndicator]) -> list[StatedIndicator]:
    """The rest under a first one that says only what the rest is about: "Cơ cấu kinh tế: …"."""
    if len(indicators) > 1 and indicators[0].head == indicators[0].name:
        indicators[0].head = ""
        indicators[0].parts.extend(indicators[1:])
        return indicators[:1]
    head = indicators[0].head if indicators else ""
    if head and not _MAKING.fullmatch(head):
        for following in indicators[1:]:
            following.head = following.head or head
    return indicators


def _split(text: str, separator: str) -> list[str]:
    """Split at a separator outside brackets; blank pieces are left out."""
    pieces: list[str] = []
    depth = start = 0
    form = re.compile(separator)
    for i, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0 and i >= start and (found := form.match(text, i)):
            pieces.append(text[start:i])
            start = found.end()
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if piece.strip(" ,.;")]


def _clauses(text: str) -> list[str]:
    """Cut a list at those commas and "và" that stand between two indicators.

    A piece without a number goes on the one before it ("03 huyện Thạnh Phú, Chợ Lách"), unless a
    number comes later in the middle of a piece: then it begins a name that has a comma in it.
    """
    pieces = re.split(r"(,\s+|\s+và\s+)(?![^(]*\))", text)
    clauses = [pieces[0]]
    for i in range(2, len(pieces), 2):
        piece, joint = pieces[i], pieces[i - 1]
        complete = has_target(clauses[-1])
        following = next((p for p in pieces[i + 2 :: 2] if _begins_new(p)), "")
        later = bool(following) and not following[:1].isdigit()
        begins = complete and (_begins_new(piece) or (not has_target(piece) and later))
        begins = begins and not (_lists_nouns(clauses[-1]) and not piece[:1].isdigit())
        if begins or (complete and _CONDITION.match(piece)) or _EQUIVALENT.match(piece):
            clauses.append(piece)
        else:
            clauses[-1] += joint + piece
    return clauses


def _lists_nouns(clause: str) -> bool:
    """Whether what is counted only begins to be listed: "100% xã" of "100% xã, phường …"."""
    share = _SHARE.fullmatch(clause)
    if share is None or not _NO_NAME.fullmatch(share["words"] or "có"):
        return False
    nouns = re.split(r",\s+|\s+và\s+", share["rest"])
    return all(len(noun.split()) <= _MOST_NOUNS for noun in nouns)


def _begins_new(piece: str) -> bool:
    return has_target(piece) and not _CHANGE.match(piece)


def has_target(text: str) -> bool:
    """Whether a text has a number that can be a target."""
    return bool(_targets(text))


def _targets(text: str) -> list[re.Match[str]]:
    """The numbers that can be a target: no years, no "trên 10.000 dân", nothing in brackets."""
    text = re.sub(r"\([^()]*\)", lambda m: " " * len(m[0]), text)
    changed = _CHANGE_INSIDE.search(text)
    targets: list[re.Match[str]] = []
    for number in _NUMBER.finditer(text):
        before, after = text[: number.start()], text[number.end() :]
        per = _PER.search(before) and _DENOMINATOR.match(after)
        compared = changed and targets and number.start() > changed.start()
        if _TWO_LEVELS.match(text, max(number.start() - len("địa phương "), 0)):
            continue
        if not (_ORDINAL.search(before) or per or compared):
            targets.append(number)
    return targets


def _read(clause: str, before: list[StatedIndicator]) -> StatedIndicator:
    """One indicator from one clause; `before` are those before it in its list."""
    head, colon, rest = clause.partition(":")
    if colon and head.strip() and not has_target(head):
        if not has_target(rest):
            return StatedIndicator(head.strip(), rest.strip(), head=head.strip())
        read = _read(rest.strip(), before)
        if not _name_before(rest.strip())[0]:
            return _carried(head.strip(), rest.strip()) or StatedIndicator(
                head.strip(), rest.strip()
            )
        read.head = head.strip()
        return read
    none_left = _NONE_LEFT.match(clause)
    if none_left:
        return StatedIndicator(clause[none_left.end() :], clause)
    if not has_target(clause):
        return _condition(clause)
    share = _SHARE.fullmatch(clause)
    if share and _NO_NAME.fullmatch(share["words"] or "có") and has_target(share["rest"]):
        return StatedIndicator(share["rest"], share["share"])
    name, target = _name_before(clause)
    if not name:
        return _number_first(clause, before)
    each = _EACH.fullmatch(name)
    if each and (counted := _counted(target)):
        return StatedIndicator(f"{counted} {each['each']}", target)
    if _MAKING.fullmatch(name):
        return _carried(name, target) or _number_first(target, [])
    if _NO_NAME.fullmatch(name):
        return _number_first(target, before)
    if _REDUCING.match(name) and target[:1].isdigit():
        return StatedIndicator(name, clause)
    return StatedIndicator(name, target)


def _condition(clause: str) -> StatedIndicator:
    """A clause without a number: "không xảy ra oan sai", "phấn đấu huyện A đạt tiêu chí …"."""
    striving = _STRIVING.fullmatch(clause)
    if striving:
        return StatedIndicator(striving["name"], striving["target"])
    condition = _CONDITION.match(clause)
    return StatedIndicator(clause, condition[1] if condition else "")


def _name_before(clause: str) -> tuple[str, str]:
    """The name before the last number and the target from the words that open it."""
    number = _main_number(clause)
    opening = _OPENING.search(clause[: number.start()])
    start = opening.start() if opening else number.start()
    if _RATE.search(clause[:start]):
        start = number.start()
    name = re.sub(r"\s+là$", "", clause[:start].strip(" ,:")).strip(" ,:")
    return name, clause[start:].strip()


def _main_number(clause: str) -> re.Match[str]:
    body = re.split(r",\s+(?=(?:tăng|giảm|bằng|cao hơn|thấp hơn)\s)", clause)[0]
    return _targets(body if has_target(body) else clause)[-1]


def _carried(verb: str, target: str) -> StatedIndicator | None:
    """Things made, counted with the verb: "Thành lập mới ít nhất 50 tổ hợp tác"."""
    if not _MAKING.fullmatch(verb) or not has_target(target):
        return None
    counted = _counted(target)
    return StatedIndicator(f"{verb} {counted}", target, head=verb) if counted else None


def _counted(target: str) -> str:
    """What a target counts, but for a share of it."""
    counted = target[_main_number(target).end() :].strip()
    return "" if counted.startswith("%") else counted


def _number_first(clause: str, before: list[StatedIndicator]) -> StatedIndicator:
    """The number before what is counted: "15 hợp tác xã", "25% số xã tổ chức diễn tập"."""
    number = _main_number(clause)
    counted = clause[number.end() :].strip()
    verb = before[-1].head if before else ""
    if verb and _MAKING.fullmatch(verb) and not counted.startswith("%"):
        bound = _BOUND.match(before[-1].target)
        if bound and clause[:1].isdigit():
            clause = f"{bound[0]} {clause}"
        return StatedIndicator(f"{verb} {counted}", clause, head=verb)
    if counted.startswith("%"):
        measure = _OR_MORE.match(counted)
        end = measure.end() if measure else 1
        name = counted[end:].strip(" ,")
        of = _COUNTED.match(name.removeprefix("số ")) if name.startswith("số ") else None
        kept = clause[: clause.index(counted, number.end()) + end].rstrip()
        target = f"{kept} số {of[0]}" if of else kept
        return StatedIndicator(name or clause, target)
    unit = StatedIndicator("", clause).unit
    target = clause[: number.end()] + f" {unit}" if unit else clause
    return StatedIndicator(counted or clause, target)
