"""The ribbon: what Excel's buttons call, through xlwings; building and installing the add-in.

    ribbon (customUI14.xml) ──VBA (*.bas)──▶ `press` ──▶ the public functions of plansheet

Excel's part is text in `macros/`; `building` makes plansheet.xlam of it.
"""

from plansheet.addin.pressing import press

__all__ = ["press"]
