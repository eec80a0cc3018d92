"""The experiment of ``python -m tests.faults.delivery`` at a twentieth, with a fixed seed."""

import pytest

from tests.faults.delivery import Trial, run

pytestmark = pytest.mark.slow


def test_what_is_killed_and_cut_off_is_neither_lost_nor_doubled_nor_out_of_order() -> None:
    verdict = run(Trial(way="ours", messages=76, kills=10, longest=0.8))
    assert verdict.kills >= 6  # as many as there was work left for
    assert (verdict.arrived.lost, verdict.arrived.doubled, verdict.arrived.misplaced, verdict.open) == (0, 0, 0, 0)
    assert verdict.arrived.marked == 0


def test_without_the_probe_nothing_is_lost_and_every_possible_repeat_says_so() -> None:
    found = run(Trial(way="ours", probe="off", messages=40, kills=4, seed=2, longest=0.8)).arrived
    assert (found.lost, found.doubled, found.misplaced) == (0, 0, 0)
    assert found.marked


@pytest.mark.parametrize(("way", "fault"), [("send-then-mark", "doubled"), ("mark-then-send", "lost")])
def test_the_experiment_can_fail(way, fault) -> None:
    found = run(Trial(way=way, messages=60, kills=3, faults=0.3, seed=3, longest=0.8)).arrived
    assert getattr(found, fault) > 0
