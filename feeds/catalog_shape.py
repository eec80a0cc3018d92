"""What each key of a catalogue may hold: a check gives the value as the model holds it, or says what is wrong."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from feeds.adapters.table import names as adapter_names
from feeds.duration import parse_duration
from feeds.model import Kind, Level

Check = Callable[[Any], Any]  # raises ValueError with the reason


def tables(value: object) -> list[dict[str, Any]]:
    """Take an array of tables."""
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise ValueError("write it in double brackets, as [[…]]")
    return value


def words(value: object) -> str:
    """Take a text with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text that is not empty")
    return value


def matching(pattern: str, meaning: str) -> Check:
    """Make the check for a text of one shape."""

    def check(value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ValueError(f"{json.dumps(value, ensure_ascii=False, default=str)} is not {meaning}")
        return value

    return check


def one_of(*choices: str) -> Check:
    """Make the check for a closed set."""
    return matching("|".join(choices), f"one of {', '.join(choices)}")


def listed(check: Check) -> Check:
    """Make the check for a list of which each element passes one."""

    def check_all(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError('must be a list, as ["…", "…"]')
        return tuple(check(element) for element in value)

    return check_all


def address(value: object) -> str:
    """Take an http or https address that names a host."""
    shaped: str = matching(r"(?i:https?)://[^\s\x00-\x1f]+", "an http or https address")(value)
    try:
        named = urlsplit(shaped).hostname is not None and urlsplit(shaped).port != 0
    except ValueError as error:  # a port or an IPv6 address that is none
        raise ValueError(f'"{shaped}" is not an address: {error}') from error
    if not named:
        raise ValueError(f'"{shaped}" has no host')
    return shaped


def names(value: object) -> dict[str, str]:
    """Take the name in French and English, and perhaps in others."""
    if not isinstance(value, dict) or not {"fr", "en"} <= value.keys():
        raise ValueError('must have both languages, as { fr = "…", en = "…" }')
    return {LANG(lang): words(name) for lang, name in value.items()}


def every(value: object) -> timedelta:
    """Take a duration that is longer than nothing."""
    if wait := parse_duration(words(value)):
        return wait
    raise ValueError("must be longer than 0s")


def day(value: object) -> date:
    """Take a date without a time."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("must be a date without quotes or time, as 2026-11-20")
    return value


def member(closed_set: type[StrEnum]) -> Check:
    """Make the check for the values of an enumeration."""
    check = one_of(*closed_set)
    return lambda value: closed_set(check(value))


SLUG = matching(r"[a-z0-9]+(-[a-z0-9]+)*", "an id: lowercase letters, digits, hyphens between them")
LANG = matching(r"[a-z]{2}", "a language of two letters, as fr or en (ISO 639-1)")
REGION = matching(
    r"[A-Z]{2}|(?!CA-)[A-Z]{2}-[A-Z0-9]{1,3}"
    r"|CA-(AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT)|CA-QC-(0[1-9]|1[0-7])",
    "a region: CA (ISO 3166-1), CA-QC (ISO 3166-2) or CA-QC-01 to CA-QC-17",
)

BODY: dict[str, Check] = {
    "id": SLUG,
    "name": names,
    "kind": member(Kind),
    "level": member(Level),
    "region": REGION,
    "homepage": address,
}
PUBLISHER: dict[str, Check] = BODY | {"feed": tables}
ABSENT: dict[str, Check] = BODY | {"reason": one_of("no-feed", "robots", "refused")}
FEED: dict[str, Check] = {
    "url": address,
    "lang": LANG,
    "id": SLUG,
    "was": listed(address),
    "every": every,
    "only": listed(words),
    "never": listed(words),
    "adapter": one_of(*adapter_names()),
    "seen": words,
    "confirmed": day,
}
ROOT: dict[str, Check] = {"publisher": tables, "absent": tables}
