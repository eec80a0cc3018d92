"""Who pays and who gets it, in the words of one language."""

from dataclasses import dataclass

from tests.chains.acts import Act, Payee, Plan, Reference
from tests.chains.bodies import Payer
from tests.chains.figures import Pen
from tests.chains.portfolios import PORTFOLIOS


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One act as one body tells it in one language; a method stands for each name of a wording."""

    plan: Plan
    act: Act
    pen: Pen
    speaker: Payer
    reference: Reference | None = None

    def say(self, fr: str, en: str) -> str:
        return fr if self.pen.lang == "fr" else en

    def pair(self, both: tuple[str, str]) -> str:
        return self.say(*both)

    # --- who pays -----------------------------------------------------------------------------------------------------

    def _gov(self) -> str:
        return self.say(self.speaker.gov, self.speaker.en_gov)

    def _of_gov(self) -> str:
        return self.speaker.of_gov

    def _name(self) -> str:
        if self.speaker.level == "federal":
            return self.say("le Canada", "Canada")
        return self.say(self.speaker.short, self.speaker.en_name)

    def _short(self) -> str:
        return self.say(self.speaker.short, self.speaker.en_short)

    def _e(self) -> str:
        return "e" if self._minister().startswith("la ") else ""

    def _minister(self) -> str:
        if not self.speaker.of:
            return self.say("la mairesse", "the mayor")
        held = PORTFOLIOS[self.plan.subject.portfolio]
        return self.say(f"{'la' if held.is_feminine else 'le'} ministre {held.of}", f"the Minister of {held.en}")

    def _govs(self) -> str:
        one, two = self.act.payers[:2]
        if not (one.of and two.of):
            return self.say(f"{one.gov} et {two.gov}", f"{one.en_gov} and {two.en_gov}")
        return self.say(
            f"les gouvernements {two.of} et {one.of}", f"the governments of {two.en_name} and {one.en_name}"
        )

    def _of_govs(self) -> str:
        one, two = self.act.payers[:2]
        return f"{one.of_gov} et {two.of_gov}"

    def _shorts(self) -> str:
        return f"{self._short2()} {self.say('et', 'and')} {self._short1()}"

    def _short1(self) -> str:
        return self.say(self.act.payers[0].short, self.act.payers[0].en_short)

    def _short2(self) -> str:
        return self.say(self.act.payers[1].short, self.act.payers[1].en_short)

    def _gov1(self) -> str:
        return self.say(self.act.payers[0].gov, self.act.payers[0].en_gov)

    def _gov2(self) -> str:
        return self.say(self.act.payers[1].gov, self.act.payers[1].en_gov)

    def _of_gov1(self) -> str:
        return self.act.payers[0].of_gov

    def _of_gov2(self) -> str:
        return self.act.payers[1].of_gov

    def _p1(self) -> str:
        return self.pen.money(self.act.parts[0][1])

    def _p2(self) -> str:
        return self.pen.money(self.act.parts[1][1])

    # --- who gets it --------------------------------------------------------------------------------------------------

    def _payee(self) -> str:
        return self.name_of(self.act.payee)

    def _to_payee(self) -> str:
        assert self.act.payee
        return self.act.payee.to

    def _other(self) -> str:
        return self.name_of(self.act.other_payee)

    def _to_other(self) -> str:
        assert self.act.other_payee
        return self.act.other_payee.to

    def name_of(self, payee: Payee | None) -> str:
        assert payee
        return self.say(payee.the, payee.en)

    def by_number(self, payee: Payee | None, one: tuple[str, str], many: tuple[str, str]) -> str:
        return self.pair(many if payee and payee.is_plural else one)

    def _receives(self) -> str:
        return self.by_number(self.act.payee, ("reçoit", "receives"), ("reçoivent", "receive"))

    def _other_receives(self) -> str:
        return self.by_number(self.act.other_payee, ("reçoit", "receives"), ("reçoivent", "receive"))

    def _obtient(self) -> str:
        return self.by_number(self.act.payee, ("obtient", "gets"), ("obtiennent", "get"))

    _gets = _obtient

    def _will(self) -> str:
        return self.by_number(self.act.payee, ("pourra", "will"), ("pourront", "will"))

    def _city(self) -> str:
        if self.act.payee:
            return self.act.payee.city
        return self.plan.home.cities[self.act.measures % len(self.plan.home.cities)]
