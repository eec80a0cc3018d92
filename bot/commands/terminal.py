"""The terminal's language, and moments as a person types them."""

import os
import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from feeds.duration import parse_duration
from feeds.errors import UsageError


def terminal_language() -> str:
    """Give the terminal's language by its locale: French, else English."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "fr" if locale.lower().startswith("fr") else "en"


def moment_of(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Read a moment: a day, a day and an hour, or how long ago (``7d``); raise `UsageError`."""
    if re.fullmatch(r"\d+[smhd]", text):
        return now - parse_duration(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r}: a day (2026-03-01), a moment (2026-03-01T07:30) or how long ago (7d)") from error
    if moment.tzinfo is None:
        moment = datetime.combine(moment.date(), moment.time() or time(), tzinfo=zone)
    return moment.astimezone(UTC)
