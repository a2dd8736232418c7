"""Tasks in outlines: under an agency, or under a theme with who is in charge named in the line.

One task is one lowest lettered or dashed item, or the text that stands with who is in charge, with
its continuation lines. Items in charge of nobody count in a section that puts others in charge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from plansheet.documents.draft_rows import DraftTask, UnusedLine
from plansheet.documents.naming import Naming
from plansheet.documents.prose.articles import is_execution
from plansheet.documents.prose.leads import Duty, coordinators_of, introduced_lead_of, lead_of
from plansheet.documents.prose.markers import FIXED
from plansheet.documents.prose.outline import CLOSING_LINE, Node
from plansheet.documents.prose.sections import heading_of, topic_of
from plansheet.language.text import match_key

_SECTION = 2
"""Rank of the last level that divides a document into sections (I., II.)."""
_MOST_HEADING_LINES = 6
_LONGEST_HEADING = 20
_GENERIC = re.compile(
    r"(?:(?:các|những|một số|về) )*(?:nhiệm vụ|giải pháp|nội dung|công tác trọng tâm|phần)\b"
)
_CONTINUING = {"+": ("-", "a)"), "(1)": ("-",), "1)": ("-",), "*": ("-",)}


@dataclass
class TaskOutline:
    """Reads tasks out of an outline; `unused` collects what gave none."""

    naming: Naming
    unused: list[UnusedLine] = field(default_factory=list)
    _organising: bool = False

    def tasks_of_organisation(self, root: Node, reporting: set[str]) -> list[DraftTask]:
        """The tasks of the sections on organisation.

        `reporting` are the places of the reporting calendar.
        """
        self._organising = True
        tasks = [
            task
            for node in root.walk()
            if node.style and topic_of(node) == "organisation"
            for child in node.children
            if self._has_lead([child], set())
            for task in self._of(child, "", None, set())
        ]
        return [task for task in tasks if task.leads and task.place not in reporting]

    def tasks_of_articles(self, root: Node) -> list[DraftTask]:
        """The tasks of the articles of a decision, but for who carries it out."""
        self._organising = True
        found = (task for article in root.children for task in self._of(article, "", None, set()))
        return [task for task in found if task.leads and not is_execution(task.source)]

    def tasks(self, root: Node, taken: set[int]) -> list[DraftTask]:
        """The tasks of all sections, leaving out the nodes whose ids are in `taken`."""
        sections = list(_sections(root))
        for node in root.children:
            if node.style == CLOSING_LINE:
                self.unused.append(UnusedLine(node.span, node.text, "lời kết của văn bản"))
        led = [self._has_lead(nodes, taken) for nodes in sections]
        tasks: list[DraftTask] = []
        for nodes, has_lead in zip(sections, led, strict=True):
            for node in nodes:
                if has_lead or topic_of(node) == "work":
                    tasks.extend(self._of(node, "", None, taken))
                else:
                    self._leave(node, "phần không giao việc cho cơ quan nào", taken)
        return tasks

    def _has_lead(self, nodes: list[Node], taken: set[int]) -> bool:
        """Whether a section puts somebody in charge of something."""
        return any(
            id(node) not in taken and self._head(node)[0] is not None
            for top in nodes
            if topic_of(top) not in ("organisation", "purpose")
            for node in top.walk()
        )

    def _of(
        self, node: Node, theme: str, lead: Duty | None, taken: set[int]
    ) -> Iterator[DraftTask]:
        if id(node) in taken:
            return
        if node.style in FIXED and lead is None and self._says_nothing(node, taken):
            return
        own, text = self._head(node)
        if own and lead and not own.leads:
            own = replace(
                own,
                leads=lead.leads,
                coordinators=own.coordinators or lead.coordinators,
                partners=own.partners or lead.partners,
                explicit=lead.explicit,
                doubt=own.doubt or lead.doubt,
            )
        elif own and lead and not own.explicit:
            own = None if own.doubt else self._narrowed(own, lead)
            text = node.text
        children = [child for child in node.children if id(child) not in taken]
        continued = "" if (own and not text) or self._each_led(node) else _continued(node)
        if continued:
            yield self._task(node, f"{text} {continued}", theme, own or lead)
            return
        if own:
            yield from self._led(node, text, children, theme, own, taken)
        elif children:
            yield from self._themed(node, children, theme, lead, taken)
        else:
            yield self._task(node, _without_introduction(node), theme, lead)

    def _each_led(self, node: Node) -> bool:
        """Whether all points under a node begin with who does what they say: “+ Sở A: …”."""
        leads = [lead_of(child.text, self.naming) for child in node.children]
        return len(leads) > 1 and all(lead and lead.explicit and lead.rest for lead in leads)

    def _says_nothing(self, node: Node, taken: set[int]) -> bool:
        """Whether a section is on purpose or organisation and so gives no tasks."""
        topic = topic_of(node)
        if topic == "purpose":
            self._leave(node, "phần mục đích, quan điểm", taken)
        return topic == "purpose" or (topic == "organisation" and not self._organising)

    def _led(
        self,
        node: Node,
        text: str,
        children: list[Node],
        theme: str,
        lead: Duty,
        taken: set[int],
    ) -> Iterator[DraftTask]:
        """The tasks of a node that names who is in charge: its own text, then its items."""
        if text and (not children or text.endswith((".", ";"))):
            yield self._task(node, text, theme, lead)
        elif not children:
            self.unused.append(
                UnusedLine(node.span, node.text, "cơ quan không có nội dung nhiệm vụ")
            )
        for child in children:
            yield from self._of(child, theme, lead, taken)

    def _themed(
        self, node: Node, children: list[Node], theme: str, lead: Duty | None, taken: set[int]
    ) -> Iterator[DraftTask]:
        """The tasks under a heading; a whole sentence with items under it is a task as well."""
        heading = heading_of(node)
        sentence = node.style not in FIXED and node.text.rstrip().endswith((".", ";"))
        if sentence and len(node.text.split()) > _LONGEST_HEADING:
            yield self._task(node, node.text, theme, lead)
        elif heading and not _GENERIC.match(match_key(heading)):
            theme = heading
        for child in children:
            yield from self._of(child, theme, lead, taken)

    def _head(self, node: Node) -> tuple[Duty | None, str]:
        """Who is in charge by the first lines of a node, and the rest of its text.

        In a text with wrapped lines a heading ends where the name of the agency does.
        """
        lead, text = self._stated(node)
        if node.duty is None:
            return lead, text
        if node.duty.leads or lead is None:
            return node.duty, _without_introduction(node)
        own = replace(node.duty, leads=lead.leads, explicit=lead.explicit)
        return replace(own, coordinators=own.coordinators or lead.coordinators), text

    def _stated(self, node: Node) -> tuple[Duty | None, str]:
        heading = self._heading(node)
        lead = lead_of(node.text, self.naming) or introduced_lead_of(node.text, self.naming)
        wrapped = any(not line.apart for line in node.lines[1:])
        longer = lead and lead.explicit and heading and len(lead.leads) > len(heading[0].leads)
        if heading and not (longer and wrapped):
            return heading
        if lead is None or (not lead.explicit and node.style not in FIXED and not node.children):
            return (lead, node.text) if lead else (None, node.text)
        return lead, lead.rest

    def _heading(self, node: Node) -> tuple[Duty, str] | None:
        """The lines that name agencies and nothing else, most of them, and the text after them."""
        lines = [line.text for line in node.lines]
        for count in range(min(len(lines), _MOST_HEADING_LINES), 0, -1):
            if count < len(lines) and not lines[count][:1].isupper():
                continue
            lead = lead_of(" ".join(lines[:count]), self.naming)
            begins = count > 1 and lines[count - 1][:1].isupper()
            if lead and lead.explicit and not lead.rest and not (begins and lead.doubt):
                return lead, _without_introduction(Node(node.style, lines=node.lines[count:]))
        return None

    def _narrowed(self, own: Duty, lead: Duty) -> Duty:
        """The bodies with which an item begins: its subject does it, whoever heads the section."""
        mine = set(self.naming.registry.resolve_cell(own.leads).codes)
        theirs = set(self.naming.registry.resolve_cell(lead.leads).codes)
        return replace(lead, leads=own.leads) if mine and mine <= theirs else own

    def _task(self, node: Node, text: str, theme: str, lead: Duty | None) -> DraftTask:
        doubts = () if lead and lead.leads else ("không có cơ quan chủ trì",)
        if lead and not lead.explicit and self.naming.strangers(lead.leads) != ():
            doubts = (f"“{lead.leads}” có đúng là cơ quan chủ trì",)
        coordinators, partners = lead.coordinators if lead else "", lead.partners if lead else ""
        named, meant = coordinators_of(text, self.naming)
        partners = meant or partners
        if lead and lead.doubt:
            doubts = (*doubts, lead.doubt)
        return DraftTask(
            name=text,
            place=node.place,
            leads=lead.leads if lead else "",
            coordinators=named or coordinators,
            due=lead.due if lead else "",
            level=lead.level if lead else "",
            field=theme,
            note="; ".join(_notes(lead, partners)),
            doubts=doubts,
            source=node.text,
        )

    def _leave(self, node: Node, why: str, taken: set[int]) -> None:
        """List a node and all below it as not used; its heading only if nothing below is."""
        if topic_of(node) == "organisation" or id(node) in taken:
            return
        if node.text and not any(id(below) in taken for below in node.walk()):
            self.unused.append(UnusedLine(node.span, node.text, why))
        for child in node.children:
            self._leave(child, why, taken)


def _notes(lead: Duty | None, partners: str) -> Iterator[str]:
    """What a document says of a task besides its columns."""
    said = (
        ("Phối hợp: ", partners),
        ("Sản phẩm: ", lead.product if lead else ""),
        ("Nội dung: ", lead.content if lead else ""),
        ("Phân công: ", lead.verbatim if lead else ""),
    )
    return (f"{label}{text}" for label, text in said if text)


def _sections(root: Node) -> Iterator[list[Node]]:
    """The top nodes of each section: what stands before the first heading, then each heading."""
    children = [n for n in root.children if n.style != CLOSING_LINE]
    loose = [n for n in children if n.style not in FIXED or FIXED[n.style] > _SECTION]
    if loose:
        yield loose
    for node in children:
        if node not in loose:
            divided = [c for c in node.children if c.style in FIXED and FIXED[c.style] <= _SECTION]
            if divided and topic_of(node) != "organisation":
                yield from _sections(node)
            else:
                yield [node]


def _without_introduction(node: Node) -> str:
    """The text without a last paragraph that only leads over to what follows: "… như sau:"."""
    whole = node.paragraphs()
    if len(whole) > 1 and whole[-1].rstrip().endswith(":"):
        whole.pop()
    return " ".join(whole)


def _continued(node: Node) -> str:
    """The texts of the points under an item that are no tasks of their own, as one."""
    points = [c for c in node.children if node.style in _CONTINUING.get(c.style, ())]
    if not points or len(points) < len(node.children):
        return ""
    return " ".join(f"{below.mark} {below.text}".strip() for c in points for below in c.walk())
