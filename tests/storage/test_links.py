"""Links between stories as they are kept: each once, in the words of the text that came first."""

from sqlmodel import Session, select

from feeds.stories.model import LinkState, Relation, StoryLink
from storage.links import forget_links, save_links
from storage.tables import LinkRow


def link(because: str, target: str = "plan") -> StoryLink:
    return StoryLink(source="part", target=target, relation=Relation.PART_OF, state=LinkState.CERTAIN, because=because)


def kept(session: Session) -> set[tuple[str, str, str]]:
    return {(row.target_id, row.origin_id, row.because) for row in session.exec(select(LinkRow)).all()}


def test_of_two_texts_that_state_one_link_the_first_is_kept(session) -> None:
    save_links(session, [("plan", [link("includes")]), ("part", [link("draws"), link("draws too", "other")])])
    assert kept(session) == {("plan", "plan", "includes"), ("other", "part", "draws too")}


def test_a_link_that_was_stated_before_stays_until_its_own_text_no_longer_does(session) -> None:
    save_links(session, [("plan", [link("includes")])])
    save_links(session, [("part", [link("draws")])])
    assert kept(session) == {("plan", "plan", "includes")}
    forget_links(session, ["plan"])
    save_links(session, [("part", [link("draws")])])
    assert kept(session) == {("plan", "part", "draws")}
