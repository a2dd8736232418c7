"""The VBA, run in LibreOffice: what each button asks, and what Python is told to do.

The module of xlwings is a stub there, for LibreOffice cannot compile it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from plansheet.addin.building import addin, panel_workbook
from plansheet.addin.macro_sources import MacroSources
from support.addin.macro_office import MacroOffice, with_stubs, workbook

FOLDER = "D:\\Báo cáo\\Quý II\\gửi về"
REPORT = "D:\\Báo cáo\\tổng hợp.xlsx"
PLAN = "D:\\Kế hoạch\\kế hoạch 2021.xlsx"

BUTTONS: dict[str, tuple[dict[str, str], str]] = {
    "PlansheetNew": ({"years": "2026-2030", "new_plan": PLAN}, "new"),
    "PlansheetImport": ({"document": "D:\\370.docx", "new_plan": PLAN}, "import"),
    "PlansheetCheck": ({}, "check"),
    "PlansheetIssue": ({"period": "2021-Q2", "issued": FOLDER, "previous": REPORT}, "issue"),
    "PlansheetStatus": ({"period": "2021-Q2", "as_of": "1/7/2021", "returns": FOLDER}, "status"),
    "PlansheetValidate": ({"as_of": "1/7/2021", "returns": FOLDER}, "validate"),
    "PlansheetMerge": (
        {
            "period": "2021-Q2",
            "as_of": "1/7/2021",
            "returns": FOLDER,
            "previous": "",
            "report": REPORT,
        },
        "merge",
    ),
    "PlansheetSendBack": (
        {"as_of": "1/7/2021", "returns": FOLDER, "marked": "D:\\trả"},
        "send_back",
    ),
    "PlansheetCompare": ({"old_plan": PLAN}, "compare"),
    "PlansheetIssueGroups": (
        {"period": "2021-Q2", "issued": FOLDER, "previous": ""},
        "issue_groups",
    ),
    "PlansheetRemind": (
        {"period": "2021-Q2", "as_of": "1/7/2021", "returns": FOLDER, "letters": "D:\\công văn"},
        "remind",
    ),
    "PlansheetFillIn": (
        {
            "period": "2021-Q2",
            "as_of": "1/7/2021",
            "returns": FOLDER,
            "previous": REPORT,
            "template": "D:\\cấp trên.xlsx",
            "filled": "D:\\gửi lên.xlsx",
        },
        "fill_in",
    ),
    "PlansheetSettings": ({}, "settings"),
    "PlansheetForms": ({"forms": "D:\\biểu mẫu"}, "forms"),
    "PlansheetHelp": ({}, "help"),
}
"""By callback: what it asks, in order, and the name of the Python function that it runs."""

OPTIONAL = {"previous", "forms"}
"""Questions that ask first whether there is one."""

NEED_NONE = {
    "PlansheetNew",
    "PlansheetImport",
    "PlansheetSettings",
    "PlansheetForms",
    "PlansheetHelp",
}
NEED_A_PLAN = [callback for callback in BUTTONS if callback not in NEED_NONE]


def command(button: str) -> str:
    return f"from plansheet.addin import press; press('{button}')\n"


def typed(answers: dict[str, str]) -> list[str]:
    """What a user gives to each dialog, in order."""
    lines: list[str] = []
    for key, answer in answers.items():
        if key in OPTIONAL:
            lines.append("yes" if answer else "no")
        lines += [answer] if answer else []
    return lines


@pytest.fixture(scope="module")
def stubbed(sources: MacroSources) -> bytes:
    return addin(with_stubs(sources)).to_bytes()


@pytest.fixture
def ribbon(office: MacroOffice, stubbed: bytes, tmp_path: Path) -> MacroOffice:
    """The add-in, set up, beside an open plan."""
    office.load(stubbed, tmp_path / "plansheet.xlam")
    office.run('Keeping.Kept = ""', "Dialogs.Protected = False", 'Dialogs.Gone = ""')
    office.give()
    office.show(workbook(tmp_path / "kế hoạch & dự toán.xlsx", "Kế hoạch"))
    return office


def told(ribbon: MacroOffice) -> str:
    return str(ribbon.run("Go = Dialogs.Told"))


def asked(ribbon: MacroOffice) -> list[str]:
    return str(ribbon.run("Go = Dialogs.Asked")).splitlines()


@pytest.mark.parametrize("callback", BUTTONS)
def test_a_button_asks_and_runs_python(ribbon: MacroOffice, callback: str) -> None:
    answers, button = BUTTONS[callback]
    ribbon.give(*typed(answers))
    assert ribbon.press(callback) == command(button)
    assert {key: ribbon.answer(key) for key in answers} == answers
    assert ribbon.answer("saved") == "yes"
    assert ribbon.answer("today") == ribbon.run(
        'Go = CStr(Day(Date)) & "/" & CStr(Month(Date)) & "/" & CStr(Year(Date))'
    )
    assert told(ribbon) == ""
    assert ribbon.run("Go = Dialogs.Busy") == "plansheet: đang khởi động Python…\nready\n"


def everything(ribbon: MacroOffice) -> tuple[object, ...]:
    """What a cancelled button leaves as it was: answers, what is remembered, the user's book."""
    sheet = 'ThisWorkbook.Worksheets("plansheet")'
    cells = " & vbLf & ".join(f"{sheet}.Cells({row}, 3).Value" for row in range(1, 25))
    return ribbon.run(f"Go = {cells}"), ribbon.run("Go = Keeping.Kept & ActiveWorkbook.Name")


@pytest.mark.parametrize("callback", [name for name in BUTTONS if BUTTONS[name][0]])
def test_cancelling_any_question_runs_and_changes_nothing(
    ribbon: MacroOffice, callback: str
) -> None:
    ribbon.give("2021-Q1", "1/4/2021", "D:\\trước")
    assert ribbon.press("PlansheetStatus") == command("status")
    before = everything(ribbon)
    answers = typed(BUTTONS[callback][0])
    for given in range(len(answers)):
        ribbon.give(*answers[:given])
        assert ribbon.press(callback) == "", given
        assert everything(ribbon) == before, given
    assert told(ribbon) == ""


def test_questions_are_vietnamese_and_propose_the_last_answer(
    ribbon: MacroOffice, tmp_path: Path
) -> None:
    ribbon.give("2021-Q2", "1/7/2021", FOLDER, "no", REPORT)
    ribbon.press("PlansheetMerge")
    first = asked(ribbon)
    assert [one.split()[0] for one in first] == ["text", "text", "folder", "whether", "target"]
    assert first[0].startswith("text Kỳ báo cáo: 2026-M03 (tháng)")
    assert first[0].endswith(" []")
    assert first[1] == f"text Tính đến ngày (ngày/tháng/năm): [{ribbon.answer('today')}]"
    assert first[2] == "folder Chọn thư mục có các báo cáo gửi về []"
    ribbon.give("2021-Q3")
    ribbon.press("PlansheetIssue")
    assert asked(ribbon)[0].endswith("[2021-Q2]")
    ribbon.give("2021-Q2", "1/7/2021", FOLDER, "no", REPORT)
    ribbon.press("PlansheetMerge")
    assert asked(ribbon)[2].endswith(f"[{FOLDER}]")
    assert asked(ribbon)[4].endswith(f"[{REPORT}]")
    # They are kept in the letters of every code page.
    assert str(ribbon.run("Go = Keeping.Kept")).isascii()


def test_an_answer_that_a_button_did_not_ask_for_is_not_the_one_of_before(
    ribbon: MacroOffice,
) -> None:
    ribbon.give("2021-Q2", FOLDER, "yes", REPORT)
    ribbon.press("PlansheetIssue")
    assert ribbon.answer("previous") == REPORT
    ribbon.give("2021-Q2", "1/7/2021", FOLDER)
    ribbon.press("PlansheetStatus")
    assert (ribbon.answer("previous"), ribbon.answer("issued")) == ("", "")


def test_a_return_that_is_open_is_checked_itself(ribbon: MacroOffice, tmp_path: Path) -> None:
    ribbon.show(workbook(tmp_path / "SYT_2021-Q2.xlsx", "_plansheet", state="veryHidden"))
    ribbon.give("1/7/2021", PLAN)
    assert ribbon.press("PlansheetValidate") == command("validate_this")
    assert ribbon.answer("plan") == PLAN


def test_unsaved_changes_are_told(ribbon: MacroOffice) -> None:
    ribbon.run('ActiveWorkbook.Sheets(1).Range("A1").Value = "x"')
    assert ribbon.press("PlansheetCheck") == command("check")
    assert ribbon.answer("saved") == "no"


@pytest.mark.parametrize("flag", ["Buttons.Pressed", "Dialogs.Starting"])
def test_a_second_press_while_one_asks_or_starts_does_nothing(
    ribbon: MacroOffice, flag: str
) -> None:
    ribbon.run(f"{flag} = True")
    try:
        ribbon.give("2021-Q2", FOLDER, "no")
        assert ribbon.press("PlansheetIssue") == ""
        assert asked(ribbon) == []
    finally:
        ribbon.run(f"{flag} = False")
    assert ribbon.press("PlansheetHelp") == command("help")


# What cannot work says so before it asks.


@pytest.mark.parametrize("sheet", ["_bao_cao", "KH", "new"])
def test_without_a_plan_a_button_says_so_at_once(
    ribbon: MacroOffice, tmp_path: Path, sheet: str
) -> None:
    if sheet == "new":
        ribbon.run("Workbooks.Add")
    else:
        ribbon.show(workbook(tmp_path / "khác.xlsx", sheet))
    for callback in NEED_A_PLAN:
        ribbon.give("no", *typed(BUTTONS[callback][0]))
        assert ribbon.press(callback) == ""
        assert told(ribbon) == "Nút này làm việc với sổ kế hoạch: mở sổ kế hoạch rồi bấm lại.\n"
        assert len(asked(ribbon)) == (sheet == "KH")  # whether an unknown workbook is a plan


def test_a_cell_of_a_report_is_asked_about(ribbon: MacroOffice, tmp_path: Path) -> None:
    assert ribbon.press("PlansheetExplain") == ""
    assert told(ribbon).startswith("Nút này giải thích một ô của báo cáo tổng hợp")
    ribbon.give("2021-Q2", "1/7/2021", FOLDER)
    assert ribbon.press("PlansheetStatus") == command("status")
    ribbon.show(workbook(tmp_path / "báo cáo.xlsx", "_bao_cao", "Nhiệm vụ"))
    ribbon.run('ActiveWorkbook.Sheets("Nhiệm vụ").Activate', 'ActiveSheet.Range("D9").Select')
    assert ribbon.press("PlansheetExplain") == command("explain")
    assert ribbon.answer("cell") == "Nhiệm vụ!D9"
    assert ribbon.answer("returns") == FOLDER


@pytest.mark.parametrize(("kind", "heard"), [("own-total", True), ("own-form", False)])
def test_a_cell_of_a_total_too(ribbon: MacroOffice, tmp_path: Path, kind: str, heard: bool) -> None:
    ribbon.show(workbook(tmp_path / "tổng.xlsx", "_plansheet"))
    ribbon.run(f'ActiveWorkbook.Sheets("_plansheet").Cells(1, 1).Value = "{kind}"')
    assert ribbon.press("PlansheetExplain") == command("explain") * heard


def test_a_return_is_no_plan(ribbon: MacroOffice, tmp_path: Path) -> None:
    ribbon.show(workbook(tmp_path / "SYT.xlsx", "_plansheet", "Nhiệm vụ"))
    assert ribbon.press("PlansheetMerge") == ""
    assert "mở sổ kế hoạch" in told(ribbon)
    assert asked(ribbon) == []


def test_a_plan_whose_sheets_are_called_otherwise_is_used_if_the_user_says_so(
    ribbon: MacroOffice, tmp_path: Path
) -> None:
    ribbon.show(workbook(tmp_path / "kh.xlsx", "KH 2026"))
    ribbon.give("yes")
    assert ribbon.press("PlansheetCheck") == command("check")
    ribbon.give()
    assert ribbon.press("PlansheetCheck") == ""
    assert told(ribbon) == ""


def test_the_plan_of_last_time_is_offered(ribbon: MacroOffice, tmp_path: Path) -> None:
    assert ribbon.press("PlansheetCheck") == command("check")
    name = ribbon.run("Go = ActiveWorkbook.FullName")
    assert ribbon.run('Go = Remembered("last_plan")') == name
    plan = workbook(tmp_path / "kế hoạch cũ.xlsx", "Kế hoạch")
    ribbon.run(f'Remember "last_plan", "{plan}"', "Workbooks.Add")
    ribbon.give("no")
    assert ribbon.press("PlansheetCheck") == ""
    ribbon.give("yes")
    assert ribbon.press("PlansheetCheck") == command("check")
    assert ribbon.run("Go = ActiveWorkbook.Name") == plan.name
    (question,) = asked(ribbon)
    assert question.endswith(f"Mở sổ kế hoạch dùng lần trước? {plan}")
    assert told(ribbon) == ""


@pytest.mark.parametrize("offered", [False, True], ids=["gone", "gone meanwhile"])
def test_a_plan_of_last_time_that_is_gone_is_told_at_once_and_forgotten(
    ribbon: MacroOffice, tmp_path: Path, offered: bool
) -> None:
    gone = tmp_path / "đã chuyển.xlsx"
    ribbon.run(f'Remember "last_plan", "{gone}"', "Workbooks.Add")
    ribbon.run(f'Dialogs.Gone = "{"" if offered else gone}"')
    ribbon.give(*["yes"] * offered)
    assert ribbon.press("PlansheetMerge") == ""
    assert told(ribbon) == (
        f"Sổ kế hoạch dùng lần trước không còn ở chỗ cũ hoặc không mở được ({gone}): mở sổ kế "
        "hoạch rồi bấm lại.\n"
    )
    assert len(asked(ribbon)) == offered
    ribbon.give()
    assert ribbon.press("PlansheetMerge") == ""
    assert (told(ribbon).startswith("Nút này làm việc với sổ kế hoạch"), asked(ribbon)) == (
        True,
        [],
    )


def test_a_plan_of_last_time_that_is_open_comes_to_the_front_as_it_is(
    ribbon: MacroOffice, tmp_path: Path
) -> None:
    assert ribbon.press("PlansheetCheck") == command("check")
    ribbon.run('ActiveWorkbook.Sheets(1).Range("A1").Value = "đang sửa"', "Workbooks.Add")
    ribbon.give("yes")
    assert ribbon.press("PlansheetCheck") == command("check")
    assert ribbon.run('Go = ActiveWorkbook.Sheets(1).Range("A1").Value') == "đang sửa"


def test_protected_view_stops_every_button_at_once(ribbon: MacroOffice) -> None:
    ribbon.run("Dialogs.Protected = True")
    for callback in BUTTONS:
        ribbon.give(*typed(BUTTONS[callback][0]))
        assert ribbon.press(callback) == ""
        assert "Enable Editing" in told(ribbon)
        assert asked(ribbon) == []


def test_a_python_that_is_gone_is_told_at_once(ribbon: MacroOffice) -> None:
    ribbon.run('Dialogs.Gone = "C:\\p.exe"')
    assert ribbon.press("PlansheetMerge") == ""
    assert told(ribbon).startswith("Không còn Python ở nơi đã cài.")
    assert asked(ribbon) == []


FAILURES = {
    70: "cho phép Excel chạy cmd.exe của Windows",
    429: "bật lại Windows Script Host",
    1000: "cần cho phép python.exe của plansheet. 1 ModuleNotFoundError",
    53: "(lỗi 53: 1 ModuleNotFoundError)",
}


@pytest.mark.parametrize("number", FAILURES)
def test_whatever_fails_ends_in_a_sentence_for_the_administrator(
    ribbon: MacroOffice, number: int
) -> None:
    for callback in BUTTONS:
        ribbon.give(*typed(BUTTONS[callback][0]))
        ribbon.run(f"xlwings.Fails = {number}", f"{callback} Nothing", "xlwings.Fails = 0")
        assert FAILURES[number] in told(ribbon), callback
        assert told(ribbon).count("\n") == 1, callback
        assert str(ribbon.run("Go = Dialogs.Busy")).endswith("ready\n"), callback
    assert ribbon.press("PlansheetHelp") == command("help")  # and the next press works


def test_a_python_that_fails_is_told(ribbon: MacroOffice) -> None:
    ribbon.run("xlwings.Fails = -1", "PlansheetCheck Nothing", "xlwings.Fails = 0")
    assert told(ribbon).startswith("Python không chạy được hoặc dừng giữa chừng.")
    assert told(ribbon).endswith(" C:\\LOG.log: ModuleNotFoundError\n")


def test_the_real_dialogs_compile(
    office: MacroOffice, sources: MacroSources, tmp_path: Path
) -> None:
    real = addin(with_stubs(sources, dialogs=False)).to_bytes()
    office.load(real, tmp_path / "plansheet.xlam")
    office.show(workbook(tmp_path / "a.xlsx", "Kế hoạch"))
    assert office.press("PlansheetCheck") == command("check")


# What came by e-mail must not choose what runs.

FOREIGN = (
    "xlwings.conf",
    "plansheet.conf",
    "Plansheet.CONF",
    "XLWINGS.Conf",
    "myaddin.conf",
    " plansheet.conf ",
    "code.py",
    "CODE.PY",
)


@pytest.mark.parametrize(
    ("name", "state", "callbacks"),
    [
        *((name, "veryHidden", ["PlansheetMerge"]) for name in FOREIGN),
        ("xlwings.conf", "visible", list(BUTTONS)),
        ("plansheet.conf", "hidden", list(BUTTONS)),
    ],
)
def test_a_workbook_that_brings_settings_stops_every_button(
    ribbon: MacroOffice, tmp_path: Path, name: str, state: str, callbacks: list[str]
) -> None:
    ribbon.show(workbook(tmp_path / "SYT_2021-Q2.xlsx", name, state=state))
    for callback in callbacks:
        ribbon.give(*BUTTONS[callback][0].values())
        assert ribbon.press(callback) == "", callback
        assert "trang cài đặt" in str(ribbon.run("Go = Dialogs.Told"))
        assert ribbon.run("Go = Dialogs.Asked") == ""


def test_a_workbook_that_comes_to_the_front_meanwhile_is_not_the_one(
    ribbon: MacroOffice, tmp_path: Path
) -> None:
    """An input box of Excel lets the user go to another workbook before it is answered."""
    ribbon.show(workbook(tmp_path / "hostile.xlsx", "plansheet.conf"))
    ribbon.show(workbook(tmp_path / "plan.xlsx", "Kế hoạch"))
    ribbon.give("2021-Q2", FOLDER, "no", turn="hostile.xlsx")
    assert ribbon.press("PlansheetIssue") == command("issue")
    assert ribbon.run("Go = ActiveWorkbook.Name") == "plan.xlsx"


@pytest.mark.parametrize("name", ["conf", "a.conf.1", "py", "conf.xlsx", "Nhiệm vụ"])
def test_other_names_are_harmless(ribbon: MacroOffice, tmp_path: Path, name: str) -> None:
    ribbon.show(workbook(tmp_path / "b.xlsx", "Kế hoạch", name))
    assert ribbon.press("PlansheetCheck") == command("check")


@pytest.mark.parametrize("name", ["a=b.xlsx", "100%.xlsx", "a|b.xlsx", 'a"b.xlsx', "a<b.xlsx"])
def test_a_name_that_the_command_line_would_read_stops_the_button(
    ribbon: MacroOffice, tmp_path: Path, name: str
) -> None:
    ribbon.show(workbook(tmp_path / name))
    assert ribbon.press("PlansheetCheck") == ""
    assert "Lưu sổ với tên khác" in str(ribbon.run("Go = Dialogs.Told"))


def test_without_an_interpreter_nothing_starts(
    office: MacroOffice, stubbed: bytes, tmp_path: Path
) -> None:
    office.load(stubbed, tmp_path / "plansheet.xlam")
    office.choose_interpreter("")
    try:
        office.show(workbook(tmp_path / "a.xlsx"))
        assert office.press("PlansheetHelp") == ""
        assert "plansheet addin install" in str(office.run("Go = Dialogs.Told"))
    finally:
        office.choose_interpreter("C:\\p.exe")


# The buttons inside tong_hop.xlsm.

IN_CELLS = {
    "plan": PLAN,
    "period": "2021-Q2",
    "as_of": "1/7/2021",
    "returns": FOLDER,
    "previous": REPORT,
    "issued": "D:\\biểu mẫu",
    "report": "D:\\báo cáo.xlsx",
    "letters": "D:\\công văn",
    "marked": "D:\\trả lại",
}
"""What stands in the cells of the panel."""

ASKED_HERE = {
    "PlansheetNew": {"years": "2026-2030", "new_plan": PLAN},
    "PlansheetImport": {"document": "D:\\370.docx", "new_plan": PLAN},
    "PlansheetCompare": {"old_plan": "D:\\cũ.xlsx"},
    "PlansheetFillIn": {"template": "D:\\cấp trên.xlsx", "filled": "D:\\gửi lên.xlsx"},
    "PlansheetForms": {"forms": "D:\\biểu"},
    "PlansheetExplain": {"cell": "Nhiệm vụ!D9"},
}
"""What has no cell there, by callback."""

PICKED = {
    "ControlPickPlan": "plan",
    "ControlPickReturns": "returns",
    "ControlPickIssued": "issued",
    "ControlPickMarked": "marked",
    "ControlPickPrevious": "previous",
    "ControlPickReport": "report",
    "ControlPickLetters": "letters",
}


@pytest.fixture(scope="module")
def stubbed_panel(sources: MacroSources) -> bytes:
    return panel_workbook(with_stubs(sources)).to_bytes()


@pytest.fixture
def panel(office: MacroOffice, stubbed_panel: bytes, tmp_path: Path) -> MacroOffice:
    """The workbook with buttons."""
    office.load(stubbed_panel, tmp_path / "tong_hop.xlsm")
    return office


def here(key: str) -> str:
    """The cell of the panel with an answer."""
    return f'ThisWorkbook.Worksheets(1).Cells(RowOf("Tổng hợp", "{key}"), 3).Value'


def press_here(panel: MacroOffice, callback: str) -> str:
    """Press the button of the panel that does what one of the ribbon does."""
    macro = callback.replace("Plansheet", "Control")
    return str(panel.run('xlwings.Heard = ""', macro, "Go = xlwings.Heard"))


def command_here(button: str) -> str:
    return f"from plansheet.addin import press; press('{button}', 'panel')\n"


@pytest.mark.parametrize("callback", [*BUTTONS, "PlansheetExplain"])
def test_a_button_of_the_panel_asks_for_what_has_no_cell(panel: MacroOffice, callback: str) -> None:
    button = BUTTONS.get(callback, ({}, "explain"))[1]
    panel.run(*(f'{here(key)} = "{text}"' for key, text in IN_CELLS.items()))
    answers = ASKED_HERE.get(callback, {})
    panel.give(*typed(answers))
    assert press_here(panel, callback) == command_here(button)
    assert len(asked(panel)) == len(typed(answers))
    assert {key: panel.answer(key) for key in answers} == answers
    assert told(panel) == ""
    assert {key: panel.run(f"Go = {here(key)}") for key in IN_CELLS} == IN_CELLS


def test_a_cell_of_the_panel_that_must_not_be_blank_is_asked_and_filled(
    panel: MacroOffice,
) -> None:
    panel.run(*(f'{here(key)} = ""' for key in IN_CELLS))
    panel.give(PLAN, "2021-Q2", FOLDER, REPORT)  # neither the day nor the report before
    assert press_here(panel, "PlansheetMerge") == command_here("merge")
    filled = {key: text for key in IN_CELLS if (text := panel.run(f"Go = {here(key)}"))}
    assert filled == {"plan": PLAN, "period": "2021-Q2", "returns": FOLDER, "report": REPORT}
    panel.run(*(f'{here(key)} = ""' for key in IN_CELLS))
    for given in range(4):
        panel.give(*[PLAN, "2021-Q2", FOLDER][:given])
        assert press_here(panel, "PlansheetMerge") == ""
        assert not any(panel.run(f"Go = {here(key)}") for key in IN_CELLS)
    assert told(panel) == ""


def test_the_panel_says_at_once_that_it_needs_a_report(panel: MacroOffice) -> None:
    panel.run(f'{here("report")} = ""')
    panel.give("Nhiệm vụ!D9")
    assert press_here(panel, "PlansheetExplain") == ""
    assert "điền ô “Tệp báo cáo tổng hợp”" in told(panel)
    assert asked(panel) == []


def test_a_button_of_the_panel_works_on_the_panel_whatever_is_active(
    panel: MacroOffice, tmp_path: Path
) -> None:
    panel.run(*(f'{here(key)} = "{text}"' for key, text in IN_CELLS.items()))
    panel.show(workbook(tmp_path / "SYT.xlsx", "_plansheet", "plansheet.conf"))
    panel.give()
    assert press_here(panel, "PlansheetValidate") == command_here("validate")
    assert panel.run("Go = ActiveWorkbook.Name") == "tong_hop.xlsm"
    assert (told(panel), asked(panel)) == ("", [])


def test_the_panel_does_not_start_without_an_interpreter(panel: MacroOffice) -> None:
    panel.choose_interpreter("")
    try:
        panel.run('Dialogs.Told = ""')
        assert press_here(panel, "PlansheetMerge") == ""
        assert "--workbook tong_hop.xlsm" in str(panel.run("Go = Dialogs.Told"))
    finally:
        panel.choose_interpreter("C:\\p.exe")


@pytest.mark.parametrize("macro", PICKED)
def test_a_path_is_chosen_into_the_panel(panel: MacroOffice, macro: str) -> None:
    panel.give(FOLDER)
    panel.run(macro)
    assert panel.run(f"Go = {here(PICKED[macro])}") == FOLDER
    panel.give()
    panel.run(macro)
    assert panel.run(f"Go = {here(PICKED[macro])}") == FOLDER
