"""The item of an arrest story: a line that we compose from facts alone.

No word of a publisher's title or summary stands in it but the one or two of an operation's name: services, places and
offences come from our tables, figures from facts of the event.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date, tzinfo
from decimal import Decimal

from bot.say.marks import Found, standing
from bot.say.model import Item
from bot.say.record import SOURCES, facts_of, publisher_name, sources_of
from bot.say.typography import capital, day, days, number, qualified, quoted
from bot.say.withhold import plain, withheld_words
from bot.say.words import N_, Words, words
from feeds.model import Kind
from feeds.reading.bodies import service_name
from feeds.reading.geography.places import public_place
from feeds.reading.offences import ids_of, label
from feeds.reading.passage import fold
from feeds.reading.withholding.links import names_nobody
from storage.model import StoryRecord

PEOPLE = ("persons_arrested", "persons_charged", "persons_sentenced")
VERDICTS = frozenset({"convicted", "sentenced", "acquitted"})
STATUSES = {
    "arrested": N_("arrest"),
    "detained": N_("detention"),
    "released": N_("release from custody"),
    "charged": N_("charges"),
    "appeared": N_("court appearance"),
    "convicted": N_("conviction"),
    "sentenced": N_("sentence"),
    "acquitted": N_("acquittal"),
    "stayed": N_("stay of proceedings"),
    "not_charged": N_("no charges"),
}
# Without a count: the first of these that the facts state; otherwise an arrest was announced.
ANNOUNCED = {"sentenced": N_("Sentence announced"), "charged": N_("Charges announced")}


def arrest_item(story: StoryRecord, w: Words, zone: tzinfo) -> Item:
    """Write the item of an arrest story."""
    sources = sources_of(story, w)
    more = len(sources) - SOURCES
    return Item(
        story=story.id,
        version=story.version,
        lead=people(story, w),
        rest=about(story, w, zone),
        beside=status_line(story, w, zone),
        sources=sources[:SOURCES],
        more_sources=w.count("and {n} other", "and {n} others", more) if more > 0 else None,
        is_presumed=not states_verdict(story),
    )


def line(story: StoryRecord, language: str, zone: tzinfo) -> str:
    """Tell an arrest in one line, from facts alone; it is the story's title on every surface."""
    w = words(language)
    return " — ".join(part for part in (people(story, w), about(story, w, zone)) if part)


def terms(story: StoryRecord, language: str) -> str:
    """Give what the line says but its day: what an arrest is searched by."""
    w = words(language)
    parts = (people(story, w), _services(story, w), _places(story, w), _offences(story, w), _operation(story, w))
    return "; ".join(part for part in parts if part)


def count_of(story: StoryRecord, kind: str) -> int | None:
    """Give how many people a kind of fact counts for the event itself; a cumulative statement never counts."""
    found = counted(story, kind)
    return int(found[1].value) if found else None


def counted(story: StoryRecord, kind: str) -> Found | None:
    """Give the fact of the event that counts its people, as it stands after later corrections."""
    found = [
        (entry, fact)
        for entry, fact in facts_of(story, kind)
        if fact.scope != "cumulative" and isinstance(fact.value, Decimal | int) and fact.value > 0
    ]
    return standing(found[0], found) if found else None


def states_verdict(story: StoryRecord) -> bool:
    """Tell whether a story states how a trial ended."""
    statuses = {fact.value for _, fact in facts_of(story, "status")}
    return bool(statuses & VERDICTS) or count_of(story, "persons_sentenced") is not None


def people(story: StoryRecord, w: Words) -> str:
    """Say how many people, or that an arrest was announced."""
    found = {kind: one for kind in PEOPLE if (one := counted(story, kind))}
    is_appearance = "persons_arrested" in found and _only_appeared(story, found.get("persons_charged"))
    if is_appearance:
        del found["persons_charged"]
    if found:
        said = capital(counts_words([(kind, int(f.value), f.qualifier) for kind, (_, f) in found.items()], w))
        return w.say("{said}; court appearance", said=said) if is_appearance else said
    stated = {fact.value for _, fact in facts_of(story, "status")}
    first = next((msgid for status, msgid in ANNOUNCED.items() if status in stated and "arrested" not in stated), None)
    return w.say(first) if first else w.say("Arrest announced")


def _only_appeared(story: StoryRecord, charged: Found | None) -> bool:
    """Tell whether those who were counted as charged are only said to appear in court, and no text says charged."""
    stated = list(facts_of(story, "status"))
    if charged is None or any(fact.value == "charged" for _, fact in stated):
        return False
    of, count = charged
    appeared = [fact for entry, fact in stated if entry.id == of.id and fact.value == "appeared"]
    return any(f.field == count.field and f.start < count.end and count.start < f.end for f in appeared)


def counts_words(counts: Sequence[tuple[str, int, str | None]], w: Words) -> str:
    """Say several counts of one event: as many charged as arrested are the same people, and are not counted twice."""
    (first, n, qualifier), *others = counts
    same = [kind for kind, *count in others if count == [n, qualifier]]
    said = [qualified(_too(people_words(first, n, None, w), same, n, w), qualifier, w)]
    said += [qualified(_of_them(kind, m, w), exact, w) for kind, m, exact in others if kind not in same]
    return ", ".join(said)


def _too(said: str, kinds: Sequence[str], n: int, w: Words) -> str:
    if not kinds:
        return said
    if len(kinds) > 1:
        return w.count("{said}, charged and sentenced", "{said}, charged and sentenced", n, said=said)
    if kinds[0] == "persons_charged":
        return w.count("{said} and charged", "{said} and charged", n, said=said)
    return w.count("{said} and sentenced", "{said} and sentenced", n, said=said)


def _of_them(kind: str, n: int, w: Words) -> str:
    if kind == "persons_charged":
        return w.count("one charged", "{people} charged", n, people=number(n, w))
    return w.count("one sentenced", "{people} sentenced", n, people=number(n, w))


def people_words(kind: str, n: int, qualifier: str | None, w: Words) -> str:
    """Say how many people were arrested, charged or sentenced."""
    if kind == "persons_arrested":
        text = w.count("one person arrested", "{people} people arrested", n, people=number(n, w))
    elif kind == "persons_charged":
        text = w.count("one person charged", "{people} people charged", n, people=number(n, w))
    else:
        text = w.count("one person sentenced", "{people} people sentenced", n, people=number(n, w))
    return qualified(text, qualifier, w)


def about(story: StoryRecord, w: Words, zone: tzinfo) -> str:
    """Say who acted, where, over which offences, in which operation and when."""
    services, places = _services(story, w), _places(story, w)
    who_where = ", ".join(part for part in (services, places if places not in services else "") if part)
    parts = (who_where, _offences(story, w), _operation(story, w), _when(story, w, zone))
    return "; ".join(part for part in parts if part)


def _services(story: StoryRecord, w: Words) -> str:
    ids = (str(fact.value) for _, fact in facts_of(story, "police_service"))
    listed = [name for id in ids if (name := service_name(id, w.language))]
    police = [publisher_name(e, w.language) for e in story.entries if e.publisher.kind is Kind.POLICE]
    return w.among(dict.fromkeys(listed or police), 2)


def _places(story: StoryRecord, w: Words) -> str:
    found = [fact for _, fact in facts_of(story, "place")]
    places = dict.fromkeys(name for fact in found if (name := public_place(fact, w.language)))
    if len(places) > 3:
        return w.say("several places")
    is_narrow = any(fact.region and fact.region.count("-") > 1 for fact in found)  # CA-QC-16, not CA-QC or CA
    if not is_narrow and any(fact.of == "several" for fact in found):
        return w.say("several regions")
    return ", ".join(places)


def _offences(story: StoryRecord, w: Words) -> str:
    ids = [str(fact.value) for _, fact in facts_of(story, "offence")]
    labels = [label(id, w.language) for id in ids if id in ids_of("offence")]
    return w.among(dict.fromkeys(labels), 3)


def _operation(story: StoryRecord, w: Words) -> str | None:
    """Name an operation of one or two plain words, none of them withheld: any other could be a person's name."""
    withheld = withheld_words(story)
    for _, fact in facts_of(story, "operation"):
        name = plain(str(fact.value)).strip()
        spelled = re.findall(r"\w+", fold(name))
        if (
            re.fullmatch(r"[\w'’-]{2,24}(?: [\w'’-]{1,24})?", name)
            and not withheld.intersection(spelled)
            and names_nobody(name)
        ):
            return w.say("operation {name}", name=quoted(name, w))
    return None


def _when(story: StoryRecord, w: Words, zone: tzinfo) -> str:
    for _, fact in facts_of(story, "event_date"):
        first, _, last = str(fact.value).partition("/")
        try:
            return days(date.fromisoformat(first), date.fromisoformat(last or first), w)
        except ValueError:
            continue  # a date as written is a publisher's words
    return w.say("announced {day}", day=day(story.dated.astimezone(zone).date(), w))


def statuses(story: StoryRecord) -> frozenset[str]:
    """Give how far the matter has come, as the texts state it, else as its counts imply."""
    stated = {str(fact.value) for _, fact in facts_of(story, "status") if fact.value in STATUSES}
    return frozenset(stated or {"charged" if count_of(story, "persons_charged") else "arrested"})


def status_words(found: Collection[str], w: Words) -> str:
    """Name statuses, the earliest stage first."""
    return ", ".join(w.say(msgid) for status, msgid in STATUSES.items() if status in found)


def status_line(story: StoryRecord, w: Words, zone: tzinfo) -> str:
    """Say how far the matter has come, as of when, and that nobody follows it further."""
    stating = [entry for entry, fact in facts_of(story, "status") if fact.value in STATUSES]
    as_of = max((entry.published or entry.first_seen for entry in stating), default=story.dated)
    return w.say(
        "Status as of {day}: {status}; court files are not followed",
        day=day(as_of.astimezone(zone).date(), w),
        status=status_words(statuses(story), w),
    )
