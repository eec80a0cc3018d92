"""A twentieth of the mutants that `make fuzz` tries, always the same ones."""

import pytest

from feeds.model import Document, NotAFeed, ParsedEntry
from tests.fuzz.bodies import fuzz, table, wrong_with


@pytest.mark.slow
def test_no_damaged_document_raises_or_gives_what_no_store_takes():
    tally = fuzz(range(15_000), seed=1)
    assert not tally.failures, "\n".join(table(tally, 1, 0))
    assert tally.counts["feeds"] > 3_000
    assert tally.counts["cut"] > 300
    assert tally.counts["quick"] > 100


def entry(**values: str) -> Document:
    about = {"guid": None, "link": None, "title": "", "summary": "", "published": None} | values
    return Document(entries=(ParsedEntry(**about),))  # type: ignore[arg-type]


WRONG = [
    entry(guid="a\0"),
    entry(link="javascript:alert(1)"),
    entry(summary="\ud800"),
    Document(entries=(), title="\0"),
    Document(entries=(), slices=(2**63,)),
    Document(entries=(), slices=(1,)),
    NotAFeed(error="internal", detail=""),
    NotAFeed(error="html", detail="\0"),
]


@pytest.mark.parametrize("found", WRONG)
def test_what_no_store_takes_is_noticed(found):
    assert list(wrong_with(found))
