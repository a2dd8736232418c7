"""The help of the commands in either language, click's own words included.

Commands and options say their help in Vietnamese where they are declared; what it is in English
stands here, and a test holds the two together.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import click

from plansheet.language.wording import Language, Wording

ENGLISH: Final[Mapping[str, str]] = {
    # Commands.
    "Kế hoạch trong Excel: phát hành biểu mẫu, kiểm tra báo cáo gửi về, tổng hợp.": (
        "Plans in Excel: issue workbooks, check what comes back, consolidate."
    ),
    "Xem cả vòng công việc trên kế hoạch thật của tỉnh Kiên Giang, quý II/2021.": (
        "See the whole cycle on the real plan of Kiên Giang, second quarter of 2021."
    ),
    "Tạo sổ kế hoạch trống.": "Make a blank plan workbook.",
    "Nhập văn bản kế hoạch (.docx, .doc, .pdf, .xlsx, .txt …) thành sổ kế hoạch nháp.": (
        "Import a published plan (.docx, .doc, .pdf, .xlsx, .txt …) as a draft plan workbook."
    ),
    "Kiểm tra sổ kế hoạch.": "Check a plan workbook.",
    "Ghi kế hoạch thành phụ lục kèm theo văn bản ban hành.": (
        "Write the plan as the annex of the document that issues it."
    ),
    "Phát hành biểu mẫu của một kỳ, hoặc một lượt hỏi về kế hoạch: mỗi cơ quan một tệp.": (
        "Issue the workbooks of a period, or of a round on the plan: one for each agency."
    ),
    "Cơ quan nào đã gửi, gửi muộn, chưa gửi.": "Who has reported, who is late, who is missing.",
    "Viết công văn đôn đốc (.docx) cho cơ quan chưa gửi, gửi muộn hoặc có lỗi.": (
        "Write letters (.docx) to those who are missing, late or have errors."
    ),
    "Kiểm tra báo cáo gửi về (tệp hoặc thư mục).": "Check returns (files or folders).",
    "Tổng hợp báo cáo của một kỳ thành một báo cáo, hoặc điền vào biểu mẫu của cấp trên.": (
        "Merge the returns of a period into a report, or into the upper level’s template."
    ),
    "Một con số của báo cáo lấy từ đâu.": "Where a figure of the report comes from.",
    "Bản sửa đổi của kế hoạch khác bản cũ ở đâu.": "What a revision of the plan changed.",
    "Lập kế hoạch của một cơ quan, địa phương hoặc của một năm từ kế hoạch cấp trên.": (
        "Derive the plan of an agency, of a district or of one year."
    ),
    "Biểu riêng của cơ quan: thư mục do form learn tạo ra.": (
        "A form of the office's own: the folder that form learn made."
    ),
    "Biểu tổng hợp của một kỳ trước, để kiểm tra số đầu kỳ; dùng với --form.": (
        "The total of an earlier period, which checks of the form may speak of; with --form."
    ),
    "Biểu tổng hợp đã có của cơ quan: nêu các ô khác; dùng với --form.": (
        "A consolidated workbook of the office's own: name the cells that differ; with --form."
    ),
    "Biểu riêng của cơ quan: một sổ tính có sẵn, giữ nguyên như nó vốn có.": (
        "A form of the office's own: a workbook that exists, as it is."
    ),
    "Đọc một biểu trống thành biểu dùng được với --form; nêu những chỗ còn ngờ.": (
        "Learn a blank workbook as a form for --form, and say what is doubted."
    ),
    "Kiểm tra form.json: nêu mọi chỗ sai, mỗi chỗ một đường dẫn.": (
        "Check form.json: every fault, each at its path."
    ),
    "Mọi mã lỗi: nghĩa là gì, mức độ, cần làm gì; nêu một mã thì kèm ví dụ.": (
        "Every problem code: what it means, how grave it is, what to do; of one, an example too."
    ),
    "Phần bổ trợ cho Excel: tab “Kế hoạch” với các nút bấm.": (
        "The Excel add-in: a tab with buttons for the whole cycle."
    ),
    "Dựng plansheet.xlam từ mã nguồn trong FOLDER (mặc định: macros).": (
        "Build plansheet.xlam from the sources in FOLDER (macros if not given)."
    ),
    "Cài phần bổ trợ vào thư mục khởi động của Excel.": (
        "Install the add-in into Excel’s start-up folder."
    ),
    "Gỡ phần bổ trợ và những gì các nút ghi nhớ.": (
        "Remove the add-in and what the buttons remember."
    ),
    "Xem vì sao nút bấm không chạy và cách sửa.": "See why buttons do not work, and what to do.",
    # Options.
    "Ngôn ngữ thông báo.": "Language of messages and workbooks.",
    "Ngôn ngữ thông báo / language of messages.": "Language of messages and workbooks.",
    "Thư mục sẽ ghi.": "The folder to write.",
    "BLANK.xlsx là biểu đã điền: bỏ các số liệu trong đó.": (
        "BLANK.xlsx was filled in: leave its figures out."
    ),
    "Thư mục biểu mẫu riêng (JSON Schema).": "A folder of your own forms (JSON Schema).",
    "Các năm của kế hoạch.": "The years of the plan.",
    "Sổ kế hoạch sẽ ghi.": "The plan workbook to write.",
    "Chỉ in JSON.": "Print JSON only.",
    "Nêu cách hiểu từng mục tiêu, thời gian trình.": (
        "Say how each target and due date was understood."
    ),
    "Tệp .docx hoặc .xlsx; “-”: .docx ra đầu ra chuẩn.": (
        "A .docx or .xlsx file; “-”: .docx to the standard output."
    ),
    "Sổ kế hoạch sẽ ghi; “-”: đầu ra chuẩn.": "The plan workbook to write; “-”: standard output.",
    "Xếp nhiệm vụ theo lĩnh vực hoặc theo cơ quan chủ trì.": ("Tasks by field or by lead agency."),
    "Ví dụ: 2026-Q2, quý II/2026, tháng 3/2026, 6 tháng 2026, 2026.": (
        "For example 2026-Q2, 2026-M03, 2026-H1, 2026-9M, 2026."
    ),
    "Thay cho --period: đăng ký tiến độ (schedule), lấy ý kiến dự thảo (comments).": (
        "In place of --period: register the schedule, or comment on the draft."
    ),
    "Cả cơ quan chỉ phối hợp theo nhóm.": "Also agencies that coordinate only as part of a group.",
    "Báo cáo tổng hợp của một kỳ trước, hoặc thư mục các báo cáo; dùng nhiều lần được.": (
        "The report of an earlier period, or a folder of reports; may be repeated."
    ),
    "Tính đến ngày nào; bỏ trống là hôm nay.": "As of which day; today where it is not given.",
    "Số tiến trình đọc tệp; 0: đọc trong tiến trình chính.": (
        "How many processes read files; 0: the main one."
    ),
    "Đọc tệp trên cụm máy Dask có địa chỉ này (tcp://…:8786).": (
        "Read files on the Dask cluster of this address (tcp://…:8786)."
    ),
    "Dùng lại kết quả đọc, kiểm tra của tệp không đổi kể từ lần trước.": (
        "Use again what reading and checking gave of files that have not changed since."
    ),
    "Báo cáo cùng kỳ có quyết định ở trang Xung đột.": (
        "The report of this period with decisions on its sheet of conflicts."
    ),
    "Sổ kế hoạch.": "The plan workbook.",
    "Cơ quan gửi, khi tệp không có dấu phát hành.": "The sender, where a file has no stamp.",
    "Thư mục sẽ ghi các bản đánh dấu lỗi.": "The folder that gets the marked copies.",
    "Kỳ mà các tệp phải thuộc về.": "The period that the files must be of.",
    "Chỉ nêu lỗi.": "Errors only.",
    "Tệp Python có các hàm kiểm tra riêng: hàm(rows, plan, as_of).": (
        "A Python file with checks of your own: function(rows, plan, as_of)."
    ),
    "Báo cáo sẽ ghi; “-”: đầu ra chuẩn.": "The report to write; “-”: standard output.",
    "Biểu mẫu cấp trên phát hành: điền số liệu tổng hợp vào đó.": (
        "The template that the upper level issued: fill in the consolidated figures."
    ),
    "Ghi sổ kế hoạch đã điều chỉnh theo quyết định ở trang Đề xuất của báo cáo.": (
        "Write the plan revised by the decisions on the report’s sheet of proposals."
    ),
    "Ghi thêm dạng này bên cạnh báo cáo; dùng được nhiều lần.": (
        "Write the report in this form too; may be repeated."
    ),
    "Trang đầu có quốc hiệu, cơ quan ban hành và chữ ký của một văn bản.": (
        "The first page with the heading and the signature of an issued document."
    ),
    "Khổ giấy khi in các bảng.": "The paper that tables print on.",
    "Kế hoạch của cơ quan này.": "The plan of this agency.",
    "Kế hoạch của riêng năm này.": "The plan of this year alone.",
    "Ghi thêm phiếu thử (.xlsm).": "Write the sheet of the manual test (.xlsm) too.",
    "Ghi thêm sổ có nút bấm (.xlsm).": "Write a workbook with the buttons (.xlsm) too.",
    "Thư mục thay cho thư mục của Excel.": "A folder in place of Excel’s.",
    "Bộ cài đặt cho nơi không có dòng lệnh, quyền quản trị hay mạng.": (
        "A kit for offices without terminal, administrator or internet."
    ),
    "Đóng gói Python, các gói cần dùng và plansheet thành một tệp .zip để cài.": (
        "Pack Python, the packages that are needed and plansheet into one .zip to install."
    ),
    "Bộ cài đặt cho máy nào.": "For which computers.",
    "Python nhúng của Windows: python-3.12.10-embed-amd64.zip từ python.org.": (
        "Windows’ embeddable Python: python-3.12.10-embed-amd64.zip from python.org."
    ),
    "Thư mục các tệp .whl; bỏ trống thì pip tải các bản đã khóa.": (
        "A folder of wheels; without it pip fetches the locked ones."
    ),
    "Tệp .zip cần ghi.": "The .zip to write.",
    "Thay vào đó ghi sổ có nút bấm.": "Write a workbook with the buttons instead.",
    "Phần VBA khởi động Python: của xlwings, hay bản ngắn khi chương trình diệt virus cản; "
    "cài lại thì giữ bản đang có.": (
        "The VBA that starts Python: xlwings’, or a short one where an antivirus program objects; "
        "installing again keeps what is there."
    ),
    "Xem sổ có nút bấm này thay vào đó.": "Look at this workbook with buttons instead.",
    # What stands for a value.
    "KỲ": "PERIOD",
    "NGÀY": "DAY",
    "MÃ": "CODE",
}

_CLICKS: Final[Mapping[str, str]] = {
    "Usage: ": "Cách dùng: ",
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
    "Show this message and exit.": "Xem trợ giúp này.",
    "Show the version and exit.": "Xem phiên bản.",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH …",
    "[required]": "[bắt buộc]",
    "[default: ": "[mặc định: ",
}
"""What click itself says in a help text."""

_FAULTS: Final = (
    (
        r"No such command '(.*)'\. \(?Did you mean (?:one of: )?([^?)]*)[?)]*",
        "Không có lệnh “{0}” (gần giống: {1}).",
    ),
    (r"No such command '(.*)'\.", "Không có lệnh “{0}”."),
    (r"Option '(.*)' does not take a value\.", "Tùy chọn {0} không có giá trị đi kèm."),
    (r"Got unexpected extra arguments? \((.*)\)", "Thừa: {0}"),
    (r"Option '(.*)' requires an argument\.", "Tùy chọn {0} cần một giá trị."),
    (r"'(.*)' is not one of (.*)\.", "“{0}” không thuộc {1}."),
    (r"'(.*)' is not '(.*)'\.", "“{0}” không phải là “{1}”."),
    (r"'(.*)' is not a valid integer(?: range)?\.", "“{0}” không phải là số nguyên."),
    (r"(.*) is not in the range (.*)\.", "{0} nằm ngoài khoảng {1}."),
    (r"Missing command\.", "Thiếu tên lệnh."),
)
"""What click says of a command line, and the same in Vietnamese."""


def fault_wording(english: str) -> Wording:
    """What click says of a command line, in both languages."""
    for pattern, vietnamese in _FAULTS:
        if found := re.search(pattern, english):
            return Wording(vietnamese.format(*found.groups()), english)
    return Wording(english, english)


def in_language(command: click.Command, lang: Language) -> click.Command:
    """The command as it is, with its help in a language: a copy."""
    spoken = copy.copy(command)
    spoken.help = _said(command.help, lang)
    spoken.params = [_parameter(one, lang) for one in command.params]
    if lang == "vi":
        spoken.context_class = _VietnameseContext
        spoken.options_metavar = _of_click(spoken.options_metavar or "")
    if isinstance(spoken, click.Group):
        if lang == "vi":
            spoken.subcommand_metavar = _of_click(spoken.subcommand_metavar)
        spoken.commands = {n: in_language(one, lang) for n, one in spoken.commands.items()}
    return spoken


def _parameter(parameter: click.Parameter, lang: Language) -> click.Parameter:
    spoken = copy.copy(parameter)
    spoken.metavar = _said(parameter.metavar, lang)
    if isinstance(spoken, click.Option):
        spoken.help = _said(spoken.help, lang)
    return spoken


def _said(text: str | None, lang: Language) -> str | None:
    return ENGLISH.get(text, text) if text and lang == "en" else text


class _VietnameseFormatter(click.HelpFormatter):
    """Lays help texts out as click does, and says in Vietnamese what click says in English."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or _CLICKS["Usage: "])

    def write_heading(self, heading: str) -> None:
        super().write_heading(_CLICKS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().write_dl([(first, _of_click(second)) for first, second in rows], *args, **options)


def _of_click(text: str) -> str:
    for english, vietnamese in _CLICKS.items():
        text = text.replace(english, vietnamese)
    return text


class _VietnameseContext(click.Context):
    formatter_class = _VietnameseFormatter
