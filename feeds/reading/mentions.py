"""Find the persons a sentence speaks of, and how many: "two men and a woman", "the 21-year-old", "sept des neuf"."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from feeds.reading import vocabulary
from feeds.reading.passage import AGE, NUMBER, Passage

_NAME = "tables/people.toml"
_TOKEN = re.compile(rf"{NUMBER}+|{AGE}+|(?:[cdjlmnst]|qu)'|\w[\w'-]*|[,:;()\"«»&]|(?<= )-(?= )")
_MANY = ("men", "people", "children", "thieves", "wives")
_VERBS = ("ing", "ed")  # "who robbed two men", "killing a woman"
_VERB = "|"  # in place of a verb, among the tokens
_OF = frozenset(("of", "the", "de", "d'", "des", "les", "these", "ces", "entre"))
_LOOSE = frozenset(("jeune", "jeunes", "ancien", "ancienne", "anciens", "autres", "presume", "presumes"))
_AGED = frozenset(("aged", "age", "ages", "agee", "agees", "respectivement", "de", "d'", "ans", ",", "(", "and", "et"))
_DETAIL = _AGED | frozenset(
    ("of", "from", "in", "his", "her", "their", "dans", "la", "20s", "30s", "40s", "50s", "60s", "teens", "early", "late")
) | frozenset(("mid", "vingtaine", "trentaine", "quarantaine", "cinquantaine", "soixantaine", "year-old", "years", "old", ")"))
_DETAIL_MORE = frozenset(("presume", "presumes", "presumee", "presumees", "alleged", "des", "au", "both", "also", "aussi", "tous", "deux", "originaire", "residant", "the", "a", "du"))
_AND = frozenset(("and", "et", "&", ",", "ainsi", "que", "as", "well", "along", "together", "with", "plus"))
_POLICE = frozenset(("agents", "policiers", "enqueteurs", "gendarmes", "officers", "deputies", "detectives"))
_APPOSED = frozenset((":", "-", "("))
_GENERIC = frozenset(("people", "persons", "personnes", "individuals", "individus", "suspects", "adults", "adultes"))
_HEAD_REACH = 6  # words between a number or an article and its noun


class Token(NamedTuple):
    """A word, a marked number ("n") or age ("a"), or a sign ("p") of a folded text."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Persons that are spoken of; ``value`` is 0 where the text does not say how many ("the men")."""

    start: int
    end: int
    value: int
    is_many: bool
    noun: str = ""
    opener: str = ""  # its number or article
    is_oblique: bool = False  # behind a preposition: seldom who was arrested
    is_nested: bool = False  # some of those named before: "dont trois mineurs"
    is_group: bool = False  # many under a verb in the singular: "un couple", "une dizaine de personnes"


@dataclass(frozen=True, slots=True)
class _Words:
    nouns: frozenset[str]
    stems: tuple[str, ...]
    groups: Mapping[str, int]
    one: frozenset[str]
    many: frozenset[str]
    both: frozenset[str]
    nested: frozenset[str]
    oblique: frozenset[str]
    stops: frozenset[str]
    things: frozenset[str]
    none: frozenset[str]
    singular: frozenset[str]


@cache
def _words(lang: str) -> _Words:
    table = vocabulary.section(_NAME, lang)
    nouns = table.pop("nouns")
    stems = tuple(n[:-1] for n in nouns if n.endswith("*"))
    groups = vocabulary.section(_NAME, "groups")
    rest = {name: frozenset(words) for name, words in table.items()}
    rest["stops"] |= rest["things"]
    return _Words(nouns=frozenset(nouns), stems=stems, groups=groups, **rest)


@cache
def _how_many(lang: str, word: str) -> int | None:
    """Say what a noun stands for: 1, a group's number, 0 for a plural; None where it is no person."""
    words = _words(lang)
    bare = word.removeprefix("ex-").removeprefix("co-")
    if bare in words.groups:
        return words.groups[bare]
    if bare in words.singular or bare == "year-old":
        return 1
    if bare in words.nouns:
        return 0 if bare.endswith(_MANY) else 1
    if bare.endswith("year-olds") or (bare[-1:] in "sx" and bare[:-1] in words.nouns):
        return 0
    return (0 if bare.endswith("s") else 1) if bare.startswith(words.stems) else None


def tokens(marked: str, start: int, end: int) -> list[Token]:
    """Cut a stretch of a marked text into its tokens."""
    return [Token(_kind(m[0]), m[0], *m.span()) for m in _TOKEN.finditer(marked, start, end)]


def _parted(cut: Sequence[Token], verbs: Container[int]) -> list[Token]:
    """Make a sign of each verb, so that no noun is looked for behind it."""
    return [token._replace(kind="p", text=_VERB) if token.start in verbs else token for token in cut]


def _kind(text: str) -> str:
    first = text[0]
    return "n" if first == NUMBER else "a" if first == AGE else "w" if first.isalnum() or first == "_" else "p"


def people(
    passage: Passage, start: int, end: int, values: Mapping[int, int], lang: str, verbs: Container[int] = ()
) -> list[Mention]:
    """Find whom a sentence speaks of, from left to right; those that are listed together are one mention.

    ``values`` are the numbers by where they begin, ``verbs`` where the verbs begin of what is done to them.
    """
    cut = _parted(tokens(passage.marked, start, end), verbs)
    single = list(_mentions(cut, values, lang, is_title=passage.field == "title" or start == 0))
    return list(_joined(single, cut, passage.text, lang))


def _mentions(cut: Sequence[Token], values: Mapping[int, int], lang: str, *, is_title: bool) -> Iterator[Mention]:
    at = 0
    last_end = -1
    while at < len(cut):
        found = _mention_at(cut, at, values, lang, is_bare=_may_be_bare(cut, at, last_end, is_title=is_title))
        if found is None:
            at += 1
            continue
        yield found
        last_end = found.end
        at = next((k for k in range(at + 1, len(cut)) if cut[k].start >= found.end), len(cut))


def _may_be_bare(cut: Sequence[Token], at: int, last_end: int, *, is_title: bool) -> bool:
    """Say whether a noun may stand without an article: first in a title, right behind its verb, or in a list."""
    before = cut[at - 1] if at else None
    if before is None or (before.text in (":", "-", _VERB) and before.kind == "p"):
        return is_title
    return before.text in ("and", "et", ",", "&") and last_end >= 0 and before.end - last_end <= 8


def _mention_at(
    cut: Sequence[Token], at: int, values: Mapping[int, int], lang: str, *, is_bare: bool
) -> Mention | None:
    token, words = cut[at], _words(lang)
    before = _before(cut, at, words)
    if token.kind == "a" and _is_aside(cut, at):
        return Mention(start=token.start, end=token.end, value=1, is_many=False)
    if token.text in words.both and (cut[at + 1].text if at + 1 < len(cut) else "") not in ("of", "from", "in", "aged"):
        return Mention(start=token.start, end=token.end, value=2, is_many=True)
    is_opened = token.start in values or token.text in words.one or token.text in words.many
    if not is_opened and not (is_bare and token.kind != "p"):
        return None
    if token.kind == "w" and is_opened and cut[at + 1 : at + 2] and cut[at + 1].kind == "n":
        return None  # "the four men": the number opens it
    head = _head(cut, at + is_opened, lang, is_number=token.kind == "n")
    if head is None:
        return None
    noun = _how_many(lang, cut[head].text) if cut[head].kind == "w" else 1
    value = values.get(token.start, 0) if token.kind == "n" else _aged(cut, head) if not noun else noun
    return Mention(
        start=token.start,
        end=cut[head].end,
        value=value or 0,
        is_many=noun != 1 or token.kind == "n",
        noun=cut[head].text,
        opener=token.text,
        is_oblique=before in words.oblique or (lang == "en" and before.endswith(_VERBS)) or token.text in ("du", "des", "aux"),
        is_nested=before in words.nested,
        is_group=(noun or 0) > 1 or (token.kind == "n" and value > 1 and _is_collective(cut, at)),
    )


def _is_definite(one: Mention) -> bool:
    return one.value == 1 and one.opener in ("le", "la", "l'", "the")


def _is_collective(cut: Sequence[Token], at: int) -> bool:
    return at + 1 < len(cut) and cut[at + 1].text in ("de", "d'")


def _before(cut: Sequence[Token], at: int, words: _Words) -> str:
    """Give the word in front of a mention, past its article: "of the two men"."""
    if at > 1 and cut[at].kind == "n" and cut[at - 1].text in words.one | words.many:
        return cut[at - 2].text
    return cut[at - 1].text if at else ""


def _is_aside(cut: Sequence[Token], at: int) -> bool:
    """Say whether an age stands after a name: ", 48," or "(34)" or ", 52 ans,"."""
    before = cut[at - 1].text if at else ""
    after = [t.text for t in cut[at + 1 : at + 3]]
    is_closed = not after or after[0] in (",", ")") or after[0] == "ans" and after[1:] in ([], [","], [")"])
    return before in (",", "(") and is_closed


def _head(cut: Sequence[Token], at: int, lang: str, *, is_number: bool) -> int | None:
    """Find the noun of a number or an article: the first of them, with what is written right behind it."""
    words = _words(lang)
    found: int | None = None
    for k in range(at, min(at + _HEAD_REACH, len(cut))):
        token = cut[k]
        if token.kind == "p" or (token.kind == "n" and not (is_number and cut[k - 1].text in _OF)):
            break
        if token.kind in "na":
            continue
        if not is_number and (token.text in words.one or token.text in words.oblique):
            break
        is_age = token.text in ("year-old", "year-olds") and cut[k - 1].kind in "an"
        is_noun = is_age or _how_many(lang, token.text) is not None
        if not is_noun and (found is not None or (token.text in words.stops and not (is_number and _is_of(cut, k, at)))):
            if found is None or cut[found].text not in ("year-old", "year-olds") or token.text in words.stops:
                break
            continue
        if is_noun and not (found is not None and token.text.startswith("accuse")):
            found = k
            if lang == "fr" and token.text not in _LOOSE:
                break
    return found


def _is_of(cut: Sequence[Token], k: int, at: int) -> bool:
    """Say whether a word leads from a number to its noun: "two of the", "une dizaine de", "trois autres des"."""
    return cut[k].text in _OF and (k == at or cut[k - 1].text in _OF | _LOOSE)


def _aged(cut: Sequence[Token], head: int) -> int:
    """Count persons by their ages: "the men, aged 21 and 22"; nothing for a range."""
    ages = 0
    for token in cut[head + 1 : head + 16]:
        if token.kind == "a":
            ages += 1
        elif token.text not in _AGED:
            break
    return ages if ages > 1 else 0


def _joined(found: Sequence[Mention], cut: Sequence[Token], text: str, lang: str) -> Iterator[Mention]:
    listed: list[Mention] = []
    for one in found:
        if listed and not (_is_listed(listed[-1], one, cut, text, lang)):
            yield _sum(listed, text)
            listed = []
        listed.append(one)
    if listed:
        yield _sum(listed, text)


def _is_listed(left: Mention, right: Mention, cut: Sequence[Token], text: str, lang: str) -> bool:
    """Say whether only details and a conjunction or a comma part two mentions."""
    gap = [t for t in cut if left.end <= t.start < right.start]
    if gap and right.is_oblique and left.is_oblique and gap[-1].text in _OF:
        gap = gap[:-1]  # "de deux hommes et d'une femme"
    elif right.is_oblique or (left.is_oblique and len(gap) > 2 and gap[-1].text == ","):
        return False
    if left.is_oblique and left.noun in _POLICE:
        return False  # "avec l'aide de deux agents, un homme"
    if not gap or right.is_nested or gap[-1].text not in _AND | _APPOSED:
        return False
    if gap[-1].text in _APPOSED and left.noun not in _GENERIC:
        return False
    unknown = [t for t in gap if not _is_detail(t, text)]
    if any(t.text in _words(lang).stops for t in unknown):
        return False
    return len(unknown) <= 1 and all(lang == "fr" and not t.text.endswith(("e", "es", "ent")) for t in unknown)


def _is_detail(t: Token, text: str) -> bool:
    return (
        t.kind in "an" or t.text in _APPOSED or t.text in _AND or t.text in _DETAIL or t.text in _DETAIL_MORE or text[t.start].isupper()
    )


def _sum(listed: Sequence[Mention], text: str) -> Mention:
    """Add up a list of mentions, unless the rest says who the first are: "two people, a man and a woman"."""
    first = listed[0]
    if len(listed) == 1:
        return first
    rest = [m.value for m in listed[1:]]
    is_said_again = first.noun in _GENERIC and len(rest) <= 3 and "," in text[first.end : listed[1].start].replace("-", ",").replace(":", ",").replace("(", ",")
    is_same = _is_definite(first) and listed[1].opener in ("un", "une", "a", "an") and text[first.end] == ","
    aside = is_same or first.noun and not listed[1].noun  # "a man, 34,"
    if (is_said_again and first.value >= sum(rest)) or (aside and len(listed) <= 2 + is_same):
        return replace(first, end=listed[-1].end)
    named = [m for m in listed if m.noun] or listed
    total = sum(m.value for m in named) if all(m.value for m in named) else 0
    return replace(first, end=listed[-1].end, value=total, is_many=True)


def is_thing(named: str, lang: str) -> bool:
    """Say whether one of these words is never what persons are counted by ("counts", "kilos")."""
    return not _words(lang).things.isdisjoint(re.findall(r"[a-z'-]+", named))
