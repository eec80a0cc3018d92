"""Offences and topics: closed tables, both vocabularies of the law, in both languages."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from feeds.model import Fact
from feeds.reading import vocabulary
from feeds.reading.passage import Passage, fold, trim
from feeds.reading.phrases import Hit, Phrasebook

_SHAPE = {"id": str, "label": dict, "patterns": dict, "weak?": dict, "sought?": dict}
_MOST_MENTIONS = 8
_TABLES = {"offence": "tables/offences.toml", "topic": "tables/topics.toml"}


@cache
def _rows(kind: str) -> dict[str, dict[str, dict[str, str]]]:
    return {row["id"]: row for row in vocabulary.rows(_TABLES[kind], kind, _SHAPE)}


def ids_of(kind: str) -> tuple[str, ...]:
    """Give the closed list of ids of a kind: ``offence`` or ``topic``."""
    return tuple(_rows(kind))


def label(id: str, lang: str) -> str:
    """Give the French or English label of an offence or topic; an id that no table knows is its own label."""
    row = _rows("offence").get(id) or _rows("topic").get(id)
    return id if row is None else row["label"].get(lang, row["label"]["en"])


def named(text: str) -> list[Hit]:
    """Give what a few words name, in either language: offences in any of their terms, topics by their label or id."""
    folded = fold(text)
    hits = {hit for lang in ("fr", "en") for hit in _terms(lang).listen(folded).hits("terms")}
    return sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start))


@cache
def _terms(lang: str) -> Phrasebook:
    """File the terms of a language that stand in one piece: none that lets other words come between its own."""
    lists = [(id, row[name]) for id, row in _rows("offence").items() for name in ("patterns", "sought") if name in row]
    offences = [(id, pattern) for id, patterns in lists for pattern in patterns[lang]]
    labels = [(id, fold(name)) for kind in _TABLES for id in _rows(kind) for name in (id, label(id, lang))]
    return Phrasebook({"terms": [(id, pattern) for id, pattern in offences + labels if "..." not in pattern]})


def offence_facts(passage: Passage) -> list[Fact]:
    """Give the offences of a field as they are named, up to a limit; weak words only where a case is spoken of."""
    hits = passage.hits("offences")
    weak = passage.hits("weak offences")
    if weak and (hits or passage.hits("status") or passage.hits("police")):
        hits = [*hits, *weak]
    return _named(passage, "offence", "offence", _few(hits))


def topic_facts(passage: Passage) -> list[Fact]:
    """Give the topics of a field, each way of naming one once; an offence that is spoken of is a topic too."""
    found = []
    for name, table in (("offences", "offence"), ("topics", "topic")):
        if passage.hits(name):
            found += _named(passage, table, "topic", passage.distinct(name))
    return found


def _few(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Keep the first mentions of each id."""
    if len(hits) <= _MOST_MENTIONS:
        return hits
    counts: Counter[str] = Counter()
    kept = []
    for hit in hits:
        counts[hit.id] += 1
        if counts[hit.id] <= _MOST_MENTIONS:
            kept.append(hit)
    return kept


def _named(passage: Passage, table: str, kind: str, hits: Sequence[Hit]) -> list[Fact]:
    """Make facts of hits in the order of their table: words that one id took are not read again for a later one."""
    if len(hits) > 1:
        order = _order(table)
        hits = sorted(hits, key=lambda hit: (order[hit[0]], hit[1], -hit[2]))
    facts: list[Fact] = []
    for id, start, end in hits:
        if not facts or not any(f.start < end and start < f.end for f in facts):
            facts.append(passage.fact(kind, id, *trim(passage.text, start, end)))
    return facts


@cache
def _order(table: str) -> dict[str, int]:
    return {id: number for number, id in enumerate(_rows(table))}
