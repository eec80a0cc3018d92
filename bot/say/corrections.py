"""What was told and has changed since: a figure that was corrected, a matter that moved on. Nothing else is told again.

A newspaper's copy and the other language of a release change nothing, even where they round a figure otherwise: what
counts is what the entry says from which the figure was told, and what later corrections and updates say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.say.arrest import statuses
from bot.say.figures import Figure, Figures, figures_in, figures_of, said_of, still_said, with_entries
from bot.say.marks import is_correction, is_update, updates_in
from bot.say.newness import NEW_MONEY, Newness, is_otherwise, newness_of, noted
from bot.say.oldmoney import OldMoney
from feeds.model import Category, Kind
from storage.model import EntryRecord, StoryRecord
from storage.outgoing import ToldStory

ROUNDING = Decimal("0.06")  # how far one text may round what another states
STAGES = {
    "arrested": 0, "detained": 1, "released": 1, "charged": 2, "not_charged": 2, "appeared": 3,
    "convicted": 4, "acquitted": 4, "stayed": 4, "sentenced": 5,
}  # fmt: skip


class Turn(StrEnum):
    """How a story has changed: what was told is no longer so, or there is more to it."""

    CORRECTED = "corrected"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that is to be told: the figures as they were told, and those that stand now, by kind.

    ``newness`` is how much of the money was and is new, where that was written down.
    """

    told: ToldStory
    turn: Turn
    was: Figures
    now: Figures
    newness: Newness | None = None

    @property
    def story(self) -> StoryRecord:
        """The story as it stands, without what a maintainer's merge has put beside what was told."""
        return self.told.own

    @property
    def differing(self) -> tuple[str, ...]:
        """The kinds of figures that are no longer what was told."""
        return tuple(kind for kind in dict.fromkeys((*self.now, *self.was)) if differs(self, kind))

    @property
    def parted(self) -> int:
        """How many others had been told as this one: at least the one that took a told figure along."""
        left = any(kind in self.was and entry_of(self.story, self.was[kind].entry) is None for kind in self.differing)
        return self.told.parted or int(left)

    @property
    def is_otherwise_new(self) -> bool:
        """Whether more or less of its money is new than was told."""
        is_other_sum = any(kind in self.was for kind in self.differing)
        return is_otherwise(self.newness, is_other_sum=is_other_sum)

    @property
    def statuses_told(self) -> frozenset[str]:
        """How far the matter had come when it was told."""
        return frozenset(self.told.said.get("statuses", ()))

    def said(self, language: str) -> dict[str, Any]:
        """Write down what is told now, in the place of what was."""
        told = {name: value for name, value in self.told.said.items() if name == NEW_MONEY}
        new = noted(self.newness.old) if self.newness else told
        return with_entries(said_of(self.story, language, self.now) | new, self.told)


def differs(change: Change, kind: str) -> bool:
    """Tell whether a figure of a kind is not what was told."""
    was, now = change.was.get(kind), change.now.get(kind)
    return not was.says_as(now) if was else now is not None


def change_of(told: ToldStory, language: str, old: OldMoney | None = None) -> Change | None:
    """Say how a story has changed since it was told; None where it has not, or where nobody knows what was said.

    ``old`` is what of its money is not new.
    """
    if told.said.get("category") != told.story.category:
        return None
    was = figures_in(told.said)
    now = figures_now(told.own, was, language)
    newness = None if told.grouped else newness_of(told.said, old)  # what is reckoned is the money of both
    change = Change(told=told, turn=Turn.CORRECTED, was=was, now=now, newness=newness)
    if is_corrected(change):
        return change
    return replace(change, turn=Turn.UPDATED) if is_updated(change) else None


# --- which figures stand now ----------------------------------------------------------------------------------------


def figures_now(story: StoryRecord, was: Figures, language: str) -> dict[str, Figure]:
    """Give the figures that stand now."""
    shown = figures_of(story, language)
    found = {kind: figure_now(story, was.get(kind), shown.get(kind), language) for kind in {**shown, **was}}
    return {kind: figure for kind, figure in found.items() if figure is not None}


def figure_now(story: StoryRecord, was: Figure | None, shown: Figure | None, language: str) -> Figure | None:
    """Give what stands in the place of a told figure: as its own entry says now, unless another may overrule that."""
    if was is None or was.says_as(shown):
        return shown
    if shown is None:
        return was if is_stated(story, was) else None  # in words that are withheld by now: that is quiet
    teller, other = entry_of(story, was.entry), entry_of(story, shown.entry)
    own = None if teller is None else own_figure(story, teller, was, language)
    if own is None or teller is None or other is None:
        return was if is_rounded(was, shown) else shown
    if is_update(other) and other is not teller:
        return shown
    if not was.says_as(own):
        return own
    is_outranked = teller.publisher.kind is Kind.NEWS and other.publisher.kind is not Kind.NEWS
    return shown if is_outranked and not is_rounded(was, shown) else was


def own_figure(story: StoryRecord, teller: EntryRecord, was: Figure, language: str) -> Figure | None:
    """Give what the entry of a told figure puts forward by itself: the same, as long as its text is the same."""
    if teller.version == was.version and is_stated(story, was):
        return was
    return figures_of(replace(story, entries=(teller,)), language).get(was.kind)


def entry_of(story: StoryRecord, id: str) -> EntryRecord | None:
    """Give an entry of a story; None for one that has left it."""
    return next((entry for entry in story.entries if entry.id == id), None)


def is_stated(story: StoryRecord, was: Figure) -> bool:
    """Tell whether the entry of a told figure states it somewhere, shown or withheld."""
    stated = (held.fact for held in story.facts if held.entry == was.entry and held.fact.kind == was.kind)
    return any(not isinstance(fact.value, str) and fact.value == was.value for fact in stated)


def is_rounded(one: Figure, other: Figure) -> bool:
    """Tell whether two texts state one figure, one of them rounded."""
    if (one.currency, one.is_yearly) != (other.currency, other.is_yearly):
        return False
    apart = abs(one.value - other.value)
    return apart <= ROUNDING * max(one.value, other.value) and apart < max(last_place(one), last_place(other))


def last_place(figure: Figure) -> Decimal:
    """Give the unit of the last figure that counts: 100,000 for 5.6 million."""
    return Decimal(1).scaleb(int(figure.value.normalize().as_tuple().exponent))


# --- what kind of change it is --------------------------------------------------------------------------------------


def is_corrected(change: Change) -> bool:
    """Tell whether something that was told is no longer so: a figure, or how far the matter had come."""
    taken_back = [kind for kind in change.differing if kind in change.was and not is_raised(change, kind)]
    if taken_back or change.parted or change.is_otherwise_new:
        return True
    return stage(statuses_now(change)) < stage(change.statuses_told)


def is_raised(change: Change, kind: str) -> bool:
    """Tell whether a text that says it is an update, and no correction, gives a figure in the place of another."""
    figure = change.now.get(kind)
    entry = entry_of(change.story, figure.entry) if figure else None
    return entry is not None and is_update(entry) and not is_correction(entry)


def is_updated(change: Change) -> bool:
    """Tell whether there is more to a story: a figure, a text that says it is an update, a further stage."""
    if change.differing or updates_in(change.story) > change.told.said.get("updates", 0):
        return True
    return bool(moved_to(change))


def moved_to(change: Change) -> frozenset[str]:
    """Give the statuses that are new, if the matter has not gone back."""
    now = statuses_now(change)
    fresh = now - change.statuses_told
    return frozenset(status for status in fresh if STAGES[status] >= stage(change.statuses_told))


def statuses_now(change: Change) -> frozenset[str]:
    """Give how far the matter has come; nothing for money."""
    return statuses(change.story) if change.story.category is Category.ARREST else frozenset()


def stage(found: frozenset[str]) -> int:
    """Give the furthest stage of some statuses."""
    return max((STAGES.get(status, 0) for status in found), default=0)


def baseline(told: ToldStory, language: str) -> Mapping[str, Any]:
    """Give what was told, or where nobody wrote it down, what the story says now."""
    return still_said(told.said, told) or said_of(told.story, language)
