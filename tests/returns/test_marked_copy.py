"""The marked copy of a faulty return: the very file, to be corrected and sent again."""

from __future__ import annotations

import json
import os
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

import plansheet
from plansheet.cli.commands import cli
from plansheet.returns.marked_copy import annotate
from plansheet.returns.objects import OURS_BELOW
from plansheet.workbooks.formula_safety import is_harmless
from support.filling import make_plan, plan_tables, task
from support.hostile.builders import zipped

AS_OF = date(2021, 6, 20)


@pytest.fixture
def plan(tmp_path: Path) -> plansheet.Plan:
    return make_plan(tmp_path, plan_tables([task("NV1", "SYT"), task("NV2", "SYT")]))


@pytest.fixture
def faulty(plan: plansheet.Plan, tmp_path: Path) -> Path:
    """A return with three faults: H6 is not in the list, I7 out of range, a foreign formula."""
    (path,) = plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Nhiệm vụ"]
    sheet["H6"].value, sheet["H7"].value, sheet["I7"].value = "Gần xong", "Đang thực hiện", 140
    sheet["J7"].value = "='[so_khac.xlsx]Trang1'!A1"
    sheet["M6"].value = "=1+1 là hai"
    sheet["M6"].data_type = "s"
    (tmp_path / "returns").mkdir()
    target = tmp_path / "returns" / path.name
    workbook.save(target)
    return target


def rules(sheet: Worksheet) -> list[tuple[str, str, object, object]]:
    found = sheet.data_validations.dataValidation
    return sorted((str(r.sqref), r.type or "", r.formula1, r.formula2) for r in found)


def marked(path: Path) -> set[str]:
    sheet = openpyxl.load_workbook(path)["Nhiệm vụ"]
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}


def test_each_bad_cell_is_marked_and_nothing_is_lost(
    plan: plansheet.Plan, faulty: Path, tmp_path: Path
) -> None:
    problems = plansheet.validate(plansheet.read_return(faulty, plan), plan, AS_OF)
    bad = {p.cell for p in problems if p.cell}
    assert {"H6", "I7", "J7"} <= bad
    copy = annotate(faulty, problems, tmp_path / "copy.xlsx")
    before, after = openpyxl.load_workbook(faulty), openpyxl.load_workbook(copy)
    assert after.sheetnames == ["Lỗi", *before.sheetnames]
    assert marked(copy) == bad
    old, new = before["Nhiệm vụ"], after["Nhiệm vụ"]
    assert rules(new) == rules(old) and rules(new)
    assert new.protection.sheet and after.security.lockStructure
    assert after["_plansheet"].sheet_state == "veryHidden"
    comment = new["I7"].comment
    assert comment is not None and "140" in comment.text and "→" in comment.text
    assert new["M6"].value == "=1+1 là hai" and new["M6"].data_type == "s"
    assert new["J7"].data_type == "s" and "so_khac" in new["J7"].value
    assert new["M6"].quotePrefix and new["J7"].quotePrefix
    assert after._external_links == []  # type: ignore[attr-defined]
    listed = [row[7].value for row in after["Lỗi"].iter_rows(min_row=8)]
    assert set(listed) == {f"Nhiệm vụ: {p.cell}" for p in problems}
    links = {cell.hyperlink.location for (cell,) in after["Lỗi"]["H8:H13"] if cell.hyperlink}
    assert "'Nhiệm vụ'!I7" in links


def test_the_list_has_errors_first(plan: plansheet.Plan, faulty: Path, tmp_path: Path) -> None:
    problems = plansheet.validate(plansheet.read_return(faulty, plan), plan, AS_OF)
    wrong = next(p for p in problems if p.severity == "error")
    sheets = {"A": "info", "B": "error", "C": "warning", "D": "error"}
    found = [replace(wrong, sheet=s, severity=of) for s, of in sheets.items()]  # type: ignore[arg-type]
    listed = openpyxl.load_workbook(annotate(None, found, tmp_path / "list.xlsx"))["Lỗi"]
    said = [(row[1].value, str(row[7].value)[0]) for row in listed.iter_rows(min_row=8)]
    assert said == [("✖ Lỗi", "B"), ("✖ Lỗi", "D"), ("⚠ Cảnh báo", "C"), ("· Ghi nhận", "A")]


def test_a_corrected_copy_is_clean_and_merges(
    plan: plansheet.Plan, faulty: Path, tmp_path: Path
) -> None:
    problems = plansheet.validate(plansheet.read_return(faulty, plan), plan, AS_OF)
    copy = annotate(faulty, problems, tmp_path / "copy.xlsx")
    workbook = openpyxl.load_workbook(copy)
    sheet = workbook["Nhiệm vụ"]
    sheet["H6"].value, sheet["I7"].value, sheet["J7"].value = "Tạm dừng", 40, "Đã họp"
    (tmp_path / "again").mkdir()
    workbook.save(tmp_path / "again" / faulty.name)
    ret = plansheet.read_return(tmp_path / "again" / faulty.name, plan)
    assert plansheet.validate(ret, plan, AS_OF) == []
    merged = plansheet.merge(plan, "2021-Q2", tmp_path / "again", AS_OF)
    assert merged.tasks["status"].tolist() == ["Tạm dừng", "Đang thực hiện"]
    clean = annotate(tmp_path / "again" / faulty.name, [], tmp_path / "clean.xlsx")
    assert marked(clean) == set()


def test_old_marks_go_whatever_program_saved_the_copy(
    plan: plansheet.Plan, faulty: Path, tmp_path: Path
) -> None:
    """LibreOffice keeps a comment without its author; a comment of the agency stays."""
    problems = plansheet.validate(plansheet.read_return(faulty, plan), plan, AS_OF)
    workbook = openpyxl.load_workbook(annotate(faulty, problems, tmp_path / "copy.xlsx"))
    sheet = workbook["Nhiệm vụ"]
    for cell in ("H6", "I7"):
        sheet[cell].comment.author = ""
    sheet["O6"].comment = Comment("Đã hỏi lại → chờ", "")
    workbook.save(tmp_path / "again.xlsx")
    assert marked(annotate(tmp_path / "again.xlsx", [], tmp_path / "clean.xlsx")) == {"O6"}


def test_the_same_bytes_every_time(plan: plansheet.Plan, faulty: Path, tmp_path: Path) -> None:
    problems = plansheet.validate(plansheet.read_return(faulty, plan), plan, AS_OF)
    one = annotate(faulty, problems, tmp_path / "one.xlsx").read_bytes()
    assert annotate(faulty, problems, tmp_path / "two.xlsx").read_bytes() == one


def test_the_command_marks_what_is_faulty_and_never_the_original(
    plan: plansheet.Plan, faulty: Path, tmp_path: Path
) -> None:
    (faulty.parent / "thu.xlsx").write_text("Kính gửi", encoding="utf-8")
    before = faulty.read_bytes()
    words = ["validate", str(faulty.parent), "--plan", str(tmp_path / "plan.xlsx")]
    words += ["--as-of", "2021-06-20", "--annotate"]
    done = CliRunner().invoke(cli, [*words, str(tmp_path / "back")], standalone_mode=False)
    assert done.return_value == 1
    assert done.output.endswith(f"để trả lại: {tmp_path / 'back'}\n")
    assert {p.name for p in (tmp_path / "back").iterdir()} == {faulty.name, "thu.xlsx"}
    assert openpyxl.load_workbook(tmp_path / "back" / "thu.xlsx").sheetnames == ["Lỗi"]
    refused = CliRunner().invoke(cli, [*words, str(faulty.parent)], standalone_mode=False)
    assert isinstance(refused.exception, plansheet.OutputError)
    assert faulty.read_bytes() == before


def annotated(
    plan_path: Path, out: Path, *files: Path
) -> tuple[set[tuple[str, str]], dict[str, set[str]]]:
    """What `validate --annotate` finds, code and cell, and the sheets of each copy it writes."""
    words = ["validate", *map(str, files), "--plan", str(plan_path), "--json"]
    words += ["--as-of", "2021-06-20", "--annotate", str(out)]
    done = CliRunner().invoke(cli, words, standalone_mode=False)
    assert done.exception is None
    found = {(p["code"], p["cell"]) for p in json.loads(done.stdout)["problems"]}
    return found, {
        path.relative_to(out).as_posix(): {*openpyxl.load_workbook(path).sheetnames}
        for path in out.rglob("*.*")
    }


NOISE = {"xl/worksheets/_rels/sheet2.xml.rels": b"<<<", "docProps/custom.xml": b"<<<"}


@pytest.mark.slow
def test_a_return_that_cannot_be_edited_is_read_all_the_same(
    plan: plansheet.Plan, faulty: Path, tmp_path: Path
) -> None:
    """The copy is the list alone then, as for a return that was refused.

    What a damaged part held nobody can say: it counts as one thing that was not read.
    """
    with zipfile.ZipFile(faulty) as old:
        parts = {name: old.read(name) for name in old.namelist()} | NOISE
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(zipped(parts))
    in_whole, whole = annotated(tmp_path / "plan.xlsx", tmp_path / "whole", faulty)
    in_alone, alone = annotated(tmp_path / "plan.xlsx", tmp_path / "alone", broken)
    assert in_alone == {*in_whole, ("unread-object", "")} and ("not-in-list", "H6") in in_alone
    assert whole[faulty.name] > {"Lỗi", "Nhiệm vụ"}
    assert alone["broken.xlsx"] == {"Lỗi"}


@pytest.mark.slow
def test_each_copy_has_a_place_of_its_own_inside_the_folder(
    plan: plansheet.Plan, faulty: Path, tmp_path: Path
) -> None:
    """Two returns of one name, an ending that is not .xlsx, a name that acts on a terminal."""
    names = ("a/x.xlsx", "b/x.xlsx", "b/x.xlsm", "b/\x1b[31m\u202e=1.xlsx", f"b/{'ễ' * 80}.xlsx")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(faulty.read_bytes())
    out = tmp_path / "out"
    _, found = annotated(tmp_path / "plan.xlsx", out, *(tmp_path / name for name in names))
    inside = (tmp_path / "x").relative_to(tmp_path.anchor).parent.as_posix()
    assert {*found} == {
        f"{inside}/a/x.xlsx",
        f"{inside}/b/x.xlsx",
        "x.xlsx",
        "⟨U+001B⟩[31m⟨U+202E⟩=1.xlsx",
        f"{'ễ' * 66}.xlsx",
    }
    assert {p.name for p in tmp_path.iterdir()} == {
        *("a", "b", "issued", "out", "plan.xlsx", "returns")
    }
    _, more = annotated(tmp_path / "plan.xlsx", tmp_path / "more", tmp_path / "a", tmp_path / "b")
    assert {*more} == {
        *("x.xlsx", "x (2).xlsx", "x (3).xlsx"),
        *("⟨U+001B⟩[31m⟨U+202E⟩=1.xlsx", f"{'ễ' * 66}.xlsx"),
    }


FOREIGN_PARTS = (
    '<conditionalFormatting sqref="A1:B2"><cfRule type="expression" priority="99">'
    '<formula>WEBSERVICE("http://x")</formula></cfRule></conditionalFormatting>'
)


def test_no_formula_but_our_own_goes_back(
    plan: plansheet.Plan, faulty: Path, tmp_path: Path
) -> None:
    """One that was typed becomes what it gave; rules and names that reach out are dropped."""
    with zipfile.ZipFile(faulty) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet2.xml"
    text = parts[sheet].decode()
    for cell, formula, value in (("J6", "1+1", "2"), ("K6", '"a"&amp;"b"', "ab"), ("N6", "M6", "")):
        typed = f'<c r="{cell}" t="str"><f>{formula}</f><v>{value}</v></c>'
        text, found = re.subn(rf'<c r="{cell}"[^>]*>(?:<v ?/>)?</c>', typed, text)
        assert found == 1
    text = text.replace("<dataValidations", f"{FOREIGN_PARTS}<dataValidations")
    parts[sheet] = text.encode()
    name = '<definedName name="x" localSheetId="1">WEBSERVICE("http://x")</definedName>'
    book = parts["xl/workbook.xml"].decode()
    assert "<definedNames>" in book
    parts["xl/workbook.xml"] = book.replace("<definedNames>", f"<definedNames>{name}").encode()
    faulty.write_bytes(zipped(parts))
    problems = plansheet.validate(plansheet.read_return(faulty, plan), plan, AS_OF)
    assert {"J6", "K6", "N6"} <= {p.cell for p in problems if p.code == "formula-in-input"}
    copy = annotate(faulty, problems, tmp_path / "copy.xlsx")
    after = openpyxl.load_workbook(copy)["Nhiệm vụ"]
    shown = {cell: after[cell].value for cell in ("J6", "K6", "N6")}
    assert shown == {"J6": "2", "K6": "ab", "N6": "=M6"}
    left = {c.coordinate for row in after.iter_rows() for c in row if c.data_type == "f"}
    assert {re.sub("[0-9]", "", cell) for cell in left} == {"A", "P"}, "the status line, the checks"
    with zipfile.ZipFile(copy) as new:
        assert not any(b"WEBSERVICE" in new.read(name) for name in new.namelist())


@pytest.mark.skipif(os.name == "nt", reason="no such files there")
def test_what_is_no_file_costs_only_itself(
    plan: plansheet.Plan, faulty: Path, tmp_path: Path
) -> None:
    folder = faulty.parent
    os.mkfifo(folder / "ống.xlsx")
    (folder / "vòng.xlsx").symlink_to("vòng.xlsx")
    (folder / "không.xlsx").symlink_to("đâu.xlsx")
    (folder / "vô tận.xlsx").symlink_to("/dev/zero")
    (folder / "thư mục.xlsx").mkdir()
    names = {"ống.xlsx", "vòng.xlsx", "không.xlsx", "vô tận.xlsx"}
    _, found = annotated(tmp_path / "plan.xlsx", tmp_path / "back", folder)
    assert {*found} == {faulty.name, *names}
    assert all(found[name] == {"Lỗi"} for name in names)
    merged = plansheet.merge(plan, "2021-Q2", folder, AS_OF)
    refused = {(p["file"], p["code"]) for p in merged.summary()["problems"]}
    assert {r for r in refused if r[0] in names} == {(name, "unreadable") for name in names}


@pytest.mark.parametrize(
    ("formula", "harmless"),
    [
        ("=SUM(A1:B2)/COUNT('Nhiệm vụ'!$A$1:$A$9)", True),
        ('=IF(A1="a|b[c]!x",1,2)', True),
        ("='[so.xlsx]Trang1'!A1", False),
        ("=[1]Trang1!A1", False),
        ("=cmd|'/c calc'!A1", False),
        ('=WEBSERVICE("http://a")', False),
        ('=HYPERLINK("http://a","b")', False),
        ("=INDIRECT(A1)", False),
        ('=HYPERLINK("#"&IF(LEN($E$13)>0,"\'Nhiệm vụ\'!"&$E$13,""),"Còn 2 ô")', True),
        ('=HYPERLINK("#"&IF(LEN($E$13)>0,"\'[x]y\'!"&$E$13,""),"Còn 2 ô")', False),
        ('=HYPERLINK("http:#"&IF(LEN($E$13)>0,"\'y\'!"&$E$13,""),"Còn 2 ô")', False),
        ('=HYPERLINK($E$13&IF(LEN($E$13)>0,"#\'y\'!"&$E$13,""),"Còn 2 ô")', False),
        ("='C:\\tep\\so.xlsx'!A1", False),
        ("=Bảng1[Cột]", False),
    ],
)
def test_which_formulas_may_go_back(formula: str, harmless: bool) -> None:
    assert is_harmless(formula) is harmless


def test_what_somebody_commented_stays_beside_our_comment(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    (path, *_) = plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
    book = openpyxl.load_workbook(path)
    sheet = book["Nhiệm vụ"]
    sheet["I6"], sheet["I6"].comment = "nhiều", Comment("Hỏi lại phòng A", "Lan")
    sheet["C7"].comment = Comment("Xem văn bản 5", "Lan")
    book.save(path)
    for _ in range(2):
        ret = plansheet.read_return(path, plan)
        (found,) = [p for p in ret.problems if p.code == "unread-object"]
        assert (found.sheet, found.cell, found.severity) == ("Nhiệm vụ", "I6,C7", "info")
        assert found.value == "Hỏi lại phòng A · Xem văn bản 5"
        assert "2 ghi chú ô" in found.message
        path = annotate(path, plansheet.validate(ret, plan, date(2021, 7, 1)), tmp_path / "x.xlsx")
        comments = {c.coordinate: c.comment.text for c in commented(path)}
        assert comments["C7"] == "Xem văn bản 5"
        theirs, _, ours = comments["I6"].partition(OURS_BELOW)
        assert theirs == "Hỏi lại phòng A"
        book = openpyxl.load_workbook(path)
        book["Nhiệm vụ"]["J6"].value = "đã hỏi"
        book.save(path)
        assert "không phải là số" in ours


def commented(path: Path) -> list[Any]:
    rows = openpyxl.load_workbook(path)["Nhiệm vụ"].iter_rows()
    return [cell for row in rows for cell in row if cell.comment is not None]


def test_a_marked_copy_counts_once_something_was_corrected(
    plan: plansheet.Plan, faulty: Path, tmp_path: Path
) -> None:
    def seen(path: Path) -> tuple[str, set[tuple[str, str, str]]]:
        ret = plansheet.read_return(path, plan)
        found = plansheet.validate(ret, plan, AS_OF)
        return ret.agency, {(p.code, p.sheet, p.cell) for p in found}

    problems = plansheet.validate(plansheet.read_return(faulty, plan), plan, AS_OF)
    copy = annotate(faulty, problems, tmp_path / "copy.xlsx")
    assert seen(copy) == ("SYT", {("marked-copy", "", "")})
    workbook = openpyxl.load_workbook(copy)
    workbook.save(tmp_path / "saved.xlsx")
    assert seen(tmp_path / "saved.xlsx") == ("SYT", {("marked-copy", "", "")})
    merged = plansheet.merge(plan, "2021-Q2", [copy], AS_OF)
    assert (merged.received, merged.missing) == ([], ["SYT"])
    workbook["Nhiệm vụ"]["I7"].value = 40
    workbook.save(tmp_path / "corrected.xlsx")
    agency, found = seen(tmp_path / "corrected.xlsx")
    assert (agency, "marked-copy" in {code for code, _, _ in found}) == ("SYT", False)
    assert ("out-of-range", "Nhiệm vụ", "I7") not in found
    assert plansheet.merge(plan, "2021-Q2", [tmp_path / "corrected.xlsx"], AS_OF).received == [
        "SYT"
    ]


def test_a_list_of_problems_alone_is_no_return(plan: plansheet.Plan, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK nothing")
    problems = plansheet.validate(plansheet.read_return(tmp_path / "x.xlsx", plan), plan, AS_OF)
    copy = annotate(None, problems, tmp_path / "list.xlsx")
    ret = plansheet.read_return(copy, plan)
    assert (ret.refused, [p.code for p in ret.problems]) == (True, ["marked-copy"])
