"""Who shares keys with whom: the likest first, and nobody by a key that too many share."""

import sqlalchemy as sa
from sqlmodel import Session

from storage import tables
from storage.keys import AT_ONCE, STORIES, Shelf


def sharing(session: Session, *keys: str, most: int = 9, least: int = 1) -> list[str]:
    return Shelf(session, STORIES).sharing(keys, besides="me", most=most, least=least)


def test_those_who_share_most_keys_come_first_and_oneself_is_not_among_them(session) -> None:
    STORIES.file(session, {"me": ["a", "b", "c"], "some": ["a"], "most": ["a", "c", "z"]})
    assert sharing(session, "a", "b", "c") == ["most", "some"]
    assert sharing(session, "a", "b", "c", most=1) == ["most"]
    assert sharing(session, "a", "b", "c", least=2) == ["most"]


def test_a_key_that_too_many_share_leads_to_nobody(session) -> None:
    session.execute(sa.insert(tables.LinkKeyRow), [{"key": "a", "story_id": f"s{n}"} for n in range(STORIES.common)])
    assert len(sharing(session, "a", most=1000)) == STORIES.common
    STORIES.file(session, {"one-more": ["a", "b"]})
    assert sharing(session, "a") == []
    assert sharing(session, "a", "b") == ["one-more"]


def test_what_is_filed_anew_stands_under_its_new_keys_only(session) -> None:
    STORIES.file(session, {"other": ["a"]})
    STORIES.file(session, {"other": ["b"]})
    assert sharing(session, "a") == []
    assert sharing(session, "b") == ["other"]


def test_more_keys_than_one_statement_takes_are_all_asked_for(session) -> None:
    many = [f"key {n}" for n in range(3 * AT_ONCE + 1)]
    STORIES.file(session, {"other": many, "me": many})
    assert len(list(STORIES.under(session, many))) == 2 * len(many)
    assert Shelf(session, STORIES).sharing(many, besides="me", most=9, least=len(many)) == ["other"]
