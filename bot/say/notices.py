"""What a maintainer is told of the program itself: short, what happened, what to do."""

from bot.say.markup import written
from bot.say.words import N_, words
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
}


def notice_text(notice: Notice, language: str) -> str:
    """Write a notice as a message."""
    said = words(language).say(WORDS[notice.kind], subject=notice.subject, detail=notice.detail)
    return written(said).html
