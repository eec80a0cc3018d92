"""See the name that an aggregator hangs on a title: "… - La Voix du Village", "… | Regional News"."""

import re

from feeds.reading.passage import Passage

_SUFFIX = re.compile(r" [-|–—] (?=[A-ZÀ-Ý0-9«a-z])(?P<name>[^|–—]{2,45})\Z")
_FIGURE = re.compile(r"\d{3}|[$€£]")
_WORD = re.compile(r"[^\W\d_]{4,}[\w.-]*")
_FEWEST_BEFORE, _MOST_BEHIND = 3, 6  # words


def publisher_suffix(passage: Passage) -> list[tuple[int, int]]:
    """Give the span of a title's last part where it is a short name: capitals throughout, and no figure."""
    m = _SUFFIX.search(passage.text) if passage.field == "title" else None
    if m is None or _FIGURE.search(m["name"]) or len(m["name"].split()) > _MOST_BEHIND:
        return []
    is_name = all(word[0].isupper() or "." in word for word in _WORD.findall(m["name"]))
    is_long_enough = len(passage.text[: m.start()].split()) >= _FEWEST_BEFORE
    return [m.span()] if is_name and is_long_enough and _WORD.search(m["name"]) else []
