"""A twentieth of the hostile texts and digests that `make fuzz` tries, always the same ones."""

import pytest

from tests.fuzz.messages import fuzz, table

pytestmark = pytest.mark.slow


def test_no_text_and_no_digest_makes_a_message_that_telegram_refuses_or_that_is_not_what_was_counted():
    tally = fuzz(5_000, 50, seed=1)
    assert not tally.failures, "\n".join(table(tally, 1, 0))
    assert tally.counts["parts"] > 50
    assert tally.counts["items"] > 400
