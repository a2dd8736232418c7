"""Indicator lists in prose: the items under a heading or a sentence that announces indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from plansheet.documents.draft_rows import DraftIndicator, DraftTask
from plansheet.documents.naming import Naming
from plansheet.documents.prose.indicator_text import (
    StatedIndicator,
    has_target,
    numbered,
    read_indicators,
)
from plansheet.documents.prose.leads import lead_of
from plansheet.documents.prose.markers import FIXED
from plansheet.documents.prose.outline import Node
from plansheet.documents.prose.sections import topic_of
from plansheet.forms.names import ColumnName

_FEWEST = 2
_MOST_WORDS = 60
_STRIVING = re.compile(
    r"(?P<cue>phấn đấu(?: đến)?(?: cuối| hết)?(?: năm \d{4},?)?|\((?=[đd]uy trì ))\s*",
    re.IGNORECASE,
)
_STRIVES = re.compile(r"\bphấn đấu\b[^.;]{5,200}", re.IGNORECASE)
_COUNTS = re.compile(
    r"\b(?:(?:thành lập|công nhận|phát triển|xây dựng|kết nạp|tạo việc làm|trồng|đào tạo)"
    r"(?: mới| thêm| được| cho)*:?(?: ít nhất| tối thiểu| khoảng| trên)?"
    r"|ít nhất|tối thiểu|không dưới|đạt trên|đạt từ)\s+\d[\d.,]*(?:\d|\b)\s*[%\w][^.;]{0,60}",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\bđến (?:cuối |hết )?năm (20\d\d)", re.IGNORECASE)
_AIM_ENDS = re.compile(r"\.\s|;\s*(?=[A-ZĐ])|\.?$")
_COUNTING = re.compile(r"^(?:có|đạt)\s+", re.IGNORECASE)
_LONGEST_AIM = 600
_CUT = "tên chỉ tiêu chưa trọn câu"
_CANDIDATE_DOUBT = "chỉ tiêu nêu trong câu giao nhiệm vụ, cần xác định có theo dõi hay không"


@dataclass
class IndicatorOutline:
    """Finds indicator lists; `taken` has the ids of the nodes that they consist of."""

    naming: Naming
    column: str
    taken: set[int] = field(default_factory=set)

    def indicators(self, root: Node) -> list[DraftIndicator]:
        """The indicators of every list of the document, in order."""
        indicators: list[DraftIndicator] = []
        for top, items in self._lists(root):
            for part, listed in self._parts(top, items):
                indicators.extend(self._read(listed, _fields(part)))
                self.taken.update(id(node) for item in listed for node in item.walk())
                self.taken.update(id(node) for node in _groups(part, listed))
        return indicators

    def _parts(self, top: Node, items: list[Node]) -> Iterator[tuple[Node, list[Node]]]:
        """The list under a node, or those parts of it that are of indicators alone."""
        if len(items) >= _FEWEST and self._are_indicators(items):
            yield top, items
        elif len(items) > _FEWEST:
            for part in top.children:
                if part.children and not _stands_alone(part, top):
                    yield from self._parts(part, list(_items(part)))

    def _lists(self, node: Node) -> Iterator[tuple[Node, list[Node]]]:
        """Each node that announces indicators with the items under it."""
        below = node.children
        if _announces(node) or (node.style and topic_of(node) == "goals"):
            if lead_of(node.text, self.naming) is None:
                yield node, list(_items(node))
            below = [child for child in below if _stands_alone(child, node)]
        for child in below:
            yield from self._lists(child)

    def _are_indicators(self, items: list[Node]) -> bool:
        """Whether most items have a figure to reach and none puts anybody in charge."""
        words = sum(len(item.text.split()) for item in items)
        if words > _MOST_WORDS * len(items) or any(map(self._puts_in_charge, items)):
            return False
        figured = sum(any(found.unit for found in read_indicators(_whole(i))) for i in items)
        return 2 * figured >= len(items)

    def _puts_in_charge(self, item: Node) -> bool:
        lead = lead_of(item.text, self.naming)
        return lead is not None and lead.explicit

    def _read(self, items: list[Node], fields: dict[int, str]) -> Iterator[DraftIndicator]:
        values = [item.value for item in items]
        in_order = all(a < b for a, b in pairwise(values))
        for count, item in enumerate(items, start=1):
            number = str(item.value if in_order else count)
            stated = read_indicators(_whole(item))
            cut = any(one.is_unfinished for one in stated)
            for own, parent, found in numbered(number, stated):
                stt = item.mark if own == number else ""
                read = self._indicator(own, parent, found, item, stt, fields.get(id(item), ""))
                yield replace(read, doubts=(*read.doubts, _CUT)) if cut else read

    def _indicator(
        self, number: str, parent: str, stated: StatedIndicator, item: Node, stt: str, field: str
    ) -> DraftIndicator:
        doubts = [] if stated.target else ["chỉ tiêu không có con số"]
        if not stated.unit:
            doubts.append("không có đơn vị tính")
        grouped = stated.head and not stated.name.startswith(stated.head)
        notes = [f"Thuộc nhóm: {stated.head}"] if grouped else []
        notes += [f"Nguyên văn: {stated.said}"] if stated.said else []
        return DraftIndicator(
            number=number,
            name=stated.name,
            place=item.place,
            unit=stated.unit,
            parent=parent,
            stt=stt.strip("()"),
            note="; ".join(notes),
            values={self._column(item): stated.target}
            | ({ColumnName.FIELD: field} if field else {}),
            doubts=tuple(doubts),
            source=item.text,
        )

    def _column(self, item: Node) -> str:
        """Where a target goes: to the goal where it is for another year than that of the plan."""
        years = set(_UNTIL.findall(item.text))
        beyond = len(years) == 1 and not self.column.endswith(years.pop())
        return ColumnName.GOAL if beyond else self.column


def candidates(tasks: Sequence[DraftTask], column: str) -> Iterator[DraftIndicator]:
    """Targets named inside tasks ("phấn đấu giải ngân đạt từ 90% trở lên"), to be judged."""
    count = 0
    for task in tasks:
        for aim in _aims(task.name):
            if aim.unit:
                count += 1
                yield DraftIndicator(
                    number=str(count),
                    name=aim.name,
                    place=task.place,
                    unit=aim.unit,
                    values={column: aim.target},
                    doubts=(_CANDIDATE_DOUBT,),
                    source=task.source,
                )


def offered(tasks: Sequence[DraftTask], taken: bool) -> Iterator[tuple[DraftTask, str]]:
    """Tasks that say what is to be reached, each with the words: a person may want to follow it.

    `taken` says that what they strive for in figures is among the indicators already.
    """
    for task in tasks:
        aims = [found[0].strip(" ,;.(") for found in _STRIVES.finditer(task.name)]
        if taken:
            aims = [aim for aim in aims if not has_target(aim)]
        else:
            rest = _STRIVES.sub(" ", task.name)
            aims += [found[0].strip(" ,;.(") for found in _COUNTS.finditer(rest)]
        if aims:
            yield task, "”, “".join(aims)


def _aims(text: str) -> Iterator[StatedIndicator]:
    """What a sentence strives for, without what follows the figures."""
    for cue in _STRIVING.finditer(text):
        ends = _AIM_ENDS.search(text, cue.end())
        aim = _balanced(text[cue.end() : ends.start() if ends else len(text)][:_LONGEST_AIM])
        for found in read_indicators(aim):
            for each in (found, *found.parts):
                if cue["cue"].startswith("("):
                    each.name = text[: cue.start()].rpartition(",")[2].strip()
                each.name = _COUNTING.sub("", each.name.strip(" (,"), count=1)
                each.target = _figures(each.target)
                yield each


def _balanced(text: str) -> str:
    """The text up to a bracket that closes nothing."""
    depth = 0
    for i, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return text[:i]
    return text


def _figures(target: str) -> str:
    """A target up to its last figure: ", tập trung vốn cho …" is what is to be done for it."""
    pieces = target.split(", ")
    while len(pieces) > 1 and not has_target(pieces[-1]):
        pieces.pop()
    return ", ".join(pieces).strip(" (")


def _announces(node: Node) -> bool:
    """Whether the text of a node ends by announcing indicators: "các chỉ tiêu chủ yếu là:"."""
    whole = node.paragraphs()
    return bool(whole) and whole[-1].endswith(":") and "chỉ tiêu" in whole[-1][-200:].lower()


def _stands_alone(child: Node, parent: Node) -> bool:
    """Whether a section under an announcement is a section of its own, not a part of the list."""
    if child.style not in FIXED:
        return False
    return not parent.style or bool(child.children and topic_of(child))


def _items(node: Node) -> Iterator[Node]:
    """The items of a list: the lowest ones, or those that have a figure and parts under them."""
    for child in node.children:
        if _stands_alone(child, node):
            continue
        if child.children and not has_target(child.text) and not _has_parts(child):
            yield from _items(child)
        else:
            yield child


def _fields(top: Node) -> dict[int, str]:
    """By item the heading right above it inside a list: "a) Lĩnh vực kinh tế"."""
    return {
        id(item): " ".join(group.paragraphs()).rstrip(" :.;")
        for group in top.walk()
        if group is not top and group.children and not has_target(group.text)
        for item in group.children
        if not _has_parts(group)
    }


def _has_parts(node: Node) -> bool:
    return node.text.rstrip(" :").lower().endswith("trong đó")


def _whole(item: Node) -> str:
    """The text of an item with the points under it as its parts."""
    first, *more = item.paragraphs() if item.lines else [""]
    text = " ".join((first, *more)) if first.endswith(":") else first
    parts = "; ".join(below.text.strip(" ;.") for child in item.children for below in child.walk())
    if not parts:
        return text
    return f"{text.rstrip(' :.;')}{'' if _has_parts(item) else '; trong đó'}: {parts}"


def _groups(top: Node, items: list[Node]) -> Iterator[Node]:
    """The headings over the items of a list, from the one that announces it down."""
    ids = {id(item) for item in items}
    for node in top.walk():
        if node.style and any(id(below) in ids for below in node.walk()):
            yield node
