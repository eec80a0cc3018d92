"""The starter record: the public history of the first subject, in our own words, so that the ledger has a past.

`record.jsonl` holds one announcement a line. Each names who made it and where it was seen; none quotes anybody.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from feeds.catalog_shape import BODY, LANG, SLUG, Check, address, words
from feeds.model import Publisher

RECORD = Path(__file__).parent / "record.jsonl"
SOURCE_NOTE: Mapping[str, str] = {
    "fr": "Résumé rédigé par Greffier à partir de faits publics\u00a0; ce ne sont pas les mots de l'organisme nommé.",
    "en": "Summary written by Greffier from public facts; these are not the words of the body that is named.",
}


class StarterError(ValueError):
    """A record that is refused: one line, ``file:line: reason``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterEntry:
    """One announcement of the past. ``url`` is None where the address is not known whole.

    ``published`` is at noon UTC, a day's place where the hour is not known; ``source`` says so where the day is not.
    """

    id: str
    publisher: Publisher
    lang: str
    published: datetime
    title: str
    summary: str
    source: str
    url: str | None = None


@cache
def records() -> tuple[StarterEntry, ...]:
    """Give the bundled record, oldest first. Raises StarterError if it is out of shape."""
    return parse(RECORD.read_text(encoding="utf-8"), RECORD.name)


def parse(text: str, source: str) -> tuple[StarterEntry, ...]:
    """Read JSON Lines, sorted by day; ``source`` names them in errors.

    Raises StarterError at the first line with a key missing or unknown, a value out of shape, an id that stands twice,
    or a publisher that is described otherwise than before.
    """
    entries: dict[str, StarterEntry] = {}
    bodies: dict[str, Publisher] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            entry = _entry(json.loads(line))
            _refuse(entry.id in entries, f'id "{entry.id}" stands already')
            known = bodies.setdefault(entry.publisher.id, entry.publisher)
            _refuse(known != entry.publisher, f'publisher "{known.id}" is described otherwise above')
        except ValueError as error:
            raise StarterError(f"{source}:{number}: {error}") from error
        entries[entry.id] = entry
    return tuple(sorted(entries.values(), key=lambda entry: (entry.published, entry.id)))


def _entry(row: object) -> StarterEntry:
    return StarterEntry(**dict(_checked(row, ENTRY, optional={"url"})))


def _publisher(value: object) -> Publisher:
    return Publisher(**dict(_checked(value, BODY, optional=set())))


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(words(value))
    _refuse(moment.utcoffset() is None, "must state its offset from UTC")
    return moment


ENTRY: Mapping[str, Check] = {
    "id": SLUG,
    "publisher": _publisher,
    "lang": LANG,
    "published": _moment,
    "title": words,
    "summary": words,
    "source": words,
    "url": address,
}


def _checked(row: object, checks: Mapping[str, Check], *, optional: set[str]) -> Iterator[tuple[str, Any]]:
    """Put each value of an object through the check of its key."""
    if not isinstance(row, dict):
        raise ValueError("must be an object")
    for key in row.keys() - checks.keys():
        raise ValueError(f'unknown key "{key}"')
    for key in checks.keys() - row.keys() - optional:
        raise ValueError(f'"{key}" is missing')
    for key, value in row.items():
        try:
            yield key, checks[key](value)
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from error


def _refuse(is_wrong: bool, reason: str) -> None:
    if is_wrong:
        raise ValueError(reason)
