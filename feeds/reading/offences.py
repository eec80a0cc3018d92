"""Offences and topics: closed tables, both vocabularies of the law, in both languages."""

from functools import cache

from feeds.model import Fact
from feeds.reading import vocabulary
from feeds.reading.passage import Passage

_SHAPE = {"id": str, "label": dict, "patterns": dict}
_TABLES = {"offence": "tables/offences.toml", "topic": "tables/topics.toml"}


@cache
def _rows(kind: str) -> dict[str, dict[str, dict[str, str]]]:
    return {row["id"]: row for row in vocabulary.rows(_TABLES[kind], kind, _SHAPE)}


def label(id: str, lang: str) -> str:
    """Give the French or English label of an offence or topic; an id that no table knows is its own label."""
    row = _rows("offence").get(id) or _rows("topic").get(id)
    return id if row is None else row["label"].get(lang, row["label"]["en"])


def offence_facts(passage: Passage) -> list[Fact]:
    """Give the offences of a field, each way of naming one once."""
    return _named(passage, "offence", "offence")


def topic_facts(passage: Passage) -> list[Fact]:
    """Give the topics of a field, each way of naming one once; an offence that is spoken of is a topic too."""
    return _named(passage, "offence", "topic") + _named(passage, "topic", "topic")


def _named(passage: Passage, table: str, kind: str) -> list[Fact]:
    """Find the ids of a table, in its order; words that an earlier id took are not read again for a later one."""
    facts: list[Fact] = []
    order = list(_rows(table))
    for id, start, end in sorted(passage.distinct(f"{table}s"), key=lambda hit: order.index(hit.id)):
        if not any(f.value != id and f.start < end and start < f.end for f in facts):
            facts.append(passage.fact(kind, id, start, end))
    return facts
