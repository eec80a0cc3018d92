"""How a feed is, in a sentence: what is so, the values it is told from, what to do."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from bot.say.coverage import detail_words, reason
from bot.say.withhold import plain
from bot.say.words import N_, Words
from feeds.watch.health import Health

STATES: Mapping[str, str] = {
    "removed": N_("removed"),
    "gone": N_("withdrawn"),
    "paused": N_("paused"),
    "html": N_("a web page in place of the feed"),
    "blocked": N_("closed to us"),
    "failing": N_("failing"),
    "mass-id-change": N_("identities changed"),
    "held": N_("a burst is held"),
    "overrun": N_("overrun"),
    "silent": N_("silent"),
    "slow": N_("slow"),
    "new": N_("new"),
    "ok": N_("ok"),
}

SENTENCES: Mapping[str, str] = {
    "removed": N_("it is not in the catalogue any more; its record stays"),
    "removed-by-hand": N_("it was removed by hand; its record stays, and feeds add takes it up again"),
    "gone": N_("its publisher says that it is there no more (410), so it is not asked; feeds resume asks again"),
    "paused": N_("it is not asked until feeds resume"),
    "html": N_("{trouble}, {times}; last read {answered}"),
    "blocked": N_("{trouble}, {times}; last read {answered}"),
    "failing": N_("{trouble}, {times}; last read {answered}"),
    "mass-id-change": N_(
        "{entries} under new identities; feeds release tells what is new in it, feeds discard nothing"
    ),
    "held": N_("{entries} at once, more than it ever publishes; feeds release tells them, feeds discard does not"),
    "overrun": N_(
        "all it shows ({entries}) was replaced between two polls: some may have been missed. For a week it is asked "
        "more often, unless every or its publisher says otherwise"
    ),
    "empty": N_("it has never had an entry: an empty feed, or a wrong address"),
    "silent": N_("it is read and publishes nothing; by its rhythm that says something after {usual}"),
    "slow": N_("its publisher asks for {every} between two requests"),
    "new": N_("it has not been read yet"),
    "ok": N_("it is read; last news {news}"),
}
IN_HOURS = 48


def state_word(state: str, w: Words) -> str:
    """Say in a word or two how a feed is."""
    return w.say(STATES[state])


def sentence(health: Health, w: Words, zone: tzinfo = UTC) -> str:
    """Say why a feed is said to be so, with the values it is told from; what others said stays as they said it."""
    said = w.say(SENTENCES[kind_of(health)], **spoken(health.values, zone, w))
    because = health.values.get("because")
    return w.say("{what}; the reason given: {why}", what=said, why=plain(str(because))) if because else said


def kind_of(health: Health) -> str:
    """Name the sentence of a feed's health."""
    values = health.values
    if health.state == "slow" and values.get("error"):
        return "failing"
    if values.get("is_empty") and health.state in ("new", "silent"):
        return "empty"
    return "removed-by-hand" if health.state == "removed" and health.since else health.state


def spoken(values: Mapping[str, object], zone: tzinfo, w: Words) -> dict[str, str]:
    """Write the values of a sentence."""
    error, detail = values.get("error"), detail_words(str(values.get("detail") or ""), w)
    name = f"{reason(str(error), w)} ({error}{f': {detail}' if detail else ''})"
    return {
        "trouble": name if error else "",
        "times": times(values.get("failures"), w),
        "answered": moment(values.get("answered_at"), zone, w),
        "news": moment(values.get("news_at"), zone, w),
        "entries": entries(values.get("held") or values.get("window"), w),
        "usual": span(values.get("usual"), w),
        "every": span(values.get("every"), w),
    }


def times(failures: object, w: Words) -> str:
    """Say how often in a row."""
    n = failures if isinstance(failures, int) else 0
    return w.count("{n} time in a row", "{n} times in a row", n)


def entries(count: object, w: Words) -> str:
    """Say how many entries."""
    n = count if isinstance(count, int) else 0
    return w.count("{n} entry", "{n} entries", n)


def span(value: object, w: Words) -> str:
    """Say a time in days, or in hours below two days."""
    if not isinstance(value, timedelta):
        return ""
    hours = max(1, round(value / timedelta(hours=1)))
    if hours < IN_HOURS:
        return w.count("{n} hour", "{n} hours", hours)
    return w.count("{n} day", "{n} days", hours // 24)


def moment(at: object, zone: tzinfo, w: Words) -> str:
    """Write a moment to the minute, in a zone; UTC is said."""
    if not isinstance(at, datetime):
        return w.say("never")
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}{'Z' if zone is UTC else ''}"
