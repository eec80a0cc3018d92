"""From stories to links between them, of money and of outcomes: the last part of linking, in the same transaction."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from feeds.stories.linkkeys import asks, offers
from feeds.stories.links import links
from feeds.stories.outcomes import Case, case, keys, outcomes
from feeds.stories.promises import Profile, profile
from storage import links as store

if TYPE_CHECKING:
    from sqlmodel import Session

OFFER, ASK, CASE = "+", "?", "="


def link_money(session: "Session", changed: Collection[str]) -> None:
    """Link the money of stories that changed, and of those that mention them."""
    known = Known(lambda stories: read_profiles(session, stories))
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


def link_outcomes(session: "Session", changed: Collection[str]) -> None:
    """Link what became of arrests to them: stories that changed, and outcomes that may be about them."""
    known = Known(lambda stories: read_cases(session, stories))
    for own in known.get(changed):
        store.file_story(session, own.story, {CASE + key for key in keys(own)})
    session.flush()
    near = store.filed_under(session, {CASE + key for own in known.get(changed) for key in keys(own)})
    concerned = [own for own in known.get({*changed, *near}) if own.is_outcome or own.story in changed]
    store.forget_links(session, [own.story for own in concerned])
    for own in sorted(concerned, key=lambda found: (found.dated, found.story)):
        others = known.get(store.filed_under(session, {CASE + key for key in keys(own)}))
        store.save_links(session, own.story, outcomes(own, others))


def read_cases(session: "Session", stories: Collection[str]) -> dict[str, Case]:
    """Load the stories about people among some."""
    return {story: case(told) for story, told in store.cases(session, stories).items() if told.tellings}


def read_profiles(session: "Session", stories: Collection[str]) -> dict[str, Profile]:
    """Load the money of the funding stories among some."""
    return {story: profile(told) for story, told in store.announcements(session, stories).items() if told.tellings}


def filed(found: Profile) -> frozenset[str]:
    """Give the keys of both kinds under which a story is filed."""
    return frozenset({OFFER + key for key in offers(found)} | {ASK + key for key in asks(found)})


Found = TypeVar("Found", Profile, Case)


class Known(Generic[Found]):
    """What is known of stories for linking, loaded as it is asked for; a story may have nothing of the kind."""

    def __init__(self, load: Callable[[Collection[str]], Mapping[str, Found]]) -> None:
        self._load: Callable[[Collection[str]], Mapping[str, Found]] = load
        self._found: dict[str, Found | None] = {}

    def get(self, stories: Collection[str]) -> list[Found]:
        """Give what is known of some stories, by story; those that have nothing are left out."""
        missing = set(stories) - self._found.keys()
        if missing:
            self._found |= dict.fromkeys(missing)
            self._found |= self._load(missing)
        return [found for story in sorted(stories) if (found := self._found[story]) is not None]
