"""The stories as a JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any, BinaryIO

from bot.desk.export.feed import FeedItem, heading, items
from bot.desk.export.record import Record
from bot.desk.export.schema import about

VERSION = "https://jsonfeed.org/version/1.1"


def write_jsonfeed(record: Record, out: BinaryIO) -> None:
    """Write the feed."""
    head = heading(record)
    feed = {
        "version": VERSION,
        "title": head.title,
        "description": head.text,
        "user_comment": f"{about()['licence'][head.language]} (Greffier {record.made.version})",
        "language": head.language,
        "authors": [{"name": "Greffier"}],
        "items": [told(item) for item in items(record)],
    }
    out.write(json.dumps(feed, ensure_ascii=False, indent=2).encode() + b"\n")


def told(item: FeedItem) -> dict[str, Any]:
    """Tell one item."""
    return {
        "id": item.id,
        "url": item.link,
        "title": item.title,
        "content_text": item.text,
        "date_published": item.published.isoformat(timespec="seconds"),
        "date_modified": item.updated.isoformat(timespec="seconds"),
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.tags),
        "language": item.language,
    }
