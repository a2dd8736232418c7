"""How our workbooks look: fonts, colours, borders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FONT: Final = "Times New Roman"
NAVY: Final = "#1F3864"
NORMAL: Final[Mapping[str, object]] = {
    "font_name": FONT,
    "font_size": 11,
    "font_family": 1,
    "font_scheme": "",
}
"""The font of the style Normal, in whose digits (7 pixels) every column's width is counted."""

BASE: Final = {**NORMAL, "valign": "top"}
_BORDER: Final = {"border": 1, "border_color": "#BFBFBF"}
_CENTERED: Final = {"align": "center", "valign": "vcenter"}
_WRAP: Final = {"text_wrap": True}
STYLES: Final[Mapping[str, Mapping[str, object]]] = {
    "plain": {},
    "wrap": _WRAP,
    "bold": {"bold": True},
    "bold_wrap": {"bold": True, **_WRAP},
    "title": {"bold": True, "font_size": 15, "font_color": NAVY, "valign": "vcenter"},
    "section": {"bold": True, "font_size": 12, "font_color": NAVY, "bottom": 1},
    "remark": {"italic": True, "font_color": "#595959"},
    "note_wrap": {"italic": True, "font_color": "#595959", **_WRAP},
    "header": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": NAVY,
        "align": "center",
        "valign": "vcenter",
        **_WRAP,
        **_BORDER,
    },
    "group": {
        "bold": True,
        "font_color": NAVY,
        "bg_color": "#D9E2F3",
        "align": "center",
        "valign": "vcenter",
        **_WRAP,
        **_BORDER,
    },
    "label": {"bold": True, "bg_color": "#F2F2F2", **_WRAP, **_BORDER},
    "cell": {**_WRAP, **_BORDER},
    "locked": {"bg_color": "#F2F2F2", **_WRAP, **_BORDER},
    "input": {"locked": False, **_WRAP, **_BORDER},
    "jump": {"font_color": "#0563C1", "underline": 1},
    "link": {"font_color": "#0563C1", "underline": 1, **_WRAP, **_BORDER},
    "card_label": {
        "font_color": "#595959",
        "align": "center",
        "top": 2,
        "top_color": NAVY,
        **_WRAP,
    },
    "card": {"bold": True, "font_size": 20, "font_color": NAVY, "align": "center"},
    "empty": _BORDER,
    "official_title": {"bold": True, "font_size": 14, **_CENTERED, **_WRAP},
    "official_note": {"italic": True, "font_size": 14, **_CENTERED, **_WRAP},
    "official_header": {"bold": True, **_CENTERED, **_WRAP, "border": 1},
    "official_group": {"bold": True, **_WRAP, "border": 1},
    "official_group_number": {"bold": True, "align": "center", **_WRAP, "border": 1},
    "official_cell": {**_WRAP, "border": 1},
    "official_center": {"align": "center", **_WRAP, "border": 1},
    "good": {"bg_color": "#C6E0B4"},
    "fair": {"bg_color": "#E2EFDA"},
    "in_time": {"bg_color": "#DDEBF7"},
    "missing": {"bg_color": "#FFF2CC"},
    "wrong": {"bg_color": "#F8CBAD", "font_color": "#C00000"},
}
