"""What stands behind a place's name: a region, a date, more places, a house of the town."""

import re
from functools import cache

from feeds.reading.geography import gazetteer
from feeds.reading.geography.gazetteer import Name
from feeds.reading.geography.sightings import Sighting

_QUALIFIES = re.compile(r"(?:,? ?\(|, |,? (?:in|en|au|aux|dans)(?: the| la| le| les| l['’])? ?)")
_SHORT = re.compile(r"(?:, | ?\()((?:[^\W\d_][.-]{0,2}){1,8})(?=[.,;:)/]|\s?[–—(/-]|\s*$)")
_DATELINE = re.compile(
    r"(?:, [^\W\d_][^\W\d_.\- ]{1,19}\.?| ?\([^)\n]{2,20}\))?"
    r"(?:,? le \d|,? [^\W\d_]{3,9}\.? \d|,? \d{1,2} [^\W\d_]{3,9}|,? ?[–—/]| - | ?\(?CNW)"
)
_BEHIND_DATELINE = frozenset(", (–—/")
_HEADLINE = re.compile(r"[ \u00a0]?:|\. (?=[^\W\d_a-z])| [-–—] ")
LIST = re.compile(r", | (?:and|et|or|ou|to|&) |, (?:and|et) ")
LONGEST_LIST_GAP = 7
_DATELINE_MARGIN, _QUALIFYING_GAP = 40, 16


def opens_a_line(text: str, start: int) -> bool:
    """Say whether a name is the first of its line."""
    return start == 0 or text[start - 1] == "\n"


def is_headline(seen: Sighting) -> bool:
    """Know the town of "Vannes. Trois arrestations" and of "Dolbeau : sept millions"."""
    return opens_a_line(seen.text, seen.one.start) and _HEADLINE.match(seen.text, seen.one.end) is not None


def is_followed_by_list(seen: Sighting) -> bool:
    """Say whether another name stands right behind: "Zorby, Leeds get money"."""
    following, end = seen.following, seen.one.end
    if following is None or following.start - end > LONGEST_LIST_GAP or not following.name.is_place:
        return False
    return LIST.fullmatch(seen.text, end, following.start) is not None


def has_institution(seen: Sighting) -> bool:
    """Know the town of "Zorby Little Theatre" by what bears its name."""
    return _institution().match(seen.text, seen.one.end) is not None


@cache
def _institution() -> re.Pattern[str]:
    listed = "|".join(
        word.title() if len(word) > 3 else word.upper() for word in gazetteer.phrases("after", "institution")
    )
    return re.compile(rf"(?: (?:[A-ZÀ-Ý][\w'’-]{{1,20}}|and|of|&)){{0,3}} (?:{listed})(?!\w)")


def is_dateline(seen: Sighting) -> bool:
    """Say whether a line opens with the name and goes on as a dateline does: a date, a dash, an agency."""
    text, start = seen.text, seen.one.start
    if text[seen.one.end : seen.one.end + 1] not in _BEHIND_DATELINE or (start > 1 and text[start - 2].isalnum()):
        return False
    opening = max(0, text.rfind("\n", max(0, start - _DATELINE_MARGIN), start) + 1, start - _DATELINE_MARGIN)
    return not text[opening:start].strip() and _DATELINE.match(text, seen.one.end) is not None


def qualifier(seen: Sighting) -> str | None:
    """Give the region that is named right behind: "Windsor, Ontario", "Saint-Donat (Lanaudière)", "Hope, BC"."""
    text, end = seen.text, seen.one.end
    following = seen.following
    is_near = following is not None and following.start - end < _QUALIFYING_GAP
    if following and is_near and _is_region(following.name) and _QUALIFIES.fullmatch(text, end, following.start):
        return min(following.name.codes, key=len)
    return short_form(text, end)


def short_form(text: str, end: int) -> str | None:
    """Give the region whose abbreviation stands behind a name: "…, Ont.", "… (BC)"."""
    if text[end : end + 1] not in (",", "(") and text[end : end + 2] != " (":
        return None
    short = _SHORT.match(text, end)
    return gazetteer.short_forms().get(short[1].replace(".", "").replace("-", "")) if short else None


def _is_region(name: Name) -> bool:
    return name.is_wide and (not name.cities or "CA-QC" in name.codes)
