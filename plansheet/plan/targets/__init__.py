"""Target texts of plans: what they ask for, and whether a figure meets it."""

from plansheet.plan.targets.grammar import parse_target
from plansheet.plan.targets.target import AnyDirection, Target

__all__ = ["AnyDirection", "Target", "parse_target"]
