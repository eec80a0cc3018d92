"""The options that narrow the record: what they keep, and what a wrong one is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.commands.filters import OF_A_STORY, wanted_by
from bot.desk.follow import matches, parse_filters
from bot.settings import Settings
from feeds.errors import UsageError
from feeds.model import Span
from tests.bot.desk.test_follow import NOW, story


def wanted(**options):
    return wanted_by({**dict.fromkeys((*OF_A_STORY, "since", "until")), **options}, Settings(_env_file=None), NOW)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"topic": ["housing,health"]}, story(topic="health")),
        ({"topic": ["housing", "Health"]}, story(topic="health")),
        ({"topic": ["fraud"]}, story(offence="fraud")),
        ({"offence": ["theft", "fraud"]}, story(offence="fraud")),
        ({"region": ["ca-on"]}, story("CA-ON")),
        ({"region": ["CA"]}, story("CA-QC-06")),
        ({"region": ["FR-75"]}, story("FR-75")),
        ({"scope": ["local,national"]}, story("CA-ON")),
        ({"level": ["federal"]}, story()),
        ({"body": ["health canada"]}, story()),
        ({"payer": ["Sécurité publique"]}, story(payer="Ministère de la Sécurité publique du Québec")),
        ({"payer": ["ottawa"]}, story(payer="gouvernement du Canada")),
        ({"min": "1,5M"}, story(amount=1_500_000)),
        ({"lang": ["FR"]}, story()),
        ({"min": "1M", "level": ["federal"]}, story(amount=2_000_000)),
        ({}, story()),
    ],
)
def test_an_option_keeps_a_story_that_has_one_of_its_values(options, told) -> None:
    assert wanted(**options).keeps(told)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"topic": ["housing"]}, story(topic="health")),
        ({"offence": ["fraud"]}, story(topic="fraud")),
        ({"region": ["CA-QC"]}, story("CA-ON")),
        ({"region": ["CA-QC-06"]}, story("CA-QC")),
        ({"payer": ["Sécurité"]}, story(payer="Ministère de la Justice")),
        ({"min": "1,5M"}, story(amount=1_499_999)),
        ({"min": "1,5M"}, story(amount=2)),
        ({"min": "1M", "level": ["municipal"]}, story(amount=2_000_000)),
    ],
)
def test_options_drop_a_story_where_one_of_them_has_no_value_of_it(options, told) -> None:
    assert not wanted(**options).keeps(told)


def test_a_period_is_half_open_and_its_days_begin_where_the_reader_lives() -> None:
    march = wanted(since="2026-03-01", until="2026-04-01")
    midnight = datetime(2026, 3, 1, 5, tzinfo=UTC)  # in Montreal
    for moment, is_kept in (
        (midnight, True),
        (midnight - timedelta(seconds=1), False),
        (datetime(2026, 4, 1, 3, 59, tzinfo=UTC), True),
        (datetime(2026, 4, 1, 4, tzinfo=UTC), False),
    ):
        assert march.keeps(replace(story(), published=moment)) is is_kept


def test_a_story_without_a_date_goes_by_when_it_was_first_seen() -> None:
    undated = replace(story(), published=None, first_seen=NOW - timedelta(days=3))
    assert wanted(since="7d").keeps(undated)
    assert not wanted(since="2d").keeps(undated)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"topic": ["fraude"]}, "--topic fraude: .*near it: fraud"),
        ({"topic": ["logement"]}, "--topic logement: .*near it: housing"),
        ({"topic": ["xyzzy"]}, "--topic xyzzy: .*e.g. housing, health"),
        ({"topic": ["housing,helth"]}, "--topic helth: .*health"),
        ({"offence": ["housing"]}, "--offence housing: no offence"),
        ({"offence": ["child-pornography"]}, "--offence child-pornography: no offence has this id"),
        ({"region": ["Estrie"]}, "--region Estrie: .*near it: CA-QC-05"),
        ({"region": ["CA-QC-18"]}, "--region CA-QC-18: no region"),
        ({"region": ["CA-XX"]}, "--region CA-XX: no region"),
        ({"region": ["QQ"]}, "--region QQ: no region"),
        ({"scope": ["near"]}, "--scope near: local, national or international"),
        ({"level": ["county"]}, "--level county: municipal, provincial, federal or international"),
        ({"body": [""]}, "--body : a publisher's id"),
        ({"payer": [" , "]}, "--payer : a word of the payer's name"),
        ({"min": "lots"}, "--min lots: an amount such as 500k"),
        ({"lang": ["french"]}, "--lang french: a language of two letters"),
        ({"since": "yesterday"}, "--since 'yesterday': a day"),
        ({"until": "2026-02-30"}, "--until '2026-02-30': a day"),
        ({"since": "99999999d"}, "--since '99999999d': a day"),
        ({"since": "99999999999999999s"}, "--since .*: a day"),
        ({"until": "0001-01-01T00:00+14:00"}, "--until .*: a day"),
        ({"since": "2026-03-01", "until": "2026-03-01"}, "--until: it has to be later than --since"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line_that_names_the_option(options, said) -> None:
    with pytest.raises(UsageError, match=said) as refused:
        wanted(**options)
    assert "\n" not in str(refused.value)


def test_asking_for_a_withheld_name_does_not_tell_that_it_stands_there() -> None:
    told = story(payer="Zéphyrin Canarivole")
    [entry] = told.entries
    hidden = Span(field="title", start=0, end=9)  # "De l'arge", and the payer's span
    masked = replace(told, entries=(replace(entry, withheld=(hidden,)),))
    for word in ("canarivole", "De l'arge"):
        asked = parse_filters(word) if " " not in word else wanted(payer=[word]).filters
        assert not matches(asked, masked, "CA-QC")
    assert not wanted(payer=["canarivole"]).keeps(masked)
    assert wanted(payer=["canarivole"]).keeps(told)
    assert matches(parse_filters("hopitaux"), masked, "CA-QC")
