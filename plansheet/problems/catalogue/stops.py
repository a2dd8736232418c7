"""What stops the program: by a stable key, the one sentence that an exception says.

The marks, such as `{path}`, are what the code that raises it knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.language.wording import Wording
from plansheet.problems.catalogue.addin_stops import ADDIN_STOPS

_INPUTS: Final[Mapping[str, Wording]] = {
    "no-file": Wording("Không có tệp {path}.", "There is no file {path}."),
    "not-of-kind": Wording(
        "Cần {kind} do plansheet.{maker}() trả về, không phải {given}.",
        "A {kind} is needed, as plansheet.{maker}() gives it, not a {given}.",
    ),
    "not-of-kinds": Wording(
        "Cần {kinds}, không phải {given}.", "A value of {kinds} is needed, not of {given}."
    ),
    "no-folder": Wording("Không có thư mục {path}.", "There is no folder {path}."),
    "no-fsspec": Wording(
        "Để mở {path} cần thư viện fsspec và thư viện của loại địa chỉ ấy (plansheet[cloud]).",
        "To open {path} fsspec and the library for that kind of address are needed "
        "(plansheet[cloud]).",
    ),
    "no-name": Wording(
        "Tên tệp hoặc thư mục để trống.", "The name of the file or folder is blank."
    ),
    "not-at-a-url": Wording(
        "Tệp hoặc thư mục này phải nằm trên máy, không dùng được URL.",
        "This file or folder must be on this machine: no URL can be used for it.",
    ),
    "not-reached": Wording("Không mở được {path} ({why}).", "{path} cannot be opened ({why})."),
    "file-refused": Wording("{path}: {why}", "{path}: {why}"),
    "no-table": Wording(
        "{file} không có bảng {form}; các bảng có trong tệp: {forms}.",
        "{file} has no table {form}; the tables in it: {forms}.",
    ),
    "no-returns": Wording("Không có báo cáo nào để kiểm tra.", "There are no returns to check."),
    "nothing-to-append": Wording(
        "Kế hoạch “{title}” không có nhiệm vụ, chỉ tiêu nào để ghi thành phụ lục.",
        "Plan “{title}” has no tasks and no indicators to make an appendix of.",
    ),
    "not-a-report": Wording(
        "{path} không phải là báo cáo tổng hợp.", "{path} is no consolidated report."
    ),
    "report-of-other-plan": Wording(
        "{path} là báo cáo của kế hoạch {other}, không phải {own}.",
        "{path} is a report of plan {other}, not of {own}.",
    ),
    "report-of-other-period": Wording(
        "{path} là báo cáo kỳ {other}, không phải kỳ {own}.",
        "{path} is a report of {other}, not of {own}.",
    ),
    "report-not-earlier": Wording(
        "{path} là báo cáo kỳ {other}, không phải của một kỳ trước {own}.",
        "{path} is a report of {other}, not of a period before {own}.",
    ),
    "two-reports-of-a-period": Wording(
        "{path} và {other} đều là báo cáo kỳ {period} của cùng một ngày; chỉ để lại một tệp.",
        "{path} and {other} are both reports of {period} of the same day; keep one of them.",
    ),
    "code-not-in-report": Wording(
        "Báo cáo {path} không có mã {code}.", "Report {path} has no code {code}."
    ),
    "not-a-template": Wording(
        "{path} không phải là biểu mẫu do cấp trên phát hành.",
        "{path} is no template that an upper level issued.",
    ),
    "template-of-other-period": Wording(
        "{path} là biểu mẫu kỳ {other}, không phải kỳ {own}.",
        "{path} is a template of {other}, not of {own}.",
    ),
    "not-a-day": Wording(
        "“{text}” không phải là ngày: ghi dạng 2021-06-30 hoặc 30/6/2021.",
        "“{text}” is no day: write 2021-06-30 or 30/6/2021.",
    ),
    "not-to-stdout": Wording(
        "Kết quả của lệnh này không ghi ra đầu ra chuẩn được: nêu tên thay cho “-”.",
        "What this command writes does not go to the standard output: give a name, not “-”.",
    ),
    "stdout-is-a-terminal": Wording(
        "Không ghi sổ hay văn bản ra màn hình: dẫn “-” vào một tệp hay một lệnh khác.",
        "A workbook or document is not for the screen: lead “-” into a file or another command.",
    ),
    "json-or-stdout": Wording(
        "Đầu ra chuẩn hoặc là JSON (--json) hoặc là tệp (“-”): chọn một.",
        "The standard output is JSON (--json) or the file (“-”): choose one.",
    ),
    "nothing-beside-stdout": Wording(
        "--also ghi bên cạnh báo cáo: nêu tên tệp thay cho “-”.",
        "--also writes beside the report: name a file, not “-”.",
    ),
    "other-suffix": Wording(
        "{path}: không ghi được dạng {suffix}; tên tệp phải có đuôi {wanted}.",
        "{path}: {suffix} is not what is written here; the name must end in {wanted}.",
    ),
    "derive-what": Wording("Cần nêu cơ quan hoặc năm.", "An agency or a year is needed."),
    "agency-not-in-plan": Wording(
        "Kế hoạch {plan} không có cơ quan “{text}”: ghi mã hoặc tên ở trang “Cơ quan”.",
        "Plan {plan} has no agency “{text}”: write its code or name as on the sheet “Agencies”.",
    ),
    "year-not-in-plan": Wording(
        "Năm {year} nằm ngoài kế hoạch ({first}–{last}).",
        "{year} is not among the years of the plan ({first}–{last}).",
    ),
    "no-such-code": Wording(
        "Không có mã lỗi “{text}”{nearest}. Mọi mã: plansheet codes.",
        "There is no code “{text}”{nearest}. All codes: plansheet codes.",
    ),
    "not-years": Wording(
        "--years: ghi dạng 2026 hoặc 2026-2030.", "--years: write 2026 or 2026-2030."
    ),
}
"""What was named to read, or typed into a command."""

_WORKERS: Final[Mapping[str, Wording]] = {
    "no-worker": Wording(
        "Không khởi động được tiến trình để đọc tệp ({why}). Hãy cho phép Python khởi động tiến "
        "trình con; hoặc đọc báo cáo ngay trong tiến trình chính (workers = 0) hay trên máy khác "
        "(executor).",
        "The process in which files are read could not be started ({why}). Allow Python to start "
        "processes, or have returns read in the main one (workers = 0) or on other machines "
        "(executor).",
    ),
    "no-dask": Wording(
        "Để đọc tệp trên một cụm máy cần thư viện distributed (plansheet[dask]).",
        "To read files on a cluster the library distributed is needed (plansheet[dask]).",
    ),
    "no-cluster": Wording(
        "Không tới được cụm Dask {address}, hoặc cụm không có máy nào ({why}).",
        "The Dask cluster {address} cannot be reached or has no worker ({why}).",
    ),
}
"""Where files are read."""

_PLANS: Final[Mapping[str, Wording]] = {
    "plan-has-errors": Wording(
        "Kế hoạch {name} có {count} lỗi, trước hết: {first}",
        "Plan {name} has {count:error}, first of all: {first}",
    ),
    "period-or-round": Wording(
        "Cần đúng một trong hai: --period KỲ hoặc --round schedule|comments.",
        "One of the two is needed: --period P or --round schedule|comments.",
    ),
    "not-in-a-round": Wording(
        "Với --round không dùng {options}.",
        "{options} cannot be used with --round.",
    ),
    "no-proposals": Wording(
        "{path} không có trang “{sheet}” để đọc quyết định.",
        "{path} has no sheet “{sheet}” to read decisions from.",
    ),
    "decisions-unusable": Wording(
        "Chưa ghi sổ kế hoạch: có quyết định không dùng được ở {name}.",
        "No plan was written: {name} has decisions that cannot be used.",
    ),
    "not-a-period": Wording(
        "Không hiểu kỳ “{period}”: ghi tháng 3/{year}, quý II/{year}, 6 tháng {year},"
        " 9 tháng {year} hoặc {year}.",
        "Unknown period “{period}”: write {year}-M03, {year}-Q2, {year}-H1, {year}-9M or {year}.",
    ),
    "period-outside-plan": Wording(
        "Kỳ {period} nằm ngoài các năm của kế hoạch ({first}–{last}).",
        "Period {period} lies outside the plan's years ({first}–{last}).",
    ),
}
"""The plan, and a period of it."""

_DOCUMENTS: Final[Mapping[str, Wording]] = {
    "document-unreadable": Wording(
        "Không đọc được tệp “{name}”.", "The file “{name}” cannot be read."
    ),
    "document-too-large": Wording(
        "Tệp “{name}” quá lớn ({size} MB) nên chắc không phải là một bản kế hoạch.",
        "The file “{name}” is too large ({size} MB) to be a plan.",
    ),
    "document-of-other-format": Wording(
        "Tệp “{name}” là {what}; đọc được: .docx, .doc, .pdf, .xlsx, .xls, .ods, .html, .txt.",
        "The file “{name}” is {what}; what can be read: .docx, .doc, .pdf, .xlsx, .xls, .ods, "
        ".html, .txt.",
    ),
    "no-writer": Wording(
        "Để đọc tệp “{name}” cần LibreOffice Writer trên máy này; không có thì hãy mở tệp bằng "
        "Word rồi lưu lại thành .docx.",
        "To read the file “{name}” LibreOffice Writer is needed on this machine; without it open "
        "the file in Word and save it as .docx.",
    ),
    "writer-slow": Wording(
        "LibreOffice chưa mở xong tệp “{name}” sau {seconds} giây nên đã bị dừng: hãy mở tệp bằng "
        "Word rồi lưu lại thành .docx.",
        "LibreOffice had not opened the file “{name}” after {seconds:second} and was stopped: "
        "open it in Word and save it as .docx.",
    ),
    "writer-failed": Wording(
        "LibreOffice không mở được tệp “{name}”: hãy mở tệp bằng Word rồi lưu lại thành .docx.",
        "LibreOffice could not open the file “{name}”: open it in Word and save it as .docx.",
    ),
    "plan-among-documents": Wording(
        "“{name}” đã là sổ kế hoạch: không nhập cùng với văn bản khác.",
        "“{name}” is a plan workbook already: it is not imported together with documents.",
    ),
    "no-pdfplumber": Wording(
        "Để đọc tệp “{name}” cần thư viện pdfplumber (plansheet[pdf]); không có thì hãy dùng bản "
        ".docx.",
        "To read the file “{name}” the library pdfplumber is needed (plansheet[pdf]); without it "
        "use the .docx.",
    ),
    "document-scanned": Wording(
        "Tệp “{name}” là bản quét, không có lớp chữ: hãy dùng bản .docx, hoặc bản .pdf xuất từ Word.",
        "The file “{name}” is a scan without a text layer: use the .docx, or a .pdf that Word made.",
    ),
    "document-damaged": Wording(
        "Tệp “{name}” bị hỏng hoặc không đúng định dạng {suffix}.",
        "The file “{name}” is damaged or no {suffix} file.",
    ),
    "document-without-plan": Wording(
        "Không tìm thấy nhiệm vụ hay chỉ tiêu nào trong “{name}”: có vẻ không phải là bản kế "
        "hoạch.",
        "No task or indicator was found in “{name}”: it does not look like a plan.",
    ),
}
"""A published document that was to be imported."""

_OUTPUTS: Final[Mapping[str, Wording]] = {
    "cannot-write": Wording("Không ghi được {path}: {why}.", "Cannot write {path}: {why}."),
    "beyond-excel": Wording(
        "Không ghi {path}: trang {sheet} vượt quá những gì Excel chứa được ({what}).",
        "{path} is not written: sheet {sheet} goes beyond what Excel holds ({what}).",
    ),
    "no-libreoffice": Wording(
        "Để ghi .pdf cần LibreOffice trên máy này.",
        "To write a .pdf LibreOffice is needed on this machine.",
    ),
    "libreoffice-slow": Wording(
        "LibreOffice chưa ghi xong .pdf sau {seconds} giây nên đã bị dừng.",
        "LibreOffice had not written the .pdf after {seconds:second} and was stopped.",
    ),
    "libreoffice-failed": Wording(
        "LibreOffice không ghi được {path}.", "LibreOffice could not write {path}."
    ),
    "no-pyarrow": Wording(
        "Để ghi .parquet cần thư viện pyarrow (plansheet[parquet]).",
        "To write .parquet the library pyarrow is needed (plansheet[parquet]).",
    ),
    "open-in-excel": Wording(
        "{path} đang mở trong Excel; hãy đóng lại.", "{path} is open in Excel; close it."
    ),
    "exists": Wording("{path} đã có; hãy chọn tên khác.", "{path} exists; choose another name."),
    "is-an-input": Wording(
        "{path} là tệp đầu vào hoặc nằm trong thư mục báo cáo; hãy ghi ra chỗ khác.",
        "{path} is an input or lies in the folder of returns; write it elsewhere.",
    ),
    "folder-of-returns": Wording(
        "{path} là thư mục báo cáo gửi về ({name} đã được điền); hãy phát hành vào thư mục khác.",
        "{path} is a folder of returns ({name} is filled in); issue into another folder.",
    ),
    "template-filled-in": Wording(
        "{path} đã có và khác với biểu mẫu sắp ghi (có thể đã được điền); hãy chọn thư mục khác.",
        "{path} exists and differs from the template (it may have been filled in); choose another "
        "folder.",
    ),
    "same-output": Wording(
        "{path} là tên của báo cáo và của bản {kind}; hãy đặt cho báo cáo tên khác, đuôi .xlsx.",
        "{path} would be both the report and its {kind}; give the report another name, in .xlsx.",
    ),
    "letter-differs": Wording(
        "{path} đã có và khác với văn bản sắp ghi (có thể đã được sửa); hãy chọn thư mục khác.",
        "{path} exists and differs from the letter (it may have been edited); choose another "
        "folder.",
    ),
    "folder-not-empty": Wording(
        "{path} đã có và không trống; hãy chọn thư mục khác.",
        "{path} exists and is not empty; choose another folder.",
    ),
}
"""What cannot be written."""

_FORMS: Final[Mapping[str, Wording]] = {
    "not-a-form": Wording(
        "{path} không phải tên của biểu mẫu nào; các biểu mẫu là: {names}.",
        "{path} is the name of no form; the forms are: {names}.",
    ),
    "no-own-form": Wording(
        "{path} không có form.json: tạo bằng plansheet form learn.",
        "{path} has no form.json: make it by plansheet form learn.",
    ),
    "folder-of-forms": Wording(
        "{path} là thư mục các biểu mẫu của plansheet (forms), không phải một biểu riêng (form).",
        "{path} is a folder of plansheet's forms (forms), no form of one's own (form).",
    ),
    "folder-of-an-own-form": Wording(
        "{path} là một biểu riêng (form, có form.json), không phải thư mục biểu mẫu (forms).",
        "{path} is a form of one's own (form; it has form.json), no folder of forms (forms).",
    ),
    "form-of-unknown-agency": Wording(
        "form.json nêu cơ quan “{name}” không có trong kế hoạch.",
        "form.json names the agency “{name}”, which the plan does not have.",
    ),
    "not-a-total": Wording(
        "{path} không phải sổ tính tổng hợp của một biểu riêng.",
        "{path} is no total of a form of one's own.",
    ),
    "no-such-cell": Wording("{path} không có ô {cell}.", "{path} has no cell {cell}."),
    "blank-cell": Wording(
        "{path}: ô {cell} để trống hoặc nằm ngoài biểu mẫu; không cơ quan nào gửi số liệu cho ô này.",
        "{path}: cell {cell} is blank or beyond the form; no agency gave a figure for it.",
    ),
    "label-cell": Wording(
        "{path}: ô {cell} ghi “{value}”, không phải số liệu do cơ quan gửi; hãy chỉ một ô số liệu.",
        "{path}: cell {cell} says “{value}”, which no agency sent; name a cell of a figure.",
    ),
    "not-with-a-form": Wording(
        "Không dùng {options} cùng với --form.", "{options} cannot be used together with --form."
    ),
    "one-total-alone": Wording(
        "Với biểu mẫu riêng, báo cáo kỳ trước là một biểu tổng hợp, không phải {count} tệp.",
        "With a form of one's own, the report of before is one total, not {count:file}.",
    ),
    "only-with-a-form": Wording(
        "Chỉ dùng {options} cùng với --form.", "{options} can only be used together with --form."
    ),
    "no-table-to-learn": Wording(
        "Không tìm thấy bảng nào trong {path}.", "No table was found in {path}."
    ),
    "form-unusable": Wording(
        "Biểu mẫu {path} không dùng được: {why}.", "The form {path} cannot be used: {why}."
    ),
    "form-lacks-column": Wording(
        "Biểu mẫu {path} thiếu cột {column} (“{title}”), chương trình cần cột này.",
        "The form {path} lacks the column {column} (“{title}”), which the program needs.",
    ),
    "two-forms-on-a-sheet": Wording(
        "Hai biểu mẫu cùng dùng trang tính “{sheet}”.", "Two forms have the sheet “{sheet}”."
    ),
}
"""Forms of a user's own."""

_CHECKS: Final[Mapping[str, Wording]] = {
    "check-failed": Wording(
        "Hàm kiểm tra {name} bị lỗi với tệp “{file}”: {error}.",
        "The check {name} failed on the file “{file}”: {error}.",
    ),
    "checks-unusable": Wording(
        "Không dùng được tệp kiểm tra {path}: {error}.",
        "The file of checks {path} cannot be used: {error}.",
    ),
    "no-checks": Wording(
        "{path} không có hàm kiểm tra nào: viết hàm(rows, plan, as_of), hoặc liệt kê ở {list}.",
        "{path} has no checks: write a function(rows, plan, as_of), or list them in {list}.",
    ),
}
"""Checks of a user's own."""

STOPS: Final[Mapping[str, Wording]] = {
    **_INPUTS,
    **_WORKERS,
    **_PLANS,
    **_DOCUMENTS,
    **_OUTPUTS,
    **_FORMS,
    **_CHECKS,
    **ADDIN_STOPS,
}
