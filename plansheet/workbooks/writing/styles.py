"""How our workbooks look: fonts, colours, borders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FONT: Final = "Times New Roman"
NAVY: Final = "#1F3864"
LINK: Final = "#054A91"
NORMAL: Final[Mapping[str, object]] = {
    "font_name": FONT,
    "font_size": 11,
    "font_family": 1,
    "font_scheme": "",
}
"""The font of the style Normal, in whose digits (7 pixels) every column's width is counted."""

BASE: Final = {**NORMAL, "valign": "top"}
INPUT: Final = "#FFFAE5"
"""What may be filled in; what is locked is grey."""

REQUIRED: Final = "#FFE699"
"""What must be filled in, as long as it is blank."""

_WRONG: Final = {"bg_color": "#F8CBAD", "font_color": "#9C0006"}
_DOUBTFUL: Final = {"bg_color": "#FCD5A4", "font_color": "#7F3F00"}
_LOCKED: Final = {"bg_color": "#F2F2F2"}
_BORDER: Final = {"border": 1, "border_color": "#BFBFBF"}
_CENTERED: Final = {"align": "center", "valign": "vcenter"}
_WRAP: Final = {"text_wrap": True}
_PALE: Final = "#F2F5FA"
_SIDES: Final = {"left": 5, "right": 5, "left_color": "#FFFFFF", "right_color": "#FFFFFF"}
"""White, between things of one colour."""
_CARD: Final = {
    "bold": True,
    "font_size": 18,
    "font_color": NAVY,
    "bg_color": _PALE,
    **_CENTERED,
    **_SIDES,
}
_SMALL: Final = {"font_size": 9, "valign": "vcenter"}
_SMALL_CELL: Final = {**_SMALL, "bottom": 4, "bottom_color": "#BFBFBF"}
_SMALL_HEAD: Final = {
    **_SMALL,
    "bold": True,
    "font_color": NAVY,
    "align": "right",
    "bottom": 1,
    "bottom_color": NAVY,
    **_WRAP,
}
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
    "count": {"align": "center", **_WRAP, **_BORDER},
    "cut": _BORDER,
    "shade": _LOCKED,
    "locked": {**_LOCKED, **_WRAP, **_BORDER},
    "input": {"locked": False, "bg_color": INPUT, **_WRAP, **_BORDER},
    "required": {"locked": False, "bg_color": REQUIRED, **_WRAP, **_BORDER},
    "given": {"bg_color": INPUT},
    "check": {"font_size": 10, **_LOCKED, **_WRAP, **_BORDER},
    "status": {"bold": True, "font_color": LINK, "underline": 1, **_LOCKED, **_WRAP},
    "head_left": {**_LOCKED, **_WRAP},
    "head_title": {"bold": True, "font_size": 13, **_LOCKED, **_CENTERED, **_WRAP},
    "head_middle": {"italic": True, **_LOCKED, **_CENTERED, **_WRAP},
    "sign_date": {"italic": True, "align": "center", **_LOCKED, **_WRAP},
    "sign_who": {"bold": True, "align": "center", **_LOCKED, **_WRAP},
    "sign_how": {"italic": True, "align": "center", **_LOCKED, **_WRAP},
    "jump": {"font_color": LINK, "underline": 1},
    "link": {"font_color": LINK, "underline": 1, **_WRAP, **_BORDER},
    "card_label": {**_SMALL, **_CENTERED, **_WRAP, "bg_color": _PALE, **_SIDES},
    "card": _CARD,
    "card_alarming": {**_CARD, "font_color": "#C00000"},
    "card_change": {
        **_SMALL,
        "font_color": "#595959",
        "align": "center",
        "bg_color": _PALE,
        **_SIDES,
    },
    "page_title": {"bold": True, "font_size": 14, **_CENTERED, **_WRAP},
    "page_period": {"italic": True, **_CENTERED, **_WRAP},
    "page_note": {"font_size": 10, "italic": True, **_CENTERED, **_WRAP},
    "page_center": {"font_size": 10, **_CENTERED, **_WRAP},
    "page_bold": {"font_size": 10, "bold": True, **_CENTERED, **_WRAP},
    "page_right": {**_SMALL, "align": "right"},
    "page_quality": {**_SMALL, "font_color": LINK},
    "page_verdict": {"font_size": 12, "bold": True, **_CENTERED, **_WRAP},
    "small": _SMALL_CELL,
    "small_bold": {**_SMALL_CELL, "bold": True},
    "small_note": {**_SMALL_CELL, "italic": True, "font_color": "#595959"},
    "small_right": {**_SMALL_CELL, "align": "right"},
    "small_number": {**_SMALL_CELL, "align": "right"},
    "small_link": {**_SMALL_CELL, "font_color": LINK},
    "small_title": {**_SMALL_HEAD, "font_size": 10, "align": "left"},
    "small_head": _SMALL_HEAD,
    "small_head_left": {**_SMALL_HEAD, "align": "left"},
    "empty": _BORDER,
    "official_title": {"bold": True, "font_size": 14, **_CENTERED, **_WRAP},
    "official_note": {"italic": True, "font_size": 14, **_CENTERED, **_WRAP},
    "official_header": {"bold": True, **_CENTERED, **_WRAP, "border": 1},
    "official_group": {"bold": True, **_WRAP, "border": 1},
    "official_group_number": {"bold": True, "align": "center", **_WRAP, "border": 1},
    "official_cell": {**_WRAP, "border": 1},
    "official_center": {"align": "center", **_WRAP, "border": 1},
    "swatch_required": {"bg_color": REQUIRED, **_BORDER},
    "swatch_input": {"bg_color": INPUT, **_BORDER},
    "swatch_wrong": {**_WRONG, **_BORDER},
    "swatch_doubtful": {**_DOUBTFUL, **_BORDER},
    "swatch_locked": {**_LOCKED, **_BORDER},
    "good": {"bg_color": "#C6E0B4"},
    "fair": {"bg_color": "#E2EFDA"},
    "in_time": {"bg_color": "#DDEBF7"},
    "missing": {"bg_color": REQUIRED},
    "doubtful": _DOUBTFUL,
    "wrong": _WRONG,
}

WRONG_STYLES: Final = ("wrong", "doubtful", "missing")
"""The styles that say that something in a cell is to be mended."""
