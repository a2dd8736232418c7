"""What a document calls the plan, the period, the one who sends it and the one who signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from plansheet.consolidation import Consolidation
from plansheet.consolidation.rounds import RoundResult
from plansheet.language.numbers_and_dates import official_date
from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.plan import Plan
from plansheet.plan.agencies.names import words_of
from plansheet.plan.periods import Period
from plansheet.plan.rounds import Occasion
from plansheet.report.document import words
from plansheet.report.document.official import Letterhead

_SYMBOL: Final = re.compile(r"/([^\W\d_]+)")


def sender_of(plan: Plan) -> str:
    """Who collects the returns and writes: the consolidator, else who issued the plan."""
    return body_named(plan, plan.consolidator) or issuer_of(plan) or words.TO_FILL_IN


def body_named(plan: Plan, text: str) -> str:
    """The full name of the agency that a text means; the text where it means none."""
    agency = plan.resolve_agency(text) if text else None
    return agency.name if agency else text


def body_above(plan: Plan) -> str:
    """The body above the sender: who issued the plan, unless the sender itself did."""
    superior = issuer_of(plan)
    return "" if match_key(superior) == match_key(sender_of(plan)) else superior


def issuer_of(plan: Plan) -> str:
    """Who issued the plan, with the name of the province: "UBND tỉnh Kiên Giang"."""
    issuer, province = plan.issuer.strip(), plan.province
    if not issuer or match_key(province) in match_key(issuer):
        return issuer
    is_bare = words_of(match_key(issuer)) in ("uỷ ban nhân dân tỉnh", "uỷ ban nhân dân thành phố")
    return f"{issuer} {province}" if is_bare else issuer


def recipient_of(plan: Plan, of: Occasion) -> str:
    """To whom returns go, by name; blank where the plan does not say.

    The calendar says it of a period; in a round it is the consolidator.
    """
    said = plan.recipients(of) if isinstance(of, Period) else plan.consolidator
    pieces = filter(None, map(str.strip, said.split(";")))
    return ", ".join(body_named(plan, piece) for piece in pieces)


def contact_of(plan: Plan) -> str:
    """How the consolidator is reached; blank where the plan does not say."""
    agency = plan.resolve_agency(plan.consolidator) if plan.consolidator else None
    return agency.contact if agency else ""


def plan_named(plan: Plan) -> Wording:
    """The plan as a sentence cites it: by its number, date and issuer, else by its title."""
    if not plan.number:
        return Wording(plan.title, plan.title)
    named = words.PLAN_BY_NUMBER.fill(kind=_kind_of(plan), number=plan.number)
    if plan.issued is not None:
        named = words.PLAN_DATED.fill(plan=named, day=official_date(plan.issued))
    issuer = issuer_of(plan)
    return words.PLAN_ISSUED_BY.fill(plan=named, issuer=issuer) if issuer else named


def plan_to_attach_to(plan: Plan) -> Wording:
    """The plan as its annex names it: by number, date and issuer; what is unknown is left open."""
    number, issuer = plan.number or words.TO_FILL_IN, issuer_of(plan) or words.TO_FILL_IN
    named = words.PLAN_BY_NUMBER.fill(kind=_kind_of(plan), number=number)
    to_fill_in = words.DAY_TO_FILL_IN.fill(year=plan.years[0])
    dated = words.PLAN_DATED.fill(
        plan=named, day=official_date(plan.issued) if plan.issued else to_fill_in
    )
    return words.PLAN_ISSUED_BY.fill(plan=dated, issuer=issuer)


def _kind_of(plan: Plan) -> Wording:
    """What kind of document a plan is: by the symbol in its number, else by its title."""
    symbol = _SYMBOL.search(plan.number)
    title = match_key(plan.title)
    titled = (k for k in words.DOCUMENT_KINDS.values() if title.startswith(match_key(k.vi)))
    meant = words.OTHER_DOCUMENT if plan.number else next(titled, words.OTHER_DOCUMENT)
    return words.DOCUMENT_KINDS.get(symbol[1] if symbol else "", meant)


def plan_titled(plan: Plan) -> Wording:
    """The plan as the title of a document cites it: by its own, unless that is all in capitals."""
    return plan_named(plan) if plan.title.isupper() else Wording(plan.title, plan.title)


def period_named(of: Occasion) -> Wording:
    """The period or the round inside a sentence: "quý II/2021", "đăng ký tiến độ"."""
    english = of.label.english if isinstance(of, Period) else str(of)
    return Wording(of.label[0].lower() + of.label[1:], english)


def reply_named(of: Occasion) -> Wording:
    """What agencies send, inside a sentence: "báo cáo quý II/2021", "ý kiến góp ý"."""
    if isinstance(of, Period):
        return words.REPORT_OF.fill(period=period_named(of))
    return words.REPLIES[of]


def letterhead_of(
    merged: Consolidation | RoundResult, symbol: Wording, subject: str = ""
) -> Letterhead:
    """What stands above a document that the consolidator sends on the day of the consolidation."""
    return Letterhead(
        issuer=sender_of(merged.plan),
        superior=body_above(merged.plan),
        symbol=symbol,
        place=merged.plan.province,
        day=merged.as_of,
        subject=subject,
    )


def signer_of(plan: Plan) -> Sequence[Wording]:
    """In which quality the head of the sender signs, as far as its name says."""
    return signer_for(sender_of(plan))


def signer_for(body: str) -> Sequence[Wording]:
    """In which quality the head of a body signs, as far as its name says."""
    name = words_of(match_key(body))
    found = (lines for first, lines in words.SIGNERS.items() if name.startswith(f"{first} "))
    return next(found, (words.QUALITY_OF_SIGNER,))


def copy_to_superior(plan: Plan) -> Sequence[Wording]:
    """The body above the sender as one that gets a copy; none where there is none."""
    superior = body_above(plan)
    return (words.TO_REPORT_TO.fill(name=superior),) if superior else ()
