"""Who does a task and by when, where that stands after it.

"- Cơ quan chủ trì: Sở Y tế." as points under a task or beside it, as a line of its own, or in
brackets at its end: "… (Sở Y tế chủ trì, phối hợp với Sở Tài chính)".
"""

from __future__ import annotations

import re

from plansheet.documents.naming import Naming
from plansheet.documents.prose.leads import Duty, in_charge, lead_of
from plansheet.documents.prose.outline import Node
from plansheet.forms.names import ColumnName

_BODY = r"(?:các )?(?:cơ quan|đơn vị|sở, ngành)(?:,? (?:cơ quan|đơn vị))?"
_LABELS = (
    (
        ColumnName.LEADS,
        rf"(?:{_BODY} )?(?:được giao )?chủ trì(?: (?:thực hiện|tham mưu|triển khai))?"
        rf"|{_BODY} (?:thực hiện|đầu mối|chịu trách nhiệm)(?: chính)?",
    ),
    (ColumnName.COORDINATORS, rf"(?:{_BODY} )?phối hợp(?: thực hiện)?"),
    (
        ColumnName.DUE,
        r"(?:thời gian|thời hạn|tiến độ)(?: (?:thực hiện|hoàn thành|trình|triển khai))?",
    ),
    (ColumnName.LEVEL, r"cấp (?:trình|ban hành|phê duyệt)|cơ quan (?:ban hành|phê duyệt)"),
    ("product", r"sản phẩm(?: đầu ra)?|kết quả(?: đầu ra| dự kiến)"),
)
_LABEL = re.compile(
    r"(?:^|(?<=[.;(,])\s*)(?:"
    + "|".join(f"(?P<{name}>{form})" for name, form in _LABELS)
    + r")\s*:\s*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\((?P<inside>[^()]{5,300})\)\s*[.;]?\s*$")
_EDGES = " .;,()"


def settle_duties(root: Node, naming: Naming) -> None:
    """Give each item the `duty` that stands after it, and take those lines out of the outline."""
    for node in list(root.walk()):
        _own_lines(node, naming)
        _bracketed(node, naming)
        _points(node, naming)


def _own_lines(node: Node, naming: Naming) -> None:
    """Lines of an item that say who does it: "Cơ quan chủ trì: …" under its text."""
    found = [line for line in node.lines[1:] if _LABEL.match(line.text)]
    if found:
        node.lines = [line for line in node.lines if line not in found]
        node.duty = _read("; ".join(line.text for line in found), node.duty, naming)


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
    waiting: list[Node] = []
    kept: list[Node] = []
    for child in node.children:
        if not _LABEL.match(child.text) or child.children:
            if waiting and waiting[-1].duty is not None:
                waiting.clear()
            waiting.append(child)
            kept.append(child)
            continue
        for owner in waiting or [node]:
            owner.duty = _read(child.text, owner.duty, naming)
    node.children = kept


def _read(text: str, before: Duty | None, naming: Naming) -> Duty:
    """The labelled parts of a text, added to those of the points before it."""
    labels = list(_LABEL.finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    parts = {
        label.lastgroup: text[label.end() : end].strip(_EDGES)
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
    )
