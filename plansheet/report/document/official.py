"""An administrative document in Word, in the layout of Decree 30/2020/NĐ-CP, appendix I.

A4 with margins of 20, 20, 30 and 15 mm; Times New Roman, black, 14 points; the number of the page
at the top in the middle, from the second page on; the issuing body and the national title side by
side, each with its line; at the end the recipients at the left and the signature at the right.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from plansheet.language.numbers_and_dates import official_date
from plansheet.language.wording import Language, Wording
from plansheet.report.document import words
from plansheet.report.document.blocks import Block, Subheading, Tabulation, TabulationColumn
from plansheet.report.document.rows import row_elements
from plansheet.report.document.widths import with_whole_words
from plansheet.workbooks.remote import L
from plansheet.workbooks.writing.cell_text import plain
from plansheet.workbooks.writing.files import ISSUED_AT, repacked, replacing

if TYPE_CHECKING:
    from docx.table import Table as WordTable
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

_TYPEFACE: Final = "Times New Roman"
BODY, LETTERHEAD, SMALL, SMALLEST = 14.0, 13.0, 12.0, 11.0
"""Points: of running text, of the lines at the top, of tables, of recipients and wide tables."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 15, 20, 20
_SHORT, _LONG = 210, 297
_HEAD: Final = (68, 97)
_FOOT: Final = (75, 90)
"""Millimetres: the margins, the page, the two columns of the top and those of the end."""
LANDSCAPE_WIDTH: Final = float(_LONG - _LEFT - _RIGHT)
"""Millimetres between the margins of a page that lies on its side."""
CLOSE: Final = 45
"""Twentieths of a point between the text of a cell and its sides, in tables of many columns."""
_FIRST_LINE: Final = 10
_LONGEST_PROPERTY: Final = 255
"""Characters of a property of the file."""
CENTER, LEFT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the text: who issues it, under which symbol, about what, where and when.

    `superior` is the body above the issuing one, blank where there is none; `subject` is blank
    where the document has a title.
    """

    issuer: str
    superior: str
    symbol: Wording
    place: str
    day: date
    subject: str = ""


class OfficialDocument:
    """A document in the making: what is put into it stands in that order."""

    def __init__(self, title: str, lang: Language) -> None:
        self.lang: Language = lang
        self.file = docx.Document()
        self.width, self.cell_size = float(_SHORT - _LEFT - _RIGHT), SMALL
        self.padding: int | None = None
        _set_styles(self.file, lang)
        properties = self.file.core_properties
        properties.title = plain(title)[:_LONGEST_PROPERTY]
        properties.author, properties.comments = "plansheet", ""
        properties.created = properties.modified = ISSUED_AT
        section = self.file.sections[0]
        _set_page(section, _SHORT, _LONG)
        section.different_first_page_header_footer = True
        _number_pages(section)

    # What stands above the text.

    def letterhead(self, head: Letterhead) -> None:
        """The issuing body and the national title, number and place, what the letter is about."""
        table = self._side_by_side(_HEAD, rows=2)
        left, right = table.rows[0].cells
        if head.superior:
            self._line(left, head.superior.upper(), SMALL)
        self._line(left, head.issuer.upper(), SMALL, bold=True)
        _draw_line(left, 26, _HEAD[0])
        self._line(right, words.COUNTRY.say(self.lang), SMALL, bold=True)
        self._line(right, words.MOTTO.say(self.lang), LETTERHEAD, bold=True)
        _draw_line(right, 60, _HEAD[1])
        left, right = table.rows[1].cells
        number = words.SYMBOL_LINE.fill(symbol=head.symbol).say(self.lang)
        self._line(left, number, LETTERHEAD)
        if head.subject:
            self._line(left, head.subject, SMALL, above=6)
        day = official_date(head.day)
        place = words.PLACE_AND_DAY.fill(place=head.place or words.TO_FILL_IN, day=day)
        self._line(right, place.say(self.lang), BODY, italic=True)
        for cell in (*table.rows[0].cells, left, right):
            _drop_first_paragraph(cell)
        self._gap(12)

    def title(self, kind: str, subject: str) -> None:
        """The kind of the document in capitals, what it is about, a line under it."""
        for text, after in ((kind.upper(), 0), (subject, 0)):
            paragraph = self._paragraph(text, CENTER, bold=True)
            paragraph.paragraph_format.space_after = Pt(after)
            paragraph.paragraph_format.keep_with_next = True
        _border_below(self._gap(4), 50, self.width)
        self._gap(6)

    def addressee(self, name: str) -> None:
        """To whom a letter goes."""
        text = words.ADDRESSEE.fill(name=name).say(self.lang)
        self._paragraph(text, CENTER).paragraph_format.space_after = Pt(12)

    # The text.

    def paragraph(self, text: str) -> None:
        """Running text, its first line drawn in; each line of it is a paragraph.

        A line break inside a justified paragraph would stretch the words before it.
        """
        for line in filter(None, map(str.strip, text.split("\n"))):
            paragraph = self._paragraph(line, JUSTIFY)
            paragraph.paragraph_format.first_line_indent = Mm(_FIRST_LINE)

    def heading(self, text: str, *, italic: bool = False) -> None:
        """The heading of a part; it stays with what follows."""
        paragraph = self._paragraph(text, JUSTIFY, bold=True, italic=italic)
        paragraph.paragraph_format.first_line_indent = Mm(_FIRST_LINE)
        paragraph.paragraph_format.keep_with_next = True

    def put(self, blocks: Iterable[Block]) -> None:
        """What a part consists of."""
        for block in blocks:
            match block:
                case Tabulation(columns, rows):
                    self.table(columns, rows)
                case Subheading(text):
                    self.heading(text, italic=True)
                case _:
                    self.paragraph(block.text)

    def table(self, columns: Sequence[TabulationColumn], rows: Sequence[Sequence[str]]) -> None:
        """A table with its header on each page."""
        columns = with_whole_words(columns, rows, self.cell_size, self.padding)
        table = self.file.add_table(rows=0, cols=len(columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _fix_widths(table, [c.width for c in columns], self.padding)
        for row in row_elements(columns, rows, self.cell_size):
            table._tbl.append(row)
        self._gap(6)

    def annex(self, title: str, *subject: str) -> None:
        """From here on pages lie on their side: for tables with many columns."""
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        self._lay_on_side(section)
        self._annex_head((title.upper(), *subject))

    def annex_alone(self, title: str, subject: Sequence[str], attached: str) -> None:
        """An annex of a document that is another file: `attached` says of which.

        Its pages lie on their side and are numbered from 1; the number of the first is not shown.
        """
        is_first = not self.file.paragraphs and not self.file.tables
        section = self.file.sections[0] if is_first else self.file.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = True
        self._lay_on_side(section)
        self.padding = CLOSE
        _count_pages_anew(section)
        self._annex_head((title.upper(), *subject))
        self._paragraph(attached, CENTER, italic=True)

    def _lay_on_side(self, section: Any) -> None:
        section.orientation = WD_ORIENT.LANDSCAPE
        _set_page(section, _LONG, _SHORT)
        self.width, self.cell_size = LANDSCAPE_WIDTH, SMALLEST

    def _annex_head(self, lines: Iterable[str]) -> None:
        for text in lines:
            paragraph = self._paragraph(text, CENTER, bold=True)
            paragraph.paragraph_format.keep_with_next = True

    # What stands below the text.

    def signature(self, recipients: Sequence[str], signer: Sequence[str]) -> None:
        """The recipients at the left, at the right in which quality somebody signs, and room."""
        self._keep_last_with_next()
        rest = self.width - sum(_FOOT)
        table = self._side_by_side((_FOOT[0] + rest, _FOOT[1]))
        left, right = table.rows[0].cells
        _mark_row(table.rows[0], "w:cantSplit")
        if recipients:
            heading = words.RECIPIENTS.say(self.lang)
            self._line(left, heading, SMALL, bold=True, italic=True, align=LEFT)
        for at, text in enumerate(recipients, 1):
            end = ";" if at < len(recipients) else "" if text.endswith("…") else "."
            self._line(left, f"- {text}{end}", SMALLEST, align=LEFT)
        for text in signer:
            self._line(right, text, BODY, bold=True)
        for _ in range(4):
            self._line(right, "", BODY)
        self._line(right, words.NAME_OF_SIGNER.say(self.lang), BODY, bold=True)
        for cell in (left, right) if recipients else (right,):
            _drop_first_paragraph(cell)

    def save(self, path: L) -> L:
        """Write the file; the same document has the same bytes.

        Raises:
            OutputError: it cannot be written; nothing half-written is left.
        """
        saved = io.BytesIO()
        self.file.save(saved)
        with replacing(path) as temporary:
            temporary.write_bytes(repacked(saved.getvalue(), lambda _, content: content))
        return path

    # Building blocks.

    def _paragraph(
        self, text: str, align: WD_ALIGN_PARAGRAPH, *, bold: bool = False, italic: bool = False
    ) -> WordParagraph:
        paragraph = self.file.add_paragraph()
        paragraph.alignment = align
        _put(paragraph, text, BODY, bold=bold, italic=italic)
        return paragraph

    def _gap(self, points: float) -> WordParagraph:
        """A paragraph of nothing but height."""
        paragraph = self.file.add_paragraph()
        _squeeze(paragraph, points)
        return paragraph

    def _line(
        self,
        cell: _Cell,
        text: str,
        size: float,
        *,
        bold: bool = False,
        italic: bool = False,
        align: WD_ALIGN_PARAGRAPH = CENTER,
        above: float = 0,
    ) -> None:
        paragraph = cell.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.space_before = Pt(above)
        _close_up(paragraph)
        _put(paragraph, text, size, bold=bold, italic=italic)

    def _side_by_side(self, widths: Sequence[float], rows: int = 1) -> WordTable:
        """A table without borders."""
        table: WordTable = self.file.add_table(rows=rows, cols=len(widths))
        _fix_widths(table, widths, padding=0)
        return table

    def _keep_last_with_next(self) -> None:
        """The last paragraph, and the last row of a table before it, stay with what follows."""
        last = self.file.paragraphs[-1:]
        if last and self.file.tables and last[0]._p.getprevious() is self.file.tables[-1]._tbl:
            last += [p for cell in self.file.tables[-1].rows[-1].cells for p in cell.paragraphs]
        for paragraph in last:
            paragraph.paragraph_format.keep_with_next = True


def _put(
    paragraph: WordParagraph, text: str, size: float, *, bold: bool = False, italic: bool = False
) -> None:
    """Text of one kind; a line break stays one, nothing else acts."""
    run = paragraph.add_run("\n".join(map(plain, text.split("\n"))))
    run.font.size = Pt(size)
    run.bold, run.italic = bold or None, italic or None


def _set_styles(file: Any, lang: Language) -> None:
    """The font everywhere, six points after a paragraph, the language for the spelling checker."""
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = _TYPEFACE, Pt(BODY)
    properties = normal.element.get_or_add_rPr()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        properties.rFonts.set(qn(script), _TYPEFACE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN" if lang == "vi" else "en-GB")
    properties.append(language)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.0


def _set_page(section: Any, width: int, height: int) -> None:
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.header_distance = section.footer_distance = Mm(10)


def _number_pages(section: Any) -> None:
    """The number of the page in the header, in the middle; the first page has another header."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("2")
    run.font.size = Pt(LETTERHEAD)
    field.append(run._r)
    paragraph._p.append(field)


def _count_pages_anew(section: Any) -> None:
    if section._sectPr.find(qn("w:pgNumType")) is not None:
        return  # a new section is a copy of the one before it
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")


def _close_up(paragraph: WordParagraph) -> None:
    paragraph.paragraph_format.space_after = Pt(0)


def _squeeze(paragraph: WordParagraph, points: float) -> None:
    _close_up(paragraph)
    paragraph.paragraph_format.line_spacing = Pt(points)


def _draw_line(cell: _Cell, width: float, of: float) -> None:
    """A line in the middle of a cell that is `of` millimetres wide."""
    paragraph = cell.add_paragraph()
    _squeeze(paragraph, 5)
    paragraph.paragraph_format.space_before = Pt(2)
    _border_below(paragraph, width, of, "w:top")


def _border_below(
    paragraph: WordParagraph, width: float, of: float, side: str = "w:bottom"
) -> None:
    """A border as wide as the indents leave."""
    indent = Mm((of - width) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    borders, line = OxmlElement("w:pBdr"), OxmlElement(side)
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )


def _fix_widths(table: WordTable, widths: Sequence[float], padding: float | None = None) -> None:
    """Columns as wide as given, whatever stands in them."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    if padding is not None:
        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            margin = OxmlElement(f"w:{side}")
            margin.set(qn("w:w"), str(padding))
            margin.set(qn("w:type"), "dxa")
            margins.append(margin)
        table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption")


def _mark_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _drop_first_paragraph(cell: _Cell) -> None:
    """The empty paragraph that a new cell begins with."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)
