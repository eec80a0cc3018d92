"""Ordinary feeds are read quickly, with the very result of feedparser; whatever is not ordinary is left to it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from feeds import samples
from feeds.model import Document, NotAFeed
from feeds.parsing.cut import split
from feeds.parsing.lenient import read_xml
from feeds.parsing.quick import read_quickly
from feeds.parsing.raw import RawFeed, document
from feeds.parsing.sniff import Xml, sniff
from tests.documents import atom, rss

NOW = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)
ENTRY = {"guid": "a", "link": "/a", "title": "T & <b>t</b>", "description": "<p>D</p>", "published": NOW - timedelta(1)}
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:x="https://x.test/" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
TEXTS = (
    *("", " ", "Un mot", "é", "\u00c3\u00a9t\u00c3\u00a9", "a\u0085b", "&lt;p&gt;Un &amp;amp; deux&lt;/p&gt;", "fr-CA"),
    *("<![CDATA[<b>x</b>]]>", "&amp;eacute;", "&#8217;", " \n Des\n lignes ", "<!-- x -->y", "<?x y?>z"),
    *("\u00a0a\u00a0", "2025-11-04T10:00:00Z", "4 novembre 2025", "60", "Mon, 03 Nov 2025 10:00:00 -0500", "hourly"),
)
ADDRESSES = (
    *("https://a.test/1", "http://a.test/?b=1&amp;c=2", "http://a.test/?b&amp;c;", "/b", "b", "", "https:///a.test/"),
    *(
        "tag:a,1",
        "javascript:x",
        "//a.test/",
        "HTTP://A.test/é",
        " https://a.test/2 ",
        "urn:uuid:1",
        "http://a/&amp;amp;x",
    ),
)
ATTRIBUTES = (' type="html"', ' type="xhtml"', ' xml:lang="fr"', ' x:a="b"', ' a="b"', ' xml:base="https://b.test/"')
IN_ITEM = (
    *(
        "title",
        "title",
        "description",
        "description",
        "content:encoded",
        "pubDate",
        "pubDate",
        "dc:date",
        "link",
        "link",
    ),
    *("guid", "guid", "guid", "category", "author", "dc:creator", "media:thumbnail", "media:content", "comments"),
    *("enclosure", "x:y", "itunes:author"),
)
ODD_IN_ITEM = (
    *(
        "dc:title",
        "dc:description",
        "media:title",
        "media:description",
        "atom:link",
        "x:title",
        "source",
        "image",
        "body",
    ),
    *("itunes:summary", "dcterms:modified", "Title", "PubDate", "summary", "id", "media:group", "xhtml:body"),
)
IN_CHANNEL = (
    *("title", "title", "link", "link", "description", "language", "ttl", "sy:updatePeriod", "sy:updateFrequency"),
    *("atom:link", "generator", "docs", "pubDate", "lastBuildDate", "category", "x:y", "image", "skipHours"),
)
ODD_IN_CHANNEL = ("dc:language", "itunes:subtitle", "textInput", "id", "guid", "updated", "dc:date", "author")
IN_ENTRY = (
    *("title", "title", "summary", "content", "id", "id", "link", "link", "link", "published", "updated", "author"),
    *("category", "rights", "x:y", "media:thumbnail"),
)
ODD_IN_ENTRY = ("source", "media:group", "dc:date", "guid", "description", "pubDate", "media:title", "xhtml:div")
IN_FEED = (
    *("title", "title", "subtitle", "id", "link", "link", "updated", "author", "icon", "logo", "generator", "rights"),
    *("category", "x:y"),
)
ODD_IN_FEED = ("sy:updatePeriod", "dc:language", "language", "ttl", "description", "pubDate")
HOLDERS = {"image", "author", "source", "media:content", "media:group", "skipHours", "x:y", "textInput", "enclosure"}


def well_formed(rng: Random) -> str:
    """Make a feed of ordinary elements, and sometimes of others."""
    if rng.random() < 0.5:
        inside = some(rng, IN_CHANNEL, ODD_IN_CHANNEL, rng.choices(("item",), k=rng.randrange(4)))
        return f'<rss version="2.0" {NAMESPACES}><channel>{inside}</channel></rss>'
    inside = some(rng, IN_FEED, ODD_IN_FEED, rng.choices(("entry",), k=rng.randrange(4)))
    lang = rng.choice(("", "", "", ' xml:lang="fr-CA"', ' xml:lang="fr_CA"'))
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES}{lang}>{inside}</feed>'


def some(rng: Random, ordinary: Sequence[str], odd: Sequence[str], entries: Sequence[str] = ()) -> str:
    """Make some elements in any order; an ordinary one stands there once."""
    is_atom = "subtitle" in ordinary or "summary" in ordinary
    names = [*dict.fromkeys(rng.sample(ordinary, rng.randrange(1, 7))), *entries]
    if rng.random() < 0.1:
        names.append(rng.choice((*odd, *ordinary)))
    rng.shuffle(names)
    return "".join(element(rng, name, is_atom=is_atom) for name in names)


def element(rng: Random, name: str, *, is_atom: bool) -> str:
    if name in ("item", "entry"):
        ordinary, odd = (IN_ITEM, ODD_IN_ITEM) if name == "item" else (IN_ENTRY, ODD_IN_ENTRY)
        return f"<{name}>{some(rng, ordinary, odd)}</{name}>"
    if name in ("link", "atom:link") and rng.random() < (0.95 if is_atom or ":" in name else 0.05):
        kind = rng.choice(("", ' rel="alternate"', ' rel="self"', ' rel="Alternate" type="text/html"', ' type="x/y"'))
        return f'<{name} href="{rng.choice(ADDRESSES)}"{kind}/>'
    if name == "guid" and rng.random() < 0.5:
        return f'<guid isPermaLink="{rng.choice(("true", "false", "x"))}">{rng.choice(ADDRESSES)}</guid>'
    if name in HOLDERS and rng.random() < 0.1:
        children = rng.sample(("title", "link", "url", "name", "hour", "x:z", "uri"), 2)
        return f"<{name}>{''.join(element(rng, child, is_atom=is_atom) for child in children)}</{name}>"
    texts = ADDRESSES if name in ("link", "guid", "id") else TEXTS
    attribute = rng.choice(ATTRIBUTES) if rng.random() < 0.03 else ""
    return f"<{name}{attribute}>{rng.choice(texts)}</{name}>"


def both(text: str) -> tuple[RawFeed | None, RawFeed | NotAFeed]:
    """Read a document in both ways, as `parse` would."""
    sniffed = sniff(text.encode(), None)
    assert isinstance(sniffed, Xml)
    slices = split(sniffed.text, most=2_000)
    assert slices is not None
    whole = slices.without(frozenset())
    return read_quickly(whole), read_xml(whole, limit=2_000)


def reduced(feed: RawFeed | NotAFeed) -> Document | NotAFeed:
    how = {"url": "https://exemple.test/f.xml", "now": NOW, "fallback_lang": None}
    return feed if isinstance(feed, NotAFeed) else document(feed, **how)


@pytest.mark.parametrize("number", [1_000, pytest.param(4_000, marks=pytest.mark.slow)])
def test_many_well_formed_feeds_read_the_same_in_both_ways(number):
    rng, quickly = Random(1), 0
    for _ in range(number):
        text = well_formed(rng)
        quick, lenient = both(text)
        if quick is not None:
            quickly += 1
            assert reduced(quick) == reduced(lenient), text
    assert quickly > number * 3 // 8


@pytest.mark.parametrize("name", samples.names())
def test_a_sample_is_read_quickly_and_reads_the_same_in_both_ways(name):
    quick, lenient = both(samples.document(name, NOW, stage="now").decode("utf-8", "replace"))
    assert quick is not None
    assert reduced(quick) == reduced(lenient)


@pytest.mark.parametrize("build", [rss, atom])
def test_an_ordinary_feed_is_read_quickly(build):
    quick, lenient = both(build([ENTRY, ENTRY | {"guid": "https://a.test/b", "link": None}]).decode())
    assert quick is not None
    assert reduced(quick) == reduced(lenient)


def item(inside: str, root: str = f'rss version="2.0" {NAMESPACES}') -> str:
    return f"<{root}><channel><title>F</title><item><title>a</title>{inside}</item></channel></rss>"


DOUBTS = {
    "a second title": item("<title>b</title>"),
    "a title of media": item("<media:title>b</media:title>"),
    "a summary of itunes": item("<itunes:summary>b</itunes:summary>"),
    "an element of no name we know": item("<corps>b</corps>"),
    "markup in a text": item("<description>a <b>c</b></description>"),
    "a base": item('<link xml:base="https://b.test/">c</link>'),
    "an address of Atom": item('<atom:link href="https://b.test/"/>'),
    "a default namespace": item("", 'rss version="2.0" xmlns="http://purl.org/rss/1.0/"'),
    "a prefix of another": item("", 'rss version="2.0" xmlns:dc="https://other.test/"'),
    "an older kind": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item/></rdf:RDF>',
    "XHTML": '<feed xmlns="http://www.w3.org/2005/Atom"><title type="xhtml">a</title></feed>',
    "a picture": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="image/png">a</content></entry></feed>'
    ),
}


@pytest.mark.parametrize("text", DOUBTS.values(), ids=DOUBTS)
def test_what_is_not_ordinary_is_left_to_feedparser(text):
    assert read_quickly(text.encode()) is None
