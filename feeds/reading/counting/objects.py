"""Count the persons behind a verb or a noun: "arrested two men", "l'arrestation, mardi, d'un homme"."""

import re
from collections.abc import Iterator

from feeds.reading.counting import agreement
from feeds.reading.counting.mention import Mention
from feeds.reading.counting.nouns import how_many, is_thing, words_of
from feeds.reading.counting.scene import SPAN, Counted, Scene
from feeds.reading.counting.verbs import shape
from feeds.reading.phrases import Hit

_AVOIR = ("a ", "ont ", "avait ", "avaient ", "aura ", "auront ")
_FR_REACH = 90  # how far behind a French verb its persons may stand, past a time or a place


def behind(verb: Hit, scene: Scene) -> Iterator[Counted]:
    """Give the persons behind an active verb or a noun: "arrested two men", "l'arrestation, mardi, d'un homme"."""
    passage = scene.passage
    if passage.plain.endswith("l'", 0, verb.start) and passage.plain.startswith(_AVOIR, verb.start):
        yield verb.start - 2, verb.end, 1  # "l'ont arrêté"
        return
    if (agreement.is_passive if scene.lang == "en" else agreement.is_participle_alone)(passage, verb):
        return
    following = [w for w in scene.people(verb.start) if w.start >= verb.end - 1]
    for who in following[:2]:
        if not who.value or not _reaches(verb, who, scene):
            continue
        if shape("stopped").match(passage.marked, who.end):
            return
        if who.value > 1 or not agreement.is_possible(passage, verb.start):
            yield (verb.start, who.end, who.value) if who.end - verb.start <= SPAN else (who.start, who.end, who.value)
        return
    is_told = bool(following) and following[0].start - verb.end <= 1
    if bare := _bare_behind(verb, scene) or (None if is_told else _one_behind(verb, scene)):
        yield bare


def _one_behind(verb: Hit, scene: Scene) -> Counted | None:
    """Give one person for a pronoun, a name or a title's noun behind a verb: "charged him", "jail for killer"."""
    passage = scene.passage
    if agreement.is_possible(passage, verb.start):
        return None
    is_found = passage.plain.startswith("f", verb.start)  # "found him" is not yet "guilty"
    him = shape("him").match(passage.plain, verb.end) if scene.lang == "en" and not is_found else None
    if him:
        return verb.start, him.end(), 1
    m = shape("named_behind").match(passage.plain, verb.end)
    is_plural = passage.field == "title" and bool(m and (m["name"] or "").endswith("s"))
    if m and not is_plural and (not m["name"] or agreement.is_name(passage, *m.span("name"))):
        return verb.start, m.end(), 1
    return _titled(verb, scene) if passage.field == "title" or verb.start == 0 else None


def _titled(verb: Hit, scene: Scene) -> Counted | None:
    m = shape("bare").match(scene.passage.plain, verb.end)
    if m is None:
        return None
    for word in re.finditer(r"\S+", m["words"]):
        if word[0] in words_of(scene.lang).stops:
            return None
        if how_many(scene.lang, word[0]) == 1:
            return verb.start, m.start("words") + word.end(), 1
    return None


def _bare_behind(verb: Hit, scene: Scene) -> Counted | None:
    """Take the number right behind a verb for persons whatever they are called: "arrested 12 and seized"."""
    marked = scene.passage.marked
    m = shape("number_behind").match(marked, verb.end)
    one = None if m else shape(f"one_behind_{scene.lang}").match(marked, verb.end)
    if one and not is_thing(one["words"], scene.lang):
        return None if agreement.is_possible(scene.passage, verb.start) else (verb.start, one.end(), 1)
    if m is None or is_thing(m["words"], scene.lang):
        return None
    value = scene.values.get(m.start("n"))
    return (verb.start, m.end("n"), value) if value and value > 1 else None


def _reaches(verb: Hit, who: Mention, scene: Scene) -> bool:
    """Say whether a verb has these persons for its object, by what stands between them."""
    plain = scene.passage.plain
    gap = plain[verb.end : who.start]
    if not who.noun and (who.value == 1 or (scene.lang == "en" and not who.opener)):
        return bool(shape("named").fullmatch(gap))
    if scene.lang == "en":
        return bool(shape("gap_en").fullmatch(gap))
    if who.is_nested or len(gap) > _FR_REACH:
        return False
    if "ion" in plain[verb.start : verb.end]:
        return bool(shape("of_fr").search(gap)) if who.is_oblique else not gap.strip()
    is_next = bool(shape("next_fr").fullmatch(gap))
    return is_next or not (who.is_oblique or agreement.is_present(scene.passage, verb))
