"""Durations as people write them: ``90s 15m 2h 7d``."""

import re
from datetime import timedelta

SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}  # the largest first
WRITTEN = re.compile(r"([0-9]{1,14})([smhd])")  # a timedelta holds 999,999,999 days: fourteen digits of seconds


def parse_duration(text: str) -> timedelta:
    """Read one whole number and its unit (s, m, h, d), nothing around them; ``0s`` is a duration.

    Raises ValueError, whose text names the forms that are accepted.
    """
    written = WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError("a duration is a whole number and its unit, such as 90s, 15m, 2h or 7d")
    try:
        return int(written[1]) * timedelta(seconds=SECONDS[written[2]])
    except OverflowError as error:
        raise ValueError(f"{text} is longer than 999999999d") from error


def format_duration(duration: timedelta) -> str:
    """Write it in the largest unit that divides it, so that `parse_duration` reads the same value back.

    Raises ValueError for a negative one and for parts of a second.
    """
    if duration < timedelta(0) or duration.microseconds:
        raise ValueError(f"{duration} is not a whole number of seconds from 0 up")
    total = duration // timedelta(seconds=1)
    unit = next(unit for unit, seconds in SECONDS.items() if total % seconds == 0 and (total or unit == "s"))
    return f"{total // SECONDS[unit]}{unit}"
