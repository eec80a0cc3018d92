"""When Python looks for garbage: a full collection stops every thread while it visits all that is held.

Of what a process loads once that is a tenth of a second, of a document of 2,000 entries that is being read half a one.
"""

import gc

USUAL = gc.get_threshold()
NEVER = 1_000_000_000
LITTLE = 1  # times that what is no longer young was looked through: each stands for a hundred thousand objects made
SELDOM = 10_000  # objects made since the last look at the young: an entry that is read makes thousands, and keeps few


def keep() -> None:
    """Take what is held for held for good; from now on what grows old is visited when `sweep` says so.

    What is young is looked through less often than Python does.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM, USUAL[1], NEVER)


def sweep() -> None:
    """Make the full collection that has become due; the moment to say it is when work is over and little is held.

    Where nothing was kept, Python goes on as it does: nobody waits for a loop there, and all that was loaded would be
    visited.
    """
    _, _, aged = gc.get_count()
    if gc.get_threshold()[2] == NEVER and aged > LITTLE:
        gc.collect()
