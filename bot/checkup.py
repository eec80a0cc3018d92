"""Whether everything is in order before it matters: settings, store, token, rights in the chats, clock, disk.

Nothing is changed and nothing is sent; a store that does not exist is not made.
"""

import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.desk.health import unwell
from bot.inquiring import Inquirer, Me, No, Place, Silence, Standing, standing_in
from bot.rights import CHANGED, OVERWRITES, objection
from bot.say.doctor import Finding, Mark, Observation
from bot.settings import Settings
from feeds.errors import PlainError
from storage.chats import probe_confirmed_at
from storage.database import Database, place_of, sqlite_path
from storage.feeds import list_feeds
from storage.field_checks import rights_seen
from storage.moments import newest_moment

APART = timedelta(seconds=60)
A_DAY = timedelta(days=1)
MEGABYTE = 10**6
NAMED = 10  # feeds by name
LEAST_FREE = 500  # megabytes
FINE, WRONG, UNREACHED = 0, 1, 3  # the contract's exit codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the store says of itself, and what it knows that matters here."""

    finding: Finding
    feeds: Finding | None = None  # None where none is followed yet
    newest: datetime | None = None  # moment on record
    confirmed: Mapping[str, datetime | None] = field(default_factory=dict)  # since when a chat may be probed
    rights: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)  # of the bot, when that was seen


async def examined(
    settings: Settings, url: str, inquirer: Inquirer | None, now: Callable[[], datetime]
) -> list[Finding]:
    """Give the findings: settings, store, feeds, token, chats, clock, disk."""
    stored = stored_in(url, settings.channel, now())
    me = await inquirer.me() if inquirer else None
    known = me if isinstance(me, Me) else None
    chats = Chats(settings, stored, inquirer if known else None, known)
    return [
        settings_finding(settings),
        stored.finding,
        *([stored.feeds] if stored.feeds else []),
        token_finding(me, settings.telegram_api),
        *[finding async for finding in chats.findings()],
        await clock_finding(settings, stored, None if isinstance(me, Silence) else inquirer, now),
        disk_finding(url),
    ]


def exit_code(findings: Iterable[Finding | Observation]) -> int:
    """Say how it ends: 0 all is fine, 1 something is not, 3 Telegram could not be reached."""
    every = list(findings)
    if any(finding.is_unreached for finding in every):
        return UNREACHED
    return WRONG if any(finding.mark is Mark.WRONG for finding in every) else FINE


def settings_finding(settings: Settings) -> Finding:
    """Say what the settings ask for; those that cannot be read have been refused before."""
    values = {
        "channels": settings.channel,
        "language": settings.language,
        "hours": settings.digest_at,
        "zone": settings.timezone,
        "contact": settings.contact,
    }
    return Finding(name="settings", values=values)


# --- the store and its disk -----------------------------------------------------------------------------------------


def stored_in(url: str, channels: Iterable[str], now: datetime) -> Stored:
    """Look at a store, if there is one."""
    path, where = sqlite_path(url), {"where": place_of(url)}
    if path and not path.exists():
        return Stored(finding=Finding(name="database-missing", values=where))
    try:
        return looked_into(url, channels, now)
    except PlainError as error:
        return Stored(finding=Finding(name="database-failed", values={**where, "reason": str(error)}))


def looked_into(url: str, channels: Iterable[str], now: datetime) -> Stored:
    """Look into a store; raise `PlainError` where that cannot be done."""
    where, asked = {"where": place_of(url)}, list(channels)
    db = Database(url)
    try:
        if not db.is_current():
            return Stored(finding=Finding(name="database-old", values=where))
        db.try_writing()
        return Stored(
            finding=Finding(name="database", values=where),
            feeds=feeds_finding(db, now),
            newest=db.read(newest_moment),
            confirmed={chat: db.read(probe_confirmed_at, chat) for chat in asked},
            rights={chat: db.read(rights_seen, chat) for chat in asked},
        )
    finally:
        db.close()


def feeds_finding(db: Database, now: datetime) -> Finding | None:
    """Say which feeds want a look; nothing where none is followed."""
    followed = sum(record.is_listed for record in db.read(list_feeds))
    ill = db.read(unwell, now)
    if ill:
        return Finding(name="feeds-unwell", values={"ill": len(ill), "feeds": ill[:NAMED], "followed": followed})
    return Finding(name="feeds", values={"followed": followed}) if followed else None


def disk_finding(url: str) -> Finding:
    """Say how much room there is where the store is."""
    path = sqlite_path(url)
    if path is None:
        return Finding(name="disk-elsewhere")
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    try:
        free = shutil.disk_usage(folder).free // MEGABYTE
    except OSError as error:
        return Finding(name="disk-failed", values={"where": str(folder), "reason": error.strerror or str(error)})
    return Finding(name="disk" if free >= LEAST_FREE else "disk-full", values={"where": str(folder), "free": free})


# --- Telegram -------------------------------------------------------------------------------------------------------


def token_finding(me: Me | No | Silence | None, api: str) -> Finding:
    """Say whose token it is."""
    match me:
        case None:
            return Finding(name="token-none")
        case Me(name=name):
            return Finding(name="token", values={"name": name})
        case No(words=words):
            return Finding(name="token-refused", values={"reason": words})
    return Finding(name="token-unreached", values={"api": api, "reason": me.reason}, is_unreached=True)


@dataclass(frozen=True, slots=True)
class Chats:
    """The channels and the maintainers' chats, asked after one by one; None where the token does not serve."""

    settings: Settings
    stored: Stored
    inquirer: Inquirer | None
    me: Me | None

    async def findings(self) -> AsyncIterator[Finding]:
        """Give what is found of each chat."""
        for chat in self.settings.channel:
            async for finding in self._channel(chat):
                yield finding
        for person in map(str, self.settings.maintainers):
            yield await self._maintainer(person)
        if not self.settings.channel:
            yield Finding(name="channel-none")
        if not self.settings.maintainers:
            yield Finding(name="maintainer-none")

    async def _channel(self, chat: str) -> AsyncIterator[Finding]:
        """Say whether the bot may post in a channel, and whether it may be probed there."""
        if self.inquirer is None or self.me is None:
            yield Finding(name="channel-not-asked", values={"chat": chat})
            return
        place = await self.inquirer.place(chat)
        stands = await standing_in(self.inquirer, chat, place, self.me) if isinstance(place, Place) else place
        yield standing_finding(chat, stands)
        if isinstance(stands, Standing):
            confirmed_at, seen = self.stored.confirmed.get(chat), self.stored.rights.get(chat)
            yield probe_finding(chat, self.settings.probe, confirmed_at, objection(stands, seen, self.settings.probe))

    async def _maintainer(self, person: str) -> Finding:
        """Say whether a maintainer can be written to."""
        values = {"chat": person}
        if self.inquirer is None:
            return Finding(name="maintainer-not-asked", values=values)
        place = await self.inquirer.place(person)
        if isinstance(place, No):
            return Finding(name="maintainer-refused", values={**values, "reason": place.words})
        if isinstance(place, Silence):
            return Finding(name="maintainer-unreached", values={**values, "reason": place.reason}, is_unreached=True)
        return Finding(name="maintainer", values=values)


def standing_finding(chat: str, stands: Standing | No | Silence) -> Finding:
    """Say whether the bot may post in a channel."""
    values = {"chat": chat}
    match stands:
        case Standing(status=status, may_post=may_post):
            return Finding(name="channel" if may_post else "channel-closed", values={**values, "status": status})
        case No(words=words):
            return Finding(name="channel-refused", values={**values, "reason": words})
    return Finding(name="channel-unreached", values={**values, "reason": stands.reason}, is_unreached=True)


def probe_finding(chat: str, probe: str, confirmed_at: datetime | None, why: str | None) -> Finding:
    """Say whether the edit probe is used in a channel, and what speaks against it."""
    values = {"chat": chat}
    if probe == "off":
        return Finding(name="probe-off", values=values)
    if why == OVERWRITES:
        return Finding(name="probe-dangerous", values=values)
    if confirmed_at and why == CHANGED:
        return Finding(name="probe-stale", values={**values, "day": confirmed_at.date().isoformat()})
    if confirmed_at:
        return Finding(name="probe", values={**values, "day": confirmed_at.date().isoformat()})
    return Finding(name="probe-on" if probe == "on" else "probe-unconfirmed", values=values)


async def clock_finding(
    settings: Settings, stored: Stored, inquirer: Inquirer | None, now: Callable[[], datetime]
) -> Finding:
    """Say whether our clock goes with the record, and with Telegram's."""
    if stored.newest and stored.newest - now() > A_DAY:
        return Finding(name="clock-behind", values={"now": written(now()), "newest": written(stored.newest)})
    if inquirer is None:
        return Finding(name="clock-not-asked")
    theirs, api = await inquirer.time(), {"api": settings.telegram_api}
    if isinstance(theirs, Silence):
        return Finding(name="clock-unreached", values={**api, "reason": theirs.reason}, is_unreached=True)
    if theirs is None:
        return Finding(name="clock-not-told", values=api)
    apart = abs(now() - theirs)
    values = {**api, "seconds": int(apart.total_seconds())}
    return Finding(name="clock-apart" if apart > APART else "clock", values=values)


def written(moment: datetime) -> str:
    """Write a moment to the minute."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"
