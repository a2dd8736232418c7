"""What the doctor reads of Windows Defender's history.

The resources and states are those of outputs of Get-MpThreatDetection that others published, with
our paths in place of theirs; the shapes of lists those of Windows PowerShell's ConvertTo-Json.
"""

from __future__ import annotations

import json
from pathlib import Path, PureWindowsPath

import pytest

from plansheet.addin import sentences
from plansheet.addin.building import ADDIN_FILE
from plansheet.addin.checkup import examine
from plansheet.addin.installing import install
from plansheet.addin.places import Places
from plansheet.addin.quarantine import defender_history, quarantined

XLSTART = r"C:\Users\Nguyễn Thư\AppData\Roaming\Microsoft\Excel\XLSTART"
ADDIN = rf"{XLSTART}\{ADDIN_FILE}"
PYTHON = r"C:\plan sheet (x64)"
PLACES = [PureWindowsPath(ADDIN), PureWindowsPath(PYTHON)]


def one(status: int, *resources: str, since: str = "2026-11-02 09:38") -> dict[str, object]:
    return {"ThreatStatusID": status, "Resources": [*resources], "Since": since}


def found(*detections: object, there: bool = False) -> tuple[bool, str]:
    finding = quarantined(json.dumps([*detections]), PLACES, lambda path: there)
    assert finding.name == "quarantine"
    return finding.ok, finding.text.en


RESOURCES = {
    f"file:_{ADDIN}": ADDIN,
    f"file:_{ADDIN.upper()}": ADDIN.upper(),
    f"file:_{ADDIN}->xl/vbaProject.bin->Module1": ADDIN,
    f"containerfile:_{ADDIN}": ADDIN,
    f"webfile:_{ADDIN}|https://example.vn/plansheet.xlam|pid:4648,ProcessStart:134284097": ADDIN,
    rf"file:_{PYTHON}\Lib\site-packages\xlwings64-0.37.8.dll": (
        rf"{PYTHON}\Lib\site-packages\xlwings64-0.37.8.dll"
    ),
    rf"file:_{PYTHON}\Lib\a, b.py": rf"{PYTHON}\Lib\a, b.py",
    rf"behavior:_process: {PYTHON}\python.exe, pid:3196:59045527721095": rf"{PYTHON}\python.exe",
}


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_way_in_which_a_file_is_named_is_understood(resource: str) -> None:
    other = r"file:_C:\Users\Nguyễn Thư\Downloads\Unconfirmed 312378.crdownload"
    assert found(one(3, other, resource)) == (
        False,
        f"Windows Defender quarantined {RESOURCES[resource]} (2026-11-02 09:38).",
    )


@pytest.mark.parametrize(
    "resource",
    [
        r"file:_C:\Users\Nguyễn Thư\Downloads\plansheet.xlam",
        rf"file:_{ADDIN}.bak",
        rf"file:_{PYTHON} 2\python.exe",
        r"regkey:_HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Schedule\TaskCache",
        "process:_pid:3196,ProcessStart:133415922931504282",
    ],
)
def test_what_is_of_somebody_else_is_not_told(resource: str) -> None:
    assert found(one(3, resource)) == (True, sentences.NOT_QUARANTINED.en)


STATES = {
    0: "flagged (status 0)",
    1: "detected",
    2: "cleaned",
    3: "quarantined",
    4: "removed",
    6: "blocked",
    103: "flagged (status 103)",
    106: "flagged (status 106)",
    18: "flagged (status 18)",  # in no reference, but seen on computers
}


@pytest.mark.parametrize("status", STATES)
def test_the_state_is_told_as_microsoft_numbers_it(status: int) -> None:
    assert found(one(status, f"file:_{ADDIN}")) == (
        False,
        f"Windows Defender {STATES[status]} {ADDIN} (2026-11-02 09:38).",
    )
    back = found(one(status, f"file:_{ADDIN}"), there=True)[0]
    assert back is (status in (2, 3, 4))


def test_the_last_word_counts() -> None:
    taken = one(3, f"file:_{ADDIN}", since="2026-11-02 09:38")
    allowed = one(5, f"file:_{ADDIN}", since="2026-11-02 10:00")
    again = one(4, f"file:_{ADDIN}", since="2026-11-03 08:00")
    assert found(allowed, taken)[0]
    assert not found(again, allowed, taken)[0]


@pytest.mark.parametrize(
    ("history", "ok"),
    [
        ("[]", True),
        ("null", True),
        ("", True),
        ("Get-MpThreatDetection : 0x800106ba", True),
        (json.dumps(one(3, f"file:_{ADDIN}")), False),
        (json.dumps({"value": [one(3, f"file:_{ADDIN}")], "Count": 1}), False),
        (json.dumps([{**one(3), "Resources": {"value": [f"file:_{ADDIN}"], "Count": 1}}]), False),
        (json.dumps([{**one(3), "Resources": f"file:_{ADDIN}", "Since": None}]), False),
        (json.dumps([{**one(3), "Resources": None}]), True),
        (json.dumps([{"ThreatStatusID": None, "Resources": [f"file:_{ADDIN}"]}]), False),
    ],
)
def test_each_shape_of_a_list_is_read(history: str, ok: bool) -> None:
    finding = quarantined(history, PLACES, lambda path: False)
    assert finding.ok is ok
    unread = history and not history.startswith("Get")
    assert (finding.text == sentences.NO_HISTORY) is not bool(unread)


def test_there_is_no_history_but_on_windows() -> None:
    import sys

    if sys.platform == "win32":
        pytest.skip("Windows has one")
    assert defender_history() is None


def test_the_doctor_tells_what_was_taken_away(tmp_path: Path) -> None:
    system = Places(tmp_path, None, tmp_path / "data")
    addin = str(PureWindowsPath(tmp_path / ADDIN_FILE))
    taken = json.dumps([one(3, f"file:_{addin}")])
    (gone,) = examine(system, history=taken)
    assert (gone.name, gone.ok) == ("quarantine", False)
    assert addin in gone.text.vi
    assert "--runner small" in gone.remedy.vi
    assert [one.name for one in examine(system, history="[]")] == ["installed"]
    install(system)
    blocked = json.dumps([one(6, f"file:_{addin}")])
    findings = {one.name: one.ok for one in examine(system, history=blocked)}
    assert findings["installed"] and not findings["quarantine"]
    assert {one.name: one.ok for one in examine(system, history=taken)}.keys() == findings.keys()
    assert "quarantine" not in {one.name for one in examine(system)}
