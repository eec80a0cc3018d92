"""Which entry is it, and what is a version: one document against what is known of its feed, pure.

The rules, each tried over the whole document before the next; an entry and a known one are matched at most once:

1. the same GUID, and the same canonical link or a similar title;
2. the same canonical link and folded title;
3. no GUID, a link that no other entry of the document has, a very similar title;
4. an unknown GUID, but folded title, day and link path of a known entry.

Else it is new. Within a rule the best pair goes first (same content, same day, nearest title), never the first in the
document, so its order cannot matter.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from rapidfuzz import fuzz

from feeds.model import KnownEntry, Matched, ParsedEntry
from feeds.parsing.links import canonical
from feeds.parsing.text import strip_accents

SIMILAR = 0.5
VERY_SIMILAR = 0.8
WORD = re.compile(r"\w+")


@lru_cache(maxsize=20_000)  # a feed's known titles are compared again at each of its polls
def fold(title: str) -> str:
    """Reduce a title to its words: no accents, no case, no punctuation."""
    return " ".join(WORD.findall(strip_accents(title).casefold()))


def content_hash(entry: ParsedEntry) -> str:
    """Hash what a version is: title, summary, canonical link without its scheme. Neither date nor GUID counts."""
    parts = (entry.title, entry.summary, (canonical(entry.link) if entry.link else None) or "")
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """An entry of the document, with what matching asks of it more than once."""

    entry: ParsedEntry
    link: str | None
    title: str
    hash: str

    @property
    def order(self) -> tuple[str, ...]:
        """A place that does not depend on the document's order, the newest last."""
        moment = self.entry.published.isoformat() if self.entry.published else ""
        return (moment, self.hash, self.entry.guid or "", self.entry.link or "")


@dataclass(frozen=True, slots=True, eq=False)
class Had:
    """A known entry with its folded title."""

    known: KnownEntry
    title: str


Pairs = Iterator[tuple[Said, Had]]


def match(
    entries: Sequence[ParsedEntry], known: Sequence[KnownEntry], served: Sequence[KnownEntry] = ()
) -> tuple[Matched, ...]:
    """Match one document as a whole; one result an entry, in the document's order, an entry said twice once.

    ``served`` are known ones that the document holds unchanged, and that were not parsed again: they take their part
    in every rule, and come last where something else in the document might have been one of them.
    """
    read = list(map(_said, entries))
    touched = _touched(read, known)
    unread = {_still_said(entry): entry.id for entry in served if entry.id in touched}
    said = _once([*read, *unread])
    had = [Had(entry, fold(entry.title)) for entry in known if entry.id in touched]
    taken: dict[Said, Had] = {}
    for rule in (_same_guid, _same_link_and_title, _only_link(said), _unknown_guid(had)):
        used = set(taken.values())
        _assign(rule([s for s in said if s not in taken], [h for h in had if h not in used]), taken)
    found = ((s, taken.get(s)) for s in said)
    return tuple(_matched(s, h) for s, h in found if s not in unread or (h and h.known.id == unread[s]))


def _touched(read: Iterable[Said], known: Iterable[KnownEntry]) -> set[str]:
    """Give the known entries that a rule could set against what was read, or against one of those.

    Every rule asks for the same GUID or content, or for links with the same path: what shares none is not looked at.
    """
    reached = {trace for s in read for trace in (s.entry.guid, s.hash, _path(s.link))} - {None}
    traces = {entry.id: (*entry.guids, entry.content_hash, _path(entry.link)) for entry in known}
    touched: set[str] = set()
    while more := {id for id, its in traces.items() if id not in touched and not reached.isdisjoint(its)}:
        touched |= more
        reached |= {trace for id in more for trace in traces[id]} - {None}
    return touched


def _still_said(known: KnownEntry) -> Said:
    entry = ParsedEntry(
        guid=min(known.guids, default=None), link=None, title=known.title, summary="", published=known.published
    )
    return Said(entry=entry, link=known.link, title=fold(known.title), hash=known.content_hash)


def _said(entry: ParsedEntry) -> Said:
    link = canonical(entry.link) if entry.link else None
    return Said(entry=entry, link=link, title=fold(entry.title), hash=content_hash(entry))


def _once(said: Sequence[Said]) -> list[Said]:
    """Keep the newest of what is said twice: the same link and title, with the same GUID or, without one, content."""
    newest: dict[Hashable, Said] = {}
    for s in said:
        key = (s.link, s.title, s.entry.guid, None if s.entry.guid else s.hash)
        newest[key] = max(s, newest.get(key, s), key=lambda one: one.order)
    return list(newest.values())


def _assign(pairs: Pairs, taken: dict[Said, Had]) -> None:
    """Give each entry and each known one at most one partner, the nearest pairs first."""
    used: set[Had] = set()
    for s, h in sorted(set(pairs), key=_distance):
        if s not in taken and h not in used:
            taken[s] = h
            used.add(h)


def _distance(pair: tuple[Said, Had]) -> tuple[object, ...]:
    s, h = pair
    nearness = (s.hash == h.known.content_hash, _day(s.entry.published) == _day(h.known.published), _similarity(s, h))
    return (*(-near for near in nearness), s.order, h.known.id)


def _similarity(s: Said, h: Had) -> float:
    """Compare folded titles, 0 to 1. Unrelated headlines of one language reach 0.5 in one case of eighty."""
    return 1.0 if s.title == h.title else fuzz.ratio(s.title, h.title) / 100


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date() if moment else None


def _by(had: Iterable[Had], keys: Callable[[Had], Iterable[Hashable]]) -> dict[Hashable, list[Had]]:
    found: dict[Hashable, list[Had]] = defaultdict(list)
    for h in had:
        for key in keys(h):
            found[key].append(h)
    return found


def _same_guid(said: Sequence[Said], had: Sequence[Had]) -> Pairs:
    """Rule 1. Where several share a GUID, a shared link says nothing: eleven incidents can carry one page's address."""
    shared = Counter(s.entry.guid for s in said)
    with_guid = _by(had, lambda h: h.known.guids)
    for s in said:
        candidates = with_guid.get(s.entry.guid, [])
        is_alone = shared[s.entry.guid] == 1 and len(candidates) == 1
        for h in candidates:
            if (is_alone and s.link is not None and s.link == h.known.link) or _similarity(s, h) >= SIMILAR:
                yield s, h


def _same_link_and_title(said: Sequence[Said], had: Sequence[Had]) -> Pairs:
    """Rule 2. Without title, link or GUID the content has to be the same too: a title alone is nobody."""
    with_both = _by(had, lambda h: [(h.known.link, h.title)])
    for s in said:
        for h in with_both.get((s.link, s.title), []):
            if (s.link and s.title) or (s.hash == h.known.content_hash and not s.entry.guid):
                yield s, h


def _only_link(document: Sequence[Said]) -> Callable[[Sequence[Said], Sequence[Had]], Pairs]:
    """Rule 3."""
    links = Counter(s.link for s in document)

    def rule(said: Sequence[Said], had: Sequence[Had]) -> Pairs:
        with_link = _by(had, lambda h: [h.known.link])
        for s in said:
            if s.entry.guid is None and s.link is not None and links[s.link] == 1:
                yield from ((s, h) for h in with_link.get(s.link, []) if _similarity(s, h) >= VERY_SIMILAR)

    return rule


def _unknown_guid(known: Sequence[Had]) -> Callable[[Sequence[Said], Sequence[Had]], Pairs]:
    """Rule 4."""
    guids = {guid for h in known for guid in h.known.guids}

    def rule(said: Sequence[Said], had: Sequence[Had]) -> Pairs:
        with_trace = _by(had, lambda h: [(h.title, _day(h.known.published), _path(h.known.link))])
        for s in said:
            trace = (s.title, _day(s.entry.published), _path(s.link))
            if s.entry.guid is not None and s.entry.guid not in guids and all(trace):
                yield from ((s, h) for h in with_trace.get(trace, []))

    return rule


def _path(link: str | None) -> str | None:
    """Take the path of a canonical link, which has no scheme: ``/a/b``."""
    return "/" + link.partition("/")[2].partition("?")[0] if link else None


def _matched(s: Said, h: Had | None) -> Matched:
    if h is None:
        return Matched(entry=s.entry, known=None, content_hash=s.hash, is_changed=False)
    is_new_guid = s.entry.guid is not None and s.entry.guid not in h.known.guids
    return Matched(
        entry=s.entry,
        known=h.known,
        content_hash=s.hash,
        is_changed=s.hash != h.known.content_hash,
        new_guid=s.entry.guid if is_new_guid else None,
    )
