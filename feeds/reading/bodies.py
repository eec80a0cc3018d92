"""Name the police services of an announcement: by the shipped table, else as written."""

import re
from dataclasses import dataclass
from functools import cache

from feeds.model import Fact
from feeds.reading import capitals, vocabulary
from feeds.reading.passage import Passage, fold, trim
from feeds.reading.withholding.given import is_given_name

_SHAPE = {"id": str, "name": dict, "region?": str, "also": list}

# A word without which no line of the shapes can match.
_SPEAKS_OF_POLICE = re.compile(
    r"polic|gendarm|brigade|commissariat|surete|escouade|sheriff|constabulary|rcmp|(?<!\w)opp|garda|pd(?!\w)|integre"
    r"|state (?:patrol|troop)|highway patrol|integrated|task force|squad|(?:crime|drug|homicide|exploitation) unit"
    r"|crime branch|investigations? bureau|securite publique|de lutte|(?<!\w)anti|peloton|douanes|alert|protection des"
    r"|(?<!\w)(?:bac|bri|brb|pj|dcpj|paf|dtpj|sdpj|dipj|blts|ofast|bpm|raid|gign|psig)(?!\w)"
)


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
    if not _SPEAKS_OF_POLICE.search(passage.plain):
        return list(facts.values())
    for m in capitals.names("services").finditer(passage.text):
        start, end = _without_article(m)
        name = passage.text[start:end]
        if name != "Police" and not any(s < end and start < e for s, e in taken):
            facts.setdefault((fold(name), fold(name)), passage.fact("police_service", name, start, end))
    return list(facts.values())


def _without_article(m: re.Match[str]) -> tuple[int, int]:
    skipped = next((len(word) for word in _listed("no_service") if m[0].startswith(word)), 0)
    return m.start() + skipped, m.end()


def _listed(name: str) -> list[str]:
    found: list[str] = vocabulary.document("tables/capitals.toml")[name]
    return found


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(map(fold, _listed(name)))


_MAY_NAME_ONE = re.compile(
    r"proje[ct]|operation|(?<!\w)ops?(?!\w)|enquete|dubbed|named|called|baptise|nomme|appele|intitule"
)
_WORK = re.compile(r"proje")


def operation_facts(passage: Passage) -> list[Fact]:
    """Give the name of each operation or project, as written and without the word itself."""
    if not _MAY_NAME_ONE.search(passage.plain):
        return []
    facts: dict[str, Fact] = {}
    for m in capitals.names("operations").finditer(passage.text):
        group = m.lastgroup or ""
        start, end = trim(passage.text, *m.span(group))
        name = passage.text[start:end]
        if name and not _is_no_name(name, group) and not _is_other_work(passage, m, name):
            facts.setdefault(fold(name), passage.fact("operation", name, start, end))
    return list(facts.values())


def _is_no_name(name: str, group: str) -> bool:
    """Refuse a plain word behind "operation", and a person's name behind a word that leads to one ("a man named …")."""
    first, *others = fold(name).split()
    if first in _folded("no_operation"):
        return True
    return (group == "dubbed" or bool(others)) and is_given_name(first) and not name.isupper()


def _is_other_work(passage: Passage, m: re.Match[str], name: str) -> bool:
    """Refuse a "Project" that nothing says the police run: grants and software have projects too."""
    if name.rsplit(maxsplit=1)[-1].isupper() or not _WORK.match(passage.plain, m.start()):
        return False
    return not any(passage.hits(heard) for heard in ("police", "offences", "status", "cues"))
