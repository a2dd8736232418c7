"""HTML of texts that anybody may have written: all of it is escaped that is no markup itself."""

from __future__ import annotations

from html import escape
from typing import Final

from plansheet.language.text import visible

_VOID: Final = frozenset({"br", "col", "input", "meta"})
"""Elements that hold nothing and have no end."""


class Markup(str):
    """HTML that was made by `element`: it is put into other elements as it is."""

    __slots__ = ()


def element(tag: str, *content: str | None, **attributes: str | bool) -> Markup:
    """An element around its content: texts, escaped and without what acts on a page, and markup.

    An attribute that is False is left out, one that is True has no value; `class_` is `class`,
    `data_code` is `data-code`.
    """
    begin = f"<{tag}{''.join(_attribute(n, v) for n, v in attributes.items() if v is not False)}>"
    if tag in _VOID:
        return Markup(begin)
    return Markup(f"{begin}{joined(*content)}</{tag}>")


def joined(*content: str | None) -> Markup:
    """Texts and markup one after the other."""
    return Markup("".join(_safe(part) for part in content if part is not None))


def _attribute(name: str, value: str | bool) -> str:
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(visible(str(value)))}"'


def _safe(text: str) -> str:
    return text if isinstance(text, Markup) else escape(visible(text))
