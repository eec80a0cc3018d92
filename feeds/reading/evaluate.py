"""How well the reader reads: its readings beside the labels that people gave (`labelled`).

A category is right or wrong, so categories have precision and recall. Labels of facts need not be exhaustive, so a kind
of fact has recall only, but for the amounts of funding items. A fact is found where its value is the labelled one
(amounts, persons, status) or where its span overlaps the evidence (all others).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from feeds.model import Category, Fact, Reading, Text
from feeds.reading.figures import Figure, count, f1, mean, share
from feeds.reading.labelled import Label, Labelled
from feeds.reading.read import is_sure

LANGUAGES = ("fr", "en")
TOLD = (Category.FUNDING, Category.ARREST)
COMMITTED = ("total", "part", "annual")  # the roles of an amount that commit money
OVERLAP: Mapping[str, tuple[str, ...]] = {  # a labelled kind, and the kinds of fact that may overlap its evidence
    "funder": ("payer",),
    "recipient_or_programme": ("payee", "programme"),
    "period": ("period",),
    "jurisdiction_level": ("level",),
    "police_service": ("police_service",),
    "operation_name": ("operation",),
    "region": ("place",),
    "offence": ("offence",),
    "date_of_arrest_text": ("event_date",),
}
AMOUNTS, AMOUNTS_READ = "amounts: recall", "amounts: precision on funding"
ARRESTED, JUDGED_PERSONS, STATUS = "persons arrested: the event's count", "persons charged or sentenced", "status"
FOUND = (AMOUNTS, AMOUNTS_READ, ARRESTED, JUDGED_PERSONS, STATUS, *OVERLAP)
_Amounts = dict[tuple[object, str | None], str]  # (value, currency) to the words
Confusion = Counter[tuple[Category, Category | None]]  # how often (labelled, read); None where nothing could be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One labelled fact that was found or missed, or one amount that was read rightly or wrongly."""

    figure: str
    is_hit: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An item beside its reading; None is a reading that failed."""

    item: Labelled
    reading: Reading | None
    findings: tuple[Finding, ...]

    @property
    def category(self) -> Category | None:
        """What it was read as."""
        return self.reading.category if self.reading else None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What was read in it."""
        return self.reading.facts if self.reading else ()

    @property
    def is_told(self) -> bool:
        """Whether it would be published before a maintainer has looked at it."""
        return self.reading is not None and self.reading.category in TOLD and is_sure(self.reading)

    @property
    def is_held(self) -> bool:
        """Whether it would wait for a maintainer."""
        return self.reading is not None and not is_sure(self.reading)


# --- one item -------------------------------------------------------------------------------------------------------


def judge(item: Labelled, reading: Reading | None) -> Judged:
    """Hold a reading against the labels of its item."""
    facts = reading.facts if reading else ()
    return Judged(item=item, reading=reading, findings=tuple(_findings(item, facts)))


def _findings(item: Labelled, facts: Sequence[Fact]) -> Iterator[Finding]:
    for kind, labels in item.facts.items():
        match kind:
            case "amounts":
                yield from _amounts(item.category, labels, [f for f in facts if f.kind == "amount"])
            case "persons_arrested":
                yield from _arrested(labels, facts)
            case "persons_charged_or_sentenced":
                yield from _judged_persons(labels, facts)
            case "status":
                yield from _statuses(labels, {f.value for f in facts if f.kind == "status"})
            case _:
                yield from _overlaps(kind, labels, item.text, facts)


def _amounts(category: Category, labels: Sequence[Label], facts: Sequence[Fact]) -> Iterator[Finding]:
    labelled: _Amounts = {(label.value, label.currency): label.evidence for label in labels}
    read: _Amounts = {(fact.value, fact.currency): fact.text for fact in facts}
    for amount, words in labelled.items():
        yield Finding(figure=AMOUNTS, is_hit=amount in read, words=words)
    for amount, words in read.items() if category is Category.FUNDING else ():
        yield Finding(figure=AMOUNTS_READ, is_hit=amount in labelled, words=words)


def _arrested(labels: Sequence[Label], facts: Sequence[Fact]) -> Iterator[Finding]:
    """Compare the event's largest count: smaller ones are parts of it."""
    if labels:
        top = max(labels, key=_number)
        read = max((_number(f) for f in facts if is_event(f)), default=None)
        yield Finding(figure=ARRESTED, is_hit=read == top.value, words=top.evidence)


def _number(of: Label | Fact) -> float:
    return float(of.value or 0)


def is_event(fact: Fact) -> bool:
    """Say whether a fact counts the persons arrested in one event."""
    return fact.kind == "persons_arrested" and fact.scope in (None, "event")


def is_committed(fact: Fact) -> bool:
    """Say whether a fact is money that was committed."""
    return fact.kind == "amount" and fact.role in COMMITTED


def _judged_persons(labels: Sequence[Label], facts: Sequence[Fact]) -> Iterator[Finding]:
    """Ask for one of the labelled counts: a text often has several, of which each is right."""
    if labels:
        read = {f.value for f in facts if f.kind in ("persons_charged", "persons_sentenced")}
        is_hit = any(label.value in read for label in labels)
        yield Finding(figure=JUDGED_PERSONS, is_hit=is_hit, words=labels[0].evidence)


def _statuses(labels: Sequence[Label], read: set[object]) -> Iterator[Finding]:
    for label in labels:
        yield Finding(figure=STATUS, is_hit=label.value in read, words=label.evidence)


def _overlaps(kind: str, labels: Sequence[Label], text: Text, facts: Sequence[Fact]) -> Iterator[Finding]:
    read = [f for f in facts if f.kind in OVERLAP[kind]]
    for label in labels:
        is_hit = any(_touches(fact, label.evidence, text) for fact in read)
        yield Finding(figure=kind, is_hit=is_hit, words=label.evidence)


def _touches(fact: Fact, evidence: str, text: Text) -> bool:
    field = field_of(fact, text)
    at = field.find(evidence, max(0, fact.start - len(evidence) + 1))
    return 0 <= at < fact.end


def field_of(fact: Fact, text: Text) -> str:
    """Give the field in which a fact stands."""
    return text.title if fact.field == "title" else text.summary


# --- all of them ----------------------------------------------------------------------------------------------------


def figures(judged: Sequence[Judged], skipped: int = 0) -> dict[str, list[Figure]]:
    """Give every figure, under the part of the account to which it belongs; all are there, also without a value."""
    return {
        "items": [count("items", len(judged)), count("lines skipped", skipped)],
        "categories": list(_categories(judged)),
        "published": list(_published(judged)),
        "facts": list(_found(judged)),
        "slips": list(_slips(judged)),
    }


def _categories(judged: Sequence[Judged]) -> Iterator[Figure]:
    confusion = _confusion(judged)
    yield _macro("macro_f1", confusion)
    for lang in LANGUAGES:
        yield _macro(f"macro_f1 {lang}", _confusion(j for j in judged if j.item.text.lang == lang))
    yield share("accuracy", sum(j.category is j.item.category for j in judged), len(judged))
    for category in Category:
        yield from _rates(category, confusion)


def _confusion(judged: Iterable[Judged]) -> Confusion:
    return Counter((j.item.category, j.category) for j in judged)


def _macro(name: str, confusion: Confusion) -> Figure:
    if not confusion:
        return Figure(name=name, value=None)
    return mean(name, [list(_rates(category, confusion))[-1] for category in Category])


def _rates(category: Category, confusion: Confusion) -> Iterator[Figure]:
    right = confusion[category, category]
    labelled = sum(n for (label, _), n in confusion.items() if label is category)
    read = sum(n for (_, got), n in confusion.items() if got is category)
    yield share(f"{category}: precision", right, read)
    yield share(f"{category}: recall", right, labelled)
    yield f1(f"{category}: f1", right, read, labelled)


def _published(judged: Sequence[Judged]) -> Iterator[Figure]:
    told = [j for j in judged if j.is_told]
    right = sum(j.category is j.item.category for j in told)
    yield share("published: precision", right, len(told))
    yield share("published: recall", right, sum(j.item.category in TOLD for j in judged))
    yield share("held for review", sum(j.is_held for j in judged), len(judged))


def _found(judged: Sequence[Judged]) -> Iterator[Figure]:
    findings = [finding for j in judged for finding in j.findings]
    hits = Counter(finding.figure for finding in findings if finding.is_hit)
    every = Counter(finding.figure for finding in findings)
    for name in FOUND:
        yield share(name, hits[name], every[name])


def _slips(judged: Sequence[Judged]) -> Iterator[Figure]:
    funding = [any(map(is_event, j.facts)) for j in judged if j.item.category is Category.FUNDING]
    arrests = [any(map(is_committed, j.facts)) for j in judged if j.item.category is Category.ARREST]
    false = [f.text != field_of(f, j.item.text)[f.start : f.end] or not f.text for j in judged for f in j.facts]
    yield count("count of event arrests read in funding items", sum(funding), len(funding))
    yield count("count of committed money read in arrest items", sum(arrests), len(arrests))
    yield count("facts", len(false))
    yield count("facts with a false span", sum(false), len(false))


def misread(judged: Iterable[Judged]) -> list[Judged]:
    """Give what was read wrongly, the worst first: a wrong category, the surer the worse, then facts missed."""
    wrong = [j for j in judged if j.category is not j.item.category or not all(f.is_hit for f in j.findings)]
    return sorted(wrong, key=_harm, reverse=True)


def _harm(judged: Judged) -> tuple[bool, bool, float]:
    is_wrong = judged.category is not judged.item.category
    score = judged.reading.score if judged.reading else 1.0
    return is_wrong, is_wrong and judged.is_told, score if is_wrong else sum(not f.is_hit for f in judged.findings)
