"""The nouns of a plan: what really happened, before anybody has told it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tests.chains.bodies import Payer
from tests.chains.subjects import Both, Subject


class Kind(StrEnum):
    """What an act is."""

    PLEDGE = "pledge"  # a sum for the subject, without a plan or a payee
    ENVELOPE = "envelope"
    PART = "part"
    JOINT = "joint"
    LARGER = "larger"  # a larger sum, with a sum in it that was announced before
    AGAIN = "again"  # the same money, announced once more and whole
    RAISED = "raised"  # an envelope is raised from one sum to another
    TOPPED_UP = "topped-up"  # a sum is added to an envelope
    SWEEP = "sweep"


class Tie(StrEnum):
    """How an act's texts speak of another act. `SILENT`: they do not, though the money is that act's."""

    DRAWS = "draws"  # names the envelope, or its sum and moment
    COMPRISES = "comprises"  # the later and larger one says that it holds the earlier one
    INSTEAD = "instead"  # raises it
    ADDS = "adds"  # money besides it
    REPEATS = "repeats"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum. ``value`` is the most exact one that any text states; a headline may round it.

    ``qualifier`` (nearly, more_than) stands before the headline, or before the value where nothing rounds it.
    """

    value: int
    headline: int | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A plan, a strategy, a fund or a programme with its name."""

    name: Both
    noun: Both  # a strategy: ("une stratégie", "a strategy")
    is_feminine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Who gets money, in the words of both languages."""

    the: str
    to: str
    en: str
    is_plural: bool
    city: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What an act's texts say of another act. ``amount``: the sum that is shared, where it is not all of this act."""

    tie: Tie
    to: str
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One announcement, or one event.

    ``parts`` are the payers' stated shares; ``sum`` is None where only they are stated. ``scheme`` is the plan that
    it launches, draws on or raises; ``old`` and ``new`` an envelope before and after.
    """

    key: str
    kind: Kind
    at: datetime
    payers: tuple[Payer, ...]
    sum: Sum | None = None
    parts: tuple[tuple[Payer, int], ...] = ()
    years: int | None = None
    payee: Payee | None = None
    other_payee: Payee | None = None
    use: Both = ("", "")
    scheme: Scheme | None = None
    orphan_envelope: int | None = None  # of a scheme that no act of the chain launches
    old: int | None = None
    new: int | None = None
    references: tuple[Reference, ...] = ()
    measures: int = 0
    cumulative: tuple[int, ...] = ()
    people: int | None = None
    days: tuple[date, date] | None = None
    officers: int | None = None

    @property
    def is_money(self) -> bool:
        return self.kind is not Kind.SWEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that happened, in its order."""

    seed: int
    subject: Subject
    home: Payer
    acts: tuple[Act, ...]

    def envelope_of(self, act: Act) -> Act | None:
        """Give the act that launched an act's plan, None where none did."""
        launched = (other for other in self.acts if other.kind is Kind.ENVELOPE and other.scheme == act.scheme)
        return next(launched, None) if act.scheme else None

    def raises(self, envelope: Act) -> tuple[Act, ...]:
        """Give the acts that raise an envelope."""
        return tuple(act for act in self.acts if act.new is not None and act.scheme == envelope.scheme)

    def act(self, key: str) -> Act:
        return next(act for act in self.acts if act.key == key)
