from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds import catalog
from feeds.adapters import table as adapters
from feeds.model import Absent, Catalog, Feed, Kind, Level, Publisher

SLUGS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3}){0,2}", fullmatch=True)
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
URLS = st.builds("http{}://{}.example/{}?q={}".format, st.sampled_from(["", "s"]), SLUGS, SLUGS, SLUGS)
LANGS = st.sampled_from(["fr", "en", "es"])
NAMES = st.builds(lambda more, fr, en: more | {"fr": fr, "en": en}, st.dictionaries(LANGS, TEXTS), TEXTS, TEXTS)
PLACES = st.sampled_from(
    [
        (Level.INTERNATIONAL, None),
        (Level.FEDERAL, "CA"),
        (Level.PROVINCIAL, "CA-QC"),
        (Level.MUNICIPAL, "CA-QC-17"),
        (Level.MUNICIPAL, "GB-ENG"),
    ]
)


@st.composite
def publishers(draw: st.DrawFn) -> Publisher:
    level, region = draw(PLACES)
    kind, name, homepage = draw(st.sampled_from(Kind)), draw(NAMES), draw(URLS)
    return Publisher(id=draw(SLUGS), name=name, kind=kind, level=level, region=region, homepage=homepage)


@st.composite
def absents(draw: st.DrawFn) -> Absent:
    body = draw(publishers())
    return Absent(
        id=body.id,
        name=body.name,
        kind=body.kind,
        level=body.level,
        region=body.region,
        homepage=body.homepage,
        reason=draw(st.sampled_from(["no-feed", "robots", "refused"])),
    )


def feeds_of(publisher: Publisher) -> st.SearchStrategy[list[Feed]]:
    feed = st.builds(
        Feed,
        id=SLUGS,
        publisher=st.just(publisher.id),
        url=URLS,
        lang=LANGS,
        was=st.lists(URLS, max_size=2).map(tuple),
        every=st.none() | st.integers(1, 10**7).map(lambda seconds: timedelta(seconds=seconds)),
        only=st.lists(TEXTS, max_size=2).map(tuple),
        never=st.lists(TEXTS, max_size=2).map(tuple),
        adapter=st.none() | st.sampled_from(adapters.names()),
        seen=st.none() | TEXTS,
        confirmed=st.none() | st.dates(),
    )
    return st.lists(feed, max_size=2)


def are_apart(read: Catalog) -> bool:
    ids = [body.id for body in read.publishers] + [body.id for body in read.absent]
    urls = [url for feed in read.feeds for url in (*feed.was, feed.url)]
    return all(len(set(some)) == len(some) for some in (ids, urls, [feed.id for feed in read.feeds]))


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    bodies = draw(st.lists(publishers(), max_size=3))
    return Catalog(
        publishers=tuple(bodies),
        feeds=tuple(feed for body in bodies for feed in draw(feeds_of(body))),
        absent=tuple(draw(st.lists(absents(), max_size=2))),
    )


@settings(deadline=None)
@given(catalogs().filter(are_apart))
@pytest.mark.slow
def test_what_is_written_reads_back_to_the_same_value(read: Catalog) -> None:
    assert catalog.parse(catalog.dump(read), "dumped") == read


def test_what_is_written_keeps_the_ids_when_an_address_changes() -> None:
    read = catalog.load(catalog.shipped())
    moved = catalog.dump(read).replace("https://montreal.ca/rss/", "https://ville.example/fil/")
    again = catalog.parse(moved, "moved")
    assert [feed.id for feed in again.feeds] == [feed.id for feed in read.feeds]
    assert again != read


def test_a_feed_without_its_publisher_is_not_dropped_in_silence() -> None:
    orphan = Feed(id="x", publisher="personne", url="https://x.example/", lang="fr")
    with pytest.raises(ValueError, match="personne"):
        catalog.dump(Catalog(publishers=(), feeds=(orphan,)))


def test_letters_that_toml_forbids_in_a_text_are_escaped() -> None:
    read = catalog.load(catalog.shipped())
    odd = replace(read.feeds[0], seen='"\\ \x00 \x1f \x7f \r\n \t é \U0001f4f0 """')
    again = catalog.parse(catalog.dump(replace(read, feeds=(odd, *read.feeds[1:]))), "odd")
    assert again.feeds[0].seen == odd.seen
