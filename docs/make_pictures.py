"""Makes the pictures of the documents anew, from the demonstration, as LibreOffice prints it.

    python docs/make_pictures.py

Needs LibreOffice (soffice) and poppler-utils (pdftoppm, pdftotext).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PICTURES = Path(__file__).with_name("pictures")
DEMO = ("demo", "--out", "thu")
CYCLE = (
    "validate thu/returns --plan thu/plan.xlsx --as-of 1/7/2021 --annotate tra_lai",
    "remind thu/plan.xlsx thu/returns --period 2021-Q2 --as-of 1/7/2021 -o cong_van",
)


@dataclass(frozen=True)
class Picture:
    """What is printed of which file: the first page with these words, whole or its upper part."""

    name: str
    file: str
    words: str
    dots: int = 70
    whole: bool = False


WANTED = (
    Picture("plan", "thu/plan.xlsx", "Nhiệm vụ Trang"),
    Picture("form", "thu/issued/SCT_2021-Q2.xlsx", "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ"),
    Picture("marked", "tra_lai/SCT_2021-Q2.xlsx", "Các chỗ cần xem lại", 100),
    Picture("report", "thu/report.xlsx", "", 75, whole=True),
    Picture("conflicts", "thu/report.xlsx", "XUNG ĐỘT CẦN QUYẾT ĐỊNH"),
    Picture("letter", "cong_van/SCT_2021-Q2.docx", "", 60, whole=True),
)


def printed(path: Path, folder: Path) -> Path:
    """The .pdf that LibreOffice makes of a file."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / "pdf" / path.parent.name
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out)]
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    return out / f"{path.stem}.pdf"


def page_with(words: str, pdf: Path) -> str:
    """The number of the first page on which the words stand."""
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True).stdout
    pages = [letters(page) for page in text.decode("utf-8").split("\f")]
    return str(1 + next(number for number, page in enumerate(pages) if letters(words) in page))


def letters(text: str) -> str:
    """What is left without the letters that are torn off where a font lacks them."""
    return "".join(c for c in text if c.isascii() and c.isalnum())


def area(page: list[str], dots: int) -> list[str]:
    """What has ink, from the top to the first gap of an inch; at most a third as high as wide."""
    command = ["pdftoppm", *page, "-gray", "-r", str(dots)]
    drawn = subprocess.run(command, check=True, capture_output=True).stdout
    _, size, _, ink = drawn.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = [ink[at * width : (at + 1) * width] for at in range(height)]
    inked = [at for at, row in enumerate(rows) if min(row) < 250]
    gaps = (a for a, b in zip(inked, [*inked[1:], 10 * height], strict=True) if b - a > dots)
    margin = dots // 8
    top, bottom = inked[0], min(next(gaps), inked[0] + width // 3)
    columns = [min(row[at] for row in rows[top:bottom]) < 250 for at in range(width)]
    left, right = columns.index(True), width - columns[::-1].index(True)
    box = (left, top, right - left, bottom - top)
    x, y, w, h = (max(box[0] - margin, 0), max(box[1] - margin, 0), *box[2:])
    return ["-x", str(x), "-y", str(y), "-W", str(w + 2 * margin), "-H", str(h + 2 * margin)]


def draw(picture: Picture, folder: Path) -> None:
    """Write one picture."""
    pdf = printed(folder / picture.file, folder)
    number = page_with(picture.words, pdf)
    page = ["-f", number, "-l", number, str(pdf)]
    part = [] if picture.whole else area(page, picture.dots)
    out = str(PICTURES / picture.name)
    command = ["pdftoppm", "-png", "-singlefile", "-r", str(picture.dots), *part, *page, out]
    subprocess.run(command, check=True)


def main() -> None:
    """Run the cycle in a folder of its own, and draw what comes of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plansheet = [sys.executable, "-m", "plansheet"]
        subprocess.run([*plansheet, *DEMO], cwd=folder, check=True, capture_output=True)
        for words in CYCLE:  # exit status 1: the demonstration has errors
            subprocess.run(
                [*plansheet, *words.split()], cwd=folder, capture_output=True, check=False
            )
        for picture in WANTED:
            draw(picture, folder)


if __name__ == "__main__":
    main()
