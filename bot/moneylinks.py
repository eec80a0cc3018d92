"""From stories to links between their money: the last part of linking, in the same transaction."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from feeds.stories.linkkeys import asks, offers
from feeds.stories.links import links
from feeds.stories.promises import Profile, profile
from storage import links as store

if TYPE_CHECKING:
    from sqlmodel import Session

OFFER, ASK = "+", "?"


def link_money(session: "Session", changed: Collection[str]) -> None:
    """Link the money of stories that changed, and of those that mention them."""
    known = Profiles(session)
    asking = store.origins_touching(session, changed)
    for story in changed:
        found = known.get([story])
        store.file_story(session, story, filed(found[0]) if found else ())
    session.flush()
    for own in known.get(changed):
        asking |= store.filed_under(session, {ASK + key for key in offers(own)})
    concerned = set(changed) | asking
    store.forget_links(session, concerned)
    for own in sorted(known.get(concerned), key=lambda found: (found.dated, found.story)):
        others = known.get(store.filed_under(session, {OFFER + key for key in asks(own)}) - {own.story})
        store.save_links(session, own.story, links(own, others))


def filed(found: Profile) -> frozenset[str]:
    """Give the keys of both kinds under which a story is filed."""
    return frozenset({OFFER + key for key in offers(found)} | {ASK + key for key in asks(found)})


class Profiles:
    """The money profiles of stories, loaded as they are asked for."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._found: dict[str, Profile | None] = {}

    def get(self, stories: Collection[str]) -> list[Profile]:
        """Give the profiles of the stories that have money, by story."""
        missing = set(stories) - self._found.keys()
        if missing:
            self._found |= dict.fromkeys(missing)
            loaded = store.announcements(self._session, missing)
            self._found |= {story: profile(found) for story, found in loaded.items()}
        return [found for story in sorted(stories) if (found := self._found[story]) is not None]
