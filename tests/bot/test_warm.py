"""What the service does so that its loop is never late: it loads before it starts, and sweeps after its work."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.garbage import USUAL, keep, swept_after

ROOT = Path(__file__).parents[2]
READ = """
import gc, sys
from datetime import UTC, datetime
from bot.intake import understood
from bot.warm import NOBODY, warm
from feeds.model import Feed, ParsedEntry

warm()
opened = []
sys.addaudithook(lambda event, arguments: opened.append(arguments[0]) if event == "open" else None)
for lang, title in (("fr", "Trois arrestations à Laval pour fraude"), ("en", "Minister announces $3.5 million")):
    entry = ParsedEntry(guid=None, link="https://exemple.test/a", title=title, summary=title * 3, published=None)
    understood(entry, Feed(id="a", publisher="a", url="https://exemple.test", lang=lang), NOBODY, datetime.now(UTC))
print(len(opened), gc.get_freeze_count())
"""


def opened_while_reading() -> tuple[int, int]:
    done = subprocess.run(
        [sys.executable, "-c", READ],
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    opened, kept = done.stdout.split()
    return int(opened), int(kept)


def test_once_warm_nothing_is_loaded_to_read_either_language_and_what_was_is_kept():
    opened, kept = opened_while_reading()
    assert opened == 0
    assert kept > 100_000


@pytest.fixture
def kept() -> Iterator[None]:
    keep()
    yield
    gc.unfreeze()


class Ring:
    """Holds itself, so that only the collector finds it."""

    def __init__(self) -> None:
        self.ring = self


def test_a_full_collection_waits_until_the_work_is_over_and_comes_then(kept):
    with swept_after():
        ring = Ring()
        left = weakref.ref(ring)
        gc.collect(1)  # it has grown old
        del ring
        old_before = gc.get_stats()[2]["collections"]
        grown = [[] for _ in range(200_000)]
        assert gc.get_stats()[2]["collections"] == old_before
        assert left() is not None
        del grown
    assert left() is None
    assert gc.get_threshold() == USUAL


def test_what_is_left_young_is_found_while_the_work_goes_on(kept):
    with swept_after():
        ring = Ring()
        left = weakref.ref(ring)
        del ring
        grown = [[] for _ in range(20_000)]
        assert left() is None
        del grown


def test_work_that_fails_ends_it_too(kept):
    with pytest.raises(KeyError), swept_after():
        raise KeyError
    assert gc.get_threshold() == USUAL


def test_where_nothing_is_kept_no_collection_is_made_to_wait_or_to_come():
    gc.unfreeze()  # what another test has kept
    before = gc.get_stats()[2]["collections"]
    with swept_after():
        assert gc.get_threshold() == USUAL
    assert gc.get_stats()[2]["collections"] == before
