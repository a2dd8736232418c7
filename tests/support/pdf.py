"""A .pdf by hand: letters of any language at any place, lines, pictures, pages turned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
LETTER = 0.5
"""How wide each letter is, in sizes."""
_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin begincmap /CMapName /U def /CMapType 2 def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"3 beginbfrange <0020> <0330> <0020> <1E00> <1EFF> <1E00> <2000> <20FF> <2000> endbfrange "
    b"endcmap end"
)


@dataclass
class Sheet:
    """A page in the making; places are points from the top left corner."""

    operators: list[bytes] = field(default_factory=list)
    rotate: int = 0
    has_picture: bool = False

    def text(self, x: float, y: float, text: str, size: float = 14, bold: bool = False) -> None:
        """Write a text from a place on."""
        letters = text.encode("utf-16-be").hex()
        font = "FB" if bold else "F"
        self._add(f"BT /{font} {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm <{letters}> Tj ET")

    def upwards(self, x: float, y: float, text: str, size: float = 14) -> None:
        """Write a text from below upwards."""
        letters = text.encode("utf-16-be").hex()
        self._add(f"BT /F {size} Tf 0 1 -1 0 {x} {HEIGHT - y} Tm <{letters}> Tj ET")

    def table(
        self, x: float, y: float, widths: Sequence[float], rows: Iterable[Sequence[str]]
    ) -> float:
        """Write a ruled table of lines of cells, 20 points each; gives where it ends."""
        edges = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
        for row in rows:
            cells = [cell.split("\n") for cell in row]
            bottom = y + 20 * max(map(len, cells))
            for left, right, lines in zip(edges, edges[1:], cells, strict=False):
                self.frame(left, y, right - left, bottom - y)
                for i, line in enumerate(lines):
                    self.text(left + 4, y + 15 + 20 * i, line, 10)
            y = bottom
        return y

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a rectangle."""
        self._add(f"{x} {HEIGHT - y - height} {width} {height} re S")

    def picture(self, share: float = 1) -> None:
        """Put a picture over a part of the page."""
        self.has_picture = True
        self._add(f"q {WIDTH} 0 0 {HEIGHT * share} 0 0 cm /Im Do Q")

    def _add(self, operator: str) -> None:
        self.operators.append(operator.encode())


def pdf(sheets: Iterable[Sheet], *, locked: bool = False) -> bytes:
    """The file of some pages; `locked`: with a password that nobody knows."""
    objects: list[bytes] = [b"", b"", _stream(b"", _TO_UNICODE)]
    for name in ("Times", "Times-Bold"):
        below = (
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/DW {1000 * LETTER:.0f}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor<</Type/FontDescriptor/FontName/{name}/Flags 4/Ascent 800"
            "/Descent -200/FontBBox[0 -200 500 800]/ItalicAngle 0/CapHeight 700/StemV 80>>>>"
        )
        objects.append(below.encode())
        objects.append(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{len(objects)} 0 R]/ToUnicode 3 0 R>>".encode()
        )
    objects.append(
        _stream(
            b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
            b"/BitsPerComponent 8",
            b"\x80",
        )
    )
    pages = []
    for sheet in sheets:
        objects.append(_stream(b"", b"\n".join(sheet.operators)))
        picture = "/XObject<</Im 8 0 R>>" if sheet.has_picture else ""
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {sheet.rotate}"
            f"/Resources<</Font<</F 5 0 R/FB 7 0 R>>{picture}>>"
            f"/Contents {len(objects)} 0 R>>".encode()
        )
        pages.append(f"{len(objects)} 0 R")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Kids[{' '.join(pages)}]/Count {len(pages)}>>".encode()
    return _file(objects, locked)


def _stream(head: bytes, content: bytes) -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (head, len(content), content)


def _file(objects: Sequence[bytes], locked: bool) -> bytes:
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    secret = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>" % (
        b"00" * 32,
        b"11" * 32,
    )
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    data, start = data + b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table), len(data)
    end = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF"
    return data + end % (count, secret if locked else b"", start)
