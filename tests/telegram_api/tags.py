"""What each tag of Telegram's HTML becomes when it closes."""

from dataclasses import dataclass, replace

from tests.telegram_api.entity import Entity
from tests.telegram_api.links import checked_link, user_of_link
from tests.telegram_api.refusal import Refusal, bad_request

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
ARGUMENTS = {  # the attribute that tells something; others are read and ignored
    "a": "href",
    "code": "class",
    "tg-emoji": "emoji-id",
    "tg-time": "unix",
    "blockquote": "expandable",
}
TAGS = STYLES.keys() | ARGUMENTS.keys() | {"pre"}


@dataclass(slots=True)
class Open:
    """A tag that waits for its end: where its text begins in UTF-16 units and in bytes."""

    tag: str
    argument: str
    format: str
    offset: int
    text_from: int


def unparsable(reason: str) -> Refusal:
    """Refuse a text that cannot be read."""
    return bad_request(f"can't parse entities: {reason}")


def close(found: list[Entity], closed: Open, end: int, text: bytearray) -> None:
    """Add the entity that a tag has become; a tag around nothing becomes none."""
    if end == closed.offset:
        return
    entity = Entity(type=closed.tag, offset=closed.offset, length=end - closed.offset)
    if closed.tag in STYLES:
        found.append(replace(entity, type=STYLES[closed.tag]))
    elif closed.tag in ("pre", "code"):
        _close_code(found, entity, closed)
    else:
        inner = text[closed.text_from :].decode("utf-8", "replace")
        found += _close_other(entity, closed, inner)


def _close_code(found: list[Entity], entity: Entity, closed: Open) -> None:
    """Join ``<pre><code class="language-…">`` to one entity; a class on a lone ``code`` is dropped at the end."""
    language = closed.argument.removeprefix("language-") if closed.argument.startswith("language-") else None
    last = found[-1] if found else None
    twin = last is not None and (last.offset, last.length) == (entity.offset, entity.length)
    if last and twin and {last.type, closed.tag} == {"pre", "code"} and (last.language or language):
        found[-1] = replace(last, type="pre", language=last.language or language)
    else:
        found.append(replace(entity, language=language))


def without_class(entity: Entity) -> Entity:
    """Drop the language of ``code`` outside ``pre``."""
    return replace(entity, language=None) if entity.type == "code" else entity


def _close_other(entity: Entity, closed: Open, inner: str) -> list[Entity]:
    if closed.tag == "blockquote":
        return [replace(entity, type="expandable_blockquote" if closed.argument else "blockquote")]
    if closed.tag == "a":
        return _link(entity, closed.argument or inner)
    is_number = closed.argument.isdecimal() and int(closed.argument) != 0
    if closed.tag == "tg-emoji":
        if not is_number:
            raise unparsable("Invalid custom emoji identifier specified")
        return [replace(entity, type="custom_emoji", custom_emoji_id=closed.argument)]
    if not is_number:
        raise unparsable("Invalid date specified")
    time = replace(entity, type="date_time", unix_time=int(closed.argument))
    return [replace(time, date_time_format=closed.format or None)]


def _link(entity: Entity, address: str) -> list[Entity]:
    """Keep a link whose address Telegram accepts; drop the others without a word, as it does."""
    if user := user_of_link(address):
        return [replace(entity, type="text_mention", user_id=user)]
    url = checked_link(address)
    return [replace(entity, type="text_link", url=url)] if url else []
