"""The bundled sample feeds: invented announcements of real kinds of bodies, dated as if this week's news were theirs.

    before/   what each feed served last week: what a first poll finds
    now/      the same entries and this week's
    catalog.toml   expected.json   people.json

A document holds its dates as ``{{-26h|rfc822}}``: an offset from now in hours or days, and how to write it.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Literal

from feeds.model import Category

Stage = Literal["before", "now"]

HERE = Path(__file__).parent
PLACEHOLDER = re.compile(r"\{\{(?P<offset>[+-]\d+)(?P<unit>[hd])\|(?P<form>[a-z0-9-]+)\}\}")
ENCODING = re.compile(rb'<\?xml[^>]*\bencoding="([A-Za-z0-9._-]+)"')
QUEBEC = timezone(timedelta(hours=-5))  # without summer time: the textual dates state the offset
WEEKDAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
SHORT_MONTHS = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juill.", "août", "sept.", "oct.", "nov.", "déc."),
)
FRENCH_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a careful reader takes from a sample entry: its category, its headline amount, the people of its event."""

    category: Category
    amount: int | None
    people: int | None


@cache
def names() -> tuple[str, ...]:
    """List the documents by file name; both stages have the same ones."""
    return tuple(sorted(path.name for path in (HERE / "now").glob("*.xml")))


def document(name: str, now: datetime, *, stage: Stage) -> bytes:
    """Give a document in the encoding it declares, its dates counted from ``now``.

    Raises KeyError for a name that is not in `names`, ValueError for a naive ``now`` or a form of date that is unknown.
    """
    if name not in names():
        raise KeyError(name)
    body = (HERE / stage / name).read_bytes()
    declared = ENCODING.match(body)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    return filled(body.decode(encoding), now).encode(encoding)


def catalog_text(base: str) -> str:
    """Give the sample catalogue as TOML, its feeds at ``base`` (an address without a slash at its end)."""
    return (HERE / "catalog.toml").read_text(encoding="utf-8").replace("{base}", base)


@cache
def expected() -> Mapping[str, Expected]:
    """Give what each entry of ``now`` should be read as, by its GUID, or by its link where it has none."""
    rows = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    return {
        key: Expected(category=Category(row["category"]), amount=row["amount"], people=row["people"])
        for key, row in rows.items()
    }


@cache
def people() -> tuple[str, ...]:
    """List the invented persons whom the samples name, so that a test can look for them where no name belongs."""
    return tuple(json.loads((HERE / "people.json").read_text(encoding="utf-8")))


# --- dates ----------------------------------------------------------------------------------------------------------


def filled(text: str, now: datetime) -> str:
    """Write each placeholder's date. Raises ValueError for a naive ``now`` or an unknown form."""
    if now.utcoffset() is None:
        raise ValueError("now must be aware")
    return PLACEHOLDER.sub(lambda found: _written(found, now), text)


def _written(placeholder: re.Match[str], now: datetime) -> str:
    write = FORMS.get(placeholder["form"])
    if write is None:
        raise ValueError(f"no such form of date: {placeholder['form']}")
    size = int(placeholder["offset"])
    away = timedelta(hours=size) if placeholder["unit"] == "h" else timedelta(days=size)
    return write((now + away).astimezone(QUEBEC))


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _french(moment: datetime) -> str:
    day = f"{WEEKDAYS[moment.weekday()]}, {moment:%d} {SHORT_MONTHS[moment.month - 1]} {moment:%Y}"
    return f"{day} {moment:%H:%M:%S %z}"


def _day_in_french(moment: datetime) -> str:
    day = "1er" if moment.day == 1 else moment.day
    return f"{day} {FRENCH_MONTHS[moment.month - 1]} {moment.year}"


def _day_in_english(moment: datetime) -> str:
    return f"{ENGLISH_MONTHS[moment.month - 1]} {moment.day}, {moment.year}"


FORMS: Mapping[str, Callable[[datetime], str]] = {
    "rfc822": _rfc822,
    "iso": _iso,
    "fr": _french,
    "day-fr": _day_in_french,
    "day-en": _day_in_english,
}
