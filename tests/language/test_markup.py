"""HTML is made of elements: no text can become one."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from plansheet.language.markup import element, joined


class _Read(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_an_element() -> None:
    link = element("a", "A & B", href="#t", data_code="1", class_="x", hidden=True, open=False)
    assert link == '<a href="#t" data-code="1" class="x" hidden>A &amp; B</a>'
    assert joined("<", element("br"), None, element("b", link)) == f"&lt;<br><b>{link}</b>"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_text_becomes_an_element_or_an_attribute(text: str) -> None:
    read = _Read(element("p", text, title=text))
    assert [tag for tag, _ in read.tags] == ["p"]
    assert [name for name, _ in read.tags[0][1]] == ["title"]
    assert read.text == read.tags[0][1][0][1]


def test_what_acts_on_a_page_is_shown() -> None:
    assert element("p", "a\u202eb\x1b\x00") == "<p>a⟨U+202E⟩b⟨U+001B⟩⟨U+0000⟩</p>"
