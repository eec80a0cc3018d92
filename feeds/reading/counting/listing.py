"""Take persons that are listed together as one mention: "two men and a woman", "two people, a man and a woman"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from feeds.reading.counting.apposition import without_appositions
from feeds.reading.counting.mention import Mention
from feeds.reading.counting.nouns import Token, is_detail, is_folk, shared, words_of

_AND, _APPOSED, _OF = shared("and"), shared("apposed"), shared("of")


def joined(found: Sequence[Mention], cut: Sequence[Token], text: str, lang: str) -> Iterator[Mention]:
    """Give the mentions of a sentence, those that are listed together as one."""
    found, cut = without_appositions(found, cut, text, lang)
    listed: list[Mention] = []
    for one in found:
        if listed and not (_is_listed(listed[-1], one, cut, text, lang)):
            yield _sum(listed, cut, text)
            listed = []
        listed.append(one)
    if listed:
        yield _sum(listed, cut, text)


def _is_listed(left: Mention, right: Mention, cut: Sequence[Token], text: str, lang: str) -> bool:
    """Say whether only details and a conjunction or a comma part two mentions."""
    gap = [t for t in cut if left.end <= t.start < right.start]
    if not gap or not _stands_alike(left, right, gap):
        return False
    last = (gap[-2] if right.is_oblique and len(gap) > 1 else gap[-1]).text
    if last not in _AND and (last not in _APPOSED or left.noun not in shared("generic")):
        return False
    unknown = [t.text for t in (gap[:-1] if right.is_oblique else gap) if not is_detail(t, text)]
    is_adjective = len(unknown) < 2 and not any(word.endswith(("e", "es", "ent")) for word in unknown)
    return not unknown or (lang == "fr" and is_adjective and words_of(lang).stops.isdisjoint(unknown))


def _stands_alike(left: Mention, right: Mention, gap: Sequence[Token]) -> bool:
    """Say whether both may stand in one list: both behind "de", or neither; no police officers among those caught."""
    if right.is_nested or (left.is_oblique and left.noun in shared("police")):
        return False
    if right.is_oblique:
        return left.is_oblique and gap[-1].text in _OF  # "de deux hommes et d'une femme"
    return not (left.is_oblique and len(gap) > 2 and gap[-1].text == ",")


def _sum(listed: Sequence[Mention], cut: Sequence[Token], text: str) -> Mention:
    """Add up a list of mentions, unless the rest says who the first are: "two people, a man and a woman"."""
    first = listed[0]
    if len(listed) == 1:
        return first
    if _is_said_again(listed, text) or _is_aside(listed, text) or _is_each_told(listed, cut, text):
        return replace(first, end=listed[-1].end)
    listed = [m for m in listed if not _is_both(m, listed)]
    pairs = zip([None, *listed], listed, strict=False)
    counted = [m for before, m in pairs if _is_another(before, m, text)] if any(m.noun for m in listed) else listed
    total = sum(m.value for m in counted) if all(m.value for m in counted) else 0
    return replace(first, end=listed[-1].end, value=total, is_many=True)


def _is_another(before: Mention | None, one: Mention, text: str) -> bool:
    """Say whether a mention is a person more, not the age of the noun before it: "a man, 34, and a woman, 31"."""
    if before is None or one.noun:
        return True
    return not before.noun and any(char.isupper() for char in text[before.end : one.start])


def _is_said_again(listed: Sequence[Mention], text: str) -> bool:
    """Say whether "people" come first and the rest are those same people, past a comma, a dash or a bracket."""
    first, rest = listed[0], listed[1:]
    if first.noun not in shared("generic") or len(rest) > 3 or first.value < sum(m.value for m in rest):
        return False
    return any(sign in text[first.end : rest[0].start] for sign in ",-–—:(")


def _is_each_told(listed: Sequence[Mention], cut: Sequence[Token], text: str) -> bool:
    """Say whether the rest tells who each of the first is: "two men, a teacher and a nurse,", as many, and closed.

    Trades tell who men and women are, and these who is of a trade; of one kind alone, "two men, a woman", all count.
    """
    first, rest = listed[0], [one for one in listed[1:] if one.noun]
    if not first.value == len(rest) > 1 or not all(one.value == 1 and not one.is_many for one in rest):
        return False
    gap = [token.text for token in cut if first.end <= token.start < rest[0].start]
    is_of_other_kinds = all(is_folk(one.noun) != is_folk(first.noun) for one in rest)
    return gap[-1:] == [","] and is_of_other_kinds and _is_closed(listed[-1], cut, text)


def _is_closed(last: Mention, cut: Sequence[Token], text: str) -> bool:
    """Say whether a list ends with a comma or the sentence, past what is said of its last: "un policier de Laval,"."""
    behind = (token for token in cut if token.start >= last.end)
    after = next((t for t in behind if t.kind == "p" or t.text in _AND or not is_detail(t, text)), None)
    return after is None or after.text == ","


def _is_both(one: Mention, listed: Sequence[Mention]) -> bool:
    """Say whether "both" tells two again that are listed: "Jane Fauxnom, 29, and Jean Fauxnom, 31, both teachers"."""
    rest = [m for m in listed if m is not one]
    return not one.noun and one.value == 2 and one.is_many and sum(m.value for m in rest) == one.value


def _is_aside(listed: Sequence[Mention], text: str) -> bool:
    """Say whether the second mention is the first again: "a man, 34," or "le suspect, un homme de 41 ans,"."""
    first, second = listed[:2]
    is_definite = bool(first.noun) and first.value == 1 and first.opener not in ("un", "une", "a", "an")
    if is_definite and second.opener in ("un", "une", "a", "an") and text[first.end] == ",":
        return len(listed) <= 3
    return len(listed) == 2 and bool(first.noun) and not second.noun
