"""Say whether a particular person under 18 is accused or a victim."""

import re
from collections.abc import Iterator, Sequence

from feeds.model import Fact
from feeds.reading.numbers import Number
from feeds.reading.passage import Passage

_NAMED = {
    "fr": re.compile(
        r"(?<!\w)(?:(?:un|une|deux|trois|quatre|cinq|six|\d{1,2}|l'|d'un|d'une|cet|cette|autre|son|sa|le|la|du) ?(?:tres )?(?:jeune )?"
        r"(?:adolescente?s?|ados?|mineure?s?|garcons?|garconnets?|fillettes?|jeune fille|enfants?|bebe|nourrisson|bambin|ecolier|ecoliere"
        r"|collegien(?:ne)?s?|lyceen(?:ne)?s?)|jeunes? contrevenante?s?|tribunal de la jeunesse|chambre de la jeunesse)(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:(?:a|an|one|two|three|four|five|six|\d{1,2}|the|another|his|her|third|second"
        r"|(?:a |an )?(?:[a-z]{2,9}|\d{1,2})-year-old)(?: [a-z-]{1,20}){0,2} (?:youths?|teenage (?:boy|girl)s?|boys?|girls?|minors?"
        r"|young person|young people|teens?|teenagers?|schoolboys?|schoolgirls?|child|toddler|infant|baby|juveniles?)"
        r"|young offenders?|youth court|teens?(?= (?:arrested|charged|boy|girl|facing|accused|in custody|stabbed|shot))|juvenile court)(?!\w)"
    ),
}
_UNIT = re.compile(r"(?:(?: a | et | to | and |-|, )\d{1,2})*[ -]?(?:ans|years?[ -]olds?|years?|mois)(?!\w)")
_LASTING = re.compile(
    r"(?<!\w)(?:depuis|pendant|durant|sur|il y a|en|dans|apres|moins de|plus de|pres de|sous|ecope de|peine de|sentence de|purger|condamnee?s? a"
    r"|prison de|age minimal de|for|over|in|last|past|under|of|every|than|below|above|after|within|next|another|age of|ages of|d'ici|tous les|recoit|recu)"
    r" (?:les |the |next |past |last |l'age de |de |about |environ |plus de )?\Z"
)
_AFTER = re.compile(
    r"(?: de (?:prison|penitencier|detention|carriere|service|metier|probation|moins)| ferme| d'experience| d'emprisonnement| plus tard| et moins| ou moins| apres| avant"
    r"| later| ago| in (?:prison|jail)| behind| or (?:younger|under)| and (?:under|younger|over)| of )"
)
_BARE_YEARS = re.compile(r"[ -]years?(?![ -]olds?)(?!\w)")
_ACCUSED = re.compile(
    r"arrest|arret|accus|charge|inculp|suspect|interpell|apprehend|detenu|custody|comparu|soupconn|admitted|pleaded|plaide"
    r"|condamn|sentenced|mis en examen|garde a vue|epingl|jeune contrevenant|young offender|youth court|chambre de la jeunesse|tribunal de la jeunesse"
    r"|juvenile court|bailed|detained|coupable|guilty|identified under|cannot be (?:named|identified)|youth criminal justice|de \d+ (?:a|et) \d+ ans"
)
_VICTIM = re.compile(
    r"victim|agress|robbed|stab|assault|abus|exploit|attack|injur|bless|poignard|lur(?:ed|ing|e )|leurr|kill|groom|rape|viol(?:e|er|ee|s) "
    r"|tue |tuee |disparu|missing|death of|mort d|meurtre d|murder of|shooting of|enlev|kidnap|abduct|touch|attouch|proxenet|traffick|traite|pimp|inceste"
    r"|hit by|struck|happe|battu|molest|indecent|harcel|contact|sextor|extor"
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
        if n.is_age and n.value < 18 and not _is_lasting(passage.plain, n):
            unit = _UNIT.match(passage.plain, n.end)
            yield n.start, unit.end() if unit else n.end


def _is_lasting(plain: str, n: Number) -> bool:
    """Say whether the years are a time that passed, or a general age: "depuis 5 ans", "under 16", "10 years ago"."""
    unit = _UNIT.match(plain, n.end)
    if _BARE_YEARS.match(plain, n.end) or _AFTER.match(plain, unit.end() if unit else n.end):
        return True
    return bool(_LASTING.search(plain, max(0, n.start - 30), n.start))


def _side(sentence: str, at: int) -> str | None:
    """Choose the side whose words stand nearer."""
    accused = min((abs(m.start() - at) for m in _ACCUSED.finditer(sentence)), default=None)
    victim = min((abs(m.start() - at) for m in _VICTIM.finditer(sentence)), default=None)
    if accused is None and victim is None:
        return None
    return "victim" if accused is None or (victim is not None and victim < accused) else "accused"
