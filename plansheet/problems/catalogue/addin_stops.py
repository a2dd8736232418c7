"""What stops a button of the add-in, or its building and installing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.language.wording import Wording

_ANSWERS: Final[Mapping[str, Wording]] = {
    "not-answered": Wording("Chưa trả lời: {question}", "Not answered: {question}"),
    "answer-not-there": Wording(
        "{question}: không có “{answer}”.", "{question}: there is no “{answer}”."
    ),
    "answer-not-writable": Wording(
        "{question}: không ghi được “{answer}”.", "{question}: cannot write “{answer}”."
    ),
    "answer-not-a-day": Wording(
        "{question}: “{answer}” không phải là ngày, ví dụ 30/6/2026.",
        "{question}: “{answer}” is no day such as 30/6/2026.",
    ),
    "answer-not-years": Wording(
        "{question}: “{answer}” phải ghi dạng 2026 hoặc 2026-2030.",
        "{question}: “{answer}” must be like 2026 or 2026-2030.",
    ),
}

_EXCEL: Final[Mapping[str, Wording]] = {
    "addin-plan-has-errors": Wording(
        "{name} không dùng được làm sổ kế hoạch: sửa các lỗi trong danh sách vừa mở, hoặc chuyển "
        "sang sổ kế hoạch, rồi bấm lại.",
        "{name} cannot be used as the plan: mend what the list says, or go to the plan.",
    ),
    "foreign-settings": Wording(
        "Đã dừng: sổ đang mở có trang cài đặt của xlwings (.conf hoặc .py).",
        "Stopped: the active workbook has a sheet of xlwings' settings (.conf, .py).",
    ),
    "workbook-not-saved": Wording(
        "Sổ đang mở chưa được lưu vào máy này ({path}). Lưu rồi bấm lại; nếu Excel đang mở sổ để "
        "xem (Protected View), bấm Enable Editing trước.",
        "The active workbook is not saved on this computer ({path}). Save it first; in Protected "
        "View press Enable Editing.",
    ),
    "excel-cannot-save": Wording(
        "Excel không lưu được {path} (tệp chỉ đọc, hay đang mở ở máy khác?). Tự lưu sổ đó rồi bấm "
        "lại.",
        "Excel cannot save {path} (read-only, or open elsewhere?). Save it yourself.",
    ),
    "python-not-isolated": Wording(
        "Python phải được khởi động cô lập (-I); đóng Excel, rồi {install}.",
        "Python must be started isolated (-I); close Excel, then {install}.",
    ),
}

_INSTALLING: Final[Mapping[str, Wording]] = {
    "not-an-xlsm": Wording(
        "{path}: Excel chỉ mở sổ có nút bấm khi tên kết thúc bằng .xlsm.",
        "{path}: Excel opens a workbook with buttons only under a name that ends in .xlsm.",
    ),
    "no-excel": Wording(
        "Hệ điều hành này không có Excel; dùng --folder để chỉ thư mục.",
        "There is no Excel for this system; name a folder with --folder.",
    ),
    "python-path-not-ascii": Wording(
        "Excel không gọi được Python ở {path}: đường dẫn có dấu và ổ đĩa không có tên ngắn. Cài "
        "plansheet vào một thư mục không dấu, ví dụ C:\\plansheet, rồi chạy lại; hoặc dùng phần khởi "
        "động ngắn: {small}.",
        "Excel cannot call Python at {path}: the path is not ASCII and has no short name. Install "
        "plansheet in a folder such as C:\\plansheet and run this again; or take the short runner: "
        "{small}.",
    ),
    "python-path-percent": Wording(
        "Excel không gọi được Python ở {path}: đường dẫn có dấu %. Chuyển thư mục đó sang một nơi "
        "không có dấu % rồi chạy lại.",
        "Excel cannot call Python at {path}: the path has a %. Move that folder to a path without "
        "one and run this again.",
    ),
    "addin-not-ours": Wording(
        "{path} không phải là phần bổ trợ do plansheet cài; không xóa gì.",
        "{path} is no add-in that plansheet installed; nothing is removed.",
    ),
    "addin-in-use": Wording(
        "Không ghi hay xóa được {path}. Đóng Excel rồi chạy lại; nếu Excel đã đóng thì tài khoản "
        "này không có quyền ghi vào thư mục đó.",
        "Cannot write or remove {path}. Close Excel and run this again; if Excel is closed, this "
        "account may not write to that folder.",
    ),
}

_BUILDING: Final[Mapping[str, Wording]] = {
    "no-pyopenvba": Wording(
        "Cần gói pyOpenVBA để dựng phần bổ trợ: python -m pip install pyOpenVBA.",
        "Building the add-in needs the package pyOpenVBA: python -m pip install pyOpenVBA.",
    ),
    "other-xlwings": Wording(
        "Cần xlwings {wanted} để dựng phần bổ trợ, đang có {found}.",
        "Building the add-in needs xlwings {wanted}, not {found}.",
    ),
    "not-macro-sources": Wording(
        "{path} không phải là thư mục nguồn của phần bổ trợ (thiếu {file} hoặc *.bas).",
        "{path} is no folder of the add-in's sources (no {file} or no *.bas).",
    ),
    "not-xml": Wording("{path} không phải là XML: {why}.", "{path} is no XML: {why}."),
    "no-macro": Wording("{path}: mã VBA thiếu “{line}”.", "{path}: no “{line}” in VBA."),
    "vba-not-ascii": Wording(
        "{path}: mã VBA chỉ được dùng chữ ASCII; lời tiếng Việt ghi vào words.tsv.",
        "{path}: VBA source must be ASCII; Vietnamese words go into words.tsv.",
    ),
    "no-line": Wording("{path}: thiếu dòng “{line}”.", "{path}: the line “{line}” is missing."),
    "wrong-columns": Wording(
        "{path}, dòng {number}: phải có {columns} cột.",
        "{path}, line {number}: not {columns:column}.",
    ),
    "not-utf8": Wording("Không đọc được {path} (UTF-8).", "Cannot read {path} (UTF-8)."),
}

_KIT: Final[Mapping[str, Wording]] = {
    "no-packaging": Wording(
        "Cần gói packaging để dựng bộ cài đặt: python -m pip install packaging.",
        "Building a kit needs the package packaging: python -m pip install packaging.",
    ),
    "kit-not-a-zip": Wording(
        "{path} không phải là tệp .zip đọc được; tải lại tệp “Windows embeddable package” từ "
        "python.org.",
        "{path} is no zip that can be read; download “Windows embeddable package” from python.org "
        "again.",
    ),
    "kit-not-embeddable": Wording(
        "{path} không phải là Python nhúng của Windows (thiếu python.exe hoặc python3….zip, .dll, "
        "._pth); tải tệp “Windows embeddable package” từ python.org.",
        "{path} is no embeddable Python for Windows (no python.exe or python3….zip, .dll, ._pth); "
        "download “Windows embeddable package” from python.org.",
    ),
    "kit-other-processor": Wording(
        "{path} dành cho loại máy khác ({found}); cần bản 64-bit (amd64) hoặc ARM64.",
        "{path} is for another processor ({found}); the 64-bit (amd64) or ARM64 one is needed.",
    ),
    "kit-old-python": Wording(
        "{path} là Python {found}; plansheet cần Python 3.11 trở lên.",
        "{path} is Python {found}; plansheet needs Python 3.11 or later.",
    ),
    "kit-missing-wheels": Wording(
        "{path} thiếu gói cho {platform}, Python {python}: {missing}.",
        "{path} lacks wheels for {platform}, Python {python}: {missing}.",
    ),
    "kit-broken-wheel": Wording(
        "{path} không phải là tệp .whl đọc được; tải lại tệp đó.",
        "{path} is no wheel that can be read; download it again.",
    ),
    "kit-no-download": Wording(
        "pip không tải được các gói (“{said}”). Tải chúng ở máy có mạng rồi dùng --wheels.",
        "pip cannot fetch the wheels (“{said}”). Fetch them where there is a network, use --wheels.",
    ),
}

ADDIN_STOPS: Final[Mapping[str, Wording]] = {
    **_ANSWERS,
    **_EXCEL,
    **_INSTALLING,
    **_BUILDING,
    **_KIT,
}
