"""Whether somebody holds the Esc key: the only way to reach a Python that Excel is waiting for."""

from __future__ import annotations

import ctypes
import sys
from typing import Any, Final

_VK_ESCAPE: Final = 0x1B
_KVK_ESCAPE: Final = 53
_APPLICATION_SERVICES: Final = (
    "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
)


def escape_pressed(window: int = 0) -> bool:
    """Whether Esc is held, or was pressed since the last call (Windows).

    On Windows only while `window`, Excel's, is in front; Esc in another program is not for us.
    """
    if sys.platform == "win32":
        user32: Any = ctypes.windll.user32
        user32.GetAsyncKeyState.restype = ctypes.c_short
        state = user32.GetAsyncKeyState(_VK_ESCAPE)
        return bool(state) and (not window or user32.GetForegroundWindow() == window)
    if sys.platform == "darwin":
        services = ctypes.CDLL(_APPLICATION_SERVICES)
        services.CGEventSourceKeyState.restype = ctypes.c_bool
        return bool(services.CGEventSourceKeyState(0, _KVK_ESCAPE))
    return False
