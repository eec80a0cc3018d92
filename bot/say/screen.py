"""The lines around a digest on a first screen: what was polled, what comes next, how to connect a channel."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from bot.say.coverage import reason
from bot.say.typography import clock, number, short_day
from bot.say.words import Words, words


def opening(language: str) -> list[str]:
    """Say what the tool does."""
    return [
        words(language).say(
            "Greffier follows public promises and police releases: it posts to your Telegram channel what is new, "
            "each figure with its sentence and its source, no private person named."
        )
    ]


def polled(  # noqa: PLR0913  (the counts of one pass)
    language: str, *, answered: int, not_modified: int, failed: Mapping[str, int], new: int, changed: int = 0
) -> list[str]:
    """Say what one pass brought: feeds that answered, of them unchanged; failures by short name; what is new, changed.

    What has not changed is not said.
    """
    w = words(language)
    feeds = w.count("{feeds} feed answered", "{feeds} feeds answered", answered, feeds=number(answered, w))
    same = w.count(
        "{feeds} of them unchanged", "{feeds} of them unchanged", not_modified, feeds=number(not_modified, w)
    )
    entries = w.count("{entries} new entry", "{entries} new entries", new, entries=number(new, w))
    again = w.count("{entries} changed", "{entries} changed", changed, entries=number(changed, w))
    brought = ", ".join([entries, again] if changed else [entries])
    lines = [f"{', '.join([feeds, same] if not_modified else [feeds])}; {brought}."]
    if failures := sum(failed.values()):
        lines.append(_failures(failures, failed, w))
    return lines


def _failures(n: int, failed: Mapping[str, int], w: Words) -> str:
    by_reason: dict[str, int] = {}
    for error, times in failed.items():
        by_reason[reason(error, w)] = by_reason.get(reason(error, w), 0) + times
    ordered = sorted(by_reason.items(), key=lambda pair: (-pair[1], pair[0]))
    said = ", ".join(f"{why} ({number(times, w)})" for why, times in ordered)
    what = w.count("{feeds} feed was not read", "{feeds} feeds were not read", n, feeds=number(n, w))
    return w.say("{what}: {why}.", what=what, why=said)


def what_the_total_covers(language: str, *, is_sample: bool) -> list[str]:
    """Say of which announcements the total at the end of a digest is: samples are never added to a real record."""
    w = words(language)
    if is_sample:
        return [w.say("The total is of the real announcements that come with Greffier; the samples are not in it.")]
    return [w.say("The total of the subject covers what this store has read so far.")]


def coming(language: str, *, poll_at: datetime, post_at: datetime | None, zone: tzinfo) -> list[str]:
    """Say when the next poll and the next digest are; no ``post_at`` means each story at once."""
    w = words(language)
    poll = w.say("Next poll: {time}", time=clock(poll_at, zone, w))
    if post_at is None:
        post = w.say("news is posted as it comes")
    else:
        on = short_day(post_at.astimezone(zone).date(), poll_at.astimezone(zone).date(), w)
        post = w.say("next digest: {day}, {time}", day=on, time=clock(post_at, zone, w))
    return [f"{poll}; {post}"]


def page(language: str, url: str) -> list[str]:
    """Say where the page is."""
    return [words(language).say("The page: {url}", url=url)]


def port_taken(language: str, *, wanted: int, used: int) -> list[str]:
    """Say that another program has the port, and which one is used."""
    return [words(language).say("Port {wanted} is taken; the page is on port {used}.", wanted=wanted, used=used)]


def no_network(language: str, seconds: int) -> list[str]:
    """Say that no feed answered, and that what follows is a sample."""
    w = words(language)
    return [
        w.count("No feed answered within {n} second.", "No feed answered within {n} seconds.", seconds)
        + w.say(" Here is the whole job on the bundled sample feeds, in a throw-away store.")
    ]


def possible_repeat(language: str) -> str:
    """Give what stands before a message that may have arrived already."""
    return words(language).say("Possible repeat of a message that may not have arrived:")


def connecting(language: str) -> list[str]:
    """Say in five steps how to connect a channel."""
    w = words(language)
    return [
        w.say("To post to your Telegram channel:"),
        w.say("  1. In Telegram, write /newbot to @BotFather; it gives you a token."),
        w.say("  2. Put it in the file .env: GREFFIER_TELEGRAM_TOKEN=…"),
        w.say("  3. Add the bot to your channel as an administrator with the right to post messages."),
        w.say("  4. In .env too: GREFFIER_CHANNEL=@your_channel and GREFFIER_CONTACT=your address (mail or web)"),
        w.say("  5. Start again: make run"),
    ]
