"""Which entry is it, and what is a version: told by what would be announced."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import KnownEntry, Matched, ParsedEntry
from feeds.parsing import identity
from feeds.parsing.identity import content_hash, fold, match
from feeds.parsing.links import canonical

DAY = datetime(2025, 11, 4, 15, 0, tzinfo=UTC)


def entry(
    title: str = "Le ministère verse 5 M$ à douze refuges",
    *,
    guid: str | None = "g1",
    link: str | None = "https://exemple.test/a",
    summary: str = "Un texte.",
    published: datetime | None = DAY,
) -> ParsedEntry:
    return ParsedEntry(guid=guid, link=link, title=title, summary=summary, published=published)


def stored(one: ParsedEntry, name: str = "k1") -> KnownEntry:
    return KnownEntry(
        id=name,
        guids=frozenset({one.guid} if one.guid else ()),
        link=canonical(one.link) if one.link else None,
        title=one.title,
        content_hash=content_hash(one),
        published=one.published,
    )


def record(entries: list[ParsedEntry]) -> list[KnownEntry]:
    return [stored(one, f"k{n}") for n, one in enumerate(entries)]


def only(found: tuple[Matched, ...]) -> Matched:
    [one] = found
    return one


def partners(found: tuple[Matched, ...]) -> dict[ParsedEntry, str | None]:
    return {one.entry: one.known.id if one.known else None for one in found}


OLD = entry()


def test_an_entry_served_again_is_the_same_and_unchanged():
    found = only(match([OLD], [stored(OLD)]))
    assert found.known is not None
    assert (found.is_changed, found.new_guid) == (False, None)


SAME_ENTRY = {
    "same guid, title rewritten": replace(OLD, title="Tout autre chose : un rapport"),
    "same guid, other link, title edited": replace(
        OLD, link="https://exemple.test/b", title=OLD.title + " (mis à jour)"
    ),
    "one digit changed": replace(OLD, title=OLD.title.replace("5", "6")),
    "text changed, length the same": replace(OLD, summary="Un tExte."),
}


@pytest.mark.parametrize("changed", SAME_ENTRY.values(), ids=SAME_ENTRY)
def test_an_edited_entry_is_a_new_version_of_the_same(changed):
    found = only(match([changed], [stored(OLD)]))
    assert found.known is not None
    assert found.is_changed


def test_a_new_date_alone_is_no_new_version():
    found = only(match([replace(OLD, published=DAY + timedelta(days=2))], [stored(OLD)]))
    assert found.known is not None
    assert not found.is_changed


def test_https_in_place_of_http_is_no_new_version():
    found = only(match([replace(OLD, link="http://exemple.test/a", guid="http-guid")], [stored(OLD)]))
    assert found.known is not None
    assert (found.is_changed, found.new_guid) == (False, "http-guid")


def test_a_guid_used_again_for_another_announcement_is_a_new_entry():
    other = replace(OLD, link="https://exemple.test/b", title="Vingt-six arrestations au Saguenay")
    assert only(match([other], [stored(OLD)])).known is None


def test_a_title_alone_is_nobody():
    other = replace(OLD, guid="g2", link="https://exemple.test/b")
    assert only(match([other], [stored(OLD)])).known is None
    assert only(match([replace(other, guid=None, link=None)], [stored(OLD)])).known is None


def test_a_link_alone_is_nobody_while_others_share_it():
    news = [entry(f"Vol de {thing}", guid=None) for thing in ("vélo", "camion")]
    known = [stored(entry("Vol de vélos", guid=None))]
    assert [one.known for one in match(news, known)] == [None, None]
    assert only(match(news[:1], known)).known is not None


def test_without_guid_a_link_of_its_own_needs_a_very_similar_title():
    known = [stored(replace(OLD, guid=None))]
    edited = replace(OLD, guid=None, title=OLD.title.replace("douze", "treize"))
    assert only(match([edited], known)).known is not None
    assert only(match([replace(edited, title="Bilan de la semaine")], known)).known is None


def test_a_regenerated_guid_is_kept_as_one_more_alias():
    moved = replace(OLD, guid="g-new", link="https://nouveau.test/a?id=3", published=DAY + timedelta(hours=2))
    found = only(match([moved], [stored(OLD)]))
    assert found.known is not None
    assert (found.new_guid, found.is_changed) == ("g-new", True)


@pytest.mark.parametrize(
    "other",
    [
        {"published": DAY + timedelta(days=1)},
        {"published": None},
        {"title": "Autre chose"},
        {"link": "https://nouveau.test/b"},
    ],
)
def test_a_regenerated_guid_needs_title_day_and_path(other):
    moved = replace(OLD, guid="g-new", link="https://nouveau.test/a")
    assert only(match([replace(moved, **other)], [stored(OLD)])).known is None


def test_a_regenerated_guid_without_a_day_is_nobody_known():
    undated = replace(OLD, published=None)
    moved = replace(undated, guid="g-new", link="https://nouveau.test/a")
    assert only(match([moved], [stored(undated)])).known is None


def test_a_guid_that_is_known_elsewhere_is_not_regenerated():
    other = entry("Une autre annonce", guid="g2", link="https://ailleurs.test/x")
    moved = replace(OLD, guid="g2", link="https://nouveau.test/a")
    assert only(match([moved], [stored(OLD), stored(other, "k2")])).known is None


@pytest.mark.parametrize("guid", [None, "https://exemple.test/incidents"])
def test_eleven_incidents_under_one_link_stay_eleven(guid):
    incidents = [entry(f"Incident rue des Érables, no {n}", guid=guid, summary=f"Récit {n}.") for n in range(11)]
    found = match(incidents, [])
    assert len(found) == 11
    again = match(incidents, record(incidents))
    assert len({one.known.id for one in again if one.known}) == 11
    assert not any(one.is_changed for one in again)


def test_a_twelfth_incident_under_one_guid_replaces_none_that_left():
    guid = "https://exemple.test/incidents"
    old = [entry(title, guid=guid) for title in ("Vol au port", "Incendie rue Haute", "Collision sur le pont")]
    new = entry("Personne disparue : appel à témoins", guid=guid)
    assert partners(match([*old[1:], new], record(old)))[new] is None


def test_an_entry_that_the_document_says_twice_counts_once():
    later = replace(OLD, summary="Corrigé.", published=DAY + timedelta(hours=1))
    assert only(match([OLD, OLD], [])).entry == OLD
    assert only(match([later, OLD], [])).entry == only(match([OLD, later], [])).entry == later


def test_two_guids_under_one_link_and_title_are_two_entries():
    assert len(match([OLD, replace(OLD, guid="g2", summary="Le second.")], [])) == 2


def test_each_known_entry_is_matched_once_and_by_the_nearest():
    edited = replace(OLD, title=OLD.title + " !", summary="Autre.")
    found = partners(match([replace(edited, guid="g9"), OLD], [stored(OLD)]))
    assert found[OLD] == "k1"
    assert list(found.values()).count("k1") == 1


def test_an_entry_without_guid_and_link_is_known_by_its_whole_content():
    bare = entry(guid=None, link=None)
    assert only(match([bare], [stored(bare)])).known is not None
    assert only(match([replace(bare, summary="Autre.")], [stored(bare)])).known is None


def test_entries_without_titles_under_one_link_are_known_by_their_content():
    items = [entry("", guid=None, summary=f"Bulletin {n}") for n in range(3)]
    again = match(items[1:], record(items))
    assert [one.known.id for one in again if one.known] == ["k1", "k2"]


def test_the_hash_follows_title_summary_and_link_only():
    assert content_hash(OLD) == content_hash(replace(OLD, guid=None, published=None, link="http://EXEMPLE.test/a#x"))
    others = [replace(OLD, title="x"), replace(OLD, summary="x"), replace(OLD, link="https://exemple.test/b")]
    assert len({content_hash(one) for one in [OLD, *others]}) == 4
    assert content_hash(entry("ab", summary="c")) != content_hash(entry("a", summary="bc"))


@pytest.mark.parametrize(
    ("title", "folded"),
    [
        ("  Été : « 5 M$ » à l’Île-d’Orléans !", "ete 5 m a l ile d orleans"),
        ("CŒUR", "coeur"),
        ("…", ""),
        ("警察", "警察"),
    ],
)
def test_a_folded_title_is_its_words(title, folded):
    assert fold(title) == folded


ENTRIES = st.builds(
    entry,
    st.sampled_from(["", "Vol de vélo", "Vol de vélos", "Cinq millions", "Cinq millions pour douze refuges"]),
    guid=st.sampled_from([None, "g1", "g2", "g3"]),
    link=st.sampled_from([None, "https://a.test/1", "http://a.test/1", "https://b.test/1", "https://a.test/2"]),
    summary=st.sampled_from(["", "Un.", "Deux."]),
    published=st.sampled_from([None, DAY, DAY + timedelta(days=1)]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ENTRIES, max_size=8), st.lists(ENTRIES, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_document_and_of_the_record_cannot_matter(news, old, chance: random.Random):
    known = record(old)
    found = partners(match(news, known))
    for _ in range(3):
        chance.shuffle(news)
        chance.shuffle(known)
        assert partners(match(news, known)) == found
    taken = [name for name in found.values() if name]
    assert len(taken) == len(set(taken))


@settings(max_examples=300, deadline=None)
@given(st.lists(ENTRIES, max_size=8))
def test_a_document_read_again_holds_nothing_new(news):
    first = [one.entry for one in match(news, [])]
    again = match(news, record(first))
    assert [one.entry for one in again if one.known is None] == []
    assert not any(one.is_changed for one in again)


@settings(max_examples=300, deadline=None)
@given(st.lists(ENTRIES, max_size=4), st.lists(ENTRIES, max_size=8), st.integers(0, 8))
def test_what_shares_nothing_with_what_was_read_changes_no_match(news, old, cut):
    known = record(old)
    served = known[:cut]
    quick = {id(one.entry): one for one in match(news, known, served)}
    with pytest.MonkeyPatch.context() as whole:
        whole.setattr(identity, "_touched", lambda _, known: {one.id for one in known})
        slow = {id(one.entry): one for one in match(news, known, served)}
    assert [quick.get(id(one)) for one in news] == [slow.get(id(one)) for one in news]


def test_what_is_still_served_is_matched_only_where_something_else_might_be_it():
    known = record([entry(guid="g1"), entry("Autre", guid="g2", link="https://exemple.test/b")])
    new, kept = match([entry("Nouveau", guid="g3", link="https://exemple.test/b?x=1")], known, known)
    assert new.known is None
    assert (kept.known, kept.is_changed, kept.new_guid) == (known[1], False, None)
