"""The sheet of a draft that says where each of its rows comes from and how sure it is."""

from __future__ import annotations

from typing import Final

from plansheet.forms.model import Column
from plansheet.forms.names import ColumnName
from plansheet.language.wording import Term

REVIEW: Final = Term("Cần xem lại", "To review")
SURE: Final = Term("Đọc được rõ", "Read as written")
UNSURE: Final = Term("Cần xem lại", "To review")
MARK: Final = f"{REVIEW}: "
"""How the note of a row begins that a person has not looked at yet."""

REVIEW_COLUMNS: Final = (
    Column("sheet", Term("Trang", "Sheet"), width=12),
    Column(ColumnName.TASK_CODE, Term("Mã dòng", "Row code"), width=10),
    Column("certainty", Term("Độ chắc chắn", "Certainty"), width=14),
    Column("doubts", Term("Xem lại vì", "Look at it because"), width=36),
    Column("place", Term("Vị trí trong văn bản", "Place in the document"), width=20),
    Column("source", Term("Nguyên văn", "Verbatim"), width=90),
)
