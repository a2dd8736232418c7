"""What a document yields, before codes are given."""

from __future__ import annotations

from dataclasses import dataclass, field

from plansheet.forms.choices import CalendarKind


@dataclass(frozen=True, slots=True)
class UnusedLine:
    """A line of content that went into no row: where it stands, what it says, why not."""

    place: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class DraftTask:
    """A task as found. Texts are verbatim; `doubts` are what a person should check.

    `source` is what stands at `place`, whole.
    `beside` says that it was found besides what the document lists as its tasks.
    """

    name: str
    place: str
    leads: str = ""
    coordinators: str = ""
    due: str = ""
    level: str = ""
    field: str = ""
    stt: str = ""
    note: str = ""
    doubts: tuple[str, ...] = ()
    beside: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class DraftIndicator:
    """An indicator as found.

    `number` is how it is numbered in the document ("19"), or its place under its parent ("19.1");
    `values` has `previous_term`, `goal`, `history_2015`, `target_2021`, … as written; `allocated`
    by body, as the document calls it, the targets that it is given; `source` is what stands at
    `place`, whole.
    """

    number: str
    name: str
    place: str
    unit: str = ""
    parent: str = ""
    stt: str = ""
    reporters: str = ""
    note: str = ""
    values: dict[str, str] = field(default_factory=dict)
    allocated: dict[str, dict[str, str]] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class DraftReporting:
    """A line of the reporting calendar: kind of period, deadline as written, who receives it."""

    period_kind: CalendarKind
    deadline: str
    recipient: str
    place: str
