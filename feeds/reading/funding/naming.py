"""Say which stretches of a text can be the name of a party, and cut them to what they name."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from feeds.reading import vocabulary
from feeds.reading.passage import MONEY, Passage, trim

_MOST = 40  # parties of one kind in one field
_MOST_WORDS = 16
_ARTICLES_BEGIN = "lLdDtTuUaA"
_CLOSING = re.compile(r"[ \u00a0\u202f]?»")
_LETTERS = re.compile(r"[^\W\d_]\.?[^\W\d_]")
_FIRST = re.compile(r"[^\w-]{0,9}(?P<two>(?P<word>[\w-]+'?)(?: [\w-]+)?)")
_FUND = re.compile(r"Fonds [A-ZÀ-Ýa-zà-ÿ]")
_SLIGHT = 6  # letters below which one common noun names nobody
_ARTICLE = re.compile(
    r"(?:(?:[Ll]es?|[Ll]a|[Tt]he|[Uu]ne?|[Aa]n?|[Dd]es|[Dd]u|[Dd]e la|[Dd]e|[Aa]ux?) |[LlDd]['’]|[Dd]e l['’])?"
)


def is_title_case(title: str) -> bool:
    """Say whether a title capitalises most of its words, so that capitals name nothing."""
    long = re.findall(r"[^\W\d_]{4,}", title)
    return len(long) > 3 and sum(w[0].isupper() for w in long) > 0.7 * len(long)


def apart(
    passage: Passage,
    spans: Iterable[tuple[int, int]],
    *,
    is_sure: bool = False,
) -> list[tuple[int, int]]:
    """Cut spans and drop those that touch an earlier one or, unless it is sure that they do, name nothing."""
    meant = (cut(passage, *span) for span in spans)
    return first_come(span for span in meant if is_sure or is_name(passage, *span))


def first_come(spans: Iterable[tuple[int, int]], taken: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Drop spans that are empty or touch an earlier one."""
    others = list(taken)
    for start, end in spans:
        if start < end and not any(s < end and start < e for s, e in others):
            others.append((start, end))
            if len(others) - len(taken) >= _MOST:
                break
    return others[len(taken) :]


def cut(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Trim a span, its article too."""
    text = passage.text
    start, end = trim(text, start, end)
    if start < end and text[start] in _ARTICLES_BEGIN:
        article = _ARTICLE.match(text, start, end)
        if article and article.end() > start:
            start, end = trim(text, article.end(), end)
    if text.find("«", start, end) < 0:
        return start, end
    closing = _CLOSING.match(text, end) if text.count("«", start, end) > text.count("»", start, end) else None
    return start, closing.end() if closing else end


def is_name(passage: Passage, start: int, end: int) -> bool:
    """Say whether a span can name a party: letters, no pronoun, no date, no amount."""
    first = _FIRST.match(passage.plain, start, end)
    if (
        first is None
        or (_is_noise(first) and not _FUND.match(passage.text, start))
        or passage.marked.find(MONEY, start, end) >= 0
    ):
        return False
    text = passage.text
    if text.count("(", start, end) != text.count(")", start, end) or text.count(" ", start, end) > _MOST_WORDS:
        return False
    return _LETTERS.search(text, start, end) is not None


def is_slight(passage: Passage, start: int, end: int) -> bool:
    """Say whether a span is one short common noun or one participle, which names nobody who could be paid."""
    said = passage.plain[start:end].strip(" ,.")
    is_common = passage.text[start:end].islower() and " " not in said
    return is_common and (len(said) < _SLIGHT or said.endswith(("ed", "ee", "ees", "er", "ir")))


def _is_noise(first: re.Match[str]) -> bool:
    """Say whether a name would begin with a word with which none begins."""
    return first["word"] in _noise("words") and first["two"].rstrip("'") not in _noise("unless")


@cache
def _noise(key: str) -> frozenset[str]:
    return frozenset(vocabulary.section("tables/parties.toml", "noise")[key])
