"""The catalogue with what maintainers changed over it, as `feeds export` writes it."""

from collections.abc import Iterable
from dataclasses import replace

from feeds.model import Catalog, Feed, Publisher
from feeds.parsing.links import canonical
from storage.model import HandChanges


def laid_over(catalog: Catalog, changes: HandChanges) -> Catalog:
    """Give the catalogue as it would be if it said what maintainers decided since."""
    kept = [changed(feed, changes) for feed in catalog.feeds if feed.id not in changes.removed]
    added = list(beside(catalog, changes))
    known = {publisher.id for publisher in catalog.publishers}
    needed = {feed.publisher for feed in added} - known
    publishers = (*catalog.publishers, *(body for body in changes.publishers if body.id in needed))
    return Catalog(
        publishers=publishers,
        feeds=in_order([*kept, *added], publishers),
        absent=tuple(body for body in catalog.absent if body.id not in needed),
    )


def changed(feed: Feed, changes: HandChanges) -> Feed:
    """Give a feed of the catalogue with the day on which it was confirmed, and the address that it moved to."""
    now_at, earlier = changes.now_at.get(feed.id, feed.url), changes.earlier.get(feed.id, ())
    if now_at != feed.url and feed.url in earlier:
        feed = replace(feed, url=now_at, was=(*(url for url in feed.was if url != now_at), feed.url))
    confirmed = max(filter(None, (feed.confirmed, changes.confirmed.get(feed.id))), default=None)
    return replace(feed, confirmed=confirmed)


def beside(catalog: Catalog, changes: HandChanges) -> Iterable[Feed]:
    """Give the feeds that were added and that the catalogue does not have, by id or address."""
    ids = {feed.id for feed in catalog.feeds}
    taken = {canonical(url) for feed in catalog.feeds for url in (*feed.was, feed.url)}
    for feed in changes.feeds:
        if feed.id not in ids and canonical(feed.url) not in taken:
            earlier = [url for url in changes.earlier.get(feed.id, ()) if canonical(url) not in taken]
            taken |= {canonical(url) for url in (*earlier, feed.url)}
            yield replace(feed, was=tuple(earlier))


def in_order(feeds: Iterable[Feed], publishers: Iterable[Publisher]) -> tuple[Feed, ...]:
    """Put feeds in the order of their publishers, as a catalogue has them."""
    place = {publisher.id: number for number, publisher in enumerate(publishers)}
    return tuple(sorted(feeds, key=lambda feed: place[feed.publisher]))
