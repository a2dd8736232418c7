"""Lines of a note that say what a plan has no column for: “Đầu mối thực hiện: Phòng Nghiệp vụ”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_LINE: Final = re.compile(r"(?:Sản phẩm|Đầu mối thực hiện|Thuộc nhiệm vụ): ")


def noted(note: str, title: str) -> str:
    """What a note says under a title; blank where it says nothing."""
    head = f"{title}: "
    lines = (line for line in note.splitlines() if line.startswith(head))
    return next((line.removeprefix(head) for line in lines), "")


def with_lines(note: str, lines: Mapping[str, str]) -> str:
    """A note that says of each title what `lines` has, in place of what it said; blank: nothing."""
    heads = tuple(f"{title}: " for title in lines)
    kept = [line for line in note.splitlines() if not line.startswith(heads)] if heads else [note]
    said = (f"{title}: {text}" for title, text in lines.items() if text)
    return "\n".join(filter(None, (*kept, *said)))


def without_lines(note: str) -> str:
    """What a note says beside the lines that rounds have put into it."""
    return "\n".join(line for line in note.splitlines() if not _LINE.match(line))


def lines_of(note: str) -> Mapping[str, str]:
    """What the lines of a note that rounds have put into it say, by title."""
    lines = (line for line in note.splitlines() if _LINE.match(line))
    return dict(line.split(": ", 1) for line in lines)
