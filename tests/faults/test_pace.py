"""Messages keep to Telegram's limits, and a storm of refusals loses none of them."""

import pytest

from tests.faults.pace import at_full_pace, in_a_storm

pytestmark = pytest.mark.slow


def test_nothing_is_refused_for_haste() -> None:
    result = at_full_pace(chats=20, messages=60)
    assert (result.refused, result.calls) == (0, 60)
    assert (result.arrived.lost, result.arrived.doubled, result.arrived.misplaced) == (0, 0, 0)


def test_a_storm_of_429_loses_nothing_and_asks_no_more_than_it_must() -> None:
    result = in_a_storm(chats=25, messages=50)
    assert (result.arrived.lost, result.arrived.doubled, result.arrived.misplaced) == (0, 0, 0)
    assert result.calls <= 2.6 * result.messages  # of a small number; 2.2 of a thousand
