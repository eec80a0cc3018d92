"""Read who pays, for whom or what, under which programme and at which level: names as written.

Names are found by their capitals; the words around them say on which side of the money they stand.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from feeds.model import Fact
from feeds.reading import capitals, patterns, vocabulary
from feeds.reading.funding.money import Amount
from feeds.reading.passage import MONEY, NUMBER, Passage, trim

_NAME = "tables/parties.toml"
_MOST = 40  # parties of one kind in one field
_TOWARDS_IT = re.compile(
    r"(?<!\w)(?:a la|a l'|a|au|aux|pour la|pour le|pour les|pour|to the|to|for the|for|sein de la|in the) ?\Z"
)

_NOTHING = re.compile(
    r"(?:une?|les?|la|des|the|an?|it|he|she|they|we|il|elle|ils|elles|on|this|cette|ce|these|ces|which|qui)"
)
_ARTICLE = re.compile(r"(?:(?:[Ll]es?|[Ll]a|[Tt]he|[Uu]ne?) |[Ll]['’])?")
_STOP = re.compile(
    r" (?:afin|dans|sur|pour|selon|grace|en|qui|dont|par|to|over|through|under|as|in|that|which|who|from|aimed"
    r"|designed|announced|across|per|including|after|for|with|will|seront|sera|ont|a ete|de l'ordre)(?!\w)"
    rf"|[.,;:|(\n]| - |{MONEY}"
)
_TOWARDS = {
    "fr": re.compile(
        r"(?<!\w)(?:a la |a l'|aux? |a |dans (?!le cadre)(?:la |le |les |l')?"
        r"|contre (?:la |le |les |l')?|pour (?:[a-z]+(?:er|ir|re) )?"
        r"|afin (?:de |d')[a-z]+(?:er|ir|re) |de plus pour )(?:la |le |les |l'|des |du |d'|un |une |leur "
        r"|son |sa )?"
    ),
    "en": re.compile(
        r"(?<!\w)(?:to (?!be )(?:[a-z]+ly )?(?:support |help |fund |[a-z]+ (?:and [a-z]+ )?)?|for |in (?=the |its "
        r"|support )|towards? |into )(?:the |its |their |a |an |new )?"
    ),
}
_BETWEEN = {
    "fr": re.compile(
        rf"(?<!\w)(?:accord|octroi|octroy|vers|remet|attribu|donn|fourni)\w* (?:a la|a l'|aux?"
        rf"|a) (?P<who>[^.;,{MONEY}]{{3,60}}?) (?:une?|des|la somme|plus|pres|jusqu|{MONEY})"
    ),
    "en": re.compile(
        rf"(?<!\w)(?:award|provid|grant|giv)\w* (?:the )?(?P<who>[^.;,{MONEY}]{{3,60}}?) (?:with )?(?:a |an |over "
        rf"|more than |up to |nearly |almost )?{MONEY}"
    ),
}
_TOPIC = re.compile(rf"\A(?P<who>[^:{MONEY}]{{3,60}}?) ?: [^:]{{0,20}}?{MONEY}")


@cache
def _subject(of: str, lang: str) -> re.Pattern[str]:
    """Give the pattern of a subject: from the start of a clause to a verb of a list."""
    verbs = patterns.any_of(vocabulary.section(_NAME, of)[lang]).pattern
    return re.compile(
        rf"(?:\A|(?<=[.:|] )|(?<=- )|(?<=\n))(?:the |le |la |les |l')?(?P<who>[\w'&/ -]{{2,70}}?),? (?:{verbs})"
    )


@cache
def _recipients(lang: str) -> re.Pattern[str]:
    nouns = patterns.any_of(vocabulary.section(_NAME, "recipients")[lang]).pattern
    return re.compile(rf"{NUMBER}+(?: [a-z'-]{{1,30}}){{0,3}}? (?:{nouns})")


def level_facts(passage: Passage) -> list[Fact]:
    """Give the levels of government that a field names, each wording once."""
    return [passage.fact("level", *hit) for hit in passage.distinct("levels")]


def party_facts(passage: Passage, amounts: Sequence[Amount], lang: str) -> list[Fact]:
    """Give payers, payees and programmes of a funding announcement's field."""
    payers = _apart(passage, _payers(passage, lang))
    payees = _apart(passage, _payees(passage, amounts, lang))
    is_shouted = passage.field == "title" and is_title_case(passage.text)
    programmes = (
        [] if is_shouted else _apart(passage, (m.span() for m in capitals.names("programmes").finditer(passage.text)))
    )
    named = [("payer", payers), ("payee", payees), ("programme", programmes)]
    return [passage.fact(kind, passage.text[s:e], s, e) for kind, spans in named for s, e in spans]


def is_title_case(title: str) -> bool:
    """Say whether a title capitalises most of its words, so that capitals name nothing."""
    long = re.findall(r"[^\W\d_]{4,}", title)
    return len(long) > 3 and sum(w[0].isupper() for w in long) > 0.7 * len(long)


def _payers(passage: Passage, lang: str) -> Iterator[tuple[int, int]]:
    for table in ("governments", "ministers", "public"):
        for m in capitals.names(table).finditer(passage.text):
            if not _TOWARDS_IT.search(passage.plain[max(0, m.start() - 12) : m.start()]):
                yield m.span()
    yield from (m.span("who") for m in capitals.names("agents").finditer(passage.text))
    yield from _subjects(passage, "verbs", lang)


def _payees(passage: Passage, amounts: Sequence[Amount], lang: str) -> Iterator[tuple[int, int]]:
    for m in _BETWEEN[lang].finditer(passage.marked):
        yield m.span("who")
    topic = _TOPIC.search(passage.marked) if passage.field == "title" else None
    if topic:
        yield topic.span("who")
    yield from _subjects(passage, "receives", lang)
    yield from (m.span() for m in _recipients(lang).finditer(passage.marked))
    for amount in amounts:
        begin, end = passage.sentence_at(amount.start)
        behind = list(_TOWARDS[lang].finditer(passage.plain, amount.end, min(end, amount.end + 160)))[:2]
        ahead = _TOWARDS[lang].finditer(passage.plain, max(begin, amount.start - 160), amount.start)
        for m in behind or list(ahead)[-1:]:
            yield m.end(), _phrase_end(passage, m.end(), min(end, m.end() + 90))


def _phrase_end(passage: Passage, start: int, end: int) -> int:
    """Say where a noun phrase ends; a preposition between two capitals is part of a name."""
    for m in _STOP.finditer(passage.marked, start, end):
        before = passage.text[start : m.start()].rsplit(" ", 1)[-1]
        after = passage.text[m.start() + 1 :].split(" ", 1)[-1]
        if not (m[0] in (" for", " pour", " sur", " in") and before[:1].isupper() and after[:1].isupper()):
            return m.start()
    return end


def _subjects(passage: Passage, of: str, lang: str) -> Iterator[tuple[int, int]]:
    """Give what stands in front of a verb at the start of a clause, where it has a capital letter of its own."""
    for m in _subject(of, lang).finditer(passage.marked):
        if re.search(r"[A-ZÀ-Ý]", passage.text[m.start("who") : m.end("who")]) and MONEY not in m["who"]:
            yield m.span("who")


def _apart(passage: Passage, spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Trim spans and drop those that touch an earlier one."""
    taken: list[tuple[int, int]] = []
    for span in spans:
        start, end = trim(passage.text, *span)
        start = article.end() if (article := _ARTICLE.match(passage.text, start, end)) else start
        is_name = re.search(r"[^\W\d_]{2}", passage.text[start:end]) and not _NOTHING.fullmatch(
            passage.plain, start, end
        )
        if is_name and len(taken) < _MOST and not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
    return taken
