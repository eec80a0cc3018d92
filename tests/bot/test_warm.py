"""What the service does so that its loop is never late: it loads before it starts, and sweeps after its work."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.garbage import USUAL, keep, sweep

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
def nothing_kept() -> Iterator[None]:
    """Be a process that has just begun: a service that another test ran here has kept what it loaded."""
    gc.unfreeze()
    gc.set_threshold(*USUAL)
    yield
    gc.unfreeze()
    gc.set_threshold(*USUAL)


@pytest.fixture
def kept(nothing_kept: None) -> None:
    keep()


class Ring:
    """Holds itself, so that only the collector finds it."""

    def __init__(self) -> None:
        self.ring = self


def full_collections() -> int:
    return int(gc.get_stats()[2]["collections"])


def aged_ring() -> weakref.ref[Ring]:
    """Leave garbage that has grown old."""
    ring = Ring()
    gc.collect(1)
    return weakref.ref(ring)


def test_a_full_collection_waits_until_the_work_is_over_and_comes_then(kept):
    left, before = aged_ring(), full_collections()
    grown = [[] for _ in range(200_000)]
    assert full_collections() == before
    assert left() is not None
    del grown
    sweep()
    assert left() is None


def test_what_is_left_young_is_found_while_the_work_goes_on(kept):
    left = weakref.ref(Ring())
    grown = [[] for _ in range(20_000)]
    assert left() is None
    assert len(grown) == 20_000


def test_work_that_left_little_is_not_followed_by_one(kept):
    left = aged_ring()
    grown = [[] for _ in range(1_000)]
    sweep()
    assert left() is not None
    assert len(grown) == 1_000


def test_where_nothing_is_kept_no_collection_is_made_to_wait_or_to_come(nothing_kept):
    grown = [[] for _ in range(100_000)]
    before = full_collections()
    sweep()
    assert full_collections() == before
    assert len(grown) == 100_000
