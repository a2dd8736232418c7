"""What commands and functions write at a URL of S3, SFTP and WebDAV: as they write here."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from plansheet import annotate, issue, merge, read_plan
from plansheet.problems import InputError, OutputError
from plansheet.workbooks.reading.cluster import cluster
from plansheet.workbooks.remote import Remote, source_of
from support.coordinator import Coordinator
from support.filling import everything, make_plan, small_tables
from support.sending import GOING, send
from support.servers import SECRET, SERVERS

PERIOD, AS_OF = "2021-Q2", "2021-07-01"
WHEN = ("--period", PERIOD, "--as-of", AS_OF)


@pytest.fixture(scope="module", params=SERVERS)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with SERVERS[request.param](tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture
def desk(tmp_path: Path) -> Coordinator:
    """A plan, and a folder of returns: one in a subfolder, one damaged, one with an error."""
    plan = make_plan(tmp_path, small_tables())
    wrong = {("task_report", "NV01"): {"progress": "nhiều"}}
    send(plan, tmp_path / "in", {"SYT": {("task_report", "NV01"): GOING}, "STC": wrong})
    send(plan, tmp_path / "in" / "huyện", {"UBA": {("task_report", "NV01"): GOING}})
    (tmp_path / "in" / "hỏng.xlsx").write_bytes(b"PK\x03\x04 damaged")
    names = (path.name for path in (tmp_path / "in").rglob("*.xlsx"))
    (tmp_path / "in" / "received.tsv").write_text("".join(f"{n}\t{AS_OF}\n" for n in names))
    return Coordinator(tmp_path)


@pytest.fixture
def there(desk: Coordinator, server: str) -> Remote:
    """The folder of this test at the server, with the plan and the returns in it."""
    folder = Remote(server) / desk.folder.name
    for path in (desk.folder / "plan.xlsx", *(desk.folder / "in").rglob("*.*")):
        put(folder / path.relative_to(desk.folder).as_posix(), path)
    return folder


def put(file: Remote, path: Path) -> None:
    file.parent.make_folder()
    file.write_from(path)


def held(folder: Remote) -> dict[str, bytes]:
    """Every file below a folder at a URL by its path."""
    try:
        return {str(f.relative_to(folder)): f.read_bytes() for f in folder.files()}
    except FileNotFoundError:
        return {}


def written(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.slow
def test_a_report_and_what_stands_beside_it(
    desk: Coordinator, there: Remote, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "plansheet")
    (there / "ra").make_folder()
    (desk.folder / "ra").mkdir()
    words = (*WHEN, "--no-cache", "--also", "html", "--also", "csv")
    here = desk.run("merge", "plan.xlsx", "in", *words, "-o", "ra/b.xlsx")
    out = there / "ra"
    for _ in range(2):  # what is there already is replaced, as it is here
        far = desk.run(
            "merge", f"{there.url}/plan.xlsx", f"{there.url}/in", *words, "-o", f"{out.url}/b"
        )
        assert far.out.replace(f"{out}/", "ra/") == here.out
        assert (far.status, far.err) == (here.status, "")
        assert held(out) == written(desk.folder / "ra")
    with ZipFile(desk.folder / "ra" / "b.xlsx") as report:
        said = b"".join(map(report.read, report.namelist()))
    for text in (far.out.encode(), caplog.text.encode(), said):
        assert SECRET.encode() not in text


@pytest.mark.slow
def test_json_names_the_report_without_a_password(desk: Coordinator, there: Remote) -> None:
    words = (*WHEN, "--no-cache", "--json", "-o", f"{there.url}/b.xlsx")
    said = desk.run("merge", "plan.xlsx", "in", *words)
    assert said.json["report"] == f"{there}/b.xlsx"
    assert SECRET not in said.out


@pytest.mark.slow
def test_templates(desk: Coordinator, there: Remote) -> None:
    words = ("--period", PERIOD, "--lang", "en")
    here = desk.run("issue", "plan.xlsx", *words, "-o", "mẫu")
    far = (there / "a" / "mẫu").url
    for _ in range(2):  # those that nobody has filled in are replaced
        said = desk.run("issue", f"{there.url}/plan.xlsx", *words, "-o", far)
        assert said.out == here.out.replace("mẫu", f"{there}/a/mẫu")
        assert held(Remote(far)) == written(desk.folder / "mẫu")
    put(there / "đã điền" / "SYT_2021-Q2.xlsx", desk.folder / "in" / "SYT_2021-Q2.xlsx")
    assert desk.run("issue", "plan.xlsx", *words, "-o", f"{there.url}/đã điền/").err == (
        f"{there}/đã điền is a folder of returns (SYT_2021-Q2.xlsx is filled in); "
        "issue into another folder.\n"
    )


@pytest.mark.slow
def test_marked_copies_and_letters(desk: Coordinator, there: Remote) -> None:
    plan = read_plan(desk.folder / "plan.xlsx")
    for out, words in (
        (
            "lỗi",
            ("validate", "{}/in", "--plan", "plan.xlsx", "--as-of", AS_OF, "--annotate", "{}/lỗi"),
        ),
        ("thư", ("remind", "plan.xlsx", "{}/in", *WHEN, "-o", "{}/thư")),
    ):
        here = desk.run(*(word.format(".") for word in words), "--no-cache")
        far = desk.run(*(word.format(there.url) for word in words), "--no-cache")
        assert (far.status, far.err) == (here.status, here.err)
        assert held(there / out) == written(desk.folder / out) != {}
    copies = annotate(plan, f"{there.url}/in", AS_OF, f"{there.url}/lỗi 2")
    assert {one.name for one in copies} >= {"STC_2021-Q2.xlsx", "hỏng.xlsx"}
    assert held(there / "lỗi 2") == held(there / "lỗi")


@pytest.mark.slow
def test_scripts(desk: Coordinator, there: Remote) -> None:
    plan = read_plan(f"{there.url}/plan.xlsx")
    merged = merge(plan, PERIOD, f"{there.url}/in", AS_OF)
    assert everything(merged) == everything(merge(plan, PERIOD, desk.folder / "in", AS_OF))
    (there / "kỳ").make_folder()
    report = merged.to_excel(f"{there.url}/kỳ/b.xlsx")
    assert (report, str(report)) == (there / "kỳ" / "b.xlsx", f"{there}/kỳ/b.xlsx")
    merged.to_excel(desk.folder / "b.xlsx")
    merged.to_csv(f"{there.url}/bảng")
    merged.to_csv(desk.folder / "bảng")
    assert report.read_bytes() == (desk.folder / "b.xlsx").read_bytes()
    assert held(there / "bảng") == written(desk.folder / "bảng")
    later = [
        merge(plan, "2021-Q3", f"{there.url}/in", AS_OF, one) for one in (report, f"{there.url}/kỳ")
    ]
    assert [len(one.history) for one in later] == [1, 1]
    (first, *_) = issue(plan, PERIOD, f"{there.url}/mẫu")
    assert first.parent == there / "mẫu"


@pytest.mark.slow
@pytest.mark.parametrize(
    "out", ["in/SYT_2021-Q2.xlsx", "in/b.xlsx", "in/huyện/b.xlsx", "plan.xlsx"]
)
def test_what_was_read_is_not_written(desk: Coordinator, there: Remote, out: str) -> None:
    before = held(there)
    words = (*WHEN, "--no-cache", "--lang", "en", "-o")
    said = desk.run(
        "merge", f"{there.url}/plan.xlsx", f"{there.url}/in", *words, f"{there.url}/{out}"
    )
    assert (said.status, said.out) == (2, "")
    assert (
        said.err
        == f"{there}/{out} is an input or lies in the folder of returns; write it elsewhere.\n"
    )
    plan = read_plan(desk.folder / "plan.xlsx")
    with pytest.raises(OutputError):
        annotate(plan, f"{there.url}/in", AS_OF, f"{there.url}/in")
    assert held(there) == before


@pytest.mark.slow
def test_nothing_is_written_where_a_list_of_receipts_lies(desk: Coordinator, there: Remote) -> None:
    for out in ("in", "in/huyện/mẫu"):
        said = desk.run("issue", "plan.xlsx", "--period", PERIOD, "-o", f"{there.url}/{out}")
        assert said.err.startswith(f"{there}/{out} là tệp đầu vào"), said.err


@pytest.mark.slow
def test_what_is_refused_here_is_refused_there(desk: Coordinator, there: Remote) -> None:
    put(there / "ra.xlsx" / "x.txt", desk.folder / "plan.xlsx")
    for out, said in (
        ("ra.xlsx", f"Cannot write {there}/ra.xlsx: it is a folder."),
        ("b.csv", "b.csv"),
        ("-", ""),
    ):
        merged = desk.run(
            "merge",
            "plan.xlsx",
            "in",
            *WHEN,
            "--no-cache",
            "--lang",
            "en",
            "-o",
            f"{there.url}/{out}",
        )
        assert said in merged.err
    made = desk.run("new", f"{there.url}/plan.xlsx", "--years", "2021-2025", "--lang", "en")
    assert made.err == f"{there}/plan.xlsx exists; choose another name.\n"


@pytest.mark.slow
def test_a_folder_that_is_not_there(desk: Coordinator, there: Remote) -> None:
    """S3 has no folders: a name with a stroke is a name."""
    words = (*WHEN, "--no-cache", "--lang", "en", "-o", f"{there.url}/không/b.xlsx")
    said = desk.run("merge", "plan.xlsx", "in", *words)
    if there.url.startswith("s3:"):
        assert said.status == 1
    else:
        missing = f"Cannot write {there}/không/b.xlsx: there is no such folder.\n"
        assert (said.status, said.err) == (2, missing)


@pytest.mark.slow
def test_an_upload_that_breaks_leaves_nothing(
    desk: Coordinator, there: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(there)
    put_all, count = Remote.write_from, iter(range(9))

    def broken(file: Remote, local: Path) -> None:
        if next(count) == 2:
            raise ConnectionResetError(104, SECRET)
        put_all(file, local)

    monkeypatch.setattr(Remote, "write_from", broken)
    said = desk.run("issue", "plan.xlsx", "--period", PERIOD, "-o", f"{there.url}/mẫu")
    assert said.status == 2
    assert held(there) == before


@pytest.mark.slow
def test_what_breaks_on_its_way_does_not_take_the_place_of_what_is_there(
    desk: Coordinator, there: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(there / "b.xlsx", desk.folder / "plan.xlsx")
    before = held(there)
    with there._reached() as (system, _):  # what it does half of
        put_file = system.put_file

    def broken(local: str, path: str, **given: Any) -> None:
        Path(local).write_bytes(b"half")
        if not there.url.startswith("s3:"):
            put_file(local, path, **given)
        raise ConnectionResetError(104, SECRET)

    monkeypatch.setattr(system, "put_file", broken)
    words = (*WHEN, "--no-cache", "--lang", "en", "-o", f"{there.url}/b.xlsx")
    said = desk.run("merge", "plan.xlsx", "in", *words)
    monkeypatch.undo()
    assert (said.status, said.err) == (2, f"Cannot write {there}/b.xlsx: ConnectionResetError.\n")
    assert held(there) == before


@contextmanager
def elsewhere(there: Remote) -> Iterator[Executor | None]:
    """What starts the processes that read: once a real cluster, which takes long."""
    if not there.url.startswith("s3:"):
        with ThreadPoolExecutor(1) as executor:
            yield executor
        return
    distributed = pytest.importorskip("distributed", reason="plansheet[dask] is not installed")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    started = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**started) as local, cluster(local.scheduler_address) as far:
        yield far


@pytest.mark.slow
def test_processes_of_an_executor_open_the_files(desk: Coordinator, there: Remote) -> None:
    plan = read_plan(desk.folder / "plan.xlsx")
    here = everything(merge(plan, PERIOD, desk.folder / "in", AS_OF))
    with elsewhere(there) as executor:
        assert everything(merge(plan, PERIOD, f"{there.url}/in", AS_OF, executor=executor)) == here


@pytest.mark.slow
def test_with_the_cache_a_file_is_fetched_once(
    desk: Coordinator, there: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, read, fetched = read_plan(desk.folder / "plan.xlsx"), Remote.read_bytes, Counter[str]()

    def counted(file: Remote) -> bytes:
        fetched[file.name] += 1
        return read(file)

    monkeypatch.setattr(Remote, "read_bytes", counted)
    here = everything(merge(plan, PERIOD, desk.folder / "in", AS_OF, workers=0))
    for executor in (None, None, ThreadPoolExecutor(1)):
        fetched.clear()
        merged = merge(
            *(plan, PERIOD, f"{there.url}/in", AS_OF),
            executor=executor, workers=0, cache=tmp_path / "kept",
        )  # fmt: skip
        assert everything(merged) == here
        files = {name: n for name, n in fetched.items() if name.endswith(".xlsx")}
        assert set(files.values()) == (set() if executor else {1})  # its processes count themselves
    assert len(list((tmp_path / "kept").glob("*.entry"))) == 3


def test_where_a_url_leads() -> None:
    same = [
        "sftp://an:x@MAY.vn:22/in/b.xlsx",
        "ssh://may.vn//in/./b.xlsx",
        "sftp://may.vn/in/a/../b.xlsx",
    ]
    assert len({Remote(url).place() for url in same}) == 1
    assert Remote("sftp://may.vn:23/in/b.xlsx").place() != Remote(same[0]).place()
    assert Remote("s3a://b/in").place() in Remote("s3://b/in/x/y").place().parents
    assert Remote("s3://b/in").place() not in Remote("s3://b/in2/y").place().parents


@pytest.mark.parametrize("url", ["s3://", "s3://b", "sftp://h", "zzz://x/y.xlsx"])
def test_what_is_no_file_at_a_url_is_one_sentence(
    desk: Coordinator, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("fsspec", reason="plansheet[cloud] is not installed")

    def unknown(_: str) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("fsspec.core.url_to_fs", unknown)
    for words in (("in", "-o", url), (url, "-o", "b.xlsx")):
        said = desk.run("merge", "plan.xlsx", *words, *WHEN)
        assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
        assert url in said.err
        assert "PLANSHEET_DEBUG" not in said.err


def test_a_stroke_at_the_end_of_a_url_says_nothing() -> None:
    assert source_of("s3://b/in/") == source_of("s3://b/in") == Remote("s3://b/in")
    assert list(Remote("s3://b/in/x").parents) == [Remote("s3://b/in"), Remote("s3://b")]


def test_a_file_url_is_a_path(tmp_path: Path) -> None:
    assert source_of(f"file://{tmp_path}/a%20b") == tmp_path / "a b"


@pytest.mark.parametrize("words", ["--form {}", "--forms {}", "--checks {}", "--into {}"])
def test_what_must_be_on_this_machine(desk: Coordinator, words: str) -> None:
    url = f"s3://an:{SECRET}@b/x"
    given = ("--lang", "en", "-o", "b.xlsx", *words.format(url).split())
    said = desk.run("merge", "plan.xlsx", "in", *WHEN, *given)
    needed = "This file or folder must be on this machine: no URL can be used for it.\n"
    assert (said.status, said.out, said.err) == (2, "", needed)
    with pytest.raises(InputError, match="URL"):
        merge(read_plan(desk.folder / "plan.xlsx"), PERIOD, desk.folder / "in", AS_OF, form=url)
