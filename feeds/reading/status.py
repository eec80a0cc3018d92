"""Read what became of the persons: arrested, released, charged, sentenced, as the text says it."""

import re
from functools import cache

from feeds.model import Fact
from feeds.reading import patterns, vocabulary
from feeds.reading.passage import Passage

_NAME = "tables/status.toml"


@cache
def _statuses(lang: str) -> dict[str, re.Pattern[str]]:
    return {status: patterns.any_of(words) for status, words in vocabulary.section(_NAME, lang).items()}


@cache
def _drops() -> dict[str, list[str]]:
    return vocabulary.section(_NAME, "drops")


def status_facts(passage: Passage, lang: str) -> list[Fact]:
    """Give each status once, where it is first said; "not charged" is not "charged"."""
    hits = {s: [m.span() for m in p.finditer(passage.marked)] for s, p in _statuses(lang).items()}
    facts = []
    for status, spans in hits.items():
        against = [span for other in _drops().get(status, []) for span in hits[other]]
        kept = [s for s in spans if not any(a < s[1] and s[0] < b for a, b in against)]
        if kept:
            facts.append(passage.fact("status", status, *kept[0]))
    return facts
