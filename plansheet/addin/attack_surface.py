"""Attack surface reduction rules of Windows Defender that concern the buttons.

Sources: Microsoft's reference of the rules, its windowsdefender.admx (Group Policy), its Defender
CSP (Intune), and “Troubleshoot Microsoft Defender Antivirus settings” for where each tool writes
and which goes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Final

from plansheet.addin.registry import WindowsRegistry, expanded

CHILD_PROCESSES: Final = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""The rule “Block all Office applications from creating child processes”."""

API_CALLS: Final = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
"""The rule “Block Win32 API calls from Office macros”: it objects to `Declare`, as xlwings has."""

_BLOCKING: Final = ("1", "6")
"""Block, and warn."""

_BY_POLICY: Final = r"SOFTWARE\Policies\Microsoft\Windows Defender"
_BY_HAND: Final = r"SOFTWARE\Microsoft\Windows Defender"
_RULES: Final = r"Windows Defender Exploit Guard\ASR\Rules"
_EXCLUSIONS: Final = r"Windows Defender Exploit Guard\ASR\ASROnlyExclusions"
_OF_ONE_RULE: Final = r"Windows Defender Exploit Guard\ASR\ASROnlyPerRuleExclusions"
_IN_LISTS: Final = (
    (rf"{_BY_POLICY}\Policy Manager", "ASRRules", "ASROnlyExclusions"),
    (
        r"SOFTWARE\Microsoft\PolicyManager\current\device\Defender",
        "AttackSurfaceReductionRules",
        "AttackSurfaceReductionOnlyExclusions",
    ),
)
"""Where Intune writes, each rule and each path between bars: `rule=1|rule=2`, `path|path`."""


@dataclass(frozen=True, slots=True)
class RuleState:
    """Whether a rule `blocks` a file; `excluded` where it would, were the file no exclusion.

    `unread` says that rules, or exclusions of a rule that blocks, are kept from this user.
    """

    blocks: bool
    excluded: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """What one tool tells: the state of each rule by its number, and paths that are let be."""

    rules: Mapping[str, str]
    exclusions: Sequence[str]


def rule(registry: WindowsRegistry, number: str, *files: PureWindowsPath) -> RuleState:
    """What the rule of a number does to any of `files`; the first tool that names it decides."""
    told = list(_told(registry, number))
    state = next((one.rules[number] for one in told if number in one.rules), None)
    if state not in _BLOCKING:
        return RuleState(False, unread=state is None and _is_locked(registry, _RULES))
    exclusions = next((one.exclusions for one in told if one.exclusions), ())
    if any(is_excluded(file, exclusions) for file in files):
        return RuleState(False, excluded=True)
    return RuleState(True, unread=_is_locked(registry, _EXCLUSIONS))


def _told(registry: WindowsRegistry, number: str) -> Iterator[_Told]:
    """Group Policy goes before Intune, and that before what was set on the computer itself."""
    yield _in_keys(registry, _BY_POLICY, number)
    for key, rules, exclusions in _IN_LISTS:
        values = registry.values("HKLM", key)
        states = (one.rpartition("=") for one in _listed(values.get(rules)))
        yield _Told(
            {name.strip(" {}").lower(): state.strip() for name, _, state in states},
            [re.sub(r"\s*=\s*\d+$", "", one) for one in _listed(values.get(exclusions))],
        )
    yield _in_keys(registry, _BY_HAND, number)


def _in_keys(registry: WindowsRegistry, home: str, number: str) -> _Told:
    """Rules and paths as names of values."""
    found = registry.values("HKLM", rf"{home}\{_RULES}")
    of_it = registry.values("HKLM", rf"{home}\{_OF_ONE_RULE}")
    return _Told(
        {name.lower(): str(state) for name, state in found.items()},
        [
            *registry.values("HKLM", rf"{home}\{_EXCLUSIONS}"),
            *(p for name, paths in of_it.items() if name.lower() == number for p in _listed(paths)),
        ],
    )


def _is_locked(registry: WindowsRegistry, key: str) -> bool:
    return any(registry.is_locked("HKLM", rf"{home}\{key}") for home in (_BY_POLICY, _BY_HAND))


def _listed(found: object) -> list[str]:
    parts = re.split(r"[|>]", str(found or ""))
    return [part.strip() for part in parts if part.strip()]


def is_excluded(file: PureWindowsPath, exclusions: Sequence[str]) -> bool:
    """Whether a file is one of the paths, or lies in one.

    `*` stands for any part of one name, `%NAME%` for a variable, as Microsoft's pages on wildcards
    of exclusions say.
    """
    for path in exclusions:
        pattern = re.escape(expanded(path).rstrip("\\")).replace(r"\*", r"[^\\]*")
        if re.fullmatch(rf"{pattern}(?:\\.*)?", str(file), re.I):
            return True
    return False
