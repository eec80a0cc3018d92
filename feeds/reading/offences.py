"""Offences and topics: closed tables, both vocabularies of the law, in both languages."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from feeds.model import Fact
from feeds.reading import vocabulary
from feeds.reading.passage import Passage, trim
from feeds.reading.phrases import Hit

_SHAPE = {"id": str, "label": dict, "patterns": dict, "weak?": dict}
_MOST_MENTIONS = 8
_TABLES = {"offence": "tables/offences.toml", "topic": "tables/topics.toml"}


@cache
def _rows(kind: str) -> dict[str, dict[str, dict[str, str]]]:
    return {row["id"]: row for row in vocabulary.rows(_TABLES[kind], kind, _SHAPE)}


def label(id: str, lang: str) -> str:
    """Give the French or English label of an offence or topic; an id that no table knows is its own label."""
    row = _rows("offence").get(id) or _rows("topic").get(id)
    return id if row is None else row["label"].get(lang, row["label"]["en"])


def offence_facts(passage: Passage) -> list[Fact]:
    """Give the offences of a field as they are named, up to a limit; weak words only where a case is spoken of."""
    hits = passage.hits("offences")
    if hits or any(passage.hits(of_a_case) for of_a_case in ("status", "police")):
        hits = [*hits, *passage.hits("weak offences")]
    return _named(passage, "offence", "offence", _few(hits))


def topic_facts(passage: Passage) -> list[Fact]:
    """Give the topics of a field, each way of naming one once; an offence that is spoken of is a topic too."""
    return _named(passage, "offence", "topic", passage.distinct("offences")) + _named(
        passage, "topic", "topic", passage.distinct("topics")
    )


def _few(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the first mentions of each id."""
    counts: Counter[str] = Counter()
    kept = []
    for hit in hits:
        counts[hit.id] += 1
        if counts[hit.id] <= _MOST_MENTIONS:
            kept.append(hit)
    return kept


def _named(passage: Passage, table: str, kind: str, hits: Iterable[Hit]) -> list[Fact]:
    """Make facts of hits in the order of their table: words that one id took are not read again for a later one."""
    facts: list[Fact] = []
    order = _order(table)
    for id, start, end in sorted(hits, key=lambda hit: (order[hit.id], hit.start, -hit.end)):
        if not any(f.start < end and start < f.end for f in facts):
            facts.append(passage.fact(kind, id, *trim(passage.text, start, end)))
    return facts


@cache
def _order(table: str) -> dict[str, int]:
    return {id: number for number, id in enumerate(_rows(table))}
