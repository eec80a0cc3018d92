"""Sweeps of one police service: one headline, several dates, now and then the same number of people."""

from dataclasses import replace
from datetime import date, timedelta

from tests.chains.acts import Act, Kind
from tests.chains.drawing import Drawing


def draw_sweeps(drawing: Drawing) -> list[Act]:
    """Add two or three sweeps, two of them with one number of people more often than not."""
    rng = drawing.rng
    people = rng.sample(range(12, 59), 3)
    if rng.random() < 0.6:
        people[1] = people[0]
    first = min(act.at for act in drawing.acts.values())
    ended = first.date() + timedelta(days=rng.randrange(40, 300))
    sweeps = []
    for count in people[: rng.choice((2, 3))]:
        ended = ended.replace(day=min(26, max(5, ended.day)))
        begun = in_one_month(ended - timedelta(days=rng.choice((1, 2, 3))), ended)
        month = ended.year * 12 + ended.month - 1
        act = drawing.add(
            Kind.SWEEP,
            month,
            payers=(drawing.home,),
            people=count,
            days=(begun, ended),
            officers=rng.randrange(90, 300, 5),
            measures=rng.randrange(len(drawing.home.cities)),
        )
        told = drawing.moment(month).replace(day=ended.day) + timedelta(days=1)
        drawing.acts[act.key] = act = replace(act, at=told)
        sweeps.append(act)
        ended += timedelta(days=rng.choice((35, 90, 200, 370)))
    return sweeps


def in_one_month(begun: date, ended: date) -> date:
    """Keep a stretch of days within the month in which it ends."""
    return max(begun, ended.replace(day=1))
