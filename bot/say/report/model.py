"""What a report is written from, and a report in words: plain text only, escaped nowhere yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.say.model import Item, Source
from bot.say.oldmoney import OldMoney
from feeds.stories.diff import FactChange
from feeds.stories.model import Commitment, Ledger
from storage.model import Coverage, StoryRecord, UnreadSource

Cell = str | Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedText:
    """What a publisher changed in a story's figures, and on which day it was seen."""

    story: StoryRecord
    on: date
    changes: tuple[FactChange, ...]
    is_arrest: bool  # or was read as one: figures and status alone are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a maintainer decided about stories that are published."""

    act: str
    is_undo: bool
    on: date
    stories: tuple[StoryRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What changed in a month of what the record holds; what is withheld or withdrawn is a number only."""

    changed: tuple[ChangedText, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    redactions: int = 0
    withdrawals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRecord:
    """All that a month's report is written from; ``stories`` are those of the whole record, by id.

    ``by_topic`` and ``by_payer`` are the month's books, ``year`` those of the twelve months that end with it, by month.
    """

    first: date
    last: date
    made_on: date
    zone: ZoneInfo
    home: str
    topic: str | None
    stories: Mapping[str, StoryRecord]
    by_topic: Ledger
    by_payer: Ledger
    year: Ledger
    ending: tuple[Commitment, ...]
    old_money: Mapping[str, OldMoney]
    corrections: Corrections
    coverage: Coverage
    quiet: tuple[UnreadSource, ...]
    in_review: int
    is_sample: bool = False


# --- in words -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Sentences, each on a line of its own."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under their columns; the first cell of a row says what the row is about, ``figures`` stand to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """Announcements, each with its figure, its sentence and its sources; ``others`` says how many are left out."""

    items: tuple[Item, ...]
    others: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An announcement, and the earlier one that holds its money."""

    item: Item
    earlier: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Announcements with the earlier ones that hold their money."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Where the chart stands: the two bars of each month are told in ``caption`` for whoever does not see it."""

    caption: str


Block = Lines | Table | Items | Pairs | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Blocks under a heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A month's report in one language; ``closing`` is said once, at its end."""

    language: str
    title: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
