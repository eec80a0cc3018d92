import asyncio
from datetime import timedelta

from feeds.wire.gap import FEW, HostGap


async def test_callers_of_one_host_wait_for_their_turn_and_others_do_not() -> None:
    gap = HostGap(timedelta(milliseconds=40))
    clock = asyncio.get_running_loop().time
    started = clock()
    await asyncio.gather(*(gap.wait("a:80") for _ in range(3)), gap.wait("b:80"))
    assert 0.08 <= clock() - started < 1


async def test_hosts_whose_pause_is_over_are_forgotten() -> None:
    gap = HostGap(timedelta(0))
    for number in range(10 * FEW):
        await gap.wait(f"h{number}:80")
    assert len(gap._free) <= FEW + 1


async def test_a_host_whose_pause_runs_is_not_forgotten() -> None:
    gap = HostGap(timedelta(hours=1))
    for number in range(3 * FEW):
        await gap.wait(f"h{number}:80")
    assert len(gap._free) == 3 * FEW
