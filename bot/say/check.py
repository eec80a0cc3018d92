"""What an address is, in lines for a terminal; a machine's own words stay as they are."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from bot.say.coverage import detail_words, reason
from bot.say.typography import number
from bot.say.withhold import cap, plain
from bot.say.words import N_, Words
from feeds.duration import format_duration
from feeds.inspection.discover import NamedFeed
from feeds.inspection.inspect import Dates, Identities, Inspection, Quirk
from feeds.model import Category, Fetched

LONGEST, SHOWN = 120, 10
UNREAD = N_("not read")
BLOCKED = N_("{url}: not a public address ({error}: {detail}); GREFFIER_ALLOW_PRIVATE lets one through")
CATEGORIES = {Category.FUNDING: N_("funding"), Category.ARREST: N_("arrest"), Category.OTHER: N_("other")}
ROBOTS = {
    "allowed": N_("robots.txt: lets us in"),
    "disallowed": N_("robots.txt: closed to us; it is not followed"),
    "none": N_("robots.txt: there is none"),
    "unknown": N_("robots.txt: could not be read"),
}
QUIRKS = {
    "no-entries": N_("no entry at all: an empty feed, or a wrong address that answers one"),
    "xml-error": N_("the XML is not well-formed; it is read all the same"),
    "charset": N_("the characters are not in the set that it says"),
    "relative-links": N_("relative links: {count}"),
    "markup-in-titles": N_("titles with markup: {count}"),
    "shared-links": N_("entries that share a link: {count}"),
    "shared-guids": N_("entries that share a GUID: {count}"),
    "same-titles": N_("entries that share a title: {count}"),
    "no-title": N_("entries without a title: {count}"),
    "no-body": N_("entries without a text: {count}"),
    "off-host-links": N_("links to another site: {count}"),
    "other-language": N_("its words are not in the language that it says"),
}


def failure_line(url: str, error: str, detail: str, *, is_reached: bool, w: Words) -> str:
    """Say that there is no feed at an address, and why."""
    if error == "blocked-address":
        return w.say(BLOCKED, url=url, error=error, detail=cap(plain(detail), LONGEST))
    why = f"{reason(error, w)} ({error}: {cap(plain(detail_words(detail, w)), LONGEST)})"
    return w.say("{url}: no feed; {why}", url=url, why=why) if is_reached else w.say("{url}: {why}", url=url, why=why)


def named_lines(named: Sequence[NamedFeed], w: Words) -> Iterator[str]:
    """List the feeds that a page names."""
    if not named:
        yield w.say("The page names no feed.")
        return
    yield w.count("The page names {n} feed:", "The page names {n} feeds:", len(named))
    for feed in named[:SHOWN]:
        looks = "" if feed.is_declared else "  " + w.say("(a link that looks like a feed)")
        yield f"  {feed.url}{looks}"
    if len(named) > SHOWN:
        yield "  " + w.count("and {n} other", "and {n} others", len(named) - SHOWN)


def place_lines(url: str, found: Inspection, fetched: Fetched, known: str | None, w: Words) -> Iterator[str]:
    """Say that an address is a feed's, and where it stands."""
    title = cap(plain(found.title), LONGEST) if found.title else w.say("without a title")
    yield w.say("{url}: a feed, {format}: {title}", url=url, format=found.format, title=title)
    if known:
        yield w.say("It is in the catalogue as {feed}.", feed=known)
    if fetched.url != url:
        yield w.say("It answered from {url}.", url=fetched.url)
    if fetched.moved_to:
        yield w.say("It has moved for good: {url}", url=fetched.moved_to)


def habit_lines(found: Inspection, fetched: Fetched, robots: str, w: Words) -> Iterator[str]:
    """Say how a feed behaves: its language, volume, dates, identities, courtesies and quirks."""
    yield language_line(found, w)
    yield volume_line(found, w)
    yield dates_line(found.dates, w)
    yield identities_line(found.identities, w)
    yield w.say(ROBOTS[robots])
    yield courtesy_line(found, fetched, w)
    yield from quirk_lines(found.quirks, w)


def language_line(found: Inspection, w: Words) -> str:
    """Say the language, and who says so."""
    if found.lang is None:
        return w.say("language: unknown")
    if found.is_lang_declared:
        return w.say("language: {lang}, as it says", lang=found.lang)
    return w.say("language: {lang}, by its words", lang=found.lang)


def volume_line(found: Inspection, w: Words) -> str:
    """Say how much it brings, and how far back it reaches."""
    said = w.count("{n} entry", "{n} entries", found.entries)
    if found.window is None or found.per_day is None:
        return said
    days = found.window / timedelta(days=1)
    return w.count(
        "{entries} over {days} day, {daily} a day",
        "{entries} over {days} days, {daily} a day",
        agreeing(days),
        entries=said,
        days=tenths(days, w),
        daily=tenths(found.per_day, w),
    )


def agreeing(value: float) -> int:
    """Give the whole number that asks for the same plural: French has 1,9 jour and 2 jours, English 0.9 days, 1 day."""
    shown = round(value, 1)
    return int(shown) if shown == 1 or shown >= 2 else 0


def tenths(value: float, w: Words) -> str:
    """Write a number with one digit after the point."""
    return number(Decimal(f"{value:.1f}"), w)


def dates_line(dates: Dates, w: Words) -> str:
    """Say how the entries are dated."""
    if dates.oldest is None or dates.newest is None:
        said = w.say("dates: none that can be read")
    else:
        said = w.say("dates: {oldest} to {newest}", oldest=day(dates.oldest), newest=day(dates.newest))
    if dates.missing:
        said += "; " + w.say("missing: {count}", count=dates.missing)
    if dates.unread:
        said += "; " + w.say("absurd or unreadable: {count}", count=dates.unread)
    return said


def identities_line(found: Identities, w: Words) -> str:
    """Say what the entries are known by."""
    said = w.say(
        "identities: {guids}, {unique}, {permalinks}; {links}",
        guids=w.count("{n} GUID", "{n} GUIDs", found.guids),
        unique=w.count("{n} of them distinct", "{n} of them distinct", found.unique),
        permalinks=w.count("{n} of them an address", "{n} of them addresses", found.permalinks),
        links=w.count("{n} link", "{n} links", found.links),
    )
    return said + "; " + w.say("with neither: {count}", count=found.neither) if found.neither else said


def courtesy_line(found: Inspection, fetched: Fetched, w: Words) -> str:
    """Say what it offers so that it need not be read again, and how long it asks not to be."""
    names = {"ETag": fetched.validators.etag, "Last-Modified": fetched.validators.last_modified}
    offered = ", ".join(name for name, value in names.items() if value)
    said = (
        w.say("validators: {names}", names=offered) if offered else w.say("validators: none, the whole body each time")
    )
    waits = [wait for wait in (fetched.fresh_for, found.ttl) if wait]
    if not waits:
        return said
    return said + "; " + w.say("asks not to be read again for {wait}", wait=format_duration(whole(max(waits))))


def whole(wait: timedelta) -> timedelta:
    """Cut a wait to seconds."""
    return timedelta(seconds=int(wait.total_seconds()))


def quirk_lines(quirks: Sequence[Quirk], w: Words) -> Iterator[str]:
    """Say each quirk."""
    if not quirks:
        yield w.say("quirks: none seen")
        return
    for quirk in quirks:
        yield w.say("quirk: {what}", what=w.say(QUIRKS[quirk.name], count=quirk.count))


def sample_line(category: Category | None, title: str | None, published: datetime | None, w: Words) -> str:
    """Show one entry as the product would: its category, its day, its title as it may be shown."""
    on = day(published) if published else "—"
    if category is None or title is None:
        return f"  {on}  {w.say(UNREAD)}"
    return f"  {on}  {w.say(CATEGORIES[category])}  {cap(plain(title), LONGEST)}"


def day(at: datetime) -> str:
    """Write a day."""
    return at.date().isoformat()
