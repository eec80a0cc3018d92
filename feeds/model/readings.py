"""What is read in one text."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from feeds.model.bodies import Category, Field, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An announcement as `read` takes it: taken verbatim, offsets are code points of these very strings."""

    title: str
    summary: str
    lang: str | None = None
    publisher: str | None = None
    publisher_kind: Kind | None = None
    url: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A pattern that spoke for or against a category, and where."""

    cue: str
    field: Field
    start: int
    end: int


FactValue = Decimal | int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure or term with its evidence: ``text == field[start:end]``, the shortest text the value follows from.

    The kinds, their values and which of the other fields go with each are those of the contract (`greffier read`).
    """

    kind: str
    value: FactValue
    field: Field
    start: int
    end: int
    text: str
    currency: str | None = None
    role: str | None = None
    qualifier: str | None = None
    scope: str | None = None
    of: str | None = None
    region: str | None = None
    since: str | None = None  # a period's stated beginning, "from" in JSON
    until: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The contract's shape: keys without a value are left out."""
        also = {
            "currency": self.currency,
            "role": self.role,
            "qualifier": self.qualifier,
            "scope": self.scope,
            "of": self.of,
            "region": self.region,
            "from": self.since,
            "until": self.until,
        }
        span = {"field": self.field, "start": self.start, "end": self.end, "text": self.text}
        return (
            {"kind": self.kind, "value": as_number(self.value)}
            | span
            | {k: v for k, v in also.items() if v is not None}
        )


def as_number(value: FactValue) -> int | float | str:
    """A value that JSON can carry: whole numbers stay whole."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood of one version under one version of the rules."""

    lang: str
    category: Category
    score: float  # confidence in the category, 0..1
    rules: str  # the version of the rules that read it
    cues: tuple[Cue, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a stored text: half open, in code points."""

    field: Field
    start: int
    end: int
