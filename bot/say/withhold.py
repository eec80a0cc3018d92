"""The one place where text from a feed becomes plain text that may be shown, and where it meets HTML."""

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from feeds.model import Fact, Field, Span
from feeds.reading.passage import fold
from feeds.reading.withholding.names import mask
from storage.model import EntryRecord, StoryRecord

TITLE_CAP = 300
NAME_CAP = 80

_KEPT = "\u200c\u200d"  # joiners carry meaning in scripts and emoji; every other format character can deceive
_HARD_SPACES = "\u00a0\u202f"
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co"})

# What Telegram makes live on its own in any text: a mention notifies, a command runs, a bare address is a link that
# nobody checked. A WORD JOINER breaks them: the text looks as published, and nothing but the link is lost. A zero-width
# space would let the line break there as well.
_LIVE = re.compile(r"@(?=\w)|#(?=\w)|(?<![\w<>/])/(?=\w)|(?<!\w)\$(?=[A-Z])|(?<=\w)\.(?=[^\W\d_]{2})|(?<=\w):(?=//)")
_JOINER = "\u2060"
_SPACES = re.compile(r" {2,}")


def plain(text: str) -> str:
    """Reduce a text to one line of what can be seen: no control or format character, spaces collapsed, NFC."""
    line = text.replace("\n", " ")
    seen = line if line.isprintable() else line.translate(_SEEN)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", seen))


def shown(text: str, spans: Iterable[Span], field: Field, limit: int = TITLE_CAP) -> str:
    """Give a field as it may be shown: withheld runs as ``[…]``, plain, at most ``limit`` characters."""
    return cap(stretch(text, spans, field, 0, len(text)).strip(" " + _HARD_SPACES), limit)


def stretch(text: str, spans: Iterable[Span], field: Field, start: int, end: int) -> str:
    """Give a stretch of a field as it may be shown; spaces at its ends stay."""
    inside = [
        replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
        for span in spans
        if span.field == field and span.start < end and start < span.end
    ]
    return plain(mask(text[start:end], inside))


def cap(text: str, limit: int) -> str:
    """Cut a text at a word to at most ``limit`` characters, with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head
    return at_word.rstrip(" ,;:.-" + _HARD_SPACES + _KEPT) + "…"


def is_withheld(entry: EntryRecord, fact: Fact) -> bool:
    """Tell whether a fact stands in words that are withheld."""
    return any(s.field == fact.field and s.start < fact.end and fact.start < s.end for s in entry.withheld)


def withheld_words(story: StoryRecord) -> frozenset[str]:
    """Give the withheld words of a story, folded: none may stand in an address or a name that we show."""
    runs = [getattr(e, span.field)[span.start : span.end] for e in story.entries for span in e.withheld]
    return frozenset(word for run in runs for word in re.findall(r"\w{2,}", fold(run)))


def escaped(text: str) -> str:
    """Write a text for Telegram's HTML: nothing in it is a tag, nothing in it turns into a link."""
    return html.escape(inert(text), quote=False)


def inert(text: str) -> str:
    """Break mentions, hashtags, commands and bare addresses; the text looks the same."""
    return _LIVE.sub(lambda m: m[0] + _JOINER, text)


class _Seen(dict[int, str]):
    """Say of a code point what can be seen of it, remembered; meant for `str.translate`."""

    def __missing__(self, point: int) -> str:
        self[point] = seen = _visible(chr(point))
        return seen


_SEEN = _Seen()


def _visible(char: str) -> str:
    if char in _HARD_SPACES or char in _KEPT:
        return char
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in _DROPPED else char
