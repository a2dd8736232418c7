"""What stands in a table of .ods besides its cells: comments, and what lies on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from typing import Final

from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.reading.grid import Grid
from plansheet.workbooks.reading.model import Drawn

_SHAPES: Final = frozenset(
    {
        *("caption", "circle", "connector", "custom-shape", "ellipse", "frame", "line", "measure"),
        *("path", "polygon", "polyline", "rect", "regular-polygon", "scene"),
    }
)
_CONTENTS: Final = {
    "text-box": Drawn.TEXT_BOX,
    "image": Drawn.PICTURE,
    "object": Drawn.OBJECT,
    "object-ole": Drawn.OBJECT,
    "plugin": Drawn.OBJECT,
    "applet": Drawn.OBJECT,
    "floating-frame": Drawn.OBJECT,
}
"""What a frame holds; further contents are for programs that cannot show the first."""
APART: Final = _SHAPES | {"annotation", "control", "g", "shapes"}
"""What may stand inside a cell or table without being its text."""


class OdsObjects:
    """Takes the events inside the elements of `APART`; `charts` are the objects that are one."""

    def __init__(self, charts: Container[str]) -> None:
        self._charts = charts
        self._path: list[str] = []
        self._kind: Drawn | None = None
        self._comment: list[str] = []
        self._inside: Counter[str] = Counter()

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        """An element begins; attributes have no prefixes."""
        within = self._path[-1] if self._path else ""
        self._path.append(element)
        self._inside[element] += 1
        if element == "annotation":
            self._comment = []
        elif element in _SHAPES:
            self._kind = Drawn.SHAPE
        elif element == "control":
            self._kind = Drawn.CONTROL
        elif within == "frame" and element in _CONTENTS and self._kind == Drawn.SHAPE:
            is_chart = attributes.get("href", "").removeprefix("./") in self._charts
            self._kind = Drawn.CHART if is_chart else _CONTENTS[element]
        elif element == "p" and self._comment:
            self._comment.append("\n")
        elif element in ("s", "tab", "line-break"):
            self.text(" ")

    def text(self, data: str) -> None:
        """Characters; of a comment those of its paragraphs, not its author and date."""
        if not self._inside["p"]:
            return
        if self._inside["annotation"]:
            self._comment.append(data)
        elif self._kind == Drawn.SHAPE and data.strip():
            self._kind = Drawn.TEXT_BOX

    def end(self, at: Position, grid: Grid | None) -> bool:
        """An element ends; whether it was the outermost. `at` is the cell that it stands in."""
        element = self._path.pop()
        self._inside[element] -= 1
        if grid is not None:
            if element == "annotation":
                grid.comments[at] = "".join(self._comment)
            elif self._kind is not None and (element in _SHAPES or element == "control"):
                grid.drawn[self._kind] += 1
                self._kind = None
        return not self._path
