"""Hostile texts through the functions that write Telegram's HTML, and random digests through those that lay them out.

Each message has to be accepted by a parser as strict as Telegram's, and to show and hold what was counted for it.

    python -m tests.fuzz.messages [--texts 100000] [--digests 1000] [--seed 1]
"""

import argparse
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from bot.say.markup import Markup, bold, joined, link, quote, units, written
from bot.say.model import Digest
from bot.say.render import ENTITIES, ROOM, Part, render
from bot.say.withhold import inert, plain
from tests.fuzz.digests import a_composed_digest, a_digest
from tests.fuzz.hostile import address, text
from tests.telegram_api.detected import DETECTED, detected
from tests.telegram_api.entities import parse_html
from tests.telegram_api.entity import Entity, cut
from tests.telegram_api.links import checked_link
from tests.telegram_api.refusal import Refusal
from tests.telegram_api.tidy import formatted

SHOWN = 5  # failures that are printed whole
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
JOINERS = "\u200c\u200d"


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was tried, and what went wrong with which text."""

    counts: Counter[str] = field(default_factory=Counter)
    longest: int = 0
    most_entities: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


def main() -> None:
    """Run and print; the exit code is 1 where something went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--texts", type=int, default=100_000, help="how many (default: %(default)s)")
    parser.add_argument("--digests", type=int, default=1_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the first (default: %(default)s)")
    given = parser.parse_args()
    started = time.monotonic()
    tally = fuzz(given.texts, given.digests, given.seed)
    seconds = time.monotonic() - started
    sys.stdout.write("\n".join((*table(tally, given.seed, seconds), "")))
    sys.exit(bool(tally.failures))


def fuzz(texts: int, digests: int, seed: int) -> Tally:
    """Try so many of each; what comes of a seed is always the same."""
    tally = Tally()
    for number in range(texts):
        rng = Random(f"text {seed} {number}")
        hold(tally, f"text {number}", wrong_with_text(rng))
    for number in range(digests):
        rng = Random(f"digest {seed} {number}")
        made = a_digest(rng) if number % 2 else a_composed_digest(rng)
        hold(tally, f"digest {number}", wrong_with_digest(made, tally))
    return tally


def hold(tally: Tally, name: str, wrong: Iterator[str]) -> None:
    """Keep what is wrong; a text that cannot even be looked at is wrong too."""
    tally.counts[name.partition(" ")[0]] += 1
    try:
        tally.failures += [(name, each) for each in wrong]
    except (Refusal, ValueError) as error:
        tally.failures.append((name, f"{type(error).__name__}: {error}"))


# --- one text -------------------------------------------------------------------------------------------------------


def wrong_with_text(rng: Random) -> Iterator[str]:
    """Write a text in every way."""
    said, url = plain(text(rng)), address(rng)
    if unseen := [char for char in said if unicodedata.category(char) in UNSEEN and char not in JOINERS]:
        yield f"holds what nobody sees: {unseen!r}"
    if plain(said) != said:
        yield f"made plain twice it is another text: {said!r}"
    ways = {"written": written(said), "bold": bold(said), "quote": quote(said), "link": link(said, url)}
    for way, markup in ways.items():
        yield from (f"{way}: {wrong}: {said!r}" for wrong in wrong_with_markup(markup))
    if ways["link"].entities and said and [e.url for e in parse_html(ways["link"].html)[1]] != wanted(url):
        yield f"leads elsewhere than to {url!r}"
    if detected(written(said).text):
        yield f"something in it is live: {said!r}"
    yield from (f"together: {wrong}: {said!r}" for wrong in wrong_with_markup(joined(ways.values(), "\n")))


def wanted(url: str) -> list[str]:
    """Give the address that Telegram keeps of a link, if it keeps it."""
    kept = checked_link(url)
    return [kept] if kept else []


def wrong_with_markup(markup: Markup) -> Iterator[str]:
    """Compare what was counted with what the strict parser finds."""
    try:
        shown, entities = parse_html(markup.html)
    except Refusal as refusal:
        yield f"refused, {refusal}"
        return
    if shown != markup.text:
        yield f"shows {shown!r}"
    if units(shown) != markup.units:
        yield f"{units(shown)} units, counted {markup.units}"
    if len([e for e in entities if e.length]) > markup.entities:
        yield f"{len(entities)} entities, counted {markup.entities}"
    if not are_apart(entities):
        yield "entities cross or nest"


def are_apart(entities: list[Entity]) -> bool:
    """Tell whether no entity begins within another: nothing that we write nests."""
    return all(one.end <= other.offset for one, other in pairwise(entities))


# --- one digest -----------------------------------------------------------------------------------------------------


def wrong_with_digest(digest: Digest, tally: Tally) -> Iterator[str]:
    """Render a digest and hold every promise about its parts."""
    parts = render(digest)
    tally.counts["parts"] += len(parts)
    told = [item.story for part in parts for item in part.items]
    if told != [item.story for item in digest.items]:
        yield "not every item stands once, in its order"
    items = iter(digest.items)
    for part in parts:
        yield from wrong_with_part(part, tally)
        for at, item in zip(part.items, items, strict=False):
            stretch = cut(part.text, at.start, at.end)
            if not parse_html(stretch)[0].partition("• ")[2].removeprefix(mark(digest)).startswith(inert(item.lead)):
                yield f"an item's offsets miss its words: {stretch[:80]!r}"


def mark(digest: Digest) -> str:
    """Give what stands before the words of an item in a sample."""
    return {"fr": "EXEMPLE · ", "en": "SAMPLE · "}[digest.language] if digest.is_sample else ""


def wrong_with_part(part: Part, tally: Tally) -> Iterator[str]:
    """Send one part to the strict parser."""
    try:
        shown, entities = parse_html(part.text)
        sent = formatted(part.text, "HTML", (), limit=4096, what="message")
    except Refusal as refusal:
        yield f"refused, {refusal}"
        return
    tally.counts["items"] += len(part.items)
    tally.counts["entities"] += len(entities)
    tally.longest, tally.most_entities = max(tally.longest, units(shown)), max(tally.most_entities, len(entities))
    if units(shown) > ROOM or len(entities) > ENTITIES:
        yield f"too long: {units(shown)} units, {len(entities)} entities"
    if not are_apart(entities):
        yield "entities cross or nest"
    if live := [entity for entity in sent.entities if entity.type in DETECTED]:
        yield f"live: {[cut(sent.text, e.offset, e.end) for e in live]}"
    yield from wrong_with_offsets(part, shown)


def wrong_with_offsets(part: Part, shown: str) -> Iterator[str]:
    """Cut a part where its items begin and end: each piece is whole HTML, and they show what the part shows."""
    bounds = [0, *(bound for item in part.items for bound in (item.start, item.end)), units(part.text)]
    pieces = [cut(part.text, start, end) for start, end in pairwise(bounds)]
    if bounds != sorted(bounds) or "".join(pieces) != part.text:
        yield "items overlap"
    if not all(piece.startswith("• ") for piece in pieces[1::2]):
        yield "an item's offsets miss its beginning"
    if not all(before.endswith("\n") for before in pieces[0:-1:2]) or not all(
        after.startswith("\n") or not after for after in pieces[2::2]
    ):
        yield "an item does not stand on lines of its own"
    try:
        said = "".join(parse_html(piece)[0] for piece in pieces)
    except Refusal as refusal:
        yield f"an item is no whole HTML: {refusal}"
        return
    if said != shown:
        yield "its pieces show another text"


# --- what is printed ------------------------------------------------------------------------------------------------


def table(tally: Tally, seed: int, seconds: float) -> Iterator[str]:
    """Give the figures, a line each, and the first failures."""
    counts = tally.counts
    yield f"messages, seed {seed}, {seconds:.0f} s"
    yield f"  texts        {counts['text']:>8}   each written, in bold, quoted, as a link, and together"
    yield f"  digests      {counts['digest']:>8}"
    yield f"  parts        {counts['parts']:>8}   items {counts['items']}, entities {counts['entities']}"
    yield f"  longest part {tally.longest:>8}   UTF-16 units; most entities in a part {tally.most_entities}"
    yield f"  failures     {len(tally.failures):>8}"
    yield from (f"    {name}: {wrong[:400]}" for name, wrong in tally.failures[:SHOWN])


if __name__ == "__main__":
    main()
