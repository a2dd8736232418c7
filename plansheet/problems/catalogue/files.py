"""The file as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.problems.catalogue.entries import Entry, entry

FILES: Final[Mapping[str, Entry]] = {
    "unknown-agency": entry(
        "error",
        "“{value}” không có trong danh mục cơ quan của kế hoạch{nearest}.",
        "“{value}” is not among the agencies of the plan{nearest}.",
        "{advice}",
        "{advice}",
    ),
    "wrong-plan": entry(
        "error",
        "Báo cáo này thuộc kế hoạch “{value}”, không phải “{expected}”.",
        "This return belongs to plan “{value}”, not to “{expected}”.",
        "Gửi lại bằng biểu mẫu của kế hoạch “{expected}”.",
        "Send the workbook of plan “{expected}”.",
    ),
    "other-forms": entry(
        "warning",
        "Biểu mẫu này phát hành theo biểu mẫu riêng khác: {columns} không được tổng hợp.",
        "This workbook was issued with other forms: {columns} were not taken in.",
        "Dành cho cơ quan tổng hợp: chạy lại với --forms là thư mục biểu mẫu đã dùng khi phát hành.",
        "For the coordinator: run again with --forms, the folder of forms used when it was issued.",
    ),
    "wrong-period": entry(
        "error",
        "Báo cáo này thuộc kỳ {value}, không phải kỳ {expected}.",
        "This return is for period {value}, not {expected}.",
        "Gửi lại bằng biểu mẫu của kỳ {expected}.",
        "Send the workbook of period {expected}.",
    ),
    "stale-template": entry(
        "warning",
        "Biểu mẫu đã cũ: {changed} khác với kế hoạch hiện nay.",
        "The workbook is out of date: {changed} differ from the current plan.",
        "Số liệu vẫn được dùng; kỳ sau dùng biểu mẫu mới nhất.",
        "The figures are used; take the newest workbook next time.",
    ),
    "no-stamp": entry(
        "warning",
        "Tệp không có dấu phát hành; cơ quan gửi được xác định theo {source}.",
        "The file has no stamp; the agency was found by {source}.",
        "Lần sau điền thẳng vào tệp đã phát hành, không chép sang tệp mới.",
        "Next time fill in the issued workbook itself instead of a copy in a new file.",
    ),
    "sender-differs": entry(
        "warning",
        "Tệp được phát hành cho {value}, không phải {named} như đã chỉ định; mã trong tệp được dùng.",
        "The file was issued to {value}, not to {named} as you said; the code in the file is used.",
        "Kiểm tra lại tệp hoặc bỏ --agency; tùy chọn này chỉ dành cho tệp không có dấu phát hành.",
        "Check the file or leave out --agency; that option is for files without a stamp.",
    ),
    "sender-contradicted": entry(
        "warning",
        "Tệp được hiểu là của {agency}, nhưng “{value}” là tên của {named}.",
        "The file is taken for that of {agency}, but “{value}” names {named}.",
        "Hỏi lại là tệp của ai. Nếu {agency} còn bản gửi khác thì bản này không thay bản đó: xem"
        " trang “Xung đột”.",
        "Ask whose file it is. Where {agency} sent another one, this does not replace it: see the"
        " sheet “Conflicts”.",
    ),
    "sender-unsure": entry(
        "warning",
        "“{value}” nằm trong tệp chưa rõ có phải của {agency} không; bản gửi khác của {agency} được"
        " dùng.",
        "“{value}” stands in a file of which it is not clear that {agency} sent it; the other one is"
        " used.",
        "Quyết định ở trang “Xung đột”: ghi x vào giá trị đúng.",
        "Decide on the sheet “Conflicts”: put an x beside the right value.",
    ),
    "duplicate-return": entry(
        "warning",
        "{agency} gửi nhiều lần, số liệu khác nhau: “{value}” được thay bằng số liệu của bản gửi sau.",
        "Agency {agency} sent several returns that differ: “{value}” gave way to the later one.",
        "Bản gửi sau cùng được dùng; kiểm tra xem có đúng ý cơ quan gửi không.",
        "The latest return stands; check that this is what the agency means.",
    ),
    "same-file": entry(
        "info",
        "“{value}” và “{other}” là cùng một tệp; chỉ tính một lần.",
        "“{value}” and “{other}” are the same file; it counts once.",
        "Không cần làm gì.",
        "Nothing to do.",
    ),
    "late-return": entry(
        "warning",
        "Báo cáo của {agency} nhận ngày {value}, chậm {days} ngày so với hạn {deadline}.",
        "The return of {agency} came on {value}, {days:day} after {deadline}.",
        "Số liệu vẫn được dùng.",
        "The figures are used all the same.",
    ),
    "receipt-unclear": entry(
        "warning",
        "Dòng “{value}” của danh sách ngày nhận: {why}.",
        "The line “{value}” of the list of receipts: {why}.",
        "Sửa dòng này trong received.tsv: tên tệp, dấu tab, ngày nhận như 30/6/2021.",
        "Correct the line in received.tsv: the file's name, a tab, the day like 30/6/2021.",
    ),
    "blank-return": entry(
        "warning",
        "Biểu mẫu gửi về còn trống: chưa có ô nào được điền; chưa tính là đã gửi.",
        "The workbook came back blank: nothing is filled in; it does not count as received.",
        "Điền số liệu vào các ô màu vàng rồi gửi lại; số đã in sẵn chưa phải là số báo cáo.",
        "Fill in the yellow cells and send it again; figures filled in beforehand report nothing.",
    ),
    "missing-return": entry(
        "warning",
        "Chưa nhận được báo cáo của {agency}.",
        "No return of {agency} has come.",
        "Đôn đốc {agency} gửi báo cáo.",
        "Remind {agency} to report.",
    ),
    "agency-ended": entry(
        "warning",
        "{agency} đã kết thúc hoạt động; từ {since} {heir} báo cáo thay: số liệu này không được tính.",
        "{agency} has ended; since {since} {heir} reports in its place: these figures do not count.",
        "Đề nghị {heir} đưa phần số liệu này vào báo cáo của mình.",
        "Ask {heir} to take these figures into its own return.",
    ),
    "agency-not-begun": entry(
        "warning",
        "{agency} hoạt động từ {since}; ở kỳ này {who}: số liệu này không được tính.",
        "{agency} begins on {since}; in this period {who}: these figures do not count.",
        "Gửi bằng biểu mẫu của cơ quan báo cáo ở kỳ này, hoặc sửa “Hiệu lực từ”.",
        "Send the workbook of who reports in this period, or correct “Valid from”.",
    ),
    "unreadable": entry(
        "error",
        "Không đọc được tệp: {why}.",
        "The file cannot be read: {why}.",
        "Mở tệp bằng Excel, lưu lại dạng .xlsx rồi gửi lại.",
        "Open the file in Excel, save it as .xlsx and send it again.",
    ),
    "encrypted": entry(
        "error",
        "Tệp được đặt mật khẩu.",
        "The file is protected by a password.",
        "Bỏ mật khẩu mở tệp (Tệp → Thông tin → Bảo vệ sổ làm việc) rồi gửi lại.",
        "Remove the password (File → Info → Protect Workbook) and send it again.",
    ),
    "too-large": entry(
        "error",
        "Tệp quá lớn: {why}.",
        "The file is too large: {why}.",
        "Chép phần số liệu vào biểu mẫu đã phát hành và gửi lại.",
        "Copy the figures into the issued workbook and send that.",
    ),
    "unsafe-content": entry(
        "warning",
        "Có nội dung không an toàn: {what}.",
        "There is unsafe content: {what}.",
        "Không có gì được chạy hoặc chép theo. Gõ giá trị thay cho công thức như vậy; gửi tệp .xlsx không"
        " có macro, liên kết, đối tượng nhúng.",
        "Nothing ran or was carried over. Type values instead of such formulas; send an .xlsx without"
        " macros, links or embedded objects.",
    ),
    "hidden-content": entry(
        "info",
        "Có {what} bị ẩn; số liệu vẫn được đọc.",
        "{what} are hidden; their values were read.",
        "Kiểm tra xem phần bị ẩn có đúng là số liệu báo cáo không.",
        "Check that what is hidden really belongs to the return.",
    ),
    "plan-among-returns": entry(
        "warning",
        "Đây là sổ kế hoạch, không phải báo cáo của cơ quan; không được tính.",
        "This is a plan workbook and no return; it does not count.",
        "Chuyển tệp ra khỏi thư mục báo cáo gửi về.",
        "Move the file out of the folder of returns.",
    ),
    "report-among-returns": entry(
        "warning",
        "Đây là báo cáo tổng hợp, không phải báo cáo của cơ quan; không được tính.",
        "This is a consolidated report and no return; it does not count.",
        "Chuyển tệp ra khỏi thư mục báo cáo gửi về.",
        "Move the file out of the folder of returns.",
    ),
    "marked-copy": entry(
        "warning",
        "Đây là bản đánh dấu lỗi, chưa được sửa chỗ nào; không được tính.",
        "This is a marked copy in which nothing has been corrected; it does not count.",
        "Sửa các ô được đánh dấu ngay trong tệp này rồi gửi lại.",
        "Correct the marked cells in this file and send it again.",
    ),
    "not-a-workbook": entry(
        "error",
        "Đây không phải là tệp bảng tính mà là {why}.",
        "This file is no workbook but {why}.",
        "Gửi báo cáo bằng tệp Excel đã phát hành.",
        "Send the report in the Excel workbook that was issued.",
    ),
}
