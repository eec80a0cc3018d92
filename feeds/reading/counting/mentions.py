"""Find the persons a sentence speaks of, and how many: "two men and a woman", "the 21-year-old", "sept des neuf"."""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from feeds.reading.counting.listing import joined
from feeds.reading.counting.mention import Mention
from feeds.reading.counting.nouns import VERB, Token, Words, how_many, is_demonym, parted, shared, tokens, words_of
from feeds.reading.passage import Passage

_BEFORE_BARE = frozenset((":", "-", VERB, "and", "et", ",", "&"))
_HEAD_REACH = 6  # words between a number or an article and its noun


def people(
    passage: Passage, sentence: tuple[int, int], values: Mapping[int, int], lang: str, verbs: Container[int] = ()
) -> list[Mention]:
    """Find whom a sentence speaks of, from left to right; those that are listed together are one mention.

    ``values`` are the numbers by where they begin, ``verbs`` where the verbs begin of what is done to them.
    """
    cut = parted(tokens(passage.marked, *sentence), verbs)
    for at in [at for at, (before, token) in enumerate(pairwise(cut), 1) if before.kind == "n" and token.kind == "w"]:
        cut[at] = _as_noun(cut[at], passage.text)
    single = list(_mentions(cut, values, lang, is_title=passage.field == "title" or sentence[0] == 0))
    return list(joined(single, cut, passage.text, lang))


def _as_noun(token: Token, text: str) -> Token:
    """Write people named after where they are from as "people": "deux Namurois"."""
    if not text[token.start].isupper() or not is_demonym(token.text):
        return token
    return Token("w", "individus" if token.text.endswith("s") else "individu", token.start, token.end)


def _mentions(cut: Sequence[Token], values: Mapping[int, int], lang: str, *, is_title: bool) -> Iterator[Mention]:
    openers = words_of(lang).openers
    done = last_end = -1
    for at, token in enumerate(cut):
        if token.start < done:
            continue
        is_bare = (at == 0 or cut[at - 1].text in _BEFORE_BARE) and _may_be_bare(
            cut, at, last_end, lang, is_title=is_title
        )
        if not is_bare and token.kind not in "na" and token.text not in openers:
            continue
        if found := _mention_at(cut, at, values, lang, is_bare=is_bare):
            yield found
            done = last_end = found.end


def _may_be_bare(cut: Sequence[Token], at: int, last_end: int, lang: str, *, is_title: bool) -> bool:
    """Say whether a noun may stand without an article: first in a title, right behind its verb, or in a list."""
    before = cut[at - 1] if at else None
    if before is None or (before.text in (":", "-") and before.kind == "p"):
        return is_title
    if before.text == VERB:
        return is_title and lang == "en"
    return before.text in ("and", "et", ",", "&") and last_end >= 0 and before.end - last_end <= 8


def _mention_at(
    cut: Sequence[Token], at: int, values: Mapping[int, int], lang: str, *, is_bare: bool
) -> Mention | None:
    token, words = cut[at], words_of(lang)
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
    noun = how_many(lang, cut[head].text) if cut[head].kind == "w" else 1
    value = values.get(token.start, 0) if token.kind == "n" else (noun or _aged(cut, head))
    return Mention(
        start=token.start,
        end=cut[head].end,
        value=value or 0,
        is_many=noun != 1 or token.kind == "n",
        noun=cut[head].text,
        opener=token.text,
        is_oblique=before in words.oblique
        or (lang == "en" and before.endswith(("ing", "ed")))
        or token.text in ("du", "des", "aux"),
        is_nested=before in words.nested and not _is_said_of(cut, at),
        is_group=(noun or 0) > 1 or (token.kind == "n" and value > 1 and _is_collective(cut, at)),
    )


def _is_said_of(cut: Sequence[Token], at: int) -> bool:
    """Say whether the one named before is of these: "is among six", "figure parmi les six"."""
    return any(token.text in shared("copulas") for token in cut[max(0, at - 3) : at])


def _before(cut: Sequence[Token], at: int, words: Words) -> str:
    """Give the word in front of a mention, past its article: "of the two men"."""
    if at > 1 and cut[at].kind == "n" and cut[at - 1].text in words.openers:
        return cut[at - 2].text
    return cut[at - 1].text if at else ""


def _is_collective(cut: Sequence[Token], at: int) -> bool:
    return at + 1 < len(cut) and cut[at + 1].text in ("de", "d'")


def _is_aside(cut: Sequence[Token], at: int) -> bool:
    """Say whether an age stands after a name: ", 48," or "(34)" or ", 52 ans,"."""
    before = cut[at - 1].text if at else ""
    after = [t.text for t in cut[at + 1 : at + 3]]
    is_closed = not after or after[0] in (",", ")") or (after[0] == "ans" and after[1:] in ([], [","], [")"]))
    return before in (",", "(") and is_closed


def _head(cut: Sequence[Token], at: int, lang: str, *, is_number: bool) -> int | None:
    """Find the noun of a number or an article: the first of them, with what is written right behind it."""
    words = words_of(lang)
    found: int | None = None
    for k in range(at, min(at + _HEAD_REACH, len(cut))):
        token = cut[k]
        if token.kind == "p" or (token.kind == "n" and not (is_number and cut[k - 1].text in shared("of"))):
            break
        if token.kind in "na":
            continue
        if not is_number and (token.text in words.one or token.text in words.oblique):
            break
        is_age = token.text in ("year-old", "year-olds") and cut[k - 1].kind in "an"
        is_noun = is_age or how_many(lang, token.text) is not None or (is_number and _is_rest(cut, k, words))
        is_stop = token.text in words.stops and not (is_number and _is_of(cut, k, at))
        is_stop = is_stop and not (k == at and token.text in shared("attributive"))
        if not is_noun and (is_stop or (found is not None and not cut[found].text.startswith("year-old"))):
            break
        if is_noun and not (found is not None and token.text.startswith("accuse")):
            found = k
            if lang == "fr" and token.text not in shared("loose"):
                break
    return found


def _is_rest(cut: Sequence[Token], k: int, words: Words) -> bool:
    """Say whether "others" stands for persons by itself: "a man and two others", "deux autres ont"."""
    after = cut[k + 1] if k + 1 < len(cut) else None
    return cut[k].text == "others" or (
        cut[k].text == "autres" and (not after or after.kind == "p" or after.text in words.stops)
    )


def _is_of(cut: Sequence[Token], k: int, at: int) -> bool:
    """Say whether a word leads from a number to its noun: "two of the", "une dizaine de", "trois autres des"."""
    return cut[k].text in shared("of") and (k == at or cut[k - 1].text in shared("of") | shared("loose"))


def _aged(cut: Sequence[Token], head: int) -> int:
    """Count persons by their ages: "the men, aged 21 and 22"; nothing for a range."""
    ages = 0
    for token in cut[head + 1 : head + 16]:
        if token.kind == "a":
            ages += 1
        elif token.text not in shared("aged"):
            break
    return ages if ages > 1 else 0
