"""Say whose dollar "$" is, and whether "19 millions" alone can be money: by the words around."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from feeds.model import Text
from feeds.reading import vocabulary
from feeds.reading.passage import Passage, fold
from feeds.reading.phrases import Phrasebook

_NAME = "tables/money.toml"
_SPOKEN_OF = re.compile(r"[$]|(?i:dollar|illion|illiard)")
_BIG = re.compile(r"illi[ao]")
_ALONE = re.compile(r"[\w '.,?-]{0,80}(?:million|millon|billion|milliard)s?[ a-z]{0,20}")


def home_currency(text: Text) -> str:
    """Guess whose dollar it is from the publisher's address and name and the text; Canada's unless another shows."""
    if not _SPOKEN_OF.search(f"{text.title}\n{text.summary}"):
        return "CAD"
    host = _host(text.url)
    for row in _homes():
        if host.endswith(tuple(row["hosts"])):
            return str(row["currency"])
    text_words = f"{text.title}\n{text.summary[:2000]}"
    for words, lists in ((text.publisher or "", ("homes", "publishers")), (text_words, ("homes",))):
        spoken = _book().listen(fold(words))
        heard = {hit.id for name in lists for hit in spoken.hits(name)}
        if first := next((row["currency"] for row in _homes() if row["currency"] in heard), None):
            return str(first)
    return "CAD"


def _host(url: str | None) -> str:
    """Give the host of an address, or nothing for one that is none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def is_money_context(passages: Iterable[Passage]) -> bool:
    """Say whether "19 millions" alone can be money here: money is spoken of, or nothing else is said."""
    texts = [p.plain for p in passages if p.plain]
    if not any(_BIG.search(text) for text in texts):
        return False
    return any(_book().listen(text).hits("context") for text in texts) or (
        len(texts) == 1 and _ALONE.fullmatch(texts[0]) is not None and len(texts[0].split()) <= 8
    )


@cache
def _homes() -> list[dict[str, Any]]:
    return vocabulary.rows(_NAME, "home", {"currency": str, "hosts": list, "words": list, "publishers?": list})


@cache
def _book() -> Phrasebook:
    homes = [(row["currency"], words) for row in _homes() for words in row["words"]]
    publishers = [(row["currency"], words) for row in _homes() for words in row.get("publishers", [])]
    context = [("context", words) for words in vocabulary.section(_NAME, "context")["words"]]
    return Phrasebook({"homes": homes, "publishers": publishers, "context": context})
