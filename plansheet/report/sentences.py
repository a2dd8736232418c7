"""What the report says in words of its own."""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import Term, Wording

# Tasks by agency and by person.

TASKS_BY_AGENCY: Final = Wording("Nhiệm vụ theo cơ quan chủ trì", "Tasks by lead agency")
TASKS_BY_PERSON: Final = Wording("Nhiệm vụ theo {who}", "Tasks by {who}")
NOBODY: Final = Wording("(chưa ghi)", "(nobody named)")
TOTAL: Final = Term("Tổng số", "Total")
OLDEST_OVERDUE: Final = Term("Quá hạn lâu nhất (ngày)", "Longest overdue (days)")
NEEDING_MOST: Final = Wording(
    "{count} cơ quan cần đôn đốc nhất", "The {count} agencies most in need of attention"
)
