"""What was seen is not parsed again, and what is left reads as it would have read in the whole."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import samples
from feeds.model import Document
from feeds.parsing.cut import split
from feeds.parsing.parse import MOST_ENTRIES, parse
from tests.documents import atom, rss

NOW = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)
HOW = {"url": "https://exemple.test/feed.xml", "content_type": None, "now": NOW}
TITLES = ("5 M$ pour les refuges", "Trois arrestations", "<i>Un</i> avis", "Œuvres & cie")


def read(body: bytes | str, seen: frozenset[int] = frozenset()) -> Document:
    found = parse(body.encode() if isinstance(body, str) else body, seen=seen, **HOW)
    assert isinstance(found, Document), found
    return found


def feed(build=rss, titles=TITLES) -> bytes:
    return build([entry(title, place) for place, title in enumerate(titles)])


def entry(title: str, place: int) -> dict[str, str | datetime | None]:
    published = NOW - timedelta(days=place)
    body = f"<p>{title} &amp; le reste</p>"
    return {"guid": f"a-{place}", "link": f"/a/{place}", "title": title, "description": body, "published": published}


def channel(inside: str, before: str = "") -> str:
    return f'{before}<rss version="2.0" xmlns:x="https://x.test/"><channel><title>Fil</title>{inside}</channel></rss>'


def assert_agrees(body: bytes, kept: frozenset[int]) -> None:
    """Cut all but some entries, and compare with these entries of the whole."""
    whole = read(body)
    assert len(whole.slices) == len(whole.entries)
    cut = read(body, frozenset(whole.slices) - {whole.slices[place] for place in kept})
    assert cut.entries == tuple(whole.entries[place] for place in sorted(kept))
    assert (cut.slices, cut.cut) == (whole.slices, len(whole.entries) - len(kept))
    assert (cut.title, cut.lang, cut.ttl) == (whole.title, whole.lang, whole.ttl)


@pytest.mark.parametrize("build", [rss, atom])
@pytest.mark.parametrize("kept", [set(some) for size in range(5) for some in combinations(range(4), size)], ids=str)
def test_what_is_left_reads_as_in_the_whole(build, kept):
    assert_agrees(feed(build), frozenset(kept))


@pytest.mark.parametrize("name", samples.names())
@pytest.mark.parametrize("stage", ["before", "now"])
def test_what_is_left_of_a_sample_reads_as_in_the_whole(name, stage):
    body = samples.document(name, NOW, stage=stage)
    count = len(read(body).entries)
    assert_agrees(body, frozenset())
    assert_agrees(body, frozenset({count - 1}))
    assert_agrees(body, frozenset(Random(name).sample(range(count), count // 2)))


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


@given(st.lists(words, min_size=1, max_size=6), st.sampled_from([rss, atom]), st.randoms(use_true_random=False))
def test_what_is_left_of_any_words_reads_as_in_the_whole(titles, build, rng):
    numbered = [f"{place} {title}" for place, title in enumerate(titles)]
    assert_agrees(feed(build, numbered), frozenset(rng.sample(range(len(titles)), rng.randrange(len(titles) + 1))))


def test_a_changed_entry_is_read_again():
    before = read(feed())
    after = read(feed(titles=("6 M$ pour les refuges", *TITLES[1:])), frozenset(before.slices))
    assert [found.title for found in after.entries] == ["6 M$ pour les refuges"]
    assert after.cut == 3


def test_an_entry_that_moves_is_not_read_again():
    before = read(feed())
    moved = read(rss([entry("Du neuf", 9), *(entry(title, place) for place, title in enumerate(TITLES))]))
    assert set(before.slices) < set(moved.slices)


def test_hashes_fit_a_signed_whole_number_of_64_bits():
    hashes = read(feed(titles=[str(number) for number in range(64)])).slices
    assert len(set(hashes)) == 64
    assert all(-(2**63) <= hashed < 2**63 for hashed in hashes)
    assert min(hashes) < 0 < max(hashes)


ITEM = "<item><title>{}</title></item>"
WHOLE = {
    "an item in a comment": channel(f"<!-- {ITEM.format('x')} -->{ITEM.format('a')}{ITEM.format('b')}"),
    "an item in CDATA": channel(f"<item><description><![CDATA[{ITEM.format('x')}]]></description></item>"),
    "half an item in CDATA": channel("<item><description><![CDATA[</item><item>]]></description></item>"),
    "an odd closing tag": channel("<item  x='>' ><title>a</title></item \n>" + ITEM.format("b")),
    "letters of several bytes": channel(ITEM.format("é€😀") + ITEM.format("b"), "<!-- é€😀 -->"),
    "between comments": channel(f"<!-- -->{ITEM.format('a')}<!-- a > b -->{ITEM.format('b')}<ttl>7</ttl>"),
}


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE)
def test_tags_that_are_none_mislead_nobody(body):
    count = len(read(body).entries)
    assert count
    for place in range(count):
        assert_agrees(body.encode(), frozenset({place}))


DOUBTFUL = {
    "an item in an item": channel("<item><title>a</title><item><title>b</title></item></item>"),
    "an item of one tag": channel(f"<item/>{ITEM.format('a')}"),
    "a lone ampersand": channel("<item><title>a & b</title></item>"),
    "an unknown prefix": channel("<item><title>a</title><y:z/></item>"),
    "a document type": channel(ITEM.format("&a;"), "<!DOCTYPE rss [<!ENTITY a 'b'>]>"),
    "an entity of HTML": channel(ITEM.format("caf&eacute;")),
    "items lie deep": channel(f"<x:a><x:b>{ITEM.format('a')}</x:b></x:a>"),
}


@pytest.mark.parametrize("body", DOUBTFUL.values(), ids=DOUBTFUL)
def test_in_doubt_nothing_is_cut(body):
    whole = read(body)
    assert whole.entries
    assert (whole.slices, whole.cut) == ((), 0)


def test_json_is_not_cut():
    assert read('{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}]}').slices == ()


def test_what_is_beyond_the_most_entries_is_neither_read_nor_counted():
    body = channel("".join(ITEM.format(number) for number in range(MOST_ENTRIES + 10)))
    whole = read(body)
    assert len(whole.slices) == len(whole.entries) == MOST_ENTRIES
    cut = read(body, frozenset(whole.slices))
    assert (cut.entries, cut.cut) == ((), MOST_ENTRIES)


def test_a_document_without_entries_is_whole():
    slices = split(channel(""), most=5)
    assert slices is not None
    assert slices.without(frozenset()) == channel("").encode()
