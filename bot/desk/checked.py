"""What `greffier check` found, put together once for every face: an inspection, samples, a block for the catalogue."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.checking import Answer
from bot.desk.proposed import by_host, home_of, host_of, slug
from bot.desk.sample import Sample, Speaker, View, samples
from feeds.catalog import dump
from feeds.inspection.inspect import Inspection, inspect, spoken_in
from feeds.model import Catalog, Document, Feed, Kind, Level, Publisher
from feeds.parsing.links import canonical

FAST = "15m"
SMALL = timedelta(days=2)  # a window that is over so soon loses entries to a pace of hours
UNREACHED = frozenset({"dns", "connect", "tls", "timeout", "protocol", "blocked-address"})
CLOSED = {
    "kind": "government | police | news",
    "level": "municipal | provincial | federal | international",
    "region": "CA, CA-QC, CA-QC-01 to CA-QC-17; none for international",
}
OPEN_LANG = '# lang = "fr"  # or "en": neither the feed nor its words say it'
# What a stranger's host and title suggest, the first that fits; a maintainer decides.
SUGGESTED = (
    (re.compile(r"police|sûreté|gendarmerie|rcmp|grc|\bsq\.", re.I), ("police", "municipal", "CA-QC")),
    (re.compile(r"\.gouv\.qc\.ca|quebec\.ca", re.I), ("government", "provincial", "CA-QC")),
    (re.compile(r"\.gc\.ca|canada\.ca", re.I), ("government", "federal", "CA")),
    (re.compile(r"\bville\b|\bcity of\b|municipalit", re.I), ("government", "municipal", "CA-QC")),
    (re.compile(""), ("news", "provincial", "CA-QC")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One address that was looked at; all but the first three are of a feed only."""

    answer: Answer
    verdict: str  # feed, no-feed or unreached
    known: str | None = None  # the feed of the catalogue that has this address
    inspection: Inspection | None = None
    samples: tuple[Sample, ...] = ()
    block: str | None = None  # TOML


def checked(answer: Answer, catalog: Catalog, view: View) -> Checked:
    """Look at one answer."""
    if not isinstance(answer.found, Document) or answer.fetched is None:
        return Checked(answer=answer, verdict="unreached" if answer.error in UNREACHED else "no-feed")
    inspection = inspect(answer.fetched, answer.found, adapter=answer.feed.adapter)
    feed = replace(
        answer.feed,
        url=answer.fetched.moved_to or answer.feed.url,
        lang=spoken_in(answer.found) or inspection.lang or view.lang,
    )
    speaker = speaker_of(feed, inspection, catalog)
    return Checked(
        answer=answer,
        verdict="feed",
        known=next((known.id for known in catalog.feeds if canonical(known.url) == canonical(feed.url)), None),
        inspection=inspection,
        samples=tuple(samples(answer.found.entries, feed, speaker, view)),
        block=block(feed, speaker, inspection, view.now),
    )


def speaker_of(feed: Feed, inspection: Inspection, catalog: Catalog) -> Speaker:
    """Find who speaks: whose feed it is, or the only body at its host, else a stranger named as the feed is."""
    owners = {known.publisher for known in catalog.feeds if canonical(known.url) == canonical(feed.url)}
    known = [body for body in catalog.publishers if body.id in owners]
    known = known or list(by_host({host_of(feed.url)}, catalog.publishers))
    if len(known) == 1:
        return Speaker(publisher=known[0], is_known=True)
    host = host_of(feed.url)
    name = inspection.title or host
    stranger = Publisher(
        id=slug(host),
        name={"fr": name, "en": name},
        kind=Kind.NEWS,
        level=Level.INTERNATIONAL,
        region=None,
        homepage=home_of(feed.url),
    )
    return Speaker(publisher=stranger, is_known=False)


def block(feed: Feed, speaker: Speaker, inspection: Inspection, now: datetime) -> str:
    """Write a block for the catalogue: what nobody knows of a stranger is left open, as comments."""
    entries = f"{inspection.entries} entries" if inspection.entries != 1 else "1 entry"
    seen = f"greffier check, {now.date().isoformat()}: {inspection.format}, {entries}"
    described = Feed(
        id="x", publisher=speaker.publisher.id, url=feed.url, lang=feed.lang, adapter=feed.adapter, seen=seen
    )
    lines = dump(Catalog(publishers=(speaker.publisher,), feeds=(described,))).splitlines()
    is_short = inspection.window is not None and inspection.window < SMALL
    hint = None if speaker.is_known else f"{host_of(feed.url)} {inspection.title or ''}"
    if inspection.lang is None:
        lines = [OPEN_LANG if line.startswith("lang = ") else line for line in lines]
    return "\n".join(open_lines(lines, hint, is_short=is_short)) + "\n"


def suggested(key: str, hint: str) -> list[str]:
    """Write what a stranger may be as comments; its region stands beside its level."""
    kind, level, region = next(said for pattern, said in SUGGESTED if pattern.search(hint))
    said = [("kind", kind)] if key == "kind" else [("level", level), ("region", region)]
    return [f'# {name} = "{value}"'.ljust(26) + f" # {CLOSED[name]}" for name, value in said]


def open_lines(lines: Iterable[str], hint: str | None, *, is_short: bool) -> Iterable[str]:
    """Leave out the feed's id, which follows from the rest; put comments for what is not known.

    ``hint`` is what a stranger calls itself, None for a body that is known.
    """
    is_feed = False
    for line in lines:
        key = line.partition(" = ")[0]
        is_feed |= line == "[[publisher.feed]]"
        indent = "  " if is_feed else ""
        if is_feed and key == "id":
            continue
        if hint is not None and key in CLOSED:
            yield from suggested(key, hint)
            continue
        yield f"{indent}{line}" if line else line
        if is_feed and key in ("lang", "# lang") and is_short:
            yield f'{indent}every = "{FAST}"  # its window is short'


# --- as JSON --------------------------------------------------------------------------------------------------------


def report_json(looked: Sequence[Checked]) -> dict[str, Any]:
    """Give one object: the address that was asked for and, where it is a page, the feed that was looked at."""
    first, last = looked[0], looked[-1]
    named = [{"url": feed.url, "declared": feed.is_declared} for feed in first.answer.named]
    through = {"page": answer_json(first)} if len(looked) > 1 else {}
    return answer_json(last) | {"feeds": named} | through | feed_json(last)


def answer_json(one: Checked) -> dict[str, Any]:
    """Give what answered."""
    fetched = one.answer.fetched
    return {
        "url": one.answer.feed.url,
        "answered": fetched.url if fetched else None,
        "verdict": one.verdict,
        "error": one.answer.error,
        "detail": one.answer.detail,
        "robots": one.answer.robots,
    }


def feed_json(one: Checked) -> dict[str, Any]:
    """Give what a feed is; nothing for anything else."""
    found, fetched = one.inspection, one.answer.fetched
    if found is None or fetched is None:
        return {}
    return {
        "known": one.known,
        "format": found.format,
        "title": found.title,
        "lang": found.lang,
        "lang_declared": found.is_lang_declared,
        "entries": found.entries,
        "window_days": days(found.window),
        "per_day": round(found.per_day, 2) if found.per_day is not None else None,
        "dates": {
            "missing": found.dates.missing,
            "unread": found.dates.unread,
            "oldest": moment(found.dates.oldest),
            "newest": moment(found.dates.newest),
        },
        "identities": {
            name: getattr(found.identities, name) for name in ("guids", "unique", "permalinks", "links", "neither")
        },
        "quirks": [{"quirk": quirk.name, "count": quirk.count} for quirk in found.quirks],
        "etag": fetched.validators.etag is not None,
        "last_modified": fetched.validators.last_modified is not None,
        "fresh_for": seconds(fetched.fresh_for),
        "ttl": seconds(found.ttl),
        "moved_to": fetched.moved_to,
        "samples": [
            {"category": one.category, "title": one.title, "link": one.link, "published": moment(one.published)}
            for one in one.samples
        ],
        "catalog": one.block,
    }


def days(span: timedelta | None) -> float | None:
    """Give a span in days."""
    return None if span is None else round(span / timedelta(days=1), 2)


def seconds(span: timedelta | None) -> int | None:
    """Give a span in seconds."""
    return None if span is None else int(span.total_seconds())


def moment(at: datetime | None) -> str | None:
    """Write a moment."""
    return at.isoformat() if at else None
