"""Archives that are bombs, that lie, or that lead nowhere."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

from support.hostile.builders import (
    MAIN,
    PLAIN_ROWS,
    RELATIONS,
    XML,
    relationships,
    sheet_xml,
    xlsx,
    xlsx_parts,
    zipped,
)
from support.hostile.registry import MB, add, case


def blown_up(size: int) -> bytes:
    """A sheet part with so many blanks in it."""
    return sheet_xml(PLAIN_ROWS + " " * size)


def noise(seed: int, size: int) -> bytes:
    """Bytes that do not compress."""
    return random.Random(seed).randbytes(size)


# Bombs

add("bomb_one_part.xlsx", "too-large", lambda: xlsx(blown_up(80 * MB)))
add("bomb_ratio.xlsx", "too-large", lambda: xlsx(blown_up(20 * MB)))
add(
    "bomb_in_picture.xlsx",
    "too-large",
    lambda: zipped(xlsx_parts() | {"xl/media/image1.png": bytes(80 * MB)}),
)
add(
    "bomb_many_pictures.xlsx",
    "too-large",
    lambda: zipped(xlsx_parts() | {f"xl/media/{i}.png": noise(i, 4096) * 3072 for i in range(20)}),
)
add(
    "bomb_many_sheets.xlsx",
    "too-large",
    lambda: xlsx(*(blown_up(7 * MB) for _ in range(16))),
)
add(
    "bomb_archive_inside.xlsx",
    "read",
    lambda: zipped(xlsx_parts() | {"xl/media/inner.zip": zipped({"a": bytes(70 * MB)})}),
)
add(
    "bomb_many_entries.xlsx",
    "too-large",
    lambda: zipped(xlsx_parts() | {f"xl/m/{i}": b"" for i in range(20_000)}, zipfile.ZIP_STORED),
)


@case("bomb_overlapping_entries.xlsx", "unsafe-content")
def overlapping() -> bytes:
    """Many entries of the directory that point at the same compressed bytes."""
    data = bytearray(zipped(xlsx_parts()))
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    copies = b""
    for number in range(30):
        name = f"xl/media/{number:05}.xml".encode()
        entry = bytearray(data[start : start + 46])
        struct.pack_into("<HHH", entry, 28, len(name), 0, 0)
        copies += bytes(entry) + name
    data[end:end] = copies
    tail = len(data) - 22
    count = struct.unpack_from("<H", data, tail + 8)[0] + 30
    struct.pack_into("<HHI", data, tail + 8, count, count, tail - start)
    return bytes(data)


# Archives that lie


@case("zip_two_entries_of_one_name.xlsx", "unsafe-content")
def two_of_one_name() -> bytes:
    data = zipped(xlsx_parts() | {"xl/worksheets/sheet2.xml": sheet_xml("")})
    return data.replace(b"xl/worksheets/sheet2.xml", b"xl/worksheets/sheet1.xml")


add(
    "zip_two_entries_in_other_case.xlsx",
    "unsafe-content",
    lambda: zipped(xlsx_parts() | {"XL/WORKSHEETS/SHEET1.XML": sheet_xml("")}),
)


def directory_says(offset: int, form: str, value: int) -> bytes:
    """An archive with one field of its first directory entry changed."""
    data = bytearray(xlsx())
    struct.pack_into(form, data, data.index(b"PK\x01\x02") + offset, value)
    return bytes(data)


add("zip_wrong_size.xlsx", "unreadable", lambda: directory_says(24, "<I", 10))
add("zip_wrong_checksum.xlsx", "unreadable", lambda: directory_says(16, "<I", 1))
add("zip_password.xlsx", "encrypted", lambda: directory_says(8, "<H", 1))
add("zip_unknown_compression.xlsx", "unreadable", lambda: directory_says(10, "<H", 14))
add("zip_compressed_size_beyond.xlsx", "unsafe-content", lambda: directory_says(20, "<I", 1 << 30))
add("zip_entry_beyond_the_end.xlsx", "unreadable", lambda: directory_says(42, "<I", 1 << 30))
add("zip_cut_in_half.xlsx", "unreadable", lambda: xlsx()[: len(xlsx()) // 2])
add("zip_without_directory.xlsx", "unreadable", lambda: xlsx()[: xlsx().index(b"PK\x01\x02")])
add("zip_noise.xlsx", "unreadable", lambda: b"PK\x03\x04" + noise(1, 20_000))
add(
    "zip_name_begins_with_nul.xlsx",
    "read",
    lambda: zipped(xlsx_parts() | {"zzz": b"x"}).replace(b"zzz", b"\0zz"),
)
add("zip_empty.xlsx", "not-a-workbook", lambda: zipped({}))
add(
    "zip_paths_that_climb.xlsx",
    "read",
    lambda: zipped(xlsx_parts() | {"../../etc/evil.txt": b"x", "C:\\evil.txt": b"x"}),
)
add(
    "zip_backslashes.xlsx",
    "read",
    lambda: zipped({name.replace("/", "\\"): part for name, part in xlsx_parts().items()}),
)
add("zip_long_name.xlsx", "read", lambda: zipped(xlsx_parts() | {"x" * 60_000: b"x"}))
add("zip_comment.xlsx", "unreadable", lambda: xlsx()[:-2] + b"\x04\x00PK\x05\x06")

add("zip_bzip2.xlsx", "unreadable", lambda: zipped(xlsx_parts(), zipfile.ZIP_BZIP2))
add("zip_lzma.xlsx", "unreadable", lambda: zipped(xlsx_parts(), zipfile.ZIP_LZMA))
add("zip_behind_a_script.xlsx", "not-a-workbook", lambda: b"#!/bin/sh\n" + xlsx())
add("zip_behind_a_program.xlsx", "not-a-workbook", lambda: b"MZ" + bytes(510) + xlsx())
add("zip_behind_another.xlsx", "read", lambda: zipped({"a": b"x"}) + xlsx())
add("zip_before_zeros.xlsx", "unreadable", lambda: xlsx() + bytes(100_000))


class OneWay(io.BytesIO):
    """A stream that cannot go back: sizes stand behind the contents then."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


@case("zip_sizes_behind_contents.xlsx", "read")
def sizes_behind() -> bytes:
    stream = OneWay()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in xlsx_parts().items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


@case("zip_64.xlsx", "read")
def sizes_of_64_bits() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in xlsx_parts().items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as file:
                file.write(content)
    return buffer.getvalue()


@case("bomb_quoted_overlap.xlsx", "unsafe-content")
def quoted_overlap() -> bytes:
    """Entries one inside the other: each takes the next one's header for a piece of its own."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    content = bytes(4 * MB)
    packed = packer.compress(content) + packer.flush()
    entries: list[tuple[bytes, int, int, int, int]] = []
    tail = b""
    for number in range(50):
        name = f"xl/media/{number:02}.bin".encode()
        if tail:
            header = tail[: 30 + len(name)]
            quote = b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF)
            content, packed = header + content, quote + header + packed
            tail = quote + tail
        else:
            tail = packed
        sizes = zlib.crc32(content), len(packed), len(content)
        fields = (b"PK\3\4", 20, 0, 8, 0, 0, *sizes, len(name), 0)
        tail = struct.pack("<4s5H3I2H", *fields) + name + tail
        entries.append((name, *sizes, len(tail)))
    whole = xlsx()
    end = whole.index(b"PK\5\6")
    count, size, start = struct.unpack_from("<HII", whole, end + 10)
    directory = whole[start : start + size]
    for name, check, packed_size, full_size, back in entries:
        known = (b"PK\1\2", 20, 20, 0, 8, 0, 0, check, packed_size, full_size, len(name))
        place = start + len(tail) - back
        directory += struct.pack("<4s6H3I5HII", *known, 0, 0, 0, 0, 0, place) + name
    closing = (b"PK\5\6", 0, 0, count + 50, count + 50, len(directory), start + len(tail), 0)
    return whole[:start] + tail + directory + struct.pack("<4s4H2IH", *closing)


# Packages that lead nowhere


def package(part: str, content: bytes) -> bytes:
    """A workbook with one part replaced or added."""
    return zipped(xlsx_parts() | {part: content})


def sheet_target(target: str) -> bytes:
    """A workbook whose sheet is said to be elsewhere."""
    return package("xl/_rels/workbook.xml.rels", relationships(("rId1", "worksheet", target)))


SHEETS = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2000))
WORKBOOK = f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>%s</sheets></workbook>'

add(
    "package_no_sheets.xlsx",
    "unreadable",
    lambda: package("xl/workbook.xml", (WORKBOOK % "").encode()),
)
add(
    "package_2000_sheets.xlsx",
    "too-large",
    lambda: package("xl/workbook.xml", (WORKBOOK % SHEETS).encode()),
)
add("package_sheet_missing.xlsx", "unreadable", lambda: sheet_target("worksheets/other.xml"))
add("package_sheet_outside.xlsx", "unreadable", lambda: sheet_target("../../../etc/passwd"))
add(
    "package_sheet_on_the_network.xlsx",
    "unreadable",
    lambda: sheet_target("http://127.0.0.1/s.xml"),
)
add("package_sheet_is_the_workbook.xlsx", "unreadable", lambda: sheet_target("workbook.xml"))
add(
    "package_workbook_is_a_sheet.xlsx",
    "not-a-workbook",
    lambda: package("xl/workbook.xml", sheet_xml("")),
)
add(
    "package_workbook_cut.xlsx",
    "unreadable",
    lambda: package("xl/workbook.xml", xlsx_parts()["xl/workbook.xml"][:150]),
)
add(
    "package_workbook_is_noise.xlsx",
    "unreadable",
    lambda: package("xl/workbook.xml", noise(2, 500)),
)
add(
    "package_styles_are_noise.xlsx",
    "unreadable",
    lambda: zipped(xlsx_parts(styles="") | {"xl/styles.xml": noise(3, 500)}),
)
add("package_core_is_noise.xlsx", "read", lambda: package("docProps/core.xml", noise(4, 500)))
add(
    "package_date_of_year_99999.xlsx",
    "read",
    lambda: package("docProps/core.xml", b"<a><modified>99999-13-45T99:99:99Z</modified></a>"),
)
add(
    "package_without_rels.xlsx",
    "read",
    lambda: zipped({k: v for k, v in xlsx_parts().items() if k != "_rels/.rels"}),
)
add(
    "package_docx.xlsx",
    "not-a-workbook",
    lambda: zipped(
        {
            "_rels/.rels": relationships(("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": b"<document/>",
        }
    ),
)
add(
    "package_docx_without_rels.xlsx",
    "not-a-workbook",
    lambda: zipped({"word/document.xml": b"<document/>"}),
)
add("package_any_zip.xlsx", "not-a-workbook", lambda: zipped({"a.txt": b"a", "b/c.txt": b"c"}))
add(
    "package_loop.xlsx",
    "not-a-workbook",
    lambda: zipped(
        {
            "_rels/.rels": relationships(("r1", "officeDocument", "_rels/.rels")),
        }
    ),
)
