"""Tell French from English: as declared, else by function words, else by simplemma."""

import re
from functools import cache

from feeds.reading.passage import fold

_FRENCH = re.compile(
    r"(?<!\w)(?:le|la|les|des|du|un|une|et|dans|pour|par|sur|au|aux|est|sont|ont|a ete|qui|que|d'\w+|l'\w+|de)(?!\w)"
)
_ENGLISH = re.compile(
    r"(?<!\w)(?:the|of|and|to|in|for|by|on|with|is|are|was|were|has|have|been|after|from|at|an|that)(?!\w)"
)


def language(declared: str | None, text: str) -> str:
    """Give the language of an announcement: its declared primary subtag (BCP 47), else the one its words speak."""
    primary = (declared or "").replace("_", "-").split("-")[0].strip().lower()
    return primary if primary.isalpha() else spoken(text)


def rules_language(lang: str, text: str) -> str:
    """Give the language whose rules apply: the announcement's where we have rules, else the one its words speak."""
    return lang if lang in ("fr", "en") else spoken(text)


def spoken(text: str) -> str:
    """Tell French from English by function words; a tie goes to simplemma, then to French."""
    plain = fold(text[:2000])
    french, english = len(_FRENCH.findall(plain)), len(_ENGLISH.findall(plain))
    if french != english:
        return "fr" if french > english else "en"
    return _by_lemmas(text[:2000])


@cache
def _detect() -> "object":
    from simplemma import langdetect  # noqa: PLC0415  its dictionaries take half a second: only on a tie

    return langdetect


def _by_lemmas(text: str) -> str:
    detect = _detect()
    assert callable(detect)  # noqa: S101  for the type checker
    best = detect(text, lang=("fr", "en"))
    return "en" if best and best[0][0] == "en" else "fr"
