"""Whether the edit probe may be used as the bot stands in a chat by now: rights are given after a field check, too."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from bot.inquiring import Standing

Probe = Literal["confirmed", "on", "off"]
OVERWRITES = "the bot may edit what others posted there"
CHANGED = "the rights of the bot there are not those that the field check saw"


def rights_of(stands: Standing) -> dict[str, Any]:
    """Write down the rights that the bot has in a chat."""
    return asdict(stands)


def objection(stands: Standing, seen: Mapping[str, Any] | None, probe: str) -> str | None:
    """Say why the probe is not to be used; ``seen`` are the rights at the last field check that passed, if known."""
    is_as_seen = seen == rights_of(stands)
    if stands.may_edit_others and not is_as_seen:
        return OVERWRITES  # a number under which somebody else's post stands would be edited
    if probe == "confirmed" and seen is not None and not is_as_seen:
        return CHANGED
    return None
