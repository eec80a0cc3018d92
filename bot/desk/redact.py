"""Withhold words that were shown, quietly: neither the log nor an answer says which."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.desk.curate import Why
from bot.desk.doubtful import doubts_in
from bot.desk.outcome import Outcome, decided, refused, unknown
from bot.desk.rulings import about, act, doubts_of, news_of, relink
from bot.say.words import N_
from feeds.errors import UsageError
from feeds.model import Category, Span
from feeds.reading.withholding.redaction import is_repeated, places_of, shares_name
from storage.doubts import open_doubts
from storage.model import VersionRecord
from storage.redactions import whole
from storage.review import redacted_already
from storage.rulings import Change, decide
from storage.subjects import Subject, find_subject
from storage.versions import versions_of

if TYPE_CHECKING:
    from sqlmodel import Session


class LoudReasonError(UsageError):
    """A reason that says what is to be withheld; it would stay in the log."""


def redact(session: "Session", id: str, why: Why, words: Sequence[str] = ()) -> Outcome:
    """Withhold words, wherever they stand in any version of an entry or of a story's entries; all where none is given.

    Raises `LoudReasonError` where the reason repeats them.
    """
    subject = find_subject(session, id)
    if subject is None:
        return unknown("redact", id)
    entries = [subject.entry] if subject.entry else list(subject.entries)
    versions = versions_of(session, entries)
    check_reason(why.reason, words, versions)
    hides = {str(version.id): spans for version in versions if (spans := spans_of(version, words))}
    if not hides:
        return refused(N_("{id}: those words stand in no version of it"), id=id)
    if redacted_already(session, hides, () if words else entries):
        return refused(N_("{id}: nothing was left to withhold"), id=id)
    change = Change(
        about=(subject.story, *entries) if subject.entry else about([subject]),
        hides=hides,
        hides_all_of=() if words else tuple(entries),
        settles=settled_by(session, subject, versions, hides),
        **news_of(session, subject, why.at),
    )
    number = decide(session, act("redact", id, why), change)
    relink(session, change.about, why.at)
    return decided(number, N_("{id}: words withheld (places: {places})"), id=id, places=sum(map(len, hides.values())))


def settled_by(
    session: "Session", subject: Subject, versions: Sequence[VersionRecord], hides: Mapping[str, list[list[Any]]]
) -> tuple[int, ...]:
    """Give the notices that a redaction settles: not the doubt about an entry that may still name somebody."""
    current = {version.entry: version for version in versions}  # the last version of each comes last
    named = set()
    for entry, version in current.items():
        spans = [Span(field=field, start=start, end=end) for field, start, end in hides.get(str(version.id), ())]
        hidden = replace(version, withheld=(*version.withheld, *spans))
        named |= {entry} if doubts_in(hidden, Category(subject.category)) else set()
    left = {doubt.notice for doubt in open_doubts(session, sorted(named))}
    return tuple(notice for notice in doubts_of(session, subject) if notice not in left)


def check_reason(reason: str, words: Sequence[str], versions: Sequence[VersionRecord]) -> None:
    """Refuse a reason in which the words stand; where all is withheld, one with a name of the texts."""
    texts = [] if words else [text for version in versions for text in (version.title, version.summary)]
    for lang in ("fr", "en"):
        if is_repeated(reason, words, lang) or shares_name(reason, texts, lang):
            raise LoudReasonError("the reason is kept in the log: say why without the words that are withheld")


def spans_of(version: VersionRecord, words: Sequence[str]) -> list[list[Any]]:
    """Give where words stand in a version; all of it where none is given."""
    if not words:
        return whole(version.title, version.summary)
    found = []
    for field, text in (("title", version.title), ("summary", version.summary)):
        spans = {span for lang in ("fr", "en") for span in places_of(text, words, lang)}
        found += [[field, start, end] for start, end in sorted(spans)]
    return found
