"""Which stories a digest tells, in which order, and what it owns up to."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.say.digest import compose, ranking
from bot.say.model import Scope
from bot.say.record import scope_of
from bot.say.render import render
from storage.model import StoryState
from tests.bot.say import record, scenes
from tests.bot.say.record import arrest, entry, fact, funding, money
from tests.bot.say.retold_scenes import changes
from tests.bot.say.scenes import DAY, FINE, SUBJECT, settings


def paid(id: str, value: str, publisher=record.MINISTRY, **also):
    of = entry(id, summary=f"Voici {value} $.", publisher=publisher, **also)
    return funding(of, facts=(money(value, f"{value} $", of),))


def test_near_comes_before_large_and_large_before_new():
    near, large = paid("near", "10"), paid("large", "900000", publisher=record.FEDERAL)
    newer, older = paid("newer", "20"), paid("older", "30", hours=20)
    assert [s.id for s in ranking([large, near, newer, older], "CA-QC", None)] == [
        "s-older",
        "s-newer",
        "s-near",
        "s-large",
    ]


def test_the_first_subject_comes_before_larger_money():
    of = entry("subject", summary="Voici 10 $ contre l'exploitation.")
    subject = funding(of, facts=(money("10", "10 $", of), fact("topic", SUBJECT, "exploitation", of)))
    assert [s.id for s in ranking([paid("large", "99"), subject], "CA-QC", SUBJECT)] == ["s-subject", "s-large"]


def test_money_and_arrests_take_turns():
    arrests = [arrest(entry(f"a{n}", publisher=record.POLICE, hours=n)) for n in range(3)]
    ranked = ranking([*arrests, paid("f1", "50"), paid("f2", "40")], "CA-QC", None)
    assert [s.id for s in ranked] == ["s-f1", "s-a0", "s-f2", "s-a1", "s-a2"]


def test_the_order_of_the_stories_does_not_matter():
    stories = [scenes.share(), scenes.grant(), scenes.raids(), scenes.lone(), scenes.unstated()]
    first = compose(stories, DAY, settings("fr", maximum=3), coverage=FINE)
    random.Random(1).shuffle(stories)
    assert compose(stories, DAY, settings("fr", maximum=3), coverage=FINE) == first


def test_no_more_items_than_the_maximum_and_the_others_are_a_number():
    stories = [paid(f"e{n}", str(n + 10)) for n in range(5)]
    digest = compose(stories, DAY, settings("fr", maximum=3), coverage=FINE)
    assert len(digest.items) == 3
    assert digest.closing[0].text == "2 autres annonces."
    assert len(compose(stories, DAY, settings("fr", maximum=0), coverage=FINE).items) == 5


def test_a_story_in_review_or_withdrawn_is_never_told():
    stories = [replace(scenes.raids(), state=state) for state in (StoryState.REVIEW, StoryState.WITHDRAWN)]
    digest = compose(stories, DAY, settings("fr"), coverage=FINE, in_review=1)
    assert digest.items == ()
    assert any("1 annonce en vérification" in line.text for line in digest.closing)


def test_scope_goes_by_certain_places_then_by_who_leads():
    of = entry(summary="à Longueuil et Toronto", publisher=record.FEDERAL)
    local = fact("place", "Longueuil", "Longueuil", of, region="CA-QC-16")
    assert scope_of(funding(of), "CA-QC") is Scope.NATIONAL
    assert scope_of(funding(of, facts=(local,)), "CA-QC") is Scope.LOCAL
    assert scope_of(funding(entry(publisher=record.ABROAD)), "CA-QC") is Scope.INTERNATIONAL
    assert scope_of(funding(entry(publisher=replace(record.ABROAD, region=None))), "CA-QC") is Scope.INTERNATIONAL
    paper = entry(summary="à Toronto", publisher=record.WEEKLY)
    away = fact("place", "Toronto", "Toronto", paper, region="CA-ON")
    assert scope_of(arrest(paper, facts=(away,)), "CA-QC") is Scope.NATIONAL


def test_distinct_money_is_said_only_when_it_is_known():
    unknown = replace(scenes.TOTALS[0], distinct=None)
    said = [line.text for line in compose((), DAY, settings("fr"), coverage=FINE, totals=(unknown,)).closing]
    assert said[0] == "Ce sujet depuis 2019\u00a0: 310,3\u00a0M$ annoncés. Annoncé n'est pas dépensé."


@pytest.mark.parametrize("more", [{"in_review": 1}, {"held": 2}, {"changes": changes("en")}])
def test_nothing_is_new_only_where_nothing_waits_and_nothing_has_changed(more):
    assert compose((), DAY, settings("en"), coverage=FINE).intro == ("Nothing new in the sources that were read.",)
    [said] = compose((), DAY, settings("en"), coverage=FINE, **more).intro
    assert said == "No new announcement to tell from the sources that were read."


def test_what_a_country_announces_stands_under_its_name():
    headings = [
        compose((paid("far", "10", publisher=record.FEDERAL),), DAY, settings("fr", home=home), coverage=FINE)
        .sections[0]
        .heading
        for home in ("CA-QC", "CA", "FR-75")
    ]
    assert headings == ["FINANCEMENT · Canada", "FINANCEMENT · Canada", "FINANCEMENT · international"]


def test_that_announced_is_not_spent_is_said_once_however_many_currencies_there_are():
    pounds = replace(scenes.TOTALS[0], currency="GBP")
    closing = compose((), DAY, settings("en"), coverage=FINE, totals=(*scenes.TOTALS, pounds)).closing
    assert [line.text.endswith("Announced is not spent.") for line in closing[:2]] == [False, True]
    assert closing[0].text.endswith("$203.2 million.")


def test_announcements_that_state_no_sum_add_up_to_nothing_that_is_said():
    nothing = replace(scenes.TOTALS[0], announced=Decimal(0), distinct=Decimal(0))
    [line] = compose((), DAY, settings("fr"), coverage=FINE, totals=(nothing,)).closing
    assert "annoncés" not in line.text


def test_a_subject_whose_name_is_its_id_is_named():
    digest = compose((), DAY, settings("en"), coverage=FINE, totals=scenes.TOTALS, topic="housing")
    assert digest.closing[0].text.startswith("Housing since 2019: $310.3 million")


def test_the_presumption_stands_once_in_a_message_with_arrests_and_in_no_other():
    [with_arrests] = render(scenes.arrests_only("fr"))
    [without] = render(scenes.empty("fr"))
    assert with_arrests.text.count("présumée innocente") == 1
    assert "présumée innocente" not in without.text


def test_a_period_longer_than_a_day_is_named():
    period = replace(DAY, start=DAY.start - timedelta(days=2))
    assert compose((), period, settings("en"), coverage=FINE).intro[0] == "Period: November 1–4, 2025."


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("fr", 0, "En retard\u00a0: prévu aujourd'hui à 7\u00a0h\u00a030."),
        ("fr", 1, "En retard\u00a0: prévu hier à 7\u00a0h\u00a030."),
        ("fr", 3, "En retard\u00a0: prévu le 1er novembre 2025 à 7\u00a0h\u00a030."),
        ("en", 0, "Late: due at 7:30 a.m. today."),
        ("en", 1, "Late: due at 7:30 a.m. yesterday."),
        ("en", 3, "Late: due at 7:30 a.m. on November 1, 2025."),
    ],
)
def test_a_late_digest_says_when_it_was_due_on_the_clocks_of_its_chat(language, days, said):
    due = DAY.end.astimezone(scenes.ZONE).replace(hour=7, minute=30) - timedelta(days=days)
    digest = compose([scenes.share()], DAY, settings(language, late_since=due), coverage=FINE)
    assert digest.intro[0].replace("\u202f", " ") == said


def test_a_digest_on_time_says_nothing_of_it():
    intro = compose([scenes.share()], DAY, settings("fr"), coverage=FINE).intro
    assert not any("En retard" in line for line in intro)
