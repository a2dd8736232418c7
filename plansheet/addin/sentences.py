"""What the buttons say in Excel, and what `addin doctor` finds.

The buttons speak Vietnamese, as the ribbon does; the doctor speaks on the command line too.
"""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import Wording

# The status bar.

READING_RETURNS: Final = "Đọc báo cáo"
LOOKING_FOR_SOURCES: Final = "Tìm nguồn của ô {cell}…"
READING_FILE: Final = "Đọc {name}…"
WRITING_FILE: Final = "Ghi {name}…"
PROGRESS: Final = "{task}: {done}/{total} {name} (giữ phím Esc để dừng)"

# Messages.

DRAFT_IMPORTED: Final = (
    "Đã nhập {tasks} nhiệm vụ, {indicators} chỉ tiêu, {agencies} cơ quan từ {name}; {unused} dòng "
    "của văn bản không dùng đến. Xem lại bản nháp rồi bấm “{check}”."
)
PLAN_WITHOUT_ERRORS: Final = (
    "Kế hoạch không có lỗi: {tasks} nhiệm vụ, {indicators} chỉ tiêu, {agencies} cơ quan."
)
TEMPLATES_WRITTEN: Final = "Đã ghi {count} biểu mẫu vào {folder}."
RETURNS_WITHOUT_ERRORS: Final = "{count} báo cáo không có lỗi."
COPIES_WRITTEN: Final = (
    "Đã ghi {faulty} bản có đánh dấu vào {folder} ({wrong} bản có lỗi phải sửa) trong {count} báo "
    "cáo."
)
LETTERS_WRITTEN: Final = "Đã ghi {count} công văn đôn đốc (bản thảo .docx) vào {folder}."
NOBODY_TO_REMIND: Final = "Không cần đôn đốc ai: mọi báo cáo đã gửi đúng hạn và không có lỗi."
SAME_PLAN: Final = "Kế hoạch đang mở không khác gì {name}."
BUSY: Final = "Một nút khác của plansheet đang làm việc. Chờ nút đó xong rồi bấm lại."
CANNOT_COLOUR: Final = "Không tô màu được ô của trang đang khóa định dạng: {sheets}."
SETTINGS: Final = (
    "plansheet {version}\nPython: {python}\nBiểu mẫu: {forms}\nCài đặt và nhật ký lỗi: {data}\n\n"
    "Nếu nút bấm không chạy: {examine}."
)
PACKAGED_FORMS: Final = "kèm theo plansheet"
CANCELLED: Final = "Đã dừng theo yêu cầu. Không có gì bị ghi dở."
FAILED: Final = (
    "plansheet gặp lỗi và đã dừng: {what}\n\nKhông có tệp nào bị ghi dở. Chi tiết nằm trong tệp "
    "{log}; gửi tệp đó cho người hỗ trợ."
)
NO_LOG: Final = "(không ghi được)"

# Questions.

SAVE_NOW: Final = "Sổ đang mở có thay đổi chưa lưu. Lưu bây giờ?"
OVERWRITE: Final = "{path} đã có. Ghi đè? (Nếu đang mở, sổ đó được lưu và đóng lại.)"
OVERWRITE_REPORT: Final = (
    "{report} đã có. Giữ các quyết định ở trang Xung đột của nó và ghi đè? (Nếu đang mở, báo cáo "
    "đó được lưu và đóng lại.)"
)

# What the doctor finds, and what helps.

FOUND_FILE: Final = Wording("{path}", "{path}")
NO_ADDIN: Final = Wording("Chưa có {path}.", "There is no {path}.")
DAMAGED_ADDIN: Final = Wording("{path} bị hỏng.", "{path} is damaged.")
UNREADABLE_ADDIN: Final = Wording(
    "Tài khoản này không có quyền đọc {path}.", "This account may not read {path}."
)
LET_READ: Final = Wording(
    "Đóng Excel và xem lại; nếu vẫn vậy, nhờ người quản trị máy cho tài khoản này đọc tệp đó.",
    "Close Excel and look again; if it stays so, ask who manages this computer to let this account "
    "read that file.",
)
INSTALL: Final = Wording(
    "Đóng Excel, rồi {install}. Muốn có sổ có nút bấm: {workbook}.",
    "Close Excel, then {install}. For a workbook with buttons: {workbook}.",
)
VERSIONS: Final = Wording(
    "Phần bổ trợ {addin}, plansheet {own}.", "Add-in {addin}, plansheet {own}."
)
PYTHON: Final = Wording("Python: {path}", "Python: {path}")
NO_PYTHON: Final = Wording(
    "Không có Python ở “{path}” (hoặc đường dẫn có dấu).",
    "There is no Python at “{path}” (or the path is not ASCII).",
)
PACKAGES: Final = Wording(
    "plansheet, xlwings trong Python đó: {found}", "plansheet, xlwings there: {found}"
)
REPAIR_PACKAGES: Final = Wording(
    "Cách sửa: {packages}. Nếu Python hay một tệp .pyd, .dll của nó bị chặn: nhờ người quản trị "
    "máy cho phép thư mục ấy.",
    "To mend it: {packages}. If that Python or a .pyd or .dll of it is blocked: ask who manages "
    "this computer to allow its folder.",
)
BLOCKED: Final = Wording("{path} bị chặn vì tải từ mạng.", "{path} is blocked: it was downloaded.")
NOT_BLOCKED: Final = Wording("Tệp không bị chặn.", "The file is not blocked.")
UNBLOCK: Final = Wording(
    "Chuột phải vào tệp, Properties, Unblock; hoặc đóng Excel, rồi {install}.",
    "Right-click the file, Properties, Unblock; or close Excel, then {install}.",
)
ON_NETWORK: Final = Wording("{path} nằm trên mạng.", "{path} is on a network.")
LOCAL: Final = Wording("Thư mục nằm trên máy này.", "The folder is local.")
TRUST_NETWORK: Final = Wording(
    "Trong Excel: File, Options, Trust Center, Trusted Locations, đánh dấu “Allow Trusted "
    "Locations on my network” và thêm thư mục này; hoặc cài vào một thư mục của máy ({command} "
    "addin install --folder THƯ_MỤC) rồi thêm ở Options, Add-ins.",
    "In Excel: File, Options, Trust Center, Trusted Locations: tick “Allow Trusted Locations on my "
    "network” and add this folder; or install into a local folder ({command} addin install "
    "--folder DIR) and add it under Options, Add-ins.",
)
FORMS_FOLDER: Final = Wording("Biểu mẫu: {folder}", "Forms: {folder}")
REPAIR_FORMS: Final = Wording(
    "Sửa biểu mẫu, hoặc bấm “Cài đặt” và chọn lại thư mục.",
    "Repair the forms, or choose the folder again with the button Cài đặt.",
)

# What Windows and Office forbid.

ADDIN_GONE: Final = Wording(
    "{path} đã được cài mà không còn: có lẽ chương trình diệt virus đã cách ly nó.",
    "{path} was installed and is gone: an antivirus program may have quarantined it.",
)
QUARANTINED: Final = Wording(
    "Windows Defender đã {state} {path} ({since}).", "Windows Defender {state} {path} ({since})."
)
NOT_QUARANTINED: Final = Wording(
    "Windows Defender không cách ly gì của plansheet.",
    "Windows Defender has quarantined nothing of plansheet.",
)
NO_HISTORY: Final = Wording(
    "Không đọc được lịch sử của Windows Defender: nếu máy dùng chương trình diệt virus khác, xem "
    "mục cách ly của nó.",
    "The history of Windows Defender cannot be read: with another antivirus program, look into its "
    "quarantine.",
)
LEAVE_QUARANTINE: Final = Wording(
    "Xem mục cách ly (Quarantine, Protection history) của chương trình diệt virus và cho phép tệp "
    "đó; hoặc đóng Excel, đổi sang phần khởi động ngắn: {small}.",
    "Look into the quarantine (protection history) of the antivirus program and allow the file; or "
    "close Excel and change to the short runner: {small}.",
)
TRUSTED: Final = Wording(
    "Excel tin thư mục {path}: macro ở đó được chạy.", "Excel trusts {path}: macros there run."
)
MACROS_ON: Final = Wording(
    "Excel chạy mọi macro mà không hỏi (VBAWarnings = 1): nút bấm chạy, nhưng macro lạ cũng vậy.",
    "Excel runs all macros without asking (VBAWarnings = 1): the buttons work, and so does any "
    "macro of a stranger.",
)
MACROS_ASK: Final = Wording(
    "Macro chạy được sau khi bấm Enable Content (VBAWarnings = 2).",
    "Macros run after Enable Content (VBAWarnings = 2).",
)
MACROS_SIGNED: Final = Wording(
    "Excel chỉ chạy macro đã ký (VBAWarnings = 3) và không tin thư mục {path}.",
    "Excel runs signed macros alone (VBAWarnings = 3) and does not trust {path}.",
)
MACROS_OFF: Final = Wording(
    "Excel không chạy macro nào (VBAWarnings = 4) và không tin thư mục {path}.",
    "Excel runs no macros (VBAWarnings = 4) and does not trust {path}.",
)
TRUST_FOLDER: Final = Wording(
    "Thêm thư mục này ở File, Options, Trust Center, Trusted Locations; nếu bị khóa thì người "
    "quản trị máy thêm nó vào chính sách “Trusted Location” của Excel.",
    "Add this folder under File, Options, Trust Center, Trusted Locations; where that is locked, "
    "an administrator adds it to Excel’s policy of trusted locations.",
)
VBA_ON: Final = Wording("VBA của Office không bị tắt.", "VBA of Office is not switched off.")
VBA_OFF: Final = Wording(
    "VBA của Office bị tắt (VBAOff = 1): không macro nào chạy.",
    "VBA of Office is switched off (VBAOff = 1): no macro runs.",
)
ALLOW_VBA: Final = Wording(
    "Người quản trị máy bỏ chính sách “Disable VBA for Office applications”.",
    "An administrator takes back the policy “Disable VBA for Office applications”.",
)
ADDINS_ON: Final = Wording(
    "Không chính sách nào tắt phần bổ trợ của Excel.", "No policy switches add-ins of Excel off."
)
ADDINS_OFF: Final = Wording(
    "Excel không chạy phần bổ trợ này, thư mục được tin cũng vậy: “{policy}” đang bật.",
    "Excel does not run this add-in, even in a trusted folder: “{policy}” is switched on.",
)
ALLOW_ADDINS: Final = Wording(
    "Tắt mục đó ở File, Options, Trust Center, Add-ins; nếu bị khóa thì người quản trị máy tắt "
    "chính sách cùng tên của Excel. Hoặc dùng sổ có nút bấm, không phải là phần bổ trợ: "
    "{workbook}.",
    "Switch that off under File, Options, Trust Center, Add-ins; where that is locked, an "
    "administrator switches off Excel’s policy of that name. Or use the workbook with buttons, "
    "which is no add-in: {workbook}.",
)
CHILD_PROCESSES_FREE: Final = Wording(
    "Không thấy quy tắc ASR nào cấm Excel khởi động chương trình khác (Group Policy, Intune, trên "
    "máy; quy tắc không để lại gì trong registry thì không thấy được).",
    "No attack surface reduction rule is seen that forbids Excel to start programs (Group Policy, "
    "Intune, this computer; what leaves nothing in the registry cannot be seen).",
)
RULES_UNREAD: Final = Wording(
    "Không đọc được các quy tắc ASR của máy này: chỉ người quản trị máy đọc được.",
    "The attack surface reduction rules of this computer cannot be read: only an administrator "
    "may.",
)
CHILD_PROCESSES_EXCLUDED: Final = Wording(
    "Một quy tắc ASR cấm Excel khởi động chương trình khác, nhưng {path} là ngoại lệ.",
    "A rule forbids Excel to start programs, but {path} is an exclusion.",
)
CHILD_PROCESSES_BLOCKED: Final = Wording(
    "Một quy tắc ASR cấm Excel khởi động chương trình khác (Block all Office applications from "
    "creating child processes).{more}",
    "A rule forbids Excel to start programs (Block all Office applications from creating child "
    "processes).{more}",
)
EXCLUSIONS_UNREAD: Final = Wording(
    " Không đọc được các ngoại lệ của nó: chỉ người quản trị máy đọc được.",
    " Its exclusions cannot be read: only an administrator may.",
)
ALLOW_CHILD_PROCESSES: Final = Wording(
    "Người quản trị máy để quy tắc ASR d4f940ab-401b-4efc-aadc-ad5f3c50688a ở chế độ Audit, hoặc "
    "thêm ngoại lệ của quy tắc đó cho %SystemRoot%\\System32\\cmd.exe: Excel gọi nó để khởi động "
    "python.exe, dù với phần khởi động nào. "
    "Trong khi chờ: dùng dòng lệnh ({command}).",
    "An administrator sets the ASR rule d4f940ab-401b-4efc-aadc-ad5f3c50688a to audit, or adds an "
    "exclusion of that rule for %SystemRoot%\\System32\\cmd.exe, which Excel calls to start "
    "python.exe, with either runner. Until then use the command line ({command}).",
)
SCRIPTS_ON: Final = Wording(
    "Windows Script Host không bị tắt.", "Windows Script Host is not switched off."
)
SCRIPTS_OFF: Final = Wording(
    "Windows Script Host bị tắt: Excel không khởi động được Python.",
    "Windows Script Host is switched off: Excel cannot start Python.",
)
ALLOW_SCRIPTS: Final = Wording(
    "Người quản trị máy đặt lại giá trị Enabled = 1 ở Software\\Microsoft\\Windows Script "
    "Host\\Settings.",
    "An administrator sets Enabled = 1 under Software\\Microsoft\\Windows Script Host\\Settings.",
)
RUNNERS: Final = {
    "xlwings": Wording("của xlwings", "that of xlwings"),
    "small": Wording("bản ngắn", "the short one"),
}
"""What the runners are called."""
RUNNER: Final = Wording("Phần khởi động Python: {runner}.", "What starts Python: {runner}.")
RUNNER_BLOCKED: Final = Wording(
    "Một quy tắc ASR cản phần khởi động Python của {runner} (Block Win32 API calls from Office "
    "macros).",
    "A rule objects to the runner {runner} (Block Win32 API calls from Office macros).",
)
USE_SMALL: Final = Wording(
    "Đóng Excel, đổi sang phần khởi động ngắn: {small}.",
    "Close Excel and change to the short runner: {small}.",
)

# Steps, as they follow after such a sentence.

RUN_INSTALLER: Final = Wording(
    "bấm đúp {script} của bộ cài đặt (giải nén lại tệp .zip nếu không còn)",
    "double-click {script} of the kit (unpack the .zip again where it is gone)",
)
CHOOSE_IN_SCRIPT: Final = Wording(
    "bấm đúp {script} trong thư mục {folder} rồi chọn {number}",
    "double-click {script} in the folder {folder} and choose {number}",
)
TYPE_COMMAND: Final = Wording(
    "gõ “{command}” trong cửa sổ lệnh", "type “{command}” in a command window"
)
INSTALL_PACKAGES: Final = Wording(
    "cài lại plansheet như lần đầu vào chính Python đó, không dùng --user ({python} -m pip install "
    "TỆP_WHL hay THƯ_MỤC)",
    "install plansheet as before into that very Python, without --user ({python} -m pip install "
    "WHEEL or FOLDER)",
)
