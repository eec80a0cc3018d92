"""Tell who speaks, acts or judges by an office, in a case or in public, from everybody else."""

import re
from functools import cache

from feeds.reading.passage import fold
from feeds.reading.withholding.lexicon import listed, phrases
from feeds.reading.withholding.people import Run, has_age, sentence_around, span
from feeds.reading.withholding.sheet import Is, Sheet

_OFFICE_WORDS = 14  # words between an office and a name: what the office is of
_AROUND = 110
_APPOSITION = re.compile(r"[,(–-] ?[^,;()]{1,80}[,)]")
_HELPS = (
    r"(?:(?:qui|who|he|she|il|elle|a ete|ont ete|avait ete|aurait ete|est|sont|etait|etaient|sera|seront|was|were"
    r"|is|are|(?:has|have|had) (?=been|pleaded|appeared|admitted|denied|died|resigned|faced|also|now)|been|will|be"
    r"|being|may|could|would|pourrait|devra|doit|se|s'|y|aussi|also|later|then|now|[a-z]{3,12}ment|[a-z]{3,12}ly|not"
    r"|ne|n'|pas|non) ?){0,5}"
)
_OBJECT = re.compile(
    r" (?:\d|an? |the |two |three |four |five |six |him|her |them"
    r"|(?!(?:with|in|over|after|for|by|on|as|of|at|and|to|from)\b)(?-i:[A-ZÀ-Þ]))",
    re.IGNORECASE,
)


def acts_in_a_case(sheet: Sheet, run: Run) -> bool:
    """Say whether a name in an arrest entry goes with an office of the case, and is not the one concerned."""
    if has_age(sheet, run):
        return False
    before, after = sentence_around(sheet, run, _AROUND)
    if not (is_led_by(sheet, run, "case_roles", is_strict=True) or _case_office_behind(after)):
        return False
    return not _is_concerned(sheet, run, before, after)


def is_led_by(sheet: Sheet, run: Run, offices: str, *, is_strict: bool = False) -> bool:
    """Look back for an office over what it is of: no verb may stand between, and no other name but in a row of them.

    Where it is strict, plain words count for what the office is of only if a comma closes them: "la directrice des
    poursuites, …".
    """
    in_row, has_comma = False, False
    for at in range(run[0] - 1, max(run[0] - _OFFICE_WORDS, -1), -1):
        gap = sheet.gap(at)
        if _parts(sheet, at, gap) or _is_comma(sheet, at, run, in_row=in_row):
            return False
        has_comma = has_comma or (at == run[0] - 1 and "," in gap)
        if office := office_at(sheet, at, offices):
            is_many = not in_row or office.endswith(("s", "x"))
            return is_many and not _is_former(sheet, at) and not _is_underworld(sheet, at, run[0])
        if _breaks(sheet, at) or (is_strict and not has_comma and not _may_stand(sheet, at, run[0])):
            return False
        if sheet.kinds[at] is Is.NAME and not (has_comma and _is_of(sheet, at)):
            if not in_row and not _is_in_row(sheet, at, run[0]):
                return False
            in_row = True
    return False


def office_at(sheet: Sheet, at: int, offices: str) -> str | None:
    """Give the office that ends with a word: "officer", "porte-parole", "directrice des poursuites"."""
    word = sheet.words[at].folded
    if word in _last_words(offices):
        for first in range(max(0, at - 4), at):
            phrase = sheet.folded[sheet.words[first].start : sheet.words[at].end]
            if phrase in listed(offices):
                return phrase
    return word if word in listed(offices) else None


@cache
def _last_words(offices: str) -> frozenset[str]:
    """Give the last words of offices of two words or more."""
    return frozenset(re.split(r"[ '/.-]", office)[-1] for office in listed(offices) if not office.isalpha())


def _parts(sheet: Sheet, at: int, gap: str) -> bool:
    """Say whether a sentence ends behind a word: not where it is an abbreviation, as offices are."""
    if any(mark in gap for mark in "!?;:\n«»"):
        return True
    word = sheet.words[at].folded
    return "." in gap and len(word) > 3 and word not in listed("roles")


def _is_comma(sheet: Sheet, at: int, run: Run, *, in_row: bool) -> bool:
    """Say whether a comma ends what an office is of: not one in "de l'Agriculture, des Pêcheries et …"."""
    if at == run[0] - 1 or in_row or "," not in sheet.gap(at):
        return False
    return sheet.words[at + 1].folded not in ("de", "du", "des", "d", "et", "and", "of", "m", "mme", "me", "l")


def _breaks(sheet: Sheet, at: int) -> bool:
    word = sheet.words[at]
    if (word.folded in listed("verbs") and word.text not in ("à", "À")) or word.text[0].isdigit():
        return True
    return word.folded in listed("private") and at > 0 and sheet.words[at - 1].folded not in listed("links")


def _may_stand(sheet: Sheet, at: int, start: int) -> bool:
    """Say whether a word can be of an office's title: a link, a body, a place, a courtesy."""
    word = sheet.words[at]
    if word.is_capital:
        return sheet.kinds[at] is not Is.NAME or _is_in_row(sheet, at, start)
    return any(word.folded in listed(name) for name in ("links", "inner", "qualifiers", "titles", "heads"))


def _is_of(sheet: Sheet, at: int) -> bool:
    """Say whether a name is what an office is of: the unknown place of "députée de …, "."""
    while at > 0 and sheet.words[at - 1].is_capital and sheet.is_beside(at - 1):
        at -= 1
    return at > 0 and sheet.words[at - 1].folded in listed("links")


def _is_underworld(sheet: Sheet, at: int, end: int) -> bool:
    """Say whether it is no office but the head of a gang, or one that is only alleged."""
    if at > 0 and sheet.words[at - 1].folded in ("presume", "presumee", "alleged", "suspected"):
        return True
    return any(word.folded in listed("underworld") for word in sheet.words[at + 1 : end])


def _is_in_row(sheet: Sheet, at: int, start: int) -> bool:
    """Say whether nothing but "and" or a comma parts a name from the next."""
    return all(sheet.words[i].folded in ("et", "and", "m", "mme", "mr", "ms") for i in range(at + 1, start))


def _is_former(sheet: Sheet, at: int) -> bool:
    return any(sheet.words[i].folded in listed("former") for i in range(max(0, at - 3), at))


def _case_office_behind(after: str) -> bool:
    office = _office_behind().match(after)
    if office is None or phrases("former").search(after[:24]):
        return False
    return not phrases("underworld").search(after[office.end() : office.end() + 30])


@cache
def _office_behind() -> re.Pattern[str]:
    office = phrases("case_roles").pattern
    article = r"(?:l'|le |la |the |an? |une? |notre |our |(?:his|her) honou?r )?"
    word = r"(?!alias|aka|dite? |presumee? |alleged |suspected )[^\s,;«»\"“”']{1,20} "
    return re.compile(rf" ?[,(–-] ?{article}(?:{word}){{0,3}}?{office}")


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(rf"[ ,]*(?P<helps>{_HELPS})(?P<verb>{phrases('passive').pattern})")


def _is_passive(sheet: Sheet, start: int, after: str, at: int = 0) -> bool:
    """Say whether what follows is suffered, not done: "a été condamné", "charged with"; not "charged two men"."""
    if (found := _passive().match(after, at)) is None:
        return False
    if found["helps"]:
        return True
    verb = sheet.text[start + found.start("verb") : start + found.end("verb")]
    if verb.endswith("ed") and _OBJECT.match(sheet.text, start + found.end()):
        return False
    return not (verb.islower() and verb.endswith(("e", "t")) and fold(verb) in listed("done"))


@cache
def _active() -> re.Pattern[str]:
    """Match "arrestation de l'agent": what is done, and the office of the one to whom, up to the name."""
    links = r"(?: (?:de|du|d'|des|l'|le|la|a|un|une|of|the|an?|against|contre|former|ex|as|in|to)| ?d'| ?l')*"
    free = r"(?:(?!by |par |before |devant |said |dit |selon |says |and |et )[a-z]{2,14} ){0,2}?"
    office = phrases("case_roles").pattern
    return re.compile(rf"{phrases('active').pattern}[ :]?{links} ?{free}(?:{office}[ .-]*)+\Z")


@cache
def _opening() -> re.Pattern[str]:
    """Match a sentence that opens with what is said of the one named: "Accusé de fraude, le maire …"."""
    office = phrases("case_roles").pattern
    return re.compile(rf"\W*(?:{phrases('passive').pattern})[^,]{{1,60}}, ?(?:le |la |l'|the )?{office}[ .]*\Z")


def _is_concerned(sheet: Sheet, run: Run, before: str, after: str) -> bool:
    """Say whether what is done in a case is done to the one named: "le sergent … a été arrêté"."""
    start = span(sheet, run)[1]
    if _is_passive(sheet, start, after) or _active().search(before) or _opening().match(before):
        return True
    apposition = _APPOSITION.match(after)
    if apposition is None:
        return False
    return _is_passive(sheet, start, after, apposition.end()) or bool(phrases("passive").search(apposition[0]))
