"""Leave out nouns that only say who a person is: "Jane Fauxnom, 51, a teacher," or "un homme, enseignant,"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from feeds.reading.counting.mention import Mention
from feeds.reading.counting.nouns import Token, is_detail, is_folk, words_of

_JOINS = frozenset(("and", "et", "&"))
_A = frozenset(("un", "une", "a", "an"))
_THE = frozenset(("le", "la", "l'", "the"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    cut: Sequence[Token]
    text: str
    lang: str

    def between(self, left: Mention, right: Mention) -> list[Token]:
        """Give the words that part two mentions."""
        return [token for token in self.cut if left.end <= token.start < right.start]

    def behind(self, one: Mention) -> list[Token]:
        """Give the three words behind a mention."""
        return [token for token in self.cut if token.start >= one.end][:3]


def without_appositions(
    found: Sequence[Mention], cut: Sequence[Token], text: str, lang: str
) -> tuple[Sequence[Mention], Sequence[Token]]:
    """Give the persons and the words of a sentence without what is said of one of them: a trade, a bond."""
    sentence = _Sentence(cut=cut, text=text, lang=lang)
    kept: list[Mention] = []
    said: list[Mention] = []
    for one, following in zip_longest(found, found[1:]):
        is_second = bool(said) and said[-1].start > kept[-1].start and _is_second(kept[-1], said[-1], one, sentence)
        is_said = is_second or (bool(kept) and _is_said(kept[-1], one, following, sentence))
        (said if is_said else kept).append(one)
    aside = {token.start for one in said for token in _words(one, cut)}
    return kept, [token for token in cut if token.start not in aside]


def _is_said(left: Mention, right: Mention, following: Mention | None, sentence: _Sentence) -> bool:
    """Say whether a noun behind a comma is the person before it again."""
    gap = sentence.between(left, right)
    if not (_is_one(left) and _is_one(right) and right.noun and gap and gap[-1].text == ","):
        return False
    if any(t.text in _JOINS or not is_detail(t, sentence.text) for t in gap):
        return False
    if not _is_bare(right, sentence.lang):
        return _may_be_said(left, right) and not _is_listed(left, right, following, sentence)
    is_list = sentence.lang == "en" and bool(left.noun) and _is_joined(right, sentence)
    return not (_is_bare(left, sentence.lang) or is_list)  # "père, mère et fils", "a man, woman and child"


def _is_second(left: Mention, said: Mention, right: Mention, sentence: _Sentence) -> bool:
    """Say whether it is another trade of the same person: "enseignant et entraîneur", "a teacher and a coach"."""
    gap = [token.text for token in sentence.between(said, right)]
    is_alike = _is_bare(right, sentence.lang) or (not left.noun and right.opener in _A and said.opener in _A)
    is_trade = _is_one(right) and is_alike and not is_folk(right.noun)
    return is_trade and len(gap) == 1 and (gap[0] in _JOINS or gap[0] == ",")


def _may_be_said(left: Mention, right: Mention) -> bool:
    """Say whether an article may tell a person again; "le suspect, un homme" is told where mentions are added up."""
    if not left.noun:
        return right.opener in _A or right.opener in _THE
    return left.opener in _A and right.opener in _A and not (is_folk(left.noun) and is_folk(right.noun))


def _is_listed(left: Mention, right: Mention, following: Mention | None, sentence: _Sentence) -> bool:
    """Say whether an article begins another of a list: "a man, a teacher and a nurse", "a woman, 40,"."""
    behind = sentence.behind(right)
    if any(t.kind == "a" for t in behind[:2]):
        return True
    if following is None or not following.noun or following.opener == following.noun:
        return False
    near = [t for t in behind if t.start < following.start]
    is_near = bool(near) and len(near) < len(behind) and all(t.text in _JOINS or t.text == "," for t in near)
    return is_near and (bool(left.noun) or is_folk(right.noun) or is_folk(following.noun) or following.opener not in _A)


def _is_joined(one: Mention, sentence: _Sentence) -> bool:
    return any(token.text in _JOINS for token in sentence.behind(one)[:1])


def _is_one(who: Mention) -> bool:
    return who.value == 1 and not who.is_many


def _is_bare(who: Mention, lang: str) -> bool:
    """Say whether a noun has neither an article nor a number: "ancien policier"."""
    return bool(who.noun) and who.opener not in words_of(lang).openers and who.opener[:1].isalpha()


def _words(said: Mention, cut: Sequence[Token]) -> Iterator[Token]:
    """Give the words of an apposition up to its comma or a conjunction: "entraîneur de hockey"."""
    for token in cut:
        if token.start >= said.end and (token.kind == "p" or token.text in _JOINS):
            return
        if token.start >= said.start:
            yield token
