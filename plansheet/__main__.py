"""The command `plansheet`, also as `python -m plansheet`: hears Ctrl+C before it loads anything."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

__all__ = ["main"]


class Interrupted(KeyboardInterrupt):
    """Ctrl+C.

    Once Python's own exception has gone through an `eval`, the process ends by the signal though
    it was caught: whether the status is 2 would be left to chance.
    """


def main() -> None:
    """Run the command line; stopped with Ctrl+C its status is 2."""
    try:
        if (
            signal.getsignal(signal.SIGINT) is signal.default_int_handler
        ):  # not ignored, as by nohup
            signal.signal(signal.SIGINT, _stop)
        from plansheet.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(2)


def _stop(*_: object) -> NoReturn:
    raise Interrupted


if __name__ == "__main__":
    main()
