"""The faults of clocks at a twentieth; ``make faults`` lives them in full."""

from datetime import timedelta

import pytest

from tests.faults.clocks import FULL_YEARS, JUMPS, YEAR_0, Jump, jump, years

pytestmark = pytest.mark.slow


async def test_through_the_changes_of_spring_every_zone_has_one_digest_a_local_date() -> None:
    lived = await years(timedelta(days=365 * FULL_YEARS / 20))
    assert [(year.zone, year.missing, year.doubled) for year in lived if year.missing or year.doubled] == []
    assert all(year.dates >= 35 for year in lived)


@pytest.mark.parametrize("asked", JUMPS, ids=lambda asked: asked.name)
async def test_a_clock_that_is_set_makes_no_digest_twice_and_loses_none_and_no_story(asked: Jump) -> None:
    outcome = await jump(asked, step=timedelta(minutes=30), far=timedelta(hours=3))
    assert outcome.is_well, outcome
    assert bool(outcome.refusals) == (asked.shows == YEAR_0)
