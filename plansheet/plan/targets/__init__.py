"""Target texts of plans: what they ask for, and whether a figure meets it."""

from typing import TYPE_CHECKING

from plansheet.lazy import lazy_face

if TYPE_CHECKING:
    from plansheet.plan.targets.grammar import parse_target
    from plansheet.plan.targets.target import AnyDirection, Target

__getattr__ = lazy_face(
    __name__, {"grammar": ("parse_target",), "target": ("AnyDirection", "Target")}
)

__all__ = ["AnyDirection", "Target", "parse_target"]
