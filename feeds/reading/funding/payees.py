"""Read for whom or what the money is: names and noun phrases, by the words that lead to them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from feeds.reading import vocabulary
from feeds.reading.funding.money import Amount
from feeds.reading.funding.naming import cut, is_name, is_slight
from feeds.reading.funding.subjects import listed, subjects
from feeds.reading.passage import AGE, MONEY, NUMBER, Passage

_NAME = "tables/parties.toml"
_DETERMINED = r"(?=the |a |an |its |their |new )"
_TOWARDS = re.compile(  # one letter first, so that a search runs from one such letter to the next
    r"[acdefiopt](?<!\w.)(?:(?<=a)(?P<to> la | l'|ux? | )(?:[a-z]+(?:er|ir|re) (?=la |le |les |l'|des |un |une ))?"
    r"|(?<=t)(?P<en>o )|(?P<into>(?<=d)ans (?!le cadre)|(?<=i)n (?=the |its |support |[a-z]+ing )|(?<=i)nto |(?<=o)n )"
    r"|(?<=c)ontre |(?:(?<=p)our |(?<=a)fin d(?:e |'))(?:[a-z]+(?:er|ir|re) )?|(?<=d)e plus pour |(?<=e)nvers "
    rf"|(?<=t)owards? |(?<=f)or (?:[a-z]+ing (?:and [a-z]+ing )?{_DETERMINED})?)"
)
_ARTICLES = re.compile(
    r"(?:(?:la|le|les|des|du|un|une|leur|leurs|son|sa|ses|the|its|their|a|an|support (?:for|of)) |l'|d')?"
)
_BETWEEN = re.compile(
    r"(?:accord|octroi|octroy|vers|remet|attribu|donn|fourni|alloue|consent|confi)\w* (?:a la |a l'|aux? |a )"
    rf"(?P<who>[^.;,{MONEY}]{{3,60}}?) (?:une?|des|la somme|plus|pres|jusqu|{MONEY})"
    r"|(?:award|provid|grant|giv|gave|hand|offer|lend|send|loan|pa)(?:e?s|ed|ing|e|y|ys|id)? (?:the )?"
    rf"(?P<whom>(?:[^.;,:{MONEY}]|(?<=\bst)\.){{3,60}}?)"
    rf" (?:with )?(?:a |an |over |more than |up to |nearly |almost |another |some |additional )*{MONEY}"
)
_TOPIC = re.compile(rf"\A(?P<who>[^:|{MONEY}]{{3,70}}?) ?(?::| - )")
_NO_TOPIC = re.compile(
    r"(?:annonce|communique|mise a jour|update|opinion|news|video|photos?|statement|declaration|budget)\b"
)
_PLACE_ONLY = re.compile(r"[A-ZÀ-Ý][\w'’.-]*(?: [A-ZÀ-Ý][\w'’.-]*){0,2}")
_PERIOD = re.compile(
    rf"[{NUMBER}{AGE}]* ?(?:[a-z]+ )?(?:ans?|annees?|mois|years?|months?|weeks?|per cent|percent|%)(?!\w)"
    rf"|\d|[{NUMBER}]+ (?:the|les|la) "
)
_BEFORE_MONEY = re.compile(r"(?<!\w)(?:of|de|d'|du|from|worth|totalling|totaling|en|in) ?\Z")
_SOME = re.compile(rf"(?P<count>{NUMBER}+)(?P<words>(?: [a-z'-]{{1,30}}(?![\w])){{1,5}})")
_OF_THEM = re.compile(r" (?:de |d')(?!plus)[a-z-]{3,30}")
_RANGE_ONLY = re.compile(  # the lower end of a range, or what leads to it
    r"(?:(?:between|from|entre|de|to|and|or|a|et|ou|(?:m|b|tr)illions?|milliards?|dollars?|euros?|pounds?|[bm]n?|k)(?!\w)|[^a-z]|\b[a-z]{1,3}(?=\$))+"
)
_TAIL = re.compile(r"(?: (?:et|and|or|ou|la|le|les|l'|the|a|an|de|des|du|of|aux?|to|in|en|cet|cette))+ ?\Z")
_NEW_CLAUSE = re.compile(r" (?:(?:pour|for) )?(?=(?:Les? |La |L['’]|Une? |The |An? )[a-zà-ÿ])")  # no stop before it
_INNER = (" for", " pour", " sur", " in", " en")  # between two capitals they belong to a name
_NAME_AS_WRITTEN = (
    r"[A-ZÀ-Ý][\w'’.-]*(?: (?:(?:de|du|des|la|le|les|of|the|and|sur|en) ){0,2}(?:[dl]['’])?[A-ZÀ-Ý0-9][\w'’.-]*){0,6}"
)
_NEXT_NAME = re.compile(
    r"(?:,| et| and|, and|, et| &| ainsi que?)"
    r"(?: à la| à l['’]| aux?| à| to the| to| the| la| le| les| l['’]| de la| des| du)?"
    rf" ?(?P<who>{_NAME_AS_WRITTEN})"
)
_FIRST_OF_LIST = re.compile(rf": (?:the |le |la |les |l['’])?(?P<who>{_NAME_AS_WRITTEN}),? \(\Z")
_DOING = re.compile(
    r" (?:(?:re)?build|renovat|repair|restor|upgrad|expand|moderni[sz]|fix|equip|train|hir|buy|creat|improv"
    r"|support|help|protect|replac|extend|refurbish)ing (?=the |a |an |its |their |new |more )"
    r"| (?:doubl|tripl)ing the (?:size|number) of (?:the )?"
)
_HELPED = re.compile(  # "with $5 from Ottawa, the club will", "the club can hire thanks to $5"
    rf"(?:\A|(?<=[.\n] ))(?:(?:with|thanks to) [^.;,{MONEY}]{{0,40}}{MONEY}+[^.;,{MONEY}]{{0,80}}, "
    rf"(?P<who>[^.;,{MONEY}]{{3,60}}?)|(?P<whom>[^.;,{MONEY}]{{3,60}}?)) (?:will|can) "
    rf"(?(whom)[^.;{MONEY}]{{3,90}}thanks to [^.;,{MONEY}]{{0,40}}{MONEY})"
)
_OF_THINGS = r"(?: (?:de la|des|du|de) [a-zà-ÿ-]+)"  # "le Festival des bières du monde"
_BEFORE_ITS_OWN = re.compile(
    rf"(?:,|;| et| and) (?:the |le |la |les |l['’])?(?P<who>{_NAME_AS_WRITTEN}{_OF_THINGS}{{0,3}}),? \(?\Z"
)
_LED_TOO = re.compile(rf"(?:,|,? et|,? ainsi qu['’e]) ?(?:à la |à l['’]|aux? |à )(?P<who>{_NAME_AS_WRITTEN})")
_AS_NOUN = re.compile(r"(?:[ld]'|(?<!\w)(?:en|une?|of|in|the|an) )\Z")  # "l'aide humanitaire", "en aide"
_HEADING_WORD = re.compile(r"\w+")
_ABOUT = frozenset(
    ["et", "and", "de", "d", "la", "le", "les", "l", "des", "du", "the", "of", "contre", "against", "lutte", "fight"]
)
_MOST_LISTED = 12
_REACH, _INTO_REACH = 160, 45  # code points from an amount to what leads to a payee
_LONGEST = 90


def payees(passage: Passage, amounts: Sequence[Amount], lang: str) -> Iterator[tuple[int, int]]:
    """Give spans of payees, the surest first; they may touch each other."""
    yield from _good(passage, _candidates(passage, amounts, lang))
    for amount in amounts:
        yield from _around(passage, amount)
    yield from _good(passage, each_its_own(passage, amounts))


def _good(passage: Passage, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut spans to what they name, and drop those that can name nobody who is paid."""
    for span in spans:
        named = cut(passage, *span)
        if _is_good(passage, *named):
            yield named


def _candidates(passage: Passage, amounts: Sequence[Amount], lang: str) -> Iterator[tuple[int, int]]:
    yield from subjects(passage, "receives", "verbs")
    for amount in amounts:
        yield from _between(passage, amount)
    for hit in passage.hits("goes"):
        first = _behind(passage, hit.end)
        yield first
        yield from _listed_behind(passage, first[1])
    for m in _HELPED.finditer(passage.marked) if MONEY in passage.marked else ():
        yield _behind(passage, m.start("who" if m["who"] else "whom"))
    yield from _counted(passage, lang)
    if passage.field == "title":
        yield from _titled(passage)


def _between(passage: Passage, amount: Amount) -> Iterator[tuple[int, int]]:
    """Give who stands between a verb of giving and its amount: "awarded the club $5"."""
    begin = max(passage.sentence_at(amount.start)[0], amount.start - _REACH)
    for hit in passage.hits("verbs"):
        if begin <= hit.start < amount.start and (m := _BETWEEN.match(passage.marked, hit.start)):
            yield m.span("who" if m["who"] else "whom")


def _listed_behind(passage: Passage, end: int) -> Iterator[tuple[int, int]]:
    """Give the names that a list goes on with: "à la Croix-Verte, aux Scouts du lac et à Vélo Nord"."""
    for _ in range(_MOST_LISTED):
        m = _NEXT_NAME.match(passage.text, end)
        if m is None or passage.marked[m.start("who")] == MONEY:
            return
        end = _phrase(passage, m.start("who"))[1]
        yield m.start("who"), end


def each_its_own(passage: Passage, amounts: Sequence[Amount]) -> Iterator[tuple[int, int]]:
    """Give the names that stand right before a further amount: "le club reçoit 5 000 $, La Ruche 3 000 $"."""
    for amount in amounts[:1]:
        if m := _FIRST_OF_LIST.search(passage.text, max(0, amount.start - _LONGEST), amount.start):
            yield m.span("who")
    for one, other in pairwise(amounts):
        if other.start - one.end <= _REACH and (m := _BEFORE_ITS_OWN.search(passage.text, one.end, other.start)):
            yield m.span("who")


def _titled(passage: Passage) -> Iterator[tuple[int, int]]:
    """Give what a title supports, or the topic in front of its colon."""
    for hit in passage.hits("objects"):
        if passage.plain[hit.start : hit.start + 3] != "aid" or not _AS_NOUN.search(
            passage.marked, max(0, hit.start - 6), hit.start
        ):
            yield _behind(passage, hit.end)
    if topic := _TOPIC.search(passage.marked):
        said = passage.text[: topic.end("who")].strip()
        is_place = not said.isupper() and _PLACE_ONLY.fullmatch(said)
        if not is_place and not _NO_TOPIC.match(topic["who"]) and not _is_subject(passage, *topic.span("who")):
            yield topic.span("who")


def _is_subject(passage: Passage, start: int, end: int) -> bool:
    """Say whether a heading only says what a text is about: "Violence conjugale :" is nobody who could be paid."""
    about = [hit for name in ("topics", "offences") for hit in passage.hits(name) if start <= hit.start < end]
    words = [m for m in _HEADING_WORD.finditer(passage.marked, start, end) if m[0] not in _ABOUT]
    return bool(about) and all(any(hit.start <= m.start() < hit.end for hit in about) for m in words)


def _around(passage: Passage, amount: Amount) -> Iterator[tuple[int, int]]:
    """Give what an amount goes to, in its own sentence: behind it, else in front of it."""
    begin, end = passage.sentence_at(amount.start)
    following = passage.marked.find(MONEY, amount.end, end)
    behind = _led(passage, amount.end, min(end, amount.end + _REACH, following if following > 0 else end))
    done = _DOING.match(passage.marked, amount.end)
    named = next(_good(passage, [_behind(passage, done.end())]), None) if done else next(behind, None)
    if named:
        yield named
        yield from _led_too(passage, named[1])
    else:
        yield from list(_led(passage, max(begin, amount.start - _REACH), amount.start))[-1:]


def _led_too(passage: Passage, end: int) -> Iterator[tuple[int, int]]:
    """Give the names that follow with the same preposition: "à la Ville, à Vélo Nord et à la Ruche"."""
    for _ in range(_MOST_LISTED):
        m = _LED_TOO.match(passage.text, end)
        if m is None:
            return
        end = _phrase(passage, m.start("who"))[1]
        yield from _good(passage, [(m.start("who"), end)])


def _led(passage: Passage, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the phrases of a stretch that a word leads to, those that can name a payee."""
    for m in _TOWARDS.finditer(passage.marked, start, end):
        is_verb = m["to"] is not None and m["to"][0] != "u" and passage.text[m.start()] not in "àÀ"  # "a", not "à"
        if is_verb or (m["into"] and m.start() - start > _INTO_REACH):
            continue
        yield from _good(passage, [_behind(passage, m.start() if m["en"] else m.end())])


def _behind(passage: Passage, start: int) -> tuple[int, int]:
    """Give the phrase behind a word that leads to it; "to", a verb of purpose and an article are passed over."""
    while start < len(passage.marked) and passage.marked[start] == " ":
        start += 1
    if purpose := _purpose().match(passage.marked, start):
        start = purpose.end()
    if article := _ARTICLES.match(passage.marked, start):
        start = article.end()
    return _phrase(passage, start)


def _is_good(passage: Passage, start: int, end: int) -> bool:
    return (
        is_name(passage, start, end)
        and not is_slight(passage, start, end)
        and not _PERIOD.match(passage.marked, start)
        and not _RANGE_ONLY.fullmatch(passage.marked, start, end)
    )


@cache
def _purpose() -> re.Pattern[str]:
    verbs = "|".join(sorted(vocabulary.section(_NAME, "purposes")["en"], key=len, reverse=True))
    verb = rf"(?:{verbs})(?!\w)"
    french = rf"[a-z]{{2,}}(?:er|ir|re) (?=(?:la|les?|des|une?|sa|son|ses) |l'|{NUMBER})"  # "rénover 17 écoles"
    english = rf"(?:to )?(?:[a-z]+ly )?{verb}(?:(?:,| and|, and) {verb}){{0,3}} (?:to )?(?:{verb} )?|to "
    return re.compile(rf"{english}|{french}")


def _phrase(passage: Passage, start: int) -> tuple[int, int]:
    """Give the noun phrase that begins at a position; a preposition between two capitals is part of a name."""
    _, last = passage.sentence_at(start)
    end = min(last, start + _LONGEST)
    for m in _phrase_end().finditer(passage.marked, start, end):
        before = passage.text[start : m.start()].rsplit(" ", 1)[-1]
        after = passage.text[m.start() + 1 : m.start() + 40].split(" ", 1)[-1]
        if not (m[0] in _INNER and before[:1].isupper() and after[:1].isupper()):
            end = m.start()
            break
    if passage.marked[end : end + 2].lstrip()[:1] == MONEY and _BEFORE_MONEY.search(passage.marked, start, end):
        return start, start  # "a contribution of" before an amount names nobody
    if clause := _NEW_CLAUSE.search(passage.text, start, end) if _thanks().match(passage.marked, end) else None:
        end = clause.start()
    tail = _TAIL.search(passage.marked, start, end)
    return start, tail.start() if tail else end


@cache
def _thanks() -> re.Pattern[str]:
    return re.compile(rf" (?:{listed('sayings')})(?!\w)")


@cache
def _phrase_end() -> re.Pattern[str]:
    ends = f"{listed('phrase_ends')}|{listed('sayings')}"
    return re.compile(rf" (?:{ends}|(?:et|and) (?:a|au|aux|to))(?!\w)|[.,;:|(\n\"«»“”]| - |{MONEY}")


def _counted(passage: Passage, lang: str) -> Iterator[tuple[int, int]]:
    """Give numbers of what is paid for: "12 small farms", "neuf organismes de quartier"."""
    if NUMBER not in passage.marked:
        return
    nouns = _recipients(lang)
    for m in _SOME.finditer(passage.marked):
        end = m.end("count")
        for word in m["words"].split():
            end += 1 + len(word)
            if word in nouns:
                of = _OF_THEM.match(passage.marked, end)
                yield m.start(), of.end() if of else end
                break


@cache
def _recipients(lang: str) -> frozenset[str]:
    return frozenset(vocabulary.section(_NAME, "recipients")[lang])
