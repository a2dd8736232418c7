"""The outline of a text: its numbered and dashed items as a tree.

A text that comes from a PDF or a web page has wrapped lines, page breaks inside sentences and
numbers at the beginning of a line that are no item numbers ("năm ⏎ 2023. Đồng thời", "kinh tế
⏎ - xã hội"). A line that looks like an item is one only if its number can come next and the
sentence before it has ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plansheet.documents.formats.blocks import Paragraph
from plansheet.documents.naming import Naming
from plansheet.documents.prose.leads import Duty, lead_of
from plansheet.documents.prose.markers import FIXED, Marker, read_marker
from plansheet.language.text import match_key

_ENDED = re.compile(r"[.;:!?…”\"/]\s*$|\.\s*\[\d+\]$|\[\d+\][.;]?$")
_GOES_ON = re.compile(r"(?:[,–-]|\b(?:và|của|với|các|về|cho|từ|đến|trong|theo|hoặc|số|năm))\s*$")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LONGEST_STEP = 3
_FIRST_LINES = 8
_LONGEST_HEADING = 20
_LOOK_BACK = 50
_LEAD = "lead"
CLOSING_LINE = "closing"
"""The style of what a document ends with: no item, but of the whole."""
_CLOSING = re.compile(
    r"(?:trong quá trình (?:triển khai|thực hiện|tổ chức)|trên đây là|trân trọng"
    r"|(?:yêu cầu|đề nghị) (?:các|thủ trưởng|giám đốc|người đứng đầu|chủ tịch)"
    r"|(?:uỷ ban nhân dân|ubnd|chủ tịch|văn phòng|thủ tướng|ban chỉ đạo)\b[^.;,]{0,60}? "
    r"(?:yêu cầu|đề nghị|thông báo))\b"
)
_ITEMS = frozenset(("a)", "-", "+", "*", "(1)", "1)"))


@dataclass(slots=True, eq=False)
class Node:
    """An item: its mark, its lines without the mark, and the items under it.

    `duty` is who does it by what stands after it ("Cơ quan chủ trì: …"), `counted` are lines before
    it that only count it ("Hoạt động 1").
    """

    style: str
    value: int = 0
    path: str = ""
    mark: str = ""
    lines: list[Paragraph] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    duty: Duty | None = None
    counted: list[Paragraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its lines as one."""
        return " ".join(line.text for line in self.lines)

    @property
    def beginning(self) -> str:
        """Its first lines as one: enough to see whom it names."""
        return " ".join(line.text for line in self.lines[:_FIRST_LINES])

    @property
    def place(self) -> str:
        """Where it begins."""
        return self.lines[0].place if self.lines else ""

    @property
    def span(self) -> str:
        """Where it stands, from its first line to its last: "dòng 87 – dòng 99"."""
        places = list(dict.fromkeys((self.place, self.lines[-1].place if self.lines else "")))
        return " – ".join(places)

    @property
    def number(self) -> str:
        """Its number with those of the decimals above it: "1.2"."""
        return f"{self.path}{self.value}" if self.style.startswith("1.") else self.mark

    def paragraphs(self) -> list[str]:
        """Its lines as whole paragraphs: a page break inside a sentence is none."""
        whole: list[list[str]] = []
        for line in self.lines:
            if whole and not (line.apart and _ENDED.search(whole[-1][-1]) and _begins(line.text)):
                whole[-1].append(line.text)
            else:
                whole.append([line.text])
        return [" ".join(lines) for lines in whole]

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()


def plain(paragraph: Paragraph) -> Paragraph:
    """The paragraph without invisible letters and the asterisks of converted bold and italics."""
    text = _INVISIBLE.sub("", paragraph.text).strip()
    if "*" in text or "__" in text:
        starred = re.match(r"\*\s+", text)
        kept = "* " if starred else ""
        text = kept + _EMPHASIS.sub("", text[starred.end() if starred else 0 :]).strip()
    return Paragraph(text, paragraph.place, paragraph.apart)


def outline(paragraphs: Iterable[Paragraph], naming: Naming) -> Node:
    """The items of a text under a root, whose own lines stand before the first item."""
    return _Builder(naming).build(paragraphs)


class _Builder:
    """Puts lines into the tree; `_open` is the path from the root to the item being read."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._open = [Node("")]
        self._before: Paragraph | None = None

    def build(self, paragraphs: Iterable[Paragraph]) -> Node:
        for paragraph in map(plain, paragraphs):
            if paragraph.text:
                self._take(paragraph)
                self._before = paragraph
        return self._open[0]

    def _take(self, line: Paragraph) -> None:
        marker = read_marker(line.text)
        if marker and self._begins_item(marker, line):
            rest = Paragraph(marker.rest, line.place, line.apart)
            style = marker.style
            if style in "*-" and _is_title(marker.rest):
                style = "caps"
            self._push(Node(style, marker.value, marker.path, marker.mark, [rest]))
        elif _is_title(line.text) and line.apart and self._open[-1].style != "part":
            self._push(Node("caps", lines=[line]))
        elif self._closes(line):
            del self._open[1:]
            self._push(Node(CLOSING_LINE, lines=[line]))
        elif self._begins_lead(line):
            self._push(Node(_LEAD, lines=[line]))
        else:
            self._open[-1].lines.append(line)

    def _begins_item(self, marker: Marker, line: Paragraph) -> bool:
        ended = self._before is None or bool(_ENDED.search(self._before.text))
        if marker.style in ("-", "+", "*"):
            return ended or (_begins(marker.rest) and (line.apart or not self._goes_on(line)))
        if ended or line.apart:
            heading = len(marker.rest.split()) <= _LONGEST_HEADING
            return marker.style != "A" or heading or self._can_come(marker)
        return self._can_come(marker)

    def _goes_on(self, line: Paragraph) -> bool:
        """Whether a dash after an unfinished line belongs to it: "Lao động ⏎ - Thương binh …"."""
        before = self._before.text if self._before else ""
        if _GOES_ON.search(before):
            return True
        tail = " ".join(before.split()[-8:])
        joined = f"{tail} {line.text}"
        return any(
            joined.find(name) < len(tail) < joined.find(name) + len(name)
            for name, _ in self._naming.mentions(joined)
        )

    def _can_come(self, marker: Marker) -> bool:
        """Whether the number is the first of a list or the next of one that is open."""
        if marker.path:
            above = marker.path.rstrip(".")
            return any(
                node.path == marker.path or above in (node.number, str(node.value))
                for node in self._open
                if node.style in FIXED
            )
        last = next((n.value for n in reversed(self._open) if n.style == marker.style), None)
        last = self._last_value(marker.style) if last is None else last
        if last is None:
            return marker.value == 1
        return marker.value == 1 or last <= marker.value <= last + _LONGEST_STEP

    def _last_value(self, style: str) -> int | None:
        for node in reversed(self._open):
            for child in reversed(node.children[-_LOOK_BACK:]):
                if child.style == style:
                    return child.value
        return None

    def _closes(self, line: Paragraph) -> bool:
        """Whether a paragraph after the numbered items speaks of the whole document."""
        ended = self._before is not None and bool(_ENDED.search(self._before.text))
        numbered = any(child.style in FIXED for child in self._open[0].children)
        ends = line.apart and ended and numbered and self._open[-1].style != "part"
        return ends and bool(_CLOSING.match(match_key(line.text)))

    def _begins_lead(self, line: Paragraph) -> bool:
        """Whether an unnumbered line names who is in charge of what follows."""
        ended = self._before is None or bool(_ENDED.search(self._before.text))
        if not ended and (not line.apart or self._open[-1].style in _ITEMS):
            return False
        lead = lead_of(line.text, self._naming)
        if lead and line.apart and self._is_under_heading():
            known = self._naming.strangers(lead.leads)
            return lead.explicit or (known is not None and all(map(_is_committee, known)))
        if lead is None or not lead.explicit:
            return False
        return not lead.rest or (line.apart and ":" in line.text.removesuffix(lead.rest))

    def _is_under_heading(self) -> bool:
        """Whether the line before is all of a numbered item, and only says what it is about."""
        above = self._open[-1]
        if above.style == _LEAD and len(self._open) > 1 and len(above.lines) == 1:
            above = self._open[-2]
        if above.style not in FIXED or len(above.lines) != 1:
            return False
        heading = above.lines[0].text
        whole = lead_of(heading, self._naming)
        return (whole is None or bool(whole.rest)) and not heading.rstrip().endswith((".", ";"))

    def _push(self, node: Node) -> None:
        beside = self._numbered_before(node)
        if beside is not None:
            del self._open[beside:]
        while len(self._open) > 1 and not beside and not self._can_hold(self._open[-1], node):
            self._open.pop()
        self._open[-1].children.append(node)
        self._open.append(node)

    def _numbered_before(self, node: Node) -> int | None:
        """The innermost open item after whose Arabic number this one comes."""
        if node.style != "1":
            return None
        for at in range(len(self._open) - 1, 0, -1):
            other = self._open[at]
            if other.style == "1" and 0 <= node.value - other.value <= _LONGEST_STEP:
                return at
        return None

    def _can_hold(self, parent: Node, node: Node) -> bool:
        """Whether `node` goes under `parent` rather than beside it or higher."""
        if node.style in FIXED:
            return self._can_hold_fixed(parent, node)
        if node.style in [other.style for other in self._open]:
            return False
        if node.style != _LEAD or parent.style in FIXED:
            return True
        return parent.style == "a)" and lead_of(parent.beginning, self._naming) is None

    def _can_hold_fixed(self, parent: Node, node: Node) -> bool:
        rank = FIXED[node.style]
        if parent.style in FIXED:
            return FIXED[parent.style] < rank
        return (
            node.style == "1"
            and node.value == 1
            and parent.style in ("a)", _LEAD)
            and node.style in [other.style for other in self._open]
            and lead_of(node.beginning, self._naming) is None
        )


def _is_committee(name: str) -> bool:
    """Whether an unknown name is of a committee: "UBND xã Tân Hưng"."""
    return match_key(name).startswith(("ubnd ", "uỷ ban nhân dân "))


def _is_title(text: str) -> bool:
    """Whether a line is in capitals and so names a section."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 8 and text.isupper() and not _ENDED.search(text.rstrip(":"))


def _begins(text: str) -> bool:
    """Whether a text begins as a sentence does: with a capital, a quote or a number."""
    first = text.lstrip("“\"'( ")[:1]
    return first.isupper() or first.isdigit()
