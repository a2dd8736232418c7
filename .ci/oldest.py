"""Prints the oldest version that pyproject.toml allows of each dependency, for `pip install -c`."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def main() -> None:
    """One line a dependency."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    for dependency in project["dependencies"]:
        found = re.fullmatch(r"([\w.-]+)[>=]=([\w.]+)", dependency)
        if found is None:
            raise SystemExit(f"no oldest version: {dependency}")
        print(f"{found[1]}=={found[2]}")  # noqa: T201


if __name__ == "__main__":
    main()
