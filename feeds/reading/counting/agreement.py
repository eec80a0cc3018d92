"""How a verb of arrest stands in its sentence: for one person or for many, active, denied, or only possible."""

import re

from feeds.reading.counting.verbs import listed, shape
from feeds.reading.passage import Passage
from feeds.reading.phrases import Hit
from feeds.reading.wordset import words_in

ONE, MANY = 1, 2
_OR = (" or ", " ou ", ", or ", ", ou ", " and/or", " et/ou")
_BODIES = ("police", "bodies", "common")  # the lists of what is no person
_BEFORE = 70  # code points in front of a verb that are looked at
_PARTICIPLE = re.compile(r"\w*(?:(?P<many>és|ées|ués|uées|ises)|(?P<one>é|ée|ise))(?!\w)", re.IGNORECASE)


def number_of(passage: Passage, hit: Hit, lang: str) -> int | None:
    """Say whether the verb is in the singular or the plural; None where its form does not tell."""
    written = passage.text[hit.start : hit.end]
    found = _PARTICIPLE.match(written) if lang == "fr" else None
    found = found or shape(f"finite_{lang}").match(passage.plain[hit.start : hit.end])
    found = found or shape(f"auxiliary_{lang}").search(passage.plain, max(0, hit.start - _BEFORE), hit.start)
    if found is None:
        return None
    return MANY if found["many"] else ONE


def auxiliary_start(passage: Passage, hit: Hit, lang: str) -> int:
    """Say where the verb begins with its auxiliary, "has been arrested", "a été arrêté"."""
    found = shape(f"auxiliary_{lang}").search(passage.plain, max(0, hit.start - _BEFORE), hit.start)
    return found.start() if found else hit.start


def is_active(passage: Passage, hit: Hit) -> bool:
    """Say whether an English verb has its object behind it: "police arrested two men"."""
    if shape("passive").search(passage.plain, max(0, hit.start - 40), hit.start):
        return False
    return bool(shape("object").match(passage.marked, hit.end - passage.plain[hit.start : hit.end].endswith(" ")))


def is_passive(passage: Passage, hit: Hit) -> bool:
    """Say whether a form of "to be" stands right in front."""
    return bool(shape("passive").search(passage.plain, max(0, hit.start - 40), hit.start))


def is_present(passage: Passage, hit: Hit) -> bool:
    """Say whether a French verb is written without the accent of its participle: "interpelle", never "interpellé"."""
    written = passage.text[hit.start : hit.end]
    return " " not in written and bool(re.search(r"[^éÉ]e\Z", written))


def has_avoir(passage: Passage, hit: Hit) -> bool:
    """Say whether a French participle is active: "ont arrêté", never "ont été arrêtés"."""
    written = passage.text[hit.start : hit.end].lower()
    is_masculine = " " not in written and written.endswith("é")
    return is_masculine and bool(shape("avoir").search(passage.plain, max(0, hit.start - 30), hit.start))


def is_participle_alone(passage: Passage, hit: Hit) -> bool:
    """Say whether a French participle has no "avoir" in its own phrase, so that its object cannot be behind it."""
    written = passage.text[hit.start : hit.end].lower()
    is_participle = " " not in written and written.endswith(("é", "ée", "és", "ées"))
    return is_participle and not has_avoir(passage, hit)


def is_denied(passage: Passage, start: int, end: int) -> bool:
    """Say whether nobody was: "no one was arrested", "n'a pas été accusé", "arrested or under investigation"."""
    if passage.plain.startswith(_OR, end) and shape("or").match(passage.plain, end):
        return True
    return holds(passage, start, "negations") and _any(passage, start, shape("not"))


def is_possible(passage: Passage, start: int) -> bool:
    """Say whether it has not happened: "could be charged", "pourrait être arrêté", "leading to an arrest"."""
    if _any(passage, start, shape("maybe"), reach=30):
        return True
    return not listed("hopes").isdisjoint(words_in(passage.plain)) and _any(passage, start, shape("hope"), reach=150)


def is_ruling(passage: Passage, hit: Hit) -> bool:
    """Say whether "arrêté" is a ruling and not a person's arrest: "un arrêté préfectoral", "par arrêté du maire"."""
    before, after = passage.plain[max(0, hit.start - 20) : hit.start], passage.plain[hit.end : hit.end + 25]
    is_participle = passage.text[hit.start : hit.end].lower().startswith("arrêté")
    return is_participle and bool(shape("ruling_before").search(before) or shape("ruling_after").match(after))


def headline_subject(passage: Passage, hit: Hit) -> int | None:
    """Say where the subject of a headline begins, "Former treasurer charged", if it is in the singular."""
    if passage.field != "title" and hit.start > _BEFORE:
        return None
    start, _ = passage.sentence_at(hit.start)
    m = shape("headline").search(passage.plain, start, hit.start)
    return m.start("who") if m else None


def named_subject(passage: Passage, hit: Hit) -> int | None:
    """Say where a name or a pronoun begins that is the subject: "Jane Fauxnom had been charged", "elle purgera"."""
    m = shape("subject").search(passage.plain, max(0, hit.start - _BEFORE), hit.start)
    if m is None or (m["name"] and not is_name(passage, *m.span("name"))):
        return None
    return m.start()


def name_start(passage: Passage, age: int) -> int:
    """Say where the name begins that an age follows, "Jane Fauxnom, 58, and"; else the comma or the bracket."""
    m = shape("name_before").search(passage.plain, max(0, age - 50), age)
    if m and (not m["name"] or is_name(passage, *m.span("name"))):
        return m.start()
    return max(0, age - 2)


def is_name(passage: Passage, start: int, end: int) -> bool:
    """Say whether each of these words has a capital and none is of a body or of its police."""
    if not all(word[0].isupper() for word in passage.text[start:end].split()):
        return False
    return not any(hit.start < end and start < hit.end for name in _BODIES for hit in passage.hits(name))


def holds(passage: Passage, end: int, words: str, reach: int = 60) -> bool:
    """Say whether one word of a list stands in front of a place: a cheap test before an expression is tried."""
    return not listed(words).isdisjoint(passage.plain[max(0, end - reach) : end].split())


def _any(passage: Passage, start: int, expression: re.Pattern[str], reach: int = 60) -> bool:
    return bool(expression.search(passage.plain, max(0, start - reach), start))
