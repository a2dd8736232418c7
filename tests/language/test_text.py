"""Vietnamese text: what matches, what does not, what is shown."""

import csv
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plansheet.language.text import (
    Tcvn3,
    decode_tcvn3,
    header_key,
    match_key,
    nfc,
    tcvn3_font,
    tidy,
    visible,
)
from support.places import DATA

VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)
vietnamese = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + "  ,-&"), max_size=40)
anything = st.text(max_size=40)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Sở Văn hoá", "SỞ VĂN HÓA"),
        ("Uỷ ban", "Ủy ban"),
        ("toà nhà", "tòa nhà"),
        ("khoẻ", "khỏe"),
        ("loè", "lòe"),
        ("thuý", "thúy"),
        ("hòan thành", "hoàn thành"),
        ("qúa", "quá"),
        ("Qúy II", "Quý II"),
        ("quí II", "Quý II"),
        ("kĩ thuật", "kỹ thuật"),
        ("Lí do", "Lý do"),
        ("mĩ thuật", "mỹ thuật"),
        ("Tỉ lệ", "Tỷ lệ"),
        ("Kì họp", "Kỳ họp"),
        ("bác sĩ", "bác sỹ"),
        ("hi vọng", "hy vọng"),
        ("\u00d0ầu tư", "Đầu tư"),
        ("\u0189ầu tư", "Đầu tư"),
        ("Lao động – Thương binh", "Lao động - Thương binh"),
        ("A\u00a0B", "A B"),
        ("A\n\t  B ", "A B"),
        ("A\u200b\ufeffB", "AB"),
        ("\u202eA\u0000B\u00ad", "AB"),
        ("“Đề án”", '"Đề án"'),
        ("d’Or", "d'Or"),
        ("ＵＢＮＤ", "UBND"),
        (unicodedata.normalize("NFD", "Thực hiện trong kỳ"), "Thực hiện trong kỳ"),
    ],
)
def test_spellings_that_match(left: str, right: str) -> None:
    assert match_key(left) == match_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Nội vụ", "Ngoại vụ"),
        ("của", "cuả"),  # a wrong spelling, not another placement of the tone
        ("mua", "mùa"),
        ("khu vực I", "khu vực y"),
        ("ti", "tí"),
        ("hoa", "hoá"),
        ("Đạt", "Dạt"),
        ("hiệu", "hyệu"),
        ("vi", "vy"),
    ],
)
def test_spellings_that_differ(left: str, right: str) -> None:
    assert match_key(left) != match_key(right)


@given(st.one_of(vietnamese, anything))
def test_match_key_is_idempotent(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key


@given(vietnamese, st.sampled_from(("NFC", "NFD")))
def test_match_key_ignores_form_case_and_space(text: str, form: str) -> None:
    written = unicodedata.normalize(form, f"  {text.upper()}\u00a0\n").replace(" ", "  ")  # type: ignore[arg-type]
    assert match_key(written) == match_key(text)


@given(anything)
def test_tidy_is_one_composed_line(text: str) -> None:
    line = tidy(text)
    assert tidy(line) == line
    assert "\n" not in line
    assert line == line.strip()
    assert unicodedata.is_normalized("NFC", line)


def test_each_character_is_tidied_alike_in_any_company() -> None:
    """Texts that have nothing to be tidied are looked through only: none is overlooked."""
    characters = list(map(chr, range(0x11000)))
    hidden = "\u200b"
    assert [c for c in characters if tidy(f"{c}a") != tidy(f"{c}a{hidden}")] == []
    differing = [c for c in characters if match_key(f"{c}a") != match_key(f"{c}a{hidden}")]
    assert differing == []


def test_tidy_keeps_case_and_tone() -> None:
    assert tidy(" Sở  Văn hoá –\nThể thao ") == "Sở Văn hoá - Thể thao"


def test_nfc_composes() -> None:
    assert nfc(unicodedata.normalize("NFD", "Tổng hợp")) == "Tổng hợp"


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Mã (*)", "mã"),
        ("Mã(**) :", "mã"),
        ("Tình trạng *", "tình trạng"),
        ("Tình trạng:", "tình trạng"),
        ("Tiến độ (%)", "tiến độ (%)"),
        ("Tiến độ (%) (*)", "tiến độ (%)"),
        ("Tiến\nđộ  (%)", "tiến độ (%)"),
        ("", ""),
    ],
)
def test_header_key(header: str, key: str) -> None:
    assert header_key(header) == key


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sở Y tế – 88,15 % “Đề án” ①", "Sở Y tế – 88,15 % “Đề án” ①"),
        ("a\r\nb\tc\u2028d", "a b c d"),
        ("\u202egpj.exe", "⟨U+202E⟩gpj.exe"),
        ("\x1b[31mred\x07", "⟨U+001B⟩[31mred⟨U+0007⟩"),
        ("\u009b2J", "⟨U+009B⟩2J"),
        ("a\u200bb\ufeff", "a⟨U+200B⟩b⟨U+FEFF⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("A\u00a0B", "A\u00a0B"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(anything)
def test_visible_text_can_do_nothing(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in shown)
    assert not set(shown) & set(
        "\u200b\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069"
    )


@given(vietnamese)
def test_visible_leaves_vietnamese_alone(text: str) -> None:
    assert visible(text) == text


def tcvn3_table() -> list[tuple[str, str]]:
    with (DATA / "tcvn3_map.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [(row["unicode"], bytes.fromhex(row["byte"]).decode("latin-1")) for row in rows]


def test_tcvn3_decodes_every_letter_of_the_table() -> None:
    table = tcvn3_table()
    assert len(table) == 74
    assert {letter: decode_tcvn3(byte) for letter, byte in table} == {
        letter: letter for letter, _ in table
    }


@given(st.text(st.sampled_from([letter for letter, _ in tcvn3_table()] + list("abc XYZ,1"))))
def test_tcvn3_round_trip(text: str) -> None:
    encode = str.maketrans(dict(tcvn3_table()))
    assert decode_tcvn3(text.translate(encode)) == text


def test_tcvn3_capitals() -> None:
    assert decode_tcvn3("Së Tµi chÝnh") == "Sở Tài chính"
    assert decode_tcvn3("Së Tµi chÝnh", Tcvn3.CAPITALS) == "SỞ TÀI CHÍNH"


@pytest.mark.parametrize(
    ("font", "shows"),
    [
        (".VnTime", Tcvn3.LETTERS),
        (" .VNTIMEH", Tcvn3.CAPITALS),
        (".VnArial NarrowH", Tcvn3.CAPITALS),
        ("Times New Roman", Tcvn3.NO),
        ("VNI-Times", Tcvn3.NO),
        ("Vn Smith", Tcvn3.NO),
        ("", Tcvn3.NO),
    ],
)
def test_tcvn3_fonts(font: str, shows: Tcvn3) -> None:
    assert tcvn3_font(font) is shows


@pytest.mark.parametrize("text", ["Văn bản", "Đã ký ®", "§ ả"])
def test_a_text_in_unicode_stays_whatever_its_font(text: str) -> None:
    assert decode_tcvn3(text, Tcvn3.CAPITALS) == text


def test_tcvn3_with_the_dashes_and_quotes_of_windows() -> None:
    assert decode_tcvn3("§· häp – “giao ban”…") == "Đã họp – “giao ban”…"
