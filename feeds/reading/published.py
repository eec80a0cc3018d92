"""Read a stated date of publication, as precise as it is."""

import re
from datetime import UTC, datetime

FIRST_YEAR, LAST_YEAR = 1900, 2200
_NO_DAY = re.compile(r"\d{4}(-\d{2})?")


def moment_of(published: str | None) -> datetime | None:
    """Read a day or a moment (ISO 8601); UTC where no zone is given; raise `ValueError`.

    A mere month or year resolves nothing, nor does a year that no calendar of ours holds.
    """
    if not published or _NO_DAY.fullmatch(published):
        return None
    moment = datetime.fromisoformat(published)
    if not FIRST_YEAR < moment.year < LAST_YEAR:  # what is relative to it must stand in a calendar too
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
