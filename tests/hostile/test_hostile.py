"""A twentieth of the hostile documents that `make faults` polls, and its hostile answers but for slow ones."""

import pytest

from tests.hostile.documents import documents
from tests.hostile.run import run, table
from tests.hostile.wire import answers, wrong
from tests.hostile.wire import run as run_wire
from tests.hostile.wire import table as wire_table

LARGEST = 5 * 1024 * 1024  # bytes that are taken from the wire


@pytest.mark.slow
async def test_hostile_documents_end_in_a_verdict_and_harm_neither_us_nor_the_good_feeds():
    tally = await run(every=20, good=10)
    assert not tally.wrong(timed=False), "\n".join(table(tally))
    assert len(tally.verdicts) > 25


@pytest.mark.slow
async def test_hostile_answers_end_as_they_should_and_harm_neither_us_nor_the_good_feeds():
    quick = frozenset(name for name, says in answers().items() if not (says.pause or says.stays))
    tally, heard = await run_wire(times=4, good=5, only=quick)
    assert not wrong(tally, heard, timed=False), "\n".join(wire_table(tally, heard))
    assert len(heard) > 15


def test_there_are_hundreds_of_them_and_the_wire_would_let_one_of_each_family_through():
    made = documents()
    families = {name.partition(":")[0]: make for name, make in made.items()}
    assert len(made) > 300
    assert len(families) > 14
    assert all(0 < len(make()) <= LARGEST for make in families.values())
