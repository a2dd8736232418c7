"""Plans put together at random, with texts that try what writes and reads them."""

from __future__ import annotations

from hypothesis import strategies as st

from plansheet.plan.workbook.tables import PlanTables
from support.filling import agency, allocation, plan_tables

TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip() == text and text.strip("\ufffe\uffff"))
AWKWARD = st.sampled_from(
    [
        "=1+1",
        "+1",
        "@a",
        "'x",
        '"trích"',
        "a\nb",
        "Hòa\u0323i",
        "‘’“”",
        "_x0041_",
        "<b>&amp;",
        "1,5",
    ]
)
WORDS = TEXT | AWKWARD
CODES = st.from_regex(r"[A-Za-zĐđ0-9](?:[A-Za-z0-9._-]{0,6}[A-Za-z0-9])?", fullmatch=True).filter(
    lambda code: not code.casefold().endswith((".tu", ".mau", ".qs"))
)


@st.composite
def random_tables(draw: st.DrawFn) -> PlanTables:
    codes = draw(st.lists(CODES, min_size=1, max_size=4, unique_by=str.casefold))
    agencies = [
        agency(code, f"Cơ quan số {n}", contact=draw(st.just("") | WORDS))
        for n, code in enumerate(codes)
    ]
    dues = st.sampled_from(["", "Quý IV/2021", "Hàng năm", "30/6/2021", "Năm 2021", "Quý II"])
    parties = st.lists(st.sampled_from(codes), max_size=3, unique=True).map("; ".join)
    tasks = [
        {
            "task_code": code,
            "task_name": draw(WORDS),
            "field": draw(st.just("") | WORDS),
            "leads": draw(parties),
            "coordinators": draw(parties),
            "due": draw(dues),
            "level": draw(st.just("") | WORDS),
            "note": draw(st.just("") | WORDS),
            "stt": draw(st.just("") | st.just("1") | WORDS),
        }
        for code in draw(st.lists(CODES, max_size=4, unique_by=str.casefold))
    ]
    rules = st.sampled_from(["Cộng", "Tỷ lệ", "Lớn nhất", "Không tổng hợp"])
    targets = st.just("") | st.sampled_from(["88,15", ">90", "7-9", "duy trì", "100% xã"]) | WORDS
    indicators = [
        {
            "indicator_code": code,
            "indicator_name": draw(WORDS),
            "unit": draw(st.sampled_from(["xã", "tỷ đồng", "người"])),
            "aggregation": draw(rules),
            "reporters": draw(parties),
            "goal": draw(targets),
            "previous_term": draw(st.just("") | WORDS),
            **{n: draw(st.just("") | WORDS) for n in ("field", "numerator", "weight")},
            "adds_up": draw(st.sampled_from(["", "Có", "Không"])),
            "direction": draw(st.sampled_from(["", "Tăng", "Giảm", "Ổn định"])),
            **{f"target_{year}": draw(targets) for year in (2021, 2022)},
            **{f"history_{year}": draw(targets) for year in draw(st.sets(st.integers(1995, 2020)))},
        }
        for code in draw(st.lists(CODES, max_size=3, unique_by=str.casefold))
    ]
    allocations = [
        allocation(row["indicator_code"], agency_code, target_2021=draw(targets))
        for row in indicators
        for agency_code in draw(st.lists(st.sampled_from(codes), max_size=2, unique=True))
    ]
    return plan_tables(tasks, indicators, agencies=agencies, allocations=allocations)
