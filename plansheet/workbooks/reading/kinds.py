"""What a file really is, by its first bytes, and how to say what it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, Literal

from plansheet.language.wording import Wording
from plansheet.workbooks.reading.refusal import Fault, not_a_workbook

ContainerKind = Literal["zip", "ole"]

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: Final = (
    (re.compile(rb"%PDF-"), Wording("một tệp PDF", "a PDF file")),
    (re.compile(rb"\{\\rtf"), Wording("một văn bản RTF", "an RTF document")),
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", re.S),
        Wording("một tệp ảnh", "a picture"),
    ),
    (
        re.compile(rb"Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd"),
        Wording("một tệp nén; hãy giải nén trước", "an archive; unpack it first"),
    ),
    (re.compile(rb"MZ|\x7fELF"), Wording("một chương trình", "a program")),
    (
        re.compile(rb"\s*(?:From |MIME-Version:|Content-Type:)", re.I),
        Wording(
            "một trang web lưu dạng MHTML; mở bằng Excel rồi lưu lại dạng .xlsx",
            "a web page saved as MHTML; open it in Excel and save it as .xlsx",
        ),
    ),
    (
        re.compile(
            rb"(?=.*<(?:[a-z]+:)?workbook\b.*schemas-microsoft-com:office:spreadsheet)", re.I | re.S
        ),
        Wording(
            "một tệp XML Spreadsheet 2003; mở bằng Excel rồi lưu lại dạng .xlsx",
            "an XML Spreadsheet 2003 file; open it in Excel and save it as .xlsx",
        ),
    ),
    (
        re.compile(rb"(?=\s*<)(?=.*<(?:!doctype html|html|table|body|meta|head)\b)", re.I | re.S),
        Wording(
            "một trang HTML mang đuôi tệp Excel; mở bằng Excel rồi lưu lại dạng .xlsx",
            "an HTML page with the extension of Excel; open it in Excel and save it as .xlsx",
        ),
    ),
    (re.compile(rb"\s*<\?xml"), Wording("một tệp XML", "an XML file")),
)
_OLD_EXCEL: Final = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x08\x10]\x00")
_BETWEEN: Final = re.compile(rb"[;,\t]")
_HEAD: Final = 4096


def kind_of(data: bytes) -> ContainerKind:
    """Whether it is an archive (.xlsx, .xlsb, .ods) or a compound file (.xls).

    Raises:
        Fault: `not-a-workbook` for everything else, saying what it seems to be.
    """
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    raise _other(data)


def _other(data: bytes) -> Fault:
    if not data:
        return not_a_workbook("một tệp rỗng", "an empty file")
    head = data[:_HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    for signature, what in _SIGNATURES:
        if signature.match(head):
            return Fault("not-a-workbook", what)
    if _OLD_EXCEL.match(head):
        return not_a_workbook(
            "bảng tính Excel 4 trở về trước; mở bằng Excel rồi lưu lại dạng .xlsx",
            "a spreadsheet of Excel 4 or older; open it in Excel and save it as .xlsx",
        )
    if b"\0" in head:
        return not_a_workbook("một tệp nhị phân không rõ loại", "a binary file of unknown kind")
    columns = [len(_BETWEEN.findall(line)) for line in head.split(b"\n")]
    if any(above > 1 and below for above, below in pairwise(columns)):
        return not_a_workbook(
            "một tệp văn bản kiểu CSV; mở bằng Excel rồi lưu lại dạng .xlsx",
            "a text file like CSV; open it in Excel and save it as .xlsx",
        )
    return not_a_workbook("một tệp văn bản", "a text file")


def other_archive(names: Iterable[str]) -> Fault:
    """What an archive without a workbook seems to be."""
    folders = {name.partition("/")[0] for name in names}
    if "word" in folders:
        return not_a_workbook("một văn bản Word", "a Word document")
    if "ppt" in folders:
        return not_a_workbook("một bài trình chiếu", "a presentation")
    if "content.xml" in folders:
        return not_a_workbook("một tài liệu OpenDocument", "an OpenDocument file of another kind")
    return not_a_workbook("một tệp nén; hãy giải nén trước", "an archive; unpack it first")


def other_compound(streams: Iterable[str]) -> Fault:
    """What a compound file without a workbook seems to be."""
    names = set(streams)
    if "WordDocument" in names:
        return not_a_workbook("một văn bản Word", "a Word document")
    if "PowerPoint Document" in names:
        return not_a_workbook("một bài trình chiếu", "a presentation")
    if any(name.startswith("__properties_version") for name in names):
        return not_a_workbook("một thư điện tử", "an e-mail message")
    return not_a_workbook("một tệp Office khác", "another kind of Office file")
