"""The sums that close a posted message are those of its day: once what they add up is corrected there, they say so.

They are not reckoned anew: a message of some day whose sums held announcements of a later one could not be cited.
"""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from bot.say.digest import NOT_SPENT
from bot.say.markup import written
from bot.say.typography import day
from bot.say.words import Words
from feeds.model import Category
from storage.model import StoryState
from storage.outgoing import RESTORED, DeliveryItem

GONE = (StoryState.WITHDRAWN, StoryState.MERGED)


def is_other_sum(item: DeliveryItem) -> bool:
    """Tell whether what an item adds to the sums is no longer what it added when it was posted."""
    category = item.said.get("category")
    if category == Category.ARREST:
        return False
    corrected = len(item.notes) - (RESTORED in item.said)  # that it stands again changes no sum
    return category == Category.OTHER or item.state in GONE or corrected > 0


def dated(html: str, items: Iterable[DeliveryItem], mark: str, w: Words) -> str:
    """Let the sums of a message say of which day they are, where an item of it adds up otherwise; else not."""
    plain, end = html.replace(mark, ""), written(w.say(NOT_SPENT)).html
    before, sums, after = plain.rpartition(end)
    return before + sums + mark + after if sums and any(map(is_other_sum, items)) else plain


def room_for(html: str, mark: str, w: Words) -> str:
    """Give what may yet stand behind the sums of a message; "" where it has none."""
    return mark if written(w.say(NOT_SPENT)).html in html and mark not in html else ""


def mark_of(at: datetime, zone: tzinfo, w: Words) -> str:
    """Write of which day sums are."""
    on = day(at.astimezone(zone).date(), w)
    return " " + written(w.say("Sums as of {day}: what was corrected since is not in them.", day=on)).html
