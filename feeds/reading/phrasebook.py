"""Every list of phrases of a language, from ``words`` and ``tables``, in one book: a text is heard once for all."""

from collections.abc import Iterator
from functools import cache

from feeds.reading import vocabulary
from feeds.reading.funding import cues, shapes
from feeds.reading.passage import fold
from feeds.reading.patterns import expand
from feeds.reading.phrases import Phrasebook

_ACTS = ("arrested", "charged", "sentenced")


@cache
def book(lang: str) -> Phrasebook:
    """File the lists of a language, "fr" or "en"; raise `PatternError` for a pattern that is not of the language."""
    return Phrasebook({name: list(rows) for name, rows in _lists(lang)})


def _lists(lang: str) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    yield "cues", _cues(f"words/{lang}.toml")
    for name, kind in (("offences", "offence"), ("topics", "topic")):
        rows = vocabulary.document(f"tables/{name}.toml")[kind]
        yield name, ((row["id"], pattern) for row in rows for pattern in row["patterns"][lang])
        yield f"weak {name}", ((row["id"], pattern) for row in rows for pattern in row.get("weak", {}).get(lang, []))
    yield "status", _table(vocabulary.section("tables/status.toml", lang))
    yield from _parties(lang)
    yield "roles", cues.patterns()
    yield "periods", _table(vocabulary.section("tables/periods.toml", lang, "phrases"))
    yield "police", _police()
    several = vocabulary.section("tables/regions.toml", "several")[lang]
    yield "several", (("several", pattern) for pattern in several)
    signs = vocabulary.document("tables/capitals.toml")
    for name in ("service_signs", "operation_signs", "scenes", "dubbing"):
        yield name, ((name, pattern) for pattern in signs[name])
    yield "elsewhere", (("elsewhere", p) for p in vocabulary.section("tables/calendar.toml", "elsewhere")[lang])
    yield from _persons(lang)


def _persons(lang: str) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    name = "tables/persons.toml"
    for act in _ACTS:
        for place, listed in vocabulary.section(name, act, lang).items():
            yield f"{act} {place}", ((act, pattern) for pattern in listed)
    yield "cumulative", (("cumulative", pattern) for pattern in vocabulary.section(name, "cumulative")[lang])
    yield "figures", _table(vocabulary.section(name, "figures", lang))


def _cues(name: str) -> Iterator[tuple[str, str]]:
    sets = vocabulary.section(name, "sets")
    for row in vocabulary.document(name)["cue"]:
        yield from ((row["id"], expand(pattern, sets)) for pattern in row["patterns"])


def _parties(lang: str) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    name = "tables/parties.toml"
    yield "shapes", shapes.patterns()
    yield "levels", _table(vocabulary.section(name, "level"))
    for table in ("bodies", "places", "common"):
        yield table, _table(vocabulary.section(name, table))
    for list_, patterns in vocabulary.section(name, "unsure_levels").items():
        yield list_.replace("_", " "), ((list_, pattern) for pattern in patterns)
    for table in ("verbs", "weak_verbs", "receives", "objects", "goes"):
        yield table, ((table, pattern) for pattern in vocabulary.section(name, table)[lang])


def _table(table: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    return ((id, pattern) for id, listed in table.items() for pattern in listed)


def _police() -> Iterator[tuple[str, str]]:
    for row in vocabulary.document("tables/police.toml")["service"]:
        yield from ((row["id"], fold(name)) for name in (*row["name"].values(), *row["also"]))
