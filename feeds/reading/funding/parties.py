"""Read who pays, under which programme and at which level: names as written. Who is paid is read by ``payees``.

A body that is known pays wherever it is named, unless the money goes to it; a place or a common noun ("Québec", "the
province") pays where it does what a payer does, or where money comes from it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from feeds.model import Fact
from feeds.reading import capitals
from feeds.reading.funding import shapes
from feeds.reading.funding.money import Amount
from feeds.reading.funding.naming import apart, cut, first_come, is_title_case
from feeds.reading.funding.payees import each_its_own, payees
from feeds.reading.funding.subjects import acting, clause_start, listed, noun_verbs, subjects
from feeds.reading.geography import gazetteer
from feeds.reading.passage import MONEY, NUMBER, Passage
from feeds.reading.phrases import Hit

_FROM_IT = re.compile(
    rf"(?<!\w)(?:from|by|par|grace au?|thanks to|de la part de|provenance de|provenant de|au nom de|via|with help from"
    rf"|(?:provien|vien|decoul|issu|tire|puise|finance)\w* (?:de|par)|comes from|using|drawn from"
    rf"|avec l'aide de|appui de|soutien de|soutien financier de|soutien du|aide de|coup de pouce de|dollars de)"
    rf"(?: the| la| le| l'| du)? ?(?:l')?\Z"
    rf"|(?<!\w)(?:provien|vien|decoul|issu|tire|puise)\w* du \Z"
    rf"|(?:{MONEY}|(?<!\w)(?:million|millions|aide|soutien|appui|argent|part|contribution|sous|financement)) "
    rf"(?:du |de la |de l'|d'|de |des |from |from the )\Z"
)
_AND = re.compile(r"(?:,| et| and| &)+(?: la| le| les| l'| the| du| de la| de l')? ?")
_FROM_ENDS = frozenset(
    ["from", "by", "par", "a", "au", "via", "using", "of", "de", "du", "des", "d'", "la", "le", "l'", "the", "dollars"]
)
_BEHIND_AND = re.compile(
    r"(?:,| et| and| &)(?: la| le| les| l'| the| du| de la| de l')? ?\Z"
    r"| (?:after|with|once|because|when|see|sees)(?: both| the)? \Z"  # "with the province paying"
)
_AFTER_A_SUM = re.compile(rf"{MONEY},? ?(?:et|and|while|tandis que|alors que)?(?: la| le| les| l'| the)? ?\Z")
_OWN_SUM = re.compile(
    rf",? ?(?:de |d'|pour |(?:est|sera|is) (?:de |d')?)?(?:(?:environ|about|nearly|pres de|plus de) )?{MONEY}"
)
_THAT_OF = re.compile(rf"{MONEY}[^{MONEY}]{{0,30}}(?<!\w)(?:celles?|celui|ceux) (?:de la |de l'|du |des |de |d')\Z")
_AUXILIARIES = frozenset(["is", "has", "will"])
_LONGER = re.compile(r" (?:des ministres|d['’][ÉE]tat)| [A-Z]")
_DATELINE = re.compile(
    r"[A-Z][A-Z -]+(?:,| \(| -|\s*[—–])|[\w' -]{2,30}(?: \([^)]{2,30}\))? [—–-]+ |[\w'. -]{2,30}, (?:le )?\d"
)
_CAPITAL = re.compile(r"[A-ZÀ-Ý]")
_APART = re.compile(rf"[.:;(\n{MONEY}{NUMBER}]| - ")
_LEADS_ON = re.compile(
    r"(?:(?: (?:de|du|des|la|le|les|à|aux?|pour|sur|en|et|avec|dans|of|for|the|and|to|in|on|with))+| [dl]['’])+ ?\Z"
)
_QUOTED = re.compile(r"\s*«\s?[^»\n]{2,60}»")
_KIND_ONLY = re.compile(
    r"(?i:(?:the |les? |la |l['’])?(?:programs?|programmes?|fonds|funds?|initiative|plan(?: d['’]action)?|stratégie"
    r"|strategy|partenariat|entente|mesure|cadre|volet|chantier))"
)
_SHARED_FAR = 160  # code points from a verb to the last payer that it serves for
_VERB_NEAR, _VERB_FAR = 30, 90  # code points from a payer to its verb: adverbs between, or other payers
_MUNICIPAL = re.compile(
    r"\b(?:saint|sainte|st|ste)[- ]\w|\w-(?:sur|les|le|la|en|du|de|des|aux?)-\w|\wville\b|\w-(?:est|ouest|nord|sud)\b"
)


def level_facts(passage: Passage) -> list[Fact]:
    """Give the levels of government that a field names, each wording once."""
    hits = [*passage.distinct("bodies"), *passage.distinct("levels"), *_givers(passage)]
    known = _apart_hits([h for h in hits if h.id != "any" and not _is_dateline(passage, h.start)])
    found = [*known, *_ministers(passage, known), *_towns(passage, known)]
    return [passage.fact("level", *_without_verb(passage, hit)) for hit in sorted(found, key=lambda hit: hit.start)]


def _without_verb(passage: Passage, hit: Hit) -> Hit:
    """Cut the verb by which a place or an office is known for a government: of "Québec verse", "Québec" is its name."""
    last = passage.marked.rfind(" ", hit.start, hit.end) + 1
    said = passage.marked[last : hit.end]
    if last <= hit.start or said in noun_verbs():
        return hit
    is_verb = said in _AUXILIARIES or last in _verbs(passage)
    return hit._replace(end=last - 1) if is_verb else hit


def _apart_hits(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in hits:
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
    return kept


def _ministers(passage: Passage, known: Sequence[Hit]) -> Iterator[Hit]:
    """Give ministers who name no level: that of a government beside them, else the one their language suggests."""
    governments = [hit.id for hit in known if hit.id in ("federal", "provincial")]
    for _, start, end in passage.hits("of some level"):
        if not any(hit.start < end and start < hit.end for hit in known):
            yield Hit(governments[0] if governments else _likely_level(passage, start), start, end)
            return


def _likely_level(passage: Passage, start: int) -> str:
    """Guess the level of a minister or a government: by what else is named, by the currency, by the language."""
    if passage.hits("of a province"):
        return "provincial"
    is_french = passage.plain.startswith(("ministre", "premier", "gouvernement", "la ", "le "), start)
    return "provincial" if is_french and "€" not in passage.text else "federal"


def _towns(passage: Passage, known: Sequence[Hit]) -> Iterator[Hit]:
    """Give the towns that pay under their own names."""
    for start, end in (*acting(passage), *_named_towns(passage)):
        if not any(hit.start < end and start < hit.end for hit in known) and _is_town(passage, start, end):
            yield Hit("municipal", *cut(passage, start, end))


def party_facts(passage: Passage, amounts: Sequence[Amount], lang: str) -> list[Fact]:
    """Give payers, payees and programmes of a funding announcement's field."""
    named = shapes.named(passage)
    for kind in ("programme", "under"):
        named[kind] = [span for found in named[kind] if (span := _programme(passage, *found))]
    paying = sorted(apart(passage, _payers(passage, named, amounts)))
    is_shouted = passage.field == "title" and is_title_case(passage.text)
    programmes = apart(passage, [] if is_shouted else [*named["programme"], *named["under"]], is_sure=True)
    paid = first_come(payees(passage, amounts, lang), paying)
    kinds = [("payer", paying), ("payee", paid), ("programme", programmes)]
    return [passage.fact(kind, passage.text[s:e], s, e) for kind, spans in kinds for s, e in spans]


def _programme(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """End a programme's name where the name ends: with the quotation behind it, and never with "de" or "pour"."""
    tail = _LEADS_ON.search(passage.text, start, end)
    if tail and (quoted := _QUOTED.match(passage.text, end)):
        return start, quoted.end()
    end = tail.start() if tail else end
    return None if _KIND_ONLY.fullmatch(passage.text, start, end) else (start, end)


def _payers(
    passage: Passage, named: Mapping[str, Sequence[tuple[int, int]]], amounts: Sequence[Amount]
) -> Iterator[tuple[int, int]]:
    """Give spans of payers: known bodies, the longest first, then places and nouns that act, givers and subjects."""
    receiving = list(subjects(passage, "receives", "verbs"))
    if receiving:
        receiving += each_its_own(passage, amounts)
    bodies = sorted(_bodies(passage, named["body"]), key=lambda span: span[0] - span[1])
    acts = [(hit.start, hit.end) for hit in _givers(passage)]
    funds = [span for span in named["programme"] if _FROM_IT.search(passage.marked, max(0, span[0] - 40), span[0])]
    others = [span for span in acting(passage) if _is_written_as_name(passage, *cut(passage, *span))]
    for start, end in (
        *bodies,
        *acts,
        *_given_by(passage, named["agent"], amounts),
        *_named_towns(passage),
        *others,
        *funds,
    ):
        if not any(start < e and s < end for s, e in receiving) and not _LEADS_ON.search(passage.text, start, end):
            yield start, end


def _bodies(passage: Passage, named: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    yield from (span for span in named if not _is_towards(passage, span[0]))
    for hit in passage.hits("bodies"):
        if not _is_towards(passage, hit.start) and not _is_dateline(passage, hit.start):
            yield hit.start, hit.end


def _given_by(
    passage: Passage, agents: Sequence[tuple[int, int]], amounts: Sequence[Amount]
) -> Iterator[tuple[int, int]]:
    """Give who is named behind a word that leads to a giver, and right behind an amount: "5 M$ de Fonds Truite"."""
    yield from agents
    for amount in amounts:
        if m := _giver().match(passage.text, amount.end):
            yield m.span("who")


@cache
def _giver() -> re.Pattern[str]:
    named = r" (?:de |d['’]|du |de la |de l['’]|from (?:the )?|by (?:the )?)(?P<who>CAPS)"
    return capitals.shaped(
        r"(?: (?:d['’]aide|de plus|supplémentaires?|additionnels?|en aide|en subventions?|in funding|in grants|more"
        rf"|of funding|in support|in new funding))?{named}"
    )


def _is_written_as_name(passage: Passage, start: int, end: int) -> bool:
    return _CAPITAL.search(passage.text, start, end) is not None


@lru_cache(maxsize=8)
def _named_towns(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Give the towns that do what others do as well: "Lévis revitalise"."""
    spans = subjects(passage, "weak_verbs", "receives")
    return tuple(span for span in spans if _is_town(passage, *span))


def _is_town(passage: Passage, start: int, end: int) -> bool:
    if not passage.text[start : start + 1].isupper():
        return False
    named = gazetteer.by_name().get(gazetteer.key(passage.text[start:end].strip()))
    return bool(named) or _MUNICIPAL.search(passage.plain[start:end]) is not None


@cache
def _towards_it() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?<!\bbehalf )(?:{listed('towards')}) ?\Z")


def _is_towards(passage: Passage, start: int) -> bool:
    return _towards_it().search(passage.plain[max(0, start - 16) : start]) is not None


@lru_cache(maxsize=8)
def _givers(passage: Passage) -> tuple[Hit, ...]:
    """Give the places and common nouns that act as payers: "Québec verse", "5 M$ d'Ottawa", "the province gave"."""
    return tuple(hit for name in ("places", "common") for hit in passage.hits(name) if _pays(passage, hit))


def _pays(passage: Passage, hit: Hit) -> bool:
    return _acts(passage, hit) or _shares_a_verb(passage, hit)


def _acts(passage: Passage, hit: Hit) -> bool:
    before = passage.marked[max(0, hit.start - 40) : hit.start]
    longer = _LONGER.match(passage.text, hit.end)
    if longer and (len(longer[0]) > 2 or not is_title_case(passage.text)):
        return False
    if passage.marked[hit.end : hit.end + 1] in ("-", "'"):
        return False  # the beginning of a longer name
    if before.rstrip().rpartition(" ")[2] in _FROM_ENDS and _FROM_IT.search(before):
        return True
    if _is_dateline(passage, hit.start) or _towards_it().search(before):
        return False
    begins = clause_start(passage, hit.start)
    lead = passage.marked[begins : hit.start]
    if that := max(lead.rfind(" que "), lead.rfind(" that ")) + 1:
        lead = lead[that:].partition(" ")[2]
    if lead not in ("", "la ", "le ", "les ", "l'", "the ") and not _BEHIND_AND.search(lead):
        return False
    verbs = _verbs(passage)
    first, last = bisect_left(verbs, hit.end), bisect_right(verbs, hit.end + _VERB_FAR)
    return any(_is_near(passage, hit.end, verb) for verb in verbs[first:last])


def _shares_a_verb(passage: Passage, hit: Hit) -> bool:
    """Say whether the verb of a payer before serves for this one: "Québec paie 5 $, Ottawa 9 $", "celle d'Ottawa"."""
    begin, end = passage.sentence_at(hit.start)
    begin = max(begin, hit.start - _SHARED_FAR)
    behind = _OWN_SUM.match(passage.marked, hit.end, end)
    if behind is None or any(begin <= other.start < end for other in passage.hits("receives")):
        return False
    if _THAT_OF.search(passage.marked, begin, hit.start):
        return True
    return _AFTER_A_SUM.search(passage.marked, begin, hit.start) is not None and any(
        begin <= verb < hit.start for verb in _verbs(passage)
    )


@lru_cache(maxsize=8)
def _verbs(passage: Passage) -> list[int]:
    """Say where the verbs stand of what a payer does, or others as well."""
    return sorted(hit.start for name in ("verbs", "weak_verbs") for hit in passage.hits(name))


def _is_near(passage: Passage, end: int, verb: int) -> bool:
    """Say whether only adverbs, auxiliaries and other payers stand between a payer and a verb."""
    between = passage.marked[end:verb]
    if _APART.search(between):
        return False
    return len(between) <= _VERB_NEAR or _AND.match(between) is not None


def _is_dateline(passage: Passage, start: int) -> bool:
    """Say whether a field begins with the place and the day it was sent from: "OTTAWA, May 3 -"."""
    if passage.field != "summary" or start > 2:
        return False
    return _DATELINE.match(passage.text, start) is not None
