"""What agencies ask to be changed in the plan, and the plan that comes of what was accepted."""

from plansheet.consolidation.rounds.deciding import (
    DecidedProposals,
    DecisionRow,
    decide,
    term_of,
)
from plansheet.consolidation.rounds.merging import RoundResult, merge_round
from plansheet.consolidation.rounds.proposals import Proposal, adjustment_proposals
from plansheet.consolidation.rounds.revising import revised

__all__ = [
    "DecidedProposals",
    "DecisionRow",
    "Proposal",
    "RoundResult",
    "adjustment_proposals",
    "decide",
    "merge_round",
    "revised",
    "term_of",
]
