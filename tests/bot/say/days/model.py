"""A sample day: what was published, what could not be read, and when the digest is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Montreal")


def moment(text: str) -> datetime:
    """Read a moment of Montreal, such as "2025-11-03 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One item of a feed, in our own words."""

    feed: str
    key: str
    title: str
    summary: str
    at: datetime

    def saying(self, *swaps: tuple[str, str], at: str | None = None) -> "Release":
        """Give the release with other words in its place."""
        changed = self
        for old, new in swaps:
            assert old in changed.title + changed.summary, old
            title, summary = changed.title.replace(old, new), changed.summary.replace(old, new)
            changed = replace(changed, title=title, summary=summary)
        return replace(changed, at=moment(at)) if at else changed


def release(feed: str, key: str, title: str, summary: str, at: str = "2025-11-03 10:00") -> Release:
    """Publish something."""
    return Release(feed=feed, key=key, title=title, summary=summary, at=moment(at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day: ``earlier`` was told before it, ``news`` came since; ``dead`` says which feeds failed since when."""

    name: str
    news: tuple[Release, ...] = ()
    earlier: tuple[Release, ...] = ()
    dead: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    absent: int = 1  # how many bodies nobody can poll
    since: str = "2025-11-03 07:30"
    until: str = "2025-11-04 07:30"
    is_first: bool = False
    site: str | None = None
    in_review: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
