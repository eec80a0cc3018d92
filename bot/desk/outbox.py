"""What a maintainer says of a message whose fate nobody knows; each word is logged."""

from typing import TYPE_CHECKING

from bot.desk.curate import Why
from bot.desk.outcome import Outcome, as_typed, decided, number_in, refused
from bot.say.words import N_
from storage.decisions import note_decision
from storage.lanes import decide

if TYPE_CHECKING:
    from sqlmodel import Session

ARRIVED = {True: N_("message {id}: it arrived"), False: N_("message {id}: it goes out again")}


def settle_by_word(session: "Session", id: str, why: Why, *, arrived: bool) -> Outcome:
    """Note that a message of unknown fate arrived, or let it go out again."""
    message = number_in(id)
    if message is None or decide(session, message, why.at, arrived=arrived) is None:
        return refused(N_("there is no message {id} of unknown fate"), id=as_typed(id))
    act = "arrived" if arrived else "again"
    number = note_decision(session, act=act, subject=f"message {message}", reason=why.reason, who=why.who, now=why.at)
    return decided(number, ARRIVED[arrived], id=message)
