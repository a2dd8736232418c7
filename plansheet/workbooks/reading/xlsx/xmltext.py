"""Text of XML read without a parser: entities, line ends, and Excel's own escapes."""

from __future__ import annotations

import re
from typing import Final

_DECLARED: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml(?:[^>]*?\sencoding=[\"']([^\"'>]*)[\"'])?[^>]*\?>)?\s*<"
)
_ENTITY: Final = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));")
_NAMED: Final = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
"""The "&" last, so that what it makes of "&amp;lt;" stays."""
_EXCEL: Final = re.compile(r"_x([0-9a-fA-F]{4})_")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def decoded(part: bytes) -> str | None:
    """A part of UTF-8 as text with XML's line ends; None where it is, or says, something else."""
    declaration = _DECLARED.match(part[:200])
    if declaration is None or (declaration[1] and declaration[1].lower() != b"utf-8"):
        return None
    try:
        source = part.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return source.replace("\r\n", "\n").replace("\r", "\n") if "\r" in source else source


def number(text: str) -> float:
    """The number that XML text says; Python's own `1_000` and digits of other scripts are none.

    Raises:
        ValueError: it says none.
    """
    if "_" in text or not text.isascii():
        raise ValueError(text)
    return float(text)


def unescaped(text: str) -> str:
    """What XML text stands for: `&lt;` is <, `&#10;` a line feed; what is no entity stays."""
    if "&#" in text:
        return _ENTITY.sub(_character, text)
    if "&" in text:
        for name, character in _NAMED.items():
            text = text.replace(f"&{name};", character)
    return text


def excel_characters(text: str) -> str:
    """The text of a cell with the characters that Excel writes like `_x000D_`."""
    if "_x" not in text:
        return text
    text = _EXCEL.sub(lambda found: chr(int(found[1], 16)), text)
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def excel_text(text: str) -> str:
    """Both: what the XML text of a cell stands for."""
    return excel_characters(unescaped(text))


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    code = int(found[1], 16) if found[1] else int(found[2])
    is_character = 0 < code < 0xD800 or 0xE000 <= code < 0x110000
    return chr(code) if is_character else "\ufffd"
