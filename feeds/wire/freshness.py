"""When a publisher wants to be asked again: Retry-After, Cache-Control, Expires."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(hours=24)
LONGEST_RETRY = 10_000_000  # seconds; who uses it has a cap of their own
FORBIDS = re.compile(r"(?:^|,)\s*no-(?:cache|store)\s*(?:=|,|$)", re.I)
MAX_AGE = re.compile(r'(?:^|,)\s*max-age\s*=\s*"?([0-9]+)', re.I | re.A)
NUMBER = re.compile(r"[0-9]+", re.A)


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Say how long an answer stays fresh, at most a day (RFC 9111, section 4.2.1); None where nothing is asked.

    ``s-maxage`` is for shared caches, which we are not. What an answer has aged on its way counts.
    """
    control = headers.get("cache-control", "")
    if FORBIDS.search(control):
        return None
    stated = MAX_AGE.search(control)
    asked = by_age(stated[1], headers.get("age")) if stated else by_expiry(headers, now)
    return min(asked, LONGEST) if asked is not None and asked > timedelta() else None


def by_age(most: str, aged: str | None) -> timedelta:
    """Subtract from a max-age the seconds that have passed."""
    return timedelta(seconds=seconds(most)) - timedelta(seconds=seconds(aged or ""))


def by_expiry(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Give the time from Date to Expires."""
    expires = moment(headers.get("expires"))
    return None if expires is None else expires - (moment(headers.get("date")) or now)


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """Read a Retry-After header: seconds or an HTTP date; None where it is absent or senseless (RFC 9110, 10.2.3)."""
    if header is None:
        return None
    if NUMBER.fullmatch(header.strip()):
        return timedelta(seconds=seconds(header))
    at = moment(header)
    return None if at is None else max(timedelta(), at - now)


def seconds(text: str) -> int:
    """Read a number of seconds, however long it is written; 0 where there is none."""
    found = NUMBER.match(text.strip())
    return min(int(found[0][:9]) if len(found[0]) < 10 else LONGEST_RETRY, LONGEST_RETRY) if found else 0


def moment(header: str | None) -> datetime | None:
    """Read an HTTP date; None for anything else. One without a zone is UTC."""
    try:
        read = parsedate_to_datetime(header) if header else None
        return read if read is None or read.tzinfo else read.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
