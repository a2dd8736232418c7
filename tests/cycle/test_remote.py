"""Returns in a bucket of a server that speaks S3: read where they are, as if they were here."""

from __future__ import annotations

import logging
import pickle
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from plansheet import Return, merge, read_plan
from plansheet.returns.find import find_returns
from plansheet.returns.received import VIETNAM
from plansheet.workbooks import remote
from plansheet.workbooks.remote import Remote
from support.coordinator import Coordinator, Outcome
from support.filling import everything, make_plan, small_tables
from support.sending import GOING, send
from support.servers import SECRET, s3

PERIOD, AS_OF = "2021-Q2", "2021-07-01"
WHEN = ("--period", PERIOD, "--as-of", AS_OF)


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with s3(tmp_path_factory.mktemp("s3")) as url:
        yield url


@pytest.fixture
def desk(tmp_path: Path) -> Coordinator:
    """A plan and a folder of returns: in subfolders, one refused, a list of receipts, litter."""
    plan = make_plan(tmp_path, small_tables())
    given = {code: {("task_report", "NV01"): GOING} for code in ("SYT", "STC")}
    send(plan, tmp_path / "in", given)
    send(plan, tmp_path / "in" / "huyện", {"UBA": {("task_report", "NV01"): GOING}})
    (tmp_path / "in" / "hỏng.xlsx").write_bytes(b"PK\x03\x04 damaged")
    with (tmp_path / "in" / "received.tsv").open("a", encoding="utf-8") as lines:
        lines.write("hỏng.xlsx\t2021-06-30\n")
    (tmp_path / "in" / "~$SYT.xlsx").write_bytes(b"lock")
    return Coordinator(tmp_path)


@pytest.fixture
def there(desk: Coordinator, bucket: str) -> str:
    """The URL of a copy of that folder."""
    folder = Remote(bucket) / desk.folder.name
    for path in (desk.folder / "in").rglob("*"):
        if path.is_file():
            (folder / path.relative_to(desk.folder / "in").as_posix()).write_from(path)
    return folder.url


def outcomes(desk: Coordinator, at: str) -> tuple[Outcome, Outcome, bytes, dict[Path, bytes]]:
    """What merging and checking the returns at a place say and write."""
    out, copies = desk.folder / "r.xlsx", desk.folder / "copies"
    merged = desk.run("merge", "plan.xlsx", at, *WHEN, "--no-cache", "-o", out.name, "--workers=2")
    shutil.rmtree(copies, ignore_errors=True)
    words = ("--plan", "plan.xlsx", "--as-of", AS_OF, "--annotate", "copies", "--json")
    checked = desk.run("validate", at, *words)
    marked = {p.relative_to(copies): p.read_bytes() for p in copies.rglob("*") if p.is_file()}
    return merged, checked, out.read_bytes(), marked


@pytest.mark.slow
def test_a_bucket_gives_the_same_bytes_and_sentences(desk: Coordinator, there: str) -> None:
    here = outcomes(desk, "in")
    assert outcomes(desk, there) == here
    assert Path("hỏng.xlsx") in here[3]


@pytest.mark.slow
def test_an_executor_and_a_script_read_a_bucket_too(desk: Coordinator, there: str) -> None:
    plan = read_plan(desk.folder / "plan.xlsx")
    here = everything(merge(plan, PERIOD, desk.folder / "in", AS_OF))
    with ThreadPoolExecutor(1) as executor:
        assert everything(merge(plan, PERIOD, there, AS_OF, executor=executor)) == here


@pytest.mark.slow
def test_a_file_without_a_date_of_receipt_came_when_it_was_put_there(there: str) -> None:
    (file,) = find_returns(f"{there}/huyện/UBA_2021-Q2.xlsx")
    today = datetime.now(VIETNAM).replace(tzinfo=None)
    came = replace(file, noted=()).came(Return(file.name), range(2021, 2026))
    assert came is not None
    assert abs(came - today) < timedelta(hours=1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("s3://bao-cao/không", "There is no folder s3://bao-cao/không.\n"),
        ("s3://khong-co/in", "There is no folder s3://khong-co/in.\n"),
        (
            f"s3://a:{SECRET}@bao-cao/x?t={SECRET}",
            "s3://bao-cao/x cannot be opened (ParamValidationError).\n",
        ),
        (f"nowhere://a:{SECRET}@b/x", "nowhere://b/x cannot be opened (ValueError).\n"),
    ],
)
def test_what_is_not_there_is_said(
    desk: Coordinator, bucket: str, url: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "plansheet")
    words = ("--no-cache", "--lang", "en", "-o", "r.xlsx")
    outcome = desk.run("merge", "plan.xlsx", url, *WHEN, *words)
    assert (outcome.status, outcome.err) == (2, said)
    assert SECRET not in caplog.text


@pytest.fixture
def guarded(desk: Coordinator) -> str:
    """The same folder at a URL with a password, of a kind that tells it in its errors."""
    fsspec = pytest.importorskip("fsspec", reason="plansheet[cloud] is not installed")
    folder = desk.folder / "in"

    class Guarded(fsspec.AbstractFileSystem):  # type: ignore[misc, name-defined]
        cachable = False

        def __init__(self, host: str, username: str, password: str) -> None:
            super().__init__()
            assert (username, password) == ("an", SECRET)

        @classmethod
        def _strip_protocol(cls, path: str) -> str:
            return path.rpartition("@")[2].partition("/")[2].rstrip("/")

        def invalidate_cache(self, path: object = None) -> None:
            pass

        @staticmethod
        def _get_kwargs_from_urls(url: str) -> dict[str, str]:
            user, _, password = url.partition("://")[2].rpartition("@")[0].partition(":")
            return {"host": "h", "username": user, "password": password}

        def find(self, path: str, **_: object) -> list[str]:
            inside = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
            return [f"{path}/{name}" for name in inside]

        def size(self, path: str) -> int:
            if path.endswith("hỏng.xlsx"):
                raise ConnectionError(f"refused guarded://an:{SECRET}@h/{path}")
            return (folder / path.removeprefix("/in/")).stat().st_size

        def cat_file(self, path: str, **_: object) -> bytes:
            return (folder / path.removeprefix("/in/")).read_bytes()

    fsspec.register_implementation("guarded", Guarded, clobber=True)
    return f"guarded://an:{SECRET}@h/in"


def test_a_password_is_nowhere(
    desk: Coordinator, guarded: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "plansheet")
    words = (*WHEN, "--no-cache", "--workers=0", "-o", "r.xlsx", "--json")
    outcome = desk.run("merge", "plan.xlsx", guarded, *words)
    assert (outcome.status, outcome.err) == (1, "")
    assert ("unreadable", "hỏng.xlsx", "", "") in outcome.places
    with ZipFile(desk.folder / "r.xlsx") as report:
        written = b"".join(map(report.read, report.namelist()))
    assert b"SYT_2021-Q2.xlsx" in written
    for text in (written, outcome.out.encode(), caplog.text.encode()):
        assert SECRET.encode() not in text


def test_a_url_shows_itself_without_what_is_secret() -> None:
    file = Remote(f"sftp://an:{SECRET}@may.vn:22/in/SYT.xlsx?signature={SECRET}")
    assert str(file) == f"{file}" == "sftp://may.vn:22/in/SYT.xlsx"
    assert SECRET not in repr([file, file.parent, file / "x"])
    assert pickle.loads(pickle.dumps(file)) == file


def test_without_fsspec(desk: Coordinator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "find_spec", lambda name: None)
    words = (*WHEN, "-o", "r.xlsx", "--lang", "en")
    outcome = desk.run("merge", "plan.xlsx", f"s3://a:{SECRET}@x/in", *words)
    said = "To open s3://x/in fsspec and the library for that kind of address are needed "
    assert (outcome.status, outcome.err) == (2, said + "(plansheet[cloud]).\n")
