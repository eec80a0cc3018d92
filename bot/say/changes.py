"""What an entry said from version to version: word by word as a terminal shows it, and what that means in facts."""

from collections.abc import Iterable, Iterator

from bot.say.facts import line, told
from bot.say.words import N_, Words
from feeds.stories.diff import FactChange, Piece, Was

AROUND = 6  # words that stayed, on either side of what changed
FIELDS = {"title": N_("title"), "summary": N_("text")}
MARKS = {Was.GONE: "[-{}-]", Was.NEW: "{{+{}+}}", Was.SAME: "{}"}


def marked(pieces: Iterable[Piece]) -> str:
    """Write a comparison with [-what went-] and {+what came+}; long runs that stayed are cut to what is near."""
    listed = list(pieces)
    last = len(listed) - 1
    return " ".join(
        MARKS[piece.was].format(near(piece.text, is_first=at == 0, is_last=at == last))
        if piece.was is Was.SAME
        else MARKS[piece.was].format(piece.text)
        for at, piece in enumerate(listed)
    )


def near(text: str, *, is_first: bool, is_last: bool) -> str:
    """Cut a run of words that stayed to those beside what changed."""
    words = text.split(" ")
    before = [] if is_first else words[:AROUND]
    after = [] if is_last else words[-AROUND:]
    return text if len(words) <= len(before) + len(after) + 1 else " ".join((*before, "…", *after))


def change_lines(changes: Iterable[FactChange], w: Words, *, is_arrest: bool) -> Iterator[str]:
    """Say what changed in facts: "amount (total): 5.6 M$ → 6.5 M$"."""
    for change in changes:
        gone, new = (told(facts, w, is_arrest=is_arrest) for facts in (change.gone, change.new))
        for kind in dict.fromkeys((*gone, *new)):
            yield line(kind, f"{joined(gone.get(kind))} → {joined(new.get(kind))}", w)


def joined(values: list[str] | None) -> str:
    """Join values; a dash for none."""
    return ", ".join(values) if values else "—"
