"""From stories to links between them, of money and of outcomes: the last part of linking, in the same transaction."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from feeds.stories.linkkeys import keys
from feeds.stories.links import links
from feeds.stories.outcomes import Case, case, outcomes, seeking, sought
from feeds.stories.outcomes import keys as outcome_keys
from feeds.stories.promises import Profile, profile
from storage import links as store
from storage.keys import STORIES, Shelf
from storage.tellings import Tellings

if TYPE_CHECKING:
    from sqlmodel import Session

CASE = "="
MOST = 12  # stories that one may mean, or be the outcome of: those that share most with what it says of them
ALIKE = 2  # stories that one may repeat without a word of it
WORDS = 2  # rare words that two names share before their sums are compared


def link_money(session: "Session", changed: Collection[str], told: Tellings) -> None:
    """Link the money of stories that changed, and of those that mention them."""
    known = Known(lambda stories: read_profiles(session, stories, told))
    asking = store.origins_touching(session, changed)
    wanted = {found.story: keys(found) for found in known.get(changed)}
    filed = {story: found.filed for story, found in wanted.items()}
    STORIES.file(session, dict.fromkeys(changed, frozenset[str]()) | filed)
    shelf = Shelf(session, STORIES)
    shelf.fetch({key for found in wanted.values() for key in found.meaning | found.alike_after})
    for story, found in wanted.items():
        asking |= around(shelf, story, found.meaning, found.alike_after)
    store.forget_links(session, {*changed, *asking})
    concerned = known.get({*changed, *asking})
    wanted |= {found.story: keys(found) for found in concerned if found.story not in wanted}
    shelf.fetch({key for found in wanted.values() for key in found.meant | found.alike_before})
    near = {story: around(shelf, story, found.meant, found.alike_before) for story, found in wanted.items()}
    known.get(set().union(*near.values()))  # all at once
    store.save_links(session, [(f.story, links(f, known.get(near[f.story]))) for f in in_order(concerned)])


def around(shelf: Shelf, story: str, mentions: frozenset[str], alike: frozenset[str]) -> set[str]:
    """Give the stories under some keys: those mentioned, and those whose names are alike."""
    mentioned = shelf.sharing(mentions, besides=story, most=MOST)
    return {*mentioned, *shelf.sharing(alike, besides=story, most=ALIKE, least=WORDS)}


def link_outcomes(session: "Session", changed: Collection[str], told: Tellings) -> None:
    """Link what became of arrests to them: stories that changed, and outcomes that may be about them."""
    known = Known(lambda stories: read_cases(session, stories, told))
    own = known.get(changed)
    STORIES.file(session, {found.story: {CASE + key for key in outcome_keys(found)} for found in own})
    shelf = Shelf(session, STORIES)
    after = cases_under(shelf, {found.story: seeking(found) for found in own})
    concerned = [found for found in known.get(set(changed).union(*after.values())) if found.is_outcome]
    store.forget_links(session, {found.story for found in (*own, *concerned)})
    near = cases_under(shelf, {found.story: sought(found) for found in concerned})
    known.get(set().union(*near.values()))  # all at once
    stated = [(found.story, outcomes(found, known.get(near[found.story]))) for found in in_order(concerned)]
    store.save_links(session, stated)


def cases_under(shelf: Shelf, wanted: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Give, for each story, the other cases under some keys."""
    asked = {story: {CASE + key for key in keys} for story, keys in wanted.items()}
    shelf.fetch(set().union(*asked.values()))
    return {story: shelf.sharing(keys, besides=story, most=MOST) for story, keys in asked.items()}


def read_cases(session: "Session", stories: Collection[str], told: Tellings) -> dict[str, Case]:
    """Load the stories about people among some."""
    return {story: case(said) for story, said in store.cases(session, stories, told).items() if said.tellings}


def read_profiles(session: "Session", stories: Collection[str], told: Tellings) -> dict[str, Profile]:
    """Load the money of the funding stories among some."""
    found = store.announcements(session, stories, told)
    return {story: profile(said) for story, said in found.items() if said.tellings}


Found = TypeVar("Found", Profile, Case)


def in_order(stories: Iterable[Found]) -> list[Found]:
    """Give stories from the earliest on: of two that state one link, the earlier one's words are kept."""
    return sorted(stories, key=lambda story: (story.dated, story.story))


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
