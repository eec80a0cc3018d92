"""Random digests: some composed from stories whose texts are hostile, some put together from any words."""

from random import Random

from bot.say.digest import DigestSettings, compose
from bot.say.model import Digest, Item, Line, Quotation, Section, Source
from bot.say.withhold import cap, plain
from storage.model import Coverage, StoryRecord, UnreadSource
from tests.bot.say import record
from tests.bot.say.record import arrest, body, entry, fact, funding, money
from tests.bot.say.scenes import DAY, END, ZONE
from tests.fuzz.hostile import address, text

FIGURE = "5 000 $"


def a_composed_digest(rng: Random) -> Digest:
    """Compose a digest of stories as a stranger's feeds might tell them."""
    settings = DigestSettings(
        language=rng.choice(("fr", "en")),
        zone=ZONE,
        maximum=rng.choice((0, 3, 12)),
        site=rng.choice((None, "https://greffier.example")),
        is_first=rng.random() < 0.2,
        is_sample=rng.random() < 0.2,
    )
    named = tuple(UnreadSource(name=a_name(rng), error="timeout", since=END) for _ in range(rng.randrange(8)))
    coverage = Coverage(feeds=9, answering=rng.randrange(10), unread=named, absent=named[:2])
    return compose(
        [a_story(rng, number) for number in range(rng.randrange(16))],
        DAY,
        settings,
        coverage=coverage,
        in_review=rng.randrange(3),
        held=rng.randrange(3),
    )


def a_story(rng: Random, number: int) -> StoryRecord:
    """Tell money or an arrest, by a few bodies."""
    kind = rng.choice((record.MINISTRY, record.FEDERAL, record.WEEKLY, record.POLICE))
    entries = [
        entry(
            f"e{number}-{copy}",
            title=text(rng, 30),
            summary=f"{text(rng, 30)}{FIGURE} {text(rng, 30)}",
            publisher=body(f"b{copy}", plain(text(rng, 8)) or "B", kind.kind, kind.level, kind.region),
            lang=rng.choice(("fr", "en")),
            url=address(rng) or None,
        )
        for copy in range(rng.randrange(1, 7))
    ]
    first = entries[0]
    if rng.random() < 0.4:
        return arrest(*entries, facts=(fact("persons_arrested", rng.randrange(1, 99), FIGURE, first),))
    facts = [money("5000", FIGURE, first, role=rng.choice(("total", "annual", "part", "envelope")))]
    facts += [fact(kind, text(rng, 6) or "x", FIGURE, first) for kind in ("payer", "payee") if rng.random() < 0.5]
    return funding(*entries, facts=tuple(facts))


def a_name(rng: Random) -> dict[str, str]:
    return {"fr": text(rng, 8), "en": text(rng, 8)}


# --- of any words ---------------------------------------------------------------------------------------------------


def a_digest(rng: Random) -> Digest:
    """Put a digest together."""
    items = [an_item(rng, number) for number in range(rng.randrange(30))]
    cuts = sorted(rng.randrange(len(items) + 1) for _ in range(3))
    groups = [items[start:end] for start, end in zip([0, *cuts], [*cuts, len(items)], strict=True)]
    return Digest(
        language=rng.choice(("fr", "en")),
        title=words(rng, 8) or "Greffier",
        intro=tuple(words(rng, 8) for _ in range(rng.randrange(3))),
        sections=tuple(
            Section(category=None, scope=None, heading=f"TITRE {n} {words(rng, 4)}", items=tuple(group))
            for n, group in enumerate(groups)
            if group
        ),
        closing=tuple(a_line(rng) for _ in range(rng.randrange(4))),
        others=0,
        presumption="Toute personne arrêtée est présumée innocente.",
        is_sample=rng.random() < 0.2,
    )


def an_item(rng: Random, number: int) -> Item:
    quotation = Quotation(before=words(rng, 40), figure=words(rng, 3) or FIGURE, after=words(rng, 40))
    return Item(
        story=f"s{number}",
        version=rng.randrange(1, 9),
        lead=words(rng, 10) or "Montant non précisé",
        rest=words(rng, 20, rng.choice((300, 300, 6000))) or None,
        notes=tuple(words(rng, 10) for _ in range(rng.randrange(3))),
        quotation=quotation if rng.random() < 0.7 else None,
        beside=words(rng, 10) or None,
        sources=tuple(Source(label=words(rng, 5, 80) or "B", url=address(rng)) for _ in range(rng.randrange(6))),
        more_sources=rng.choice((None, "et 2 autres")),
        is_presumed=rng.random() < 0.5,
    )


def a_line(rng: Random) -> Line:
    link = Source(label=words(rng, 5) or "page", url=address(rng)) if rng.random() < 0.5 else None
    return Line(text=words(rng, 20), link=link)


def words(rng: Random, most: int, longest: int = 300) -> str:
    """Give words as they come to be laid out: plain, and no longer than a title."""
    return cap(plain(text(rng, most)), longest).strip()
