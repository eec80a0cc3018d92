"""A report laid out: nothing of a feed is a mark or a tag, nothing is loaded from anywhere."""

import html5lib
import pytest
from markdown_it import MarkdownIt

from bot.say.model import Item, Quotation, Source
from bot.say.report.markdown import escaped, render_markdown
from bot.say.report.model import Items, Lines, Pair, Pairs, Picture, Report, Section, Table
from bot.say.report.page import render_page

EVIL = "<script>alert(1)</script> **gras** [ici](https://mal.example) | `x` _y_ & &lt; \"'"
ITEM = Item(
    story="s",
    version=1,
    lead=EVIL,
    rest=EVIL,
    notes=(EVIL,),
    quotation=Quotation(before=EVIL, figure="5,6\u00a0M$", after="."),
    beside=EVIL,
    sources=(Source(label=EVIL, url="https://source.example/a_(b)?c=1&d=<2>"),),
    more_sources="et 2 autres",
)
REPORT = Report(
    language="fr",
    title="Greffier",
    intro=(EVIL,),
    sections=(
        Section(
            heading=EVIL,
            blocks=(
                Lines(lines=(EVIL,)),
                Lines(lines=(EVIL, "deux")),
                Table(caption=EVIL, columns=("a", EVIL), rows=((EVIL, Source(label=EVIL, url="https://x.example/")),)),
                Picture(caption=EVIL),
                Items(items=(ITEM,), others="3 autres"),
                Pairs(pairs=(Pair(item=ITEM, earlier=EVIL, source=ITEM.sources[0]),)),
            ),
        ),
    ),
    closing=("fin",),
)


def page(**also: object):
    """Read a page as a browser would, every fault of it an error."""
    text = render_page(REPORT, b"png", **also)
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text), text


def test_a_page_is_valid_and_says_its_language() -> None:
    tree, text = page()
    assert text.startswith('<!doctype html>\n<html lang="fr">')
    assert [meta.get("content") for meta in tree.iter("meta") if meta.get("name") == "viewport"]


def test_nothing_of_a_feed_is_a_tag_and_nothing_is_loaded_from_anywhere() -> None:
    tree, _ = page()
    assert not [*tree.iter("script"), *tree.iter("link"), *tree.iter("iframe"), *tree.iter("b")]
    assert [image.get("src").partition(",")[0] for image in tree.iter("img")] == ["data:image/png;base64"]
    assert {a.get("href") for a in tree.iter("a")} == {ITEM.sources[0].url, "https://x.example/"}
    assert not [name for tag in tree.iter() for name in tag.attrib if name.startswith("on")]
    assert "url(" not in "".join(style.text for style in tree.iter("style"))


def test_every_heading_of_a_table_says_what_it_heads_and_the_picture_says_what_it_shows() -> None:
    tree, _ = page()
    assert {heading.get("scope") for heading in tree.iter("th")} == {"col", "row"}
    assert [image.get("alt") for image in tree.iter("img")] == [EVIL]
    assert len(list(tree.iter("caption"))) == 1


def test_a_page_without_a_chart_has_no_picture() -> None:
    assert "<img" not in render_page(REPORT)


def read(text: str) -> list[str]:
    """Read Markdown as others do, and give what it is made of."""
    inline = (token.children or [token] for token in MarkdownIt("commonmark").enable("table").parse(text))
    return [part.type for parts in inline for part in parts]


def test_nothing_of_a_feed_is_a_mark_of_markdown() -> None:
    parts = read(render_markdown(REPORT, "chart.png"))
    assert {"html_inline", "html_block", "code_inline", "em_open", "code_block"}.isdisjoint(parts)
    assert (parts.count("table_open"), parts.count("td_open"), parts.count("image")) == (1, 2, 1)
    assert parts.count("strong_open") == 1 + 2  # a table's name and two figures
    assert parts.count("link_open") == 1 + 2 + 1
    assert "image" not in read(render_markdown(REPORT))


def test_an_address_with_brackets_is_a_link_whole() -> None:
    assert "](https://source.example/a_%28b%29?c=1&d=%3C2%3E)" in render_markdown(REPORT)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("4,5\u00a0M$ — « Québec » [15]", "4,5\u00a0M$ — « Québec » \\[15\\]"),
        ("M.\u00a0[…], ministre", "M.\u00a0[…], ministre"),
        ("[…](https://mal.example)", "[…]\\(https\\://mal.example)"),
        ("voir www.mal.example, x@mal.example", "voir www\\.mal.example, x\\@mal.example"),
        ("a &amp; b & c", "a \\&amp; b & c"),
    ],
)
def test_a_text_reads_as_it_was_and_only_marks_are_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


def test_what_belongs_to_an_item_stands_under_it() -> None:
    lines = render_markdown(REPORT).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("- **"))
    under = lines[at + 1 : at + 7]
    assert all(line.startswith("  ") or not line for line in under)
    assert any(line.startswith("  > «\u00a0") for line in under)
