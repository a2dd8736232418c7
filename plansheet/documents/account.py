"""What a document says that the draft of it does not tell: nothing is dropped in silence.

Every paragraph and every cell of the document is looked for in the rows of the draft and in its
lines not used. What is left is told as well, but for the frame of a document: its letterhead, the
headings of its sections, to whom it goes and who signs it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from plansheet.documents.draft_rows import UnusedLine
from plansheet.documents.formats.blocks import Document, Paragraph
from plansheet.documents.prose.duties import is_label, labelled
from plansheet.documents.prose.markers import read_marker
from plansheet.documents.prose.outline import Node, plain
from plansheet.language.text import match_key

_NOT_TOLD = "không vào dòng nào của bản thảo"
_LONGEST_FRAME = 12
"""Words of a line of a letterhead or signature, of the heading of a section."""
_FEWEST_WORDS = 3
_CLAUSE = re.compile(r"[.:;|()]+(?:\s+|$)")
_JOINT = re.compile(
    r",?\s*\b(?:chủ trì|(?:và )?phối hợp(?:,? (?:với|cùng))?)[\s,]+|,?\s+và\s+|,\s+", re.IGNORECASE
)
_REST = re.compile(r"[\W_]+")
_PREAMBLE = re.compile(
    r"(?:căn cứ (?!chức năng)|theo đề nghị|xét |cộng hoà|kính gửi|nơi nhận|tm\. |kt\. |tl\. |tuq\. "
    r"|\((?:ban hành )?kèm theo )"
)


def not_told(
    documents: Iterable[Document],
    root: Node,
    content: set[str],
    told: Iterable[tuple[str, str]],
    covered: set[str],
) -> Iterator[UnusedLine]:
    """A line for each paragraph and cell whose text is nowhere in the draft.

    Args:
        documents: all that was read.
        root: the outline of their prose.
        content: the places of all that stood in it.
        told: what the draft says, each text with its place.
        covered: the places of what it tells by another line.
    """
    left: list[Paragraph] = []
    for paragraph, apart in _left(documents, root, content, _Account(told), covered):
        if left and not apart:
            left[-1] = replace(left[-1], text=f"{left[-1].text} {paragraph.text}")
        else:
            left.append(paragraph)
    yield from (UnusedLine(one.place, one.text, _NOT_TOLD) for one in left)


def _left(
    documents: Iterable[Document],
    root: Node,
    content: set[str],
    account: _Account,
    covered: set[str],
) -> Iterator[tuple[Paragraph, bool]]:
    """The paragraphs that are left, and whether each stands apart from the one left before it."""
    headings = {place for node in root.walk() for place in _heading(node)}
    goes_on = False
    for paragraph in _texts(documents):
        goes_on, before = False, goes_on
        if paragraph.place in covered or paragraph.place in headings:
            continue
        short = len(paragraph.text.split()) <= _LONGEST_FRAME
        if short and paragraph.place not in content:
            continue
        if _PREAMBLE.match(match_key(paragraph.text.strip("*_ "))):
            continue
        if not account.has(paragraph):
            yield paragraph, paragraph.apart or not before
            goes_on = True


class _Account:
    """The texts of a draft, to be searched as they stand but for their marks and spaces."""

    def __init__(self, told: Iterable[tuple[str, str]]) -> None:
        by_place: defaultdict[str, list[str]] = defaultdict(list)
        for place, text in told:
            by_place[place].append(_letters(text))
        self._by_place = {place: " ".join(texts) for place, texts in by_place.items()}
        self._all = " ".join(self._by_place.values())

    def has(self, paragraph: Paragraph) -> bool:
        """Whether the text of a paragraph, or each clause of it, is in the draft."""
        text = _unmarked(paragraph)
        here = self._by_place.get(paragraph.place, "")
        if _letters(text) in here or self._holds(text):
            return True
        return all(map(self._has_clause, _CLAUSE.split(labelled(text))))

    def _has_clause(self, clause: str) -> bool:
        """Whether a clause is told: who does what is told name by name."""
        if is_label(clause) or self._holds(clause):
            return True
        parts = _JOINT.split(clause)
        return bool(len(parts) > 1 and all(map(self._holds, parts)))

    def _holds(self, text: str) -> bool:
        return len(text.split()) < _FEWEST_WORDS or _letters(text) in self._all


def _texts(documents: Iterable[Document]) -> Iterator[Paragraph]:
    """All paragraphs, and the lines of all cells."""
    for document in documents:
        for block in document.blocks:
            if isinstance(block, Paragraph):
                yield block
                continue
            for row in block.rows:
                lines = dict.fromkeys(line for cell in row.cells for line in cell.split("\n"))
                yield from (Paragraph(line, row.place) for line in lines if line.strip())


def _unmarked(paragraph: Paragraph) -> str:
    """The text without the mark of an item."""
    text = plain(paragraph).text
    marker = read_marker(text)
    return marker.rest if marker else text


def _letters(text: str) -> str:
    return _REST.sub("", match_key(text))


def _heading(node: Node) -> list[str]:
    """The places of what only heads the items under a node, or counts it."""
    heads = node.children and len(node.text.split()) <= _LONGEST_FRAME
    return [line.place for line in (*node.counted, *(node.lines if heads else ()))]
