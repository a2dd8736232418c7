"""XML of strangers: parsed by expat with everything that makes XML dangerous refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, wraps
from typing import Any, Final, TypeVar, cast
from xml.parsers import expat

from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.refusal import Fault

OnStart = Callable[[str, dict[str, str]], None]
OnEnd = Callable[[str], object]
OnText = Callable[[str], None]
Reads = TypeVar("Reads", bound=Callable[..., Any])

_SMALL: Final = 50_000
"""Bytes: styles of workbooks have some ten thousand, lists of their parts less."""


def local_name(name: str) -> str:
    """An element's or attribute's name without its namespace or prefix."""
    return name.rpartition(":")[2]


def parse(
    part: bytes, start: OnStart, end: OnEnd | None = None, text: OnText | None = None
) -> None:
    """Run expat over a part; names arrive as written, prefixes included.

    Raises:
        Fault: `unsafe-content` where a DTD is declared, `too-large` where there are absurdly many
            elements, `unreadable` where it is no XML.
    """
    parser = expat.ParserCreate()
    count = 0

    def refuse(*_: object) -> None:
        raise Fault(refusals.DTD)

    def counted(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > limits.RECORDS:
            raise Fault(refusals.MANY_ELEMENTS)
        start(name, attributes)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    parser.StartElementHandler = counted
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Fault(refusals.DAMAGED_XML) from error


def remembered(read: Reads) -> Reads:
    """The same function of a part, which knows small ones again: nobody may change what it gives.

    Returns to one template that one program saved differ in cells and texts alone.
    """
    known = lru_cache(maxsize=64)(read)

    @wraps(read)
    def call(part: bytes, *args: Any) -> Any:
        return (known if len(part) <= _SMALL else read)(part, *args)

    return cast(Reads, call)


@remembered
def elements(part: bytes, wanted: frozenset[str]) -> Sequence[tuple[str, Mapping[str, str]]]:
    """Local name and attributes of the wanted elements, in order; for parts of the package.

    Prefixes of attributes are dropped: `r:id` is `id` whatever the prefix is.

    Raises:
        Fault: as `parse` does, and `too-large` where there are absurdly many.
    """
    elements: list[tuple[str, Mapping[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        element = local_name(name)
        if element in wanted:
            elements.append((element, {local_name(k): v for k, v in attributes.items()}))
            if len(elements) > limits.PACKAGE_ELEMENTS:
                raise Fault(refusals.MANY_PARTS)

    parse(part, start)
    return elements
