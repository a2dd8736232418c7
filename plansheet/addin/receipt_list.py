"""Who has reported, as rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plansheet.forms.names import ReportColumn
from plansheet.forms.report_sheets import RECEIPT_COLUMNS

if TYPE_CHECKING:
    from plansheet.consolidation import Consolidation
    from plansheet.own_forms import FormConsolidation

_TITLES: Final = {c.name: c.title for c in RECEIPT_COLUMNS.columns}
RECEIPT_HEADS: Final = (
    (_TITLES[ReportColumn.NAME], 44.0),
    (_TITLES[ReportColumn.FILE], 60.0),
    (_TITLES[ReportColumn.STATE], 16.0),
    (_TITLES[ReportColumn.RECEIVED_AT], 12.0),
    ("Quá hạn (ngày)", 10.0),
    (_TITLES[ReportColumn.ERRORS], 8.0),
    (_TITLES[ReportColumn.AGENCY], 12.0),
)


def receipt_rows(merged: Consolidation | FormConsolidation) -> list[tuple[object, ...]]:
    """One row a file that came or an agency that sent none."""
    return [
        (
            merged.plan.agency_name(receipt.agency) if receipt.agency else "",
            receipt.file,
            receipt.state.label.vi,
            f"{receipt.received_at:%d/%m/%Y}" if receipt.received_at else None,
            receipt.days_late or None,
            receipt.errors if receipt.file else None,
            receipt.agency,
        )
        for receipt in merged.receipts
    ]
