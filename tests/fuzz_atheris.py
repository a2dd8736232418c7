"""Coverage-guided fuzzing of what opens workbooks: what may happen is read, or refused.

    pip install atheris
    python tests/fuzz_atheris.py SECONDS [CORPUS]

An input is a layout and then pieces: the layout says what the pieces become (a whole file, parts of
a package whose other parts are valid, the stream of an .xls), so that the mutations reach the
parsers behind the archives. CORPUS is a folder that keeps interesting inputs from run to run. Ends
with status 0 where nothing but `Refused` was ever raised, within the time and memory of a worker.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import atheris  # noqa: E402

with atheris.instrument_imports(include=["plansheet.workbooks.reading"]):
    from plansheet.workbooks.reading import Refused, limits, open_workbook
    from plansheet.workbooks.reading.archive import Archive
    from plansheet.workbooks.reading.binary.compound import Compound
    from plansheet.workbooks.reading.refusal import Fault

from support.hostile import other_cases, xlsx_cases, zip_cases  # noqa: E402, F401  (they fill CASES)
from support.hostile.builders import compound, ods_parts, xlsb_parts, xlsx_parts, zipped  # noqa: E402
from support.hostile.registry import CASES  # noqa: E402

MARK = b"\xfe\xff\xfe"
"""Stands between the pieces of an input; no well-formed part has it."""
XLSX = (
    *("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"),
    *("xl/_rels/workbook.xml.rels", "_rels/.rels", "docProps/core.xml"),
    "xl/externalLinks/externalLink1.xml",
)
XLSB = (
    *("xl/worksheets/sheet1.bin", "xl/sharedStrings.bin", "xl/styles.bin", "xl/workbook.bin"),
    "xl/_rels/workbook.bin.rels",
)
ODS = ("content.xml", "styles.xml", "META-INF/manifest.xml", "meta.xml", "mimetype")
PACKAGES = (
    (XLSX, xlsx_parts(strings=["<si><t>x</t></si>"], styles="")),
    (XLSB, xlsb_parts(b"", strings=["x"], styles=b"\x96\x02\0")),
    (ODS, ods_parts("")),
)
STREAMS = ("Workbook", "\x05SummaryInformation")
WHOLE, STREAM = len(PACKAGES), len(PACKAGES) + 1
LONGEST_SEED = 40_000


def content(data: bytes) -> bytes:
    """The file that an input stands for."""
    layout, pieces = data[0] % (STREAM + 1), data[1:].split(MARK)
    if layout == WHOLE:
        return data[1:]
    if layout == STREAM:
        return compound(dict(zip(STREAMS, pieces, strict=False)))
    names, parts = PACKAGES[layout]
    return zipped(parts | {n: p for n, p in zip(names, pieces, strict=False) if p})


def seeds() -> Iterator[bytes]:
    """Every hostile file that is small, unpacked too: as it is, and its parts where it has some."""
    for _, make in CASES.values():
        if len(whole := make()) > LONGEST_SEED:
            continue
        try:
            if whole.startswith(b"PK"):
                archive = Archive(whole)
                if sum(len(archive.read(part)) for part in archive) > LONGEST_SEED:
                    continue
                yield from _of_package(archive)
            elif whole.startswith(b"\xd0\xcf"):
                book = Compound(whole)
                yield bytes([STREAM]) + MARK.join(
                    book.read(n) for n in STREAMS if n in book.streams
                )
        except Fault:
            pass
        yield bytes([WHOLE]) + whole


def _of_package(archive: Archive) -> Iterator[bytes]:
    for layout, (names, _) in enumerate(PACKAGES):
        if archive.find(names[0]):
            pieces = [archive.read(archive.find(n)) if archive.find(n) else b"" for n in names]
            if sum(map(len, pieces)) < LONGEST_SEED:
                yield bytes([layout]) + MARK.join(pieces)


def main(words: Sequence[str]) -> None:
    """Fuzz for so many seconds; atheris ends the process.

    Fewer cells are let through than in earnest: watched code is twenty times slower.
    """
    seconds = int(words[0])
    limits.SPACES = 20_000  # type: ignore[misc]
    limits.STRANGERS = replace(limits.STRANGERS, area=20_000)  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(words[1] if len(words) > 1 else folder) / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds()):
            (corpus / f"seed{number:04}").write_bytes(seed)
        file = Path(folder) / "x.xlsx"

        def one_input(data: bytes) -> None:
            if data:
                file.write_bytes(content(data))
                try:
                    open_workbook(file, within=limits.STRANGERS)
                except Refused as refusal:
                    assert refusal.problem.message and "{" not in refusal.problem.message

        options = [
            f"-max_total_time={seconds}",
            f"-timeout={limits.WORKER_SECONDS}",
            f"-rss_limit_mb={limits.WORKER_MEMORY // limits.MB}",
            f"-max_len={2 * LONGEST_SEED}",
            f"-artifact_prefix={corpus.parent}/",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *options, str(corpus)], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
