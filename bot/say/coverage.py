"""What a digest owns up to: the sources it could not read, the bodies nobody can poll."""

import re
from collections.abc import Sequence
from datetime import date, tzinfo

from bot.say.typography import number, short_day
from bot.say.withhold import NAME_CAP, cap, plain
from bot.say.words import N_, Words
from storage.model import Coverage, UnreadSource

NAMED = 5  # bodies by name in a list; the others are a number

REASONS = {
    "no-feed": N_("no feed"),
    "robots": N_("closed to robots"),
    "blocked": N_("closed to robots"),
    "blocked-address": N_("not a public address"),
    "refused": N_("access refused"),
    "gone": N_("withdrawn"),
    "http-404": N_("not found"),
    "too-many-requests": N_("asks us to wait"),
    "timeout": N_("no answer in time"),
    "dns": N_("host not found"),
    "connect": N_("no connection"),
    "tls": N_("certificate not accepted"),
    "silent": N_("silent"),
    "html": N_("a web page in place of the feed"),
    "empty": N_("empty"),
    "empty-list": N_("a list without items"),
    "truncated": N_("cut short"),
    "not-a-feed": N_("no feed at its address"),
    "too-large": N_("too large"),
    "redirects": N_("too many redirects"),
    "paused": N_("paused"),
}

DETAILS = (  # what we found ourselves; a machine's own words stay as they are
    N_("a web page"),
    N_("a page that asks for a browser"),
    N_("a redirect to what is no address"),
    N_("nothing but white space"),
    N_("no bytes at all"),
    N_("XML, but no RSS and no Atom"),
    N_("JSON, but no JSON Feed"),
)
TOO_MANY = re.compile(r"more than (\d+) redirects")


def coverage_line(coverage: Coverage, today: date, zone: tzinfo, w: Words) -> str:
    """Say what was read and what was not, since when and why; the order of the bodies is the caller's."""
    said = [_answered(coverage, w)]
    if coverage.unread:
        said.append(w.say("Not read: {names}.", names=_listed(coverage.unread, today, zone, w)))
    if coverage.silent:
        said.append(w.say("Silent for unusually long: {names}.", names=_since(coverage.silent, today, zone, w)))
    if coverage.absent:
        said.append(w.say("Out of reach: {names}.", names=_listed(coverage.absent, today, zone, w)))
    return " ".join(said)


def reason(error: str, w: Words) -> str:
    """Say a short error name in words; one that no table knows is a fault of its server or of the way there."""
    msgid = REASONS.get(error)
    return w.say("out of order") if msgid is None else w.say(msgid)


def detail_words(detail: str, w: Words) -> str:
    """Say what is known beside a short error name: our own words in the reader's language."""
    if found := TOO_MANY.fullmatch(detail):
        return w.count("more than {n} redirect", "more than {n} redirects", int(found[1]))
    return w.as_is(detail) if detail in DETAILS else detail


def _answered(coverage: Coverage, w: Words) -> str:
    if coverage.feeds == 0:
        return w.say("No source is followed yet.")
    if coverage.answering == 0:
        return w.say("No feed could be read, so this silence says nothing.")
    if coverage.answering >= coverage.feeds:
        return w.count(
            "The one feed followed was read.",
            "All {feeds} feeds followed were read.",
            coverage.feeds,
            feeds=number(coverage.feeds, w),
        )
    return w.say(
        "{answering} of the {feeds} feeds followed were read.",
        answering=number(coverage.answering, w),
        feeds=number(coverage.feeds, w),
    )


def _listed(sources: Sequence[UnreadSource], today: date, zone: tzinfo, w: Words) -> str:
    """Name bodies, those with the same reason together."""
    return _grouped([(source, _why(source, today, zone, w)) for source in sources], w)


def _since(sources: Sequence[UnreadSource], today: date, zone: tzinfo, w: Words) -> str:
    """Name bodies that are silent, each with the day since when."""
    days = [source.since.astimezone(zone).date() if source.since else today for source in sources]
    said = [w.say("since {day}", day=short_day(day, today, w)) for day in days]
    return _grouped(list(zip(sources, said, strict=True)), w)


def _grouped(sources: Sequence[tuple[UnreadSource, str]], w: Words) -> str:
    """Name bodies, those of which the same is said together; past `NAMED` of them, a number stands for the others."""
    by_reason: dict[str, list[str]] = {}
    for source, said in sources[:NAMED]:
        name = cap(plain(source.name.get(w.language) or source.name["en"]), NAME_CAP)
        by_reason.setdefault(said, []).append(name)
    others = len(sources) - NAMED
    tail = [w.count("{n} other", "{n} others", others)] if others > 0 else []
    return "; ".join((*(f"{', '.join(names)} ({said})" for said, names in by_reason.items()), *tail))


def _why(source: UnreadSource, today: date, zone: tzinfo, w: Words) -> str:
    why = reason(source.error, w)
    if source.since is None:
        return why
    return w.say("{reason} since {day}", reason=why, day=short_day(source.since.astimezone(zone).date(), today, w))
