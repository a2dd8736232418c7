"""Indicators in sentences, against the lists of two provinces read by hand."""

import csv

import pytest

from plansheet.documents import import_document
from plansheet.documents.prose.indicator_text import numbered, read_indicators
from support.places import DATA, EXAMPLES


def golden(name: str) -> list[dict[str, str]]:
    text = (DATA / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("folder", "file", "column", "count"),
    [
        ("hau_giang_2021", "hau_giang_indicators.tsv", "target_2021", 39),
        ("ben_tre_2023", "ben_tre_indicators.tsv", "target_2023", 53),
    ],
)
def test_name_unit_target_and_parent(folder: str, file: str, column: str, count: int) -> None:
    rows = import_document(EXAMPLES / folder / "source.txt").tables.indicators
    found = [
        (r["indicator_code"], r["parent"], r["indicator_name"], r["unit"], r[column]) for r in rows
    ]
    expected = [
        (
            f"CT{row['id']}",
            f"CT{row['parent']}" if row["parent"] else "",
            row["name"],
            row["unit"],
            # "ít nhất 50 …, 15 …": the bound of the first holds for those listed with it
            ("ít nhất " if row["grammar"] == "ge_inherited" else "") + row["target_text"],
        )
        for row in golden(file)
    ]
    assert found == expected
    assert len(found) == count


def test_what_has_no_figure_or_unit_is_doubtful() -> None:
    rows = import_document(EXAMPLES / "hau_giang_2021" / "source.txt").tables.indicators
    no_unit, no_figure = "không có đơn vị tính", "chỉ tiêu không có con số"
    assert {r["indicator_code"]: r["note"] for r in rows if "xem lại" in r["note"]} == {
        "CT3": f"Cần xem lại: {no_unit} (dòng 33)",
        "CT17.1": f"Cần xem lại: {no_figure}; {no_unit} (dòng 67)",
        "CT18.1": f"Cần xem lại: {no_figure}; {no_unit} (dòng 69)",
    }


def test_a_heading_over_parts_is_in_the_note() -> None:
    rows = import_document(EXAMPLES / "ben_tre_2023" / "source.txt").tables.indicators
    notes = {row["indicator_code"]: row["note"] for row in rows if "nhóm" in row["note"]}
    assert notes == {f"CT2.{i}": "Thuộc nhóm: Cơ cấu kinh tế" for i in range(1, 5)}


def test_what_is_one_of_several_in_a_sentence_has_the_words_of_the_sentence() -> None:
    """ "dự bị động viên đạt 98,5%" alone would not say that it is about training."""
    rows = import_document(EXAMPLES / "ben_tre_2023" / "source.txt").tables.indicators
    said = {row["indicator_name"]: row["note"] for row in rows}
    assert said["dự bị động viên"].startswith("Nguyên văn: huấn luyện lực lượng thường trực đạt")
    assert "Nguyên văn" not in said["Tỷ lệ hộ nghèo"]


def test_targets_inside_tasks_are_candidates() -> None:
    """Where a document lists no indicators; the milestone and the "không còn" have no unit."""
    rows = import_document(EXAMPLES / "tra_vinh_2020" / "source.txt").tables.indicators
    found = [(row["indicator_name"], row["unit"], row["target_2020"]) for row in rows]
    assert found == [
        ("tăng trưởng tín dụng", "%", "13 - 14%"),
        ("xử lý nợ xấu", "%", "duy trì dưới mức 2%"),
        ("xã đạt chuẩn nông thôn mới", "xã", "67/85 xã đạt chuẩn nông thôn mới"),
        ("xã đạt chuẩn nông thôn mới nâng cao", "%", "20%"),
        ("xã kiểu mẫu", "xã", "1 - 2 xã kiểu mẫu"),
        ("hộ đạt chuẩn nông thôn mới", "%", "80% trở lên"),
        ("ấp đạt chuẩn nông thôn mới", "%", "65% trở lên"),
        ("phát triển mới doanh nghiệp", "doanh nghiệp", "550 - 600 doanh nghiệp"),
        ("Hợp tác xã hoạt động đúng Luật Hợp tác xã năm 2012", "%", "100%"),
        ("Hợp tác xã kiểu mới mỗi huyện", "Hợp tác xã", "ít nhất 02 Hợp tác xã kiểu mới"),
        (
            "Hợp tác xã điểm của tỉnh đạt tiêu chí Hợp tác xã kiểu mới",
            "Hợp tác xã",
            "13 Hợp tác xã",
        ),
        ("giải ngân vốn đầu tư công", "%", "đạt từ 90% trở lên"),
        ("tinh giản biên chế", "%", "10% theo Nghị quyết số 39-NQ/TW"),
    ]
    assert len(golden("tra_vinh_embedded_targets.tsv")) == len(found) + 2
    assert all(row["note"].startswith("Cần xem lại: chỉ tiêu nêu trong câu") for row in rows)


SENTENCES = [
    (
        "80% trở lên hộ và 65% trở lên ấp đạt chuẩn",
        [
            ("1.1", "", "hộ đạt chuẩn", "%", "80% trở lên"),
            ("1.2", "", "ấp đạt chuẩn", "%", "65% trở lên"),
        ],
    ),
    (
        "80% trở lên hộ, 65% trở lên ấp đạt chuẩn",
        [
            ("1.1", "", "hộ", "%", "80% trở lên"),
            ("1.2", "", "ấp đạt chuẩn", "%", "65% trở lên"),
        ],
    ),
    (
        "Tổng thu ngân sách nhà nước 10.500 tỷ đồng, trong đó thu nội địa 9.800 tỷ đồng.",
        [
            ("1", "", "Tổng thu ngân sách nhà nước", "tỷ đồng", "10.500 tỷ đồng"),
            ("1.1", "1", "thu nội địa", "tỷ đồng", "9.800 tỷ đồng"),
        ],
    ),
    (
        "Tốc độ tăng trưởng kinh tế (GRDP) đạt 7,5 - 8%",
        [("1", "", "Tốc độ tăng trưởng kinh tế (GRDP)", "%", "đạt 7,5 - 8%")],
    ),
    (
        "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi giảm còn 18%",
        [
            (
                "1",
                "",
                "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi",
                "%",
                "giảm còn 18%",
            )
        ],
    ),
    (
        "Đến năm 2025, tỷ lệ đô thị hóa đạt 45%; tỷ lệ che phủ rừng duy trì ở mức 52,5%",
        [
            ("1.1", "", "Đến năm 2025, tỷ lệ đô thị hóa", "%", "đạt 45%"),
            ("1.2", "", "tỷ lệ che phủ rừng", "%", "duy trì ở mức 52,5%"),
        ],
    ),
    (
        "Kim ngạch xuất khẩu: 1,2 tỷ USD, tăng 12% so với năm 2020",
        [("1", "", "Kim ngạch xuất khẩu", "tỷ USD", "1,2 tỷ USD, tăng 12% so với năm 2020")],
    ),
    (
        "Cơ cấu kinh tế: nông nghiệp 20%, công nghiệp - xây dựng 45%, dịch vụ 35%",
        [
            ("1.1", "", "nông nghiệp", "%", "20%"),
            ("1.2", "", "công nghiệp - xây dựng", "%", "45%"),
            ("1.3", "", "dịch vụ", "%", "35%"),
        ],
    ),
    (
        "Có thêm 10 xã đạt chuẩn nông thôn mới và 02 xã kiểu mẫu",
        [
            (
                "1.1",
                "",
                "Có thêm xã đạt chuẩn nông thôn mới",
                "xã",
                "10 xã đạt chuẩn nông thôn mới",
            ),
            ("1.2", "", "Có thêm xã kiểu mẫu", "xã", "02 xã kiểu mẫu"),
        ],
    ),
    (
        "100% cơ sở sản xuất mới sử dụng công nghệ sạch",
        [("1", "", "cơ sở sản xuất mới sử dụng công nghệ sạch", "%", "100%")],
    ),
    ("Giữ vững an ninh chính trị", [("1", "", "Giữ vững an ninh chính trị", "", "")]),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentences(sentence: str, expected: list[tuple[str, ...]]) -> None:
    found = numbered("1", read_indicators(sentence))
    assert [(n, parent, i.name, i.unit, i.target) for n, parent, i in found] == expected
