"""Tell a figure that is only a piece of what is written: a sum, a power, a fraction, a minus, words that run on.

Pounds that weigh are none either. Nothing is read there: no figure is better than a part of one.
"""

import re
from decimal import Decimal
from functools import cache

from feeds.reading.numbers import word_pattern

_LOOK = 30  # code points on either side
_BIG = r"(?:million|billion|trillion|milliard|thousand|mille|hundred|cent)s?"
_PART = r"(?:half|demie?|halves|quarters?|quarts?|thirds?|tiers)"
_DIGIT = re.compile(r"\d")
_MINUS = re.compile(r"(?<![^\W\d])-\Z|(?<!au )(?<!du )(?<!\w)moins \Z|(?<!\w)(?:minus|negative) \Z")
_WEIGHT = re.compile(r" of (?!fund|invest|public|government|new|extra|grant|support|money|cash|taxpayer)")
_FEW_POUNDS = 1000  # below it, "pounds" without a sign are a weight
_LONGEST = 80  # code points of an amount


def is_doubtful(text: str, plain: str, start: int, end: int) -> bool:
    """Say whether an amount, its qualifiers left apart, may be a part of a figure; ``plain`` is the folded text."""
    base, said = max(0, start - _LOOK), text[max(0, start - 1) : end + 1]
    return (
        end - start > _LONGEST
        or any(c.isnumeric() and not (c.isdecimal() or c.isalpha()) for c in said)  # "½", "10⁹"
        or bool(_MINUS.search(plain, base, start) and said[:1] != "—")
        or "\u2212" in text[max(0, start - 2) : start]  # a minus sign
        or bool(_before().search(plain, base, start))
        or bool(_DIGIT.search(said) is None and _words_before().search(plain, base, start))
        or bool(_behind().match(plain, end))
    )


@cache
def _before() -> re.Pattern[str]:
    """Give what stands in front of a figure that is not read whole: "3 x", "1/", "three times", "two point"."""
    number = rf"(?:\d|(?<!\w){word_pattern()})"
    times = r"(?:fois|times|multiplie par|x|puissance|exposant|to the power of)"
    share = r"(?<!\w)(?:half|moitie|tiers|third|quart|quarter)s? (?:of |de |des |d')"
    return re.compile(
        rf"\d ?[*×^+]{{1,2}} ?\Z|\d/\Z|{number} {times} \Z|{number}[ -](?:point|virgule|comma)[ -]\Z|{share}\Z"
    )


@cache
def _words_before() -> re.Pattern[str]:
    """Give the words in front of a figure in words with which it is one: "zero point", "cinq millions", "three and"."""
    words = rf"(?:point|virgule|comma|zero|oh|nought|few|several|plusieurs|{_BIG}|{_PART})"
    return re.compile(
        rf"(?<!\w)(?:{words}[ -](?:(?:and|et|a|of|de|to)[ -]|d'){{0,2}}"
        rf"|{word_pattern()}[ -](?:(?:and|et)[ -](?:a[ -])?)?)\Z"
    )


@cache
def _behind() -> re.Pattern[str]:
    """Give what goes on with a figure that is not read whole: "^9", "/2", "et quart", "five hundred thousand"."""
    return re.compile(
        rf" ?[*×^] ?\d| x \d| \d{{1,2}}/\d|-\d|(?<=\d)/\d| (?:to|and|or) \d[\d.,]{{0,9}}(?:k|m|bn)(?!\w)"
        rf"| (?:et|and) (?:(?:a|one|un|three|trois|deux|two)[ -])?{_PART}(?![\w-])"
        rf"|(?<=n)s? (?:{word_pattern()}[ -])?(?:thousand|mille|hundred|cents?)(?!\w)"
    )


def is_weight(plain: str, behind: re.Match[str], value: Decimal) -> bool:
    """Say whether pounds are a weight: "20 pounds", "2,000 pounds of", "a 40-pound"."""
    if behind["after"] not in ("pound", "pounds") or behind["big"]:
        return False
    return value < _FEW_POUNDS or "-" in behind[0] or _WEIGHT.match(plain, behind.end()) is not None
