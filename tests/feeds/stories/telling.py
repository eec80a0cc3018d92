"""Announcements in our own words, read as if they had been polled, and the bodies that make them."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import count

from feeds.model import Kind, Level, Publisher, Text
from feeds.reading.passage import fold
from feeds.reading.read import read
from feeds.stories.model import Announcement, Telling
from feeds.stories.promises import Profile, profile

NUMBERS = count(1)


def body(kind: Kind, level: Level, region: str, fr: str, en: str | None = None) -> Publisher:
    id = re.sub(r"\W+", "-", fold(fr))
    return Publisher(
        id=id, name={"fr": fr, "en": en or fr}, kind=kind, level=level, region=region, homepage=f"https://{id}.example"
    )


QUEBEC = body(Kind.GOVERNMENT, Level.PROVINCIAL, "CA-QC", "Gouvernement du Québec", "Government of Quebec")
CANADA = body(Kind.GOVERNMENT, Level.FEDERAL, "CA", "Gouvernement du Canada", "Government of Canada")
GATINEAU = body(Kind.GOVERNMENT, Level.MUNICIPAL, "CA-QC-07", "Ville de Gatineau")
POLICE = body(Kind.POLICE, Level.PROVINCIAL, "CA-QC", "Sûreté d'Exemple", "Example Police")
GAZETTE = body(Kind.NEWS, Level.INTERNATIONAL, "CA-QC", "La Gazette d'Exemple")
COURIER = body(Kind.NEWS, Level.INTERNATIONAL, "CA-QC", "The Example Courier")


def tell(
    title: str,
    summary: str = "",
    *,
    by: Publisher = QUEBEC,
    on: str = "2025-03-04",
    hours: float = 12,
    lang: str = "fr",
    entry: str | None = None,
    link: str | None = None,
) -> Telling:
    """Read an announcement of a day."""
    moment = datetime.fromisoformat(on).replace(tzinfo=UTC) + timedelta(hours=hours)
    reading = read(
        Text(
            title=title,
            summary=summary,
            lang=lang,
            publisher=by.name[lang],
            publisher_kind=by.kind,
            published=moment,
        )
    )
    return Telling(
        entry=entry or f"e{next(NUMBERS)}",
        publisher=by,
        feed=f"{by.id}-{lang}",
        lang=lang,
        title=title,
        summary=summary,
        moment=moment,
        category=reading.category,
        score=reading.score,
        facts=reading.facts,
        link=link,
    )


def story(*tellings: Telling, id: str | None = None) -> Announcement:
    """Let some tellings be one story, the first leading."""
    dated: date = min(telling.moment for telling in tellings).date()
    return Announcement(
        story=id or f"s-{tellings[0].entry}", title=tellings[0].title, dated=dated, tellings=tuple(tellings)
    )


def money_of(*tellings: Telling, id: str | None = None) -> Profile:
    """Take out of a story what its money is linked by."""
    return profile(story(*tellings, id=id))
