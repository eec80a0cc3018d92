"""A feed's habits as one JSON value of its row; what is unknown is left out."""

from datetime import date, datetime, timedelta
from typing import Any

from feeds.model import Habits, Lot, Moved

PLAIN = ("window", "flood", "overruns")
MOMENTS = ("asked_since", "well_since", "whole_at", "flood_at", "overrun_at")


def habits_json(habits: Habits) -> dict[str, Any]:
    """Write a feed's habits."""
    moved, ttl = habits.moved, habits.ttl
    written = {name: getattr(habits, name) for name in PLAIN} | {
        name: moment.isoformat() if (moment := getattr(habits, name)) else None for name in MOMENTS
    }
    written |= {
        "ttl": ttl.total_seconds() if ttl is not None else None,
        "lots": [[lot.at.isoformat(), lot.new, lot.within.total_seconds()] for lot in habits.lots],
        "days": [day.isoformat() for day in habits.days],
        "moved": [moved.to, moved.since.isoformat(), moved.polls] if moved else None,
    }
    return {name: value for name, value in written.items() if value}


def habits_of(written: dict[str, Any]) -> Habits:
    """Read a feed's habits."""
    known: dict[str, Any] = {name: written[name] for name in PLAIN if name in written}
    known |= {name: datetime.fromisoformat(written[name]) for name in MOMENTS if name in written}
    return Habits(
        **known,
        ttl=timedelta(seconds=written["ttl"]) if "ttl" in written else None,
        lots=tuple(lot_of(*lot) for lot in written.get("lots", ())),
        days=tuple(date.fromisoformat(day) for day in written.get("days", ())),
        moved=moved_of(*written["moved"]) if "moved" in written else None,
    )


def lot_of(at: str, new: int, within: float) -> Lot:
    """Read what one poll brought."""
    return Lot(at=datetime.fromisoformat(at), new=new, within=timedelta(seconds=within))


def moved_of(to: str, since: str, polls: int) -> Moved:
    """Read where a feed's redirects lead."""
    return Moved(to=to, since=datetime.fromisoformat(since), polls=polls)
