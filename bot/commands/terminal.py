"""The terminal's language, and moments as a person types them."""

import os
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from feeds.duration import parse_duration
from feeds.errors import UsageError


def terminal_language() -> str:
    """Give the terminal's language by its locale: French, else English."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "fr" if locale.lower().startswith("fr") else "en"


def reader_language() -> str:
    """Give the language that is set for the channel where one is, else the terminal's."""
    set_to = os.environ.get("GREFFIER_LANGUAGE", "").split(",")[0].strip()
    return set_to if set_to in ("fr", "en") else terminal_language()


def moment_of(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Read a moment: a day, a day and an hour, or how long ago (``7d``); raise `UsageError`."""
    try:
        if re.fullmatch(r"[0-9]+[smhd]", text):
            return now - parse_duration(text)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            "{text!r}: a day (2026-03-01), a moment (2026-03-01T07:30) or how long ago (7d)", text=text
        ) from error


def reason_of(text: str) -> str:
    """Read why somebody decides; raise `UsageError` for nothing."""
    if not text.strip():
        raise UsageError("--reason is empty: say why, it is kept with the decision")
    return text.strip()
