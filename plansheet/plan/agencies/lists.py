"""Cells that name several agencies: where one name ends and the next one begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from plansheet.language.text import match_key
from plansheet.plan.agencies.bodies import Parties, Party

_LONGEST = 6000
_MOST_PARTS = 400
_LONGEST_NAME = 15
"""Parts of a list, joints included, that one name may span: "UBND các huyện, thị xã, thành phố"."""

_JOINT = re.compile(r"(\s*[,\n/&+]\s*(?:(?:và|cùng(?: với)?)\s+)?|\s+(?:và|cùng(?: với)?|[-–])\s+)")
_UNITS = r"(?:huyện|thành phố|tp\.?|thị xã|quận|xã|phường|thị trấn|đặc khu)"
_HEADS = (
    re.compile(r"(?:các|những) (?P<head>sở)(?:,? (?:ban|ngành))*\s*:?\s+(?P<rest>.+)"),
    re.compile(
        r"(?:bộ trưởng )?các (?P<head>bộ|cục|chi cục|ban quản lý|ban|hội|trung tâm|trường)"
        r"\s*:?\s+(?P<rest>.+)"
    ),
    re.compile(
        rf"(?:chủ tịch )?(?P<head>ubnd|uỷ ban nhân dân)(?= các |[^:]*:)(?: các)? "
        rf"(?P<units>{_UNITS}(?:(?:,| và|, và)? {_UNITS})*)\s*:?\s+(?P<rest>.+)"
    ),
)

Resolve = Callable[[str], Sequence[Party]]
"""Finds the agencies of one name or one group; none where it is neither."""


def parties_of(cell: str, resolve: Resolve) -> Parties:
    """The agencies that a cell names.

    The whole cell is tried first, then its pieces at ";", and those at commas, line breaks, "và"
    and the like only where every part of the piece names somebody. An agency stands once, where it
    is named first; being named itself counts for more than being of a group.
    """
    whole = _read(cell, resolve) or _headed(cell.strip().replace(";", ","), resolve)
    pieces = [(cell, whole)] if whole else [(p, _read(p, resolve)) for p in cell.split(";")]
    members: dict[str, Party] = {}
    for party in (party for _, found in pieces for party in found):
        if party.code not in members or not party.group:
            members[party.code] = party
    unresolved = tuple(piece.strip() for piece, found in pieces if not found and piece.strip())
    return Parties(tuple(members.values()), unresolved)


def _read(piece: str, resolve: Resolve) -> Sequence[Party]:
    """The agencies of a name, a group, or a list of them without ";"."""
    piece = piece.strip()
    if not piece:
        return ()
    if found := resolve(piece):
        return found
    if ";" in piece or len(piece) > _LONGEST:
        return ()
    return _headed(piece, resolve) or _sequence(piece, resolve)


def _headed(piece: str, resolve: Resolve) -> Sequence[Party]:
    """Read "các Sở: Ngoại vụ, Nội vụ", where each name goes with the word at the head."""
    if len(piece) > _LONGEST:
        return ()
    key = match_key(piece)
    for form in _HEADS:
        if found := form.fullmatch(key):
            units = re.findall(_UNITS, found.groupdict().get("units") or "") or [""]
            heads = [f"{found['head']} {unit}".strip() for unit in units]
            return _sequence(found["rest"], partial(_under, heads, resolve))
    return ()


def _under(heads: Iterable[str], resolve: Resolve, name: str) -> Sequence[Party]:
    """Whom a name means after one of the heads, or by itself."""
    found = {party.code: party for head in heads for party in resolve(f"{head} {name}")}
    return tuple(found.values()) if len(found) == 1 else resolve(name)


def _sequence(piece: str, resolve: Resolve) -> Sequence[Party]:
    """Split a list at commas and "và" into names, the longest first; nothing if a part is left."""
    parts = _JOINT.split(piece)
    if len(parts) > _MOST_PARTS:
        return ()
    rest: dict[int, Sequence[Party] | None] = {len(parts) + 1: ()}
    for start in range(len(parts) - 1, -1, -2):
        rest[start] = None
        for end in range(min(len(parts), start + _LONGEST_NAME), start, -2):
            after = rest[end + 1]
            name = "".join(parts[start:end]).strip()
            if after is not None and name and (found := resolve(name)):
                rest[start] = (*found, *after)
                break
    return rest[0] or ()
