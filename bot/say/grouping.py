"""What an item says of a maintainer's grouping: which announcements are told as one, or no longer are.

A merge changes no figure that was told: the item goes on with what its own entries say, and names what it is told
with. Such a note stands for as long as it is so, then it leaves the item, and a reply says that it was taken back.

merge     a note and a reply with the other's figure; nothing where the other has an item of its own
split     a note and a reply: two, and not one
undo      the item as it was; a reply where one had said otherwise
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.say.corrections import Change
from bot.say.figures import figures_of
from bot.say.retold import corrected, figure_words
from bot.say.words import N_, Words
from storage.model import StoryRecord
from storage.outgoing import AS_ONE, GROUPED, MARK, PostedItem

GROUPED_ON = N_("Grouped on {day} with {others}")
GROUPED_NOW = N_("Grouped with {others}")
CORRECTED_ON = N_("Corrected on {day}: {said}")
CORRECTED_NOW = N_("Corrected: {said}")
KIND, NOTE, OTHERS, WAS_GROUPED = "kind", "note", "others", "was grouped"
APART, REJOINED = "apart", "rejoined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What an item is to say of its grouping; ``mark`` is what is kept of it, ``reply`` None for what is known."""

    mark: Mapping[str, Any] = field(default_factory=dict)
    reply: str | None = None

    @property
    def note(self) -> str | None:
        """The note in the item."""
        note: str | None = self.mark.get(NOTE)
        return note


def mark_in(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what is kept of the grouping that an item tells of."""
    found: Mapping[str, Any] = said.get(MARK, {})
    return found


def is_rejoined(posted: PostedItem) -> bool:
    """Tell whether what had been told apart stands together again."""
    mark, here = mark_in(posted.item.said), {entry.id for entry in posted.story.entries}
    return mark.get(KIND) == APART and here.issuperset(mark[OTHERS])


def as_one_again(posted: PostedItem) -> PostedItem:
    """Give an item that was told apart as it was before, where its story is one again."""
    if not is_rejoined(posted):
        return posted
    return replace(posted, item=replace(posted.item, said=mark_in(posted.item.said)[AS_ONE]))


def grouping_of(posted: PostedItem, change: Change | None, day: str, w: Words) -> Grouping:
    """Say what an item tells of its grouping from now on."""
    mark = mark_in(posted.item.said)
    if posted.grouped and not posted.is_other_told:
        return grouped(posted, mark, day, w)
    if is_rejoined(posted):
        reply = w.say(CORRECTED_NOW, said=w.say("one announcement, not several"))
        return Grouping(mark={KIND: REJOINED, OTHERS: mark[OTHERS]}, reply=reply)
    if change is not None and change.parted:
        return told_apart(posted, mark, corrected(change, w), day, w)
    return going_on(posted, mark, w)


def grouped(posted: PostedItem, mark: Mapping[str, Any], day: str, w: Words) -> Grouping:
    """Name what a merge has put beside an item, once."""
    others = sorted(frozenset().union(*posted.grouped))
    if posted.item.said.get(GROUPED) == others:
        return Grouping(mark=mark)  # an item without one was posted when they were grouped, and told of its own alone
    said = others_words(posted, w)
    note = w.say(GROUPED_ON, day=day, others=said)
    return Grouping(mark={KIND: GROUPED, NOTE: note, OTHERS: others}, reply=w.say(GROUPED_NOW, others=said))


def others_words(posted: PostedItem, w: Words) -> str:
    """Count the other announcements, with their figures: their words may be withheld one day, in their item alone."""
    n = len(posted.grouped)
    others = w.count("another announcement", "{n} other announcements", n)
    figures = [figures_of(only(posted.story, group), w.language) for group in posted.grouped]
    said = ", ".join(figure_words(found, tuple(found), w) for found in figures if found)
    return w.say("{others} ({figures})", others=others, figures=said) if said else others


def only(story: StoryRecord, entries: frozenset[str]) -> StoryRecord:
    """Give a story as some of its entries tell it."""
    return story.without(frozenset(entry.id for entry in story.entries) - entries)


def told_apart(posted: PostedItem, mark: Mapping[str, Any], said: str, day: str, w: Words) -> Grouping:
    """Say that what was told as one is several: in the item too, unless only a merge that is undone had made it one."""
    reply = w.say(CORRECTED_NOW, said=said)
    was_grouped = mark.get(KIND) == GROUPED
    if was_grouped and not posted.is_held_apart:
        return Grouping(reply=reply)
    here = {entry.id for entry in posted.story.entries}
    before = {name: value for name, value in posted.item.said.items() if name != MARK}
    others = sorted(set(before.get("entries", ())) - here)
    note = w.say(CORRECTED_ON, day=day, said=said)
    return Grouping(
        mark={KIND: APART, NOTE: note, OTHERS: others, WAS_GROUPED: was_grouped, AS_ONE: before}, reply=reply
    )


def going_on(posted: PostedItem, mark: Mapping[str, Any], w: Words) -> Grouping:
    """Keep what is still so."""
    here = {entry.id for entry in posted.story.entries}
    if mark.get(KIND) == REJOINED and not here.issuperset(mark[OTHERS]):
        return Grouping(reply=w.say(CORRECTED_NOW, said=w.say("two separate announcements, not one")))
    is_over = mark.get(KIND) == GROUPED or (mark.get(WAS_GROUPED) and not posted.is_held_apart)
    return Grouping() if is_over else Grouping(mark=mark)
