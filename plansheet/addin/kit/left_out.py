"""What a kit leaves out of the packages that plansheet names, and why.

The tests go through every command and every button with nothing but what a kit has.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Final

DISTRIBUTIONS: Final = {
    "pandas": "the tables that scripts get: no command and no button makes one",
    "pygments": "rich colours program code with it: nothing of ours is program code",
    "markdown-it-py": "rich shows Markdown with it: nothing of ours is Markdown",
}
"""Packages that are not needed, and with them what they alone need."""

_FILES: Final = {
    "tests, benchmarks and demonstrations": (
        *("*/tests/*", "*/test/*", "*/benchmarks/*", "*/demos/*", "*/Demos/*"),
    ),
    "what installing makes anew": ("*.pyc", "*.pth"),
    "what only a compiler or an editor reads": (
        *("*.pyi", "*.pyx", "*.pxd", "*.pxi", "*.h", "*.lib", "*/py.typed"),
    ),
    "lxml: only etree is used": (
        *("lxml/includes/*", "lxml/html/*", "lxml/isoschematron/*", "lxml/objectify*"),
    ),
    "python-docx: its template once more, unpacked": ("docx/templates/default-docx-template/*",),
    "rapidfuzz: the same once more for newer processors; it takes the other": (
        "rapidfuzz/*_avx2*",
    ),
    "pywin32: windows, services, scripting hosts; xlwings uses win32api, win32gui and COM": (
        *("pythonwin/*", "win32comext/*", "adodbapi/*", "isapi/*", "PyWin32.chm"),
        *("win32/scripts/*", "win32com/HTML/*", "win32com/makegw/*"),
    ),
    "xlwings: its add-in, its part under another licence, Excel for Mac": (
        *("xlwings/addin/*", "xlwings/pro/*", "xlwings/xlwingslib*", "xlwings/*.bas"),
        *("xlwings/*.xls*", "xlwings/html/*", "xlwings/_xlmac.py", "xlwings/mac_dict.py"),
    ),
}
_PATTERNS: Final = tuple(pattern for patterns in _FILES.values() for pattern in patterns)
_LICENCES: Final = ("LICEN", "COPYING", "NOTICE", "AUTHORS")


def is_left_out(path: PurePosixPath) -> bool:
    """Whether a file of a package stays out, by its path below site-packages."""
    if path.parts[0].endswith(".dist-info"):
        said = path.name.upper()
        return said != "METADATA" and not any(word in said for word in _LICENCES)
    return any(fnmatchcase(str(path), pattern) for pattern in _PATTERNS)
