"""Feed documents, damaged at random, through the parser: nothing is raised, and nothing comes out that no store takes.

    python -m tests.fuzz.bodies [--mutants 300000] [--seed 1] [--processes 2]

The seeds are the sample feeds, some small documents of all kinds, and the corpora where `make corpora` has put them.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from feeds import samples
from feeds.model import Document, NotAFeed
from feeds.parsing.cut import split
from feeds.parsing.dates import AHEAD, EARLIEST
from feeds.parsing.lenient import read_xml
from feeds.parsing.links import is_public_scheme
from feeds.parsing.parse import MOST_ENTRIES, parse
from feeds.parsing.quick import read_quickly
from feeds.parsing.raw import document
from feeds.parsing.sniff import Xml, sniff
from tests.documents import atom, rss

NOW = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)
HOW: Any = {"url": "https://exemple.test/f.xml", "now": NOW, "fallback_lang": "fr"}
CORPORA = Path(__file__).parents[2] / ".cache" / "corpora"
LARGEST_SEED = 6_000  # bytes; of the larger ones, damage hits the same places more rarely
LOT = 1_000  # mutants
SLOW = 2.0  # seconds
SHOWN = 5
ERRORS = frozenset({"html", "empty", "truncated", "not-a-feed"})
ENTRY = {
    "guid": "a-1", "link": "https://exemple.test/a-1?b=1&c=2", "title": "5 M$ pour les <b>refuges</b> & l'eau",
    "description": "<p>Le ministère versera 5&nbsp;M$.</p>", "content": "<div>Un &lt;b&gt; mot</div>",
    "published": NOW - timedelta(days=1),
}  # fmt: skip
SMALL = (
    b'<?xml version="1.0" encoding="windows-1252"?><rss version="2.0"><channel><title>\xe9t\xe9</title><item><title>'
    b"<![CDATA[\xc9t\xe9 <b>x</b>]]></title><guid isPermaLink='false'>a</guid><pubDate>3 nov. 2025</pubDate></item>"
    b"</channel></rss>",
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="a"><title>\xc3\x89</title></channel>'
    b'<item rdf:about="b"><title>c</title><dc:date>2025-11-04</dc:date><dc:creator>x@y.test</dc:creator></item>'
    b"</rdf:RDF>",
    b'<rss version="2.0" xmlns:m="http://search.yahoo.com/mrss/" xmlns:g="http://www.georss.org/georss" '
    b'xmlns:p="http://podlove.org/simple-chapters" xmlns:gml="http://www.opengis.net/gml"><channel><ttl>60</ttl><item>'
    b'<title>a</title><m:content url="b"><m:title>c</m:title></m:content><g:where><gml:Point><gml:pos>1 2</gml:pos>'
    b'</gml:Point></g:where><p:chapters><p:chapter start="1:00:00"/></p:chapters><enclosure url="x"/></item></channel>'
    b"</rss>",
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.test/" xml:lang="fr"><title type="xhtml">'
    b'<div xmlns="http://www.w3.org/1999/xhtml">T</div></title><entry><id>a</id><link rel="alternate" href="b"/>'
    b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content>'
    b"<updated>2025-11-04T10:00:00-05:00</updated><source><title>s</title></source></entry></feed>",
    b'<!DOCTYPE rss [\n<!ENTITY e "x">\n]>\n<rss version="0.91"><channel><item><title>&e;&#233;&amp;eacute;</title>'
    b"<link>http://a.test/?b&c</link></item></channel></rss>",
    b'{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{"id":"1","url":"/a","title":"\\u00e9",'
    b'"content_html":"<p>x</p>","date_published":"2025-11-04T10:00:00Z"},{"id":2,"summary":"\\ud83d\\ude00"}]}',
)
TOKENS = (
    b"\0", b"\xff", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbf\xbe", b"\xef\xbb\xbf", b"\xc3", b"&", b"<",
    b">", b'"', b"'", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?", b"?>", b"&#0;", b"&#xD800;", b"&#x110000;",
    b"&#38;", b"&nbsp;", b"&amp;lt;", b"</item>", b"<item>", b"<item/>", b"<entry>", b"</entry>", b"<title>",
    b"</title>", b"<link/>", b"<b", b"encoding='utf-16'", b'xml:base="http://["', b'type="xhtml"',
    b'type="application/octet-stream"', b'mode="base64"', b"\\ud800", b"\\u0000", b"1e999", b"null", b"{", b"[",
    b"9999-12-31T23:59:59-14:00", b"0001-01-01", b"+99:99", b"javascript:", b"<!DOCTYPE x>", b"<!ENTITY a 'b'>",
    b"xmlns='x'", b"<source>", b"<image>", b"<textInput>", b"<author>", b"<x:y>", b"\r\n", b"\xe2\x80\xae",
    b"\xe2\x80\x8b", b"\xe9", b"\xff\xfea\0", b"%00", b"-1", b"9" * 30, b" " * 30,
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was tried, and what went wrong with which mutant."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    failures: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Add what another process saw."""
        self.counts += other.counts
        self.slowest = max(self.slowest, other.slowest)
        self.failures += other.failures


@cache
def seeds(*, with_corpora: bool) -> tuple[bytes, ...]:
    """Give the documents that are damaged."""
    ours = [build([ENTRY, ENTRY | {"guid": "b", "title": "Autre"}]) for build in (rss, atom)]
    bundled = [samples.document(name, NOW, stage="before") for name in samples.names()]
    files = sorted(CORPORA.rglob("*.xml")) if with_corpora else []
    found = (file.read_bytes() for file in files)
    return (*ours, *SMALL, *bundled, *(body for body in found if len(body) < LARGEST_SEED))


def fuzz(mutants: range, seed: int, *, with_corpora: bool = False) -> Tally:
    """Try some mutants; what comes of a number is always the same."""
    tally, bodies = Tally(), seeds(with_corpora=with_corpora)
    for number in mutants:
        rng = Random(f"body {seed} {number}")
        try:
            tally.failures += [(number, wrong) for wrong in wrong_with_body(mutant(rng, bodies), rng, tally)]
        except Exception as problem:  # the very thing that is looked for
            tally.failures.append((number, f"{type(problem).__name__}: {problem}"))
    return tally


def mutant(rng: Random, bodies: Sequence[bytes]) -> bytes:
    """Damage a document in one to six places."""
    ours = len(SMALL) + 2
    body = rng.choice(bodies[:ours] if rng.random() < 0.5 else bodies)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        body = rng.choice(DAMAGES)(body, rng, bodies)
    return body


def wrong_with_body(body: bytes, rng: Random, tally: Tally) -> Iterator[str]:
    """Parse a mutant; one in four again, with some entries known, and in both ways."""
    kind = rng.choice(TYPES)
    read = partial(parse, body, content_type=kind, **HOW)
    started = time.monotonic()
    found = read()
    took = time.monotonic() - started
    tally.slowest = max(tally.slowest, took)
    tally.counts["mutants"] += 1
    tally.counts[found.error if isinstance(found, NotAFeed) else "feeds"] += 1
    if took > SLOW:
        yield f"{took:.1f} s"
    yield from wrong_with(found)
    if isinstance(found, Document) and found.slices and rng.random() < 0.25:
        tally.counts["cut"] += 1
        yield from wrong_with_cut(found, read, rng)
        yield from wrong_with_quick(body, kind, tally)


TYPES = (None, "application/rss+xml", "text/xml; charset=utf-8", "text/html; charset=iso-8859-1", "x; charset=utf-16")


def wrong_with_cut(whole: Document, read: Callable[..., Document | NotAFeed], rng: Random) -> Iterator[str]:
    """Cut some entries out, and compare what is left with the whole."""
    seen = frozenset(rng.sample(whole.slices, rng.randrange(len(whole.slices) + 1)))
    cut = read(seen=seen)
    wanted = [entry for entry, hashed in zip(whole.entries, whole.slices, strict=True) if hashed not in seen]
    if not isinstance(cut, Document) or list(cut.entries) != wanted or cut.slices not in ((), whole.slices):
        yield "cut, it is another"


def wrong_with_quick(body: bytes, content_type: str | None, tally: Tally) -> Iterator[str]:
    """Compare the quick reader, where it has no doubt, with feedparser."""
    sniffed = sniff(body, content_type)
    slices = split(sniffed.text, most=MOST_ENTRIES) if isinstance(sniffed, Xml) else None
    quick = read_quickly(slices.without(frozenset())) if slices else None
    if slices is None or quick is None:
        return
    tally.counts["quick"] += 1
    lenient = read_xml(slices.without(frozenset()), limit=MOST_ENTRIES)
    if isinstance(lenient, NotAFeed) or document(quick, **HOW) != document(lenient, **HOW):
        yield "read quickly, it is another"


def wrong_with(found: Document | NotAFeed) -> Iterator[str]:
    """Say what of a result no store, or no reader, could take."""
    if isinstance(found, NotAFeed):
        if found.error not in ERRORS:
            yield f"an error without a name: {found.error}"
        yield from wrong_with_text("detail", found.detail)
        return
    texts = [("title", found.title), ("lang", found.lang)]
    for entry in found.entries:
        texts += [("guid", entry.guid), ("link", entry.link), ("title", entry.title), ("summary", entry.summary)]
        if entry.link is not None and not is_public_scheme(entry.link):
            yield f"a link that leads nowhere: {entry.link!r}"
        if entry.published is not None and not EARLIEST <= entry.published <= datetime.now(UTC) + AHEAD:
            yield f"published {entry.published}"
    for name, text in texts:
        yield from wrong_with_text(name, text)
    if found.ttl is not None and not timedelta(0) <= found.ttl <= timedelta(hours=24):
        yield f"to live {found.ttl}"
    if not all(-(2**63) <= hashed < 2**63 for hashed in found.slices):
        yield "a hash of more than 64 bits"
    if found.slices and len(found.slices) != len(found.entries) + found.cut:
        yield f"{len(found.slices)} slices, {len(found.entries)} entries, {found.cut} cut"


def wrong_with_text(name: str, text: str | None) -> Iterator[str]:
    """PostgreSQL takes neither NUL nor half of a surrogate pair."""
    if text is not None and ("\0" in text or any("\ud800" <= char <= "\udfff" for char in text)):
        yield f"{name} that no store takes: {text[:80]!r}"


# --- damages --------------------------------------------------------------------------------------------------------


def flipped(body: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    place = rng.randrange(len(body) + 1)
    return body[:place] + rng.randbytes(1) + body[place + 1 :]


def inserted(body: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    place = rng.randrange(len(body) + 1)
    return body[:place] + rng.choice(TOKENS) * rng.choice((1, 1, 1, 2, 40)) + body[place:]


def deleted(body: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    place = rng.randrange(len(body) + 1)
    return body[:place] + body[place + rng.choice((1, 2, 8, 60, 400)) :]


def repeated(body: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    place = rng.randrange(len(body) + 1)
    piece = body[place : place + rng.choice((1, 8, 60, 400))]
    return body[:place] + piece * rng.choice((2, 2, 20)) + body[place:]


def spliced(body: bytes, rng: Random, bodies: Sequence[bytes]) -> bytes:
    other = rng.choice(bodies)
    place, start = rng.randrange(len(body) + 1), rng.randrange(len(other) + 1)
    return body[:place] + other[start : start + rng.choice((20, 100, 500, 10_000))] + body[place:]


def cut_short(body: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    return body[: rng.randrange(len(body) + 1)]


def recoded(body: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    return body.decode("utf-8", "replace").encode(
        rng.choice(("utf-16", "utf-16-le", "cp1252", "utf-8-sig", "utf-32")), "replace"
    )


DAMAGES = (flipped, flipped, inserted, inserted, inserted, deleted, repeated, spliced, cut_short, recoded)


# --- what is printed ------------------------------------------------------------------------------------------------


def table(tally: Tally, seed: int, seconds: float) -> Iterator[str]:
    """Give the figures, a line each, and the first failures."""
    yield f"bodies, seed {seed}, {seconds:.0f} s"
    yield from (f"  {name:<12} {count:>8}" for name, count in tally.counts.most_common())
    yield f"  slowest      {tally.slowest * 1000:>8.0f} ms"
    yield f"  failures     {len(tally.failures):>8}"
    yield from (f"    mutant {number}: {wrong[:300]}" for number, wrong in tally.failures[:SHOWN])


def main() -> None:
    """Run and print; the exit code is 1 where something went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--mutants", type=int, default=300_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the first (default: %(default)s)")
    parser.add_argument("--processes", type=int, default=2, help="how many (default: %(default)s)")
    given = parser.parse_args()
    started, tally = time.monotonic(), Tally()
    lots = [range(first, min(first + LOT, given.mutants)) for first in range(0, given.mutants, LOT)]
    with ProcessPoolExecutor(given.processes) as pool:
        for lot in pool.map(partial(fuzz, seed=given.seed, with_corpora=True), lots):
            tally.add(lot)
    sys.stdout.write("\n".join((*table(tally, given.seed, time.monotonic() - started), "")))
    sys.exit(bool(tally.failures))


if __name__ == "__main__":
    main()
