"""What of an old story is told again, in which words, and what is not."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from bot.say.corrections import Turn, change_of
from bot.say.digest import compose
from bot.say.figures import said_of
from bot.say.retold import Reader, change_item
from bot.say.words import words
from feeds.model import Span
from storage.outgoing import ToldStory
from tests.bot.say import record, scenes
from tests.bot.say.record import arrest, entry, fact, funding, money
from tests.bot.say.retold_scenes import altered, change, updated
from tests.bot.say.scenes import DAY, END, FINE, ZONE, settings
from tests.bot.say.test_render import check

NBSP = "\u00a0"
RELEASE = entry("r", title="Une aide", summary="Une aide de 5,6 M$ est annoncée.", publisher=record.MINISTRY)
PAPER = entry("p", title="Une aide", summary="Une aide de 5 557 900 $.", publisher=record.WEEKLY, hours=-1)
PAID = funding(RELEASE, facts=(money("5600000", "5,6 M$", RELEASE),))
EXACT = money("5557900", "5 557 900 $", PAPER)


def said(found, language: str = "fr") -> str | None:
    """Give how a change begins, after its day; None where there is nothing to tell."""
    if found is None:
        return None
    lead = change_item(found, Reader(w=words(language), zone=ZONE, today=END.date())).lead
    return lead.partition(f"{NBSP}: " if language == "fr" else ": ")[2]


def turned(was, now) -> tuple[Turn, str | None] | None:
    found = change(was, now, "fr")
    return (found.turn, said(found)) if found else None


def test_another_text_that_rounds_or_spells_out_a_sum_corrects_nothing():
    assert turned(PAID, replace(PAID, entries=(RELEASE, PAPER), facts=(*PAID.facts, EXACT), version=2)) is None
    alone = funding(PAPER, facts=(EXACT,))
    assert turned(alone, replace(alone, entries=(RELEASE, PAPER), facts=(*PAID.facts, EXACT))) is None


def test_the_body_that_announces_corrects_what_a_newspaper_said():
    wrong = entry("p", summary="Une aide de 6,5 M$.", publisher=record.WEEKLY)
    told = funding(wrong, facts=(money("6500000", "6,5 M$", wrong),))
    now = replace(told, entries=(RELEASE, wrong), facts=(*PAID.facts, *told.facts))
    assert turned(told, now) == (Turn.CORRECTED, f"5,6{NBSP}M$, et non 6,5{NBSP}M$")
    assert turned(PAID, now) is None


def test_a_copy_that_still_says_what_was_wrong_hides_no_correction():
    copy = entry("c", summary="Une aide de 5,6 M$.", publisher=record.WEEKLY)
    told = replace(PAID, entries=(RELEASE, copy), facts=(*PAID.facts, money("5600000", "5,6 M$", copy)))
    changed = altered(PAID, "amount", value=Decimal(4_600_000))
    now = replace(changed, entries=(*changed.entries, copy), facts=(*changed.facts, told.facts[1]))
    assert turned(told, now) == (Turn.CORRECTED, f"4,6{NBSP}M$, et non 5,6{NBSP}M$")


def test_a_figure_that_is_withheld_by_now_is_quiet():
    hidden = replace(RELEASE, withheld=(Span(field="summary", start=0, end=30),), version=2)
    assert turned(PAID, replace(PAID, entries=(hidden,), version=2)) is None


def test_a_figure_that_a_publisher_took_back_is_corrected_and_one_that_it_adds_is_an_update():
    unstated = replace(PAID, facts=(), entries=(replace(RELEASE, version=2),), version=2)
    assert turned(PAID, unstated) == (Turn.CORRECTED, f"montant non précisé, et non 5,6{NBSP}M$")
    assert turned(unstated, PAID) == (Turn.UPDATED, f"maintenant 5,6{NBSP}M$ (montant non précisé alors)")


def test_a_figure_with_a_qualifier_is_not_negated():
    nearly = altered(PAID, "amount", qualifier="more_than")
    assert said(change(nearly, PAID, "fr")) == f"5,6{NBSP}M$; nous avions dit{NBSP}: plus de 5,6{NBSP}M$"
    assert said(change(nearly, PAID, "en"), "en") == "$5.6 million; we had said: more than $5.6 million"


def test_a_status_that_was_taken_back_is_corrected():
    of = entry("a", summary="Accusé, arrêté.", publisher=record.POLICE)
    arrested, charged = fact("status", "arrested", "arrêté", of), fact("status", "charged", "Accusé", of)
    both, one = arrest(of, facts=(arrested, charged)), arrest(of, facts=(arrested,))
    assert turned(both, one) == (Turn.CORRECTED, "arrestation, et non accusation")
    assert turned(one, both) == (Turn.UPDATED, f"Arrestation annoncée; maintenant{NBSP}: accusation")


def test_an_update_that_counts_only_those_who_came_on_top_takes_nothing_back():
    more = entry("a2", title="MISE À JOUR : arrestations", summary="2 de plus.", publisher=record.POLICE, hours=-1)
    told = scenes.raids()
    late = replace(
        told, entries=(*told.entries, more), facts=(*told.facts, fact("persons_arrested", 2, "2", more, scope="event"))
    )
    assert turned(told, late) == (
        Turn.UPDATED,
        f"26 personnes arrêtées, sans changement; nouveau texte{NBSP}: Police des Rives",
    )


def test_the_other_language_of_an_update_is_the_same_update():
    told = updated(PAID, "MISE À JOUR : une aide")
    twin = entry("u-en", title="UPDATE: Help", publisher=record.MINISTRY, lang="en", hours=-1)
    assert turned(PAID, told) == (
        Turn.UPDATED,
        f"5,6{NBSP}M$, sans changement; nouveau texte{NBSP}: Ministère de la Prudence",
    )
    assert turned(told, replace(told, entries=(*told.entries, twin))) is None
    assert turned(told, updated(replace(told, entries=(*told.entries,)), "Une aide")) is None


def test_nothing_is_corrected_where_nobody_wrote_down_what_was_said_or_the_story_is_another_kind_now():
    told = ToldStory(story=PAID, version=1, said={}, at=END)
    assert change_of(told, "fr") is None
    assert change_of(replace(told, said=said_of(scenes.raids(), "fr")), "fr") is None


def test_what_an_arrest_s_publisher_writes_stands_on_no_line():
    told = scenes.raids()
    now = altered(told, "persons_arrested", value=25)
    item = change_item(change(told, now, "fr"), Reader(w=words("fr"), zone=ZONE, today=END.date()))
    written = f"{item.lead} {item.rest} {item.beside}"
    assert "25 personnes arrêtées, et non 26" in written
    assert "Vingt-six" not in written
    assert "Imaginaire" not in written
    assert item.is_presumed


def test_at_most_twelve_changes_are_shown_and_the_others_are_a_number():
    stories = []
    for n in range(15):
        of = entry(f"m{n}", title=f"Aide {n}", summary=f"Voici {n + 10} 000 $.", publisher=record.MINISTRY)
        stories.append(funding(of, facts=(money(f"{n + 10}000", f"{n + 10} 000 $", of),)))
    found = [change(altered(s, "amount", value=Decimal(9)), s, "fr", days=n + 1) for n, s in enumerate(stories)]
    digest = compose((), DAY, settings("fr"), coverage=FINE, changes=found)
    assert [item.story for item in digest.items] == [f"s-m{n}" for n in range(12)]
    assert digest.closing[0].text == "3 autres rectifications et mises à jour."
    check(digest)
    assert len(compose((), DAY, settings("fr", maximum=0), coverage=FINE, changes=found).items) == 15


def test_corrections_take_no_place_from_what_is_new():
    correction = change(altered(PAID, "amount", value=Decimal(9)), PAID, "fr")
    new = [scenes.share(), scenes.grant(), scenes.unstated()]
    digest = compose(new, DAY, settings("fr", maximum=2), coverage=FINE, changes=[correction])
    assert [section.heading for section in digest.sections][-1] == "RECTIFIÉ"
    assert len(digest.items) == 3
    assert digest.others == 1


def test_the_day_of_another_year_has_its_year():
    found = change(altered(PAID, "amount", value=Decimal(9)), PAID, "en", days=400)
    assert found is not None
    on = (END - timedelta(days=400)).astimezone(ZONE)
    item = change_item(found, Reader(w=words("en"), zone=ZONE, today=END.date()))
    assert item.lead.startswith(f"Sept.{NBSP}30,{NBSP}{on.year}: ")
