"""Read what became of the persons: arrested, released, charged, sentenced, as the text says it."""

from functools import cache

from feeds.model import Fact
from feeds.reading import vocabulary
from feeds.reading.counting.claims import is_fact
from feeds.reading.passage import Passage

_NAME = "tables/status.toml"
_UNSAID = "unsaid"  # the list of what only looks like a status


@cache
def _drops() -> dict[str, list[str]]:
    return vocabulary.section(_NAME, "drops")


def _is_said(passage: Passage, status: str, span: tuple[int, int]) -> bool:
    """Say whether it is not denied: "no arrests", "pleaded not guilty", "n'a pas été arrêté"."""
    return status == "not_charged" or is_fact(passage, *span)


def status_facts(passage: Passage) -> list[Fact]:
    """Give each status once, where it is first said; "not charged" is not "charged"."""
    hits: dict[str, list[tuple[int, int]]] = {}
    for status, start, end in passage.hits("status"):
        hits.setdefault(status, []).append((start, end))
    facts = []
    for status, spans in hits.items():
        against = [span for other in _drops().get(status, ()) for span in hits.get(other, ())]
        for start, end in spans if status != _UNSAID else ():
            is_taken = any(a < end and start < b for a, b in against)
            if not is_taken and _is_said(passage, status, (start, end)):
                facts.append(passage.fact("status", status, start, end))
                break
    return facts
