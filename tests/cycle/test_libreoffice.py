"""A real spreadsheet program in the loop: what is typed there is what is merged here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import plansheet
from plansheet import Plan, Return
from plansheet.consolidation import TaskClass
from plansheet.forms.names import GUIDE_SHEET, FormName
from plansheet.workbooks.reading import open_workbook
from support.filling import allocation, indicator, make_plan, plan_tables, task
from support.office.libreoffice import LibreOffice
from support.sending import send

AS_OF = date(2021, 7, 1)
TASKS, FIGURES, COORDINATION = "task_report", "indicator_report", "coordination_report"

Typed = Mapping[tuple[str, str, str], object]
"""By form, row code and column what is typed, as the value that it means."""


@dataclass(frozen=True)
class Template:
    """An issued workbook and where its cells are."""

    path: Path
    plan: Plan
    blank: Return

    @classmethod
    def issued(cls, plan: Plan, agency: str, folder: Path) -> Template:
        path = send(plan, folder, {agency: {}}) / f"{agency}_2021-Q2.xlsx"
        return cls(path, plan, plansheet.read_return(path, plan))

    def cell(self, form: str, code: str, column: str) -> str:
        section = self.blank.sections[form]
        return section.cell(section.by_code[code], column)

    def sheet(self, form: str) -> str:
        return self.plan.forms[form].sheet

    def fill(self, office: LibreOffice, typed: Typed) -> None:
        for (form, code, column), value in typed.items():
            at = {self.cell(form, code, column): as_typed(value)}
            text = isinstance(value, str) and not self.plan.forms[form].by_name[column].choices
            (office.write_text if text else office.type)(self.sheet(form), at)  # type: ignore[arg-type]


def as_typed(value: object) -> str | float:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else str(value)


TYPED: Typed = {
    (TASKS, "NV19", "status"): "Hoàn thành",
    (TASKS, "NV19", "progress"): Decimal(100),
    (TASKS, "NV19", "result"): "Đã trình UBND tỉnh.\nChờ phê duyệt",
    (TASKS, "NV19", "document_no"): "15/TTr-SNNPTNT",
    (TASKS, "NV19", "document_date"): date(2021, 6, 20),
    (TASKS, "NV20", "status"): "Đang thực hiện",
    (TASKS, "NV20", "progress"): Decimal("40.5"),
    (TASKS, "NV20", "difficulty"): '=HYPERLINK("http://x.vn") không phải công thức',
    (TASKS, "NV21", "status"): "Chưa triển khai",
    (TASKS, "NV22", "status"): "Tạm dừng",
    (TASKS, "NV22", "proposal"): "  <b>Đề nghị</b> & “gia hạn”  ",
    (TASKS, "NV23", "status"): "Hoàn thành",
    (TASKS, "NV23", "progress"): Decimal(80),
    (TASKS, "NV24", "progress"): Decimal("0.4"),
    (TASKS, "NV25", "status"): "Hoàn thành",
    (TASKS, "NV25", "document_no"): "7/QĐ",
    (TASKS, "NV25", "document_date"): date(2021, 7, 2),
}
WRONG = {("NV23", "progress"), ("NV25", "document_date")}
"""What of it an error blanks."""


@pytest.fixture
def template(kien_giang: Plan, tmp_path: Path) -> Template:
    return Template.issued(kien_giang, "SNNPTNT", tmp_path / "issued")


def figures(plan: Plan) -> Typed:
    """A figure for each column of the indicators of Sở Nông nghiệp, none of them suspicious."""
    found: dict[tuple[str, str, str], object] = {}
    for one in plan.indicators:
        if "SNNPTNT" in one.reporters:
            target = plan.target_for(one, 2021)
            base = target.low if target and target.low else Decimal(12)
            for n, name in enumerate(("actual", "cumulative", "forecast", "last_year")):
                found[FIGURES, one.code, name] = base + Decimal(n) / 8
    return found


@pytest.mark.parametrize("extension", [".xlsx", ".xlsm", ".ods", ".xls"])
def test_what_is_typed_is_what_is_merged(
    libreoffice: LibreOffice, template: Template, tmp_path: Path, extension: str
) -> None:
    plan = template.plan
    typed = {**TYPED, **figures(plan)}
    assert len({code for form, code, _ in typed if form == FIGURES}) == 3
    libreoffice.open(template.path)
    template.fill(libreoffice, typed)
    (tmp_path / "returns").mkdir()
    path = libreoffice.save(tmp_path / "returns" / f"SNNPTNT{extension}")

    ret = plansheet.read_return(path, plan)
    assert (ret.agency, ret.period, ret.refused) == ("SNNPTNT", "2021-Q2", False)
    expected = {
        ("rule-violated", "error", "NV23", "progress"),
        ("rule-violated", "error", "NV23", "document_date"),
        ("rule-violated", "warning", "NV23", "document_no"),
        ("missing-required", "error", "NV24", "status"),
        ("suspicious-scale", "warning", "NV24", "progress"),
        ("date-in-future", "error", "NV25", "document_date"),
        ("missing-required", "error", "NV26", "status"),
        ("missing-required", "error", "NV27", "status"),
    }
    assert {
        (p.code, p.severity, p.sheet, p.cell) for p in plansheet.validate(ret, plan, AS_OF)
    } == {
        (code, severity, template.sheet(TASKS), template.cell(TASKS, row, column))
        for code, severity, row, column in expected
    }

    merged = plansheet.merge(plan, "2021-Q2", tmp_path / "returns", AS_OF)
    right = {key: value for key, value in typed.items() if key[1:] not in WRONG}
    assert {tuple(row) for row in merged.provenance.itertuples(index=False)} == {
        (
            code,
            column,
            value,
            "SNNPTNT",
            path.name,
            template.sheet(form),
            template.cell(form, code, column),
        )
        for (form, code, column), value in right.items()
    }


def guide(office: LibreOffice, template: Template) -> dict[str, tuple[float, float, float]]:
    """The live table on `Hướng dẫn`: rows, missing, against a rule, by sheet."""
    names = office.values(GUIDE_SHEET, [f"A{row}" for row in range(1, 40)])
    found = {}
    for form in (TASKS, FIGURES):
        row = names.index(template.sheet(form)) + 1
        found[form] = tuple(office.values(GUIDE_SHEET, [f"{c}{row}" for c in "BCD"]))
    return found


def test_the_guide_counts_what_is_left_to_do(libreoffice: LibreOffice, template: Template) -> None:
    libreoffice.open(template.path)
    assert guide(libreoffice, template) == {TASKS: (9, 9, 0), FIGURES: (3, 0, 0)}
    template.fill(libreoffice, TYPED)
    # NV24, NV26 and NV27 have no status; NV23 is done with 80 per cent and without a date.
    assert guide(libreoffice, template) == {TASKS: (9, 3, 2), FIGURES: (3, 0, 0)}
    mend = {
        (TASKS, "NV23", "progress"): Decimal(100),
        (TASKS, "NV23", "document_date"): date(2021, 6, 1),
        **{(TASKS, code, "status"): "Chưa triển khai" for code in ("NV24", "NV26", "NV27")},
    }
    template.fill(libreoffice, mend)
    # Now NV24 has not begun but is 0.4 per cent done.
    assert guide(libreoffice, template) == {TASKS: (9, 0, 1), FIGURES: (3, 0, 0)}
    libreoffice.type(template.sheet(TASKS), {template.cell(TASKS, "NV24", "progress"): ""})
    assert guide(libreoffice, template) == {TASKS: (9, 0, 0), FIGURES: (3, 0, 0)}


def test_drop_downs_rules_and_protection(libreoffice: LibreOffice, template: Template) -> None:
    libreoffice.open(template.path)
    assert libreoffice.sheets() == {
        GUIDE_SHEET: True,
        "Nhiệm vụ": True,
        "Chỉ tiêu": True,
        "Đánh giá chung": True,
        "Đề nghị điều chỉnh": True,
        "_plansheet": False,
    }
    form = template.plan.forms[TASKS]
    rows = template.blank.sections[TASKS].rows
    assert len(rows) == 9
    for row in rows:
        at = {c.name: template.cell(TASKS, row.code, c.name) for c in form.columns}
        _, sheet, cells = libreoffice.protection(form.sheet, at.values())
        assert sheet
        assert cells == [not column.is_input for column in form.columns]
        rule = libreoffice.rule(form.sheet, at["status"])
        choices = ";".join(f'"{choice}"' for choice in form.by_name["status"].choices)
        assert (rule["type"], rule["formula1"], rule["refuses"]) == ("LIST", choices, True)
        assert (rule["prompts"], rule["title"]) == (True, "Tình trạng")
        assert rule["message"] == form.by_name["status"].description
        rule = libreoffice.rule(form.sheet, at["progress"])
        assert (rule["type"], rule["formula1"], rule["formula2"]) == ("DECIMAL", "0", "100")
        rule = libreoffice.rule(form.sheet, at["document_date"])
        assert (rule["type"], rule["refuses"]) == ("CUSTOM", True)
        assert "DATEVALUE" in rule["formula1"]
    _, sheet, cells = libreoffice.protection(GUIDE_SHEET, ["A1", "B4", "C12"])
    assert (sheet, cells) == (True, [True, True, True])


def test_ratios_and_other_formulas_of_the_template(
    libreoffice: LibreOffice, tmp_path: Path
) -> None:
    """A ratio's own row follows from the two rows below it; the merge computes the same."""
    ratio = {"unit": "%", "aggregation": "Tỷ lệ", "target_2021": "9,78"}
    tables = plan_tables(
        [task("NV01", "SYT"), task("PH01", "STP", coordinators="SYT")],
        [indicator("CT01", "SYT", target_2021="50"), indicator("CT.TL", "SYT; UBA", **ratio)],
        allocations=[allocation("CT.TL", code, target_2021="9,78") for code in ("SYT", "UBA")],
    )
    plan = make_plan(tmp_path, tables)
    template = Template.issued(plan, "SYT", tmp_path / "issued")
    others = [FormName.NARRATIVE_REPORT, FormName.ADJUSTMENTS]
    assert list(template.blank.sections) == [TASKS, COORDINATION, FIGURES, *others]
    typed: Typed = {
        (FIGURES, "CT.TL.tu", "cumulative"): Decimal(3),
        (FIGURES, "CT.TL.mau", "cumulative"): Decimal(32),
        (FIGURES, "CT.TL.tu", "forecast"): Decimal(10),
        (FIGURES, "CT.TL.mau", "forecast"): Decimal(100),
        (FIGURES, "CT.TL", "last_year"): Decimal("7.5"),
        (FIGURES, "CT01", "forecast"): Decimal(45),
        (COORDINATION, "PH01", "contribution"): "Góp ý dự thảo",
    }
    libreoffice.open(template.path)
    ratios = 3  # actual, cumulative and forecast of the ratio
    percents = 2 * 2  # against the plan and against last year, for each indicator
    computed = [f for f in libreoffice.formulas() if f[0] == "Chỉ tiêu" and "COUNT" in f[2]]
    assert len(computed) == ratios + percents
    template.fill(libreoffice, typed)
    libreoffice.recalculate()
    assert [found for found in libreoffice.formulas() if found[4]] == []
    names = ("cumulative", "forecast", "vs_plan", "vs_last_year")
    cells = [template.cell(FIGURES, "CT.TL", name) for name in names]
    shown = libreoffice.values("Chỉ tiêu", cells)
    assert shown == pytest.approx([9.375, 10, 10 / 9.78 * 100, 9.375 / 7.5 * 100])
    (tmp_path / "returns").mkdir()
    libreoffice.save(tmp_path / "returns" / "SYT.xlsx")
    merged = plansheet.merge(plan, "2021-Q2", tmp_path / "returns", AS_OF)
    (row,) = [r for r in merged.indicators.to_dict("records") if r["indicator_code"] == "CT.TL"]
    assert [row["cumulative"], row["forecast"]] == [Decimal("9.375"), Decimal(10)]
    assert float(row["vs_plan"]) == pytest.approx(shown[2])
    assert merged.contributions["contribution"].tolist() == ["Góp ý dự thảo"]
    problems = {p.code for p in merged.all_problems if p.file == "SYT.xlsx"}
    assert problems == {"missing-required", "late-return"}


def test_a_per_cent_of_the_plan_is_never_shown_as_the_target_that_it_misses(
    libreoffice: LibreOffice, tmp_path: Path
) -> None:
    forecasts = {"9996": "99.96", "9995": "99.95", "9994.9": "99.9", "10000.1": "100.001"}
    forecasts |= {"10000": "100.0", "10005": "100.1", "9999.97": "99.9997", "-50": "-0.5"}
    forecasts |= {"3": "0.0", "12346": "123.5"}
    rows = [indicator(f"CT{n}", "SYT", target_2021="10.000") for n in range(len(forecasts))]
    plan = make_plan(tmp_path, plan_tables([], rows))
    template = Template.issued(plan, "SYT", tmp_path / "issued")
    libreoffice.open(template.path)
    figures = zip(rows, forecasts, strict=True)
    template.fill(
        libreoffice, {(FIGURES, r["indicator_code"], "forecast"): Decimal(f) for r, f in figures}
    )
    cells = [template.cell(FIGURES, row["indicator_code"], "vs_plan") for row in rows]
    shown = [text.replace(",", ".") for text in libreoffice.shown("Chỉ tiêu", cells)]
    assert shown == list(forecasts.values())


def test_the_report_recalculated(
    libreoffice: LibreOffice, template: Template, tmp_path: Path
) -> None:
    """LibreOffice has nothing to compute in the report, and shows the figures that were written."""
    libreoffice.open(template.path)
    template.fill(libreoffice, {**TYPED, **figures(template.plan)})
    (tmp_path / "returns").mkdir()
    libreoffice.save(tmp_path / "returns" / "x.xlsx")
    merged = plansheet.merge(template.plan, "2021-Q2", tmp_path / "returns", AS_OF)
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    libreoffice.open(report)
    libreoffice.recalculate()
    assert libreoffice.formulas() == []
    sheets = {sheet.name: sheet for sheet in open_workbook(report).sheets}
    rows = [[value for value in row if value not in (None, "")] for row in sheets["Tổng hợp"].rows]
    shown = {row[0]: row[1] for row in rows if len(row) > 1}
    assert {name.value: shown[name.label.vi] for name in TaskClass} == merged.classes
    assert libreoffice.charts()["Tổng hợp"] == libreoffice.charts()["Theo cơ quan"] == 1
