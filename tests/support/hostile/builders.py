"""Small workbooks of every format, put together byte by byte, so also put together wrongly."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Parts = dict[str, bytes]


def zipped(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts, always the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2021, 7, 1, 0, 0, 0)), content, method)
    return buffer.getvalue()


# Office Open XML


def relationships(*targets: tuple[str, str, str]) -> bytes:
    """A .rels part from (id, kind, target) triples; a target with :// is external."""
    lines = "".join(
        f'<Relationship Id="{id_}" Type="{RELATIONS}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for id_, kind, target in targets
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'.encode()


def sheet_xml(rows: str, before: str = "", after: str = "") -> bytes:
    """A sheet part around the content of its sheetData."""
    return (
        f'{XML}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    ).encode()


PLAIN_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Mã</t></is></c><c r="B1"><v>12.5</v></c></row>'
)


def xlsx_parts(
    *sheets: bytes,
    names: Sequence[str] = (),
    states: Sequence[str] = (),
    strings: Iterable[str] | None = None,
    styles: str | None = None,
    properties: str = "",
) -> Parts:
    """The parts of a workbook with these sheet parts; to be changed before they are zipped."""
    sheets = sheets or (sheet_xml(PLAIN_ROWS),)
    numbers = range(1, len(sheets) + 1)
    names = [*names, *(f"Trang {n}" for n in numbers)]
    states = [*states, *("visible" for _ in numbers)]
    entries = "".join(
        f'<sheet name="{names[n - 1]}" sheetId="{n}" state="{states[n - 1]}" r:id="rId{n}"/>'
        for n in numbers
    )
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/'
        'package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        "</Types>".encode(),
        "_rels/.rels": relationships(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}'
            f"<sheets>{entries}</sheets></workbook>"
        ).encode(),
    }
    if strings is not None:
        items = "".join(strings)
        parts["xl/sharedStrings.xml"] = f'{XML}<sst xmlns="{MAIN}">{items}</sst>'.encode()
        targets.append(("rIdS", "sharedStrings", "sharedStrings.xml"))
    if styles is not None:
        parts["xl/styles.xml"] = f'{XML}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'.encode()
        targets.append(("rIdT", "styles", "styles.xml"))
    parts["xl/_rels/workbook.xml.rels"] = relationships(*targets)
    parts |= {f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)}
    return parts


def xlsx(*sheets: bytes, **parts: object) -> bytes:
    """A whole .xlsx; the same arguments as `xlsx_parts`."""
    return zipped(xlsx_parts(*sheets, **parts))  # type: ignore[arg-type]


# Compound files and .xls


def compound(streams: Mapping[str, bytes], storages: Sequence[str] = ()) -> bytes:
    """A compound file whose directory is a plain list; streams are padded to 4,096 bytes."""
    size, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    names = ["Root Entry", *streams, *storages]
    directory_sectors = -(-len(names) * 128 // size)
    contents = [c.ljust(4096, b"\0") for c in streams.values()]
    counts = [-(-len(c) // size) for c in contents]
    data_sectors = directory_sectors + sum(counts)
    fat_sectors = 1
    while fat_sectors * 128 < data_sectors + fat_sectors:
        fat_sectors += 1
    fat = [0xFFFFFFFD] * fat_sectors
    starts = []
    for count in (directory_sectors, *counts):
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + count), end]
    fat += [free] * (fat_sectors * 128 - len(fat))
    directory = b""
    for number, name in enumerate(names):
        raw = (name + "\0").encode("utf-16-le")
        kind = 5 if not number else 2 if number <= len(streams) else 1
        right = number + 1 if 0 < number < len(names) - 1 else free
        child = 1 if not number and len(names) > 1 else free
        is_stream = kind == 2
        start = starts[number] if is_stream else end
        length = len(contents[number - 1]) if is_stream else 0
        directory += raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
        directory += struct.pack("<3I", free, right, child) + bytes(36)
        directory += struct.pack("<IQ", start, length)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, fat_sectors, starts[0], 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", *range(fat_sectors), *[free] * (109 - fat_sectors))
    body = struct.pack(f"<{len(fat)}I", *fat) + directory.ljust(directory_sectors * size, b"\0")
    return (
        header
        + body
        + b"".join(c.ljust(n * size, b"\0") for c, n in zip(contents, counts, strict=True))
    )


def record(kind: int, content: bytes = b"") -> bytes:
    """One BIFF8 record."""
    return struct.pack("<HH", kind, len(content)) + content


def short_text(text: str) -> bytes:
    """A BIFF8 text whose length is one byte."""
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def long_text(text: str) -> bytes:
    """A BIFF8 text whose length is two bytes."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


BOF = {"globals": 0x5, "sheet": 0x10}


def bof(kind: str) -> bytes:
    """The record that begins a substream."""
    return record(0x809, struct.pack("<HHHHII", 0x600, BOF[kind], 0, 0, 0, 0x600))


EOF = record(0x0A)


def xls_stream(
    *sheets: bytes,
    strings: Sequence[str] = (),
    extra: bytes = b"",
    names: Sequence[str] = (),
    places: Sequence[int] = (),
    kind: int = 0,
) -> bytes:
    """A Workbook stream; each sheet is given by its records without BOF and EOF."""
    names = [*names, *(f"Trang {n}" for n in range(1, len(sheets) + 1))]
    table = b"".join(long_text(s) for s in strings)
    table = record(0xFC, struct.pack("<II", len(strings), len(strings)) + table) if strings else b""

    def heads(starts: Sequence[int]) -> bytes:
        tabs = (
            record(0x85, struct.pack("<IBB", start, 0, kind) + short_text(name))
            for start, name in zip(starts, names, strict=False)
        )
        return bof("globals") + extra + b"".join(tabs) + table + EOF

    bodies = [bof("sheet") + sheet + EOF for sheet in sheets]
    start = len(heads([0] * len(sheets)))
    starts = []
    for body in bodies:
        starts.append(start)
        start += len(body)
    return heads(list(places) or starts) + b"".join(bodies)


def xls_number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A NUMBER record."""
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def xls_label(row: int, column: int, text: str, style: int = 0) -> bytes:
    """A LABEL record."""
    return record(0x204, struct.pack("<HHH", row, column, style) + long_text(text))


def xls(*sheets: bytes, **stream: object) -> bytes:
    """A whole .xls; the same arguments as `xls_stream`."""
    return compound({"Workbook": xls_stream(*sheets, **stream)})  # type: ignore[arg-type]


# .xlsb


def brt(kind: int, content: bytes = b"") -> bytes:
    """One BIFF12 record."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, sizes = len(content), b""
    while length >= 0x80:
        sizes += bytes([length & 0x7F | 0x80])
        length >>= 7
    return head + sizes + bytes([length]) + content


def wide(text: str) -> bytes:
    """A BIFF12 text."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def brt_row(row: int, hidden: bool = False) -> bytes:
    """A BrtRowHdr record."""
    return brt(0x00, struct.pack("<IIHBBBI", row, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def brt_cell(kind: int, column: int, content: bytes, style: int = 0) -> bytes:
    """A record of a cell."""
    return brt(kind, struct.pack("<II", column, style) + content)


def xlsb_parts(*sheets: bytes, strings: Sequence[str] = (), styles: bytes = b"") -> Parts:
    """The parts of an .xlsb; each sheet is given by the records of its cells."""
    numbers = range(1, len(sheets) + 1)
    tabs = b"".join(
        brt(0x9C, struct.pack("<II", 0, n) + wide(f"rId{n}") + wide(f"Trang {n}")) for n in numbers
    )
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.bin") for n in numbers]
    parts = {
        "_rels/.rels": relationships(("r1", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": brt(0x83) + brt(0x8F) + tabs + brt(0x90) + brt(0x84),
    }
    if strings:
        items = b"".join(brt(0x13, b"\0" + wide(s)) for s in strings)
        head = brt(0x9F, struct.pack("<II", len(strings), len(strings)))
        parts["xl/sharedStrings.bin"] = head + items + brt(0xA0)
        targets.append(("rIdS", "sharedStrings", "sharedStrings.bin"))
    if styles:
        parts["xl/styles.bin"] = styles
        targets.append(("rIdT", "styles", "styles.bin"))
    parts["xl/_rels/workbook.bin.rels"] = relationships(*targets)
    for n, cells in enumerate(sheets, 1):
        dimension = brt(0x94, struct.pack("<IIII", 0, 0, 0, 0))
        data = brt(0x91) + cells + brt(0x92)
        parts[f"xl/worksheets/sheet{n}.bin"] = brt(0x81) + dimension + data + brt(0x82)
    return parts


# OpenDocument

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{prefix}="{_ODF}:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("manifest", "manifest"),
    )
)


def ods_parts(table: str, styles: str = "", manifest: str = "") -> Parts:
    """The parts of an .ods with one table."""
    return {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": (
            f"{XML}<manifest:manifest {_SPACES}>{manifest}</manifest:manifest>"
        ).encode(),
        "content.xml": (
            f"{XML}<office:document-content {_SPACES}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f'<office:body><office:spreadsheet><table:table table:name="Trang 1">{table}'
            "</table:table></office:spreadsheet></office:body></office:document-content>"
        ).encode(),
    }


def ods_cell(text: str, attributes: str = "") -> str:
    """A text cell."""
    return (
        f'<table:table-cell office:value-type="string" {attributes}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )
