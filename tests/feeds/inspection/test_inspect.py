"""What a body is, told in figures."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds.inspection.inspect import Inspection, inspect
from feeds.inspection.items import said
from feeds.model import Document, Fetched, Validators
from feeds.parsing.parse import parse
from tests.documents import rss

NOW = datetime(2026, 3, 10, tzinfo=UTC)
URL = "https://www.ville.gouv.qc.ca/rss"


def look(body: bytes, content_type: str | None = "application/rss+xml") -> Inspection:
    fetched = Fetched(url=URL, body=body, body_hash="x", validators=Validators(), content_type=content_type)
    document = parse(body, url=URL, content_type=content_type, now=NOW)
    assert isinstance(document, Document), document
    return inspect(fetched, document, adapter=None)


def quirks(body: bytes, content_type: str | None = "application/rss+xml") -> dict[str, int]:
    return {quirk.name: quirk.count for quirk in look(body, content_type).quirks}


@pytest.mark.parametrize(
    ("body", "format"),
    [
        (b"<rss version='2.0'><channel><item><title>a</title></item></channel></rss>", "RSS 2.0"),
        (b"<rss version='0.91'><channel><item><title>a</title></item></channel></rss>", "RSS 0.91"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title></entry></feed>", "Atom 1.0"),
        (b"<feed xmlns='http://purl.org/atom/ns#' version='0.3'><entry><title>a</title></entry></feed>", "Atom 0.3"),
        (
            b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
            b"<item><title>a</title></item></rdf:RDF>",
            "RSS 1.0",
        ),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}', "JSON Feed 1.1"),
    ],
)
def test_a_format_has_a_name(body: bytes, format: str) -> None:
    assert look(body).format == format


def test_dates_are_counted_as_read_missing_or_absurd() -> None:
    entries = [
        {"guid": "1", "published": datetime(2026, 3, 1, tzinfo=UTC)},
        {"guid": "2", "published": datetime(2026, 3, 5, tzinfo=UTC)},
        {"guid": "3", "pubDate": "lundi prochain"},
        {"guid": "4", "pubDate": "Mon, 01 Jan 1962 00:00:00 GMT"},
        {"guid": "5"},
    ]
    found = look(rss(entries))
    assert (found.dates.missing, found.dates.unread) == (1, 2)
    assert (found.window, found.per_day) == (timedelta(days=4), 0.25)


def test_a_false_character_set_is_seen_and_a_true_one_is_not() -> None:
    item = "<item><title>été</title></item>"
    body = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{item}</channel></rss>'
    assert "charset" in quirks(body.encode("cp1252"))
    assert "charset" not in quirks(body.encode())
    assert "charset" not in quirks(body.replace("utf-8", "windows-1252").encode("cp1252"), None)


def test_shared_and_foreign_links_are_counted() -> None:
    here = "https://nouvelles.ville.gouv.qc.ca/a"
    entries = [
        {"guid": "1", "title": "a", "link": here},
        {"guid": "2", "title": "b", "link": f"{here}?utm_source=rss"},
        {"guid": "2", "title": "b", "link": "https://sante.example/b"},
        {"title": "c"},
    ]
    found = quirks(rss(entries))
    assert (found["shared-links"], found["shared-guids"], found["same-titles"], found["off-host-links"]) == (2, 2, 2, 1)
    assert look(rss(entries)).identities.neither == 1


def test_an_error_of_xml_is_told_and_what_stands_before_it_is_counted() -> None:
    items = b"<item><title>a &lt;b&gt;x&lt;/b&gt;</title></item><item><title>b & c</title></item>"
    body = b"<rss version='2.0'><channel>" + items + b"</channel></rss>"
    found = quirks(body)
    assert (found["xml-error"], found["markup-in-titles"]) == (1, 1)


def test_an_empty_feed_says_so() -> None:
    assert quirks(rss([]))["no-entries"] == 1


def test_a_language_that_the_words_do_not_speak_is_seen() -> None:
    entries = [{"guid": str(n), "title": "La ville et les citoyens de la région"} for n in range(4)]
    assert "other-language" in quirks(rss(entries, lang="en"))
    assert "other-language" not in quirks(rss(entries, lang="fr"))


def test_entities_are_not_expanded() -> None:
    head = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"
    bomb = head + b"<rss version='2.0'><channel><item><title>&b;</title></item></channel></rss>"
    assert "aaaa" not in str(said(bomb, None, None))
