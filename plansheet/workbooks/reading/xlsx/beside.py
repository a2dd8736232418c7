"""What stands in a sheet of .xlsx and .xlsb besides its cells: comments, and what lies on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading.addresses import Position, cell_position
from plansheet.workbooks.reading.archive import Archive
from plansheet.workbooks.reading.grid import Grid
from plansheet.workbooks.reading.model import Drawn
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.xlsx.markup import local_name, parse
from plansheet.workbooks.reading.xlsx.relations import relations

Comments = Callable[[bytes], Mapping[Position, str]]

_COUNTED: Final = {
    "oleObject": Drawn.OBJECT,
    "package": Drawn.OBJECT,
    "control": Drawn.CONTROL,
    "ctrlProp": Drawn.CONTROL,
}
"""By kind of relation, whose part is not looked into."""
_BUTTON: Final = re.compile(
    rb"ObjectType=[\"'](?:Button|Checkbox|Dialog|Drop|EditBox|GBox|Label|List|Radio|Scroll|Spin)[\"']"
)
"""How older programs write controls; this kind of part is often no XML."""
_SHAPES: Final = {
    "pic": Drawn.PICTURE,
    "sp": Drawn.SHAPE,
    "cxnSp": Drawn.SHAPE,
    "contentPart": Drawn.SHAPE,
    "graphicFrame": Drawn.SHAPE,
}
"""By element of a drawing, as long as nothing inside says more."""


def read_beside(archive: Archive, sheet: str, grid: Grid, comments: Comments) -> None:
    """Note what the parts hold that the part `sheet` points to.

    `comments` reads the part with the sheet's comments; what is damaged counts as one shape.
    """
    try:
        points_to = relations(archive, sheet).values()
    except Fault as fault:
        _as_shape(fault, grid)
        return
    threads: dict[Position, str] = {}
    buttons = 0
    for kind, part in points_to:
        if kind in _COUNTED:
            grid.drawn[_COUNTED[kind]] += 1
        elif part and kind == "vmlDrawing":
            buttons += len(_BUTTON.findall(archive.read(part)))
        elif part and kind in ("comments", "threadedComment", "drawing"):
            content = archive.read(part)
            try:
                if kind == "drawing":
                    grid.drawn.update(_drawn(content))
                elif kind == "comments":
                    grid.comments.update(comments(content))
                else:
                    threads.update(comments_of(content))
            except Fault as fault:
                _as_shape(fault, grid)
    grid.comments.update(threads)
    if buttons > grid.drawn[Drawn.CONTROL]:
        grid.drawn[Drawn.CONTROL] = buttons


def _as_shape(fault: Fault, grid: Grid) -> None:
    """Something is there, if only known that it is damaged; other faults are raised again."""
    if fault.reason is not refusals.DAMAGED_XML:
        raise fault
    grid.drawn[Drawn.SHAPE] += 1


def comments_of(part: bytes) -> Mapping[Position, str]:
    """The comments of a part, those that answer each other below each other.

    Raises:
        Fault: as `parse` does.
    """
    found: dict[Position, str] = {}
    path: list[str] = []
    at: Position | None = None

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal at
        path.append(local_name(name))
        if path[-1] in ("comment", "threadedComment"):
            at = None
            with suppress(ValueError):
                at = cell_position(attributes.get("ref", ""))
                found[at] = f"{found[at]}\n" if at in found else ""

    def text(data: str) -> None:
        is_text = (path[-1] == "t" and "rPh" not in path[-3:]) or path[1:] == _THREAD
        if at is not None and is_text:
            found[at] += data

    parse(part, start, lambda _: path.pop(), text)
    return found


_THREAD: Final = ["threadedComment", "text"]


class _Drawing:
    """Takes the events of a drawing; what programs without the newer elements see is left out."""

    def __init__(self) -> None:
        self.drawn: list[Drawn] = []
        self._kind: Drawn | None = None
        self._path: list[str] = []
        self._older = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(element := local_name(name))
        self._older += element == "Fallback"
        if self._older:
            return
        if element in _SHAPES:
            self._kind = _SHAPES[element]
        elif self._kind is not None:
            if element == "chart":
                self._kind = Drawn.CHART
            elif element == "cNvPr" and attributes.get("hidden") in ("1", "true"):
                self._kind = None  # the picture of a control, which is counted already

    def text(self, data: str) -> None:
        if self._kind == Drawn.SHAPE and self._path[-1] == "t" and data.strip():
            self._kind = Drawn.TEXT_BOX

    def end(self, _: str) -> None:
        element = self._path.pop()
        self._older -= element == "Fallback"
        if element in _SHAPES and self._kind is not None and not self._older:
            self.drawn.append(self._kind)
            self._kind = None


def _drawn(part: bytes) -> list[Drawn]:
    drawing = _Drawing()
    parse(part, drawing.start, drawing.end, drawing.text)
    return drawing.drawn
