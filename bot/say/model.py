"""The nouns of a digest in words: plain text only, escaped nowhere yet."""

from dataclasses import dataclass
from enum import StrEnum

from feeds.model import Category


class Scope(StrEnum):
    """How near to the home region an announcement is."""

    LOCAL = "local"
    NATIONAL = "national"
    INTERNATIONAL = "international"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A link: our word for it, and an address that is safe to show."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A sentence of a source around its figure, as it may be shown."""

    before: str
    figure: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story in a digest. ``lead`` is what it is about in a few words, ``rest`` who and where."""

    story: str
    version: int
    lead: str
    rest: str | None
    notes: tuple[str, ...] = ()
    quotation: Quotation | None = None
    beside: str | None = None  # stands before the sources, on their line
    sources: tuple[Source, ...] = ()
    more_sources: str | None = None
    is_presumed: bool = False  # an arrest without a verdict: its message says what that means


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Items under their heading: of one category and scope; of neither, where they were told or announced before."""

    category: Category | None
    scope: Scope | None
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A closing line; ``link`` is an address of ours at its end."""

    text: str
    link: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one chat gets for one period, in words."""

    language: str
    title: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: tuple[Line, ...]
    others: int  # how many stories the maximum left out
    presumption: str  # said once in every message that holds a presumed item
    is_sample: bool = False
    has_totals: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of reading."""
        return tuple(item for section in self.sections for item in section.items)
