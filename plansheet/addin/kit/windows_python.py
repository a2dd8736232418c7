"""For which Python and which platform a kit is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PROCESSORS: Final = {0x8664: "win_amd64", 0xAA64: "win_arm64"}
"""The platform of a wheel by the machine that a Windows program says it is for (PE/COFF)."""

COMPUTERS: Final = {"win_amd64": "64 bit (Intel, AMD)", "win_arm64": "64 bit (ARM)"}
"""The platforms as people know them, in either language."""

_MACHINES: Final = {"win_amd64": "AMD64", "win_arm64": "ARM64"}


@dataclass(frozen=True, slots=True)
class WindowsPython:
    """What wheels must fit: a Python such as (3, 12) and a platform such as win_amd64."""

    python: tuple[int, int]
    platform: str

    @property
    def version(self) -> str:
        """The Python as people write it: 3.12."""
        return "{}.{}".format(*self.python)

    @property
    def short(self) -> str:
        """The Python as file names have it: 312."""
        return "{}{}".format(*self.python)

    def environment(self) -> dict[str, str]:
        """What the markers of requirements ask for (PEP 508); no extra is wanted."""
        return {
            "extra": "",
            "implementation_name": "cpython",
            "implementation_version": f"{self.version}.0",
            "os_name": "nt",
            "platform_machine": _MACHINES[self.platform],
            "platform_python_implementation": "CPython",
            "platform_release": "10",
            "platform_system": "Windows",
            "platform_version": "10.0",
            "python_full_version": f"{self.version}.0",
            "python_version": self.version,
            "sys_platform": "win32",
        }
