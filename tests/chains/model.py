"""The nouns of a chain: entries as they are published, and what is true of them together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A publisher, as a catalogue describes it."""

    id: str
    name: Mapping[str, str]
    kind: str  # government, police, news
    level: str
    region: str | None

    @property
    def homepage(self) -> str:
        return f"https://{self.id}.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEntry:
    """One entry. ``figures`` are the figures of money that the writer put into it, as written, with their values."""

    id: str
    act: str
    published: datetime
    lang: str
    body: Body
    title: str
    summary: str
    url: str
    figures: tuple[tuple[str, int], ...] = ()

    @property
    def feed(self) -> str:
        return f"{self.body.id}-{self.lang}"

    def as_json(self) -> dict[str, Any]:
        """Give the entry in the shape that `greffier read` takes."""
        return {
            "id": self.id,
            "published": self.published.isoformat().replace("+00:00", "Z"),
            "lang": self.lang,
            "publisher": self.body.name[self.lang],
            "publisher_kind": self.body.kind,
            "publisher_level": self.body.level,
            "publisher_region": self.body.region,
            "title": self.title,
            "summary": self.summary,
            "url": self.url,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueLink:
    """How the money of one act stands to that of another.

    ``stated``: some text of the two says so; only such a link may lower *distinct*. ``is_needed`` is False for a link
    that is right to give and nothing is lost without.
    """

    source: str  # an act's key
    target: str
    relation: str  # part_of, repeats, amends
    because: str
    stated: bool = True
    is_needed: bool = True
    amount: int | None = None  # the linked sum as the source states it; None for all of it
    other: int | None = None  # as the target states it


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the ledger must say. Acts are named by their keys.

    ``distinct`` counts with the links that a text states; ``floor`` with what really happened besides. ``without``
    are the acts whose money no text states.
    """

    stories: Mapping[str, tuple[str, ...]]  # act -> entry ids
    headlines: Mapping[str, int]  # act -> the sum that it puts forward
    links: tuple[TrueLink, ...]
    announced: int
    distinct: int
    floor: int
    events: Mapping[str, int]  # arrest acts -> people
    cumulative: Mapping[str, tuple[int, ...]]
    youth: Mapping[str, str] | None = None  # entry id -> accused or victim

    def as_json(self) -> dict[str, Any]:
        """Give it in the shape of an ``expected.json``: acts are named by their first entry."""
        first = {act: entries[0] for act, entries in self.stories.items()}
        return {
            "stories": [list(entries) for entries in self.stories.values()],
            "headline_totals": {first[act]: amount for act, amount in self.headlines.items()},
            "announced": self.announced,
            "links": [link_json(link, first) for link in self.links if link.stated and link.is_needed],
            "distinct": self.distinct,
            "arrests": {
                "events": {first[act]: people for act, people in self.events.items()},
                "sum_of_events": sum(self.events.values()),
                "cumulative_statements": {first[act]: list(values) for act, values in self.cumulative.items()},
            },
        }


def link_json(link: TrueLink, first: Mapping[str, str]) -> dict[str, Any]:
    """Give a link as an ``expected.json`` does."""
    also = {"what": link.amount, "other": link.other}
    named = {"from": first[link.source], "to": first[link.target], "relation": link.relation, "because": link.because}
    return named | {name: value for name, value in also.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Entries in the order of their publication, and the truth about them."""

    name: str
    entries: tuple[ChainEntry, ...]
    truth: Truth
    story: str = ""  # what really happened, a line an act, for a person who looks at a failure

    @property
    def bodies(self) -> tuple[Body, ...]:
        return tuple({entry.body.id: entry.body for entry in self.entries}.values())
