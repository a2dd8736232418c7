"""Make a folder of hostile files, to try another program: python tests/make_hostile.py FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path

from support.hostile.folder import make

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(f"{len(make(Path(sys.argv[1])))} files\n")
