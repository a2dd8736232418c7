"""What shows only when returns meet each other and the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.problems.catalogue.entries import Entry, entry

MERGING: Final[Mapping[str, Entry]] = {
    "lead-conflict": entry(
        "warning",
        "Các cơ quan chủ trì báo cáo khác nhau về {row_code}: {candidates}.",
        "The lead agencies report differently on {row_code}: {candidates}.",
        "Ghi quyết định vào trang “Xung đột”; khi chưa có quyết định, lấy mức thấp nhất.",
        "Decide on the sheet “Conflicts”; until then the least advanced one counts.",
    ),
    "coordinator-conflict": entry(
        "warning",
        "Cơ quan phối hợp báo cáo khác cơ quan chủ trì về {row_code}: {candidates}.",
        "A coordinating agency contradicts the lead on {row_code}: {candidates}.",
        "Ghi quyết định vào trang “Xung đột”; khi chưa có quyết định, lấy theo cơ quan chủ trì.",
        "Decide on the sheet “Conflicts”; until then the lead counts.",
    ),
    "superseded": entry(
        "info",
        "Đã được sửa ở bản gửi sau hoặc đã có quyết định: {old}",
        "Mended by a later return or by a decision: {old}",
        "Không cần làm gì.",
        "Nothing to do.",
    ),
    "decision-outdated": entry(
        "warning",
        "Quyết định “{value}” về {row_code} không áp dụng: số liệu đã thay đổi sau đó.",
        "The decision “{value}” on {row_code} was not applied: the data have changed since.",
        "Xem lại ở trang đó và quyết định lại.",
        "Look at that sheet and decide again.",
    ),
    "decisions-differ": entry(
        "error",
        "Có nhiều quyết định khác nhau về {row_code}: {decisions}; không áp dụng quyết định nào.",
        "There are different decisions on {row_code}: {decisions}; none was applied.",
        "Chỉ giữ lại một quyết định.",
        "Keep only one of them.",
    ),
    "not-asked": entry(
        "error",
        "{agency} không được giao {row_code} ở kỳ này; giá trị này không được tính.",
        "{agency} is not asked about {row_code} in this period; the value does not count.",
        "Ghi mã của cơ quan được giao: {asked}.",
        "Write the code of an agency that is asked: {asked}.",
    ),
    "history-changed": entry(
        "warning",
        "{row_code}: kỳ trước báo cáo {previous}, nay là {value}: số liệu kỳ trước đã bị thay đổi.",
        "{row_code}: the earlier report had {previous}, now {value}: the past was changed.",
        "Hỏi lại cơ quan gửi; nếu đúng, ghi lý do.",
        "Ask the agency; if it is right, note the reason.",
    ),
    "estimate-corrected": entry(
        "info",
        "{row_code}: số ước {period} là {estimate}, số chính thức là {value}.",
        "{row_code}: the estimate of {period} was {estimate}, the final figure is {value}.",
        "Số chính thức thay cho số ước của kỳ trước.",
        "The final figure takes the place of the estimate.",
    ),
    "other-turn": entry(
        "warning",
        "{row_code} là việc định kỳ: văn bản ngày {value} thuộc lần trước, lần này chưa hoàn thành.",
        "{row_code} recurs: the document of {value} is of an earlier turn, this turn is not done.",
        "Ghi văn bản của lần này, hoặc chọn “Đang thực hiện”.",
        "Give the document of this turn, or choose “Under way”.",
    ),
    "code-reused": entry(
        "warning",
        "Mã {row_code} ở báo cáo kỳ trước là “{value}”, nay là “{name}”: không nối tiếp số liệu cũ.",
        "{row_code} was “{value}” in the earlier report and is “{name}” now: nothing is carried on.",
        "Nếu là một việc mới, không cần làm gì; nếu chỉ sửa tên, ghi lại tên như trước.",
        "Nothing to do if it is new; if only the name was edited, write it as it was.",
    ),
    "unusual-change": entry(
        "warning",
        "{row_code}: {value} so với {previous} kỳ trước, vượt {bound} lần.",
        "{row_code}: {value} against {previous} in the earlier period, more than {bound} times.",
        "Kiểm tra đơn vị tính và số liệu; nếu đúng, ghi lý do ở “Giải trình”.",
        "Check the unit and the figure; if it is right, give the reason under “Explanation”.",
    ),
    "sum-mismatch": entry(
        "warning",
        "{row_code}: tổng các phần là {value}, số của toàn bộ là {expected}.",
        "{row_code}: the parts add up to {value}, the whole is {expected}.",
        "Kiểm tra lại số liệu của chỉ tiêu và các chỉ tiêu thành phần.",
        "Check the figures of the indicator and of its parts.",
    ),
    "not-additive": entry(
        "error",
        "Chỉ tiêu {row_code} tính bằng “{value}” không thể cộng qua các cơ quan.",
        "Indicator {row_code} is in “{value}” and cannot be summed over agencies.",
        "Chọn “Tỷ lệ” hoặc “Bình quân gia quyền” ở cột “Cách tổng hợp”; nếu dấu “/” chỉ là “hoặc”,"
        " ghi dấu phẩy.",
        "Choose “Ratio” or “Weighted mean” under “Aggregation”; where “/” only means “or”,"
        " write a comma.",
    ),
    "one-reporter": entry(
        "error",
        "Chỉ tiêu {row_code} là “Một đầu mối” nhưng có {count} cơ quan báo cáo.",
        "Indicator {row_code} is “One reporter” but {count:agency reports|agencies report} it.",
        "Giữ một cơ quan ở “Cơ quan báo cáo”, hoặc chọn cách tổng hợp khác.",
        "Keep one reporting agency, or choose another way to consolidate.",
    ),
    "upper-row-unknown": entry(
        "warning",
        "Biểu mẫu cấp trên hỏi {value}, kế hoạch này không có; dòng được giữ nguyên.",
        "The upper level asks about {value}, which this plan does not have; the row stays as it is.",
        "Thêm {value} vào kế hoạch, hoặc điền tay dòng này.",
        "Add {value} to the plan, or fill in the row by hand.",
    ),
    "upper-row-differs": entry(
        "error",
        "{row_code} ở biểu mẫu cấp trên là “{value}”, ở kế hoạch này là “{own}”; để trống.",
        "{row_code} is “{value}” for the upper level and “{own}” in this plan; left blank.",
        "Sửa mã hoặc tên trong kế hoạch cho khớp với cấp trên rồi làm lại.",
        "Make code or name in the plan agree with the upper level, then run again.",
    ),
    "upper-unit-differs": entry(
        "error",
        "{row_code}: cấp trên tính bằng “{value}”, kế hoạch này bằng “{own}”; để trống.",
        "{row_code}: the upper level counts in “{value}”, this plan in “{own}”; left blank.",
        "Sửa đơn vị tính trong kế hoạch cho khớp với cấp trên rồi làm lại.",
        "Make the unit in the plan agree with the upper level, then run again.",
    ),
    "unit-converted": entry(
        "info",
        "{row_code}: số liệu được đổi từ “{own}” sang “{value}” (nhân {times}).",
        "{row_code}: figures were converted from “{own}” to “{value}” (times {times}).",
        "Không cần làm gì nếu đúng.",
        "Nothing to do if that is right.",
    ),
    "negative-weight": entry(
        "error",
        "{row_code}: mẫu số, quyền số {value} nhỏ hơn 0; số liệu này không được tính.",
        "{row_code}: the denominator or weight {value} is below 0; this part does not count.",
        "Ghi lại số lớn hơn 0.",
        "Enter a number above 0.",
    ),
    "zero-denominator": entry(
        "error",
        "Không tính được {row_code}: tổng mẫu số bằng 0.",
        "{row_code} cannot be computed: the denominators add up to 0.",
        "Kiểm tra lại dòng mẫu số của các cơ quan.",
        "Check the denominators that the agencies gave.",
    ),
}
