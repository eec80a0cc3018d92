"""Name the police services of an announcement: by the shipped table, else as written."""

import re
from dataclasses import dataclass
from functools import cache

from feeds.model import Fact
from feeds.reading import capitals, patterns, vocabulary
from feeds.reading.passage import Passage, fold

_SHAPE = {"id": str, "name": dict, "region?": str, "also": list}

_SKIPPED = ("The ", "La ", "la ", "Les ", "As ", "When ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    id: str
    name: dict[str, str]
    region: str | None


@cache
def _services() -> dict[str, _Service]:
    found = vocabulary.rows("tables/police.toml", "service", _SHAPE)
    return {r["id"]: _Service(id=r["id"], name=r["name"], region=r.get("region")) for r in found}


def service_name(id: str, lang: str) -> str | None:
    """Give the name of a listed police service in French or English."""
    service = _services().get(id)
    return None if service is None else service.name.get(lang, service.name["en"])


def service_region(id: str) -> str | None:
    """Give the region code that a listed police service answers for; None for an international one."""
    service = _services().get(id)
    return None if service is None else service.region


def police_facts(passage: Passage) -> list[Fact]:
    """Give each police service of a field once, a listed one by its id."""
    facts: dict[str | int, Fact] = {}
    taken: list[tuple[int, int]] = []
    for service, start, end in passage.hits("police"):
        if not taken or start >= taken[-1][1]:
            taken.append((start, end))
            facts.setdefault(service, passage.fact("police_service", service, start, end))
    for m in capitals.names("services").finditer(passage.text):
        start, end = _without_article(m)
        if not any(s < end and start < e for s, e in taken) and passage.text[start:end] != "Police":
            name = passage.text[start:end]
            facts.setdefault(fold(name), passage.fact("police_service", name, start, end))
    return list(facts.values())


def _without_article(m: re.Match[str]) -> tuple[int, int]:
    skipped = next((len(s) for s in _SKIPPED if m[0].startswith(s)), 0)
    return m.start() + skipped, m.end()


_NOT_NAMES = patterns.any_of(
    ["(de|du|des|la|le|les|against|in|of|on|and|is|has|was|by|at|to|for|manager|officer|a|the|police|sur|en)"]
)


def operation_facts(passage: Passage) -> list[Fact]:
    """Give the name of each operation or project, as written and without the word itself."""
    facts: dict[str, Fact] = {}
    for m in capitals.names("operations").finditer(passage.text):
        group = "name" if m["name"] else "called"
        name = m[group]
        if _NOT_NAMES.fullmatch(fold(name)) is None:
            facts.setdefault(fold(name), passage.fact("operation", name, *m.span(group)))
    return list(facts.values())
