"""Messages on their way, a line each for a terminal."""

from bot.say.withhold import cap
from bot.say.words import N_, Words
from storage.outgoing import Delivery, DeliveryKind, DeliveryStatus

STATUSES = {
    DeliveryStatus.QUEUED: N_("waits"),
    DeliveryStatus.SENDING: N_("is leaving"),
    DeliveryStatus.SENT: N_("arrived"),
    DeliveryStatus.UNCERTAIN: N_("nobody knows whether it arrived"),
    DeliveryStatus.REFUSED: N_("refused"),
}
KINDS = {DeliveryKind.POST: N_("message"), DeliveryKind.EDIT: N_("edit"), DeliveryKind.REPLY: N_("reply")}
HELD = N_("nobody knows whether it arrived; you decide")
LONGEST = 120


def delivery_line(delivery: Delivery, w: Words) -> str:
    """Tell one message: its number, to whom, how it stands and why."""
    standing = w.say(HELD if delivery.is_held else STATUSES[delivery.status])
    why = f" ({cap(delivery.reason, LONGEST)})" if delivery.reason else ""
    return f"{delivery.id}  {delivery.chat}  {w.say(KINDS[delivery.kind])}  {standing}{why}"
