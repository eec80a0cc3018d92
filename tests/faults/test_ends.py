"""End to end with real processes, at a quicker pace; ``make faults`` goes through it in full."""

import pytest

from tests.faults.ends import live
from tests.faults.stopped import stop_the_owner

pytestmark = pytest.mark.slow


def test_what_is_served_changed_taken_out_or_withdrawn_is_right_in_every_chat_and_on_every_face() -> None:
    outcome = live(is_hurried=True)
    assert outcome.is_well, outcome


def test_a_sender_that_was_stopped_while_another_took_over_sends_nothing_when_it_goes_on() -> None:
    found = stop_the_owner(is_hurried=True, chats=15)
    assert found.is_well, found
