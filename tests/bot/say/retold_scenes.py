"""Digests of what was told before; ``python -m tests.bot.say.retold_scenes`` writes their golden files anew."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.say.console import render_console
from bot.say.corrections import Change, change_of
from bot.say.digest import compose
from bot.say.figures import said_of
from bot.say.model import Digest
from bot.say.oldmoney import OldMoney
from storage.model import StoryRecord
from storage.outgoing import ToldStory
from tests.bot.say import record
from tests.bot.say.record import entry, fact, funding, money
from tests.bot.say.scenes import (
    DAY,
    END,
    FINE,
    SUBJECT,
    TOTALS,
    grant,
    lone,
    messages,
    raids,
    settings,
    share,
    unstated,
    write,
)


def plan() -> StoryRecord:
    """Tell the plan that others draw on."""
    of = entry("plan", title="Un plan de 150 M$", summary="Un plan de 150 M$.", hours=24 * 700)
    return funding(of, facts=(money("150000000", "150 M$", of),))


def replay() -> StoryRecord:
    """Tell money that is announced a second time."""
    of = entry("replay", title="Prudence Canada rappelle son aide de 5,6 M$", publisher=record.FEDERAL, hours=2)
    return funding(of, facts=(money("5600000", "5,6 M$", of),))


def grown() -> StoryRecord:
    """Tell a sum of which a part was announced before."""
    of = entry("grown", title="Une aide de 39,7 M$", publisher=record.FEDERAL, hours=6)
    return funding(of, facts=(money("39700000", "39,7 M$", of),))


def change(was: StoryRecord, now: StoryRecord, language: str, days: float = 2) -> Change | None:
    """Say what has changed of a story that was told some days before."""
    said = said_of(was, language)
    return change_of(ToldStory(story=now, version=1, said=said, at=END - timedelta(days=days)), language)


def altered(of: StoryRecord, kind: str, **also: Any) -> StoryRecord:
    """Let a story state something else under one kind of fact, in a next version of its entries."""
    facts = tuple(replace(f, fact=replace(f.fact, **also)) if f.fact.kind == kind else f for f in of.facts)
    entries = tuple(replace(e, version=e.version + 1) for e in of.entries)
    return replace(of, facts=facts, entries=entries, version=of.version + 1)


def updated(of: StoryRecord, title: str) -> StoryRecord:
    """Let a story have one more entry, of the body that leads it."""
    lead = of.entries[0]
    more = entry(f"{lead.id}-2", title=title, publisher=lead.publisher, hours=-1)
    return replace(of, entries=(*of.entries, more), version=of.version + 1)


def charged() -> StoryRecord:
    """Tell the arrests once the matter has moved on."""
    of = raids()
    return replace(of, facts=(*of.facts, fact("status", "charged", "suspects", of.entries[0])), version=2)


def changes(language: str) -> tuple[Change, ...]:
    """Give a correction of money and of people, an update that says so and a matter that moved on."""
    wrong_sum = altered(grant(), "amount", value=Decimal(6_557_900))
    wrong_count = altered(lone(), "persons_charged", value=2)
    before = replace(raids(), facts=tuple(f for f in raids().facts if f.fact.value != "appeared"))
    found = (
        change(wrong_sum, altered(grant(), "amount"), language),
        change(wrong_count, lone(), language, days=70),
        change(share(), updated(share(), "MISE À JOUR : Québec soutient la police des Rives"), language),
        change(before, charged(), language, days=1),
    )
    return tuple(one for one in found if one)


def changed(language: str) -> Digest:
    """Tell corrections and updates beside what is new."""
    return compose(
        (unstated(),), DAY, settings(language), coverage=FINE, totals=TOTALS, topic=SUBJECT, changes=changes(language)
    )


def announced_again(language: str) -> Digest:
    """Tell a part of a plan, a sum partly new, and one that is not new at all."""
    of_plan = OldMoney(relation="part_of", new=Decimal(0), currency="CAD", other=plan(), on=date(2023, 12, 5))
    holds = OldMoney(relation="holds", new=Decimal(34_142_100), currency="CAD", other=replay(), on=date(2024, 5, 3))
    repeats = OldMoney(relation="repeats", new=Decimal(0), currency="CAD", other=grant(), on=date(2024, 11, 1))
    old = {"s-share-fr": of_plan, "s-grown": holds, "s-replay": repeats}
    stories = (share(), grown(), replay())
    return compose(stories, DAY, settings(language), coverage=FINE, totals=TOTALS, topic=SUBJECT, old_money=old)


SCENES = {
    "changed": lambda language: messages(changed(language)),
    "announced_again": lambda language: messages(announced_again(language)),
    "changed_console": lambda language: render_console(changed(language), 80),
    "announced_again_console": lambda language: render_console(announced_again(language), 80),
}

if __name__ == "__main__":
    write(SCENES)
