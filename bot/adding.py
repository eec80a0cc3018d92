"""A maintainer wants a feed followed: it is asked first, then put on the list, over the catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.checking import Answer, Checker
from bot.desk.curate import Why, who_is_here
from bot.desk.listing import Proposal, add
from bot.desk.outcome import Outcome, refused
from bot.desk.proposed import fetchable, from_options, from_toml, speakable
from bot.say.check import BLOCKED, QUIRKS
from bot.say.words import N_
from feeds.errors import UsageError
from feeds.inspection.inspect import spoken_in
from storage.database import Database

CLOSED = frozenset({"blocked-address", "blocked"})  # never followed, whoever asks
NO_FEED = N_("{url}: no feed ({error}: {detail}); --unchecked adds it all the same")
REFUSED = N_("{url}: not to be followed ({error}: {detail})")


class Adder:
    """Asks and adds; ``now`` gives the moment, aware."""

    def __init__(self, db: Database, checker: Checker, now: Callable[[], datetime], *, is_unchecked: bool) -> None:
        self._db, self._checker, self._now, self._is_unchecked = db, checker, now, is_unchecked

    async def add_address(  # noqa: PLR0913  (what a command line may say)
        self,
        url: str,
        reason: str,
        *,
        publisher: str | None,
        lang: str | None,
        options: Mapping[str, Any],
        who: Mapping[str, Any],
    ) -> Outcome:
        """Follow the feed at an address; raise `UsageError` for what cannot be a feed of the catalogue."""
        if publisher is None:
            raise UsageError("--publisher is missing: the id of the body that speaks in the feed")
        fetchable(url)
        speakable(lang)
        asked = from_options(url, publisher, lang or "fr", options, who).feed  # read without its language
        answer = await self._checker.ask(asked)
        if refusal := self._refusal(answer):
            return refusal
        speech = lang or language_of(answer)
        if speech is None:
            raise UsageError("--lang is missing: the feed does not say its language")
        return await self._add(from_options(url, publisher, speech, options, who), answer, reason)

    async def add_block(self, text: str, source: str, reason: str) -> list[Outcome]:
        """Follow each feed of a block of the catalogue; raise `CatalogError`."""
        proposals = from_toml(text, source)
        if not proposals:
            raise UsageError("{source}: no feed in it", source=source)
        return [await self._add_described(proposal, reason) for proposal in proposals]

    async def _add_described(self, proposal: Proposal, reason: str) -> Outcome:
        fetchable(proposal.feed.url)
        answer = await self._checker.ask(proposal.feed)
        return self._refusal(answer) or await self._add(proposal, answer, reason)

    def _refusal(self, answer: Answer) -> Outcome | None:
        if answer.error in CLOSED:
            said = BLOCKED if answer.error == "blocked-address" else REFUSED
            return refused(said, url=answer.feed.url, error=answer.error, detail=answer.detail)
        if answer.error and not self._is_unchecked:
            return refused(NO_FEED, url=answer.feed.url, error=answer.error, detail=answer.detail)
        return None

    async def _add(self, proposal: Proposal, answer: Answer, reason: str) -> Outcome:
        answered = answer.fetched.url if answer.fetched else None
        found = (
            f"answered with {entries_of(len(answer.document.entries))}"
            if answer.document
            else f"not read: {answer.error}"
        )
        why = Why(who=who_is_here(), reason=reason.strip() or found, at=self._now())
        outcome = (await self._db.run(add, proposal, why, answered=answered)).outcome
        is_empty = answer.document is not None and not answer.document.entries
        return replace(outcome, also=QUIRKS["no-entries"]) if outcome.is_done and is_empty else outcome


def language_of(answer: Answer) -> str | None:
    """Give the language of a feed, as it declares or as its words are; None where neither tells."""
    document = answer.document
    return (document.lang or spoken_in(document)) if document else None


def entries_of(count: int) -> str:
    """Count entries in the log, which is in English."""
    return "1 entry" if count == 1 else f"{count} entries"
