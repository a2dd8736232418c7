"""Rows, columns and sheets of a return."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.problems.catalogue.entries import Entry, entry

SHAPE: Final[Mapping[str, Entry]] = {
    "row-missing": entry(
        "error",
        "Thiếu dòng {row_code} đã giao.",
        "The issued row {row_code} is missing.",
        "Chép lại dòng {row_code} từ biểu đã phát hành và điền.",
        "Copy row {row_code} from the issued workbook and fill it in.",
    ),
    "row-added": entry(
        "warning",
        "Dòng “{row_code}” không có trong biểu đã phát hành.",
        "Row “{row_code}” is not in the issued workbook.",
        "Không tự thêm dòng; việc phát sinh ghi vào “Kiến nghị, đề xuất” hoặc báo cơ quan tổng hợp.",
        "Do not add rows; report new work under “Proposals” or to the coordinating office.",
    ),
    "row-duplicated": entry(
        "error",
        "Mã {row_code} xuất hiện hơn một lần (xem dòng {other}).",
        "Code {row_code} appears more than once (see row {other}).",
        "Giữ lại một dòng đúng, xóa hoặc đổi mã dòng kia.",
        "Keep the right row; delete the other or change its code.",
    ),
    "row-contradicts-itself": entry(
        "error",
        "Các dòng có mã {value}: tên và các ô đã giao khác của dòng lại là của dòng khác; không dùng.",
        "The rows with the codes {value} have the names and issued cells of other rows; not used.",
        "Chép lại cột “Mã” (hoặc tên) từ biểu đã phát hành, mỗi dòng đúng mã của nó, rồi gửi lại.",
        "Copy the column “Code” (or the names) from the issued workbook again, and send the file.",
    ),
    "merged-input": entry(
        "error",
        "“{value}” nằm trong các ô đã gộp nên không rõ là của ô nào; không ô nào được dùng.",
        "“{value}” stands in merged cells, so nobody knows whose it is; none of them is used.",
        "Bỏ gộp ô rồi ghi riêng cho từng dòng, từng cột.",
        "Unmerge the cells and fill in each row and column by itself.",
    ),
    "row-ignored": entry(
        "info",
        "“{value}”: dòng này không phải là dòng số liệu nên không được dùng.",
        "“{value}”: this row is not a data row and was not taken in.",
        "Không cần làm gì.",
        "Nothing to do.",
    ),
    "row-struck": entry(
        "warning",
        "“{value}”: dòng này bị gạch bỏ nên không được dùng.",
        "“{value}”: this row is struck out and was not taken in.",
        "Xóa hẳn dòng nếu không còn; bỏ định dạng gạch ngang nếu vẫn còn.",
        "Delete the row if it is no more; take the strike-through away if it is.",
    ),
    "sheet-missing": entry(
        "error",
        "Thiếu trang tính “{value}”.",
        "The sheet “{value}” is missing.",
        "Dùng lại tệp gốc (biểu mẫu đã phát hành, sổ kế hoạch trống), không xóa trang tính.",
        "Use the original again (issued workbook, blank plan) and do not delete sheets.",
    ),
    "header-missing": entry(
        "error",
        "Trang tính “{value}” không có dòng tiêu đề của biểu.",
        "The sheet “{value}” has no header row of the form.",
        "Chép lại dòng tiêu đề từ biểu mẫu đã phát hành vào trên các dòng số liệu.",
        "Copy the header row from the issued workbook above the data rows.",
    ),
    "sheet-added": entry(
        "warning",
        "Trang tính “{value}” có thêm một bảng “{read}”; bảng này không được tổng hợp.",
        "The sheet “{value}” has another table “{read}”, which was not taken in.",
        "Chỉ điền vào trang tính đã phát hành; xóa bản sao.",
        "Fill in the issued sheet only; delete the copy.",
    ),
    "copy-ignored": entry(
        "warning",
        "“{value}” ghi ở bảng chép thêm, không được tổng hợp; bảng ở trang “{used}” được dùng.",
        "“{value}” stands in a copy of the table and was not taken in; sheet “{used}” was.",
        "Nếu đây mới là nội dung đúng, ghi vào trang “{used}” rồi gửi lại.",
        "If this is what you mean, write it on sheet “{used}” and send the file again.",
    ),
    "sheet-renamed": entry(
        "info",
        "Trang tính “{value}” được hiểu là “{read}”.",
        "The sheet “{value}” was read as “{read}”.",
        "Không cần làm gì; lần sau giữ nguyên tên trang tính.",
        "Nothing to do; keep the sheet names next time.",
    ),
    "column-missing": entry(
        "error",
        "Thiếu cột “{column}”.",
        "The column “{column}” is missing.",
        "Dùng lại tệp gốc (biểu mẫu đã phát hành, sổ kế hoạch trống), không xóa cột.",
        "Use the original again (issued workbook, blank plan) and do not delete columns.",
    ),
    "column-duplicated": entry(
        "error",
        "Cột “{column}” có hai lần (xem ô {other}); chỉ cột ở ô {other} được đọc.",
        "The column “{column}” stands there twice (see cell {other}); only that at {other} is read.",
        "Giữ lại một cột, xóa hoặc đổi tên cột kia.",
        "Keep one of them; delete or rename the other.",
    ),
    "column-moved": entry(
        "info",
        "Cột “{column}” không ở vị trí cũ; đã tìm thấy theo tiêu đề.",
        "Column “{column}” is not where it was; it was found by its header.",
        "Không cần làm gì; lần sau giữ nguyên thứ tự cột.",
        "Nothing to do; keep the order of the columns next time.",
    ),
    "column-added": entry(
        "warning",
        "Cột “{column}” không có trong biểu đã phát hành; ô này không được tổng hợp.",
        "Column “{column}” is not in the issued workbook; this cell was not taken in.",
        "Chuyển nội dung sang một cột của biểu mẫu, ví dụ “Ghi chú”.",
        "Move the content to a column of the form, such as “Note”.",
    ),
    "row-unusable": entry(
        "warning",
        "Dòng này chưa được dùng vì có ô sai hoặc còn thiếu: “{value}”.",
        "This row is not used, as a cell of it is wrong or missing: “{value}”.",
        "Sửa ô sai, điền ô còn thiếu của dòng, hoặc xóa dòng.",
        "Mend or fill in the cell that is wrong, or delete the row.",
    ),
    "unread-cell": entry(
        "warning",
        "“{value}” nằm ngoài các ô của biểu mẫu nên không được dùng.",
        "“{value}” stands outside the cells of the form and was not taken in.",
        "Nếu là nội dung cần dùng, chuyển vào một ô của biểu mẫu, ví dụ “Ghi chú”.",
        "If it is meant to be used, move it to a cell of the form, such as “Note”.",
    ),
    "unread-sheet": entry(
        "warning",
        "Trang tính “{value}” ({count} ô có nội dung) không phải là trang của biểu mẫu nên không được"
        " dùng.",
        "The sheet “{value}” ({count:cell} with content) is none of the form and was not taken in.",
        "Nếu là nội dung cần dùng, ghi vào các trang của biểu mẫu; nếu là phụ lục thì xem riêng.",
        "If it is meant to be used, write it on the sheets of the form; an annex is for reading.",
    ),
    "unread-object": entry(
        "info",
        "Trang tính có {what}; những thứ này không được tổng hợp.",
        "The sheet has {what}, which were not taken in.",
        "Ghi nội dung cần báo cáo vào ô của biểu mẫu. Bản có đánh dấu để trả lại giữ ghi chú ô, không"
        " giữ hình, biểu đồ, hộp văn bản, tài liệu nhúng.",
        "Write what belongs to the report into the cells. The marked copy to send back keeps comments,"
        " but no pictures, charts, text boxes or embedded documents.",
    ),
    "stamp-changed": entry(
        "warning",
        "Dấu nhận dạng của tệp đã bị sửa.",
        "The stamp of the file was changed.",
        "Chép số liệu vào biểu mẫu đã phát hành rồi gửi lại.",
        "Copy the figures into the issued workbook and send that.",
    ),
}
