"""What of a .docx no reader took: every text of every part that is left, its place, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from plansheet.documents.formats.blocks import Aside
from plansheet.documents.formats.word.texts import DELETED, FALLBACK, TEXTS, Texts, value_of
from plansheet.language.text import nfc

_DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
_WORD_ART: Final = "{urn:schemas-microsoft-com:vml}textpath"
_TEXTS: Final = (*TEXTS, qn("w:delText"), _DRAWN, _CHART)
_NOTES: Final = (qn("w:footnote"), qn("w:endnote"))
_PARAGRAPHS: Final = (qn("w:p"), _DRAWN.replace("}t", "}p"))
_PICTURES: Final = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_PARTS: Final = (
    ("header", "đầu trang", "đầu trang, chân trang lặp lại"),
    ("footer", "chân trang", "đầu trang, chân trang lặp lại"),
    ("footnotes", "chú thích", "chú thích cuối trang"),
    ("endnotes", "chú thích", "chú thích cuối văn bản"),
    ("comments", "nhận xét", "nhận xét, không phải lời văn bản"),
    ("diagrams/", "sơ đồ", "chữ trong sơ đồ"),
    ("charts/", "biểu đồ", "chữ trong biểu đồ"),
    ("", "phần khác", "không đọc được vào văn bản"),
)
"""By the name of the part: where a person finds it, and why it is not in the text."""
_NO_CONTENT: Final = re.compile(
    r"/word/(?:glossary|theme|styles|settings|webSettings|numbering|fontTable|diagrams/drawing)"
)
"""What a document is set in, its blocks for reuse, and the drawn copy of a diagram's texts."""
_ATTACHED: Final = re.compile(r"/word/(?:embeddings|afchunk)[^/]*/?(?P<name>[^/]+)$", re.I)
_REFERENCES: Final = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_PAGE_NUMBER: Final = re.compile(r"\W*(?:trang|page)?\W*\d*\W*\d*\W*", re.I)
_REMOVED = "đã xóa, còn ghi trong theo dõi thay đổi"
_HIDDEN = "chữ ẩn, hoặc ô đã gộp vào ô khác"
_ATTACHMENT = "tệp nhúng trong văn bản, chưa đọc"
_PICTURE = "ảnh: chữ trong ảnh không đọc được"
_START = "đầu văn bản"


@dataclass(frozen=True, slots=True)
class _Left:
    """A text that nobody took: the paragraph that it is of, if any, where, and if it is removed."""

    paragraph: Any
    place: str
    removed: bool
    text: str


def left_in(word: Any, texts: Texts, places: Mapping[Any, str]) -> Iterator[Aside]:
    """An aside for each paragraph of which something was not taken, for files and for pictures.

    Args:
        word: the document.
        texts: what was taken of it.
        places: the paragraphs that were read, and where they stand.
    """
    main = word.part.element
    for (_, place, removed), some in _by_paragraph(_walked(main, texts, places)):
        yield Aside(place, _joined(some), _REMOVED if removed else _HIDDEN)
    notes = dict(_notes(main, places))
    for part in sorted(word.part.package.iter_parts(), key=lambda part: str(part.partname)):
        name = str(part.partname)
        if attached := _ATTACHED.match(name):
            yield Aside(_START, attached["name"], _ATTACHMENT)
        elif part is not word.part and name.startswith("/word/") and not _NO_CONTENT.match(name):
            yield from _in_part(part, name, texts, notes)
    if count := sum(not _is_copy(picture) for picture in main.iter(*_PICTURES)):
        yield Aside(_START, f"({count} ảnh)", _PICTURE)


def _walked(
    root: Any, texts: Texts, places: Mapping[Any, str], start: str = _START
) -> Iterator[_Left]:
    """The texts of a part that nobody took, in the order of the file."""
    place = start
    for element in root.iter():
        place = places.get(element, place)
        if element.tag == _WORD_ART:
            text = element.get("string") or ""
        elif element.tag in _TEXTS and element not in texts.taken:
            text = element.text or ""
        else:
            continue
        if text.strip() and not _is_copy(element):
            owner = next(element.iterancestors(*_PARAGRAPHS), None)
            yield _Left(owner, place, _is_removed(element), text)


def _notes(main: Any, places: Mapping[Any, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Where each footnote is called."""
    for reference in main.iter(*_REFERENCES):
        owner = next(reference.iterancestors(qn("w:p")), None)
        name = reference.tag.removesuffix("Reference")
        yield (name, reference.get(qn("w:id"))), places.get(owner, "")


def _in_part(
    part: Any, name: str, texts: Texts, notes: Mapping[tuple[str, str], str]
) -> Iterator[Aside]:
    """What another part says: heads and feet of pages, notes, comments, diagrams."""
    where, why = next((where, why) for key, where, why in _PARTS if key in name)
    root = getattr(part, "element", None)
    if root is None and "xml" in part.content_type:
        root = parse_xml(part.blob)
    if root is None:
        return
    for (owner, *_), some in _by_paragraph(_walked(root, texts, {})):
        said = _joined(some)
        if where.endswith("trang") and _PAGE_NUMBER.fullmatch(said):
            continue
        note = owner if owner is None else next(owner.iterancestors(*_NOTES), None)
        called = "" if note is None else notes.get((note.tag, note.get(qn("w:id"))), "")
        yield Aside(", ".join(filter(None, (called, where))), said, why)


def _by_paragraph(left: Iterator[_Left]) -> Iterator[tuple[tuple[Any, str, bool], Iterator[_Left]]]:
    return groupby(left, key=lambda one: (one.paragraph, one.place, one.removed))


def _joined(left: Iterable[_Left]) -> str:
    return " ".join(nfc("".join(one.text for one in left)).split())


def _is_removed(element: Any) -> bool:
    """Whether a text was deleted, or stands in a row that was, with changes tracked."""
    rows = (value_of(row, "w:trPr/w:del") for row in element.iterancestors(qn("w:tr")))
    return next(element.iterancestors(*DELETED), None) is not None or any(rows)


def _is_copy(element: Any) -> bool:
    """Whether an element stands in place of another that was read: with a text, of the same."""
    fallback = next(element.iterancestors(FALLBACK), None)
    if fallback is None:
        return False
    chosen = "".join(
        t.text or "" for one in fallback.itersiblings(preceding=True) for t in one.iter(*_TEXTS)
    )
    return (element.text or "").strip() in chosen
