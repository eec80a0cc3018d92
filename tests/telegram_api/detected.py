"""What Telegram makes live on its own: mentions, commands, hashtags, addresses.

A close approximation of tdlib's ``find_entities``; it errs on the side of finding, and knows only a few top-level
domains for addresses without a scheme.
"""

import re

from tests.telegram_api.entity import Entity, units

PATTERNS = {
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}(?!\w)", re.IGNORECASE),
    "url": re.compile(
        r"(?<![\w@])(?:(?:https?|ftp|tg)://[^\s<>\"«»]*[^\s<>\"«».,;:!?)'…]"
        r"|(?:[\w-]+\.)+(?:com|org|net|info|gov|edu|io|me|ca|quebec|fr|uk|test|example)(?![\w-])"
        r"(?:[/?#][^\s<>\"«»]*[^\s<>\"«».,;:!?)'…]|/)?)",
        re.IGNORECASE,
    ),
    "mention": re.compile(r"(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w)"),
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    "hashtag": re.compile(r"(?<![\w#])#(?=\w*[^\W\d])[\w·]{1,256}"),
    "cashtag": re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])"),
}
DETECTED = tuple(PATTERNS)


def detected(text: str) -> list[Entity]:
    """Find them in a finished text; they never overlap."""
    found: list[Entity] = []
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            start, length = units(text[: match.start()]), units(match.group())
            if not any(start < other.end and other.offset < start + length for other in found):
                found.append(Entity(type=kind, offset=start, length=length))
    return found
