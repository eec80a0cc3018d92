"""What an announcement's money is of that was announced before: a plan it belongs to, a promise that it repeats."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.say.funding import figure_words, headline
from bot.say.typography import day, money
from bot.say.words import N_, Words
from storage.model import StoryRecord

PLAN, CHANGE = "part_of", "amends"
SAID_AGAIN = ("repeats", "holds")
NOTHING_NEW = {
    PLAN: N_("In the {amount} plan of {day}: no new money"),
    CHANGE: N_("Changes the {amount} of {day}: no new money"),
}
NOTHING_NEW_UNSTATED = {
    PLAN: N_("In the plan of {day}: no new money"),
    CHANGE: N_("Changes what was announced on {day}: no new money"),
}
PARTLY_NEW = {
    PLAN: N_("In the {amount} plan of {day}: {new} is new"),
    CHANGE: N_("Changes the {amount} of {day}: {new} is new"),
}
PARTLY_NEW_UNSTATED = {
    PLAN: N_("In the plan of {day}: {new} is new"),
    CHANGE: N_("Changes what was announced on {day}: {new} is new"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OldMoney:
    """How much of a story's money is new, and the story of an earlier day that holds the rest.

    ``relation`` is ``part_of``, ``repeats``, ``amends``, or ``holds``: it takes in money that the other promised.
    """

    relation: str
    new: Decimal
    currency: str | None
    other: StoryRecord
    on: date

    @property
    def is_again(self) -> bool:
        """Whether nothing of it is new, and it was simply announced before."""
        return self.new <= 0 and self.relation in SAID_AGAIN


def money_note(old: OldMoney, w: Words) -> str:
    """Say what of an announcement is not new money."""
    on, new = day(old.on, w), money(old.new, old.currency, w)
    if old.relation in SAID_AGAIN:
        if old.is_again:
            return w.say("Announced on {day}: no new money", day=on)
        return w.say("Of which {new} is new; the rest was announced on {day}", new=new, day=on)
    head = headline(old.other, w.language)
    stated, unstated = (NOTHING_NEW, NOTHING_NEW_UNSTATED) if old.new <= 0 else (PARTLY_NEW, PARTLY_NEW_UNSTATED)
    if head is None:
        return w.say(unstated[old.relation], day=on, new=new)
    return w.say(stated[old.relation], amount=figure_words(head[1], w), day=on, new=new)
