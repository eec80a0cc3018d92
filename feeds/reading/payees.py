"""Read for whom or what the money is: names and noun phrases, by the words that lead to them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from feeds.reading import vocabulary
from feeds.reading.money import Amount
from feeds.reading.naming import cut, is_name, is_slight
from feeds.reading.passage import AGE, MONEY, NUMBER, Passage
from feeds.reading.subjects import subjects

_NAME = "tables/parties.toml"
_STOP = re.compile(
    r" (?:afin|dans|sur|pour|selon|grace|en|qui|dont|par|to|over|through|under|as|in|that|which|who|from|aimed|lors|depuis"
    r"|avec|que|car|est|sont|at|by|on|near|so|because|while|where|when|since|before|until|during|today|is|are|was|were|has"
    r"|have|had|can|may|help|helps|get|gets|receive|receives|sous|comme|designed|announced|across|per|including|after|for"
    r"|with|will|seront|sera|sont|ont|a ete|ont ete|de l'ordre|aujourd'hui|hier|lundi|mardi|mercredi|jeudi|vendredi|permettra"
    r"|permettront|recevra|recevront|d'ici|au cours|ainsi que|quant|alors|tandis|following|thanks|worth|totalling|into|s'"
    r"|a (?:annonce|indique|precise|confirme|declare|fait|souligne|hauteur|compter|partir|travers|raison|titre)|estimated|costing|based|located|\w+(?:ssera|eront|iront|raient)"
    r"|situe\w*|announces?|annonce|monday|tuesday|wednesday|thursday|friday|puisse\w*|puissent|must|should|cet|cette|between|within|entre|ce (?:matin|mois|printemps))(?!\w)"
    rf"|[.,;:|(\n\"«»“”]| - | \.|{MONEY}"
)
_MONEY_NOUN = re.compile(r"(?<!\w)(?:of|de|d'|du|from|worth|totalling|totaling|en|in) ?\Z")
_TAIL = re.compile(r"(?: (?:et|and|or|ou|la|le|les|l'|the|a|an|de|des|du|of|aux?|to|in|en|cet|cette))+ ?\Z")
_TOWARDS = re.compile(
    r"(?<!\w)(?:(?P<to>a la |a l'|aux? |a )(?:[a-z]+(?:er|ir|re) (?=la |le |les |l'|des |un |une ))?|(?P<en>to )"
    r"|dans (?!le cadre)|contre |(?:pour |afin de |afin d')(?:[a-z]+(?:er|ir|re) )?|de plus pour |envers "
    r"|for (?:[a-z]+ing (?:and [a-z]+ing )?)?|in (?=the |its |support |[a-z]+ing )|towards? |into )"
)
_ARTICLES = re.compile(
    r"(?:(?:la|le|les|des|du|un|une|leur|leurs|son|sa|ses|the|its|their|a|an|support (?:for|of)) |l'|d')?"
)
_BETWEEN = re.compile(
    rf"(?<!\w)(?:accord|octroi|octroy|vers|remet|attribu|donn|fourni|alloue|consent|confi)\w* (?:a la |a l'|aux? |a )"
    rf"(?P<who>[^.;,{MONEY}]{{3,60}}?) (?:une?|des|la somme|plus|pres|jusqu|{MONEY})"
    rf"|(?<!\w)(?:award|provid|grant|giv|hand|offer|lend|send|loan|pa)(?:e?s|ed|ing|e|y|ys|id)? (?:the )?(?P<whom>[^.;,:{MONEY}]{{3,60}}?)"
    rf" (?:with )?(?:a |an |over |more than |up to |nearly |almost |another |some |additional )*{MONEY}"
)
_TOPIC = re.compile(rf"\A(?P<who>[^:|{MONEY}]{{3,70}}?) ?(?::| - )")
_PERIOD = re.compile(
    rf"[{NUMBER}{AGE}]* ?(?:[a-z]+ )?(?:ans?|annees?|mois|years?|months?|weeks?|per cent|percent|%)(?!\w)|\d|[{NUMBER}]+ (?:the|les|la) "
)
_OF_MONEY = re.compile(
    r"(?:annonce|communique|mise a jour|update|opinion|news|video|photos?|statement|declaration|budget)\b"
)
_PLACE_ONLY = re.compile(r"[A-ZÀ-Ý][\w'’.-]*(?: [A-ZÀ-Ý][\w'’.-]*){0,2}")
_REACH = 160  # code points on either side of an amount


def payees(passage: Passage, amounts: Sequence[Amount], lang: str) -> Iterator[tuple[int, int]]:
    """Give spans of payees, the surest first; they may touch each other."""
    spans = (cut(passage, *span) for span in _candidates(passage, amounts, lang))
    return (span for span in spans if _is_good(passage, *span))


def _candidates(passage: Passage, amounts: Sequence[Amount], lang: str) -> Iterator[tuple[int, int]]:
    yield from subjects(passage, "receives", "verbs")
    for m in _BETWEEN.finditer(passage.marked):
        yield m.span("who" if m["who"] else "whom")
    for hit in passage.hits("goes"):
        yield _phrase(passage, hit.end)
    yield from (m.span() for m in _counted(lang).finditer(passage.marked))
    for amount in amounts:
        yield from _around(passage, amount)
    if passage.field == "title":
        yield from _titled(passage)


def _titled(passage: Passage) -> Iterator[tuple[int, int]]:
    """Give what a title supports, or the topic in front of its colon."""
    for hit in passage.hits("objects"):
        yield _phrase(passage, hit.end)
    topic = _TOPIC.search(passage.marked)
    if (
        topic
        and not _OF_MONEY.match(topic["who"])
        and not _PLACE_ONLY.fullmatch(passage.text[: topic.end("who")].strip())
    ):
        yield topic.span("who")


def _around(passage: Passage, amount: Amount) -> Iterator[tuple[int, int]]:
    """Give what an amount goes to, in its own sentence: behind it, else in front of it."""
    begin, end = passage.sentence_at(amount.start)
    following = passage.marked.find(MONEY, amount.end)
    end = min(end, amount.end + _REACH, following if following > 0 else end)
    behind = [_led(passage, m) for m in _TOWARDS.finditer(passage.marked, amount.end, end) if _leads(passage, m)]
    named = [span for span in behind if _is_good(passage, *cut(passage, *span))]
    begin = max(begin, amount.start - _REACH)
    ahead = [_led(passage, m) for m in _TOWARDS.finditer(passage.marked, begin, amount.start) if _leads(passage, m)]
    yield from named[:1] or [span for span in ahead if _is_good(passage, *cut(passage, *span))][-1:]


def _leads(passage: Passage, m: re.Match[str]) -> bool:
    """Say whether a word leads to a payee: "à", but not the verb "a"."""
    return m["to"] is None or m["to"][:2] == "au" or passage.text[m.start()] in "àÀ"


def _led(passage: Passage, m: re.Match[str]) -> tuple[int, int]:
    """Give the phrase behind a word that leads to it: "to" and a verb of purpose are passed over."""
    start = m.end()
    if m["en"] and (verb := _purpose().match(passage.marked, start)):
        start = verb.end()
    if article := _ARTICLES.match(passage.marked, start):
        start = article.end()
    return _phrase(passage, start)


def _is_good(passage: Passage, start: int, end: int) -> bool:
    return (
        is_name(passage, start, end) and not is_slight(passage, start, end) and not _PERIOD.match(passage.marked, start)
    )


@cache
def _purpose() -> re.Pattern[str]:
    verbs = "|".join(sorted(vocabulary.section(_NAME, "purposes")["en"], key=len, reverse=True))
    return re.compile(rf"(?:[a-z]+ly )?(?:{verbs})(?:(?:,| and|, and) (?:{verbs}))* (?:to )?(?:(?:{verbs}) )?")


def _phrase(passage: Passage, start: int) -> tuple[int, int]:
    """Give the noun phrase that begins at a position; a preposition between two capitals is part of a name."""
    _, last = passage.sentence_at(start)
    while start < last and passage.marked[start] == " ":
        start += 1
    end = min(last, start + 90)
    for m in _STOP.finditer(passage.marked, start, end):
        before = passage.text[start : m.start()].rsplit(" ", 1)[-1]
        after = passage.text[m.start() + 1 :].split(" ", 1)[-1]
        if not (m[0] in (" for", " pour", " sur", " in", " en") and before[:1].isupper() and after[:1].isupper()):
            return _trimmed(passage, start, m.start())
    return _trimmed(passage, start, end)


def _trimmed(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Drop function words behind a phrase; "a contribution of" before an amount is no phrase."""
    if passage.marked[end : end + 2].lstrip()[:1] == MONEY and _MONEY_NOUN.search(passage.marked, start, end):
        return start, start
    tail = _TAIL.search(passage.marked, start, end)
    return start, tail.start() if tail else end


@cache
def _counted(lang: str) -> re.Pattern[str]:
    nouns = "|".join(sorted(vocabulary.section(_NAME, "recipients")[lang], key=len, reverse=True))
    return re.compile(rf"{NUMBER}+(?: [a-z'-]{{1,30}}){{0,3}}? (?:{nouns})(?!\w)")
