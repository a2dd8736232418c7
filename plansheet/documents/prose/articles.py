"""The articles of a decision that stands before the plan that it issues: “Điều 2. Giao Sở A …”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plansheet.documents.formats.blocks import Paragraph
from plansheet.documents.naming import Naming
from plansheet.documents.prose.markers import read_marker
from plansheet.documents.prose.outline import Node, outline, plain
from plansheet.documents.prose.sections import content_of
from plansheet.language.text import match_key, roman

_ARTICLE = re.compile(r"Điều\s+(?P<number>\d{1,2})\s*[.:]?\s*(?P<rest>.*)", re.DOTALL)
_EXECUTING = re.compile(r"\bchịu trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện)\b.{0,60}\bnày\b")


def articles_of(paragraphs: Sequence[Paragraph], naming: Naming) -> Node:
    """The articles that stand before a plan's title, each a section, under a root.

    Args:
        paragraphs: what stands before the title.
        naming: the bodies that may be named.
    """
    return outline(_as_sections(content_of(paragraphs, 0)), naming)


def is_execution(text: str) -> bool:
    """Whether an article only says who carries out the decision: no task of its own."""
    return _EXECUTING.search(match_key(text)) is not None


def _as_sections(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The articles as sections with Roman numbers, and what stands under them."""
    number = 0
    waiting: Paragraph | None = None
    for paragraph in map(plain, paragraphs):
        article = _ARTICLE.fullmatch(paragraph.text)
        if article:
            number = int(article["number"])
            text = article["rest"] or paragraph.text
            found = replace(paragraph, text=f"{roman(number)}. {text}", apart=True)
            waiting = None if article["rest"] else found
            if article["rest"]:
                yield found
        elif waiting and read_marker(paragraph.text) is None:
            yield replace(paragraph, text=f"{roman(number)}. {paragraph.text}", apart=True)
            waiting = None
        elif number:
            if waiting:
                yield waiting
            waiting = None
            yield paragraph
