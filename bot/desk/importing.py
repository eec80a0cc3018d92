"""A whole list of feeds at once: what became of each, and nothing lost on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.desk.curate import Why
from bot.desk.listing import Proposal, add
from bot.desk.proposed import Reading, fetchable, from_outline, from_toml
from bot.say.errors import error_words
from bot.say.words import Words
from feeds import opml
from feeds.catalog import CatalogError
from feeds.errors import UsageError
from storage.by_hand import Addresses, addresses
from storage.history import list_publishers

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.desk.outcome import Outcome


LOT = 200  # feeds in one transaction: nobody else writes meanwhile
Listed = opml.Outline | Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a command line says of the feeds of a list that does not say it."""

    publisher: str | None
    lang: str | None
    who: Mapping[str, Any]


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


def listed(body: bytes, source: str) -> list[Listed]:
    """Read a list, OPML or TOML; raise `OpmlError` or `CatalogError` for a file that is neither."""
    return [*opml.read(body, source)] if opml.is_markup(body) else [*from_toml(text_of(body, source), source)]


def import_lot(session: "Session", lot: Sequence[Listed], given: Given, why: Why) -> list[Imported]:
    """Follow some feeds of a list in one transaction; a second time changes nothing."""
    index, known = addresses(session), tuple(list_publishers(session))
    reading = Reading(publishers=known, publisher=given.publisher, lang=given.lang, who=given.who)
    return [
        placed(session, each, each.feed.id, why, index)
        if isinstance(each, Proposal)
        else import_outline(session, each, reading, why, index)
        for each in lot
    ]


def text_of(body: bytes, source: str) -> str:
    """Read TOML's characters."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogError(f"{source}:{len(body[: error.start].splitlines())}: not UTF-8") from error


def import_outline(session: "Session", outline: opml.Outline, reading: Reading, why: Why, index: Addresses) -> Imported:
    """Follow the feed of one outline."""
    try:
        return placed(session, from_outline(outline, reading), outline.title, why, index)
    except UsageError as error:
        return Imported(became="refused", url=outline.url, title=outline.title, reason=error)


def placed(session: "Session", proposal: Proposal, title: str, why: Why, index: Addresses) -> Imported:
    """Follow one feed."""
    url = proposal.feed.url
    try:
        fetchable(url)
    except UsageError as error:
        return Imported(became="refused", url=url, title=title, reason=error)
    found = add(session, proposal, why, index=index)
    if found.known:
        return Imported(became="known", url=url, title=title, feed=found.known)
    if not found.outcome.is_done:
        return Imported(became="refused", url=url, title=title, reason=found.outcome)
    return Imported(became="added", url=url, title=title, feed=str(found.outcome.values["feed"]))
