"""What `greffier doctor` says: a line for each check, its mark first, then what is so, then what to do about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.say.typography import capital, number, quoted
from bot.say.words import N_, Words, words


class Mark(StrEnum):
    """What stands first in a line."""

    FINE = "ok"
    WRONG = "!!"
    NOT_ASKED = "--"


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that a check may find, and what to do about it."""

    check: str
    mark: Mark
    said: str
    advice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found: a name of the table below, and its values."""

    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    is_unreached: bool = False  # Telegram could not be asked

    @property
    def mark(self) -> Mark:
        """What stands first in its line."""
        return KNOWN[self.name].mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One thing that was tried in a chat: what the edit probe counts on, and what was seen.

    Only the ``required`` ones bear on the probe.
    """

    step: str
    expected: str
    seen: str
    is_so: bool
    is_required: bool = True
    is_unreached: bool = False

    @property
    def mark(self) -> Mark:
        """What stands first in its line."""
        return Mark.FINE if self.is_so else Mark.WRONG


FINE, WRONG, NOT_ASKED = Mark.FINE, Mark.WRONG, Mark.NOT_ASKED
KNOWN: Mapping[str, Known] = {
    "settings": Known(
        "settings",
        FINE,
        N_("settings: channels {channels}, language {language}, digests {hours} ({zone}), contact {contact}"),
    ),
    "database": Known("database", FINE, N_("database: {where}, its schema is this version's, and it can be written")),
    "database-missing": Known(
        "database",
        WRONG,
        N_("database: {where} does not exist yet"),
        N_("start once: greffier run, or greffier db upgrade"),
    ),
    "database-old": Known(
        "database",
        WRONG,
        N_("database: {where} is of an older version"),
        N_("run greffier db upgrade; every start does it"),
    ),
    "database-failed": Known(
        "database", WRONG, N_("database: {where}: {reason}"), N_("see to its disk, its rights and who else uses it")
    ),
    "feeds": Known("feeds", FINE, N_("feeds: {followed} followed, none in trouble")),
    "feeds-unwell": Known(
        "feeds",
        WRONG,
        N_("feeds: {ill} of {followed} in trouble or waiting for a decision: {feeds}"),
        N_("see why: greffier feeds health"),
    ),
    "token": Known("token", FINE, N_("token: it is that of {name}")),
    "token-none": Known(
        "token", NOT_ASKED, N_("token: none, so digests go to the terminal"), N_("GREFFIER_TELEGRAM_TOKEN takes one")
    ),
    "token-refused": Known(
        "token",
        WRONG,
        N_("token: it is not accepted ({reason})"),
        N_("ask @BotFather for the token and put it in GREFFIER_TELEGRAM_TOKEN; look at GREFFIER_TELEGRAM_API too"),
    ),
    "token-unreached": Known(
        "token",
        WRONG,
        N_("token: {api} could not be asked ({reason})"),
        N_("look at the network and at GREFFIER_TELEGRAM_API, and try again"),
    ),
    "channel-none": Known(
        "channel",
        NOT_ASKED,
        N_("channel: none is set"),
        N_("GREFFIER_CHANNEL takes one; then GREFFIER_CONTACT is needed"),
    ),
    "channel-not-asked": Known("channel", NOT_ASKED, N_("channel {chat}: not asked")),
    "channel": Known("channel", FINE, N_("channel {chat}: the bot may post there ({status})")),
    "channel-closed": Known(
        "channel",
        WRONG,
        N_("channel {chat}: the bot may not post there ({status})"),
        N_("make it an administrator of {chat} with the right to post messages"),
    ),
    "channel-refused": Known(
        "channel",
        WRONG,
        N_("channel {chat}: Telegram says {reason}"),
        N_("look at the name in GREFFIER_CHANNEL, and add the bot to it as an administrator"),
    ),
    "channel-unreached": Known(
        "channel", WRONG, N_("channel {chat}: no answer ({reason})"), N_("try again in a few minutes")
    ),
    "probe": Known("probe", FINE, N_("edit probe in {chat}: confirmed by a field check on {day}")),
    "probe-on": Known(
        "probe",
        FINE,
        N_("edit probe in {chat}: on, without a field check"),
        N_("once, confirm what it counts on: greffier doctor --field {chat}"),
    ),
    "probe-unconfirmed": Known(
        "probe",
        NOT_ASKED,
        N_("edit probe in {chat}: not used; a message of unknown outcome goes out again, marked as a repeat"),
        N_("once, where a short silent test is no bother: greffier doctor --field {chat}"),
    ),
    "probe-off": Known("probe", NOT_ASKED, N_("edit probe in {chat}: off by GREFFIER_PROBE")),
    "probe-dangerous": Known(
        "probe",
        WRONG,
        N_("edit probe in {chat}: not used; the bot may edit what others posted, and could overwrite somebody's post"),
        N_("take the right to edit messages of others away from the bot in {chat}; its own it can always edit"),
    ),
    "probe-stale": Known(
        "probe",
        WRONG,
        N_("edit probe in {chat}: not used; the bot's rights are not those that the field check of {day} saw"),
        N_("give back the rights of then, or once more: greffier doctor --field {chat}"),
    ),
    "maintainer-none": Known(
        "maintainers", NOT_ASKED, N_("maintainers: none"), N_("GREFFIER_MAINTAINERS takes Telegram user ids")
    ),
    "maintainer-not-asked": Known("maintainers", NOT_ASKED, N_("maintainer {chat}: not asked")),
    "maintainer": Known("maintainers", FINE, N_("maintainer {chat}: has a chat with the bot")),
    "maintainer-refused": Known(
        "maintainers",
        WRONG,
        N_("maintainer {chat}: Telegram says {reason}"),
        N_("let that person open the bot in Telegram and press Start; look at GREFFIER_MAINTAINERS"),
    ),
    "maintainer-unreached": Known(
        "maintainers", WRONG, N_("maintainer {chat}: no answer ({reason})"), N_("try again in a few minutes")
    ),
    "clock": Known("clock", FINE, N_("clock: {seconds} s from that of {api}")),
    "clock-apart": Known(
        "clock",
        WRONG,
        N_("clock: {seconds} s from that of {api}"),
        N_("set this machine's clock, by NTP for instance: digests go by it"),
    ),
    "clock-behind": Known(
        "clock",
        WRONG,
        N_("clock: it says {now}, and the record has something of {newest} already"),
        N_("set this machine's clock, by NTP for instance, before anything is sent"),
    ),
    "clock-not-told": Known("clock", NOT_ASKED, N_("clock: {api} does not say what time it is")),
    "clock-not-asked": Known("clock", NOT_ASKED, N_("clock: compared with the record only")),
    "clock-unreached": Known(
        "clock", WRONG, N_("clock: {api} could not be asked ({reason})"), N_("look at the network, and try again")
    ),
    "disk": Known("disk", FINE, N_("disk: {free} MB free in {where}")),
    "disk-full": Known(
        "disk",
        WRONG,
        N_("disk: only {free} MB free in {where}"),
        N_("make room: 500 MB at the least, or nothing new is kept"),
    ),
    "disk-elsewhere": Known("disk", NOT_ASKED, N_("disk: the database is on a server, which is not looked at")),
    "disk-failed": Known("disk", WRONG, N_("disk: {where}: {reason}"), N_("look at the path in GREFFIER_DATABASE_URL")),
    "field-confirmed": Known(
        "field",
        FINE,
        N_(
            "field check of {chat}: everything is as the edit probe counts on; from now on it may settle messages there"
        ),
    ),
    "field-refuted": Known(
        "field",
        WRONG,
        N_("field check of {chat}: not as the edit probe counts on ({step}); it settles no message there"),
        N_("try again when nobody writes there; until then what may have arrived goes out again, marked as a repeat"),
    ),
}
STEPS: Mapping[str, str] = {
    "rights": N_("no right to edit the messages of others"),
    "post": N_("post a test message"),
    "same": N_("edit it into the same text"),
    "other": N_("edit it into another text"),
    "next": N_("post a second one"),
    "behind": N_("edit behind the newest message"),
    "foreign": N_("edit a message of somebody else"),
    "delete": N_("take the test messages away"),
}
NUMBERS = re.compile(r"(> )?\d+(, \d+)*")
SEEN: Mapping[str, str] = {
    "done": N_("done"),
    "no such right": N_("no such right"),
    "may post": N_("may post"),
    "may not post": N_("may not post"),
    "the right to edit others' messages": N_("the right to edit others' messages"),
    "a number": N_("a number"),
}


def finding_line(finding: Finding, language: str) -> str:
    """Write a finding as one line."""
    known, w = KNOWN[finding.name], words(language)
    values = shown(finding.values, w)
    said = [w.say(known.said, **values)] + ([w.say(known.advice, **values)] if known.advice else [])
    return f"{known.mark} {'. '.join(map(capital, said))}".rstrip()


def finding_json(finding: Finding, language: str) -> dict[str, Any]:
    """Write a finding for a program: the same words, and the name and values they are made of."""
    known, w = KNOWN[finding.name], words(language)
    values = shown(finding.values, w)
    return {
        "mark": str(known.mark),
        "check": known.check,
        "found": finding.name,
        "values": dict(finding.values),
        "said": w.say(known.said, **values),
        "advice": w.say(known.advice, **values) if known.advice else None,
    }


def shown(values: Mapping[str, Any], w: Words) -> dict[str, str]:
    """Write values as the language does: numbers with its spaces, what is missing as "none"."""
    return {key: value_text(value, w) for key, value in values.items()}


def value_text(value: str | int | list[str] | None, w: Words) -> str:
    """Write one value."""
    if isinstance(value, int):
        return number(value, w)
    return ", ".join([value] if isinstance(value, str) else value or [w.say("none")])


def observation_line(observation: Observation, language: str) -> str:
    """Write what was tried in a chat as one line."""
    w = words(language)
    said = w.say(
        "{step}: expected {expected}, seen {seen}",
        step=capital(w.say(STEPS[observation.step])),
        expected=seen_text(observation.expected, w),
        seen=seen_text(observation.seen.partition(":")[0] if observation.is_so else observation.seen, w),
    )
    return f"{observation.mark} {said}"


def observation_json(observation: Observation) -> dict[str, Any]:
    """Write what was tried in a chat for a program, and for the record."""
    return {
        "mark": str(observation.mark),
        "check": "field",
        "step": observation.step,
        "expected": observation.expected,
        "seen": observation.seen,
        "required": observation.is_required,
    }


def seen_text(seen: str, w: Words) -> str:
    """Write what was seen: numbers, our words, or Telegram's between quotation marks."""
    if seen in SEEN:
        return w.say(SEEN[seen])
    return seen if NUMBERS.fullmatch(seen) else quoted(seen, w)


def step_name(step: str, language: str) -> str:
    """Name a step in a sentence."""
    return words(language).say(STEPS[step])


def test_text(part: int) -> str:
    """Write a test message, which says in both languages what it is; part 1, 2, or 3 for what the first becomes."""
    return "\n".join(
        words(lang).say(
            "Test by Greffier ({part} of 3): it will be deleted in a minute. Nothing to read here.", part=part
        )
        for lang in ("fr", "en")
    )
