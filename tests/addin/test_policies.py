"""What the doctor reads of the policies of Windows and Office, and what it says of each."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import PureWindowsPath

import pytest

from plansheet.addin.attack_surface import is_excluded
from plansheet.addin.building import ADDIN_FILE
from plansheet.addin.checkup_finding import CheckupFinding
from plansheet.addin.macro_sources import Runner
from plansheet.addin.policies import forbidden
from plansheet.addin.registry import windows_registry
from plansheet.addin.steps import steps
from support.addin.machine import BY_HAND, BY_POLICY, CALLS, CHILDREN, Keys, Machine, winreg_of

OFFICE = r"HKCU\Software\Microsoft\Office\16.0"
GROUP = r"HKCU\Software\Policies\Microsoft\Office\16.0"
CLOUD = r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0"
EXCEL, POLICY = rf"{OFFICE}\Excel\Security", rf"{GROUP}\Excel\Security"
INTUNE = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
MDM = r"HKLM\SOFTWARE\Microsoft\PolicyManager\current\device\Defender"
LET_BE = BY_POLICY.replace("Rules", "ASROnlyExclusions")
OF_ONE_RULE = BY_POLICY.replace("Rules", "ASROnlyPerRuleExclusions")
CMD = r"C:\Windows\System32\cmd.exe"
HOST = r"Software\Microsoft\Windows Script Host\Settings"
HOME = r"C:\Users\thu\XLSTART"
TRUSTED: Keys = {rf"{EXCEL}\Trusted Locations\Location2": {"Path": HOME + "\\"}}
FORBIDDEN: Keys = {BY_POLICY: {CHILDREN: "1"}}

MACHINES: dict[str, tuple[Keys, set[str]]] = {
    "nothing is set": ({}, set()),
    # macros
    "macros ask": ({EXCEL: {"VBAWarnings": 2}}, set()),
    "all macros run": ({EXCEL: {"VBAWarnings": 1}}, set()),
    "a level that is none": ({EXCEL: {"VBAWarnings": "4"}}, set()),
    "only signed macros": ({EXCEL: {"VBAWarnings": 3}}, {"macros"}),
    "no macros, by policy": ({POLICY: {"VBAWarnings": 4}, EXCEL: {"VBAWarnings": 1}}, {"macros"}),
    "a policy that lets them": ({POLICY: {"vbawarnings": 2}, EXCEL: {"VBAWarnings": 4}}, set()),
    "no macros, by the cloud": (
        {rf"{CLOUD}\Excel\Security": {"vbawarnings": 4}, POLICY: {"VBAWarnings": 1}},
        {"macros"},
    ),
    "no macros but in trusted folders": ({EXCEL: {"VBAWarnings": 4}, **TRUSTED}, set()),
    "trusted folders switched off": (
        {
            EXCEL: {"VBAWarnings": 4},
            rf"{POLICY}\Trusted Locations": {"AllLocationsDisabled": 1},
            **TRUSTED,
        },
        {"macros"},
    ),
    "a trusted folder above": (
        {
            EXCEL: {"VBAWarnings": 4},
            rf"{EXCEL}\Trusted Locations\Location0": {"Path": "c:\\users", "AllowSubfolders": 1},
        },
        set(),
    ),
    "a trusted folder above, alone": (
        {EXCEL: {"VBAWarnings": 4}, rf"{EXCEL}\Trusted Locations\Location0": {"Path": "C:\\Users"}},
        {"macros"},
    ),
    # VBA and add-ins
    "no VBA on the machine": (
        {r"HKLM\Software\Policies\Microsoft\Office\16.0\Common": {"vbaoff": 1}, **TRUSTED},
        {"vba"},
    ),
    "no VBA for the user": ({rf"{GROUP}\Common": {"VBAOff": 1}}, {"vba"}),
    "VBA left on": ({rf"{GROUP}\Common": {"VBAOff": 0}, rf"{OFFICE}\Common": {"VBAOff": 1}}, set()),
    "no add-ins": ({POLICY: {"disablealladdins": 1}, **TRUSTED}, {"addins"}),
    "only signed add-ins": ({EXCEL: {"RequireAddinSig": 1}, **TRUSTED}, {"addins"}),
    "add-ins left on": ({POLICY: {"RequireAddinSig": 0}, EXCEL: {"RequireAddinSig": 1}}, set()),
    # attack surface reduction
    "no child processes": (FORBIDDEN, {"child-processes"}),
    "no child processes, by hand": ({BY_HAND: {CHILDREN.lower(): 1}}, {"child-processes"}),
    "a warning before child processes": ({BY_POLICY: {CHILDREN: "6"}}, {"child-processes"}),
    "child processes are only noted": ({BY_POLICY: {CHILDREN: "2"}}, set()),
    "a policy goes first": ({BY_POLICY: {CHILDREN: "0"}, BY_HAND: {CHILDREN: 1}}, set()),
    "no child processes, by Intune": (
        {INTUNE: {"ASRRules": f"{CALLS}=2|{CHILDREN}=1"}},
        {"child-processes"},
    ),
    "by Intune as its own key has it": (
        {MDM: {"AttackSurfaceReductionRules": f"{{{CHILDREN.lower()}}}=1|{CALLS}=0"}},
        {"child-processes"},
    ),
    "Intune only notes": ({INTUNE: {"ASRRules": f"{CHILDREN}=2"}, BY_HAND: {CHILDREN: 1}}, set()),
    "a group policy goes before Intune": (
        {BY_POLICY: {CHILDREN: "2"}, INTUNE: {"ASRRules": f"{CHILDREN}=1"}},
        set(),
    ),
    "an exclusion by policy": ({**FORBIDDEN, LET_BE: {CMD.lower(): "0"}}, set()),
    "an exclusion of this rule": ({**FORBIDDEN, OF_ONE_RULE: {CHILDREN: f"D:\\x>{CMD}"}}, set()),
    "an exclusion of another rule": (
        {**FORBIDDEN, OF_ONE_RULE: {CALLS: CMD}},
        {"child-processes"},
    ),
    "an exclusion by Intune": (
        {INTUNE: {"ASRRules": f"{CHILDREN}=1", "ASROnlyExclusions": rf"D:\x|{CMD}"}},
        set(),
    ),
    "an exclusion of a folder by Intune": (
        {
            **FORBIDDEN,
            MDM: {"AttackSurfaceReductionOnlyExclusions": r"%SystemRoot%\System32=0|D:\x"},
        },
        set(),
    ),
    "exclusions of another file": ({**FORBIDDEN, LET_BE: {r"C:\x": "0"}}, {"child-processes"}),
    "the exclusions of a policy are all": (
        {**FORBIDDEN, LET_BE: {r"C:\x": "0"}, INTUNE: {"ASROnlyExclusions": CMD}},
        {"child-processes"},
    ),
    "no calls of Windows": ({BY_POLICY: {CALLS: "1"}}, {"runner"}),
    "calls of Windows from here": ({BY_POLICY: {CALLS: "1"}, LET_BE: {HOME: "0"}}, set()),
    # scripts
    "no scripts for the user": ({rf"HKCU\{HOST}": {"Enabled": 0}}, {"scripts"}),
    "no scripts on the machine": ({rf"HKLM\{HOST}": {"Enabled": "0"}}, {"scripts"}),
    "scripts allowed": ({rf"HKLM\{HOST}": {"Enabled": "1"}}, set()),
}


@pytest.fixture(autouse=True)
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SYSTEMROOT", "SystemRoot"):
        monkeypatch.setenv(name, r"C:\Windows")


def found(
    machine: Machine, runner: Runner = "xlwings", file: str = ADDIN_FILE
) -> dict[str, CheckupFinding]:
    """By name; what is wrong says what to do."""
    findings = {}
    for one in forbidden(machine, PureWindowsPath(HOME) / file, runner):
        findings[one.name] = one = replace(one, remedy=steps().fill(one.remedy))
        assert one.ok or (one.remedy.vi and one.remedy.en)
        assert "{" not in one.text.vi + one.text.en + one.remedy.vi + one.remedy.en
    return findings


def wrong(findings: dict[str, CheckupFinding]) -> set[str]:
    return {name for name, one in findings.items() if not one.ok}


@pytest.mark.parametrize("machine", MACHINES)
def test_what_windows_forbids_is_found(machine: str) -> None:
    keys, names = MACHINES[machine]
    assert wrong(found(Machine(keys))) == names
    assert wrong(found(Machine(keys), "small")) == names - {"runner"}
    assert wrong(found(Machine(keys), file="tong_hop.xlsm")) == names - {"addins"}


@pytest.mark.parametrize(
    ("level", "said"), [(1, "mọi macro"), (2, "Enable Content"), (3, "đã ký"), (4, "không chạy")]
)
def test_each_level_of_macros_has_its_words(level: int, said: str) -> None:
    text = found(Machine({EXCEL: {"VBAWarnings": level}}))["macros"].text
    assert said in text.vi and f"VBAWarnings = {level}" in text.vi


def test_what_may_not_be_read_is_said() -> None:
    rules = found(Machine({}, locked=[BY_HAND]))["child-processes"]
    assert rules.ok and "Không đọc được các quy tắc" in rules.text.vi
    for locked, unread in (([], False), ([LET_BE], True)):
        exclusions = found(Machine(FORBIDDEN, locked))["child-processes"]
        assert not exclusions.ok
        assert ("ngoại lệ của nó" in exclusions.text.vi) is unread
    told = found(Machine({**FORBIDDEN, LET_BE: {CMD: "0"}}))["child-processes"]
    assert told.ok and f"{CMD} là ngoại lệ" in told.text.vi


def test_an_administrator_is_told_rule_and_program() -> None:
    remedy = found(Machine(FORBIDDEN))["child-processes"].remedy
    assert CHILDREN.lower() in remedy.vi and CMD.removeprefix("C:\\Windows") in remedy.vi
    policy = found(Machine({EXCEL: {"RequireAddinSig": 1}}))["addins"].text
    assert "Require that application add-ins are signed by Trusted Publisher" in policy.vi


@pytest.mark.parametrize(
    ("path", "excluded"),
    [
        (r"c:\windows\system32\CMD.EXE", True),
        (r"C:\Windows", True),
        ("C:\\Windows\\", True),
        (r"C:\Windows\*\cmd.exe", True),
        (r"C:\Windows\System32\c*.exe", True),
        (r"C:\*\System32", True),
        (r"%SystemRoot%\System32\cmd.exe", True),
        (r"C:\Win", False),
        (r"C:\*\cmd.exe", False),
        (r"%NOWHERE%\System32\cmd.exe", False),
        ("cmd.exe", False),
    ],
)
def test_a_path_is_excluded_by_itself_a_folder_or_a_wildcard(path: str, excluded: bool) -> None:
    assert is_excluded(PureWindowsPath(CMD), [r"D:\x", path]) is excluded


# The registry itself.


def test_the_registry_of_windows_is_read_and_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: Keys = {r"HKCU\Software\Other": {"c": 3}}
    own: Keys = {r"HKCU\Software\Own": {"a": "1"}, r"HKCU\Software\Own\answers\x": {"b": "2"}}
    machine = Machine({**kept, **own}, locked=[r"HKLM\SOFTWARE\Kept"])
    monkeypatch.setitem(sys.modules, "winreg", winreg_of(machine))
    monkeypatch.setattr(sys, "platform", "win32")
    there = windows_registry()
    assert there is not None
    assert there.values("HKCU", r"Software\Own") == {"a": "1"}
    assert there.keys("HKCU", "Software") == ["Other", "Own"]
    assert (there.values("HKCU", "Nothing"), there.keys("HKCU", "Nothing")) == ({}, [])
    assert there.values("HKLM", r"SOFTWARE\Kept") == {}
    assert there.is_locked("HKLM", r"SOFTWARE\Kept")
    assert not there.is_locked("HKCU", r"Software\Own")
    assert not there.is_locked("HKCU", "Nothing")
    machine.found[r"HKCU\Software\Own\answers"] = {}
    assert there.delete("HKCU", r"Software\Own")
    assert machine.found == kept
    assert not there.delete("HKCU", r"Software\Own")


def test_no_other_system_has_a_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert windows_registry() is None
