"""Bodies as publishers serve them: a document, or an error with a name."""

import gzip
import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import Document, NotAFeed
from feeds.parsing.parse import parse
from feeds.parsing.raw import LONGEST_GUID
from feeds.parsing.text import UNWANTED
from tests.documents import atom, rss

NOW = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)
ENTRY = {
    "guid": "a-1",
    "link": "https://exemple.test/a-1",
    "title": "5 M$ pour les refuges",
    "description": "<p>Le ministère versera 5&nbsp;M$.</p>",
    "published": datetime(2025, 11, 4, 15, 0, tzinfo=UTC),
}


def read(body: bytes | str, content_type: str | None = "application/rss+xml", **how: str) -> Document | NotAFeed:
    data = body.encode() if isinstance(body, str) else body
    return parse(data, url="https://exemple.test/fil/feed.xml", content_type=content_type, now=NOW, **how)


def document(body: bytes | str, content_type: str | None = "application/rss+xml", **how: str) -> Document:
    found = read(body, content_type, **how)
    assert isinstance(found, Document), found
    return found


def error(body: bytes | str, content_type: str | None = None) -> str:
    found = read(body, content_type)
    assert isinstance(found, NotAFeed), found
    return found.error


def channel(inside: str, head: str = '<?xml version="1.0"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>Fil</title>{inside}</channel></rss>'


@pytest.mark.parametrize("build", [rss, atom])
def test_an_entry_is_read_whole_from_rss_and_atom(build):
    [entry] = document(build([ENTRY])).entries
    assert (entry.guid, entry.link, entry.title) == ("a-1", "https://exemple.test/a-1", "5 M$ pour les refuges")
    assert entry.summary == "Le ministère versera 5\u00a0M$."
    assert entry.published == ENTRY["published"]


def test_an_entry_is_read_whole_from_json_feed():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Fil",
        "language": "fr-CA",
        "items": [
            {"id": 7, "url": "/a-7", "title": "Un <b>titre</b>", "content_html": "<p>Un</p><p>Deux</p>"},
            {"id": "8", "external_url": "https://ailleurs.test/8", "summary": "S", "date_published": "2025-11-04"},
        ],
    }
    found = document(json.dumps(feed), "application/feed+json")
    assert (found.title, found.lang) == ("Fil", "fr")
    assert [(e.guid, e.link, e.title, e.summary) for e in found.entries] == [
        ("7", "https://exemple.test/a-7", "Un titre", "Un\nDeux"),
        ("8", "https://ailleurs.test/8", "", "S"),
    ]


def test_a_feed_without_entries_is_a_document():
    assert document(rss([])).entries == ()
    assert document('<feed xmlns="http://www.w3.org/2005/Atom"/>').entries == ()


NOT_FEEDS = [
    (b"", "empty"),
    (b" \r\n\x00", "empty"),
    ("<!DOCTYPE html><html><body>Accueil</body></html>", "html"),
    ("<!-- x --><HTML><head></head></HTML>", "html"),
    ("<p>Erreur 503</p>", "html"),
    ("<html><title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/></script></html>", "html"),
    ("Service indisponible", "not-a-feed"),
    ('<?xml version="1.0"?><Alertes><Alerte><title>Route fermée</title></Alerte></Alertes>', "not-a-feed"),
    ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>', "not-a-feed"),
    (gzip.compress(rss([ENTRY])), "not-a-feed"),
    ('{"items": []}', "not-a-feed"),
    ('{"version": "https://jsonfeed.org/version/1", "items": 3}', "not-a-feed"),
    ('{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"', "truncated"),
    ('{"a":' * 100_000 + "}", "not-a-feed"),
    ("{" + '"a":' + "9" * 10_000 + "}", "not-a-feed"),
    (rss([ENTRY, ENTRY])[:-40], "truncated"),
    (atom([ENTRY])[: len(atom([ENTRY])) // 2], "truncated"),
    (b"<rss", "truncated"),
    (channel("<item><title>a</title><georss:point>&#x110000;</georss:point></item>&#xD800;")[:-3], "truncated"),
]


@pytest.mark.parametrize(("body", "name"), NOT_FEEDS)
def test_what_is_no_feed_has_a_name(body, name):
    assert error(body) == name


def test_compressed_bytes_are_named():
    found = read(gzip.compress(rss([ENTRY])))
    assert isinstance(found, NotAFeed)
    assert found.detail == "gzip bytes"


def test_a_challenge_page_is_told_from_another_web_page():
    found = read("<html><title>Just a moment...</title><script>window._cf-chl</script></html>")
    assert isinstance(found, NotAFeed)
    assert "asks for a browser" in found.detail


@pytest.mark.parametrize("at", range(20, len(rss([ENTRY])) - 8, 7))
def test_a_feed_cut_anywhere_is_never_a_shorter_feed(at):
    assert isinstance(read(rss([ENTRY])[:at]), NotAFeed)


def test_one_xml_error_does_not_hide_a_feed_that_is_whole():
    item = "<item><title>{0}</title><link>https://exemple.test/{0}?x=1&y=2</link></item>"
    found = document(channel("".join(item.format(name) for name in "abc")))
    assert [entry.title for entry in found.entries] == ["a", "b", "c"]
    assert found.entries[0].link == "https://exemple.test/a?x=1&y=2"


def test_words_around_a_document_do_not_hide_it():
    body = "This file has no style.\n" + rss([ENTRY]).decode().split("?>\n", 1)[1] + "<!-- cache --><script></script>"
    assert len(document(body).entries) == 1
    assert len(document(f"<html><body>{body}</body></html>").entries) == 1
    assert len(document(b"\n\n" + rss([ENTRY])).entries) == 1


CHARSETS = [
    ("windows-1252", None, "windows-1252"),
    ("windows-1252", "utf-8", None),  # declared wrongly
    ("windows-1252", None, None),
    ("utf-8", "iso-8859-1", None),
    ("utf-8", None, "iso-8859-1"),
    ("utf-8-sig", None, None),
    ("utf-16", None, None),
    ("iso-8859-15", "iso-8859-15", None),
]


@pytest.mark.parametrize(("encoding", "declared", "charset"), CHARSETS)
def test_accents_are_right_whatever_the_publisher_declares(encoding, declared, charset):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else "<?xml version='1.0'?>"
    body = channel("<item><title>Québec : été à l’île</title></item>".replace("’", "'"), head).encode(encoding)
    content_type = f"text/xml; charset={charset}" if charset else "text/xml"
    assert document(body, content_type).entries[0].title == "Québec : été à l'île"


def test_a_summary_cut_inside_a_character_does_not_spoil_the_others():
    body = channel("<item><title>Été à Montréal, à Québec</title><description>ét\u00e9</description></item>").encode()
    assert document(body.replace("té</desc".encode(), b"t\xc3</desc")).entries[0].title == "Été à Montréal, à Québec"


@pytest.mark.parametrize("declared", ["punycode", "undefined", "idna", "rot13", "a " * 10_000, "\xff"])
def test_a_strange_encoding_costs_nothing_and_raises_nothing(declared):
    started = time.perf_counter()
    read(channel("<item><title>a</title></item>", f'<?xml version="1.0" encoding="{declared}"?>'))
    assert time.perf_counter() - started < 20


def test_a_body_that_is_a_path_or_an_address_opens_nothing(tmp_path, monkeypatch):
    path = tmp_path / "<rss" / ">"  # a name that is a feed too
    path.parent.mkdir()
    path.write_bytes(rss([ENTRY]))
    monkeypatch.chdir(tmp_path)
    assert document("<rss/>").entries == ()
    assert error(str(tmp_path)) == "not-a-feed"
    assert error("http://127.0.0.1:1/") == "not-a-feed"


def test_an_external_entity_is_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("mot de passe")
    body = channel(
        "<item><title>a&x;</title></item>", f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret}">]>'
    )
    assert "mot de passe" not in str(read(body))


def test_nothing_but_the_title_is_needed():
    [entry] = document(channel("<item><title>Seul</title></item><!-- -->")).entries
    assert (entry.guid, entry.link, entry.summary, entry.published) == (None, None, "", None)


def test_an_entry_may_lack_even_a_title():
    [entry] = document(channel("<item><description>Un mot</description></item>")).entries
    assert (entry.title, entry.summary) == ("", "Un mot")


LINKS = [
    ("<link>/a</link>", "https://exemple.test/a"),
    ("<link>a?b=1&amp;c=2</link>", "https://exemple.test/fil/a?b=1&c=2"),
    ("<link>javascript:alert(1)</link>", None),
    ("<link>&#14;javascript:alert(1)</link>", None),
    ("<link>file:///etc/passwd</link>", None),
    ("<guid>https://exemple.test/g</guid>", "https://exemple.test/g"),
    ("<guid>abc-123</guid>", None),
    ('<guid isPermaLink="false">https://exemple.test/g</guid>', None),
    ("<link>https://exemple.test/deux mots</link>", "https://exemple.test/deux%20mots"),
    ("<link>https://[</link>", None),
]


@pytest.mark.parametrize(("inside", "link"), LINKS)
def test_a_link_is_absolute_and_public_or_none(inside, link):
    assert document(channel(f"<item><title>a</title>{inside}</item>")).entries[0].link == link


def test_a_relative_link_follows_the_base_that_the_document_states():
    in_feed = channel("<link>https://autre.test/x/</link><item><link>a</link></item>")
    head = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.test/y/">'
    in_base = f'{head}<entry><link href="b"/></entry></feed>'
    assert document(in_feed).entries[0].link == "https://autre.test/x/a"
    assert document(in_base).entries[0].link == "https://base.test/y/b"


def test_a_guid_does_not_depend_on_the_address_of_the_feed():
    body = channel("<item><guid>abc-123</guid></item>").encode()
    guids = {
        parse(body, url=url, content_type=None, now=NOW).entries[0].guid
        for url in ("https://a.test/", "https://b.test/")
    }
    assert guids == {"abc-123"}


def test_a_very_long_guid_still_fits_an_index():
    guids = [document(rss([{"guid": "g" * 9_000 + end}])).entries[0].guid for end in "ab"]
    assert all(len(guid) <= LONGEST_GUID for guid in guids)
    assert guids[0] != guids[1]


def test_the_summary_is_the_longest_of_description_and_content():
    entry = {**ENTRY, "description": "Court.", "content": "<p>Long.</p><p>Plus long.</p>"}
    assert document(rss([entry])).entries[0].summary == "Long.\nPlus long."
    assert document(rss([{**entry, "content": "<img src=x>"}])).entries[0].summary == "Court."


def test_a_title_escaped_twice_is_read_as_text():
    assert document(channel("<item><title>&lt;b&gt;5&amp;nbsp;M$</title></item>")).entries[0].title == "5\u00a0M$"


@pytest.mark.parametrize(
    ("body", "fallback", "lang"),
    [
        (rss([], lang="fr-CA"), None, "fr"),
        (rss([], lang="EN"), "fr", "en"),
        (rss([], lang=None), "fr", "fr"),
        (rss([], lang=None), None, None),
        (atom([], lang="fr_CA"), None, "fr"),
        (rss([], lang="French"), None, None),
    ],
)
def test_the_language_is_the_declared_one_in_two_letters(body, fallback, lang):
    assert document(body, fallback_lang=fallback).lang == lang


def test_an_ambiguous_date_is_read_day_first_in_a_french_feed():
    body = channel("<item><pubDate>04/11/2025</pubDate></item>")
    assert document(body, fallback_lang="fr").entries[0].published == datetime(2025, 11, 4, 12, tzinfo=UTC)
    assert document(body, fallback_lang="en").entries[0].published is None


def test_the_date_of_publication_counts_before_the_date_of_change():
    dates = "<updated>2025-11-05T00:00:00Z</updated><published>2025-11-04T00:00:00Z</published>"
    entry = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{dates}</entry></feed>'
    assert document(entry).entries[0].published == datetime(2025, 11, 4, tzinfo=UTC)


def test_of_a_very_long_document_two_thousand_entries_are_read():
    entries = document(channel("".join(f"<item><title>{n}</title></item>" for n in range(2_100)))).entries
    assert [entries[0].title, entries[-1].title, len(entries)] == ["0", "1999", 2_000]


def test_control_characters_reach_no_value():
    body = channel(
        "<item><guid>g\x00&#1;</guid><title>a\x00b&#0;\x0b</title><description>x\ud800y</description></item>"
    )
    [entry] = document(body.encode("utf-8", "surrogatepass")).entries
    assert not UNWANTED.search(f"{entry.guid}{entry.title}{entry.summary}")


@pytest.mark.parametrize("code", ["0", "1", "xD800", "x110000", "xfffe", "9" * 5_000])
def test_a_reference_to_no_character_does_not_cost_the_feed(code):
    found = document(channel(f"<item><title>a&#{code};b &#233;</title></item>"))
    assert found.entries[0].title == "ab é"


PIECES = st.sampled_from(
    b"""<rss> <rss\tversion="2.0"> </rss> <item> </item> <title> </title> <link> <guid>
    <entry> </entry> </feed> <content>
    <feed\txmlns="http://www.w3.org/2005/Atom"> <georss:point> <![CDATA[ ]]> <!-- &#x110000; &#xD800; &#0; &amp;lt;
    \x00 \xff \xed\xa0\x80 \xfe\xff <?xml\tversion='1.0'\tencoding='utf-7'?> ]}
    {"version":"https://jsonfeed.org/version/1","items":[ {"id":"\\ud800"}""".split()
)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.lists(PIECES | st.binary(max_size=5), max_size=30).map(b"".join))
def test_any_bytes_give_a_document_or_a_named_error(body):
    found = read(body, None)
    if isinstance(found, NotAFeed):
        assert found.error in {"html", "empty", "truncated", "not-a-feed"}
        return
    for entry in found.entries:
        words = f"{entry.guid}{entry.link}{entry.title}{entry.summary}"
        assert not UNWANTED.search(words)
        words.encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_feed_gives_a_document_or_a_named_error(data):
    body = bytearray(data.draw(st.sampled_from([rss([ENTRY] * 2), atom([ENTRY] * 2)])))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3) | PIECES)
    assert isinstance(read(bytes(body), None), Document | NotAFeed)


SYNDICATION = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
ASKED = [
    ("<ttl>60</ttl>", timedelta(hours=1)),
    ("<ttl> 5 </ttl>", timedelta(minutes=5)),
    ("<ttl>0</ttl>", timedelta(0)),
    ("<ttl>100000</ttl>", timedelta(hours=24)),
    ("<ttl>-5</ttl>", None),
    ("<ttl>1e9</ttl>", None),
    ("<ttl>9999999999999999999999</ttl>", None),
    ("<ttl>bientôt</ttl>", None),
    ("", None),
    ("<sy:updatePeriod> hourly\n</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", timedelta(minutes=30)),
    ("<sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(hours=1)),
    ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", timedelta(hours=1)),
    ("<sy:updatePeriod>yearly</sy:updatePeriod>", timedelta(hours=24)),
    ("<sy:updatePeriod>often</sy:updatePeriod>", None),
    ("<sy:updateFrequency>2</sy:updateFrequency>", None),
    ("<ttl>15</ttl><sy:updatePeriod>daily</sy:updatePeriod>", timedelta(minutes=15)),
]


@pytest.mark.parametrize(("said", "ttl"), ASKED)
def test_a_document_may_ask_not_to_be_asked_again_for_a_day_at_most(said, ttl):
    assert document(f'<rss version="2.0" {SYNDICATION}><channel>{said}</channel></rss>').ttl == ttl


ITEM = "<item><title>Un titre</title>{}</item>"
HOLES = {  # each of them took a parser of the field seconds, minutes, or the whole document
    "a long author": ITEM.format(f"<author>{'a' * 200_000}</author>"),
    "a long creator of the channel": f"<managingEditor>{'a@' * 100_000}</managingEditor>{ITEM}",
    "a place that is none": ITEM.format('<g:pos xmlns:g="http://www.opengis.net/gml">x</g:pos>'),
    "a licence that does not end": ITEM.format(
        '<c:license xmlns:c="http://backend.userland.com/creativeCommonsRssModule"><b></c:license>'
    ),
    "a chapter at no time": ITEM.format(
        '<p:chapters xmlns:p="http://podlove.org/simple-chapters"><p:chapter title="a"/></p:chapters>'
    ),
    "a list that is a text": ITEM.format("<x:links>a</x:links><links>a</links>"),
    "a list that is a mapping": ITEM.format('<links a="b"/><contents/>'),
    "a width that does not end": ITEM.format("<width>1<height>2</width></height>"),
}


@pytest.mark.parametrize("inside", HOLES.values(), ids=HOLES)
def test_what_we_never_ask_for_costs_nothing(inside):
    assert [entry.title for entry in document(channel(inside)).entries] == ["Un titre"]


BEFORE = {
    "a declaration that does not end": "<?xml " + 'encoding="a ' * 5_000,
    "an instruction": "<?x " + 'encoding="a ' * 5_000 + "? >",
    "lines": "<!DOCTYPE rss>" + "\n" * 200_000,
    "lines in a document type": "<!DOCTYPE rss [" + "\n" * 200_000 + "]>",
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_what_stands_before_the_root_costs_nothing(before):
    found = read(channel(ITEM, head=before))
    assert isinstance(found, NotAFeed) or len(found.entries) == 1


EXCESSES = {
    "tags": (ITEM.format("<a/>" * 400_000), "400010 tags"),
    "attributes": (
        ITEM.format("<a " + " ".join(f'a{n}="{n}"' for n in range(2_000)) + "/>"),
        "more than 500 attributes",
    ),
}


@pytest.mark.parametrize(("inside", "detail"), EXCESSES.values(), ids=EXCESSES)
def test_what_no_feed_has_so_much_of_is_no_feed(inside, detail):
    found = read(channel(inside))
    assert isinstance(found, NotAFeed)
    assert found.error == "not-a-feed"
    assert detail in found.detail


def test_a_document_type_of_thousands_of_entities_is_no_feeds():
    entities = "".join(f'<!ENTITY e{number} "{number}">' for number in range(10_000))
    found = read(channel(ITEM, head=f"<!DOCTYPE rss [{entities}]>"))
    assert isinstance(found, NotAFeed)
    assert "document type" in found.detail


def test_entities_that_a_document_type_declares_are_read():
    head = '<!DOCTYPE rss [\n  <!ENTITY chute "l\'eau">\n]>\n'
    [entry] = document(channel("<item><title>Sous &chute;</title></item>", head=head)).entries
    assert entry.title == "Sous l'eau"


def test_a_title_of_a_feed_that_goes_on_is_cut() -> None:
    assert document(f"<rss><channel><title>{'a' * 9_000}</title></channel></rss>").title == "a" * 1_000
