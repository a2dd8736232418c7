"""What an agency typed into a cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.problems.catalogue.entries import Entry, entry

CELLS: Final[Mapping[str, Entry]] = {
    "missing-required": entry(
        "error",
        "“{column}” còn để trống.",
        "“{column}” is blank.",
        "Điền “{column}” cho dòng {row_code}.",
        "Fill in “{column}” for row {row_code}.",
    ),
    "not-a-number": entry(
        "error",
        "“{value}” không phải là số ở cột “{column}”.",
        "“{value}” is not a number, in column “{column}”.",
        "Chỉ ghi số vào ô này, ví dụ 1234,5; phần giải thích ghi sang cột bên cạnh.",
        "Write only a number here, such as 1234.5; put explanations in another column.",
    ),
    "ambiguous-number": entry(
        "error",
        "“{value}” có thể đọc là {first} hoặc {second}.",
        "“{value}” can be read as {first} or as {second}.",
        "Gõ lại đúng số cần ghi, bằng chữ thường, không có dấu phân cách hàng nghìn.",
        "Type the number that is meant, in plain characters, without a thousands separator.",
    ),
    "number-repaired": entry(
        "info",
        "“{value}” được hiểu là số {read}.",
        "“{value}” was read as the number {read}.",
        "Không cần làm gì nếu đúng; lần sau gõ thẳng số vào ô.",
        "Nothing to do if that is right; next time type the number itself.",
    ),
    "numbers-as-text": entry(
        "info",
        "{count} số gõ thành chữ ở cột “{column}” được đọc là số, như “{value}” là {read}.",
        "Column “{column}” has {count:number} typed as text and read as such, as “{value}” as "
        "{read}.",
        "Không cần làm gì nếu đúng; lần sau định dạng các ô này là số rồi mới gõ.",
        "Nothing to do if that is right; next time format these cells as numbers first.",
    ),
    "unit-mismatch": entry(
        "error",
        "“{value}” ghi đơn vị “{unit}”, còn ô này tính bằng “{expected}”.",
        "“{value}” is in “{unit}”, but this cell is in “{expected}”.",
        "Đổi sang “{expected}” rồi chỉ ghi số.",
        "Convert it to “{expected}” and write only the number.",
    ),
    "date-repaired": entry(
        "info",
        "“{value}” được hiểu là ngày {read}.",
        "“{value}” was read as the date {read}.",
        "Không cần làm gì nếu đúng; lần sau gõ ngày dạng 30/6/2021.",
        "Nothing to do if that is right; next time type the date as 30/6/2021.",
    ),
    "date-in-text": entry(
        "error",
        "“{column}” có ngày {value}: có thể Excel đã tự đổi số ký hiệu gõ vào thành ngày.",
        "“{column}” holds the date {value}: Excel may have made it of the number that was typed.",
        "Gõ lại số, ký hiệu văn bản, thêm dấu nháy đơn ở đầu, ví dụ '12/5.",
        "Type the number of the document again with an apostrophe before it, such as '12/5.",
    ),
    "choice-repaired": entry(
        "info",
        "“{value}” được hiểu là “{read}”.",
        "“{value}” was read as “{read}”.",
        "Không cần làm gì nếu đúng; lần sau chọn trong danh sách của ô.",
        "Nothing to do if that is right; next time choose from the cell's list.",
    ),
    "not-in-list": entry(
        "error",
        "“{value}” không có trong danh sách của cột “{column}”.",
        "“{value}” is not in the list of column “{column}”.",
        "Chọn một trong các giá trị: {choices}.",
        "Choose one of: {choices}.",
    ),
    "out-of-range": entry(
        "error",
        "{value} nằm ngoài khoảng cho phép ở cột “{column}” ({allowed}).",
        "{value} is outside what column “{column}” allows ({allowed}).",
        "Nhập lại một số {allowed}.",
        "Enter a number {allowed}.",
    ),
    "bad-date": entry(
        "error",
        "“{value}” ở cột “{column}” không phải là {what} hợp lệ.",
        "“{value}” in column “{column}” cannot be understood as {what}.",
        "Ghi dạng {examples}.",
        "Write it like {examples}.",
    ),
    "date-in-future": entry(
        "error",
        "“{column}” {value} sau ngày tổng hợp {as_of}.",
        "“{column}” {value} is after {as_of}, the date of this consolidation.",
        "Sửa lại ngày, hoặc để “Đang thực hiện” cho đến khi có văn bản.",
        "Correct the date, or leave the task “Under way” until the document exists.",
    ),
    "rule-violated": entry("error", "{rule}", "{rule}", "{advice}", "{advice}"),
    "error-value": entry(
        "error",
        "Ô chứa lỗi {value} của Excel.",
        "The cell holds the Excel error {value}.",
        "Xóa công thức và gõ giá trị vào ô.",
        "Delete the formula and type the value.",
    ),
    "formula-in-input": entry(
        "warning",
        "Ô nhập liệu chứa công thức {value}.",
        "An input cell holds the formula {value}.",
        "Thay công thức bằng giá trị của nó (Dán đặc biệt → Giá trị).",
        "Replace the formula by its value (Paste Special → Values).",
    ),
    "suspicious-scale": entry(
        "warning",
        "{value} ở cột “{column}” có vẻ sai lệch 100 lần{against}.",
        "{value} in column “{column}” looks a hundred times off{against}.",
        "Phần trăm ghi theo điểm phần trăm: 40 nghĩa là 40%. Kiểm tra lại và sửa nếu cần.",
        "Write per cent as points: 40 means 40%. Check, and correct if needed.",
    ),
    "legacy-encoding": entry(
        "info",
        "Chữ gõ bằng phông TCVN3 được chuyển sang Unicode: “{read}”.",
        "Text in a TCVN3 font was converted to Unicode: “{read}”.",
        "Không cần làm gì; lần sau nên dùng phông Unicode.",
        "Nothing to do; a Unicode font is better next time.",
    ),
    "text-struck": entry(
        "warning",
        "Một phần của “{value}” bị gạch bỏ nhưng toàn bộ ô vẫn được dùng.",
        "Something of “{value}” is struck out, but all of the cell was taken in.",
        "Xóa phần chữ bị gạch, hoặc bỏ định dạng gạch ngang.",
        "Delete what is struck out, or take the strike-through away.",
    ),
    "locked-cell-changed": entry(
        "warning",
        "Ô không được sửa đã bị sửa: “{issued}” thành “{value}”.",
        "A cell that must not change was changed: “{issued}” became “{value}”.",
        "Giá trị đã phát hành được giữ nguyên. Nếu nội dung giao sai, báo cơ quan tổng hợp.",
        "The issued value stands. If it is wrong, tell the coordinating office.",
    ),
    "cumulative-stale": entry(
        "warning",
        "“{column}” {value} là số điền sẵn từ kỳ trước, chưa được cập nhật; số này không được dùng.",
        "“{column}” {value} was filled in from the earlier period and not brought up to date; it is"
        " not used.",
        "Ghi số lũy kế đến hết kỳ này vào ô; nếu mọi số điền sẵn để nguyên vẫn đúng, chọn Có ở ô"
        " “Xác nhận số điền sẵn” phía trên bảng.",
        "Enter the figure up to the end of this period; if all figures that were left as they were"
        " still hold, choose Yes beside “Xác nhận số điền sẵn” above the table.",
    ),
    "implausible-figure": entry(
        "warning",
        "“{column}” {value} khó có thể đúng: {why}.",
        "“{column}” {value} is hardly right: {why}.",
        "Kiểm tra đơn vị tính và số chữ số; nếu đúng, ghi lý do ở cột “Giải trình”.",
        "Check the unit and the number of digits; if it is right, say why under “Explanation”.",
    ),
    "implausible-date": entry(
        "warning",
        "“{column}” {value} khó có thể đúng: {why}.",
        "“{column}” {value} is hardly right: {why}.",
        "Xem lại văn bản; ghi dạng ngày/tháng/năm.",
        "Look at the document again; write day/month/year.",
    ),
    "figures-contradict": entry(
        "warning",
        "“{column}” {value} mâu thuẫn với “{other}” {against}: {why}.",
        "“{column}” {value} contradicts “{other}” {against}: {why}.",
        "Kiểm tra lại cả hai số; nếu đúng, ghi lý do ở cột “Giải trình”.",
        "Check both figures; if they are right, give the reason under “Explanation”.",
    ),
    "cumulative-decreased": entry(
        "warning",
        "Lũy kế {value} nhỏ hơn lũy kế kỳ trước {previous}.",
        "The cumulative figure {value} is below the previous period's {previous}.",
        "Kiểm tra lại; nếu đúng, ghi lý do ở cột “Giải trình”.",
        "Check it; if it is right, give the reason under “Explanation”.",
    ),
}
