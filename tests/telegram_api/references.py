"""Character references: the four names and the numbers that Telegram knows; others stay as written."""

NAMES = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}


def decode_reference(source: bytes, at: int) -> tuple[str, int] | None:
    """Decode the reference at ``at`` into a character and the position after it; None: it is literal text."""
    read = _numeric if source[at + 1 : at + 2] == b"#" else _named
    char, end = read(source, at)
    if char is None:
        return None
    return char, end + (source[end : end + 1] == b";")


def _numeric(source: bytes, at: int) -> tuple[str | None, int]:
    base, digits = (16, b"0123456789abcdefABCDEF") if source[at + 2 : at + 3] == b"x" else (10, b"0123456789")
    start = at + (3 if base == 16 else 2)
    end = skip(source, start, digits)
    value = int(source[start:end] or b"0", base)
    return (None if value == 0 or value >= 0x10FFFF or end - at >= 10 else chr(value)), end


def _named(source: bytes, at: int) -> tuple[str | None, int]:
    end = at + 1
    while source[end : end + 1].isalpha():
        end += 1
    return NAMES.get(source[at + 1 : end]), end


def skip(source: bytes, at: int, members: bytes) -> int:
    while at < len(source) and source[at] in members:
        at += 1
    return at


def until(source: bytes, at: int, members: bytes) -> int:
    while at < len(source) and source[at] not in members:
        at += 1
    return at
