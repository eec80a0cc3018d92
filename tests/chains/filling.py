"""What stands for the names in braces of a wording: one act, told by one body in one language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tests.chains import figures
from tests.chains.acts import Tie
from tests.chains.bodies import police_of
from tests.chains.naming import Naming
from tests.chains.sums import CLOSE, rounded

SINCE = {"fr": ("octobre 2016", "avril 2017", "le printemps 2016"), "en": ("October 2016", "April 2017", "2016")}


def capital(text: str) -> str:
    """Put a capital at the beginning."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling(Naming, Mapping[str, str]):
    """Gives each name when it is asked for, so that only figures that are used are written.

    A name that begins with a capital gives its words with a capital.
    """

    def __getitem__(self, name: str) -> str:
        if name[0].isupper():
            return capital(self[name[0].lower() + name[1:]])
        return str(getattr(self, f"_{name}")())

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    # --- the subject and the sum --------------------------------------------------------------------------------------

    def _head(self) -> str:
        return self.pair(self.plan.subject.head)

    def _to(self) -> str:
        return self.pair(self.plan.subject.to)

    def _use(self) -> str:
        return self.pair(self.act.use)

    def _sum(self) -> str:
        assert self.act.sum
        return self.pen.money(self.act.sum.headline or self.act.sum.value, self.act.sum.qualifier)

    def _body(self) -> str:
        assert self.act.sum
        return self.pen.money(self.act.sum.value, None if self.act.sum.headline else self.act.sum.qualifier)

    def _round(self) -> str:
        """Round as a newspaper does, or leave the figure."""
        assert self.act.sum
        value = self.act.sum.headline or self.act.sum.value
        near = rounded(value, 2)
        is_rough = self.pen.rng.random() < 0.6 and abs(near - value) <= CLOSE * value
        return self.pen.money(near if is_rough else value, self.act.sum.qualifier if not is_rough else None)

    def _years(self) -> str:
        return figures.year_span(self.act.years, self.pen.lang)

    def _n(self) -> str:
        return str(self.act.measures)

    # --- plans and other acts -----------------------------------------------------------------------------------------

    def _scheme(self) -> str:
        assert self.act.scheme
        return self.pair(self.act.scheme.name)

    def scheme_with(self, masculine: str, feminine: str) -> str:
        assert self.act.scheme
        return f"{feminine if self.act.scheme.is_feminine else masculine} {self._scheme()}"

    def _the_scheme(self) -> str:
        return self.scheme_with("le", "la") if self.pen.lang == "fr" else f"the {self._scheme()}"

    def _of_scheme(self) -> str:
        return self.scheme_with("du", "de la")

    def _to_scheme(self) -> str:
        return self.scheme_with("au", "à la")

    def _in_scheme(self) -> str:
        return self.scheme_with("au", "à la")

    def _a_scheme(self) -> str:
        assert self.act.scheme
        return self.pair(self.act.scheme.noun)

    def _endowed(self) -> str:
        return "dotée" if self.act.scheme and self.act.scheme.is_feminine else "doté"

    def _unveiled(self) -> str:
        return "dévoilée" if self.act.scheme and self.act.scheme.is_feminine else "dévoilé"

    def _old(self) -> str:
        return self.pen.money(self.act.old or 0)

    def _old_round(self) -> str:
        return self._old()

    def _new(self) -> str:
        return self.pen.money(self.act.new or 0)

    def _env(self) -> str:
        """Give the envelope as it stands at the time of the act."""
        envelope = self.plan.envelope_of(self.act)
        if envelope is None:
            return self.pen.money(self.act.orphan_envelope or 0)
        assert envelope.sum
        before = [act.new for act in self.plan.raises(envelope) if act.at < self.act.at]
        return self.pen.money(before[-1] or 0) if before else self.pen.money(envelope.sum.value)

    def _part(self) -> str:
        assert self.reference
        assert self.reference.amount
        return self.pen.money(self.reference.amount)

    def _p(self) -> str:
        return self.pen.money(self.shared())

    def _rest(self) -> str:
        assert self.act.sum
        return self.pen.money(self.act.sum.value - self.shared())

    def shared(self) -> int:
        """Give the sum that was announced before."""
        return next(found.amount or 0 for found in self.act.references if found.tie is Tie.REPEATS)

    def _when(self) -> str:
        """Say when the other act was announced: its month, or its day."""
        told = self.plan.act((self.reference or self.act.references[0]).to).at.date()
        if self.pen.rng.random() < 0.7:
            return figures.month_phrase(told, self.pen.lang)
        return self.say("", "on ") + figures.day_of(told, self.pen.lang)

    # --- counts and sweeps --------------------------------------------------------------------------------------------

    def _since(self) -> str:
        return self.pen.rng.choice(SINCE[self.pen.lang])

    def _unit(self) -> str:
        return self.pair(self.plan.subject.unit)

    def _c1(self) -> str:
        return str(self.act.cumulative[0])

    def _c2(self) -> str:
        return str(self.act.cumulative[1])

    def _offence(self) -> str:
        assert self.plan.subject.offence
        return self.pair(self.plan.subject.offence)

    def _count(self) -> str:
        return str(self.act.people)

    def _days(self) -> str:
        assert self.act.days
        begun, ended = self.act.days
        return figures.stretch(begun, ended, self.pen.lang)

    def _officers(self) -> str:
        return str(self.act.officers)

    def _the_police(self) -> str:
        names = police_of(self.plan.home).name
        return self.say(f"la {names['fr']}", f"the {names['en']}")

    def _place(self) -> str:
        return self.say(self.plan.home.name, self.plan.home.en_name)

    def _of_place(self) -> str:
        return self.plan.home.of or ""

    def _day(self) -> str:
        told: date = self.act.at.date()
        return figures.weekday(told, self.pen.lang)
