"""What nobody may read: the bot's token, and the credentials in the address of a feed."""

import re

HIDDEN = "***"
TOKEN = re.compile(r"\d+(:|%3A)[\w-]{10,}", re.IGNORECASE)  # wide enough for whatever the settings take for one
CREDENTIALS = re.compile(r"(?<=://)[^/?#\s\"'<>]+(?=@)")


def redact(text: str) -> str:
    """Take tokens and credentials out of a text."""
    return CREDENTIALS.sub(HIDDEN, TOKEN.sub(HIDDEN, text))
