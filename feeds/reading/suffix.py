"""See the name that an aggregator hangs on a title: "… - La Voix du Village", "… | Regional News"."""

import re

from feeds.reading.passage import Passage

_SUFFIX = re.compile(r" [-|–—] (?=[A-ZÀ-Ý0-9«])[^|–—]{2,45}\Z")
_FIGURE = re.compile(r"\d{3}|[$€£]")
_FEWEST_BEFORE, _MOST_BEHIND = 3, 6  # words


def publisher_suffix(passage: Passage) -> list[tuple[int, int]]:
    """Give the span of a title's last part where it is short, capitalised and without a figure."""
    m = _SUFFIX.search(passage.text) if passage.field == "title" else None
    if m is None or _FIGURE.search(m[0]):
        return []
    is_long_enough = len(passage.text[: m.start()].split()) >= _FEWEST_BEFORE
    return [m.span()] if is_long_enough and len(m[0].split()) <= _MOST_BEHIND + 1 else []
