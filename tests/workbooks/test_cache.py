"""What was worked out before: whole, bounded, the user's own; what others wrote is none."""

from __future__ import annotations

import hashlib
import hmac
import os
import pickle
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plansheet import Plan
from plansheet.plan.workbook.writing import write_tables
from plansheet.workbooks import cache as module
from plansheet.workbooks.cache import Cache, fingerprint, open_cache
from support.effort import examples
from support.filling import small_tables
from support.places import ROOT

NAME = "0" * 64


@dataclass(frozen=True)
class Bomb:
    """Leaves a file where it is unpickled."""

    at: Path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.at,)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folders."""
    monkeypatch.delenv("PLANSHEET_CACHE_DIR", raising=False)
    for kind in ("cache", "data"):
        where = partial(_folder, tmp_path / kind)
        monkeypatch.setattr(f"platformdirs.user_{kind}_path", where)
    return tmp_path


def _folder(path: Path, *_: object, **__: object) -> Path:
    return path


def opened(where: bool | Path = True) -> Cache:
    cache = open_cache(where)
    assert cache is not None
    return cache


def entry(cache: Cache, name: str = NAME) -> Path:
    return cache.folder / f"{name}.entry"


def test_what_is_kept_is_found_again_by_who_has_the_same_key(own: Path) -> None:
    opened().put(NAME, {"a": 1})
    assert opened().get(NAME) == {"a": 1}
    assert opened().get("1" * 64) is None
    assert sorted(p.relative_to(own).as_posix() for p in own.rglob("*") if p.is_file()) == [
        f"cache/{NAME}.entry",
        "data/cache.key",
    ]


def test_the_folder_that_is_named_holds_the_entries_and_not_the_key(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(own / "mine").put(NAME, 1)
    monkeypatch.setenv("PLANSHEET_CACHE_DIR", str(own / "theirs"))
    opened().put(NAME, 2)
    assert opened(own / "mine").get(NAME) == 1
    assert opened().get(NAME) == 2
    assert list(own.rglob("cache.key")) == [own / "data" / "cache.key"]
    assert open_cache(False) is None


def forged(content: bytes, key: bytes = b"\0" * 32, name: str = NAME) -> bytes:
    return hmac.digest(key, name.encode() + content, "sha256") + content


FORGERIES: dict[str, Callable[[bytes, bytes], bytes]] = {
    "a pickle alone": lambda bomb, good: bomb,
    "a pickle as ours": lambda bomb, good: zlib.compress(bomb),
    "with no code": lambda bomb, good: b"\0" * 32 + zlib.compress(bomb),
    "with a digest for a code": lambda bomb, good: (
        hashlib.sha256(zlib.compress(bomb)).digest() + zlib.compress(bomb)
    ),
    "of another key": lambda bomb, good: forged(zlib.compress(bomb)),
    "of a blank key": lambda bomb, good: forged(zlib.compress(bomb), b""),
    "under our code": lambda bomb, good: good[:32] + zlib.compress(bomb),
    "behind our content": lambda bomb, good: good + zlib.compress(bomb),
    "nothing": lambda bomb, good: b"",
    "a code alone": lambda bomb, good: good[:32],
    "half of it": lambda bomb, good: good[: len(good) // 2],
}


@pytest.mark.parametrize("how", FORGERIES)
def test_nothing_that_somebody_else_wrote_is_unpickled(own: Path, how: str) -> None:
    cache = opened()
    cache.put(NAME, "ours")
    bomb = pickle.dumps(Bomb(own / "burst"))
    entry(cache).write_bytes(FORGERIES[how](bomb, entry(cache).read_bytes()))
    assert cache.get(NAME) is None
    assert not (own / "burst").exists()
    cache.put(NAME, "again")
    assert cache.get(NAME) == "again"


def test_an_entry_under_another_ones_name_is_none(own: Path) -> None:
    cache = opened()
    cache.put(NAME, "ours")
    entry(cache, "1" * 64).write_bytes(entry(cache).read_bytes())
    assert cache.get("1" * 64) is None


@given(st.data())
@settings(max_examples=examples(100))
def test_an_entry_with_one_bit_turned_is_none(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"), b"k" * 32)
    cache.put(NAME, ["a", 1])
    content = bytearray(entry(cache).read_bytes())
    at = data.draw(st.integers(0, 8 * len(content) - 1))
    content[at // 8] ^= 1 << at % 8
    entry(cache).write_bytes(content)
    assert cache.get(NAME) is None


@pytest.mark.parametrize("kind", ["short", "readable"])
def test_a_key_that_is_not_the_users_alone_is_replaced_and_its_entries_are_none(
    own: Path, kind: str
) -> None:
    if kind == "readable" and sys.platform == "win32":
        pytest.skip("Windows has no such rights")
    opened().put(NAME, 1)
    path = own / "data" / "cache.key"
    before = path.read_bytes()
    if kind == "short":
        path.write_bytes(b"")
    else:
        path.chmod(0o644)
    assert opened().get(NAME) is None
    assert len(path.read_bytes()) == 32
    assert path.read_bytes() != before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
@pytest.mark.parametrize("folder", ["cache", "data"])
def test_a_folder_that_others_can_write_into_is_not_used(own: Path, folder: str) -> None:
    opened()
    for part in ("cache", "data"):
        assert (own / part).stat().st_mode & 0o777 == 0o700
    (own / folder).chmod(0o777)
    assert open_cache(True) is None


@pytest.mark.parametrize("folder", ["cache", "data"])
def test_where_no_folder_can_be_there_is_no_cache(own: Path, folder: str) -> None:
    (own / folder).write_bytes(b"")
    assert open_cache(True) is None


def test_a_folder_that_goes_away_is_as_good_as_none(own: Path) -> None:
    cache = opened()
    cache.put(NAME, 1)
    entry(cache).unlink()
    cache.folder.rmdir()
    cache.put(NAME, 1)
    cache.trim()
    assert cache.get(NAME) is None


def test_what_was_used_longest_ago_goes_first_and_nothing_else_of_the_folder(own: Path) -> None:
    cache = replace(opened(), most=1000)
    (cache.folder / "letter.docx").write_bytes(b"x" * 5000)
    names = [str(n) * 64 for n in range(6)]
    for at, name in enumerate(names):
        cache.put(name, os.urandom(200))
        os.utime(entry(cache, name), (at, at))
    assert cache.get(names[0]) is not None  # used now
    cache.trim()
    left = {p.name for p in cache.folder.iterdir()}
    assert left == {"letter.docx", *(f"{n}.entry" for n in (names[0], *names[-2:]))}


def test_a_value_that_does_not_pickle_has_no_fingerprint() -> None:
    assert fingerprint(lambda: 1) is None
    assert fingerprint(partial(len, "abc")) == fingerprint(partial(len, "abc"))


def test_what_was_worked_out_of_a_value_since_changes_no_fingerprint(plan: Plan) -> None:
    fresh = replace(plan)
    before = fingerprint(fresh)
    assert fresh.registry
    assert fresh.tasks_by_code
    assert fingerprint(fresh) == before


def test_each_field_of_a_plan_changes_its_fingerprint(plan: Plan) -> None:
    """Also those that do not count when plans are compared."""
    changes: list[dict[str, Any]] = [{one.name: "another"} for one in fields(plan)]
    marked = [replace(plan, **change) for change in changes]
    assert len({fingerprint(one) for one in (plan, *marked)}) == len(marked) + 1


def test_a_plan_has_one_fingerprint_however_sets_are_ordered(folder: Path) -> None:
    path = write_tables(small_tables(), folder / "plan.xlsx")
    script = (
        "import plansheet; from plansheet.workbooks.cache import fingerprint;"
        f"print(fingerprint(plansheet.read_plan({str(path)!r})))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0].strip() != b"None"
    assert said[0] == said[1]


def test_another_program_has_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(1)
    monkeypatch.setattr(module, "program", lambda: "another")
    assert fingerprint(1) != before


def test_a_change_of_any_file_of_the_program_makes_it_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "plansheet" / "workbooks" / "cache.py"
    words = tmp_path / "plansheet" / "data" / "words.tsv"
    for path in (source, words):
        path.parent.mkdir(parents=True)
        path.write_text("a", encoding="utf-8")
    monkeypatch.setattr(module, "__file__", str(source))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    seen = [module.program(), module.program()]
    words.write_text("b", encoding="utf-8")
    seen.append(module.program())
    words.rename(words.with_name("others.tsv"))
    seen.append(module.program())
    (tmp_path / "jsonschema_rs-9.dist-info").mkdir()
    seen.append(module.program())
    assert seen[0] == seen[1]
    assert len(set(seen)) == 4


def test_a_program_whose_files_are_in_no_folder_has_no_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in an archive: a new version would pass for the old one."""
    monkeypatch.setattr(module, "__file__", str(tmp_path / "app.pyz/plansheet/workbooks/cache.py"))
    assert fingerprint(1) is None
