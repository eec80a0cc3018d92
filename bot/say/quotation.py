"""The sentence that holds a figure, cut around the figure."""

import re

from bot.say.model import Quotation
from bot.say.withhold import stretch
from feeds.model import Fact
from storage.model import EntryRecord

LONGEST = 350

# A sentence ends before a capital, a digit or an opening mark; not after an initial or a title such as "Mme" or "St".
_END = re.compile(r"(?<!\b[A-ZÀ-Þ])(?<!\b[A-Z][a-z])(?<!\bMme)[.!?…][»”\"’']?\s+(?=[A-ZÀ-Þ0-9«“\"‘\[])|\n+")
_SPACES = " \u00a0\u202f"


def quotation(entry: EntryRecord, fact: Fact) -> Quotation:
    """Give the sentence of a fact, withheld words masked, at most `LONGEST` characters around the figure."""
    text = entry.title if fact.field == "title" else entry.summary
    start, end = _sentence(text, fact.start, fact.end)
    before, figure, after = (
        stretch(text, entry.withheld, fact.field, first, last)
        for first, last in ((start, fact.start), (fact.start, fact.end), (fact.end, end))
    )
    whole = Quotation(before=before.lstrip(_SPACES), figure=figure, after=after.rstrip(_SPACES))
    return cut(whole, LONGEST)


def cut(whole: Quotation, limit: int) -> Quotation:
    """Shorten a quotation to about ``limit`` characters: the figure stays, words go from the far ends."""
    room = max(limit - len(whole.figure), 0)
    if len(whole.before) + len(whole.after) <= room:
        return whole
    ahead = min(len(whole.before), max(room // 2, room - len(whole.after)))
    return Quotation(
        before=_tail(whole.before, ahead),
        figure=whole.figure if len(whole.figure) <= limit else whole.figure[: limit - 1] + "…",
        after=_head(whole.after, room - ahead),
    )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    ends = [m.end() for m in _END.finditer(text)]
    return max((e for e in ends if e <= start), default=0), min((e for e in ends if e >= end), default=len(text))


def _tail(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    kept = text[len(text) - max(room - 1, 0) :]
    return "…" + (kept[kept.index(" ") :].lstrip() if " " in kept else "")


def _head(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    kept = text[: max(room - 1, 0)]
    return (kept[: kept.rindex(" ")] if " " in kept else "").rstrip(" ,;:") + "…"
