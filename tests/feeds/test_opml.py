"""Lists of other readers are read, and ours can be read by them."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from feeds import catalog, opml

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def read(body: str, head: str = "") -> list[opml.Outline]:
    return opml.read(f'{head}<opml version="2.0"><head/><body>{body}</body></opml>'.encode(), "list.opml")


def test_feeds_are_found_however_deep_they_stand_and_however_they_are_spelled() -> None:
    found = read("""<outline text="A"><outline><outline title="Un" xmlUrl="https://a.example/1"/></outline></outline>
      <outline text="Deux / Two" type="RSS" xmlurl=" https://a.example/2 " language="FR-ca"/>
      <outline text="a note"/><outline type="rss" text="Trois"/>""")
    assert [(outline.url, outline.title, outline.lang) for outline in found] == [
        ("https://a.example/1", "Un", None),
        ("https://a.example/2", "Deux / Two", "fr"),
        (None, "Trois", None),
    ]
    assert found[1].line == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_a_list_is_read_in_the_character_set_that_it_says(encoding: str) -> None:
    outlines = '<outline text="Été" xmlUrl="https://a.example/"/>'
    text = f'<?xml version="1.0" encoding="{encoding}"?><opml><body>{outlines}</body></opml>'
    [outline] = opml.read(text.encode(encoding), "list.opml")
    assert outline.title == "Été"
    assert opml.is_markup(text.encode(encoding))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<opml><body><outline></body></opml>", "list.opml:1: mismatched tag"),
        (b"<html></html>", "not OPML"),
        (b"", "no element found"),
        (b"<opml/>" + b" " * opml.MOST_BYTES, "more than 5000000 bytes"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "list.opml:1: it declares entities"),
        (b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "it declares entities"),
        (b'<?xml version="1.0" encoding="nowhere"?><opml/>', "unknown encoding"),
        (b"<opml>" + b"<outline xmlUrl='x'/>" * (opml.MOST_OUTLINES + 1) + b"</opml>", "more than 50000 feeds"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_in_one_line(body: bytes, says: str) -> None:
    with pytest.raises(opml.OpmlError) as refusal:
        opml.read(body, "list.opml")
    assert says in str(refusal.value)


def test_what_is_written_is_read_back_with_who_speaks() -> None:
    shipped = catalog.load(catalog.shipped())
    written = opml.write(shipped, "Greffier <&>", NOW)
    bodies = {body.id: body for body in shipped.publishers}
    found = opml.read(written.encode(), "list.opml")
    assert [(o.url, o.lang, o.id) for o in found] == [(feed.url, feed.lang, feed.id) for feed in shipped.feeds]
    for outline, feed in zip(found, shipped.feeds, strict=True):
        assert outline.publisher is not None
        body = bodies[feed.publisher]
        assert (outline.publisher.id, outline.publisher.region) == (body.id, body.region)
        assert {lang: outline.publisher.name[lang] for lang in ("fr", "en")} == {k: body.name[k] for k in ("fr", "en")}


def test_what_is_written_is_opml_2_as_other_readers_take_it() -> None:
    root = ElementTree.fromstring(opml.write(catalog.load(catalog.shipped()), "Greffier", NOW))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == "Greffier"
    feeds = root.findall("body/outline/outline")
    assert all(feed.get("type") == "rss" and feed.get("text") and feed.get("xmlUrl") for feed in feeds)
