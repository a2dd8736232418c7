"""Who does a task and by when, where that stands after it.

"- Cơ quan chủ trì: Sở Y tế." as points under a task or beside it, as a line of its own, or in
brackets at its end: "… (Sở Y tế chủ trì, phối hợp với Sở Tài chính)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from plansheet.documents.formats.blocks import Paragraph
from plansheet.documents.naming import Naming
from plansheet.documents.prose.leads import Duty, in_charge, lead_of
from plansheet.documents.prose.outline import Node
from plansheet.forms.names import ColumnName

_BODY = r"(?:các )?(?:cơ quan|đơn vị|sở, ngành)(?:,? (?:cơ quan|đơn vị))?"
_DOING = r"(?:(?:,| và)? (?:tham mưu|thực hiện|triển khai|soạn thảo|xây dựng|tổ chức|chính))*"
_LABELS = (
    (
        ColumnName.LEADS,
        rf"(?:{_BODY} )?(?:được (?:giao|phân công) )?chủ trì{_DOING}"
        rf"|{_BODY} (?:thực hiện|tham mưu|soạn thảo|đầu mối|phụ trách|chịu trách nhiệm){_DOING}"
        r"|(?:phân công|trách nhiệm)(?: thực hiện)?",
    ),
    (ColumnName.COORDINATORS, rf"(?:{_BODY} )?(?:cùng )?phối hợp{_DOING}"),
    (
        ColumnName.DUE,
        r"(?:thời gian|thời hạn|tiến độ)"
        r"(?: (?:thực hiện|hoàn thành|trình|triển khai|ban hành|báo cáo))*",
    ),
    (ColumnName.LEVEL, r"cấp (?:trình|ban hành|phê duyệt)|cơ quan (?:ban hành|phê duyệt)"),
    ("product", r"sản phẩm(?: đầu ra)?|kết quả(?: đầu ra| dự kiến)"),
    ("content", r"nội dung(?: (?:thực hiện|triển khai|nhiệm vụ|công việc))?"),
)
_LABEL = re.compile(
    r"(?:^|(?<=[.;(,])\s*)(?:"
    + "|".join(f"(?P<{name}>{form})" for name, form in _LABELS)
    + r")\s*:\s*",
    re.IGNORECASE,
)
_TIME_IN_WORDS = re.compile(
    r"(?P<label>thời (?:gian|hạn) (?:thực hiện|hoàn thành)(?:,? hoàn thành)?)(?: xong)? "
    r"(?=sau|trước|trong|từ|đến|theo|năm|quý|tháng)",
    re.IGNORECASE,
)
"""“Thời gian thực hiện sau khi …”, on a line of its own: a label without its colon."""
_WORK = re.compile(r"(?:nhiệm vụ|công việc)(?: cụ thể)?\s*:\s*", re.IGNORECASE)
"""What is to be done, beside labels that say who does it: no part of the task."""
_COUNTED = re.compile(
    r"(?:hoạt động|nhiệm vụ|nội dung|công việc|việc|giải pháp|mô hình|đề án|dự án|chuyên đề)"
    r"(?: số)? \d{1,2}[.:]?",
    re.IGNORECASE,
)
"""What only counts an item whose content stands in the point under it: “Hoạt động 1”."""
_SHARED = "thời hạn ghi một lần sau nhiều ý, có đúng là của mọi ý"
_BRACKET = re.compile(r"\((?P<inside>[^()]{5,300})\)\s*[.;]?\s*$")
_EDGES = " .;,"


def settle_duties(root: Node, naming: Naming) -> None:
    """Give each item the `duty` that stands after it, and take those lines out of the outline."""
    for node in list(root.walk()):
        _own_lines(node, naming)
        _bracketed(node, naming)
        _points(node, naming)
    for node in root.walk():
        _share_deadline(node)


def is_label(text: str) -> bool:
    """Whether a text is only what a duty stands under: "Cơ quan chủ trì"."""
    return _LABEL.fullmatch(f"{text.strip()}:") is not None


def _own_lines(node: Node, naming: Naming) -> None:
    """Lines of an item that say who does it: "Cơ quan chủ trì: …" under its text or at its end."""
    kept: list[Paragraph] = []
    said: list[str] = []
    for line in node.lines:
        text = labelled(line.text)
        goes_on = said and not (line.apart and line.text[:1].isupper())
        if kept and _LABEL.match(text):
            said.append(text)
        elif goes_on:
            said[-1] += f" {text}"
        elif inside := _label_inside(text):
            kept.append(replace(line, text=text[:inside].rstrip()))
            said.append(text[inside:].lstrip())
        else:
            kept.append(line)
    if said:
        node.lines = kept
        node.duty = _read("; ".join(text.rstrip(" .;") for text in said), node.duty, naming)


def _label_inside(text: str) -> int:
    """Where in a paragraph a sentence begins that says who does it or by when.

    "…. Cơ quan chủ trì: …", "…. Thời gian hoàn thành: …".
    """
    ends = {ColumnName.LEADS: (".", ";"), ColumnName.DUE: (".",)}
    found = ((m.start(), ends.get(m.lastgroup or "", ())) for m in _LABEL.finditer(text))
    return next((at for at, before in found if text[:at].endswith(before)), 0)


def _balanced(text: str) -> str:
    """A text without the end of a bracket in which it stood."""
    return text.rstrip(" .;,)") if text.count(")") > text.count("(") else text


def labelled(line: str) -> str:
    """A line with the colon that its label leaves out."""
    return _TIME_IN_WORDS.sub(r"\g<label>: ", line, count=1) if _TIME_IN_WORDS.match(line) else line


def _bracketed(node: Node, naming: Naming) -> None:
    if not node.lines or not node.lines[-1].text.rstrip(" .;").endswith(")"):
        return
    bracket = _BRACKET.search(node.text)
    if bracket is None or "chủ trì" not in bracket["inside"].lower():
        return
    if _LABEL.match(bracket["inside"]):
        node.duty = _read(bracket["inside"], node.duty, naming)
        return
    lead = lead_of(bracket["inside"], naming)
    if lead and lead.explicit:
        node.duty = lead


def _points(node: Node, naming: Naming) -> None:
    """Points that say who does what stands before them: of the items beside, else of the parent."""
    labels = node.children
    said = [_said(child) for child in labels]
    if not any(_names_who_or_when(text) for text in said):
        return
    waiting: list[Node] = []
    kept: list[Node] = []
    for child, text in zip(node.children, said, strict=True):
        if not text:
            if waiting and waiting[-1].duty is not None:
                waiting.clear()
            waiting.append(_without_label(child))
            kept.append(child)
            continue
        for owner in waiting or [node]:
            owner.duty = _read(text, owner.duty, naming)
    node.children = kept
    if _COUNTED.fullmatch(node.text.strip()):
        _take_content(node, labels)


def _share_deadline(node: Node) -> None:
    """Let a deadline that stands once after points, under the last of them, be that of all."""
    *others, last = node.children or [node]
    is_list = node.style == "-" and last.style == "+" and node.text.rstrip().endswith(":")
    if not is_list or last.duty is None or any(point.duty for point in others):
        return
    if last.duty.due and not last.duty.leads:
        for point in node.children:
            point.duty = replace(last.duty, doubt=_SHARED)


def _take_content(node: Node, labels: Sequence[Node]) -> None:
    """Let an item that only counts say what the point under it says: “- Nội dung: …”."""
    content = next((c for c in labels if _is_content(c)), None)
    if content is None or node.duty is None:
        return
    if content.children:
        node.children = [replace(child, style="-") for child in content.children]
    else:
        text = content.text[_label_end(content) :]
        node.counted, node.lines = node.lines, [replace(content.lines[0], text=text)]
    node.duty = replace(node.duty, content="")


def _is_content(node: Node) -> bool:
    label = _LABEL.match(node.text)
    return label is not None and label.lastgroup == "content"


def _label_end(node: Node) -> int:
    label = _LABEL.match(node.text)
    return label.end() if label else 0


def _said(node: Node) -> str:
    """What a point says under a label, with what stands under it; blank where it is an item."""
    text = labelled(node.text)
    label = _LABEL.match(text)
    if label is None or node.duty is not None:
        return ""
    below = "; ".join(child.text.strip(_EDGES) for child in node.children)
    if below and label.end() == len(text) and _LABEL.match(below):
        return below
    return f"{text} {below}".strip()


def _names_who_or_when(said: str) -> bool:
    label = _LABEL.match(said)
    return label is not None and label.lastgroup != "content"


def _without_label(node: Node) -> Node:
    """The item without the words “Nhiệm vụ:” before it."""
    if node.lines and (label := _WORK.match(node.lines[0].text)):
        first = node.lines[0]
        node.lines[0] = replace(first, text=first.text[label.end() :])
    return node


def _read(text: str, before: Duty | None, naming: Naming) -> Duty:
    """The labelled parts of a text, added to those of the points before it."""
    labels = list(_LABEL.finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    parts = {
        label.lastgroup: _balanced(text[label.end() : end].strip(_EDGES))
        for label, end in zip(labels, ends, strict=True)
    }
    lead = before or Duty("", "", "", "", explicit=True)
    said = in_charge(parts.get(ColumnName.LEADS, ""), naming)
    return Duty(
        said.leads or lead.leads,
        parts.get(ColumnName.COORDINATORS) or said.coordinators or lead.coordinators,
        said.partners or lead.partners,
        "",
        explicit=True,
        due=parts.get(ColumnName.DUE) or lead.due,
        level=parts.get(ColumnName.LEVEL) or lead.level,
        product=parts.get("product") or lead.product,
        content=parts.get("content") or lead.content,
        doubt=said.doubt or lead.doubt,
        verbatim=said.verbatim or lead.verbatim,
    )
