"""What the styles of an OOXML workbook say: which cells show dates or per cent, in which font."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from plansheet.language.text import tcvn3_font
from plansheet.workbooks.reading.binary.biff import Font, Style, cell_styles
from plansheet.workbooks.reading.xlsx.markup import local_name, parse, remembered


@remembered
def read_styles(part: bytes) -> Mapping[str, Style]:
    """Read xl/styles.xml; b"" has none.

    Returns:
        The styles that matter for values by their number as cells write it (`s="3"`): dates, per
        cent, TCVN3 fonts.

    Raises:
        Fault: it is no XML, or a bomb.
    """
    if not part:
        return {}
    formats: dict[int, str] = {}
    fonts: list[Font] = []
    cells: list[tuple[int, int]] = []
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        within = path[-1] if path else ""
        path.append(element := local_name(name))
        if element == "numFmt" and within == "numFmts":
            formats[_number(attributes, "numFmtId")] = attributes.get("formatCode", "")
        elif element == "font" and within == "fonts":
            fonts.append(Font())
        elif within == "font" and path[-3:-2] == ["fonts"]:
            fonts[-1] = with_property(fonts[-1], element, attributes)
        elif element == "xf" and within == "cellXfs":
            cells.append((_number(attributes, "fontId"), _number(attributes, "numFmtId")))

    parse(part, start, lambda _: path.pop())
    styles = cell_styles(cells, formats, fonts)
    return {str(n): style for n, style in enumerate(styles) if style != Style()}


def with_property(font: Font, element: str, attributes: Mapping[str, str]) -> Font:
    """The font with one more of its properties, as styles and runs of rich text write them."""
    value = attributes.get("val", "")
    if element in ("name", "rFont"):
        return replace(font, tcvn3=tcvn3_font(value))
    if element == "strike":
        return replace(font, struck=value not in ("0", "false"))
    if element == "vertAlign":
        return replace(font, raised=value in ("superscript", "subscript"))
    return font


def _number(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
