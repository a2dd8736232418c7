"""The report as one page: all of it, on a telephone; nothing that a stranger wrote acts."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

import plansheet
from plansheet import Consolidation, Plan
from plansheet.language.wording import Language
from plansheet.report.page.writing import write_page
from support.chromium import MISSING, PROGRAM, Tab, chromium_tab
from support.damages import COORDINATION, FIGURES, TASKS
from support.filling import asked, indicator, make_plan, merge_copies, plan_tables, task
from support.sending import DONE, GOING, Filled, send

HOSTILE = "</script></style>'\"><img src=x onerror='hacked=1'><script>window.hacked=1</script>"
LONG = "rất" * 200


@pytest.fixture(scope="module")
def merged(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Consolidation:
    figures = {"actual": Decimal("12.5"), "cumulative": Decimal(1234567), "forecast": Decimal(-5)}
    said: Mapping[str, Filled] = {
        "SYT": {
            (TASKS, "NV01"): {**DONE, "result": LONG},
            (TASKS, "NV02"): {**GOING, "result": HOSTILE, "difficulty": "Một\nHai"},
            (FIGURES, "CT01"): {**figures, "explanation": HOSTILE},
        },
        "STC": {(COORDINATION, "NV01"): {"contribution": HOSTILE}},
    }
    folder = send(plan, tmp_path_factory.mktemp("returns"), said)
    return plansheet.merge(plan, "2021-Q2", folder, "2021-07-01")


@pytest.fixture(scope="module")
def page(merged: Consolidation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(merged, tmp_path_factory.mktemp("page") / "report.html")


class Read(HTMLParser):
    """The elements of a page, their attributes, and what stands in script, style and sources."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.own: dict[str, str] = {}
        self.inside: list[str] = []
        self.places: Counter[str] = Counter()
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[-1] in ("script", "style"):
            self.own[self.inside[-1]] = data
        if self.inside[-2:] == ["li", "p"]:
            self.places[data] += 1


def test_nothing_that_a_stranger_wrote_becomes_an_element(page: Path) -> None:
    read = Read(page)
    counts = Counter(tag for tag, _ in read.elements)
    assert (counts["script"], counts["style"], counts["img"]) == (1, 1, 0)
    names = {name for _, attributes in read.elements for name in attributes}
    assert {name for name in names if name.startswith("on") or name in ("src", "style")} == set()
    leads = {a["href"] for tag, a in read.elements if tag == "a"}
    assert {href for href in leads if not str(href).startswith("#")} == set()
    assert page.read_text(encoding="utf-8").count("&lt;img src=x") == 4


def test_the_policy_lets_only_its_own_script_run(page: Path) -> None:
    read = Read(page)
    policy = next(
        str(a["content"]) for _, a in read.elements if "Content-Security-Policy" in a.values()
    )
    digests = {
        name: b64encode(sha256(text.encode()).digest()).decode() for name, text in read.own.items()
    }
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests['style']}'; "
        f"script-src 'sha256-{digests['script']}'; base-uri 'none'; form-action 'none'"
    )
    assert "http" not in re.sub("http-equiv", "", page.read_text(encoding="utf-8"))


def test_each_value_says_where_it_comes_from(merged: Consolidation, page: Path) -> None:
    assert Read(page).places == Counter(
        f"{source.file}, trang {source.sheet}, ô {source.cell}" for source in merged.sources()
    )


def test_every_task_and_indicator_is_an_item(merged: Consolidation, page: Path) -> None:
    items = [str(a["id"]) for tag, a in Read(page).elements if "data-find" in a]
    assert items == [f"t-{o.code}" for o in merged.task_outcomes] + [
        f"i-{r.code}" for r in merged.indicator_results
    ]


def test_a_plan_without_indicators_says_nothing_of_them(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT")]))
    page = write_page(merge_copies(plan, asked(plan).values()), tmp_path / "x.html")
    assert {str(a["id"]) for tag, a in Read(page).elements if tag == "section" and "id" in a} == {
        "tasks",
        "returns",
    }


def test_the_same_page_each_time_in_the_language_that_is_asked_for(
    merged: Consolidation, page: Path, tmp_path: Path
) -> None:
    assert write_page(merged, tmp_path / "vi.html").read_bytes() == page.read_bytes()
    english = write_page(merged, tmp_path / "en.html", lang="en").read_text(encoding="utf-8")
    assert '<html lang="en">' in english
    assert "Under way" in english and "Đang thực hiện" not in english


# In a browser.


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    if PROGRAM is None:
        pytest.skip(MISSING)
    with chromium_tab(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


SHOWN = "[...document.querySelectorAll('[data-find]')].filter(i => i.offsetParent).map(i => i.id)"


@pytest.mark.slow
def test_searching_and_filtering(tab: Tab, page: Path) -> None:
    tab.show(page, 360)
    assert len(tab.run(SHOWN)) == 35
    tab.press("/")
    tab.type("SO Y te nv02")
    assert tab.run(SHOWN) == ["t-NV02"]
    assert tab.run("document.querySelector('output').textContent") == "Đang hiện 1/35"
    assert tab.run("document.querySelector('#indicators').offsetParent === null")
    tab.type(" không có")
    assert tab.run(SHOWN) == []
    assert tab.run("document.querySelector('output').textContent").startswith("Không có mục")
    tab.press("Escape")
    assert len(tab.run("new Promise(r => setTimeout(r, 50)).then(() => " + SHOWN + ")")) == 35
    tab.run(
        "const s = document.querySelector('select'); s.value = 'done_on_time';"
        "s.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert tab.run(SHOWN) == ["t-NV01"]


@pytest.mark.slow
def test_a_card_leads_to_what_it_counts(tab: Tab, page: Path) -> None:
    tab.show(page, 360)
    tab.run("document.querySelector('.cards a[data-only=open_overdue]').click()")
    assert tab.run("document.querySelector('select').value") == "open_overdue"
    assert tab.run("location.hash") == "#tasks"


@pytest.mark.slow
def test_a_figure_unfolds_by_keyboard(tab: Tab, page: Path) -> None:
    tab.show(page, 360)
    tab.run("document.querySelector('#i-CT01 > summary').focus()")
    tab.press("Enter")
    assert tab.run("document.querySelector('#i-CT01').open")
    tab.press("Tab")
    assert tab.run("document.activeElement.textContent") == "Thực hiện trong kỳ: 12,5"
    tab.press("Enter")
    said = tab.run("document.activeElement.parentElement.querySelector('li').innerText")
    assert said.split("\n")[:2] == ["Sở Y tế", "12,5"]
    assert "SYT_2021-Q2.xlsx, trang Chỉ tiêu, ô G" in said


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Consolidation:
    """Every panel of the first page has something to say, in long words."""
    folder = tmp_path_factory.mktemp("crowded")
    name = "Thực hiện chương trình mục tiêu quốc gia xây dựng nông thôn mới"
    tables = plan_tables(
        [task("NV1", "SYT", due="Quý I/2021", task_name=name), task("NV2", "Sở Tài chính")],
        [indicator("CT1", "SYT", unit="xã", target_2021="Phấn đấu đạt từ 1.000 xã trở lên")],
    )
    plan = make_plan(folder, tables)
    said: Filled = {
        (TASKS, "NV1"): {**GOING, "result": LONG},
        (FIGURES, "CT1"): {"cumulative": Decimal(1234567), "forecast": Decimal("123.4567")},
    }
    returns = send(plan, folder / "returns", {"SYT": said})
    return plansheet.merge(plan, "2021-Q2", returns, "2021-07-01")


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [360, 1024])
def test_nothing_is_wider_than_the_screen(
    tab: Tab, crowded: Consolidation, tmp_path: Path, width: int, lang: Language
) -> None:
    tab.show(write_page(crowded, tmp_path / "x.html", lang=lang), width)
    assert tab.run("document.querySelectorAll('.panels table').length") == 4
    tab.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert tab.run("document.documentElement.scrollWidth") == width
    wide = "[...document.querySelectorAll('body *')].filter(e => !e.closest('.skip'))"
    assert tab.run(f"{wide}.filter(e => e.getBoundingClientRect().right > {width} + 1).length") == 0


CONTRASTS = """
(() => {
  const parts = (text) => text.match(/[0-9.]+/g).map(Number);
  const light = (text) => {
    const [r, g, b] = parts(text).slice(0, 3).map((v) => v / 255)
      .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    const color = getComputedStyle(e).backgroundColor;
    return parts(color)[3] === 0 ? ground(e.parentElement) : color;
  };
  const texts = [...document.querySelectorAll("body *")].filter((e) => e.offsetParent
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
  return Math.min(...texts.map((e) => {
    const both = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => b - a);
    return (both[0] + 0.05) / (both[1] + 0.05);
  }));
})()
"""
"""The least contrast of a text with what is behind it, as WCAG 2 counts."""


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
def test_every_text_can_be_read(tab: Tab, page: Path, dark: bool) -> None:
    tab.show(page, 360, dark=dark)
    tab.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    paper = tab.run("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(20, 24, 28)" if dark else "rgb(255, 255, 255)")
    assert tab.run(CONTRASTS) >= 4.5


@pytest.mark.slow
def test_it_can_be_printed(tab: Tab, page: Path) -> None:
    tab.show(page, 360, dark=True)
    tab("Emulation.setEmulatedMedia", media="print")
    assert tab.run("getComputedStyle(document.querySelector('form')).display") == "none"
    assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.printed().startswith(b"%PDF-")
    tab("Emulation.setEmulatedMedia", media="")


@pytest.mark.slow
def test_it_asks_no_network_and_runs_nothing_else(tab: Tab, page: Path) -> None:
    del tab.requests[:], tab.complaints[:]
    tab.show(page, 360)
    assert tab.run("window.hacked") is None
    assert (tab.requests, tab.complaints) == ([page.absolute().as_uri()], [])
    tab.run(
        "const s = document.createElement('script'); s.textContent = 'window.hacked = 2';"
        "document.body.append(s);"
        "const i = document.createElement('img'); i.src = 'http://example.org/x.png';"
        "document.body.append(i);"
    )
    assert tab.run("new Promise(r => setTimeout(r, 100)).then(() => window.hacked)") is None
    assert len(tab.complaints) == 2 and all("Content Security" in c for c in tab.complaints)
