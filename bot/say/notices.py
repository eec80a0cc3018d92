"""What a maintainer is told of the program itself: short, what happened, what to do."""

import json
from collections.abc import Iterator, Sequence

from bot.say.markup import EMPTY, link, written
from bot.say.words import N_, Words, words
from storage.model import Notice

WORDS = {
    "chat-closed": N_(
        "Nothing arrives in {subject} any more: {detail}. What waits for it is kept, and goes out when it takes "
        "messages again."
    ),
    "chat-moved": N_("{subject} is now {detail}: what was for it goes there. Put {detail} in GREFFIER_CHANNEL."),
    "message-held": N_(
        "Nobody knows whether message {subject} arrived ({detail}), and nothing more goes to that chat until you say: "
        "greffier outbox"
    ),
    "feed-moved": N_(
        "{subject} moved for good, and is asked at {detail} from now on. Put that address in the catalogue."
    ),
}
LEADS_TO = ("feed-moved",)  # whose detail is an address to follow
HERE = "\x00"
TOGETHER = {
    "feed-dead": N_("Nothing comes from here any more, and digests say so:"),
    "feed-gone": N_("Withdrawn by its publisher, and not asked any more:"),
    "feed-overrun": N_("Not everything may have been seen here:"),
    "feed-held": N_("Waits for a decision, and is not announced meanwhile:"),
}
KINDS = (*WORDS, *TOGETHER)
NAMED = 20  # feeds in one message; the others are a number


def notice_text(notices: Sequence[Notice], language: str) -> str:
    """Write notices of one kind as one message."""
    first = notices[0]
    if first.kind in TOGETHER:
        return "\n".join(written(line).html for line in lines(notices, words(language)))
    detail = HERE if first.kind in LEADS_TO else first.detail
    before, here, after = words(language).say(WORDS[first.kind], subject=first.subject, detail=detail).partition(HERE)
    address = link(first.detail, first.detail) if here else EMPTY
    return (written(before) + address + written(after)).html


def lines(notices: Sequence[Notice], w: Words) -> Iterator[str]:
    """Say what several feeds have in common, then a line each."""
    yield w.say(TOGETHER[notices[0].kind])
    for notice in notices[:NAMED]:
        yield f"• {notice.subject}  {json.loads(notice.detail)[w.language]}"
    if (others := len(notices) - NAMED) > 0:
        yield w.count("{n} other", "{n} others", others)
    yield "greffier feeds health"
