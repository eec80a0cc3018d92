"""What an item of a posted message becomes when the record has moved on: said where it stands, visibly or quietly.

a figure, a count, how far the matter has come, a category     visible, with a reply
a withdrawal, a story that is told elsewhere                   a line in its place
another source, a translation, words that are withheld         quiet
a new text that a maintainer has to look at                    quiet, and only what we compose ourselves stays
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from html import unescape

from bot.say.arrest import about, arrest_item, states_verdict, status_line
from bot.say.corrections import Change, Turn, change_of, moved_to
from bot.say.figures import figures_in, said_of, still_said
from bot.say.funding import funding_item, subject_of
from bot.say.grouping import NOTE, Grouping, as_one_again, grouping_of, mark_in, only
from bot.say.markup import Markup, bold, units, written
from bot.say.model import Item
from bot.say.newness import NEW_MONEY, noted
from bot.say.oldmoney import OldMoney, money_note
from bot.say.record import SOURCES, sources_of
from bot.say.render import LENGTHS, item_markup, shorter
from bot.say.retold import corrected, figure_words, updated
from bot.say.typography import capital, short_day
from bot.say.words import N_, Words
from feeds.model import Category
from storage.model import StoryRecord, StoryState
from storage.outgoing import FIRST, MARK, RESTORED, DeliveryItem, PostedItem, ToldStory

LONGEST = 4096  # units once parsed: core.telegram.org/bots/api#editmessagetext
ENTITIES = 100
TAG = re.compile(r"<[^>]+>")
OPENING = re.compile(r"<[^/][^>]*>")
NOTES = {Turn.CORRECTED: N_("Corrected on {day}: {said}"), Turn.UPDATED: N_("Updated on {day}: {said}")}
REPLIES = {Turn.CORRECTED: N_("Corrected: {said}"), Turn.UPDATED: N_("Updated: {said}")}
CATEGORIES = {Category.FUNDING: N_("a funding announcement"), Category.ARREST: N_("arrests")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who reads it, where, on which day, and what of a story's money is not new."""

    w: Words
    zone: tzinfo
    today: date
    old: OldMoney | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """An item as it is to stand; ``item`` None: nothing is to be read otherwise. ``reply`` is None for a quiet change.

    ``is_scrubbed``: what stood there leaves the record as well.
    """

    held: DeliveryItem
    item: Item | None = None
    line: str | None = None  # stands in the place of an item
    reply: str | None = None
    is_scrubbed: bool = False


def amend(posted: PostedItem, reading: Reading) -> Amended:
    """Say what an item becomes."""
    w, story = reading.w, posted.story
    held = replace(posted.item, version=posted.version, state=posted.state)
    on = short_day(reading.today, reading.today, w)
    if posted.state is StoryState.MERGED and posted.is_elsewhere:
        return Amended(held=held, line=see(posted, reading))
    if story.state is StoryState.WITHDRAWN and posted.item.state is StoryState.WITHDRAWN:
        return Amended(held=held)  # it keeps the day on which it was withdrawn
    if story.state is StoryState.WITHDRAWN:
        return Amended(held=held, line=w.say("Withdrawn on {day}", day=on), is_scrubbed=True)
    if story.state is StoryState.REVIEW:
        return in_review(posted, held, reading)
    standing = replace(held, story=story.id, version=story.version, state=story.state)
    write = told_anew if story.category in CATEGORIES else none_at_all
    return write(posted, standing, reading)


def none_at_all(posted: PostedItem, held: DeliveryItem, reading: Reading) -> Amended:
    """Say once that what was told as an announcement is none."""
    if posted.item.said.get("category") == posted.story.category:
        return Amended(held=held)
    w, on = reading.w, short_day(reading.today, reading.today, reading.w)
    line = w.say("Corrected on {day}: this was not {what}", day=on, what=what_was_told(posted, w))
    held = replace(held, said={"category": str(posted.story.category)})
    return Amended(held=held, line=line, reply=line, is_scrubbed=True)


def told_anew(stale: PostedItem, held: DeliveryItem, reading: Reading) -> Amended:
    """Write an item of a published story again, with what was corrected in it."""
    story, posted = stale.story, stale
    before, posted = mark_in(posted.item.said), as_one_again(posted)
    note, reply = change_words(posted, reading)
    grouping = grouping_in(stale, reading)
    kept = (kept for kept in held.notes if kept != before.get(NOTE))
    again = restored(stale, reading)
    notes = tuple(text for text in (*kept, again, grouping.note, note) if text)
    said = said_now(posted, reading) | ({MARK: dict(grouping.mark)} if grouping.mark else {})
    said |= {RESTORED: True} if again or RESTORED in stale.item.said else {}
    held = replace(held, said=said, notes=notes)
    hides = any(entry.withheld for entry in story.entries)  # words of before may be among what is withheld by now
    replies = [said for said in (with_subject(grouping.reply, posted, reading), reply) if said]
    return Amended(
        held=held,
        item=item_of(posted, held, reading),
        reply="\n".join(replies) or None,
        is_scrubbed=hides or not (note or grouping.reply),
    )


def grouping_in(posted: PostedItem, reading: Reading) -> Grouping:
    """Say what an item tells of its grouping from now on."""
    on = short_day(reading.today, reading.today, reading.w)
    return grouping_of(posted, change_in(posted, reading), on, reading.w)


def with_subject(said: str | None, posted: PostedItem, reading: Reading) -> str | None:
    """Say what something is said of."""
    about_it = subject(told_of(posted).own, reading)
    return f"{said} — {about_it}" if said and about_it else said


def restored(posted: PostedItem, reading: Reading) -> str | None:
    """Say that an item stands again whose withdrawal was told in its place."""
    if posted.item.state is not StoryState.WITHDRAWN:
        return None
    return reading.w.say("Restored on {day}", day=short_day(reading.today, reading.today, reading.w))


def change_words(posted: PostedItem, reading: Reading) -> tuple[str | None, str | None]:
    """Say what is corrected or new, in the item and in a reply; nothing where no figure, stage or category is other."""
    w, story = reading.w, posted.story
    on = short_day(reading.today, reading.today, w)
    was = posted.item.said.get("category")
    if was == Category.OTHER:
        return None, None  # it was taken back, and stands again
    if was is not None and was != story.category:
        said = w.say("{now}, not {was}", now=w.say(CATEGORIES[story.category]), was=what_was_told(posted, w))
        return w.say(NOTES[Turn.CORRECTED], day=on, said=said), w.say(REPLIES[Turn.CORRECTED], said=said)
    change = change_in(posted, reading)
    if change is None or change.parted or not is_material(change):
        return None, None
    said = corrected(change, w) if change.turn is Turn.CORRECTED else updated(change, w)
    reply = w.say(REPLIES[change.turn], said=said)
    return w.say(NOTES[change.turn], day=on, said=said), with_subject(reply, posted, reading)


def change_in(posted: PostedItem, reading: Reading) -> Change | None:
    """Say how a story has changed since this message told it; None where nobody knows with which figures it did."""
    return change_of(told_of(posted), reading.w.language, reading.old) if posted.item.said else None


def told_of(posted: PostedItem) -> ToldStory:
    """Put a story beside what the item tells of it."""
    return ToldStory(
        story=posted.story,
        version=posted.item.version,
        said=posted.item.said,
        at=posted.story.first_seen,
        parted=posted.parted,
        grouped=posted.grouped,
    )


def said_now(posted: PostedItem, reading: Reading) -> dict[str, object]:
    """Give the figures that the item tells from now on, and the story that it was posted as, where it is another."""
    language, before = reading.w.language, posted.item.said
    change = change_in(posted, reading)
    is_as_told = before.get("category") == posted.story.category
    kept = still_said(before, told_of(posted)) if is_as_told else said_of(posted.story, language)
    said = change.said(language) if change else kept
    first = before.get(FIRST, posted.item.story)
    also: dict[str, object] = {} if first == posted.story.id else {FIRST: first}
    if (NEW_MONEY in before and not posted.grouped) or not is_as_told:
        also |= noted(reading.old)
    return {name: value for name, value in said.items() if name not in (FIRST, MARK)} | also


def is_material(change: Change) -> bool:
    """Tell whether a reader was told something that is no longer all: not where only a source has more."""
    return change.turn is Turn.CORRECTED or bool(change.differing) or bool(moved_to(change))


def what_was_told(posted: PostedItem, w: Words) -> str:
    """Name the category that a message gave a story."""
    told = posted.item.said.get("category", Category.FUNDING)
    return w.say(CATEGORIES[Category(told)])


def subject(story: StoryRecord, reading: Reading) -> str:
    """Say what a story is about, an arrest from facts alone."""
    if story.category is Category.ARREST:
        return about(story, reading.w, reading.zone)
    return subject_of(story, reading.w.language)


def see(posted: PostedItem, reading: Reading) -> str:
    """Lead to the item in which a story stands, by its figure: its words may be withheld one day, there alone."""
    w, others = reading.w, frozenset[str]().union(*posted.grouped)
    figures = figures_in(said_of(only(posted.story, others) if others else posted.story, w.language))
    said = figure_words(figures, tuple(figures), w) if figures else w.say("Announcement")
    return w.say("See: {what}", what=capital(said))


def in_review(posted: PostedItem, held: DeliveryItem, reading: Reading) -> Amended:
    """Leave an item as it is, or keep only our own words of it.

    That is where a new text may name somebody or could not be read, and where a maintainer called it something else.

    What is only read otherwise now is edited when a maintainer has said which reading is right.
    """
    has_new_text = posted.is_in_doubt and posted.version != posted.item.version
    if not (has_new_text or posted.story.is_reclassified):
        return Amended(held=held)
    w = reading.w
    figures = figures_in(posted.item.said)
    said = figure_words(figures, tuple(figures), w) if figures else w.say("Announcement")
    line = w.say("{said} (being checked)", said=posted.item.lead or capital(said))
    return Amended(held=held, line=line, is_scrubbed=True)


def item_of(posted: PostedItem, held: DeliveryItem, reading: Reading) -> Item:
    """Write the item of a story by its own entries; what a merge put beside it is told by a note, with its source."""
    is_reckoned = not posted.grouped or held.said.get(NEW_MONEY) is not None  # else all of it was told as new
    item = own_item(told_of(posted).own, held, reading if is_reckoned else replace(reading, old=None))
    noted = () if posted.is_other_told else posted.grouped
    others = (source for group in noted for source in sources_of(only(posted.story, group), reading.w)[:1])
    sources = tuple(dict.fromkeys((*item.sources, *others)))
    return replace(item, notes=(*held.notes, *item.notes), sources=sources)


def own_item(story: StoryRecord, held: DeliveryItem, reading: Reading) -> Item:
    """Write an item without its notes."""
    if held.lead is not None:
        return change_again(story, held.lead, reading)
    if story.category is Category.ARREST:
        return arrest_item(story, reading.w, reading.zone)
    return funding_item(story, reading.w, money_note(reading.old, reading.w) if reading.old else None)


def change_again(story: StoryRecord, lead: str, reading: Reading) -> Item:
    """Write an item that told of a change, its first words as they were."""
    is_arrest = story.category is Category.ARREST
    return Item(
        story=story.id,
        version=story.version,
        lead=lead,
        rest=subject(story, reading),
        beside=status_line(story, reading.w, reading.zone) if is_arrest else None,
        sources=sources_of(story, reading.w)[:SOURCES],
        is_presumed=is_arrest and not states_verdict(story),
    )


# --- in the message -------------------------------------------------------------------------------------------------


def bodies(amended: Amended, w: Words, *, mark: str = "") -> Iterator[Markup]:
    """Give the ways to write an amended item, the fullest first; what was corrected stays to the last."""
    if amended.item is None:
        if amended.line is not None:
            yield written(f"• {mark}") + bold(amended.line)
        return
    for version in shorter(amended.item):
        kept = replace(version, notes=version.notes or amended.held.notes)
        for length in LENGTHS if version.quotation else LENGTHS[:1]:
            yield item_markup(kept, length, mark, w)


def replaced(
    text: str, items: tuple[DeliveryItem, ...], at: DeliveryItem, amended: DeliveryItem, body: str
) -> tuple[str, tuple[DeliveryItem, ...]]:
    """Put a body in the place of an item, and move those behind it."""
    raw = text.encode("utf-16-le")
    whole = (raw[: 2 * at.start] + body.encode("utf-16-le") + raw[2 * at.end :]).decode("utf-16-le")
    by = units(body) - (at.end - at.start)
    moved = tuple(
        replace(amended, start=at.start, end=at.end + by)
        if item.story == at.story
        else replace(item, start=item.start + by, end=item.end + by)
        if item.start >= at.end
        else item
        for item in items
    )
    return whole, moved


def standing(text: str, item: DeliveryItem) -> str:
    """Give the HTML of an item in its message."""
    return text.encode("utf-16-le")[2 * item.start : 2 * item.end].decode("utf-16-le")


def fits(html: str) -> bool:
    """Tell whether a message can be sent: its length once parsed, and its entities."""
    return units(unescape(TAG.sub("", html))) <= LONGEST and len(OPENING.findall(html)) <= ENTITIES
