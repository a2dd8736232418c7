"""Agencies: every spelling of five plans, other spellings, groups, lists, successors."""

import csv
import pickle
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plansheet.plan.agencies import (
    CENTRAL,
    COMMUNE,
    COMMUNE_OFFICE,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    KINDS,
    OTHER,
    SERVICE,
    UNION,
    VILLAGE,
    Agency,
    Parties,
    Party,
    Registry,
    initials,
    make_code,
    standard_registry,
)
from support.places import DATA

PROVINCES = {
    "HG": "Hậu Giang",
    "KG": "Kiên Giang",
    "BT": "Bến Tre",
    "TV": "Trà Vinh",
    "HT": "Hà Tĩnh",
}
GROUPS = {"ALL": {DEPARTMENT}, "UBNDH": {DISTRICT}}

PLACES = (
    Agency("H1", "UBND huyện Châu Thành", kind=DISTRICT),
    Agency("H2", "UBND huyện Giồng Riềng", kind=DISTRICT),
    Agency("H3", "UBND thành phố Rạch Giá", kind=DISTRICT),
    Agency("H4", "UBND thị xã Hà Tiên", kind=DISTRICT),
    Agency("X1", "UBND xã Mỹ Đức", kind=COMMUNE),
    Agency("X2", "UBND phường Đông Hồ", kind=COMMUNE),
    Agency("P1", "Phòng Kinh tế xã Mỹ Đức", kind=COMMUNE_OFFICE),
    Agency("T1", "Thôn Rạch Núi", kind=VILLAGE),
    Agency("S1", "Ban Quản lý khu du lịch Mũi Nai", kind=SERVICE),
    Agency("E1", "Công ty TNHH một thành viên Cấp nước", kind=ENTERPRISE),
)
REGISTRY = Registry((*standard_registry().agencies, *PLACES), "Kiên Giang")
NAMES = [
    (agency.code, name) for agency in REGISTRY.agencies for name in (agency.name, *agency.aliases)
]


def spellings() -> Iterator[tuple[str, str, str]]:
    """(province, code, spelling) for each spelling that a province's plan uses."""
    with (DATA / "agency_spellings.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == 119
    for row in rows:
        used = [province for province in PROVINCES if int(row[province])]
        assert used
        yield from ((province, row["code"], row["variant"]) for province in used)


REGISTRIES = {
    province: Registry((*standard_registry().agencies, *PLACES), name)
    for province, name in PROVINCES.items()
}


@pytest.mark.parametrize(("province", "code", "spelling"), list(spellings()))
def test_published_spellings(province: str, code: str, spelling: str) -> None:
    registry = REGISTRIES[province]
    if code in GROUPS:
        kinds = GROUPS[code] | ({DISTRICT} if "địa phương" in spelling else set())
        members = [agency for agency in registry.agencies if agency.kind in kinds]
        assert registry.resolve(spelling) is None
        assert registry.resolve_group(spelling) == members
        expected = tuple(Party(agency.code, spelling) for agency in members)
        assert registry.resolve_cell(spelling) == Parties(expected)
    else:
        assert registry.resolve_cell(spelling) == Parties((Party(code),))
        assert registry.resolve_group(spelling) == []


@pytest.mark.parametrize(("code", "name"), NAMES)
def test_names_and_aliases_name_one_agency(code: str, name: str) -> None:
    assert REGISTRY.resolve(name) == REGISTRY.by_code(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SKHDT", "SKHDT"),
        ("skhdt", "SKHDT"),
        ("SKHĐT", "SKHDT"),
        ("Sở KHĐT", "SKHDT"),
        ("sở kh&đt", "SKHDT"),
        ("Sở KH & ĐT", "SKHDT"),
        ("Sở Kế hoạch & Đầu tư tỉnh Kiên Giang", "SKHDT"),
        ("Sở TC", "STC"),
        ("Sở NN-PTNT", "SNNPTNT"),
        ("Sở NNPTNT", "SNNPTNT"),
        ("Sở NN và PTNT", "SNNPTNT"),
        ("Sở Nông nghiệp và PTNT", "SNNPTNT"),
        ("Sở NN&MT", "SNNMT"),
        ("Sở TN&MT", "STNMT"),
        ("Sở TNMT", "STNMT"),
        ("Sở GD&ĐT", "SGDDT"),
        ("Sở GDĐT", "SGDDT"),
        ("Sở KHCN", "SKHCN"),
        ("Sở TT&TT", "STTTT"),
        ("Sở TTTT", "STTTT"),
        ("Sở GTVT", "SGTVT"),
        ("Sở LĐTBXH", "SLDTBXH"),
        ("Sở LĐ-TB&XH", "SLDTBXH"),
        ("Sở LĐ – TB và XH", "SLDTBXH"),
        ("Sở VHTTDL", "SVHTTDL"),
        ("Sở VH,TT&DL", "SVHTTDL"),
        ("Sở VH-TT", "SVHTT"),
        ("Sở VHTT", "SVHTT"),
        ("Sở Y tế (chủ trì)", "SYT"),
        ("Sở Y tế (SYT)", "SYT"),
        ("Giám đốc Sở Y tế", "SYT"),
        ("sở y tế.", "SYT"),
        ("Trưởng Ban Dân tộc", "BDT"),
        ("Chánh Thanh tra tỉnh", "TTR"),
        ("Chánh Văn phòng UBND tỉnh", "VPUB"),
        ("VP UBND tỉnh", "VPUB"),
        ("Văn phòng Ủy ban nhân dân tỉnh Kiên Giang", "VPUB"),
        ("CA tỉnh", "CA"),
        ("Công an Kiên Giang", "CA"),
        ("BCHQS tỉnh", "BCHQS"),
        ("Bộ CHQS tỉnh", "BCHQS"),
        ("BCH BĐBP tỉnh", "BDBP"),
        ("BĐBP tỉnh", "BDBP"),
        ("BQL KKT tỉnh", "BQLKKT"),
        ("Ban QL các KCN", "BQLKCN"),
        ("Trung tâm XTĐT, TM&DL", "TTXT"),
        ("Đài PT-TH", "PTTH"),
        ("Đài PTTH Kiên Giang", "PTTH"),
        ("NHNN tỉnh", "NHNN"),
        ("NHNN Việt Nam chi nhánh tỉnh Kiên Giang", "NHNN"),
        ("KBNN", "KBNN"),
        ("Liên minh HTX", "LMHTX"),
        ("UBMTTQVN tỉnh", "MTTQ"),
        ("Ủy ban MTTQ Việt Nam tỉnh", "MTTQ"),
        ("Hội LHPN tỉnh", "HLHPN"),
        ("LĐLĐ tỉnh", "LDLD"),
        ("BHXH tỉnh", "BHXH"),
        ("UBND tỉnh", "UBNDT"),
        ("Chủ tịch UBND tỉnh Kiên Giang", "UBNDT"),
        ("UBND TP. Rạch Giá", "H3"),
        ("Chủ tịch Ủy ban nhân dân huyện Châu Thành", "H1"),
        ("UBND huyện Châu Thành, tỉnh Kiên Giang", "H1"),
    ],
)
def test_other_spellings(text: str, code: str) -> None:
    assert REGISTRY.resolve(text) == REGISTRY.by_code(code)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "Sở", "Ban", "UBND", "TT", "Sở Văn hóa", "Sở Nông nghiệp", "Sở Tài chánh", "Sở KH",
        "Sở Y tế tỉnh Hậu Giang", "Báo Đồng Nai", "Phó Giám đốc Sở Y tế", "Sở Y tế (Chi cục)",
        "Sở Y tế, Sở Tài chính", "UBND huyện", "UBND thành phố", "UBND xã Châu Thành", "Châu Thành",
        "Sở Giao thông", "Văn phòng", "Trung tâm", "các sở, ban, ngành", "Khu công nghiệp",
        "Công an huyện Châu Thành", "BTV", "Sở A", "x" * 400,
    ],
)  # fmt: skip
def test_never_a_guess(text: str) -> None:
    assert REGISTRY.resolve(text) is None


def test_a_syllable_is_no_abbreviation() -> None:
    registry = Registry([Agency("CA", "Công an tỉnh"), Agency("B", "Ban Dân tộc")])
    texts = ("Công an ninh", "Công a n", "Ban Dinh ân tộc", "Bảo an ninh Dân tộc")
    assert [registry.resolve(text) for text in texts] == [None] * 4
    assert registry.resolve("CA tỉnh") == registry.by_code("CA")
    assert Registry([Agency("1", "Sở Y tế")]).resolve("SYT") is not None


def test_what_two_agencies_can_mean_means_none() -> None:
    registry = Registry(
        [
            Agency("A", "Sở Nội vụ"),
            Agency("B", "Sở Ngoại vụ"),
            Agency("C", "Ban Quản lý dự án", ("Ban QLDA",)),
            Agency("D", "Ban Quản lý di tích", ("Ban QLDA",)),
        ]
    )
    assert [registry.resolve(text) for text in ("SNV", "Sở NV", "Ban QLDA")] == [None] * 3
    assert registry.resolve("Sở Ngoại vụ") == registry.by_code("B")
    assert registry.resolve_cell("Ban QLDA; B") == Parties((Party("B"),), ("Ban QLDA",))


def test_the_capital_is_not_the_province_of_its_name() -> None:
    agencies = [Agency("T", "UBND tỉnh Trà Vinh"), Agency("TP", "UBND thành phố Trà Vinh")]
    registry = Registry(agencies, "Trà Vinh")
    found = [
        registry.resolve(text)
        for text in ("UBND tỉnh", "UBND TP Trà Vinh", "UBND thành phố", "UBND tỉnh Trà Vinh")
    ]
    assert found == [agencies[0], agencies[1], None, agencies[0]]


def test_a_city_under_central_government() -> None:
    registry = Registry([Agency("SYT", "Sở Y tế")], "thành phố Cần Thơ")
    texts = ("Sở Y tế thành phố Cần Thơ", "Sở Y tế TP. Cần Thơ", "Sở Y tế thành phố", "Sở Y tế")
    assert [registry.resolve(text) is not None for text in texts] == [True, True, True, True]


def test_an_abbreviated_name_is_read_in_full() -> None:
    registry = Registry([Agency("A", "Sở NN&PTNT"), Agency("B", "Văn phòng UBND tỉnh")])
    texts = ("Sở Nông nghiệp và Phát triển nông thôn", "Sở NNPTNT", "Sở Nông nghiệp và PTNT")
    assert {registry.resolve(text) for text in texts} == {registry.by_code("A")}
    assert registry.resolve("Văn phòng Ủy ban nhân dân") == registry.by_code("B")


@given(st.sampled_from(NAMES), st.data())
def test_spelling_does_not_matter(named: tuple[str, str], data: st.DataObject) -> None:
    code, name = named
    text = name.replace("hóa", "hoá").replace("Ủy", "Uỷ") if data.draw(st.booleans()) else name
    text = text.replace(" ", data.draw(st.sampled_from((" ", "  ", "\u00a0", "\n", " \u200b"))))
    cases: tuple[Callable[[str], str], ...] = (str.upper, str.lower, str.title, str)
    text = data.draw(st.sampled_from(cases))(text)
    text = unicodedata.normalize(data.draw(st.sampled_from(("NFC", "NFD"))), text)
    text = text.replace("-", data.draw(st.sampled_from(("-", "–", "&", ","))))
    assert REGISTRY.resolve(f" {text} ") == REGISTRY.by_code(code)


@given(st.text(max_size=60))
def test_any_text_is_looked_up(text: str) -> None:
    cell = REGISTRY.resolve_cell(text)
    assert set(cell.codes) <= {agency.code for agency in REGISTRY.agencies}
    assert all(piece in text for piece in cell.unresolved)
    assert bool(cell.members or cell.unresolved) == bool(text.replace(";", "").strip())


KIND_LETTERS = dict(zip("DHXPTSECUO", KINDS, strict=True))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Các sở, ban, ngành", "D"),
        ("sở, ban, ngành", "D"),
        ("CÁC SỞ-BAN-NGÀNH CẤP TỈNH", "D"),
        ("Các Sở, ban ngành tỉnh Kiên Giang", "D"),
        ("Thủ trưởng các sở, ban, ngành tỉnh", "D"),
        ("Giám đốc các Sở, Thủ trưởng các ban, ngành", "D"),
        ("các ngành", "D"),
        ("các sở, ban, ngành, đoàn thể cấp tỉnh", "DU"),
        ("Các sở, ban, ngành, đơn vị, địa phương", "DH"),
        ("Các sở, ban, ngành và UBND các huyện, thành phố", "DH"),
        ("các địa phương", "H"),
        ("UBND thành phố, thị xã và các huyện", "H"),
        ("UBND các TP, TX, huyện", "H"),
        ("UBND huyện, thị xã, thành phố", "H"),
        ("Ủy ban nhân dân các huyện/thành phố", "H"),
        ("các huyện, thị xã, thành phố", "H"),
        ("UBND cấp huyện, cấp xã", "HX"),
        ("UBND các xã, phường, thị trấn", "X"),
        ("UBND cấp xã", "X"),
        ("các xã, phường, đặc khu", "X"),
        ("các đoàn thể", "U"),
        ("UBMTTQVN và các Đoàn thể tỉnh", "U"),
        ("các tổ chức chính trị - xã hội", "U"),
        ("Các cơ quan Trung ương đóng trên địa bàn tỉnh", "C"),
        ("Sở, ban, ngành", "D"),
        ("UBND cấp huyện", "H"),
        ("Cơ quan trung ương", "C"),
        ("đoàn thể", "U"),
        ("Khác", "O"),
        ("Phòng, ban cấp xã", "P"),
        ("các phòng, ban", "P"),
        ("Các phòng chuyên môn thuộc UBND xã", "P"),
        ("các phòng, ban, đơn vị", "P"),
        ("Các ban, ngành cấp xã", "P"),
        ("Trưởng các phòng, ban, ngành xã", "P"),
        ("Thôn, ấp, khu phố", "T"),
        ("các thôn", "T"),
        ("Trưởng các thôn, ấp, tổ dân phố", "T"),
        ("các khu phố trên địa bàn phường", "T"),
        ("Các thôn, bản của xã", "T"),
        ("Đơn vị sự nghiệp", "S"),
        ("các đơn vị sự nghiệp", "S"),
        ("Các đơn vị sự nghiệp công lập trực thuộc UBND tỉnh", "S"),
        ("Các sở, ban, ngành, đơn vị sự nghiệp cấp tỉnh", "DS"),
        ("UBND các xã, phường, các thôn", "XT"),
        ("Các phòng, ban và các thôn, ấp", "PT"),
        ("các doanh nghiệp", "E"),
        ("Các doanh nghiệp trên địa bàn xã", "E"),
        ("Các sở, ban, ngành, doanh nghiệp", "DE"),
    ],
)
def test_groups(text: str, letters: str) -> None:
    kinds = {KIND_LETTERS[letter] for letter in letters}
    members = [agency for agency in REGISTRY.agencies if agency.kind in kinds]
    assert REGISTRY.resolve_group(text) == members
    assert {agency.kind for agency in members} == kinds
    assert REGISTRY.resolve_group(unicodedata.normalize("NFD", text.upper())) == members


@pytest.mark.parametrize(
    "text",
    [
        "", "Sở", "ban", "huyện", "UBND", "UBND huyện", "UBND xã", "UBND tỉnh",
        "UBND tỉnh, thành phố", "UBND các tỉnh, thành phố", "các sở, ngành liên quan",
        "các sở, ngành có liên quan", "các cơ quan, đơn vị",
        "các ban", "các phòng, ban cấp huyện", "các phòng, ban thuộc sở", "văn phòng",
        "các đơn vị sự nghiệp thuộc sở", "các hội doanh nghiệp", "các doanh nghiệp nhà nước",
        "phòng, ban", "thôn", "các văn phòng", "nông thôn", "Công an các huyện",
        "các Ban Quản lý dự án", "thành viên UBND tỉnh",
        "UBND các huyện và TP. Rạch Giá", "các Sở: Tài chính, Y tế", "xã hội", "Hội Nông dân",
        "Các sở, ban, ngành; UBND các huyện", "Sở Văn hóa, Thể thao và Du lịch", "Ban Dân tộc",
        "Mặt trận Tổ quốc", "MTTQ, MTTQ", "MTTQ và các sở, ngành", "huyện, huyện", "các sở, " * 60,
    ],
)  # fmt: skip
def test_no_groups(text: str) -> None:
    assert REGISTRY.resolve_group(text) == []


@pytest.mark.parametrize("agency", REGISTRY.agencies, ids=lambda agency: agency.code)
def test_an_agency_is_no_group(agency: Agency) -> None:
    assert [
        REGISTRY.resolve_group(name) for name in (agency.name, *agency.aliases, agency.code)
    ] == [[] for _ in range(len(agency.aliases) + 2)]


def parties(*codes: str, unresolved: tuple[str, ...] = ()) -> Parties:
    return Parties(tuple(map(Party, codes)), unresolved)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", parties()),
        (" ; \n;", parties()),
        ("Sở Y tế", parties("SYT")),
        ("Sở Y tế; STC", parties("SYT", "STC")),
        ("Sở Tư pháp, Văn phòng UBND tỉnh", parties("STP", "VPUB")),
        ("Sở Văn hóa, Thể thao và Du lịch", parties("SVHTTDL")),
        ("Sở Văn hóa,\nThể thao và Du lịch", parties("SVHTTDL")),
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế", parties("SVHTTDL", "SYT")),
        ("Sở Tài chính và Sở Kế hoạch và Đầu tư", parties("STC", "SKHDT")),
        ("Sở Kế hoạch và Đầu tư, Sở Tài chính, và Sở Y tế", parties("SKHDT", "STC", "SYT")),
        ("Sở Tài chính\nSở Y tế", parties("STC", "SYT")),
        ("- Sở Tài chính\n- Sở Y tế", parties("STC", "SYT")),
        ("1. Sở Tài chính; 2. Sở Y tế", parties("STC", "SYT")),
        ("Sở Tài chính/Sở Y tế", parties("STC", "SYT")),
        ("Sở Tài chính & Sở Y tế", parties("STC", "SYT")),
        ("Sở Tài chính - Sở Y tế", parties("STC", "SYT")),
        ("SYT, STC", parties("SYT", "STC")),
        ("Sở Tài chính; STC; Sở Tài chính tỉnh", parties("STC")),
        ("Các Sở: Ngoại vụ, Nội vụ", parties("SNgV", "SNV")),
        ("Các Sở Ngoại vụ và Nội vụ", parties("SNgV", "SNV")),
        ("các Sở, ngành: Tài chính, Y tế", parties("STC", "SYT")),
        ("Các Sở: Tài chính; Y tế", parties("STC", "SYT")),
        (
            "Các Sở: Ngoại vụ, Kế hoạch và Đầu tư, Ban Quản lý Khu kinh tế tỉnh",
            parties("SNgV", "SKHDT", "BQLKKT"),
        ),
        ("UBND các huyện: Châu Thành, Giồng Riềng", parties("H1", "H2")),
        ("UBND các huyện, thành phố: Châu Thành, Rạch Giá", parties("H1", "H3")),
        ("UBND các huyện Châu Thành và Giồng Riềng", parties("H1", "H2")),
        # Nobody is left out of a piece in silence.
        ("Sở Tài chính, Công ty X", parties(unresolved=("Sở Tài chính, Công ty X",))),
        ("Sở Tài chính; Công ty X ", parties("STC", unresolved=("Công ty X",))),
        ("Sở Tài chính, Kế hoạch", parties(unresolved=("Sở Tài chính, Kế hoạch",))),
        ("Các Sở: Tài chính, Thủy lợi", parties(unresolved=("Các Sở: Tài chính, Thủy lợi",))),
        ("Sở Y tế và các đơn vị", parties(unresolved=("Sở Y tế và các đơn vị",))),
        ("SYT STC", parties(unresolved=("SYT STC",))),
        ("UBND huyện Châu Thành, Kiên", parties(unresolved=("UBND huyện Châu Thành, Kiên",))),
    ],
)  # fmt: skip
def test_cells(text: str, expected: Parties) -> None:
    assert REGISTRY.resolve_cell(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Sở Y tế, " * 1000, "x," * 500, "Các Sở: " + "Y tế, " * 1500],
    ids=["long", "many parts", "long under a head"],
)
def test_a_list_beyond_measure_is_not_read(text: str) -> None:
    assert REGISTRY.resolve_cell(text) == parties(unresolved=(text.strip(),))


def members(kind: str, group: str, without: str = "") -> list[Party]:
    return [Party(a.code, group) for a in REGISTRY.agencies if a.kind == kind and a.code != without]


def test_a_cell_of_groups() -> None:
    cell = REGISTRY.resolve_cell("Các sở, ban, ngành; UBND các huyện, thành phố")
    expected = members(DEPARTMENT, "Các sở, ban, ngành") + members(
        DISTRICT, "UBND các huyện, thành phố"
    )
    assert cell == Parties(tuple(expected))


def test_the_fatherland_front_beside_a_group() -> None:
    cell = REGISTRY.resolve_cell("MTTQ và các sở, ngành")
    assert cell.members == (Party("MTTQ"), *members(DEPARTMENT, "các sở, ngành"))


def test_who_is_named_counts_for_more_than_who_is_of_a_group() -> None:
    group = "các sở, ban, ngành"
    first = [Party("SYT"), *members(DEPARTMENT, group, without="SYT")]
    assert REGISTRY.resolve_cell(f"Sở Y tế; {group}").members == tuple(first)
    last = [Party("SYT") if p.code == "SYT" else p for p in members(DEPARTMENT, group)]
    assert REGISTRY.resolve_cell(f"{group}; Sở Y tế").members == tuple(last)
    assert REGISTRY.resolve_cell(f"Sở Y tế, {group}").members == tuple(first)


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=6),
    st.sampled_from((";", ", ", "\n", "; ")),
)
def test_a_list_of_names_is_read_name_by_name(named: list[tuple[str, str]], joint: str) -> None:
    names = [(code, name) for code, name in named if ";" not in name and ":" not in name]
    cell = REGISTRY.resolve_cell(joint.join(name for _, name in names))
    assert cell == parties(*dict.fromkeys(code for code, _ in names))


# Validity and successors.

OLD_DAY, NEW_DAY = date(2024, 6, 1), date(2025, 6, 1)
END, START = date(2025, 2, 28), date(2025, 3, 1)
REFORM = Registry(
    [
        Agency("SKHDT", "Sở Kế hoạch và Đầu tư", valid_until=END, successors=("STC",)),
        Agency("STC", "Sở Tài chính", valid_until=END, successors=("STC",), contact="old"),
        Agency("STC", "Sở Tài chính", valid_from=START, contact="new"),
        Agency("SXD1", "Sở Xây dựng", valid_until=END, successors=("SXD2",)),
        Agency("SXD2", "Sở Xây dựng", valid_from=START),
        Agency("SLDTBXH", "Sở LĐTB&XH", valid_until=END, successors=("SNV", "SYT", "SNV")),
        Agency("SNV", "Sở Nội vụ"),
        Agency("SYT", "Sở Y tế", valid_until=date(2025, 5, 1), successors=("SYT2", "SYT")),
        Agency("SYT2", "Sở Y tế và Dân số", valid_from=date(2025, 5, 2)),
        Agency("HUYEN", "UBND huyện A", kind=DISTRICT, valid_until=date(2025, 6, 30)),
        Agency("LOOP1", "Ban A", valid_until=END, successors=("LOOP2",)),
        Agency("LOOP2", "Ban B", valid_until=END, successors=("LOOP1", "?")),
    ]
)


@pytest.mark.parametrize(
    ("code", "day", "successors"),
    [
        ("SKHDT", END, ("SKHDT",)),
        ("SKHDT", START, ("STC",)),
        ("STC", START, ("STC",)),
        ("SXD1", NEW_DAY, ("SXD2",)),
        ("SLDTBXH", START, ("SNV", "SYT")),
        ("SLDTBXH", NEW_DAY, ("SNV", "SYT2")),
        ("SXD2", OLD_DAY, ()),
        ("HUYEN", date(2025, 7, 1), ()),
        ("LOOP1", NEW_DAY, ()),
        ("?", NEW_DAY, ()),
    ],
)
def test_successors(code: str, day: date, successors: tuple[str, ...]) -> None:
    assert REFORM.successors_on(code, day) == successors


def test_a_name_that_two_bodies_bear_means_that_of_the_day() -> None:
    found = [REFORM.resolve("Sở Xây dựng", day) for day in (OLD_DAY, END, START, None)]
    assert [agency and agency.code for agency in found] == ["SXD1", "SXD1", "SXD2", None]
    cells = [REFORM.resolve_cell("Sở Xây dựng", day).codes for day in (OLD_DAY, NEW_DAY, None)]
    assert cells == [("SXD1",), ("SXD2",), ()]


def test_a_code_that_two_bodies_bear_means_that_of_the_day_else_the_last() -> None:
    for find in (REFORM.by_code, REFORM.resolve):
        found = [find("STC", day) for day in (OLD_DAY, NEW_DAY, None)]
        assert [agency and agency.contact for agency in found] == ["old", "new", "new"]
    assert REFORM.by_code("?") is None


def test_a_name_that_one_body_bears_means_it_on_any_day() -> None:
    assert REFORM.resolve("Sở KH&ĐT", NEW_DAY) == REFORM.by_code("SKHDT")


def test_groups_of_a_day() -> None:
    codes = {
        day: [agency.code for agency in REFORM.resolve_group("UBND các huyện", day)]
        for day in (OLD_DAY, date(2025, 7, 1), None)
    }
    assert codes == {OLD_DAY: ["HUYEN"], date(2025, 7, 1): [], None: ["HUYEN"]}


@pytest.mark.parametrize(
    ("day", "valid"),
    [(date(2025, 2, 28), True), (date(2025, 3, 1), False), (date(1999, 1, 1), True)],
)
def test_validity(day: date, valid: bool) -> None:
    assert Agency("A", "A", valid_until=END).is_valid_on(day) == valid


# Codes, suggestions, the catalogue.


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sở Kế hoạch và Đầu tư", "SKHDT"),
        ("Liên minh Hợp tác xã tỉnh", "LMHTX"),
        ("Đài Phát thanh - Truyền hình", "DPTTH"),
        ("UBND huyện Ứng Hòa", "UBNDHUH"),
        ("Ủy ban nhân dân huyện Ứng Hòa", "UBNDHUH"),
        ("Sở NN&PTNT", "SNNPTNT"),
        ("Quận 10", "Q10"),
        ("", ""),
    ],
)
def test_initials(name: str, code: str) -> None:
    assert initials(name) == code


def test_codes_are_unique() -> None:
    taken: list[str] = []
    for name in ("Sở Nội vụ", "Sở Ngoại vụ", "Sở Nông vụ", "", "?"):
        taken.append(make_code(name, taken))
    assert taken == ["SNV", "SNV2", "SNV3", "CQ", "CQ2"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Sở Tài chánh", "Sở Tài chính"),
        ("So Tai chinh", "Sở Tài chính"),
        ("Sở Nông nghiệp và PTNN", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("UBND huyện Châu Thanh", "UBND huyện Châu Thành"),
    ],
)
def test_suggestions(text: str, first: str) -> None:
    names = REGISTRY.suggest(text)
    assert names[0] == first
    assert len(names) <= 3
    assert REGISTRY.suggest(text, limit=1) == [first]


def test_no_suggestions() -> None:
    assert REGISTRY.suggest("") == []
    assert Registry([]).suggest("Sở Y tế") == []


def test_the_usual_bodies() -> None:
    bodies = standard_registry().agencies
    codes = [body.code for body in bodies]
    assert len(set(codes)) == len(codes) > 60
    assert {body.kind for body in bodies} == {
        DEPARTMENT,
        CENTRAL,
        UNION,
        SERVICE,
        ENTERPRISE,
        OTHER,
    }
    assert all(unicodedata.is_normalized("NFC", body.name) for body in bodies)
    assert all(code.isascii() and code.isalnum() for code in codes)
    spelt = {code for _, code, _ in spellings()}
    assert spelt - {"ALL", "UBNDH"} <= set(codes)


def test_a_registry_travels_to_another_process() -> None:
    registry = Registry(list(REGISTRY.agencies), "Kiên Giang")
    before = registry.resolve_cell("Sở Y tế; UBND các huyện")
    copy = pickle.loads(pickle.dumps(registry))
    assert copy == registry
    assert copy.resolve_cell("Sở Y tế; UBND các huyện") == before


@pytest.mark.parametrize("province", ["Hồ Chí Minh", "thành phố Hồ Chí Minh", "TP. Hồ Chí Minh"])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sở Y tế Thành phố", "SYT"),
        ("Công an TP", "CA"),
        ("Công an thành phố Hồ Chí Minh", "CA"),
        ("Sở Y tế TP.HCM", "SYT"),
        ("Văn phòng UBND TPHCM", "VPUB"),
        ("UBND Thành phố", "UBNDT"),
        ("UBND thành phố Hồ Chí Minh", "UBNDT"),
        ("Công an TP. Cần Thơ", None),
        ("UBND thành phố Thủ Đức", None),
    ],
)
def test_cities_of_a_province_s_rank(province: str, text: str, code: str | None) -> None:
    found = standard_registry(province).resolve(text)
    assert (found.code if found else None) == code
