"""Whole digests and screens for the golden files; ``python -m tests.bot.say.scenes`` writes the files anew."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.say import screen
from bot.say.console import marked, render_console
from bot.say.digest import DigestSettings, compose
from bot.say.model import Digest
from bot.say.render import render
from storage.model import Coverage, MoneyTotal, Period, StoryRecord, UnreadSource
from tests.bot.say import record
from tests.bot.say.record import arrest, entry, fact, funding, money

FOLDER = Path(__file__).parent / "golden"
ZONE = ZoneInfo("America/Montreal")
END = datetime(2025, 11, 4, 12, 30, tzinfo=UTC)
DAY = Period(start=END - timedelta(days=1), end=END)
WEEK = Period(start=END - timedelta(days=7), end=END)
SUBJECT = "child-sexual-exploitation"
TOTALS = (
    MoneyTotal(
        currency="CAD",
        announced=Decimal(310_300_000),
        distinct=Decimal(203_200_000),
        stories=9,
        since=datetime(2019, 9, 26, 16, tzinfo=UTC),
    ),
)
ABSENT = UnreadSource(name={"fr": "Police de la Pointe", "en": "La Pointe Police"}, error="no-feed", since=None)
FINE = Coverage(feeds=43, answering=43, absent=(ABSENT,))


def share() -> StoryRecord:
    """Tell a share of a larger plan, in two languages and a local paper."""
    release = entry(
        "share-fr",
        title="Québec soutient la police des Rives contre l'exploitation sexuelle des enfants",
        summary="Le ministre en a fait l'annonce ce matin. Plus de 430 000 $ iront à la Police des Rives pour "
        "embaucher deux enquêteurs. Le plan d'action est doté de 150 M$.",
    )
    twin = entry(
        "share-en",
        title="Quebec supports Rives police against child sexual exploitation",
        summary="More than $430,000 will go to the Rives police to hire two investigators.",
        lang="en",
    )
    local = entry("share-local", title="430 000 $ pour nos policiers", publisher=record.WEEKLY, hours=-2)
    return funding(
        release,
        twin,
        local,
        facts=(
            money("430000", "Plus de 430 000 $", release, qualifier="more_than"),
            money("150000000", "150 M$", release, role="envelope"),
            money("430000", "More than $430,000", twin, qualifier="more_than"),
            fact("payer", "Québec", "Québec", release),
            fact("payee", "Police des Rives", "Police des Rives", release),
            fact("payer", "Quebec", "Quebec", twin),
            fact("payee", "Rives police", "Rives police", twin),
            fact("topic", SUBJECT, "exploitation sexuelle des enfants", release),
        ),
    )


def grant() -> StoryRecord:
    """Tell a federal grant whose spokeswoman is withheld."""
    release = entry(
        "grant",
        title="Prudence Canada investit dans la prévention, dit Zébulonne Fictive",
        summary="L'organisme recevra 5 557 900 $ sur quatre ans. Une première en région.",
        publisher=record.FEDERAL,
        withheld=("Zébulonne Fictive",),
        hours=3,
    )
    return funding(
        release,
        facts=(
            money("5557900", "5 557 900 $", release),
            fact("period", Decimal(4), "quatre ans", release, until="2029"),
        ),
    )


def unstated() -> StoryRecord:
    """Tell money that no figure is given for."""
    return funding(
        entry("unstated", title="New funding for overseas investigators", publisher=record.ABROAD, lang="en", hours=5)
    )


def raids() -> StoryRecord:
    """Tell arrests with everything that facts can say."""
    release = entry(
        "raids",
        title="Vingt-six arrestations, dont Canari Imaginaire, 84 ans",
        summary="La Sûreté du Québec a arrêté 26 suspects du 27 au 30 octobre, dans le projet Mirador, "
        "pour pornographie juvénile en Montérégie. Canari Imaginaire a comparu.",
        publisher=record.POLICE,
        withheld=("Canari Imaginaire",),
        hours=4,
    )
    return arrest(
        release,
        facts=(
            fact("persons_arrested", 26, "26", release, scope="event"),
            fact("police_service", "surete-du-quebec", "Sûreté du Québec", release),
            fact("place", "Montérégie", "Montérégie", release, region="CA-QC-16"),
            fact("offence", SUBJECT, "pornographie juvénile", release),
            fact("operation", "Mirador", "Mirador", release),
            fact("event_date", "2025-10-27/2025-10-30", "27 au 30 octobre", release),
            fact("status", "arrested", "arrêté", release),
            fact("status", "appeared", "comparu", release),
        ),
    )


def lone() -> StoryRecord:
    """Tell one charge, in the words of a paper and of a release in the other language."""
    release = entry("lone", title="Un homme est accusé", summary="Un homme a été accusé.", publisher=record.POLICE)
    local = entry("lone-local", title="Man charged", publisher=record.WEEKLY, lang="en")
    return arrest(release, local, facts=(fact("persons_charged", 1, "Un homme", release, scope="event"),))


def long_one(n: int) -> StoryRecord:
    """Tell money in as many words as a publisher can find."""
    release = entry(
        f"long-{n:02}",
        title=f"Annonce {n} " + "d'un titre qui ne finit pas " * 8,
        summary="Voici " + "une introduction qui prend son temps " * 6 + f"avant de dire que {n} 000 000 $ iront "
        "à des organismes " + "de la grande région et des environs " * 8 + ".",
        hours=n,
    )
    return funding(release, facts=(money(f"{n}000000", f"{n} 000 000 $", release),))


def settings(language: str, **also: Any) -> DigestSettings:
    return DigestSettings(language=language, zone=ZONE, **also)


def ordinary(language: str) -> Digest:
    return compose(
        (unstated(), grant(), raids(), share(), lone()),
        DAY,
        settings(language),
        coverage=FINE,
        totals=TOTALS,
        topic=SUBJECT,
        in_review=2,
    )


def empty(language: str) -> Digest:
    return compose((), DAY, settings(language), coverage=FINE, totals=TOTALS, topic=SUBJECT)


def first(language: str) -> Digest:
    return compose((share(), raids()), WEEK, settings(language, is_first=True), coverage=FINE)


def arrests_only(language: str) -> Digest:
    return compose((raids(), lone()), DAY, settings(language), coverage=FINE, in_review=1, held=40)


def past_maximum(language: str) -> Digest:
    chosen = settings(language, maximum=2, site="https://greffier.example/")
    return compose((grant(), raids(), share(), lone(), unstated()), DAY, chosen, coverage=FINE, topic=SUBJECT)


def dead_feeds(language: str) -> Digest:
    names = ("Ville Haute", "Ville Basse", "Ville Neuve", "Vieille Ville", "Ville Close", "Ville d'Eau")
    errors = ("timeout", "http-503", "refused", "html", "silent", "dns")
    unread = tuple(
        UnreadSource(name={"fr": name, "en": name}, error=error, since=END - timedelta(days=days))
        for days, (name, error) in enumerate(zip(names, errors, strict=True), 3)
    )
    coverage = Coverage(feeds=43, answering=37, unread=unread, absent=(ABSENT,))
    return compose((), DAY, settings(language), coverage=coverage)


def nothing_read(language: str) -> Digest:
    return compose((), DAY, settings(language), coverage=Coverage(feeds=43, answering=0, absent=(ABSENT,)))


def twelve_long(language: str) -> Digest:
    return compose([long_one(n) for n in range(1, 13)], DAY, settings(language), coverage=FINE)


def sample_screen(language: str) -> str:
    """Show a first screen without a network, as a terminal gets it."""
    digest = compose((share(), raids()), WEEK, settings(language, is_first=True, is_sample=True), coverage=FINE)
    poll, post = END + timedelta(minutes=15), END + timedelta(days=1)
    around = (
        *screen.coming(language, poll_at=poll, post_at=post, zone=ZONE),
        *screen.page(language, "http://127.0.0.1:8001/"),
        *screen.connecting(language),
    )
    return "\n".join(
        (
            *screen.opening(language),
            *screen.port_taken(language, wanted=8000, used=8001),
            *screen.no_network(language, 20),
            *marked(screen.polled(language, answered=9, not_modified=0, failed={}, new=31), language),
            render_console(digest, 80).rstrip("\n"),
            *around,
            "",
        )
    )


def real_screen(language: str) -> str:
    failed = {"timeout": 2, "http-503": 1, "connect": 1}
    lines = screen.polled(language, answered=41, not_modified=12, failed=failed, new=1204)
    return "\n".join((*lines, render_console(ordinary(language), 80)))


def messages(digest: Digest) -> str:
    """Show the messages of a digest one under the other."""
    return "\n\n=====\n\n".join(part.text for part in render(digest)) + "\n"


DIGESTS: tuple[Callable[[str], Digest], ...] = (
    ordinary,
    empty,
    first,
    arrests_only,
    past_maximum,
    dead_feeds,
    nothing_read,
    twelve_long,
)
SCENES: dict[str, Callable[[str], str]] = {d.__name__: (lambda lang, d=d: messages(d(lang))) for d in DIGESTS} | {
    "sample_screen": sample_screen,
    "real_screen": real_screen,
}


def write(scenes: dict[str, Callable[[str], str]]) -> None:
    """Write the golden files of some scenes anew."""
    for name, scene in scenes.items():
        for language in ("fr", "en"):
            (FOLDER / f"{name}.{language}.txt").write_text(scene(language), encoding="utf-8")


if __name__ == "__main__":
    write(SCENES)
