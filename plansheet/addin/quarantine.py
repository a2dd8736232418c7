"""What Windows Defender took away of the add-in and its Python, from its own history.

Sources: Microsoft's references of MSFT_MpThreatDetection and of MPTHREAT_STATUS. Other antivirus
programs have no history that anybody may read.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any, Final

from plansheet.addin import sentences
from plansheet.addin.checkup_finding import CheckupFinding
from plansheet.language.wording import Wording

_ASK: Final = (
    "[Console]::OutputEncoding = [Text.Encoding]::UTF8; $ErrorActionPreference = 'Stop'; "
    "ConvertTo-Json -Compress -Depth 4 -InputObject @(Get-MpThreatDetection | Select-Object "
    "ThreatStatusID, Resources, "
    "@{n='Since';e={$_.LastThreatStatusChangeTime.ToString('yyyy-MM-dd HH:mm')}})"
)
_SECONDS: Final = 60

_ALLOWED: Final = 5
_TAKEN_AWAY: Final = (2, 3, 4)
_STATES: Final = {
    1: Wording("phát hiện", "detected"),
    2: Wording("làm sạch", "cleaned"),
    3: Wording("cách ly", "quarantined"),
    4: Wording("xóa", "removed"),
    6: Wording("chặn", "blocked"),
}
"""MPTHREAT_STATUS by number; what is not there is unknown (0) or failed (102 and above)."""

_OTHER_STATE: Final = Wording("đánh dấu (trạng thái {number})", "flagged (status {number})")


@dataclass(frozen=True, slots=True)
class _Detection:
    status: int
    resources: tuple[str, ...]
    since: str


def defender_history() -> str | None:
    """What Windows Defender detected on this computer, as JSON.

    Blank where it does not answer, as when another antivirus program is in its place; None where
    there is no Windows.
    """
    if sys.platform != "win32":
        return None
    shell = PureWindowsPath(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32"
    shell = shell / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    try:
        done = subprocess.run(
            [str(shell), "-NoProfile", "-NonInteractive", "-Command", _ASK],
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def quarantined(
    history: str, places: Sequence[PureWindowsPath], is_there: Callable[[str], bool]
) -> CheckupFinding:
    """What the history says of files, or of what lies in folders, of `places`.

    The last word counts: what was allowed since, or was taken away and `is_there` again, is right.
    """
    detections = _detections(history)
    if detections is None:
        return CheckupFinding("quarantine", True, sentences.NO_HISTORY)
    latest: dict[str, _Detection] = {}
    for one in sorted(detections, key=lambda detection: detection.since):
        for path in filter(None, (_of(resource, places) for resource in one.resources)):
            latest[path] = one
    for path, one in latest.items():
        if one.status == _ALLOWED or (one.status in _TAKEN_AWAY and is_there(path)):
            continue
        state = _STATES.get(one.status, _OTHER_STATE.fill(number=one.status))
        text = sentences.QUARANTINED.fill(state=state, path=path, since=one.since or "?")
        return CheckupFinding("quarantine", False, text, sentences.LEAVE_QUARANTINE)
    return CheckupFinding("quarantine", True, sentences.NOT_QUARANTINED)


def _of(resource: str, places: Sequence[PureWindowsPath]) -> str:
    """The path of a resource that is one of `places` or lies in it; blank for another.

    A resource is `file:_PATH`, `webfile:_PATH|address`, `containerfile:_PATH`, `file:_PATH->part`,
    or `behavior:_process: PATH, pid:…`.
    """
    for place in places:
        found = re.search(
            rf"(?<![^\s:_]){re.escape(str(place))}(?:\\[^|<>*?\":]*?)?(?=$|->|\||, pid:)",
            resource,
            re.I,
        )
        if found:
            return found[0]
    return ""


def _detections(history: str) -> list[_Detection] | None:
    try:
        found: Any = json.loads(history)
    except json.JSONDecodeError:
        return None
    found = list(_listed(found))
    return [
        _Detection(
            int(one.get("ThreatStatusID") or 0),
            tuple(map(str, _listed(one.get("Resources")))),
            str(one.get("Since") or ""),
        )
        for one in found
        if isinstance(one, dict)
    ]


def _listed(found: Any) -> Iterator[Any]:
    """A list in each shape that ConvertTo-Json gives it: none, one alone, in `value`, a list."""
    if isinstance(found, dict) and isinstance(found.get("value"), list):
        found = found["value"]
    if isinstance(found, list):
        yield from found
    elif found is not None:
        yield found
