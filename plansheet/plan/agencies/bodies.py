"""Agencies, and what a cell that names agencies says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DEPARTMENT = "Sở, ban, ngành"
DISTRICT = "UBND cấp huyện"
COMMUNE = "UBND cấp xã"
COMMUNE_OFFICE = "Phòng, ban cấp xã"
VILLAGE = "Thôn, ấp, khu phố"
SERVICE = "Đơn vị sự nghiệp"
ENTERPRISE = "Doanh nghiệp"
CENTRAL = "Cơ quan trung ương"
UNION = "Đoàn thể"
OTHER = "Khác"
KINDS = (
    DEPARTMENT,
    DISTRICT,
    COMMUNE,
    COMMUNE_OFFICE,
    VILLAGE,
    SERVICE,
    ENTERPRISE,
    CENTRAL,
    UNION,
    OTHER,
)


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that a plan names.

    It is identified by code and validity: after a reorganisation a new body may bear the name and
    the code of an old one.

    Attributes:
        code: short: "SKHDT"; one body a day bears it.
        name: the name in full.
        aliases: other names, needed only where no rule leads from the text to the name.
        kind: one of `KINDS`, or a word of the plan's own, which no group means.
        valid_from, valid_until: the first and the last day; None where open.
        successors: codes of the bodies that took over.
        contact: free text.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = DEPARTMENT
    valid_from: date | None = None
    valid_until: date | None = None
    successors: tuple[str, ...] = ()
    contact: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Whether the body exists on a day."""
        return not self.begins_after(day) and not self.ends_before(day)

    def begins_after(self, day: date) -> bool:
        """Whether the body does not exist yet on a day."""
        return self.valid_from is not None and self.valid_from > day

    def ends_before(self, day: date) -> bool:
        """Whether the body does not exist any more on a day."""
        return self.valid_until is not None and self.valid_until < day


@dataclass(frozen=True, slots=True)
class Party:
    """An agency that a cell names; `group` is the group's text where it is not named itself."""

    code: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    """The agencies that a cell names, and those pieces of it that name nobody known, verbatim."""

    members: tuple[Party, ...] = ()
    unresolved: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the members, in the order of the cell."""
        return tuple(party.code for party in self.members)
