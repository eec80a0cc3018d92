"""What was corrected in a month: figures that publishers changed, and what maintainers decided."""

from collections.abc import Iterator
from itertools import groupby

from bot.say.arrest import about, people, states_verdict, status_line
from bot.say.changes import change_lines
from bot.say.funding import subject_of, title_of
from bot.say.model import Item, Source
from bot.say.record import sources_of
from bot.say.report.model import ChangedText, Corrections, Items, Lines, MonthRecord, Ruling, Section, Table
from bot.say.typography import capital, short_day
from bot.say.withhold import cap
from bot.say.words import N_, Words
from feeds.model import Category
from storage.model import StoryRecord

MOST = 25
TITLE = 120
ACTS = {
    "merge": N_("told as one story"),
    "split": N_("told apart"),
    "reclassify": N_("put in another category"),
    "approve": N_("link confirmed"),
    "refuse": N_("link refused"),
}


def changes_section(record: MonthRecord, w: Words) -> Section:
    """Tell the corrections of the month, or that there were none."""
    found = record.corrections
    blocks: list[Lines | Items | Table] = []
    if found.changed:
        blocks += [Lines(lines=(w.say("Figures that a publisher changed in its text:"),)), changed_items(record, w)]
    if found.rulings:
        blocks.append(rulings_table(record, w))
    if counted := tuple(counts(found, w)):
        blocks.append(Lines(lines=counted))
    nothing = Lines(lines=(w.say("No correction was made this month."),))
    return Section(heading=w.say("Corrections"), blocks=tuple(blocks) or (nothing,))


def counts(found: Corrections, w: Words) -> Iterator[str]:
    """Say how many words were withheld and how many announcements withdrawn: which ones is not told."""
    if n := found.redactions:
        yield w.count("Words were withheld {n} time.", "Words were withheld {n} times.", n)
    if n := found.withdrawals:
        yield w.count("{n} announcement was withdrawn.", "{n} announcements were withdrawn.", n)


def changed_items(record: MonthRecord, w: Words) -> Items:
    """Write the changed texts, the newest first, a story once."""
    newest = sorted(record.corrections.changed, key=lambda one: (one.story.id, one.on))
    by_story = [list(group) for _, group in groupby(newest, key=lambda one: one.story.id)]
    by_story.sort(key=lambda group: (-group[-1].on.toordinal(), group[-1].story.id))
    left = len(by_story) - MOST
    return Items(
        items=tuple(changed_item(group, record, w) for group in by_story[:MOST]),
        others=w.count("{n} other correction or update.", "{n} other corrections and updates.", left)
        if left > 0
        else None,
    )


def changed_item(changes: list[ChangedText], record: MonthRecord, w: Words) -> Item:
    """Write one story's changes: what each figure was and is."""
    story = changes[-1].story
    is_arrest = story.category is Category.ARREST
    return Item(
        story=story.id,
        version=story.version,
        lead=people(story, w) if is_arrest else subject_of(story, w.language),
        rest=about(story, w, record.zone) if is_arrest else None,
        notes=tuple(note for change in changes for note in notes(change, record, w)),
        beside=status_line(story, w, record.zone) if is_arrest else None,
        sources=sources_of(story, w)[:1],
        is_presumed=is_arrest and not states_verdict(story),
    )


def notes(change: ChangedText, record: MonthRecord, w: Words) -> Iterator[str]:
    """Say on which day which figure changed."""
    on = short_day(change.on, record.last, w)
    for line in change_lines(change.changes, w, is_arrest=change.is_arrest):
        yield w.say("{day}: {said}", day=on, said=line)


def rulings_table(record: MonthRecord, w: Words) -> Table:
    """Tell each decision of a maintainer: when, what, about which announcements."""
    rows = [(*dated(ruling, record, w), named(ruling, record, w)) for ruling in record.corrections.rulings]
    columns = (w.say("Day"), w.say("Decision"), w.say("About"))
    return Table(caption=w.say("Decided by a maintainer"), columns=columns, rows=tuple(rows))


def dated(ruling: Ruling, record: MonthRecord, w: Words) -> tuple[str, str]:
    """Say when something was decided, and what."""
    act = capital(w.say(ACTS[ruling.act]))
    said = w.say("taken back: {act}", act=w.say(ACTS[ruling.act])) if ruling.is_undo else act
    return short_day(ruling.on, record.last, w), capital(said)


def named(ruling: Ruling, record: MonthRecord, w: Words) -> str | Source:
    """Name the announcement that a decision is about, with a link where it is one."""
    if len(ruling.stories) == 1:
        [story] = ruling.stories
        return Source(label=name_of(story, record, w), url=sources_of(story, w)[0].url)
    said = "; ".join(name_of(story, record, w) for story in ruling.stories)
    return said or w.say("an announcement that is not published")


def name_of(story: StoryRecord, record: MonthRecord, w: Words) -> str:
    """Name a story as it may be shown."""
    if story.category is Category.ARREST:
        return f"{people(story, w)} — {about(story, w, record.zone)}"
    return cap(title_of(story, w.language), TITLE)
