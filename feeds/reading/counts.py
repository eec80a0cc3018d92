"""Count the persons arrested, charged and sentenced, and the other figures of the subject."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from feeds.model import Category, Fact
from feeds.reading import agreement
from feeds.reading.agreement import MANY, ONE
from feeds.reading.mentions import Mention, is_thing, people
from feeds.reading.money import qualifier_before
from feeds.reading.numbers import Number
from feeds.reading.passage import NUMBER, Passage
from feeds.reading.phrases import Hit

_KINDS = {"arrested": "persons_arrested", "charged": "persons_charged", "sentenced": "persons_sentenced"}
_PLACES = ("before", "weak", "after")  # the lists of verbs, by where their persons stand
_ADJECTIVES = r"(?: [a-z'-]{1,30}){0,3}?(?: | d')\Z"
_COUNTED = re.compile(f"{NUMBER}+{_ADJECTIVES}")
_COUNTED_ACT = re.compile(rf"(?:{NUMBER}+|(?<!\w)(?:une|one|an)(?!\w)){_ADJECTIVES}")
_NOUN_REACH = 140  # code points in which a number and three words stand
_LINK = re.compile(
    r" (?:(?:d'entre (?:eux|elles)|of (?:them|those|whom)|others?|more|autres|are|people|personnes) )?(?:,? (?:including|dont) [^,;]{1,40}, )?"
    r"(?:(?:ont|sont|have|has|had|were|are|was|ete|been|also|now|aussi|depuis|remain|so|far|already|deja|egalement|since|being|et|and|charged|accuse[es]{0,2}|placee?s|mise?s) ){0,5}"
)
_UNKNOWN = re.compile(rf"(?P<n>{NUMBER}+)(?P<words>(?: (?:d'|l')?[a-z][a-z'-]{{1,20}}| «[^»\n]{{1,30}}»){{1,6}}?) \Z")
_REACH = 130  # how far from a verb its persons may stand, in code points
_SPAN = 80  # the longest text of a count
_OF_NOUN = re.compile(r"(?:de |d'|des |du |of |l'|(?:the |a |an )?)\Z")
_NEAR_NOUN = 60
_LEAST_SUM = 3  # "since 2019" makes a balance of a number, seldom of one person


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """A passage with its numbers, and whom its sentences speak of, read when a verb asks for it."""

    passage: Passage
    lang: str
    numbers: Sequence[Number]
    values: Mapping[int, int]
    verbs: frozenset[int] = frozenset()
    known: dict[int, list[Mention]] = field(default_factory=dict)

    def people(self, position: int) -> list[Mention]:
        start, end = self.passage.sentence_at(position)
        if start not in self.known:
            self.known[start] = people(self.passage, start, end, self.values, self.lang, self.verbs)
        return self.known[start]


def person_facts(passage: Passage, numbers: Sequence[Number], lang: str, category: Category) -> list[Fact]:
    """Give the counts of one field; in a funding announcement arrests are cumulative, never of an event."""
    scene = _Scene(
        passage=passage,
        lang=lang,
        numbers=numbers,
        values={n.start: n.value for n in numbers if not n.is_age and not n.is_date(passage.plain)},
        verbs=frozenset(hit.start for act in _KINDS for place in _PLACES for hit in passage.hits(f"{act} {place}")),
    )
    facts: dict[tuple[str, int, int], Fact] = {}
    for act, kind in _KINDS.items():
        for start, end, value in _counted(act, scene):
            fact = _fact(passage, kind, start, end, value)
            is_sum = value >= _LEAST_SUM and bool(passage.hits_in_sentence("cumulative", start))
            scope = "cumulative" if is_sum or category is Category.FUNDING else "event"
            facts.setdefault((kind, start, end), replace(fact, scope=scope))
    return list(facts.values())


def _counted(act: str, scene: _Scene) -> Iterator[tuple[int, int, int]]:
    """Give span and value of each count of an act: its own number, a total, persons behind it or in front of it."""
    passage = scene.passage
    yield from _by_noun(act, scene)
    for total in [*passage.hits(f"{act} total"), *passage.hits(f"{act} inside")]:
        yield from _inside(total, scene)
    for verb in passage.hits(f"{act} after"):
        yield from _behind(verb, scene)
    for place in ("before", "weak"):
        for verb in passage.hits(f"{act} {place}"):
            if not agreement.is_denied(passage, verb.start, verb.end):
                yield from _in_front(verb, scene, is_weak=place == "weak")


def _by_noun(act: str, scene: _Scene) -> Iterator[tuple[int, int, int]]:
    passage = scene.passage
    for noun in passage.hits(f"{act} noun"):
        at = _number_before(passage.marked, noun.start, _COUNTED_ACT)
        if at is None:
            yield from _headline_noun(noun, passage)
            continue
        value = scene.values.get(at, 1)
        if is_thing(passage.marked[at : noun.start], scene.lang):
            continue
        if value > 1 or not agreement.is_possible(passage, at):
            yield at, noun.end, value


def _headline_noun(noun: Hit, passage: Passage) -> Iterator[tuple[int, int, int]]:
    """Give one person for a headline's noun in the singular: "Arrestation en lien avec", "Arrest made"."""
    is_first = noun.start == 0 or (passage.field == "title" and passage.plain[noun.start - 2 : noun.start] in (": ", "- "))
    if is_first and (m := _ALONE.match(passage.plain, noun.end)):
        yield noun.start, m.end(), 1


def _inside(hit: Hit, scene: _Scene) -> Iterator[tuple[int, int, int]]:
    """Give what a phrase holds: a number that is the sum so far, or the persons ("took a man into custody")."""
    inside = [n for n in scene.numbers if hit.start <= n.start < hit.end and not n.is_age]
    who = [w for w in scene.people(hit.start) if hit.start <= w.start and w.end <= hit.end and w.value]
    if who:
        yield hit.start, hit.end, who[0].value
    elif inside:
        yield hit.start, hit.end, inside[-1].value


def _behind(verb: Hit, scene: _Scene) -> Iterator[tuple[int, int, int]]:
    """Give the persons behind an active verb or a noun: "arrested two men", "l'arrestation, mardi, d'un homme"."""
    passage = scene.passage
    if (agreement.is_passive if scene.lang == "en" else agreement.is_participle_alone)(passage, verb):
        return
    following = [w for w in scene.people(verb.start) if w.start >= verb.end - 1]
    for who in following[:2]:
        if not who.value or not _reaches(verb, who, scene):
            continue
        if who.value > 1 or not agreement.is_possible(passage, verb.start):
            yield (verb.start, who.end, who.value) if who.end - verb.start <= _SPAN else (who.start, who.end, who.value)
        return
    if bare := _bare_behind(verb, scene):
        yield bare


def _bare_behind(verb: Hit, scene: _Scene) -> tuple[int, int, int] | None:
    """Take the number right behind a verb for persons whatever they are called: "arrested 12 and seized"."""
    marked = scene.passage.marked
    m = _NUMBER_BEHIND.match(marked, verb.end)
    if m is None and (one := _ONE_BEHIND.match(marked, verb.end)) and not is_thing(one["words"], scene.lang):
        return None if agreement.is_possible(scene.passage, verb.start) else (verb.start, one.end(), 1)
    if m is None or is_thing(m["words"], scene.lang):
        return None
    value = scene.values.get(m.start("n"))
    return (verb.start, m.end("n"), value) if value and value > 1 else None


def _reaches(verb: Hit, who: Mention, scene: _Scene) -> bool:
    """Say whether a verb has these persons for its object, by what stands between them."""
    plain = scene.passage.plain
    gap = plain[verb.end : who.start]
    if not who.noun and who.value == 1:
        return bool(_NAMED.fullmatch(gap))
    if scene.lang == "en":
        return bool(_EN_GAP.fullmatch(gap))
    if who.is_nested or len(gap) > _FR_REACH:
        return False
    if "ion" in plain[verb.start : verb.end]:
        return bool(_FR_OF.search(gap)) or not who.is_oblique
    return not who.is_oblique or bool(_FR_NEXT.fullmatch(gap))


_FR_NEXT = re.compile(r" ?(?:a|de|d'|du|des|au|aux|contre|pour)? ?(?:l'|le |la |les )?")
_NUMBER_BEHIND = re.compile(
    rf" (?:de |d'|of |plus de |plus d'|more than |over |nearly |pres de |about |environ |at least |au moins |a total of |another |a further ){{0,2}}(?P<n>{NUMBER}+)(?P<words>(?: [a-z'-]{{1,20}}){{0,2}})"
)
_ONE_BEHIND = re.compile(r" (?:d')?(?:une?|an?|another) (?P<words>[a-z][a-z'-]{1,20}(?: [a-z'-]{1,20})?)")
_ALONE = re.compile(r" (?:made|in|after|over|following|pour|en|dans|a|apres|suite|relativement|liee|reliee|concernant|relative)(?!\w)|\Z")
_NAMED = re.compile(r" ?(?:de |d'|of |against |contre )?(?:[\w\[][\w\].'-]* ){0,4}[\w\[][\w\].'-]*,? \(?")
_FR_REACH = 90
_FR_OF = re.compile(r"\A(?: \w+){0,2} ?(?:de|d'|du|des)? ?\Z|(?<!\w)(?:de|d') ?\Z")
_EN_GAP = re.compile(
    r" ?(?:(?:of|of the|and charged|against|by|from|are|is|more than|over|nearly|about|at least|up to|almost|around|another|a further|further|an additional|the|late|early"
    r"|yesterday|today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|also|so far|and detained|and search\w*|tuesday|in connection|followed) ?){0,3}"
)


def _in_front(verb: Hit, scene: _Scene, *, is_weak: bool) -> Iterator[tuple[int, int, int]]:
    """Give the persons in front of a verb: its own number ("Two arrested"), those that agree with it, or one."""
    passage = scene.passage
    start, _ = passage.sentence_at(verb.start)
    if number := _adjacent(verb, scene):
        yield number.start, verb.end, number.value
        return
    if agreement.is_active(passage, verb) if scene.lang == "en" else _has_subject(passage, verb):
        return
    agrees = agreement.number_of(passage, verb, scene.lang)
    ahead = [w for w in scene.people(verb.start) if w.end <= verb.start + 1 and verb.start - w.end <= _REACH]
    beside = [w for w in ahead if w.value and not w.is_oblique and verb.start - w.end <= 1 and " " in passage.plain[verb.start : verb.end]]
    best = beside[-1] if beside else _subject(ahead, agrees)
    if best is not None and best.value:
        if best.value > 1 or not agreement.is_possible(passage, verb.start):
            yield _span(best, verb)
    elif agrees != ONE and (unknown := _unknown(verb, scene, start)):
        yield unknown
    elif best is None and not is_weak:
        yield from _one(verb, scene, agrees)


def _has_subject(passage: Passage, verb: Hit) -> bool:
    return agreement.is_present(passage, verb) or agreement.has_avoir(passage, verb)


def _span(who: Mention, verb: Hit) -> tuple[int, int, int]:
    end = verb.end if verb.end - who.start <= _SPAN else who.end
    return who.start, end, who.value


def _subject(ahead: Sequence[Mention], agrees: int | None) -> Mention | None:
    """Choose the nearest mention that agrees with the verb and is no object or part of another."""
    fits = [w for w in ahead if not w.is_nested and (agrees is None or _fits(w, agrees))]
    direct = [w for w in fits if not w.is_oblique]
    return (direct or fits)[-1] if fits else None


def _fits(who: Mention, agrees: int) -> bool:
    return who.is_many == (agrees == MANY) or (agrees == ONE and who.is_group)


def _adjacent(verb: Hit, scene: _Scene) -> Number | None:
    plain = scene.passage.plain
    for n in reversed(scene.numbers):
        if n.is_age or n.end >= verb.start or verb.start - n.end > 60:
            continue
        is_whole = plain[n.start - 1 : n.start] != "-"
        if is_whole and n.start in scene.values and _LINK.fullmatch(plain[n.end : verb.start]):
            return n
    return None


def _unknown(verb: Hit, scene: _Scene, start: int) -> tuple[int, int, int] | None:
    """Take a number for persons whatever they are called, where nothing parts it from the verb."""
    passage = scene.passage
    m = _UNKNOWN.search(passage.marked, max(start, verb.start - 90), verb.start)
    if m and (value := scene.values.get(m.start())) and not is_thing(m["words"], scene.lang):
        return m.start(), verb.end, value
    return None


def _one(verb: Hit, scene: _Scene, agrees: int | None) -> Iterator[tuple[int, int, int]]:
    """Give one person for a verb in the singular with a subject that is not listed: "The baker was arrested"."""
    passage = scene.passage
    if agreement.is_possible(passage, verb.start) or agreement.is_ruling(passage, verb):
        return
    if agrees == ONE:
        yield agreement.auxiliary_start(passage, verb, scene.lang), verb.end, 1
    elif agrees is None and (at := agreement.headline_subject(passage, verb)) is not None:
        yield at, verb.end, 1


def _number_before(marked: str, end: int, expression: re.Pattern[str]) -> int | None:
    """Say where the number begins that a noun follows, three words or fewer between them."""
    start = max(0, end - _NOUN_REACH)
    m = expression.search(marked, start, end)
    return m.start() if m else None


def _fact(passage: Passage, kind: str, start: int, end: int, value: int) -> Fact:
    at, qualifier = qualifier_before(passage.plain, start)
    return replace(passage.fact(kind, value, at, end), qualifier=qualifier)


def figure_facts(passage: Passage, numbers: Sequence[Number]) -> list[Fact]:
    """Give the numbers stated about the subject: reports, officers, devices and the like."""
    values = {n.start: n.value for n in numbers}
    facts = []
    for of, start, end in passage.hits("figures"):
        at = _number_before(passage.marked, start, _COUNTED)
        if at in values:
            scope = "cumulative" if passage.hits_in_sentence("cumulative", at) else "event"
            facts.append(replace(_fact(passage, "figure", at, end, values[at]), of=of, scope=scope))
    return facts
