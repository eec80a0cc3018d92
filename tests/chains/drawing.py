"""A plan that is being drawn: what is taken already, and the next letter."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.chains.acts import Act, Kind, Payee, Reference, Scheme
from tests.chains.bodies import Payer, de
from tests.chains.subjects import TOWN, Both, Recipients, Subject

LAST_MONTH = 2026 * 12 + 8  # September 2026


@dataclass(slots=True, kw_only=True)
class Drawing:
    """Acts by their letter, and the sums, months and names that are taken. A month holds one announcement of money."""

    rng: Random
    subject: Subject
    home: Payer
    acts: dict[str, Act] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, kind: Kind, month: int, **values: Any) -> Act:
        """Add an act under the next letter, at an hour of that month."""
        key = chr(ord("A") + len(self.acts))
        self.months.add(month)
        act = Act(key=key, kind=kind, at=self.moment(month), **values)
        self.acts[key] = act
        return act

    def refer(self, act: Act, reference: Reference, *, scheme: Scheme | None = None) -> None:
        """Let an act speak of another one."""
        known = self.acts[act.key]
        references = (*known.references, reference)
        self.acts[act.key] = replace(known, references=references, scheme=scheme or known.scheme)

    # --- when -----------------------------------------------------------------------------------------------------

    def moment(self, month: int) -> datetime:
        """Choose a working hour in a month, on a working day mostly."""
        day, hour = self.rng.randrange(1, 27), self.rng.randrange(13, 20)
        at = datetime(month // 12, month % 12 + 1, day, hour, self.rng.randrange(0, 60, 5), tzinfo=UTC)
        return at - timedelta(days=max(0, at.weekday() - 4)) if day > 2 else at

    def first_month(self) -> int:
        return self.rng.randrange(2017 * 12 + 9, 2021 * 12)

    def month_after(self, act: Act, soonest: int, latest: int) -> int:
        """Choose a free month after an act's."""
        return self.free(month_of(act) + soonest, month_of(act) + latest)

    def month_before(self, act: Act, soonest: int, latest: int) -> int:
        """Choose a free month before an act's."""
        return self.free(month_of(act) - latest, month_of(act) - soonest)

    def free(self, first: int, last: int) -> int:
        """Choose a month that holds nothing yet, of a stretch or soon after it."""
        last = min(last, LAST_MONTH)
        while not (months := [month for month in range(first, last + 1) if month not in self.months]):
            last += 1
        return self.rng.choice(months)

    # --- who and what -----------------------------------------------------------------------------------------------

    def city(self) -> str:
        """Choose a city of the home province."""
        return self.rng.choice(self.home.cities)

    def payee(self, city: str | None = None) -> Payee:
        """Choose who gets money, never the same twice; a city gives to others of its place."""
        offered = [
            filled(recipients, place)
            for recipients in self.subject.recipients
            for place in ((city,) if city else self.home.cities)
            if not (city and recipients is TOWN)
        ]
        fresh = [payee for payee in offered if payee.the not in self.names] or offered
        chosen = self.rng.choice(fresh)
        self.names.add(chosen.the)
        return chosen

    def use(self) -> Both:
        return self.rng.choice(self.subject.uses)

    def counts(self) -> tuple[int, ...]:
        """Choose one or two counts of arrests over years."""
        return tuple(self.rng.sample(range(120, 990), self.rng.choice((1, 1, 2))))

    def scheme(self, payer: Payer, month: int, years: int) -> Scheme:
        """Name a plan after its subject and its years; a federal one is national."""
        fr, en = self.subject.about
        first = month // 12
        span = f"{first}-{first + years}"
        while True:
            made = self.rng.choice(NATIONAL if payer.level == "federal" else OWN)
            names = tuple(name.format(fr=fr, en=en, span=span) for name in made.name)
            if names[0] not in self.names:
                self.names.add(names[0])
                return replace(made, name=(names[0], names[1]))


def filled(recipients: Recipients, city: str) -> Payee:
    """Put recipients in a city."""
    words = {"city": city, "de": de(city).removesuffix(city)}
    the, to, en = (text.format(**words) for text in (recipients.the, recipients.to, recipients.en))
    return Payee(the=the, to=to, en=en, is_plural=recipients.is_plural, city=city)


def month_of(act: Act) -> int:
    return act.at.year * 12 + act.at.month - 1


OWN = (
    Scheme(name=("Plan d'action {fr} {span}", "{span} {en} Action Plan"), noun=("un plan d'action", "an action plan")),
    Scheme(
        name=("Stratégie {fr} {span}", "{en} Strategy {span}"),
        noun=("une stratégie", "a strategy"),
        is_feminine=True,
    ),
    Scheme(name=("Fonds d'intervention {fr}", "{en} Response Fund"), noun=("un fonds", "a fund")),
    Scheme(name=("Programme d'aide {fr}", "{en} Assistance Program"), noun=("un programme", "a program")),
)
NATIONAL = (
    Scheme(
        name=("Stratégie nationale {fr}", "National {en} Strategy"),
        noun=("une stratégie nationale", "a national strategy"),
        is_feminine=True,
    ),
    Scheme(name=("Fonds national {fr}", "National {en} Fund"), noun=("un fonds national", "a national fund")),
    Scheme(
        name=("Plan fédéral {fr} {span}", "Federal {en} Plan {span}"),
        noun=("un plan fédéral", "a federal plan"),
    ),
)
