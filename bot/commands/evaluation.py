"""How an evaluation is shown: a table for a person, objects for a program, a wrong reading with its cues."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from bot.say.withhold import plain, shown, stretch
from feeds.model import Category, Field, Span, Text
from feeds.reading.evaluate import AMOUNTS_READ, Judged
from feeds.reading.figures import Figure
from feeds.reading.read import REVIEW_BELOW, RULES
from feeds.reading.withholding.names import withheld

NAME, NUMBER, INTERVAL, SHARE = 48, 8, 15, 12  # columns
HEADINGS: Mapping[str, str] = {
    "items": f"Read under the rules {RULES}",
    "categories": "Categories; f1 by class, and macro_f1 is their mean",
    "published": f"Funding and arrests published without review: a score of {REVIEW_BELOW:g} or more",
    "facts": "Facts; labels are not exhaustive, so recall (the share of the labels found) where not said",
    "slips": "Counts that should be low, and how many facts were read",
}
FIELDS: tuple[Field, ...] = ("title", "summary")
WRONG = {AMOUNTS_READ: "read, not labelled"}
Figures = Mapping[str, Iterable[Figure]]


def as_objects(figures: Figures) -> Iterator[str]:
    """Give one JSON object a figure."""
    for part in figures.values():
        for figure in part:
            shown = {k: round(v, 6) if isinstance(v, float) else v for k, v in asdict(figure).items()}
            yield json.dumps({"figure": shown.pop("name")} | shown, ensure_ascii=False)


def as_table(figures: Figures) -> Iterator[str]:
    """Give a line a figure, under headings."""
    yield f"{'':{NAME}}{'value':>{NUMBER}}{'95 % interval':>{INTERVAL}}{'hits/of':>{SHARE}}"
    for part, each in figures.items():
        yield f"\n{HEADINGS[part]}"
        yield from map(row, each)


def row(figure: Figure) -> str:
    """Give a figure's line; what is not known is a dash."""
    interval = f"{figure.low:.3f}–{figure.high:.3f}" if figure.low is not None and figure.high is not None else ""
    of = "" if figure.of is None else f"{figure.hits}/{figure.of}"
    return f"  {figure.name:{NAME - 2}}{number(figure.value):>{NUMBER}}{interval:>{INTERVAL}}{of:>{SHARE}}".rstrip()


def number(value: float | None) -> str:
    """Write a share with three decimals, a count without."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def explained(wrong: Judged) -> Iterator[str]:
    """Give a wrong reading: where it stands, what was meant, and the words that led there, names withheld."""
    item, text, spans = wrong.item, wrong.item.text, spans_of(wrong)
    yield f"\nline {item.line}, {plain(item.id)}, {text.lang}: labelled {item.category}, {verdict(wrong)}"
    yield from (f"  {line}" for f in FIELDS if (line := shown(getattr(text, f), spans, f)))
    for cue in wrong.reading.cues if wrong.reading else ():
        words = stretch(getattr(text, cue.field), spans, cue.field, cue.start, cue.end)
        yield f"  cue {cue.cue}: “{words}” ({cue.field})"
    for finding in wrong.findings:
        if not finding.is_hit:
            yield f"  {WRONG.get(finding.figure, f'missed {finding.figure}')}: “{told(finding.words, text, spans)}”"


def verdict(wrong: Judged) -> str:
    """Say what it was read as, and what would become of it."""
    if wrong.reading is None:
        return "not read"
    fate = "published" if wrong.is_told else "held for review" if wrong.is_held else "not published"
    return f"read as {wrong.category} ({wrong.reading.score:.2f}, {fate})"


def spans_of(wrong: Judged) -> tuple[Span, ...]:
    """Find the names of private persons, as in an arrest where it was labelled or read as one."""
    text, categories = wrong.item.text, (wrong.item.category, wrong.category)
    category = Category.ARREST if Category.ARREST in categories else wrong.item.category
    lang = text.lang or "en"
    in_title = withheld(text.title, category=category, lang=lang, field="title", context=text.summary)
    return in_title + withheld(text.summary, category=category, lang=lang, field="summary", context=text.title)


def told(words: str, text: Text, spans: Iterable[Span]) -> str:
    """Give words of a text as they may be shown."""
    field: Field = "title" if words in text.title else "summary"
    start = getattr(text, field).find(words)
    return stretch(getattr(text, field), spans, field, start, start + len(words))
