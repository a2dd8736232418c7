"""The buttons of the ribbon: the one list of them, for the tab, the panel and the help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

UI: Final = "{http://schemas.microsoft.com/office/2009/07/customui}"
CHECK_BUTTON: Final = "Kiểm tra kế hoạch"
ISSUE_BUTTON: Final = "Phát hành biểu mẫu"


@dataclass(frozen=True, slots=True)
class RibbonButton:
    """A button: its label, the procedure that it names, what it does."""

    label: str
    macro: str
    tip: str


@dataclass(frozen=True, slots=True)
class RibbonGroup:
    """Buttons under one label."""

    label: str
    buttons: Sequence[RibbonButton]


def ribbon_groups(text: str) -> list[RibbonGroup]:
    """The groups of a ribbon, in order.

    Raises:
        xml.etree.ElementTree.ParseError: a text that is no XML.
    """
    return [
        RibbonGroup(
            group.get("label", ""),
            [
                RibbonButton(one.get("label", ""), one.get("onAction", ""), one.get("supertip", ""))
                for one in group.iter(f"{UI}button")
            ],
        )
        for group in ElementTree.fromstring(text.encode("utf-8")).iter(f"{UI}group")
    ]
