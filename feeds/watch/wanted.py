"""A feed's own `only` and `never`: folded, whole words, in title or summary."""

import re

from feeds.model import Feed, ParsedEntry
from feeds.parsing.text import strip_accents


def is_wanted(feed: Feed, entry: ParsedEntry) -> bool:
    """Tell whether an entry passes its feed's words; what does not is stored as filtered and not read."""
    text = folded(f"{entry.title}\n{entry.summary}")
    if any(has_words(text, words) for words in feed.never):
        return False
    return not feed.only or any(has_words(text, words) for words in feed.only)


def has_words(folded_text: str, words: str) -> bool:
    """Tell whether words stand in a folded text, as whole words."""
    return re.search(rf"(?<!\w){re.escape(folded(words))}(?!\w)", folded_text) is not None


def folded(text: str) -> str:
    """Take away case and accents."""
    return strip_accents(text.casefold())
