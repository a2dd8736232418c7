"""Sheets, strings and styles of .xlsx that are out of bounds, malformed, or could run."""

from __future__ import annotations

from support.hostile.builders import (
    MAIN,
    PLAIN_ROWS,
    XML,
    relationships,
    sheet_xml,
    xlsx,
    xlsx_parts,
    zipped,
)
from support.hostile.registry import MB, add, case


def cell(address: str, content: str = "<v>1</v>", attributes: str = "") -> str:
    """A cell of a sheet part."""
    return f'<c r="{address}"{attributes}>{content}</c>'


def row(content: str, number: int = 1) -> bytes:
    """A sheet part of one row."""
    return sheet_xml(f'<row r="{number}">{content}</row>')


def with_part(part: str, content: bytes) -> bytes:
    """A workbook with one part replaced or added."""
    return zipped(xlsx_parts() | {part: content})


# Document types and entities

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(10))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def declared(part: bytes, declaration: str) -> bytes:
    """A part with a document type declaration after its first line."""
    return part.replace(XML.encode(), (XML + declaration).encode())


add(
    "dtd_laughs_in_sheet.xlsx",
    "unsafe-content",
    lambda: xlsx(declared(row(cell("A1", "<v>&k;</v>", ' t="str"')), LAUGHS)),
)
add(
    "dtd_outside_in_sheet.xlsx",
    "unsafe-content",
    lambda: xlsx(declared(row(cell("A1", "<v>&e;</v>", ' t="str"')), OUTSIDE)),
)
add(
    "dtd_in_strings.xlsx",
    "unsafe-content",
    lambda: with_part(
        "xl/sharedStrings.xml", declared(f'{XML}<sst xmlns="{MAIN}"/>'.encode(), LAUGHS)
    ),
)
add(
    "dtd_in_workbook.xlsx",
    "unsafe-content",
    lambda: with_part("xl/workbook.xml", declared(xlsx_parts()["xl/workbook.xml"], OUTSIDE)),
)
add(
    "dtd_in_relations.xlsx",
    "unsafe-content",
    lambda: with_part("_rels/.rels", declared(xlsx_parts()["_rels/.rels"], OUTSIDE)),
)
add(
    "dtd_in_properties.xlsx",
    "unsafe-content",
    lambda: with_part("docProps/core.xml", f"{XML}{OUTSIDE}<a/>".encode()),
)
add(
    "dtd_in_unread_part.xlsx",
    "unsafe-content",
    lambda: with_part("xl/theme/theme1.xml", f"{XML}{OUTSIDE}<a/>".encode()),
)
add(
    "dtd_in_utf16.xlsx",
    "unsafe-content",
    lambda: with_part("xl/theme/theme1.xml", f"{OUTSIDE}<a/>".encode("utf-16")),
)
add(
    "dtd_only_in_words.xlsx",
    "read",
    lambda: xlsx(row(cell("A1", "<is><t>&lt;!DOCTYPE html></t></is>", ' t="inlineStr"'))),
)
add(
    "entity_undefined.xlsx",
    "read",
    lambda: xlsx(row(cell("A1", "<v>&nothing;</v>", ' t="str"')) + b"<"),
)

# Extent


def stairs(first: int, count: int) -> bytes:
    """A sheet part of rows that have only their last column filled, after one plain row."""
    numbers = range(first, first + count)
    lines = (f'<row r="{n}">{cell(f"ZZ{n}")}</row>' for n in numbers if n > 1)
    return sheet_xml(f'<row r="1">{cell("A1")}</row>{"".join(lines)}')


add("extent_far_corner.xlsx", "too-large", lambda: xlsx(row(cell("XFD1048576"), 1048576)))
add("extent_last_row.xlsx", "too-large", lambda: xlsx(row(cell("A1048576"), 1048576)))
add("extent_last_column.xlsx", "too-large", lambda: xlsx(row(cell("XFD1"))))
add("extent_two_edges.xlsx", "read", lambda: xlsx(stairs(150_000, 1)))
add("extent_wide_rows.xlsx", "too-large", lambda: xlsx(stairs(1, 1500)))
add(
    "extent_row_without_address.xlsx",
    "too-large",
    lambda: xlsx(sheet_xml('<row r="1048576"><c><v>1</v></c></row>')),
)
add(
    "extent_column_without_address.xlsx",
    "too-large",
    lambda: xlsx(row(cell("XFC1") + "<c><v>1</v></c>")),
)
add(
    "extent_prefixed.xlsx",
    "too-large",
    lambda: xlsx(
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
        '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>".encode()
    ),
)
add(
    "extent_line_break_in_tag.xlsx",
    "too-large",
    lambda: xlsx(sheet_xml('<row r="1"><c\nr="XFD1048576"><v>1</v></c></row>')),
)
add("extent_lower_case.xlsx", "too-large", lambda: xlsx(row(cell("xfd1048576"))))
add("extent_single_quotes.xlsx", "too-large", lambda: xlsx(row("<c r='XFD1048576'><v>1</v></c>")))
add(
    "extent_address_last.xlsx",
    "too-large",
    lambda: xlsx(row('<c s="0" r="XFD1048576"><v>1</v></c>')),
)
add(
    "extent_hidden_by_comment.xlsx",
    "too-large",
    lambda: xlsx(row('<!-- > --><c s="0" r="XFD1048576"><v>1</v></c>')),
)
add(
    "extent_utf16.xlsx",
    "too-large",
    lambda: xlsx(row(cell("XFD1048576")).decode().replace("UTF-8", "UTF-16").encode("utf-16")),
)
add(
    "extent_many_sheets.xlsx",
    "too-large",
    lambda: xlsx(*(stairs(1, 40) for _ in range(40))),
)
add(
    "extent_only_formats.xlsx",
    "read",
    lambda: xlsx(sheet_xml(f'{PLAIN_ROWS}<row r="1048576"><c r="XFD1048576" s="0"/></row>')),
)
add(
    "extent_dimension_lies.xlsx",
    "read",
    lambda: xlsx(sheet_xml(PLAIN_ROWS, before='<dimension ref="A1:XFD1048576"/>')),
)
add(
    "extent_dimension_is_noise.xlsx",
    "read",
    lambda: xlsx(sheet_xml(PLAIN_ROWS, before='<dimension ref="????"/>')),
)

# Addresses

add("address_row_of_11_digits.xlsx", "unreadable", lambda: xlsx(row(cell("A99999999999"))))
add("address_column_of_9_letters.xlsx", "too-large", lambda: xlsx(row(cell("AAAAAAAAA1"))))
add("address_row_0.xlsx", "unreadable", lambda: xlsx(row(cell("A0"))))
add("address_noise.xlsx", "unreadable", lambda: xlsx(row(cell("€1"))))
add(
    "address_row_number_noise.xlsx",
    "read",
    lambda: xlsx(sheet_xml(f'<row r="many">{cell("A1")}</row>')),
)
add("address_repeated.xlsx", "unreadable", lambda: xlsx(row(cell("A1") + cell("A1"))))
add(
    "address_backwards.xlsx",
    "read",
    lambda: xlsx(
        sheet_xml(f'<row r="5">{cell("C5")}{cell("A5")}</row><row r="2">{cell("B2")}</row>')
    ),
)
add("address_in_another_row.xlsx", "read", lambda: xlsx(row(cell("A9") + cell("B1"))))

# XML that is long, deep or broken

add("xml_cut.xlsx", "unreadable", lambda: xlsx(row(cell("A1"))[:-40]))
add(
    "xml_deep.xlsx",
    "read",
    lambda: xlsx(sheet_xml(PLAIN_ROWS, before="<a>" * 5000 + "</a>" * 5000)),
)
add(
    "xml_deep_in_cell.xlsx",
    "read",
    lambda: xlsx(row(cell("A1", "<a>" * 5000 + "</a>" * 5000))),
)
add(
    "xml_unclosed_cells.xlsx",
    "read",
    lambda: xlsx(sheet_xml('<row r="1"><c r="A1">' * 100_000)),
)
add(
    "xml_unclosed_tags.xlsx",
    "read",
    lambda: xlsx(sheet_xml('<row r="1" hidden="1"<c r="A1"<f ' * 200_000)),
)
add("xml_long_blank_head.xlsx", "unreadable", lambda: xlsx(b" " * 3 * MB + row(cell("A1"))))
add(
    "xml_many_attributes.xlsx",
    "read",
    lambda: xlsx(row(cell("A1", attributes="".join(f' a{i}="1"' for i in range(20_000))))),
)
add(
    "xml_attribute_twice.xlsx",
    "unreadable",
    lambda: xlsx(row('<c r="A1" r="XFD1048576"><v>1</v></c>')),
)
add(
    "xml_long_attribute.xlsx",
    "read",
    lambda: xlsx(row(cell("A1", attributes=f' x="{"y" * 3_000_000}"'))),
)
add("xml_million_comments.xlsx", "read", lambda: xlsx(row("<!-- -->" * 1_000_000 + cell("A1"))))
add(
    "xml_600_thousand_blank_cells.xlsx",
    "read",
    lambda: xlsx(row(cell("A1") + '<c r="B1"/>' * 600_000)),
)
add("xml_5_million_elements.xlsx", "too-large", lambda: xlsx(row(cell("A1") + "<c/>" * 5_000_000)))
add("xml_nul.xlsx", "read", lambda: xlsx(row(cell("A1", "<v>a\0b</v>", ' t="str"') + "<c/>")))
add(
    "xml_wrong_encoding.xlsx",
    "unreadable",
    lambda: xlsx(row(cell("A1")).replace(b"UTF-8", b"UTF-7")),
)
add(
    "xml_bad_utf8.xlsx",
    "unreadable",
    lambda: xlsx(row(cell("A1", "<v>x</v>", ' t="str"') + "<c/>").replace(b">x<", b">\xff\xfe<")),
)
add("xml_no_sheet_data.xlsx", "read", lambda: xlsx(f'{XML}<worksheet xmlns="{MAIN}"/>'.encode()))
add("xml_another_root.xlsx", "unreadable", lambda: xlsx(b"<html><body/></html>"))
add("xml_empty_part.xlsx", "unreadable", lambda: xlsx(b""))

# Values

add("value_error_unknown.xlsx", "read", lambda: xlsx(row(cell("A1", "<v>#SPILL!</v>", ' t="e"'))))
add(
    "value_no_number.xlsx",
    "read",
    lambda: xlsx(
        row(cell("A1", "<v>NaN</v>") + cell("B1", "<v>1e999</v>") + cell("C1", "<v>abc</v>"))
    ),
)
add("value_unknown_type.xlsx", "read", lambda: xlsx(row(cell("A1", "<v>x</v>", ' t="zz"'))))
add(
    "value_string_missing.xlsx",
    "unreadable",
    lambda: xlsx(row(cell("A1", "<v>7</v>", ' t="s"')), strings=["<si><t>x</t></si>"]),
)
add(
    "value_string_negative.xlsx",
    "unreadable",
    lambda: xlsx(row(cell("A1", "<v>-1</v>", ' t="s"')), strings=["<si><t>x</t></si>"]),
)
add(
    "value_long_text.xlsx",
    "read",
    lambda: xlsx(row(cell("A1", f"<is><t>{'x' * 2_000_000}</t></is>", ' t="inlineStr"'))),
)
add(
    "value_escape_sequences.xlsx",
    "read",
    lambda: xlsx(
        row(
            cell(
                "A1",
                "<is><t>_x001B_[31m\u202e\u2066&#x7;</t></is>".replace("&#x7;", ""),
                ' t="inlineStr"',
            )
        )
    ),
)
add(
    "value_huge_date.xlsx",
    "read",
    lambda: xlsx(
        row(cell("A1", "<v>1e300</v>", ' s="1"') + cell("B1", "<v>-5</v>", ' s="1"')),
        styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    ),
)
add(
    "strings_unclosed.xlsx",
    "unreadable",
    lambda: xlsx(
        row(cell("A1")),
        strings=["<si>" * 300_000, '<r><rPr><rFont val=".VnTime"/></rPr><t>é</t></r>'],
    ),
)
add(
    "styles_million.xlsx",
    "read",
    lambda: xlsx(
        row(cell("A1", attributes=' s="5"')),
        styles="<cellXfs>" + '<xf numFmtId="10"/>' * 300_000 + "</cellXfs>",
    ),
)


for codec in ("utf-32", "utf-7", "cp037"):
    add(
        f"xml_in_{codec}.xlsx",
        "unreadable",
        lambda codec=codec: xlsx(  # type: ignore[misc]
            sheet_xml(PLAIN_ROWS).decode().replace("UTF-8", codec).encode(codec)
        ),
    )
add(
    "merged_everything.xlsx",
    "read",
    lambda: xlsx(
        sheet_xml(PLAIN_ROWS, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    ),
)
add(
    "value_days_after_the_last_since_1904.xlsx",
    "read",
    lambda: xlsx(
        row(cell("A1", "<v>2958465</v>", ' s="1"')),
        properties='<workbookPr date1904="1"/>',
        styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    ),
)
add(
    "value_number_of_a_million_digits.xlsx",
    "read",
    lambda: xlsx(row(cell("A1", f"<v>{'1' * 1_000_000}</v>"))),
)
for mark in ("[", "[h", "&quot;", "\\"):
    add(
        f"styles_format_of_{len(mark)}_{ord(mark[0])}_a_million_times.xlsx",
        "read",
        lambda mark=mark: xlsx(  # type: ignore[misc]
            row(cell("A1", attributes=' s="1"')),
            styles=f'<numFmts><numFmt numFmtId="164" formatCode="{mark * 1_000_000}"/></numFmts>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>',
        ),
    )
add(
    "strings_one_in_many_cells.xlsx",
    "too-large",
    lambda: xlsx(
        sheet_xml(
            "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_001))
        ),
        strings=[f"<si><t>{'x' * 32_000}</t></si>"],
    ),
)


@case("formula_shared_bomb.xlsx", "too-large")
def shared_formulas() -> bytes:
    """One long formula and 60,000 cells that share it."""
    first = f'<f t="shared" ref="A1:A60000" si="0">{"A1+" * 2500}A1</f><v>1</v>'
    rest = (
        f'<row r="{n}">{cell(f"A{n}", """<f t="shared" si="0"/><v>1</v>""")}</row>'
        for n in range(2, 60_001)
    )
    return xlsx(sheet_xml(f'<row r="1">{cell("A1", first)}</row>{"".join(rest)}'))


add("formula_long.xlsx", "read", lambda: xlsx(row(cell("A1", f"<f>{'[' * 2_000_000}</f><v>1</v>"))))
add(
    "formula_brackets_shared.xlsx",
    "read",
    lambda: xlsx(
        row(
            cell("A1", f'<f t="shared" ref="A1:B1" si="0">{"[" * 8000}</f><v>1</v>')
            + cell("B1", '<f t="shared" si="0"/><v>1</v>')
        )
    ),
)

# What could run or reach out: read, with a note each


def formula(text: str) -> bytes:
    """A workbook with one formula."""
    return xlsx(row(cell("A1", f"<f>{text}</f><v>1</v>")))


add("run_macro.xlsm", "read", lambda: with_part("xl/vbaProject.bin", b"no real macro"))
add(
    "run_external_link.xlsx",
    "read",
    lambda: with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
)
add(
    "run_dde_link.xlsx",
    "read",
    lambda: with_part(
        "xl/externalLinks/externalLink1.xml",
        b'<externalLink><ddeLink ddeService="x" ddeTopic="y"/></externalLink>',
    ),
)
add("run_connection.xlsx", "read", lambda: with_part("xl/connections.xml", b"<connections/>"))
add(
    "run_embedded_object.xlsx",
    "read",
    lambda: with_part("xl/embeddings/oleObject1.bin", b"no real object"),
)
add("run_activex.xlsx", "read", lambda: with_part("xl/activeX/activeX1.xml", b"<ocx/>"))
add("run_dde_formula.xlsx", "read", lambda: formula("cmd|'/c none'!A1"))
add("run_webservice.xlsx", "read", lambda: formula('WEBSERVICE("http://127.0.0.1/")'))
add("run_hyperlink.xlsx", "read", lambda: formula('HYPERLINK("file:///c:/none","x")'))
add("run_other_workbook.xlsx", "read", lambda: formula("'[other.xlsx]Trang 1'!A1"))
add(
    "run_link_out.xlsx",
    "read",
    lambda: with_part(
        "xl/worksheets/_rels/sheet1.xml.rels",
        relationships(("h1", "hyperlink", "http://127.0.0.1/")),
    ),
)
add(
    "hidden_very.xlsx",
    "read",
    lambda: xlsx(row(cell("A1")), row(cell("A1")), states=["visible", "veryHidden"]),
)
add("hidden_state_unknown.xlsx", "read", lambda: xlsx(row(cell("A1")), states=["ghost"]))
add(
    "hidden_rows.xlsx", "read", lambda: xlsx(sheet_xml(f'<row r="1" hidden="1">{cell("A1")}</row>'))
)
add(
    "hidden_all_columns.xlsx",
    "read",
    lambda: xlsx(
        sheet_xml(PLAIN_ROWS, before='<cols><col min="1" max="16384" hidden="1"/></cols>')
    ),
)
add(
    "hidden_million_columns.xlsx",
    "read",
    lambda: xlsx(
        sheet_xml(
            PLAIN_ROWS,
            before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * 200_000 + "</cols>",
        )
    ),
)
add(
    "names_twice.xlsx", "read", lambda: xlsx(row(cell("A1")), row(cell("A1")), names=["Một", "Một"])
)
add(
    "names_odd.xlsx",
    "read",
    lambda: xlsx(
        row(cell("A1")), row(cell("A1")), names=["../../x", "\u202e=cmd|&#10;" + "y" * 500]
    ),
)
