"""A plan → its digest."""

from __future__ import annotations

import hashlib
import json

from plansheet.forms.names import PLAN_FORMS
from plansheet.plan.model import Plan


def plan_digest(plan: Plan) -> str:
    """A digest of everything that the plan says: another plan has another digest."""
    return plan.once(_digest, "")


def _digest(plan: Plan, _: str) -> str:
    from plansheet.plan.workbook.tables import plan_tables

    tables = plan_tables(plan)
    content = [dict(tables.facts), *([*map(dict, getattr(tables, name))] for name in PLAN_FORMS)]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
