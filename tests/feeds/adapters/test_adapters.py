"""Each adapter reads its fixture as expected, and no body that is not its list looks like a quiet week."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.adapters.pages import load_selectors, page_list
from feeds.adapters.table import names
from feeds.model import Document, NotAFeed
from feeds.parsing.parse import parse

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
OTHERS = {
    "a page": b"<!doctype html><html><body><p>Bonjour</p></body></html>",
    "a challenge": b"<!doctype html><title>Just a moment...</title><p>Checking your browser</p>",
    "a feed": b"<rss version='2.0'><channel><item><title>x</title></item></channel></rss>",
    "nothing": b"",
    "blanks": b" \n ",
    "bytes": b"\x00\xff\xfe\x80",
    "JSON of another kind": b'{"feed": {"entry": {"title": "x"}}}',
    "deep page": b"<div>" * 900_000,
    "deep JSON": b'{"feed":' + b"[" * 50_000,
}


def read(name: str, body: bytes) -> Document | NotAFeed:
    return parse(body, url="https://source.example/list", content_type=None, now=NOW, adapter=name)


def fixture(name: str) -> bytes:
    [path] = [path for path in FIXTURES.glob(f"{name}.*") if not path.name.endswith(".expected.json")]
    return path.read_bytes()


@pytest.mark.parametrize("name", names())
def test_an_adapter_reads_its_fixture_as_expected(name: str) -> None:
    document = read(name, fixture(name))
    assert isinstance(document, Document), document
    found = [
        {
            "guid": entry.guid,
            "link": entry.link,
            "title": entry.title,
            "summary": entry.summary,
            "published": entry.published.isoformat() if entry.published else None,
        }
        for entry in document.entries
    ]
    assert found == json.loads((FIXTURES / f"{name}.expected.json").read_text("utf-8"))


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS)
def test_what_is_not_the_list_is_an_error(name: str, body: bytes) -> None:
    assert isinstance(read(name, body), NotAFeed)


@pytest.mark.parametrize("name", names())
def test_a_page_that_asks_for_a_browser_is_called_so(name: str) -> None:
    found = read(name, OTHERS["a challenge"])
    assert isinstance(found, NotAFeed)
    assert (found.error, found.detail) == ("html", "a page that asks for a browser")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("canada-news", b'{"feed": {"entry": []}}'),
        ("canada-news", b'{"feed": {"entry": [{"title": "", "link": ""}]}}'),
        ("rcmp-list", fixture("rcmp-list").replace(b'"view_node', b'"other').replace(b'\\"view_node', b'\\"other')),
        ("govstack-list", b"<html><body><div class='gs-feed-list'></div></body></html>"),
    ],
)
def test_an_empty_list_is_an_error_never_a_quiet_week(name: str, body: bytes) -> None:
    found = read(name, body)
    assert isinstance(found, NotAFeed)
    assert found.error == "empty-list"


def test_an_answer_that_is_cut_is_truncated() -> None:
    found = read("canada-news", fixture("canada-news")[:200])
    assert isinstance(found, NotAFeed)
    assert found.error == "truncated"


def test_a_name_that_is_no_adapter_is_an_error_that_lists_them() -> None:
    found = read("nobody", b"x")
    assert isinstance(found, NotAFeed)
    assert "canada-news" in found.detail


@settings(deadline=None, max_examples=60)
@given(name=st.sampled_from(names()), at=st.integers(0, 2_000), junk=st.binary(max_size=20))
def test_no_bytes_make_an_adapter_raise(name: str, at: int, junk: bytes) -> None:
    body = fixture(name)
    assert read(name, body[:at] + junk + body[at + len(junk) :]) is not None


PAGE = b"""<ul><li><time datetime="2026-11-19T08:00:00-05:00">hier</time>
<h3>Un titre</h3><a href="/x?a=1&amp;b=2">lire</a>
<p>Une phrase.</p></li><li><time>18 novembre 2026</time><h3>Deux</h3><a href="/y">lire</a></li></ul>"""


def test_selectors_say_where_each_part_of_an_item_stands(tmp_path: Path) -> None:
    path = tmp_path / "ville.toml"
    path.write_text('seen = "here"\nitem = "ul > li"\ntitle = "h3"\ndate = "time"\nsummary = "p"\n')
    feed = page_list(load_selectors(path))(PAGE, "text/html; charset=utf-8")
    assert not isinstance(feed, NotAFeed)
    assert [(entry.link, entry.title, entry.bodies, entry.dates) for entry in feed.entries] == [
        ("/x?a=1&b=2", "Un titre", ("Une phrase.",), ("2026-11-19T08:00:00-05:00", "hier")),
        ("/y", "Deux", (), ("18 novembre 2026",)),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('seen = "x"\nitem = "li"\ntitel = "h3"', "unknown key titel"),
        ('seen = "x"\n', "item is missing"),
        ('item = "li"\n', "seen is missing"),
        ('seen = "x"\nitem = ""', "item: must be a text"),
        ('seen = "x"\nitem = "li["', "item: no CSS selector"),
    ],
)
def test_a_bad_file_of_selectors_is_refused_with_its_name_and_key(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "ville.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"ville\.toml: ") as refusal:
        load_selectors(path)
    assert says in str(refusal.value)
