"""Who has reported, as rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plansheet.consolidation import Consolidation

RECEIPT_HEADS: Final = (
    ("Cơ quan", 44.0),
    ("Tệp", 60.0),
    ("Tình hình", 16.0),
    ("Ngày nhận", 12.0),
    ("Quá hạn (ngày)", 10.0),
    ("Số lỗi", 8.0),
    ("Mã", 12.0),
)


def receipt_rows(merged: Consolidation) -> list[tuple[object, ...]]:
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
