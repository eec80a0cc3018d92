"""When Python looks for garbage: a full collection stops every thread while it visits all that is held.

Of what a process loads once that is a tenth of a second, of a document of 2,000 entries that is being read half a one.
"""

import gc

USUAL = gc.get_threshold()
NEVER = 1_000_000_000
MUCH = 10  # times what has just grown old was collected since: seven thousand new objects each


def keep() -> None:
    """Take what is held for held for good; from now on what grows old is visited when `sweep` says so."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*USUAL[:2], NEVER)


def sweep() -> None:
    """Make the full collection that has become due; the moment to say it is when work is over and little is held.

    Where nothing was kept, Python goes on as it does: nobody waits for a loop there, and all that was loaded would be
    visited.
    """
    _, _, aged = gc.get_count()
    if gc.get_threshold()[2] == NEVER and aged > MUCH:
        gc.collect()
