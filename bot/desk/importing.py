"""A whole list of feeds at once: what became of each, and nothing lost on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from bot.desk.curate import Why, who_is_here
from bot.desk.listing import Proposal, add
from bot.desk.proposed import Reading, fetchable, from_outline, from_toml
from bot.say.errors import error_words
from bot.say.words import Words
from feeds import opml
from feeds.catalog import CatalogError
from feeds.errors import UsageError
from storage.history import list_publishers

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.desk.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one feed of a list: ``added``, ``known`` or ``refused``; the reason of a refusal."""

    became: str
    url: str | None
    title: str
    feed: str | None = None
    reason: "UsageError | Outcome | None" = None

    def why(self, w: Words) -> str | None:
        """Say why it was refused."""
        if self.reason is None:
            return None
        return error_words(self.reason, w) if isinstance(self.reason, UsageError) else self.reason.line(w.language)

    def as_json(self, w: Words) -> dict[str, Any]:
        """Give it as an object."""
        shown = {"became": self.became, "url": self.url, "title": self.title, "feed": self.feed}
        return shown | ({"reason": self.why(w)} if self.reason else {})


def import_list(  # noqa: PLR0913  (what a list may not say)
    session: "Session",
    body: bytes,
    source: str,
    now: datetime,
    *,
    publisher: str | None,
    lang: str | None,
    who: Mapping[str, Any],
) -> list[Imported]:
    """Follow the feeds of a list in one transaction; raise `OpmlError` or `CatalogError` for a file that is none."""
    why = Why(who=who_is_here(), reason=f"import of {PurePath(source).name}", at=now)
    if not opml.is_markup(body):
        return [placed(session, each, each.feed.id, why) for each in from_toml(text_of(body, source), source)]
    reading = Reading(publishers=tuple(list_publishers(session)), publisher=publisher, lang=lang, who=who)
    return [import_outline(session, outline, reading, why) for outline in opml.read(body, source)]


def text_of(body: bytes, source: str) -> str:
    """Read TOML's characters."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogError(f"{source}:{len(body[: error.start].splitlines())}: not UTF-8") from error


def import_outline(session: "Session", outline: opml.Outline, reading: Reading, why: Why) -> Imported:
    """Follow the feed of one outline."""
    try:
        return placed(session, from_outline(outline, reading), outline.title, why)
    except UsageError as error:
        return Imported(became="refused", url=outline.url, title=outline.title, reason=error)


def placed(session: "Session", proposal: Proposal, title: str, why: Why) -> Imported:
    """Follow one feed."""
    url = proposal.feed.url
    try:
        fetchable(url)
    except UsageError as error:
        return Imported(became="refused", url=url, title=title, reason=error)
    found = add(session, proposal, why)
    if found.known:
        return Imported(became="known", url=url, title=title, feed=found.known)
    if not found.outcome.is_done:
        return Imported(became="refused", url=url, title=title, reason=found.outcome)
    return Imported(became="added", url=url, title=title, feed=str(found.outcome.values["feed"]))
