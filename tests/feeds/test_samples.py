"""The sample feeds: documents that parse, dates that are this week's, words that are nobody's."""

import io
import re
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

import feedparser
import pytest

from feeds import catalog, samples
from feeds.model import Catalog, Category, Document, Feed, ParsedEntry, Text
from feeds.parsing.parse import parse
from feeds.reading.read import read

NOW = datetime(2026, 3, 1, 15, 30, tzinfo=UTC)
MOMENTS = (NOW, datetime(2027, 1, 1, 2, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, tzinfo=timezone(timedelta(hours=9))))
ENTRIES = {  # file: entries before, entries now
    "abroad.xml": (1, 4),
    "canada-en.xml": (1, 4),
    "canada-fr.xml": (1, 2),
    "daily.xml": (1, 5),
    "hebdo.xml": (1, 3),
    "ministere.xml": (1, 4),
    "rcmp.xml": (1, 4),
    "surete.xml": (1, 5),
    "ville.xml": (1, 4),
}
STAGES: tuple[samples.Stage, ...] = ("before", "now")
CAPITALS = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:[ -][A-ZÀ-Ý][a-zà-ÿ]+)+"
NOT_PERSONS = {
    *("Government of Canada", "Halifax Regional Municipality", "Nova Scotia", "Operation Paperlark"),
    *("Public Safety Canada", "Royal Canadian Mounted Police", "Saint-Exemplaire", "The Daily", "United Kingdom"),
    *("Nouveau-Brunswick", "Trois-Rivières", "Rouyn-Noranda"),
    *("La Ville", "Le Canada", "The Government of Canada", "The Quebec"),  # an article that opens a sentence
}
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
PHONE = re.compile(r"\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b|\b\d{3}-\d{4}\b")


def all_text(stage: samples.Stage = "now") -> str:
    bodies = {name: samples.document(name, NOW, stage=stage) for name in samples.names()}
    return "\n".join(body.decode("cp1252" if name == "ville.xml" else "utf-8") for name, body in bodies.items())


def sample_catalog() -> Catalog:
    return catalog.parse(samples.catalog_text("http://127.0.0.1:8099"), "samples/catalog.toml")


def parsed(feed: Feed, stage: samples.Stage, now: datetime = NOW) -> list[ParsedEntry]:
    body = samples.document(feed.url.rpartition("/")[2], now, stage=stage)
    document = parse(body, url=feed.url, content_type="application/xml", now=now, fallback_lang=feed.lang)
    assert isinstance(document, Document)
    return list(document.entries)


def key(entry: ParsedEntry) -> str | None:
    return entry.guid or entry.link


def told(feed: Feed, now: datetime = NOW) -> list[ParsedEntry]:
    """What stands in a feed now and did not before: this week's news."""
    before = {key(entry) for entry in parsed(feed, "before", now)}
    return [entry for entry in parsed(feed, "now", now) if key(entry) not in before]


@pytest.mark.parametrize("stage", STAGES)
def test_every_document_is_a_feed_with_its_entries(stage: samples.Stage) -> None:
    found = {name: feedparser.parse(io.BytesIO(samples.document(name, NOW, stage=stage))) for name in samples.names()}

    assert {name: len(feed.entries) for name, feed in found.items()} == {
        name: counts[STAGES.index(stage)] for name, counts in ENTRIES.items()
    }
    assert all(feed.version in {"rss20", "atom10"} and not feed.bozo for feed in found.values())
    assert all(entry.title and entry.link and entry.summary for feed in found.values() for entry in feed.entries)


@pytest.mark.parametrize("stage", STAGES)
def test_no_placeholder_is_left_unfilled(stage: samples.Stage) -> None:
    assert not re.search(r"\{\{|\}\}", all_text(stage))


@pytest.mark.parametrize("name", samples.names())
def test_now_still_serves_each_entry_of_before_word_for_word(name: str) -> None:
    before, now = (feedparser.parse(io.BytesIO(samples.document(name, NOW, stage=stage))).entries for stage in STAGES)

    fields = ("id", "link", "title", "summary", "content")
    served = [[entry.get(field) for field in fields] for entry in now]
    assert all([entry.get(field) for field in fields] in served for entry in before)


@pytest.mark.parametrize("now", MOMENTS)
def test_news_is_of_the_last_six_days_and_the_rest_is_older_than_a_week(now: datetime) -> None:
    for feed in sample_catalog().feeds:
        for entry in told(feed, now):
            assert entry.published is not None
            assert now - timedelta(days=6) <= entry.published <= now, entry.title
        for entry in parsed(feed, "before", now):
            assert entry.published is not None
            assert now - timedelta(days=40) <= entry.published < now - timedelta(days=7), entry.title


def test_the_documents_bring_the_oddities_of_real_feeds() -> None:
    text = all_text()

    assert samples.document("ville.xml", NOW, stage="now").startswith(b'<?xml version="1.0" encoding="windows-1252"?>')
    assert b"d\xe9bat" in samples.document("ville.xml", NOW, stage="now")
    assert "<content:encoded>" in text
    assert "&nbsp;M$" in text
    assert "2,4&#160;M$" in text
    assert "<guid>77031</guid>" in text  # declared a permalink by default, and no address
    assert any(entry.guid is None for feed in sample_catalog().feeds for entry in parsed(feed, "now"))


@pytest.mark.parametrize(
    ("placeholder", "written"),
    [
        ("{{-26h|rfc822}}", "Sat, 28 Feb 2026 08:30:00 -0500"),
        ("{{-3d|iso}}", "2026-02-26T15:30:00Z"),
        ("{{-2d|fr}}", "ven., 27 févr. 2026 10:30:00 -0500"),
        ("{{-2d|day-fr}}", "27 février 2026"),
        ("{{-0d|day-fr}}", "1er mars 2026"),
        ("{{-2d|day-en}}", "February 27, 2026"),
        ("{{+1d|day-en}}", "March 2, 2026"),
    ],
)
def test_a_placeholder_becomes_the_date_that_it_describes(placeholder: str, written: str) -> None:
    assert samples.filled(f"le {placeholder}.", NOW) == f"le {written}."


def test_an_unknown_form_of_date_a_naive_moment_and_an_unknown_name_are_refused() -> None:
    with pytest.raises(ValueError, match="no such form of date: fortnight"):
        samples.filled("{{-2d|fortnight}}", NOW)
    with pytest.raises(ValueError, match="aware"):
        samples.document("ville.xml", NOW.replace(tzinfo=None), stage="now")
    with pytest.raises(KeyError):
        samples.document("../catalog.toml", NOW, stage="now")


def test_the_catalogue_polls_each_document_once() -> None:
    feeds = sample_catalog().feeds

    assert sorted(feed.url for feed in feeds) == [f"http://127.0.0.1:8099/{name}" for name in samples.names()]
    assert Counter(feed.lang for feed in feeds) == {"fr": 5, "en": 4}


def test_every_publisher_says_that_it_is_a_sample_and_every_address_is_a_reserved_one() -> None:
    for publisher in sample_catalog().publishers:
        assert publisher.name["fr"].endswith("(exemple)")
        assert publisher.name["en"].endswith("(sample)")

    addresses = re.findall(r"https?://([^/\"<\s]+)", all_text() + samples.catalog_text("http://127.0.0.1"))
    vocabularies = {"www.w3.org", "purl.org", "search.yahoo.com"}
    assert {host for host in addresses if not host.endswith(".example")} - vocabularies == {"127.0.0.1"}


def test_the_samples_hold_funding_arrests_and_traps_in_both_languages() -> None:
    feeds = sample_catalog().feeds
    news = Counter(samples.expected()[key(entry) or ""].category for feed in feeds for entry in told(feed))
    languages = Counter(feed.lang for feed in feeds for _ in parsed(feed, "now"))

    assert news == {Category.FUNDING: 9, Category.ARREST: 7, Category.OTHER: 10}
    assert languages == {"fr": 18, "en": 17}


def test_a_careful_reading_is_noted_for_every_entry_and_for_no_other() -> None:
    entries = [key(entry) for feed in sample_catalog().feeds for entry in parsed(feed, "now")]

    assert len(entries) == len(set(entries))
    assert set(entries) == set(samples.expected())
    for key_of, wanted in samples.expected().items():
        assert (wanted.amount is not None) == (wanted.category is Category.FUNDING), key_of
        assert (wanted.people is not None) == (wanted.category is Category.ARREST), key_of


@pytest.mark.parametrize("feed", sample_catalog().feeds, ids=lambda feed: feed.id)
def test_the_reader_reads_each_sample_as_a_careful_reader_does(feed: Feed) -> None:
    publisher = next(body for body in sample_catalog().publishers if body.id == feed.publisher)
    for entry in parsed(feed, "now"):
        text = Text(title=entry.title, summary=entry.summary, lang=feed.lang, publisher_kind=publisher.kind)
        reading = read(text)
        totals = {fact.value for fact in reading.facts if fact.kind == "amount" and fact.role == "total"}
        people = {fact.value for fact in reading.facts if fact.scope == "event" and fact.kind.startswith("persons_")}

        wanted = samples.expected()[key(entry) or ""]
        assert reading.category is wanted.category, entry.title
        assert totals == ({wanted.amount} if wanted.amount else set()), entry.title
        assert wanted.people is None or people == {wanted.people}, entry.title


def test_the_named_persons_are_those_of_the_closed_list() -> None:
    text = all_text()
    honoured = re.findall(r"\b(?:M\.|Mme|Mr|Mrs|Ms|Dr|Me)[  ]+([A-ZÀ-Ý][\w'-]+)", text)

    named = {run for run in re.findall(CAPITALS, text) if not any(run in known for known in NOT_PERSONS)}
    assert named == set(samples.people())
    assert set(honoured) <= {name.split()[-1] for name in samples.people()}


def test_a_name_stands_in_a_title_a_summary_a_link_an_author_a_credit_and_a_text_for_an_image() -> None:
    text = all_text()

    for place in (
        "<title>Zébulon Fauxnom, 43 ans",
        "<description>Testina Namesdottir, 31",
        "/gontran-invente-arrete",
        "<dc:creator>Plume Inventée",
        "<media:credit>Objectif Inventé",
        'alt="Gontran Inventé',
    ):
        assert place in text


def test_no_mail_address_and_no_telephone_number_stands_in_the_samples() -> None:
    assert E_MAIL.findall(all_text()) == []
    assert PHONE.findall(all_text()) == []
