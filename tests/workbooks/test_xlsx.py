"""Sheets of .xlsx in every shape that programs give them: exactly the same cells."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from plansheet.workbooks.reading import Refused, Sheet, open_workbook
from plansheet.workbooks.reading.serials import shows_no_day
from support.hostile.builders import MAIN, XML, relationships, sheet_xml, xlsx, xlsx_parts, zipped


def sheet_of(folder: Path, part: bytes, **shared: object) -> Sheet:
    path = folder / "x.xlsx"
    path.write_bytes(xlsx(part, **shared))
    return open_workbook(path).sheets[0]


def values(sheet: Sheet) -> dict[tuple[int, int], object]:
    return {
        (r, c): value
        for r, row in enumerate(sheet.rows)
        for c, value in enumerate(row)
        if value is not None
    }


PLAIN = (
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"/><c r="C2"><v>12.5</v></c></row>'
    '<row r="4"><c r="B4" t="b"><v>1</v></c><c r="D4" t="str">'
    '<f>"a"&amp;C2</f><v>a12.5</v></c></row>'
)
CELLS = {(1, 0): "Tên & mã", (1, 2): 12.5, (3, 1): True, (3, 3): "a12.5"}
STRINGS = ["<si><t>Tên &amp; mã</t></si>"]
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def prefixed() -> bytes:
    rows = PLAIN
    for tag in ("row", "c", "v", "f"):
        rows = rows.replace(f"<{tag} ", f"<x:{tag} ").replace(f"<{tag}>", f"<x:{tag}>")
        rows = rows.replace(f"</{tag}>", f"</x:{tag}>")
    return (
        f'{XML}<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    ).encode()


SHAPES = {
    "plain": sheet_xml(PLAIN),
    "no declaration": sheet_xml(PLAIN).removeprefix(XML.encode()),
    "byte order mark": b"\xef\xbb\xbf" + sheet_xml(PLAIN),
    "prefix": prefixed(),
    "utf-16": sheet_xml(PLAIN).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "windows-1258": sheet_xml(PLAIN).replace(b"UTF-8", b"windows-1258"),
    "strict": sheet_xml(PLAIN).replace(MAIN.encode(), STRICT.encode()),
    "single quotes": sheet_xml(PLAIN.replace('r="A2"', "r='A2'")),
    "other order": sheet_xml(PLAIN.replace('r="A2" t="s"', 't="s" r="A2"')),
    "other attributes": sheet_xml(PLAIN.replace('r="B4"', 'r="B4" cm="1" vm="2"')),
    "unknown attributes": sheet_xml(PLAIN.replace('r="B4"', 'r="B4" uid="{x}"')),
    "two blanks": sheet_xml(PLAIN.replace("<c r", "<c  r")),
    "line break in tag": sheet_xml(PLAIN.replace("<c r", "<c\n r")),
    "blank before end": sheet_xml(PLAIN.replace("/>", " />").replace("</c>", "</c >")),
    "pretty": sheet_xml(PLAIN.replace("><", ">\n  <")),
    "windows line ends": sheet_xml(PLAIN.replace("><", ">\r\n  <")),
    "comment": sheet_xml(
        PLAIN.replace("<v>12.5", "<!-- <c r='Z9'><v>1</v></c> --><v>12.<!-- -->5")
    ),
    "cdata": sheet_xml(PLAIN.replace("12.5</v></c></row>", "<![CDATA[12.5]]></v></c></row>")),
    "instruction": sheet_xml(PLAIN.replace("<v>12.5", "<?x <c r='Z9'/> ?><v>12.5")),
    "no addresses": sheet_xml(
        '<row r="2"><c t="s"><v>0</v></c><c/><c><v>12.5</v></c></row>'
        '<row r="4"><c r="B4" t="b"><v>1</v></c><c/>'
        '<c t="str"><f>"a"&amp;C2</f><v>a12.5</v></c></row>'
    ),
    "no row numbers": sheet_xml(
        '<row/><row><c r="A2" t="s"><v>0</v></c><c r="C2"><v>12.5</v></c></row><row></row>'
        '<row><c r="B4" t="b"><v>true</v></c>'
        '<c r="D4" t="str"><f>"a"&amp;C2</f><v>a12.5</v></c></row>'
    ),
    "backwards": sheet_xml(
        '<row r="4"><c r="D4" t="str"><f>"a"&amp;C2</f><v>a12.5</v></c><c r="B4" t="b"><v>1</v></c>'
        '</row><row r="2"><c r="C2"><v>12.5</v></c><c r="A2" t="s"><v>0</v></c></row>'
    ),
    "wrong dimension": sheet_xml(PLAIN, before='<dimension ref="A1:XFD1048576"/>'),
    "blank cells far away": sheet_xml(PLAIN + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    "lower case": sheet_xml(PLAIN.replace('r="C2"', 'r="c2"')),
    "dollars": sheet_xml(PLAIN.replace('r="C2"', 'r="$C$2"')),
    "more in a cell": sheet_xml(PLAIN.replace("<v>1</v>", "<v>1</v><extLst><ext/></extLst>")),
    "space kept": sheet_xml(PLAIN.replace("<v>a12.5", '<v xml:space="preserve">a12.5')),
    "inline": sheet_xml(
        PLAIN.replace('t="s"><v>0</v>', 't="inlineStr"><is><t>Tên &amp; mã</t></is>')
    ),
    "inline rich": sheet_xml(
        PLAIN.replace(
            't="s"><v>0</v>',
            't="inlineStr"><is><r><t>Tên</t></r><r><rPr><b/></rPr><t xml:space="preserve"> &amp; mã'
            '</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is>',
        )
    ),
}


@pytest.mark.parametrize("part", SHAPES.values(), ids=SHAPES)
def test_every_shape_gives_the_same_cells(tmp_path: Path, part: bytes) -> None:
    sheet = sheet_of(tmp_path, part, strings=STRINGS)
    assert values(sheet) == CELLS
    assert type(sheet.rows[3][1]) is bool
    assert sheet.formulas == {(3, 3): '"a"&C2'}
    assert sheet.uncached == set()


TEXTS = {
    "<si><t>một</t></si>": "một",
    "<si><t> hai </t></si>": " hai ",
    '<si><t xml:space="preserve"> ba </t></si>': " ba ",
    '<si><r><t>bốn</t></r><r><rPr><b/></rPr><t xml:space="preserve"> rưỡi</t></r></si>': (
        "bốn rưỡi"
    ),
    '<si><t>năm</t><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/></si>': "năm",
    "<si/>": None,
    "<si><t/></si>": None,
    "<si><t></t></si>": None,
    "<si><t>a&#10;b\r\nc&#x1F600;&amp;lt;</t></si>": "a\nb\nc😀&lt;",
    "<si><t>a_x000D_b_x005F_x000D_</t></si>": "a\rb_x000D_",
    "<si><t>_xD83D__xDE00_ _xD83D_</t></si>": "😀 \ufffd",
    "<si><t>&#0;&#xD800;&#x110000;&copy;</t></si>": "\ufffd\ufffd\ufffd&copy;",
    "<si><t>hoà</t></si>": "hoà",
}
WELL_FORMED = {source: text for source, text in TEXTS.items() if "&#0;" not in source}
PLAIN_TEXTS = {s: text for s, text in TEXTS.items() if not any(t in s for t in ("<r", "/>"))}


def test_shared_strings_are_verbatim(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c></row>' for n in range(1, 13))
    sheet = sheet_of(tmp_path, sheet_xml(rows), strings=list(WELL_FORMED))
    found = [(sheet.rows[n] or [None])[0] if n < len(sheet.rows) else None for n in range(12)]
    assert found == list(WELL_FORMED.values())


@pytest.mark.parametrize(("source", "text"), PLAIN_TEXTS.items())
def test_plain_shared_strings_are_verbatim(tmp_path: Path, source: str, text: str | None) -> None:
    part = sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    sheet = sheet_of(tmp_path, part, strings=[source])
    assert (sheet.rows[0][0] if sheet.rows and sheet.rows[0] else None) == text


STYLES = (
    '<numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm"/>'
    '<numFmt numFmtId="166" formatCode="0.0&quot;%&quot;"/>'
    '<numFmt numFmtId="167" formatCode="#,##0.0\\ %"/></numFmts>'
    '<fonts><font><name val="Arial"/></font><font><name val=".VnTime"/></font></fonts>'
    '<cellStyleXfs><xf numFmtId="14" fontId="1"/></cellStyleXfs><cellXfs>'
    '<xf numFmtId="0" fontId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/>'
    '<xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="0" fontId="1"/><xf numFmtId="22"/>'
    "</cellXfs>"
)
NUMBERS: list[tuple[int, str, object]] = [
    (0, "44377", 44377.0),
    (1, "44377", date(2021, 6, 30)),
    (1, "44377.5", datetime(2021, 6, 30, 12)),
    (7, "44377", date(2021, 6, 30)),
    (1, "0.25", time(6)),
    (1, "59", date(1900, 2, 28)),
    (1, "61", date(1900, 3, 1)),
    (1, "-5", -5.0),
    (1, "1e300", 1e300),
    (2, "1.5", timedelta(hours=36)),
    (3, "0.4", 0.4),
    (4, "40", 40.0),
    (5, "0.978", 0.978),
    (0, "12345678901234567890", 12345678901234567890.0),
    (0, "1E-3", 0.001),
    (0, "NaN", "nan"),
    (0, "1e999", "inf"),
    (1, "abc", "abc"),
    (0, "một", "một"),
]


def numbered(cells: list[tuple[int, str, object]]) -> bytes:
    return sheet_xml(
        "".join(
            f'<row r="{n}"><c r="A{n}" s="{style}"><v>{raw}</v></c></row>'
            for n, (style, raw, _) in enumerate(cells, 1)
        )
    )


def test_numbers_dates_and_per_cents(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, numbered(NUMBERS), styles=STYLES)
    found = [row[0] for row in sheet.rows]
    assert found == [value for _, _, value in NUMBERS]
    assert [type(v) for v in found] == [type(value) for _, _, value in NUMBERS]
    assert sheet.percents == {(10, 0), (12, 0)}


@pytest.mark.parametrize(
    ("number_format", "dayless"),
    [
        (17, "month"),
        (14, ""),
        (9, ""),
        ("mmm-yy", "month"),
        ("mm/yyyy", "month"),
        ('[$-42A]"Tháng "m/yyyy;@', "month"),
        ("yyyy", "year"),
        ('"năm "yyyy', "year"),
        ("dd/mm/yyyy", ""),
        ("d-mmm", ""),
        ("mmm", ""),
        ("mm:ss", ""),
        ("m/yy h:mm", ""),
        ("0.0", ""),
        ("General", ""),
    ],
)
def test_formats_of_dates_that_show_no_day(number_format: str | int, dayless: str) -> None:
    assert shows_no_day(number_format) == dayless


def test_date_cells_that_show_no_day(tmp_path: Path) -> None:
    styles = '<cellXfs><xf numFmtId="14"/><xf numFmtId="17"/></cellXfs>'
    cells: list[tuple[int, str, object]] = [(0, "44348", 0), (1, "44348", 0)]
    sheet = sheet_of(tmp_path, numbered(cells), styles=styles)
    assert [row[0] for row in sheet.rows] == [date(2021, 6, 1)] * 2
    assert sheet.dayless == {(1, 0): "month"}


def test_dates_since_1904(tmp_path: Path) -> None:
    cells: list[tuple[int, str, object]] = [
        (1, "42915", date(2021, 6, 30)),
        (1, "0.25", time(6)),
        (2, "1.5", timedelta(hours=36)),
    ]
    for says in ("1", "true"):
        properties = f'<workbookPr date1904="{says}"/>'
        sheet = sheet_of(tmp_path, numbered(cells), styles=STYLES, properties=properties)
        assert [row[0] for row in sheet.rows] == [value for _, _, value in cells]


def test_iso_dates_of_strict_files(tmp_path: Path) -> None:
    texts = ["2021-06-30", "2021-06-30T12:00:00", "1899-12-30T08:15:00", "30/6"]
    cells = "".join(f'<c r="{a}1" t="d"><v>{t}</v></c>' for a, t in zip("ABCD", texts, strict=True))
    sheet = sheet_of(tmp_path, sheet_xml(f'<row r="1">{cells}</row>'))
    assert sheet.rows == [[date(2021, 6, 30), datetime(2021, 6, 30, 12), time(8, 15), "30/6"]]


def test_errors_are_not_blank(tmp_path: Path) -> None:
    texts = ["#REF!", "#DIV/0!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA"]
    cells = "".join(
        f'<c r="{chr(65 + n)}1" t="e">{"<f>X1</f>" if n % 2 else ""}<v>{text}</v></c>'
        for n, text in enumerate(texts)
    )
    sheet = sheet_of(tmp_path, sheet_xml(f'<row r="1">{cells}</row>'))
    assert sheet.errors == {(0, n): text for n, text in enumerate(texts)}
    assert values(sheet) == {}
    assert sheet.formulas == {(0, 1): "X1", (0, 3): "X1", (0, 5): "X1"}
    assert sheet.uncached == set()


def test_formulas_with_and_without_a_value(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1&lt;2</f></c>'
        '<c r="C1"><f>1>2</f><v></v></c>'
        '<c r="D1"><f>1</f><v/></c><c r="E1" t="str"><f>""</f><v></v></c>'
        '<c r="F1" t="b"><f>TRUE()</f><v>1</v></c>'
        '<c r="G1"><f t="array" ref="G1:G2">A1</f><v>2</v></c>'
        '<c r="H1" t="n"><f>a b</f><v /></c>'
    )
    sheet = sheet_of(tmp_path, sheet_xml(f'<row r="1">{cells}</row>'))
    assert sheet.formulas == {
        (0, 0): "1+1",
        (0, 1): "1<2",
        (0, 2): "1>2",
        (0, 3): "1",
        (0, 4): '""',
        (0, 6): "A1",
        (0, 7): "a b",
    }
    assert sheet.uncached == {(0, 1), (0, 2), (0, 3), (0, 7)}
    assert values(sheet) == {(0, 0): 2.0, (0, 5): True, (0, 6): 2.0}


def test_cells_of_every_spelling_stand_beside_each_other(tmp_path: Path) -> None:
    part = sheet_xml(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>A1</f><v>b</v></c>'
        '<c r="C1"><f>A1</f><v/></c><c r="D1" t="str"><f t="shared" si="0"/><v></v></c>'
        '<c r="E1" t="inlineStr"><is><t>e</t></is></c><c r="F1"><f>A1</f></c>'
        '<c r="G1" s="0"/><c r="H1"> <f>A1</f> <v>8</v> </c><c r="I1"></c>'
        '<c r="J1"><v>10</v></c></row>'
    )
    sheet = sheet_of(tmp_path, part)
    assert sheet.rows == [[1.0, "b", None, None, "e", None, None, 8.0, None, 10.0]]
    texts = {(0, 1): "A1", (0, 2): "A1", (0, 3): "", (0, 5): "A1", (0, 7): "A1"}
    assert dict(sheet.formulas) == texts
    assert sheet.uncached == {(0, 2), (0, 5)}


def test_shared_formulas_are_written_out(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:C3" si="0">A1*$A$1</f><v>1</v></c>'
        '<c r="C1"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"></f><v>1</v></c>'
        '<c r="C3"><f t="shared" si="9"/><v>1</v></c></row>'
    )
    sheet = sheet_of(tmp_path, sheet_xml(rows))
    assert sheet.formulas == {(0, 1): "A1*$A$1", (0, 2): "B1*$A$1", (2, 1): "A3*$A$1", (2, 2): ""}


def test_tcvn3_is_known_by_the_font_of_the_letters(tmp_path: Path) -> None:
    run = '<r><rPr><rFont val="{}"/></rPr><t>{}</t></r>'.format
    strings = [
        "<si><t>V¨n b¶n</t></si>",
        f"<si>{run('.VnTime', 'V¨n ')}{run('.VnTimeH', 'b¶n')}</si>",
        f"<si>{run('Arial', 'Văn bản')}</si>",
        f"<si><r><t>V¨n</t></r>{run('Arial', 'x')}</si>",
    ]
    cells = "".join(
        f'<row r="{n + 1}"><c r="A{n + 1}" s="6" t="s"><v>{n}</v></c>'
        f'<c r="B{n + 1}" s="0" t="s"><v>{n}</v></c><c r="C{n + 1}" s="6"><v>1</v></c></row>'
        for n in range(4)
    )
    sheet = sheet_of(tmp_path, sheet_xml(cells), strings=strings, styles=STYLES)
    assert set(sheet.tcvn3) == {(0, 0), (1, 0), (1, 1), (3, 0)}
    assert [row[0] for row in sheet.rows] == ["Văn bản", "Văn bản", "Văn bản", "Vănx"]
    assert [row[1] for row in sheet.rows] == ["V¨n b¶n", "Văn bản", "Văn bản", "V¨nx"]
    inline = '<row r="1"><c r="A1" s="6" t="inlineStr"><is><t>V¨n</t></is></c></row>'
    assert sheet_of(tmp_path, sheet_xml(inline), styles=STYLES).tcvn3 == {(0, 0): "V¨n"}


def test_tcvn3_fonts_of_capitals(tmp_path: Path) -> None:
    styles = STYLES.replace(".VnTime", ".VnTimeH")
    run = '<r><rPr><rFont val=".VnArialH"/></rPr><t>{}</t></r>'.format
    cells = (
        '<row r="1"><c r="A1" s="6" t="inlineStr"><is><t>v¨n</t></is></c>'
        '<c r="B1" s="0" t="s"><v>0</v></c></row>'
    )
    sheet = sheet_of(tmp_path, sheet_xml(cells), strings=[f"<si>{run('b¶n')}</si>"], styles=styles)
    assert sheet.rows[0] == ["VĂN", "BẢN"]
    assert sheet.tcvn3 == {(0, 0): "v¨n", (0, 1): "b¶n"}


def test_a_cell_that_appears_twice_is_no_guess(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'
    with pytest.raises(Refused) as refusal:
        sheet_of(tmp_path, sheet_xml(row))
    assert refusal.value.problem.code == "unreadable"


def test_charts_and_macro_sheets_are_no_sheets(tmp_path: Path) -> None:
    parts = xlsx_parts(sheet_xml(""), sheet_xml(""), names=["Số liệu", "Biểu đồ"])
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "chartsheet", "chartsheets/sheet1.xml"),
    )
    path = tmp_path / "x.xlsx"
    path.write_bytes(zipped(parts))
    assert [sheet.name for sheet in open_workbook(path).sheets] == ["Số liệu"]


def test_parts_are_found_wherever_they_are(tmp_path: Path) -> None:
    for target in (
        "/xl/worksheets/sheet1.xml",
        "..\\xl\\worksheets\\sheet1.xml",
        "worksheets/Sheet1.XML",
    ):
        parts = xlsx_parts(sheet_xml(PLAIN), strings=STRINGS)
        parts["xl/_rels/workbook.xml.rels"] = relationships(("rId1", "worksheet", target))
        path = tmp_path / "x.xlsx"
        path.write_bytes(zipped(parts))
        assert values(open_workbook(path).sheets[0]) == CELLS
