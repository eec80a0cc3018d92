"""A process that does nothing: how late it is for that is how late the machine is.

Run as a module, it prints a line at once, and the most seconds that it was late when its input ends.
"""

import asyncio
import sys

BEAT = 0.005


async def lateness() -> float:
    """Beat until the input ends."""
    loop, most = asyncio.get_running_loop(), 0.0
    ended = loop.run_in_executor(None, sys.stdin.read)
    while not ended.done():
        due = loop.time() + BEAT
        await asyncio.sleep(BEAT)
        most = max(most, loop.time() - due)
    return most


if __name__ == "__main__":
    sys.stdout.write("0\n")
    sys.stdout.flush()
    sys.stdout.write(f"{asyncio.run(lateness())}\n")
