"""The status screen's lines: what the page shows while there is no archive."""

from bot.desk.health import covered
from bot.house import House, utc_now
from bot.say import screen
from bot.say.coverage import coverage_line
from bot.say.words import words
from bot.service import POLL_EVERY
from bot.telling import local_first


async def status_lines(house: House, language: str) -> list[str]:
    """Say what the tool does, what it could read, and when it next polls and posts."""
    settings, now = house.settings, utc_now()
    found = local_first(await house.db.look(covered, now), settings.home)
    post_at = await house.teller.next_digest_at()
    return [
        *screen.opening(language),
        coverage_line(found, now.astimezone(settings.zone).date(), settings.zone, words(language)),
        *screen.coming(language, poll_at=now + POLL_EVERY, post_at=post_at, zone=settings.zone),
    ]
