"""What a publisher took out of an entry: whoever was withheld or in doubt in a version, and is in the new one no more.

What leaves its feed was not taken out: nothing is done about it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk.doubtful import doubts_in
from bot.say.withhold import escaped, plain
from feeds.model import Category, Field, Span
from feeds.reading.withholding.links import safe_link
from feeds.reading.withholding.names import merged
from feeds.reading.withholding.redaction import places_of
from feeds.reading.withholding.removed import names_removed, runs_in
from storage.model import NewVersion, Removal, VersionRecord
from storage.versions import versions_of

if TYPE_CHECKING:
    from sqlmodel import Session

FIELDS: tuple[Field, ...] = ("title", "summary")


def with_removals(session: "Session", versions: Sequence[NewVersion]) -> tuple[NewVersion, ...]:
    """Say of each new version of a known entry what its publisher took out."""
    earlier: dict[str, list[VersionRecord]] = {}
    for version in versions_of(session, [new.known.id for new in versions if new.known]):
        earlier.setdefault(version.entry, []).append(version)
    return tuple(
        replace(new, removal=removal_of(new, earlier[new.known.id])) if new.known and new.known.id in earlier else new
        for new in versions
    )


def removal_of(new: NewVersion, earlier: Sequence[VersionRecord]) -> Removal | None:
    """Say which names of the versions before are gone, and where they stand in those; None where none is. Pure."""
    lang = new.reading.lang if new.reading else earlier[-1].lang or "fr"
    now = f"{new.entry.title}\n{new.entry.summary}"
    names = list(dict.fromkeys(name for version in earlier for name in names_gone_from(version, now, lang)))
    if not names:
        return None
    places = {version.id: tuple(places_in(version, names, lang)) for version in earlier}
    written = {
        escaped(plain(text_of(version, span.field)[span.start : span.end]))
        for version in earlier
        for span in places[version.id]
    }
    link = safe_link(new.entry.link, "", category=Category.FUNDING, withheld_words=frozenset(names))
    return Removal(
        masks={version.id: around(version, places[version.id]) for version in earlier},
        words=tuple(sorted(written, key=lambda word: (-len(word), word))),
        names=len(names),
        is_in_link=new.entry.link is not None and not link,
    )


def names_gone_from(version: VersionRecord, now: str, lang: str) -> Iterator[str]:
    """Give the names of a version, of those that were withheld or in doubt, that are gone."""
    hidden = [*version.withheld, *doubts_in(version, version.category or Category.OTHER)]
    for field in FIELDS:
        yield from names_removed(text_of(version, field), now, runs_in(field, hidden), version.lang or lang)


def places_in(version: VersionRecord, names: Sequence[str], lang: str) -> Iterator[Span]:
    """Give where names stand in a version, whole or in part."""
    for field in FIELDS:
        found = places_of(text_of(version, field), names, version.lang or lang)
        yield from (Span(field=field, start=start, end=end) for start, end in found)


def around(version: VersionRecord, places: Sequence[Span]) -> tuple[Span, ...]:
    """Give what is to be masked: names, and the whole of what is withheld where one of them stands."""
    spans = [*places, *(held for held in version.withheld if any(is_over(held, place) for place in places))]
    runs = [(field, merged(runs_in(field, spans))) for field in FIELDS]
    return tuple(Span(field=field, start=start, end=end) for field, found in runs for start, end in found)


def is_over(one: Span, other: Span) -> bool:
    """Tell whether two spans overlap."""
    return one.field == other.field and one.start < other.end and other.start < one.end


def text_of(version: VersionRecord, field: Field) -> str:
    """Give a field as stored."""
    return version.title if field == "title" else version.summary
