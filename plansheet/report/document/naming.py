"""What a document calls the plan, the period, the one who sends it and the one who signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from plansheet.consolidation import Consolidation
from plansheet.language.numbers_and_dates import official_date
from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.plan import Plan
from plansheet.plan.agencies.names import words_of
from plansheet.plan.periods import Period
from plansheet.report.document import words
from plansheet.report.document.official import Letterhead

_SYMBOL: Final = re.compile(r"/([^\W\d_]+)")


def sender_of(plan: Plan) -> str:
    """Who collects the returns and writes: the consolidator, else who issued the plan."""
    return body_named(plan, plan.consolidator) or superior_body(plan) or words.TO_FILL_IN


def body_named(plan: Plan, text: str) -> str:
    """The full name of the agency that a text means; the text where it means none."""
    agency = plan.resolve_agency(text) if text else None
    return agency.name if agency else text


def superior_body(plan: Plan) -> str:
    """Who issued the plan, with the name of the province: "UBND tỉnh Kiên Giang"."""
    issuer, province = plan.issuer.strip(), plan.province
    if not issuer or match_key(province) in match_key(issuer):
        return issuer
    is_bare = words_of(match_key(issuer)) in ("uỷ ban nhân dân tỉnh", "uỷ ban nhân dân thành phố")
    return f"{issuer} {province}" if is_bare else issuer


def recipient_of(plan: Plan, period: Period) -> str:
    """To whom the returns of a period go; blank where the plan does not say."""
    return body_named(plan, plan.recipients(period))


def contact_of(plan: Plan) -> str:
    """How the consolidator is reached; blank where the plan does not say."""
    agency = plan.resolve_agency(plan.consolidator) if plan.consolidator else None
    return agency.contact if agency else ""


def plan_named(plan: Plan) -> Wording:
    """The plan as a sentence cites it: by its number, date and issuer, else by its title."""
    if not plan.number:
        return Wording(plan.title, plan.title)
    symbol = _SYMBOL.search(plan.number)
    kind = words.DOCUMENT_KINDS.get(symbol[1] if symbol else "", words.OTHER_DOCUMENT)
    named = words.PLAN_BY_NUMBER.fill(kind=kind, number=plan.number)
    if plan.issued is not None:
        named = words.PLAN_DATED.fill(plan=named, day=official_date(plan.issued))
    issuer = superior_body(plan)
    return words.PLAN_ISSUED_BY.fill(plan=named, issuer=issuer) if issuer else named


def period_named(period: Period) -> Wording:
    """The period inside a sentence: "quý II/2021"."""
    return Wording(period.label[0].lower() + period.label[1:], str(period))


def letterhead_of(merged: Consolidation, symbol: Wording, subject: str = "") -> Letterhead:
    """What stands above a document that the consolidator sends on the day of the consolidation."""
    sender, superior = sender_of(merged.plan), superior_body(merged.plan)
    return Letterhead(
        issuer=sender,
        superior="" if match_key(superior) == match_key(sender) else superior,
        symbol=symbol,
        place=merged.plan.province,
        day=merged.as_of,
        subject=subject,
    )


def signer_of(plan: Plan) -> Sequence[Wording]:
    """In which quality the head of the sender signs, as far as its name says."""
    name = words_of(match_key(sender_of(plan)))
    found = (lines for first, lines in words.SIGNERS.items() if name.startswith(f"{first} "))
    return next(found, (words.QUALITY_OF_SIGNER,))


def recipients_of(plan: Plan, first: Wording) -> Sequence[Wording]:
    """To whom copies go: `first`, the body above the sender, the files."""
    sender, superior = sender_of(plan), superior_body(plan)
    is_above = bool(superior) and match_key(superior) != match_key(sender)
    above = (words.TO_REPORT_TO.fill(name=superior),) if is_above else ()
    return (first, *above, words.TO_FILE)
