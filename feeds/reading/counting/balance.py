"""Whether a count is the event's or the sum of a time: "486 arrests since 2021"."""

from collections.abc import Iterable

from feeds.reading.counting.scene import Counted
from feeds.reading.counting.verbs import shape
from feeds.reading.passage import Passage
from feeds.reading.phrases import Hit

_LEAST = 3  # "since 2019" makes a balance of a number, seldom of one person


def is_balance(passage: Passage, at: int) -> bool:
    """Say whether a sentence tells of a year or of all that was so far: "since 2019"."""
    return bool(_times(passage, at))


def is_sum(passage: Passage, counted: Counted, others: Iterable[Counted]) -> bool:
    """Say whether a count is of a time that its sentence names, and not of a day or of what came before a sum."""
    start, end, value = counted
    times = _times(passage, start) if value >= _LEAST else []
    if shape("own_day").match(passage.plain, end):
        times = [time for time in times if start <= time.start < end]
    return not all(_is_parted(counted, time, others) for time in times)


def _times(passage: Passage, at: int) -> list[Hit]:
    return passage.hits_in_sentence("cumulative", at) if passage.hits("cumulative") else []


def _is_parted(counted: Counted, time: Hit, others: Iterable[Counted]) -> bool:
    """Say whether a greater count stands between: "three arrested, bringing the total to 486 since 2021"."""
    _, end, value = counted
    return any(end <= first < time.end and value < other for first, _, other in others)
