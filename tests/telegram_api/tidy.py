"""What becomes of a text between the request and the chat: cleaned, trimmed, its entities put in order.

After ``fix_formatted_text`` of tdlib (``MessageEntity.cpp``): control characters become spaces, white space is cut at
the end and before the first entity, links and quotations never nest, nothing is styled inside code, and a style that
crosses another entity is split. More than 100 entities: the first 100 are honoured, links and quotations before styles.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from tests.telegram_api.detected import DETECTED, detected
from tests.telegram_api.entities import parse_html
from tests.telegram_api.entity import Entity, units
from tests.telegram_api.refusal import bad_request

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
CODE = ("pre", "code")
HIDDEN = ("text_link", "text_mention", "custom_emoji", "date_time")
ORDER = (*QUOTES, *CODE, "text_link", "text_mention", "date_time", *DETECTED, *STYLES, "custom_emoji")
GONE = {"\r", *map(chr, range(0x2028, 0x202F)), "\u0333", "\u033f", "\u030a"}
MAX_ENTITIES = 100


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as the chat shows it."""

    text: str
    entities: tuple[Entity, ...]


def formatted(source: str, parse_mode: str, entities: Sequence[dict[str, Any]], *, limit: int, what: str) -> Formatted:
    """Make the text of a message; ``limit`` in UTF-16 units after parsing, ``what`` names it in the errors.

    Raises the Refusal of Telegram: empty, cannot parse, too long. Markdown is not offered.
    """
    if not source:
        raise bad_request(f"{what} text is empty")
    text, given = _read(source, parse_mode, entities)
    text, given = _trimmed(*_cleaned(text, given))
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > limit:
        raise bad_request(f"{what} is too long")
    found = [entity for entity in detected(text) if not _overlaps(entity, given)]
    return Formatted(text, tuple(_first_hundred(nested([*given, *found]))))


def _read(source: str, parse_mode: str, entities: Sequence[dict[str, Any]]) -> tuple[str, list[Entity]]:
    match parse_mode.lower():
        case "html":
            return parse_html(source)
        case "":
            return source, [_given(entity) for entity in entities]
    raise bad_request("unsupported parse_mode")


def _given(fields: dict[str, Any]) -> Entity:
    known = {name: value for name, value in fields.items() if name in Entity.__slots__}
    user = fields.get("user")
    return Entity(**known) if user is None else Entity(**known, user_id=user["id"])


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Replace control characters, drop the unprintable, and move the entities along."""
    kept: list[str] = []
    moved = [0]
    for char in text:
        shown = "" if char in GONE else " " if char < " " and char != "\n" else char
        kept.append(shown)
        moved += [moved[-1] + units(shown) - pair for pair in range(units(char) - 1, -1, -1)]
    for entity in entities:
        if entity.end >= len(moved):
            where = f"UTF-16 offset {entity.offset} ends after the end of the text at UTF-16 offset {entity.end}"
            raise bad_request(f"entity beginning at {where}")
    bounds = ((entity, moved[entity.offset], moved[entity.end]) for entity in entities)
    return "".join(kept), [_between(entity, start, end) for entity, start, end in bounds if end > start]


def _between(entity: Entity, start: int, end: int) -> Entity:
    return replace(entity, offset=start, length=end - start)


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut white space at the end and before the first entity; an entity of white space alone is dropped."""
    shown = text.rstrip(" \n")
    last = units(shown)
    clipped = [_between(e, e.offset, min(e.end, last)) for e in entities if e.offset < last]
    narrowed = nested([inner for entity in clipped if (inner := _narrowed(shown, entity)) is not None])
    leading = len(shown) - len(shown.lstrip(" \n"))
    cut = min([leading, *(entity.offset for entity in narrowed)])
    return shown[cut:], [replace(entity, offset=entity.offset - cut) for entity in narrowed]


def _narrowed(text: str, entity: Entity) -> Entity | None:
    """Let a style begin at its first visible character; None: it has none."""
    if entity.type in HIDDEN:
        return entity
    by_unit = text.encode("utf-16-le", "surrogatepass")
    start = entity.offset
    while start < entity.end and by_unit[2 * start : 2 * start + 2] in (b" \0", b"\n\0"):
        start += 1
    return _between(entity, start, entity.end) if start < entity.end else None


def _sorted(entities: Iterable[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity.offset, -entity.length, ORDER.index(entity.type)))


def nested(entities: Sequence[Entity]) -> list[Entity]:
    """Keep what may stand together: see the rules above."""
    quotes = _apart(e for e in entities if e.type in QUOTES)
    whole = _apart(e for e in entities if e.type not in (*QUOTES, *STYLES, "custom_emoji"))
    whole = [entity for entity in whole if not any(_crosses(entity, quote) for quote in quotes)]
    code = [entity for entity in whole if entity.type in CODE]
    emoji = [e for e in entities if e.type == "custom_emoji" and not _overlaps(e, code)]
    styles = [e for e in entities if e.type in STYLES]
    return _sorted([*quotes, *whole, *emoji, *_split(styles, [*quotes, *whole], code)])


def _apart(entities: Iterable[Entity]) -> list[Entity]:
    """Of entities that overlap, the first and longest."""
    kept: list[Entity] = []
    for entity in _sorted(entities):
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _overlaps(entity: Entity, others: Iterable[Entity]) -> bool:
    return any(
        entity.offset < other.end and other.offset < entity.end
        for other in others
        if other.type not in (*QUOTES, *STYLES, "custom_emoji")
    )


def _crosses(entity: Entity, quote: Entity) -> bool:
    """Whether an entity leaves a quotation, which may hold it whole only."""
    is_apart = entity.end <= quote.offset or quote.end <= entity.offset
    is_inside = quote.offset <= entity.offset and entity.end <= quote.end
    return not is_apart and not is_inside


def _split(styles: Sequence[Entity], others: Sequence[Entity], code: Sequence[Entity]) -> list[Entity]:
    """Merge what touches, then cut each style where another entity begins or ends."""
    merged = [entity for style in STYLES for entity in _merged(e for e in styles if e.type == style)]
    cuts = {bound for other in others for bound in (other.offset, other.end)} | {e.offset for e in merged}
    pieces = [piece for entity in merged for piece in _pieces(entity, cuts)]
    return [piece for piece in pieces if not _overlaps(piece, code)]


def _merged(same: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in _sorted(same):
        if kept and entity.offset <= kept[-1].end:
            kept[-1] = _between(kept[-1], kept[-1].offset, max(kept[-1].end, entity.end))
        else:
            kept.append(entity)
    return kept


def _pieces(entity: Entity, cuts: set[int]) -> list[Entity]:
    inner = sorted(cut for cut in cuts if entity.offset < cut < entity.end)
    bounds = [entity.offset, *inner, entity.end]
    return [_between(entity, start, end) for start, end in pairwise(bounds)]


def _first_hundred(entities: list[Entity]) -> list[Entity]:
    asked = [entity for entity in entities if entity.type not in (*DETECTED, "custom_emoji")]
    asked.sort(key=lambda entity: entity.type in STYLES)
    dropped = set(map(id, asked[MAX_ENTITIES:]))
    return [entity for entity in entities if id(entity) not in dropped]
