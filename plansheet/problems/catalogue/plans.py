"""The plan workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.problems.catalogue.entries import Entry, entry

PLANS: Final[Mapping[str, Entry]] = {
    "unknown-code": entry(
        "error",
        "Mã “{value}” ở cột “{column}” không có trong kế hoạch.",
        "Code “{value}” in column “{column}” is not in the plan.",
        "Sửa lại mã.",
        "Correct the code.",
    ),
    "table-unclear": entry(
        "error",
        "Không rõ đâu là bảng “{value}”: {why}.",
        "Nobody can tell which table is “{value}”: {why}.",
        "Đặt tên trang là “{value}” và giữ nguyên tiêu đề cột; trang không dùng thì chuyển sang tệp"
        " khác. Kế hoạch không có phần này: để trang “{value}” trống.",
        "Name its sheet “{value}” and keep the headers; move sheets that are not meant to another"
        " file. If the plan has no such part, keep a blank sheet “{value}”.",
    ),
    "bad-code": entry(
        "error",
        "Mã “{value}” không dùng được.",
        "Code “{value}” cannot be used.",
        "Mã chỉ gồm chữ, số và các dấu . _ - (không có dấu cách, không kết thúc bằng .tu .mau .qs).",
        "Use letters, digits and . _ - only (no blanks, not ending in .tu .mau .qs).",
    ),
    "assumed-year": entry(
        "warning",
        "“{value}” không ghi năm; hiểu là năm {year}.",
        "“{value}” names no year; taken as {year}.",
        "Ghi rõ năm nếu không phải {year}.",
        "Write the year if it is not {year}.",
    ),
    "due-unclear": entry(
        "warning",
        "Không rõ thời hạn trong “{value}”: {why}.",
        "No due date can be told from “{value}”: {why}.",
        "Ghi “Quý IV/{year}”, “Tháng 6/{year}”, “Năm {year}”, “30/6/{year}”, “Hằng quý”, “Hằng năm”…;"
        " nếu để nguyên, nhiệm vụ không có thời hạn.",
        "Write “Quý IV/{year}”, “Tháng 6/{year}”, “Năm {year}”, “30/6/{year}”, “Hằng quý”,"
        " “Hằng năm” …; as it is the task has no due date.",
    ),
    "due-partly-read": entry(
        "warning",
        "“{value}” được hiểu là {read}; phần “{rest}” không được dùng đến.",
        "“{value}” is taken as {read}; “{rest}” is not used.",
        "Nếu không đúng, chỉ ghi thời hạn ở cột này, phần còn lại ghi ở “Ghi chú”.",
        "If that is wrong, write only the due date here and the rest under “Note”.",
    ),
    "due-approximate": entry(
        "warning",
        "“{value}” được hiểu là {read}.",
        "“{value}” is taken as {read}.",
        "Ghi rõ ngày nếu không đúng.",
        "Write the day if that is wrong.",
    ),
    "target-unclear": entry(
        "warning",
        "Mục tiêu “{value}” không so sánh được với số liệu báo cáo: {why}.",
        "The target “{value}” cannot be compared with what is reported: {why}.",
        "Ghi mức cần đạt, theo đơn vị tính của chỉ tiêu. Chỉ tiêu không đo bằng số: ghi đơn vị tính"
        " là “định tính”.",
        "Write the level to be reached in the indicator's unit. For an indicator that is not"
        " measured write the unit “định tính”.",
    ),
    "base-unknown": entry(
        "warning",
        "{row_code}: số kỳ trước của {agencies} không chuyển thành số của {agency} được nên để"
        " trống.",
        "{row_code}: the earlier figures of {agencies} cannot be made one of {agency}; it starts"
        " blank.",
        "Hỏi {agency} số lũy kế, cùng kỳ của toàn đơn vị hiện nay.",
        "Ask {agency} for the cumulative figure and that of last year of all that it is now.",
    ),
    "forms-unusable": entry(
        "error",
        "Không dùng được biểu mẫu riêng ở “{value}”: {why}",
        "The own forms at “{value}” cannot be used: {why}",
        "Ghi thư mục biểu mẫu tính từ thư mục của sổ kế hoạch, chép thư mục vào đó, dùng --forms, hoặc"
        " xóa dòng này để dùng biểu mẫu của plansheet.",
        "Write the folder as seen from that of the plan workbook, copy it there, use --forms, or"
        " delete this row to use the forms of plansheet.",
    ),
    "figures-estimated": entry(
        "warning",
        "Hạn gửi “{value}” đến trước khi hết kỳ ({period}: hạn {deadline}, hết kỳ {end}) mà “Chốt số"
        " liệu” chưa ghi: số liệu được gửi là số ước.",
        "Deadline “{value}” comes before the end of the period ({period}: due {deadline}, ends"
        " {end}), and “Data cut-off” is blank: the figures that are sent are estimates.",
        "Ghi “Chốt số liệu” ở trang “Kế hoạch”: Có (đến ngày 14 tháng cuối kỳ, Nghị định"
        " 09/2019/NĐ-CP), một ngày như “ngày 9 tháng cuối kỳ”, hoặc Không (đến hết kỳ, số gửi là"
        " số ước).",
        "Fill in “Chốt số liệu” on “Kế hoạch”: Có (until the 14th of the last month, Decree"
        " 09/2019/NĐ-CP), a day such as “ngày 9 tháng cuối kỳ”, or No (until the period ends,"
        " what is sent is an estimate).",
    ),
    "no-deadline": entry(
        "warning",
        "Lịch báo cáo không có hạn gửi cho kỳ {value}; không báo cáo nào bị coi là muộn.",
        "The calendar has no deadline for {value}; no return is late.",
        "Thêm dòng cho loại kỳ này vào trang “Lịch báo cáo”.",
        "Add a row for this kind of period to “Reporting calendar”.",
    ),
    "no-lead": entry(
        "warning",
        "Nhiệm vụ không có cơ quan chủ trì nên chưa giao cho cơ quan nào.",
        "The task has no lead agency; nobody is asked about it.",
        "Điền cột “Cơ quan chủ trì”.",
        "Fill in “Lead agency”.",
    ),
    "needs-review": entry(
        "warning",
        "Dòng nhập từ văn bản, chưa được xem lại: {doubts}.",
        "The row was imported and nobody has looked at it: {doubts}.",
        "So với văn bản, sửa nếu cần, rồi xóa câu “Cần xem lại” trong ô này.",
        "Compare it with the document, correct it, then delete “Cần xem lại …” in this cell.",
    ),
    "no-reporter": entry(
        "warning",
        "Chỉ tiêu không có cơ quan báo cáo nên chưa giao cho cơ quan nào.",
        "The indicator has no reporting agency; nobody is asked about it.",
        "Điền cột “Cơ quan báo cáo”.",
        "Fill in “Reporting agencies”.",
    ),
    "operand-unused": entry(
        "warning",
        "“{value}” ở cột “{column}” không được dùng: chỉ tiêu tổng hợp theo “{rule}”.",
        "“{value}” in column “{column}” is not used: the indicator's rule is “{rule}”.",
        "Tử số, mẫu số chỉ dùng với “Tỷ lệ”, quyền số với “Bình quân gia quyền”: xóa ô này hoặc sửa"
        " “Cách tổng hợp”.",
        "Numerator and denominator go with “Ratio”, a weight with “Weighted mean”: clear the"
        " cell or correct “Aggregation”.",
    ),
    "operand-unit": entry(
        "warning",
        "Đơn vị “{unit}” trong “{value}” không cùng cỡ với “{expected}”; chỉ tiêu tính ra sẽ lệch.",
        "The unit “{unit}” of “{value}” is not of the size of “{expected}”; the indicator will be"
        " out by a factor.",
        "Ghi đơn vị “{expected}” trong ngoặc, hoặc sửa đơn vị tính của chỉ tiêu.",
        "Write “{expected}” in the brackets, or correct the indicator's unit.",
    ),
    "not-a-reporter": entry(
        "warning",
        "{value} được giao {row_code} nhưng không báo cáo chỉ tiêu này.",
        "{value} is given a target of {row_code} but does not report it.",
        "Thêm vào “Cơ quan báo cáo” của {row_code}, hoặc xóa dòng này.",
        "Add it to “Reporting agencies” of {row_code}, or delete the row.",
    ),
    "allocation-incomplete": entry(
        "warning",
        "{row_code} năm {year} mới giao cho {given}/{count} cơ quan{sums}; chưa giao: {who}.",
        "{row_code} of {year} is allocated to {given} of {count:agency}{sums}; not to: {who}.",
        "Giao cho các cơ quan còn lại; nếu để nguyên, “Kế hoạch năm” của các cơ quan đó để trống.",
        "Allocate to the others too; as it is, their “Plan of the year” is blank.",
    ),
    "allocation-mismatch": entry(
        "warning",
        "Tổng chỉ tiêu giao của {row_code} năm {year} là {value}, kế hoạch là {expected} (trang"
        " “Chỉ tiêu”, ô {cell}).",
        "The targets allocated of {row_code} for {year} add up to {value}, the plan's is {expected}"
        " (sheet “Indicators”, cell {cell}).",
        "Sửa số giao hoặc số kế hoạch nếu hai số phải bằng nhau.",
        "Correct either if they should be equal.",
    ),
    "target-turns": entry(
        "warning",
        "Chiều là “{direction}” nhưng mục tiêu năm {year} là “{value}”, năm {before} là “{earlier}”.",
        "The direction is “{direction}”, but the target of {year} is “{value}”, that of {before}"
        " “{earlier}”.",
        "Xem lại mục tiêu của hai năm, hoặc cột “Chiều”.",
        "Look at the targets of both years, or at “Direction”.",
    ),
    "target-beyond-goal": entry(
        "warning",
        "Mục tiêu năm {year} là “{value}”, đã vượt mục tiêu của cả kế hoạch là “{goal}”.",
        "The target of {year}, “{value}”, passes the goal of the whole plan, “{goal}”.",
        "Xem lại mục tiêu của năm, của cả kế hoạch, hoặc cột “Chiều”.",
        "Look at the target of the year, at the goal, or at “Direction”.",
    ),
    "part-exceeds-whole": entry(
        "warning",
        "{row_code} là một phần của {whole} nhưng có “{value}”, nhiều hơn “{most}” của {whole}.",
        "{row_code} is a part of {whole} but has “{value}”, more than the “{most}” of {whole}.",
        "Xem lại hai số, hoặc cột “Thuộc chỉ tiêu”.",
        "Look at both figures, or at “Part of indicator”.",
    ),
    "parts-exceed-whole": entry(
        "warning",
        "Các phần cộng vào {whole} có tổng là {value}, nhiều hơn “{most}” của {whole}.",
        "The parts that add up to {whole} are {value} together, more than the “{most}” of {whole}.",
        "Xem lại các số, hoặc cột “Cộng vào cấp trên”.",
        "Look at the figures, or at “Adds up to its parent”.",
    ),
    "task-again": entry(
        "warning",
        "{row_code} là việc đã giao ở {other}, cho cùng cơ quan chủ trì.",
        "{row_code} is what {other} assigns already, to the same lead.",
        "Bỏ một trong hai, hoặc ghi rõ hai việc khác nhau ở đâu.",
        "Remove one of them, or say how they differ.",
    ),
    "own-coordinator": entry(
        "warning",
        "{value} vừa chủ trì vừa phối hợp {row_code}; được hiểu là chủ trì.",
        "{value} both leads and coordinates {row_code}; it counts as leading.",
        "Bỏ tên ở một trong hai cột.",
        "Remove it from either column.",
    ),
    "scenario-period": entry(
        "warning",
        "“{column}” không phải là một kỳ trong các năm của kế hoạch, hoặc đã có ở cột khác; cột này"
        " không được dùng.",
        "“{column}” is no period of the plan's years, or stands in another column; the column is"
        " not used.",
        "Ghi kỳ ở tiêu đề cột, ví dụ “Quý I/2026”, “6 tháng 2026”, “9 tháng 2026”.",
        "Write the period as the header, such as “Quý I/2026”, “6 tháng 2026”, “9 tháng 2026”.",
    ),
    "loop": entry(
        "error",
        "{row_code} thuộc chính nó (qua “{column}”).",
        "{row_code} belongs to itself (through “{column}”).",
        "Sửa cột “{column}”.",
        "Correct “{column}”.",
    ),
    "stands-for-many": entry(
        "warning",
        "“{value}” là một dòng chung cho nhiều đơn vị: chỉ phát hành một biểu mẫu, không rõ đơn vị"
        " nào đã báo cáo.",
        "“{value}” is one row for many bodies: it gets one workbook, and nobody can tell which of"
        " them reported.",
        "Thay dòng này bằng mỗi đơn vị một dòng{units}. Nhiệm vụ, chỉ tiêu giữ nguyên: “{value}” khi"
        " đó là cả nhóm.",
        "Put one row for each body in its place{units}. Tasks and indicators stay as they are:"
        " “{value}” then means all of them.",
    ),
    "not-of-group": entry(
        "warning",
        "{value} hoạt động từ {since}, sau ngày ban hành kế hoạch, nên không thuộc nhóm cơ quan của"
        " {groups}; cơ quan này không được giao báo cáo.",
        "{value} exists since {since}, after the plan was issued, so it is not of the group that"
        " {groups} name; it is not asked to report.",
        "Nếu {value} cũng phải báo cáo, ghi thêm tên vào các nhiệm vụ, chỉ tiêu đó.",
        "If {value} has to report too, add its name to those tasks and indicators.",
    ),
    "no-successor": entry(
        "warning",
        "{value} đã kết thúc hoạt động ngày {until}, {why}; vẫn được tính là phải báo cáo ({asked}).",
        "{value} ended on {until} {why}; it still counts as one that has to report ({asked}).",
        "Ghi một cơ quan vào “Kế thừa bởi” của {value}, hoặc ghi cơ quan mới vào nhiệm vụ, chỉ tiêu.",
        "Write one agency under “Succeeded by” of {value}, or the new body in the task or indicator.",
    ),
}
