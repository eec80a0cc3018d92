"""What a story is about: its regions and its topics, as its texts name them. Pure."""

from feeds.model import Fact
from feeds.stories.model import Announcement, Telling
from feeds.stories.payers import within
from feeds.stories.promises import speaking
from feeds.stories.signature import is_dateline


def regions(story: Announcement) -> tuple[str, ...]:
    """Give the regions that a story is about: the narrowest that its texts name, else its publisher's."""
    found = [f.region for t in story.tellings for f in t.facts if f.region and is_about(f, t)]
    narrow = [region for region in found if region.count("-") == max(r.count("-") for r in found)]
    own = [t.publisher.region for t in speaking(story.tellings) if t.publisher.region]
    return tuple(dict.fromkeys(narrow or own))


def is_about(fact: Fact, telling: Telling) -> bool:
    """Tell whether a text is about a place: not only written there, nor the seat of who pays."""
    if fact.kind != "place" or is_dateline(fact):
        return False
    return not within(fact, telling, "payer") and not within(fact, telling, "level")


def topics(story: Announcement) -> tuple[str, ...]:
    """Give the topics of a story, as its texts name them."""
    found = (str(f.value) for t in story.tellings for f in t.facts if f.kind in ("topic", "offence"))
    return tuple(dict.fromkeys(found))
