"""When Python looks for garbage: a full collection stops every thread while it visits all that is held.

Of what a process loads once that is a tenth of a second, of a document of 2,000 entries that is being read half a one.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

USUAL = gc.get_threshold()
SELDOM = 10_000  # objects made since the last look: an entry that is read makes thousands, and keeps few
NEVER = 1_000_000_000


def keep() -> None:
    """Take what is held for held for good: it is not visited again."""
    gc.collect()
    gc.freeze()


@contextmanager
def swept_after() -> Iterator[None]:
    """Put full collections off until the work is over, when little of it is held; small ones go on, but are rarer.

    Where nothing was kept, nobody waits for the loop, and the one at the end would visit all that was loaded.
    """
    if not gc.get_freeze_count():
        yield
        return
    gc.set_threshold(SELDOM, USUAL[1], NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*USUAL)
        gc.collect()
