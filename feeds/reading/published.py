"""Read a stated date of publication, as precise as it is."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_YEAR, LAST_YEAR = 1900, 2200
_NO_DAY = re.compile(r"\d{4}(-\d{2})?")


def moment_of(published: str | None) -> datetime | None:
    """Read a day or a moment (ISO 8601, or as RSS writes it); UTC where no zone is given; raise `ValueError`.

    A mere month or year resolves nothing, nor does a year that no calendar of ours holds.
    """
    if not published or _NO_DAY.fullmatch(published):
        return None
    moment = _read(published)
    if not FIRST_YEAR < moment.year < LAST_YEAR:  # what is relative to it must stand in a calendar too
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read(published: str) -> datetime:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(published)
        except ValueError:
            continue
    raise ValueError(f'"{published[:40]}" is no date such as 2025-11-04 or 2025-11-04T09:00:00-05:00')
