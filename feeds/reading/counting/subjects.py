"""Count the persons in front of a verb: "two men were arrested", "dix arrêtés", "Former treasurer charged"."""

from collections.abc import Iterator, Sequence

from feeds.reading.counting import agreement
from feeds.reading.counting.agreement import MANY, ONE
from feeds.reading.counting.mention import Mention
from feeds.reading.counting.nouns import is_thing
from feeds.reading.counting.scene import SPAN, Counted, Scene
from feeds.reading.counting.verbs import listed, shape
from feeds.reading.numbers import Number
from feeds.reading.passage import Passage
from feeds.reading.phrases import Hit

_REACH = 130  # how far in front of a verb its persons may stand, in code points
_FIRM_REACH = 60  # how far in front of it the company may stand that is no person


def in_front(verb: Hit, scene: Scene, *, is_weak: bool) -> Iterator[Counted]:
    """Give the persons in front of a verb: its own number ("Two arrested"), those that agree with it, or one."""
    passage = scene.passage
    if (number := _adjacent(verb, scene)) and not _is_listed(number, verb, scene):
        yield number.start, verb.end, number.value
    elif scene.lang == "fr" and (m := shape("him_fr").search(passage.plain, max(0, verb.start - 30), verb.start)):
        yield m.start("who"), verb.end, 1  # "l'ont arrêté"
    elif agreement.is_active(passage, verb) if scene.lang == "en" else _has_subject(passage, verb):
        return
    elif (another := _another(verb, passage)) and not is_weak:
        yield another
    else:
        yield from _chosen(verb, scene, is_weak=is_weak)


def _is_listed(number: Number, verb: Hit, scene: Scene) -> bool:
    """Say whether others are counted with these: "a man and two others were charged"."""
    return any(w.start < number.start < w.end and w.value > number.value for w in scene.people(verb.start))


def _another(verb: Hit, passage: Passage) -> Counted | None:
    """Give one person for an ordinal without a noun: "two arrested, a third charged"."""
    if not agreement.holds(passage, verb.start, "nth"):
        return None
    start, _ = passage.sentence_at(verb.start)
    m = shape("another").search(passage.plain, max(start, verb.start - 60), verb.start)
    return (m.start("who"), verb.end, 1) if m else None


def _chosen(verb: Hit, scene: Scene, *, is_weak: bool) -> Iterator[Counted]:
    """Give the persons that agree with the verb, else a number of persons not known by name, else one."""
    passage = scene.passage
    agrees = agreement.number_of(passage, verb, scene.lang)
    ahead = [w for w in scene.people(verb.start) if w.end <= verb.start + 1 and verb.start - w.end <= _REACH]
    best = _beside(verb, passage, ahead) or _among(verb, passage, ahead) or _subject(ahead, agrees)
    if best is not None and best.value:
        if best.value > 1 or not agreement.is_possible(passage, verb.start):
            yield _span(best, verb, scene, agrees, is_weak=is_weak)
    elif agrees != ONE and (unknown := _unknown(verb, scene)):
        yield unknown
    elif best is None and agrees != MANY:
        yield from _one(verb, scene, agrees, is_weak=is_weak)


def _beside(verb: Hit, passage: Passage, ahead: Sequence[Mention]) -> Mention | None:
    """Give the persons right in front of a phrase, whatever its verb: "a placé six suspects sous mandat d'arrêt"."""
    if " " not in passage.plain[verb.start : verb.end]:
        return None
    near = [w for w in ahead if w.value and not w.is_oblique and verb.start - w.end <= 1]
    return near[-1] if near else None


def _among(verb: Hit, passage: Passage, ahead: Sequence[Mention]) -> Mention | None:
    """Give those of whom the subject is one: "a boy is among six teens arrested"."""
    is_last = bool(ahead) and ahead[-1].is_many and not ahead[-1].is_nested and verb.start - ahead[-1].end <= 1
    return ahead[-1] if is_last and passage.plain.endswith(("among ", "parmi "), 0, ahead[-1].start) else None


def _has_subject(passage: Passage, verb: Hit) -> bool:
    if passage.plain.startswith(tuple(listed("own_acts")), verb.start):
        return False
    return agreement.is_present(passage, verb) or agreement.has_avoir(passage, verb)


def _span(who: Mention, verb: Hit, scene: Scene, agrees: int | None, *, is_weak: bool) -> Counted:
    """Give the shortest stretch that says how many; it holds an age only where nothing else tells it."""
    start = who.start
    is_one = who.value == 1 and agrees == ONE and not is_weak
    if is_one and (not who.noun or verb.end - start > SPAN):
        return agreement.auxiliary_start(scene.passage, verb, scene.lang), verb.end, 1
    if not who.noun:
        start = agreement.name_start(scene.passage, start)
    return start, verb.end if verb.end - start <= SPAN else who.end, who.value


def _subject(ahead: Sequence[Mention], agrees: int | None) -> Mention | None:
    """Choose the nearest mention that agrees with the verb and is no object or part of another."""
    fits = [w for w in ahead if not w.is_nested and (agrees is None or _fits(w, agrees))]
    direct = [w for w in fits if not w.is_oblique]
    return (direct or fits)[-1] if fits else None


def _fits(who: Mention, agrees: int) -> bool:
    return who.is_many == (agrees == MANY) or (agrees == ONE and who.is_group)


def _adjacent(verb: Hit, scene: Scene) -> Number | None:
    plain = scene.passage.plain
    for n in reversed(scene.numbers):
        if n.is_age or n.end >= verb.start or verb.start - n.end > 60:
            continue
        is_whole = plain[n.start - 1 : n.start] != "-"
        if is_whole and n.start in scene.values and shape("link").fullmatch(plain[n.end : verb.start]):
            return n
    return None


def _unknown(verb: Hit, scene: Scene) -> Counted | None:
    """Take a number for persons whatever they are called, where nothing parts it from the verb."""
    passage = scene.passage
    start, _ = passage.sentence_at(verb.start)
    m = shape("unknown").search(passage.marked, max(start, verb.start - 90), verb.start)
    if m and (value := scene.values.get(m.start())) and not is_thing(m["words"], scene.lang):
        return m.start(), verb.end, value
    return None


def _one(verb: Hit, scene: Scene, agrees: int | None, *, is_weak: bool) -> Iterator[Counted]:
    """Give one person for a verb in the singular with a subject that is not listed: "The baker was arrested"."""
    passage = scene.passage
    if agreement.is_possible(passage, verb.start) or agreement.is_ruling(passage, verb) or _is_firm(passage, verb):
        return
    if (agrees != ONE or is_weak) and (at := agreement.named_subject(passage, verb)) is not None:
        yield at, verb.end, 1
        return
    if is_weak:
        return
    if agrees == ONE:
        yield agreement.auxiliary_start(passage, verb, scene.lang), verb.end, 1
    elif agrees is None and (at := agreement.headline_subject(passage, verb)) is not None:
        yield at, verb.end, 1


def _is_firm(passage: Passage, verb: Hit) -> bool:
    """Say whether the subject is a company or another body: "une entreprise accusée de fraude"."""
    start, _ = passage.sentence_at(verb.start)
    return bool(shape("firm").search(passage.plain, max(start, verb.start - _FIRM_REACH), verb.start))
