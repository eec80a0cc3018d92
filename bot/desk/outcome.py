"""How a decision went: what is said of it, in the language of whoever asked, is put into words at the edge."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.say.words import N_, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A sentence of the catalogues with its values; ``number`` is the decision's, None where nothing was decided.

    ``also`` is a second sentence with the same values; ``then`` a last one, of what may be done with the decision.
    """

    said: str
    values: Mapping[str, object] = field(default_factory=dict)
    number: int | None = None
    also: str | None = None
    then: str | None = None

    @property
    def is_done(self) -> bool:
        """Whether something was decided."""
        return self.number is not None

    def line(self, language: str, *, is_dry: bool = False) -> str:
        """Say it in one line, with the decision's number unless it was only tried."""
        w = words(language)
        texts = (self.said, self.also, None if is_dry else self.then)
        sentences = [w.say(text, **{"number": self.number, **self.values}) for text in texts if text]
        if self.is_done and not is_dry:
            sentences[0] += " " + w.say("(decision {number})", number=self.number)
        return "; ".join(sentences)


UNKNOWN = {
    "merge": N_("nothing to merge under {ids}"),
    "split": N_("nothing to split under {ids}"),
    "withdraw": N_("nothing to withdraw under {ids}"),
    "reclassify": N_("nothing to reclassify under {ids}"),
    "approve": N_("nothing to approve under {ids}"),
    "refuse": N_("nothing to refuse under {ids}"),
    "redact": N_("nothing to redact under {ids}"),
    "link": N_("nothing to link under {ids}"),
    "pause": N_("nothing to pause under {ids}"),
    "resume": N_("nothing to resume under {ids}"),
    "release": N_("nothing to release under {ids}"),
    "discard": N_("nothing to discard under {ids}"),
    "remove": N_("nothing to remove under {ids}"),
    "confirm": N_("nothing to confirm under {ids}"),
}


def unknown(name: str, *ids: str) -> Outcome:
    """Say that there is nothing to act on under some ids."""
    return Outcome(said=UNKNOWN[name], values={"ids": ", ".join(map(repr, ids))})


def number_in(text: str) -> int | None:
    """Read the number of a decision or of a message; None for what can be none."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def as_typed(id: str) -> str:
    """Show an id that stands for nothing, on one line whatever was typed."""
    return id if id.isalnum() else repr(id)


def refused(said: str, **values: object) -> Outcome:
    """Say why nothing is decided."""
    return Outcome(said=said, values=values)


def decided(number: int, said: str, *, also: str | None = None, then: str | None = None, **values: object) -> Outcome:
    """Say what was decided."""
    return Outcome(said=said, values=values, number=number, also=also, then=then)
