"""A whole list of feeds at once: what became of each, and nothing lost on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.desk.curate import Why
from bot.desk.listing import Proposal, add
from bot.desk.outcome import Outcome, refused
from bot.desk.proposed import Reading, fetchable, from_outline, from_toml
from bot.say.check import BLOCKED
from bot.say.errors import error_words
from bot.say.words import Words
from bot.secrecy import redact
from feeds import opml
from feeds.catalog import CatalogError
from feeds.errors import UsageError
from feeds.wire.guard import BlockedAddressError, Guard
from storage.by_hand import Addresses, addresses
from storage.database import Database
from storage.history import list_publishers

if TYPE_CHECKING:
    from sqlmodel import Session

LOT = 200  # feeds in one transaction: nobody else writes meanwhile
Listed = opml.Outline | Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a command line says of the feeds of a list that does not say it."""

    publisher: str | None
    lang: str | None
    who: Mapping[str, Any]
    guard: Guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one feed of a list: ``added``, ``known`` or ``refused``; the reason of a refusal."""

    became: str
    url: str | None
    title: str
    feed: str | None = None
    reason: UsageError | Outcome | None = None

    def why(self, w: Words) -> str | None:
        """Say why it was refused."""
        if self.reason is None:
            return None
        why = error_words(self.reason, w) if isinstance(self.reason, UsageError) else self.reason.line(w.language)
        return redact(why)

    def as_json(self, w: Words) -> dict[str, Any]:
        """Give it as an object."""
        shown = {"became": self.became, "url": self.url, "title": self.title, "feed": self.feed}
        return shown | ({"reason": self.why(w)} if self.reason else {})


def listed(body: bytes, source: str) -> list[Listed]:
    """Read a list, OPML or TOML; raise `OpmlError` or `CatalogError` for a file that is neither."""
    return [*opml.read(body, source)] if opml.is_markup(body) else [*from_toml(text_of(body, source), source)]


def import_list(db: Database, found: Sequence[Listed], given: Given, why: Why, *, is_dry: bool) -> list[Imported]:
    """Follow the feeds of a list, some in each transaction; or only try it, in one that is taken back."""
    lots = [found[at : at + LOT] for at in range(0, len(found), LOT)]
    if is_dry:
        return db.write(try_lots, lots, given, why)
    return [item for lot in lots for item in db.write(import_lot, lot, given, why)]


def try_lots(session: "Session", lots: Sequence[Sequence[Listed]], given: Given, why: Why) -> list[Imported]:
    """Say what would become of a list, and leave everything as it is."""
    with session.begin_nested() as savepoint:
        report = [item for lot in lots for item in import_lot(session, lot, given, why)]
        savepoint.rollback()
    return report


def import_lot(session: "Session", lot: Sequence[Listed], given: Given, why: Why) -> list[Imported]:
    """Follow some feeds of a list in one transaction; a second time changes nothing."""
    index, known = addresses(session), tuple(list_publishers(session))
    reading = Reading(publishers=known, publisher=given.publisher, lang=given.lang, who=given.who)

    def became(each: Listed) -> Imported:
        if closed := closed_by(given.guard, each):
            return closed
        if isinstance(each, Proposal):
            return placed(session, each, each.feed.id, why, index)
        return import_outline(session, each, reading, why, index)

    return [became(each) for each in lot]


def closed_by(guard: Guard, each: Listed) -> Imported | None:
    """Refuse a feed whose address is written in figures that may not be asked; names are looked up once it is asked."""
    url, title = (each.feed.url, each.feed.id) if isinstance(each, Proposal) else (each.url, each.title)
    try:
        guard.check_written(url or "")
    except BlockedAddressError as error:
        return refusal(url, title, refused(BLOCKED, url=url, error=error.name, detail=str(error)))
    return None


def refusal(url: str | None, title: str, reason: UsageError | Outcome) -> Imported:
    """Refuse a feed; the credentials that its address may hold are shown nowhere."""
    return Imported(became="refused", url=redact(url) if url else url, title=redact(title), reason=reason)


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
        return refusal(outline.url, outline.title, error)


def placed(session: "Session", proposal: Proposal, title: str, why: Why, index: Addresses) -> Imported:
    """Follow one feed."""
    url = proposal.feed.url
    try:
        fetchable(url)
    except UsageError as error:
        return refusal(url, title, error)
    found = add(session, proposal, why, index=index)
    if found.known:
        return Imported(became="known", url=url, title=title, feed=found.known)
    if not found.outcome.is_done:
        return refusal(url, title, found.outcome)
    return Imported(became="added", url=url, title=title, feed=str(found.outcome.values["feed"]))
