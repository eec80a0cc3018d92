"""How a verb of arrest stands in its sentence: for one person or for many, active, denied, or only possible."""

import re

from feeds.reading.passage import NUMBER, Passage
from feeds.reading.phrases import Hit

ONE, MANY = 1, 2
_BEFORE = 70  # code points in front of a verb that are looked at

_FOUND = (
    r"(?: (?:located|found|stopped|identified|tracked down|localisee?s?|reperee?s?|retrouvee?s?|identifiee?s?|rencontree?s?"
    r"|interceptee?s?|cited|questioned|arrestee?s?|arrested|arretee?s?|detained|accusee?s?|charged|searched|booked|mise?s?)"
    r"(?: [a-z']{1,12}){0,3}?,? (?:and|et|puis|then|and then|et ensuite)(?: [a-z]{1,12})?)?"
)
_AUXILIARY = {
    "fr": re.compile(
        r"(?<!\w)(?:(?P<one>est|sera|etait|fut|avait|aurait|serait|a|il|elle|s'est)"
        r"|(?P<many>ont|sont|seront|etaient|furent|avaient|auraient|seraient|ils|elles))"
        rf"(?: (?!qui|que|et|un|une|le|la|les|des|de)[a-z'-]{{1,20}}){{0,2}}?{_FOUND}(?: ete)?(?: [a-z]{{1,15}})? \Z"
    ),
    "en": re.compile(
        r"(?<!\w)(?:(?P<one>was|is|has|gets|got|he|she)|(?P<many>were|are|have|they))"
        rf"(?: (?!who|that|and|man|men|woman|a|the)[a-z'-]{{1,20}}){{0,2}}?{_FOUND}(?: been)?(?: [a-z]{{1,15}})? \Z"
    ),
}
_PASSIVE = re.compile(
    r"(?<!\w)(?:was|is|were|are|be|been|being|gets?|got|getting)(?: (?!who|that|by|to)[a-z]{3,15}(?: [a-z]{2,12}){0,2},? (?:and|but|then|before being))?(?: (?:also|now|since|later|then|jointly|"
    r"each|both|all|not|never|subsequently|again|already|formally|recently|initially|immediately|safely|quickly|yet)){0,2} \Z"
)
_PARTICIPLE = re.compile(r"\w*(?:(?P<many>és|ées|ués|uées|ises)|(?P<one>é|ée|ise))(?!\w)", re.IGNORECASE)
_FINITE = {
    "fr": re.compile(r"(?:(?P<many>\w+(?:ont|ent))|(?P<one>fait|fera|comparait|comparaitra|ecope|plaide|purge|evite|fera|ecopera|recoit))(?!\w)"),
    "en": re.compile(r"(?P<one>faces|appears|pleads|admits|gets|surrenders)(?!\w)|(?P<many>face|plead|admit|get)(?!\w)"),
}
_OBJECT = re.compile(
    rf" ?(?!(?:an?|the|one) (?:short|few|couple|days?|weeks?|months?|years?|hours?|minutes?|little|second|third|first|same|next|following|previous|total of {NUMBER}+ (?:times|counts)))(?:(?:an?|the|one|another|his|her|him|them|some|several|both|dozens) |(?:(?:more than|over|nearly|about|at least|up to) )?{NUMBER})"
)
_AVOIR = re.compile(
    r"(?<!\w)(?:a|ont|avoir|avait|avaient|aurait|auraient|ayant|aura|auront|l'a|l'ont)"
    r"(?: (?:egalement|aussi|ensuite|deja|finalement|rapidement|donc|ainsi|depuis|formellement|notamment|meme|tous|toutes)){0,2} \Z"
)
_NOT = re.compile(
    r"(?<!\w)(?:(?:not|never|yet to|pas|jamais|nor|non|no|aucune?|zero)(?: (?:yet|been|be|ete|being|encore|formellement|formally|d')){0,2} ?"
    r"|without (?:being|making|any) |(?:no one|nobody|no-one|none|neither|no (?:\w+ ){1,3}|aucune? (?:\w+ ){1,3}|nulle? (?:\w+ )?"
    r"|personne n'|aucune? n')(?: ?(?:has|have|had|was|were|yet|been|ete|a|n'a|n'est|n'ont|n'|est)){0,4} ?)\Z"
)
_MAYBE = re.compile(
    r"(?<!\w)(?<!vient )(?<!viennent )(?:would|could|can|may|might|should|must|if|unless|until|to|risk|pourrai\w{1,4}|peut|peuvent|doit|devrai\w{1,4}|"
    r"serai\w{1,4}|s'il|si|etre|d'|pour|afin d'|fear\w{0,3} of)(?: (?:be|being|get|etre|est|later|yet|also|se faire|arrete|is|are))?"
    r" ?\Z"
)
_OR = re.compile(r",? (?:or|ou|and/or|et/ou) (?:are |is |being |were |sont |font |en cours |actuellement )?(?:under|investigat|being|sous|vise|l'objet|enquet|questioned|interrog|faisant)")
_HOPE = re.compile(
    r"(?:(?:information|tips?|reward|anyone|hope|could|may|might|recompense|renseignements?|toute info\w*|quiconque|pouvant|pourrai\w+)"
    r"[^.;\n]{0,90}?(?:(?:to|a|the|an|une|for|make|making|de|any|his|her|their) |l'|d')|(?:warrants?|mandats?) (?:of|for|d'|de)(?: the| his| her)? ?|(?:wanted|sought) [^.;\n]{0,30})\Z"
)


_RULING_BEFORE = re.compile(r"(?<!\w)(?:un|l'|cet|d'|nouvel|dernier|par|premier|avis|decret|projet d'|leur|son|en vertu de l') ?\Z")
_RULING_AFTER = re.compile(r" (?:prefectoral|ministeriel|municipal|royal|interministeriel|prefectoraux|du maire|du prefet|anti|portant|pla|pris|interdi|relatif|reglement|temporaire|d'interdiction|de police|de circulation|de restriction|de peril|fixant|limitant|autorisant)")
_HEADLINE = re.compile(r"(?:\A|(?<=: )|(?<= - )|(?<=\n)|(?<=\? )|(?<=! )|(?<=\. ))(?P<who>[^\W\d][\w'-]*(?: [\w'-]+){0,6}?(?<![^s]s)(?<!men)(?<!people)(?<!es)(?<!police)(?<!not)(?<!and)(?<!more)(?<!charges)(?<!children)(?<!the)(?<!those)(?<!they)(?<!who)(?<!all)(?<!any)(?<!being)) \Z")


def number_of(passage: Passage, hit: Hit, lang: str) -> int | None:
    """Say whether the verb is in the singular or the plural; None where its form does not tell."""
    written = passage.text[hit.start : hit.end]
    found = _PARTICIPLE.match(written) if lang == "fr" else None
    found = found or _FINITE[lang].match(passage.plain[hit.start : hit.end])
    found = found or _AUXILIARY[lang].search(passage.plain, max(0, hit.start - _BEFORE), hit.start)
    if found is None:
        return None
    return MANY if found["many"] else ONE


def auxiliary_start(passage: Passage, hit: Hit, lang: str) -> int:
    """Say where the verb begins with its auxiliary, "has been arrested", "a été arrêté"."""
    found = _AUXILIARY[lang].search(passage.plain, max(0, hit.start - _BEFORE), hit.start)
    return found.start() if found else hit.start


def is_active(passage: Passage, hit: Hit) -> bool:
    """Say whether an English verb has its object behind it: "police arrested two men"."""
    if _PASSIVE.search(passage.plain, max(0, hit.start - 40), hit.start):
        return False
    return bool(_OBJECT.match(passage.marked, hit.end - passage.plain[hit.start : hit.end].endswith(" ")))


def is_passive(passage: Passage, hit: Hit) -> bool:
    """Say whether a form of "to be" stands right in front."""
    return bool(_PASSIVE.search(passage.plain, max(0, hit.start - 40), hit.start))


def is_present(passage: Passage, hit: Hit) -> bool:
    """Say whether a French verb is written without the accent of its participle: "interpelle", never "interpellé"."""
    written = passage.text[hit.start : hit.end]
    return " " not in written and bool(re.search(r"[^éÉ]e\Z", written))


def has_avoir(passage: Passage, hit: Hit) -> bool:
    """Say whether a French participle is active: "ont arrêté", never "ont été arrêtés"."""
    written = passage.text[hit.start : hit.end].lower()
    is_masculine = " " not in written and written.endswith("é")
    return is_masculine and bool(_AVOIR.search(passage.plain, max(0, hit.start - 30), hit.start))


def is_participle_alone(passage: Passage, hit: Hit) -> bool:
    """Say whether a French participle has no "avoir" in its own phrase, so that its object cannot be behind it."""
    written = passage.text[hit.start : hit.end].lower()
    is_participle = " " not in written and written.endswith(("é", "ée", "és", "ées"))
    return is_participle and not has_avoir(passage, hit)


def is_denied(passage: Passage, start: int, end: int) -> bool:
    """Say whether nobody was: "no one was arrested", "n'a pas été accusé", "arrested or under investigation"."""
    return _any(passage, start, _NOT) or bool(_OR.match(passage.plain, end))


def is_possible(passage: Passage, start: int) -> bool:
    """Say whether it has not happened: "could be charged", "pourrait être arrêté", "leading to an arrest"."""
    return _any(passage, start, _MAYBE) or _any(passage, start, _HOPE, reach=150)


def is_ruling(passage: Passage, hit: Hit) -> bool:
    """Say whether "arrêté" is a ruling and not a person's arrest: "un arrêté préfectoral", "par arrêté du maire"."""
    before, after = passage.plain[max(0, hit.start - 20) : hit.start], passage.plain[hit.end : hit.end + 25]
    is_participle = passage.text[hit.start : hit.end].lower().startswith("arrêté")
    return is_participle and bool(_RULING_BEFORE.search(before) or _RULING_AFTER.match(after))


def headline_subject(passage: Passage, hit: Hit) -> int | None:
    """Say where the subject of a headline begins, "Former treasurer charged", if it is in the singular."""
    if passage.field != "title" and hit.start > _BEFORE:
        return None
    start, _ = passage.sentence_at(hit.start)
    m = _HEADLINE.search(passage.plain, start, hit.start)
    return m.start("who") if m else None


def _any(passage: Passage, start: int, expression: re.Pattern[str], reach: int = 60) -> bool:
    return bool(expression.search(passage.plain, max(0, start - reach), start))


