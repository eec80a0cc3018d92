"""Say whether a particular person under 18 is accused or a victim."""

import re
from collections.abc import Iterator, Sequence

from feeds.model import Fact
from feeds.reading.numbers import Number
from feeds.reading.passage import Passage

_NAMED = {
    "fr": re.compile(
        r"(?<!\w)(?:(?:un|une|deux|trois|quatre|cinq|l'|d'un|d'une|cet|cette|des) ?(?:jeune )?(?:adolescente?s?"
        r"|mineure?s?|garcons?|fillettes?)|jeunes contrevenants?|jeune contrevenante?)(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:(?:a|an|one|two|three|four|five|the|another|(?:a |an )?(?:[a-z]{2,9}|\d{1,2})-year-old)"
        r"(?: [a-z-]{1,20}){0,2} (?:youths?"
        r"|teenage (?:boy|girl)s?|boys?|girls?|minor|young person|teen|teens|teenagers?)|young offenders?)(?!\w)"
    ),
}
_UNIT = re.compile(r"(?:(?: a | et | to | and |-|, )\d{1,2})*[ -]?(?:ans|years?[ -]olds?|years?)(?!\w)")
_ACCUSED = re.compile(
    r"arrest|arret|accus|charg|inculp|suspect|interpell|apprehend|detenu|custody|comparu|soupconn|admitted|pleaded"
    r"|condamn|sentenced|de \d+ (?:a|et) \d+ ans"
)
_VICTIM = re.compile(
    r"victim|agresse|robbed|stabbed|assaulted|abused|exploit|attacked|injured|blesse|poignarde|lured|leurre|killed"
    r"|tue |disparu|missing"
)


def youth_facts(passage: Passage, numbers: Sequence[Number], lang: str) -> list[Fact]:
    """Give one fact for each side on which somebody under 18 stands in this field."""
    facts: dict[str, Fact] = {}
    for start, end in _young(passage, numbers, lang):
        first, last = passage.sentence_at(start)
        side = _side(passage.plain[first:last], start - first)
        if side:
            facts.setdefault(side, passage.fact("youth", side, start, end))
    return list(facts.values())


def _young(passage: Passage, numbers: Sequence[Number], lang: str) -> Iterator[tuple[int, int]]:
    yield from (m.span() for m in _NAMED[lang].finditer(passage.plain))
    for n in numbers:
        if n.is_age and n.value < 18:
            unit = _UNIT.match(passage.plain, n.end)
            yield n.start, unit.end() if unit else n.end


def _side(sentence: str, at: int) -> str | None:
    """Choose the side whose words stand nearer."""
    accused = min((abs(m.start() - at) for m in _ACCUSED.finditer(sentence)), default=None)
    victim = min((abs(m.start() - at) for m in _VICTIM.finditer(sentence)), default=None)
    if accused is None and victim is None:
        return None
    return "victim" if accused is None or (victim is not None and victim < accused) else "accused"
