"""A story in full, and why it stands as it does, for a maintainer at a terminal."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.say.because import link_words, relation_words
from bot.say.facts import OF_AN_ARREST, kind_of, line, told
from bot.say.quotation import quotation
from bot.say.record import facts_of, publisher_name
from bot.say.typography import day, money, number, quoted
from bot.say.withhold import is_withheld, stretch
from bot.say.words import N_, Words
from feeds.model import Category, Cue, Fact
from feeds.reading.weights import rules as rules_of_today
from feeds.reading.weights import weighing
from feeds.stories.model import StoryLink
from storage.model import Decision, EntryRecord, StoryRecord, VersionRecord

CATEGORIES = {"funding": N_("funding"), "arrest": N_("arrest"), "other": N_("no announcement")}
STATES = {"published": N_("published"), "review": N_("in review"), "withdrawn": N_("withdrawn (story)")}
TOLD = {"yes": N_("may be told as new"), "backfill": N_("history, never told as new"), "held": N_("held")}
ZONES = {"title": N_("title"), "lede": N_("opening"), "body": N_("further on")}
LINKED = {"certain": N_("certain"), "proposed": N_("proposed")}
INDENT = "    "


def head(story: StoryRecord, version: int, w: Words, zone: ZoneInfo) -> str:
    """Say in one line which story it is and how it stands."""
    parts = (
        w.say(CATEGORIES[story.category]),
        day(story.dated.astimezone(zone).date(), w),
        w.say(STATES[story.state]),
        w.say(TOLD.get(story.announce, story.announce)),
        w.say("version {n}", n=version),
    )
    return f"{story.id}  {' · '.join(parts)}"


def entry_lines(entry: EntryRecord, title: str, link: str, w: Words) -> Iterator[str]:
    """Tell one entry: its publisher and language, its title, its address."""
    yield f"{publisher_name(entry, w.language)} ({entry.lang}), {entry.id}, {w.say('version {n}', n=entry.version)}"
    yield f"{INDENT}{title}"
    yield f"{INDENT}{link}"


def fact_lines(story: StoryRecord, w: Words) -> Iterator[str]:
    """Tell the facts, those of one sentence under it; an arrest's stand without the publisher's words."""
    if story.category is Category.ARREST:
        values = told((fact for _, fact in facts_of(story, *OF_AN_ARREST)), w, is_arrest=True)
        yield from (line(kind, ", ".join(said), w) for kind, said in values.items())
        return
    sentences: dict[tuple[str, str], list[Fact]] = {}
    by_id = {entry.id: entry for entry in story.entries}
    for found in story.facts:
        entry = by_id[found.entry]
        if kind_of(found.fact, w) and not is_withheld(entry, found.fact):
            sentences.setdefault((entry.id, sentence(entry, found.fact)), []).append(found.fact)
    for (id, said), facts in sentences.items():
        yield f"{quoted(said, w)} — {publisher_name(by_id[id], w.language)}"
        values = told(facts, w, is_arrest=False)
        yield from (f"{INDENT}{line(kind, ', '.join(found), w)}" for kind, found in values.items())


def sentence(entry: EntryRecord, fact: Fact) -> str:
    """Give the sentence of a fact, withheld words masked."""
    found = quotation(entry, fact)
    return f"{found.before}{found.figure}{found.after}"


def link_lines(story: str, links: Iterable[StoryLink], w: Words) -> Iterator[str]:
    """Tell how a story's money stands to others', and theirs to it."""
    for link in links:
        relation, state = relation_words(link.relation, w), w.say(LINKED[link.state])
        sum_of = "" if link.amount is None else f" — {money(link.amount, link.currency, w)}"
        both = f"{relation} {link.target}" if link.source == story else f"{link.source} {relation} {story}"
        yield line(f"{both}{sum_of} ({state})", link_words(link, w), w)


def decision_lines(decisions: Iterable[Decision], w: Words, zone: ZoneInfo) -> Iterator[str]:
    """Tell what was decided: when, by whom, why."""
    for decision in decisions:
        act = f"{decision.act} {decision.subject}"
        on = day(decision.at.astimezone(zone).date(), w)
        yield line(f"{decision.id}. {act} — {on}, {decision.who}", decision.reason, w)


def cue_lines(version: VersionRecord, *, is_arrest: bool, w: Words) -> Iterator[str]:
    """Tell which cues spoke, each with what it weighed and its words; an arrest's without the words."""
    if version.category is None or version.score is None:
        yield w.say("not read")
        return
    rules = w.say("rules {version}", version=version.rules)
    yield f"{w.say(CATEGORIES[version.category])} — {version.score:.2f} — {rules}"
    texts = {"title": version.title, "summary": version.summary}
    for cue in version.cues:
        name = weighed(cue, version.rules, w)
        said = stretch(texts[cue.field], version.withheld, cue.field, cue.start, cue.end)
        yield name if is_arrest else line(name, quoted(said, w), w)


def weighed(cue: Cue, rules: str | None, w: Words) -> str:
    """Name a cue, with where it stands and how much that says for what; the name alone in a reading by other rules."""
    found = weighing(cue) if rules == rules_of_today().version else None
    if found is None:
        return cue.cue
    return w.say(
        "{cue} ({zone}; {weight} for {category})",
        cue=cue.cue,
        zone=w.say(ZONES[found.zone]),
        weight=number(Decimal(str(found.weight)), w),
        category=w.say(CATEGORIES[found.category]),
    )


def section(name: str, lines: Iterable[str]) -> list[str]:
    """Put lines under a heading; nothing where there are none."""
    found = [f"{INDENT}{line}" for line in lines]
    return ["", name, *found] if found else []
