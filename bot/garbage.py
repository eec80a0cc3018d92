"""When Python looks for garbage: a full collection stops every thread while it visits all that is held.

Of what a process loads once that is a tenth of a second, of a document of 2,000 entries that is being read half a one.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

USUAL = gc.get_threshold()
NEVER = 1_000_000_000
MUCH = 10  # times seven thousand objects made, as Python itself counts


def keep() -> None:
    """Take what is held for held for good: it is not visited again."""
    gc.collect()
    gc.freeze()


@contextmanager
def swept_after() -> Iterator[None]:
    """Put full collections off until the work is over, when little of it is held; small ones go on.

    Work that left little behind is not followed by one. Where nothing was kept, nobody waits for the loop, and the one
    at the end would visit all that was loaded.
    """
    if not gc.get_freeze_count():
        yield
        return
    gc.set_threshold(*USUAL[:2], NEVER)
    before = grown()
    try:
        yield
    finally:
        gc.set_threshold(*USUAL)
        if grown() - before > MUCH:
            gc.collect()


def grown() -> int:
    """Count the collections, ever, of what had just grown old: as many times some seven thousand objects were made."""
    return int(gc.get_stats()[1]["collections"])
