"""How fast announcements are read and names withheld, beside what feedparser takes to parse the same entries.

    python tests/bench/reading.py [--feeds DIR]

Without DIR the bundled sample feeds are read. CPU seconds of one core; a ratio holds on any machine, a speed does not.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from feeds import samples
from feeds.model import Category, Document, Text
from feeds.parsing.parse import parse
from feeds.reading.funding.roles import COMMITTED
from feeds.reading.labelled import Labelled, labelled
from feeds.reading.read import read
from feeds.reading.withholding.names import withheld

SIZE = 1_024  # code points of a text of the scaled rows
HOSTILE = ("$1 ", "1,", "A-", "two men arrested ", "Le ministre de la A ", "5 M$ à ", "(", "Montréal, Québec, ")
LABELLED = Path(__file__).parents[1] / "feeds" / "reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one kind of text took: how many, their code points, CPU seconds."""

    name: str
    texts: int
    size: int
    seconds: float

    def __str__(self) -> str:
        per_text = self.seconds / self.texts
        average = self.size / self.texts / 1024
        speed = f"{1 / per_text:8.0f} a second {per_text * 1e3:9.3f} ms each"
        return f"{self.name:42} {self.texts:6} texts of {average:7.2f} KB {speed}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--feeds", type=Path, help="a folder of feed documents; none: the bundled samples")
    folder = parser.parse_args().feeds
    bodies = [path.read_bytes() for path in sorted(folder.iterdir())] if folder else list(_samples())
    begun = time.process_time()
    texts = [text for body in bodies for text in _texts(body)]
    parsing = time.process_time() - begun
    announced = [replace(item.text, summary=_grown(item.text)) for item in _announcements()]
    mix = measured("real feeds, as they are" if folder else "sample feeds, as they are", texts, read)
    rows = [
        mix,
        measured("the same, joined to texts of 1 KB", list(_joined(texts)), read),
        measured("announcements of 1 KB, all with facts", announced, read),
        measured("names withheld in arrests of 1 KB", announced, _withhold),
        *(measured(f"1 MB of {word.strip()!r}, read", [_hostile(word)], read) for word in HOSTILE),
    ]
    ratio = f"reading : parsing of the same entries by feedparser = {mix.seconds / parsing:.2f} : 1"
    sys.stdout.write("\n".join([*map(str, rows), "", ratio, _stated(texts), ""]))


def measured(name: str, texts: Sequence[Text], act: Callable[[Text], object]) -> Row:
    """Time an act over texts after a warm-up of the tables, in CPU seconds."""
    for text in texts[:50]:
        act(text)
    begun = time.process_time()
    for text in texts:
        act(text)
    seconds = time.process_time() - begun
    return Row(name=name, texts=len(texts), size=sum(len(t.title) + len(t.summary) for t in texts), seconds=seconds)


def _withhold(text: Text) -> object:
    return withheld(text.summary, category=Category.ARREST, lang=text.lang or "en", context=text.title)


def _samples() -> Iterator[bytes]:
    now = datetime.now(UTC)
    yield from (samples.document(feed, now, stage="now") for feed in samples.names())


def _texts(body: bytes) -> Iterator[Text]:
    document = parse(body, url="https://publisher.example/feed", content_type=None, now=datetime.now(UTC))
    if isinstance(document, Document):
        yield from (Text(title=e.title, summary=e.summary, lang=document.lang) for e in document.entries)


def _joined(texts: Iterable[Text]) -> Iterator[Text]:
    """Join summaries until each text has its size, so that the mix stays what it is."""
    held: list[str] = []
    for text in texts:
        held += (text.title, text.summary)
        if sum(map(len, held)) >= SIZE:
            yield replace(text, title=held[0], summary=" ".join(held[1:])[: SIZE - len(held[0])])
            held = []


def _announcements() -> list[Labelled]:
    lines = [line for lang in ("fr", "en") for line in _lines(lang)]
    found = [item for item in labelled(lines) if isinstance(item, Labelled)]
    return [item for item in found if item.category is not Category.OTHER and item.text.summary]


def _lines(lang: str) -> list[bytes]:
    return (LABELLED / f"labelled_{lang}.jsonl").read_bytes().split(b"\n")


def _grown(text: Text) -> str:
    times = SIZE // (len(text.summary) + 1) + 1
    return " ".join([text.summary] * times)[: SIZE - len(text.title)]


def _hostile(word: str) -> Text:
    return Text(title="Police", summary=word * (1_000_000 // len(word)), lang="en")


def _stated(texts: Iterable[Text]) -> str:
    """Say how many funding entries state what they commit: it is what the ledger can know from feeds."""
    funding = [reading for text in texts if (reading := read(text)).category is Category.FUNDING]
    stated = sum(any(f.kind == "amount" and f.role in COMMITTED for f in reading.facts) for reading in funding)
    share = stated / len(funding) if funding else 0.0
    return f"entries read as funding: {len(funding)}; of these state an amount: {stated} ({share:.0%})"


if __name__ == "__main__":
    main()
