"""How much of an announcement's money is new, as it was told and as it is reckoned now."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.say.oldmoney import OldMoney
from bot.say.typography import money
from bot.say.words import Words

NEW_MONEY = "new_money"  # among what was said: how much of the sum is new; None for all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Newness:
    """How much of the money was told as new and how much is, None for all of it; ``old`` is what holds the rest."""

    was: Decimal | None
    now: Decimal | None
    old: OldMoney | None


def noted(old: OldMoney | None) -> dict[str, str | None]:
    """Write down how much of a sum is told as new."""
    return {NEW_MONEY: None if old is None else f"{old.new:f}"}


def newness_of(said: Mapping[str, Any], old: OldMoney | None) -> Newness | None:
    """Give what was told of how new the money is beside what is so now; None where nobody wrote it down."""
    if NEW_MONEY not in said:
        return None
    was = said[NEW_MONEY]
    return Newness(was=None if was is None else Decimal(was), now=None if old is None else old.new, old=old)


def is_otherwise(newness: Newness | None, *, is_other_sum: bool) -> bool:
    """Tell whether a reader was told otherwise; of a sum that is another now, only whether some of it is old."""
    if newness is None:
        return False
    if is_other_sum:
        return (newness.was is None) != (newness.now is None)
    return newness.was != newness.now


def newness_words(newness: Newness, w: Words) -> str:
    """Say how much of the money is new."""
    if newness.now is None or newness.old is None:
        return w.say("all of it new money")
    if newness.now <= 0:
        return w.say("no new money")
    return w.say("{new} of it new money", new=money(newness.now, newness.old.currency, w))
