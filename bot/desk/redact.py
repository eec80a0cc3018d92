"""Withhold words that were shown, quietly: neither the log nor an answer says which."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.desk.curate import Done, Why
from bot.desk.rulings import about, act, doubts_of, relink, unknown
from feeds.errors import UsageError
from feeds.reading.withholding.redaction import is_repeated, places_of, shares_name
from storage.model import VersionRecord
from storage.redactions import whole
from storage.rulings import Change, decide
from storage.subjects import find_subject
from storage.versions import versions_of

if TYPE_CHECKING:
    from sqlmodel import Session


class LoudReasonError(UsageError):
    """A reason that says what is to be withheld; it would stay in the log."""


def redact(session: "Session", id: str, why: Why, words: Sequence[str] = ()) -> Done:
    """Withhold words, wherever they stand in any version of an entry or of a story's entries; all where none is given.

    Raises `LoudReasonError` where the reason repeats them.
    """
    subject = find_subject(session, id)
    if subject is None:
        return unknown("redact", [id])
    entries = [subject.entry] if subject.entry else list(subject.entries)
    versions = versions_of(session, entries)
    check_reason(why.reason, words, versions)
    hides = {str(version.id): spans for version in versions if (spans := spans_of(version, words))}
    if not hides:
        return Done(False, f"{id}: those words stand in no version of it")
    change = Change(
        about=(subject.story, *entries) if subject.entry else about([subject]),
        hides=hides,
        hides_all_of=() if words else tuple(entries),
        settles=doubts_of(session, subject),
    )
    number = decide(session, act("redact", id, why), change)
    relink(session, change.about, why.at)
    places = sum(map(len, hides.values()))
    return Done(True, f"{id}: words withheld in {places} place{'s' * (places > 1)} (decision {number})")


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
