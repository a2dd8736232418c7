"""What the buttons do, in the words of the ribbon itself."""

from __future__ import annotations

from typing import Final

from plansheet.addin.building import ADDIN_FILE, RIBBON_PART
from plansheet.addin.office_file import OfficeFile
from plansheet.addin.ribbon import ribbon_groups
from plansheet.forms.resources import resource

_STEPS: Final = (
    ("Trước tiên", "Mở sổ kế hoạch và lưu nó: các nút làm việc với sổ đang mở."),
    ("Dừng giữa chừng", "Giữ phím Esc: plansheet dừng sau tệp đang đọc, không ghi dở dang."),
)


def help_rows() -> list[tuple[str, str]]:
    """Each button's label and what it does, from the ribbon of the packaged add-in."""
    ribbon = OfficeFile.read(resource("macros") / ADDIN_FILE).text(RIBBON_PART)
    return [
        *_STEPS,
        *((one.label, one.tip) for group in ribbon_groups(ribbon) for one in group.buttons),
    ]
