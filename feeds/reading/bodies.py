"""Name the police services of an announcement: by the shipped table, else as written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from feeds.model import Fact
from feeds.reading import capitals, vocabulary
from feeds.reading.passage import Passage, fold, trim
from feeds.reading.withholding.given import is_given_name

_SHAPE = {"id": str, "name": dict, "region?": str, "also": list}

_CAPITALS_IN_FRONT = re.compile(r"(?:[A-ZÀ-Ý][\w'’-]*[ ](?:(?:and|of|the|&) )?){1,8}\Z")
_CAPITAL = re.compile(r"(?<![\w'’-])[A-ZÀ-Ý]")
_BY_LETTERS = re.compile(r"(?<!\w)[A-Z]{1,4}PD(?!\w)")  # the NYPD and its like
_REACH = 80  # how far in front of its last word a service's name may begin


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
    """Give each way in which a field names a police service once, a listed one by its id."""
    facts: dict[tuple[str, str], Fact] = {}
    taken: list[tuple[int, int]] = []
    for service, start, end in passage.hits("police"):
        if not taken or start >= taken[-1][1]:
            taken.append((start, end))
            facts.setdefault((service, passage.plain[start:end]), passage.fact("police_service", service, start, end))
    done = 0
    for m in sorted(_unlisted(passage, taken), key=re.Match.start):
        start, end = _without_article(m)
        name = passage.text[start:end]
        if start >= done and name != "Police" and not _is_inside(taken, start, end):
            done, folded = end, fold(name)
            facts.setdefault((folded, folded), passage.fact("police_service", name, start, end))
    return list(facts.values())


def _unlisted(passage: Passage, taken: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Find what is written as a service's name is, where a word of such names stands outside those that are known."""
    text, done = passage.text, 0
    if "PD" in text:
        yield from _BY_LETTERS.finditer(text)
    for _, start, end in passage.hits("service_signs"):
        if start < done or _is_inside(taken, start, end):
            continue
        behind = max((last for _, last in taken if last <= start), default=0)
        if m := capitals.names("services_from").match(text, start) or _ending(text, max(done, behind), start):
            done = m.end()
            yield m


def _ending(text: str, first: int, sign: int) -> re.Match[str] | None:
    """Find the name whose last words begin at a sign, behind words with a capital: the longest that is one."""
    first = max(first, sign - _REACH)
    if not text[sign].isupper() or not (front := _CAPITALS_IN_FRONT.search(text, first, sign)):
        return None
    names = capitals.names("services_to")
    found = (names.match(text, word.start()) for word in _CAPITAL.finditer(text, front.start(), sign))
    return next((m for m in found if m), None)


def _is_inside(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in taken)


def _without_article(m: re.Match[str]) -> tuple[int, int]:
    skipped = next((len(word) for word in _listed("no_service") if m[0].startswith(word)), 0)
    return m.start() + skipped, m.end()


def _listed(name: str) -> list[str]:
    found: list[str] = vocabulary.document("tables/capitals.toml")[name]
    return found


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(map(fold, _listed(name)))


_WORK_BEFORE_NAME = re.compile(r"proje")


def operation_facts(passage: Passage) -> list[Fact]:
    """Give the name of each operation or project, as written and without the word itself."""
    facts: dict[str, Fact] = {}
    for m in _operations(passage):
        group = m.lastgroup or ""
        start, end = trim(passage.text, *m.span(group))
        name = passage.text[start:end]
        if name and not _is_no_name(name, group) and not _is_other_work(passage, m, name):
            facts.setdefault(fold(name), passage.fact("operation", name, start, end))
    return list(facts.values())


def _operations(passage: Passage) -> Iterator[re.Match[str]]:
    """Find what is written as an operation's name is, where a word for one stands."""
    text, signs = passage.text, passage.hits("operation_signs")
    for _, start, _ in signs:
        if m := capitals.names("operations").match(text, start):
            yield m
    if passage.hits("dubbing"):
        for _, start, _ in (*signs, *passage.hits("scenes")):
            if m := capitals.names("dubbed").match(text, start):
                yield m
    if signs and "Operation" in text:
        yield from capitals.names("called").finditer(text)


def _is_no_name(name: str, group: str) -> bool:
    """Refuse a plain word behind "operation", and a person's name behind a word that leads to one ("a man named …")."""
    first, *others = fold(name).split()
    if first in _folded("no_operation"):
        return True
    return (group == "dubbed" or bool(others)) and is_given_name(first) and not name.isupper()


def _is_other_work(passage: Passage, m: re.Match[str], name: str) -> bool:
    """Refuse a "Project" that nothing says the police run: grants and software have projects too."""
    if name.rsplit(maxsplit=1)[-1].isupper() or not _WORK_BEFORE_NAME.match(passage.plain, m.start()):
        return False
    return not any(passage.hits(heard) for heard in ("police", "offences", "status", "cues"))
