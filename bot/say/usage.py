"""What is wrong with a command line as it was typed: the parser's English sentences, in ours."""

import re
from collections.abc import Mapping

from bot.say.words import N_, Words

SENTENCES = (
    (
        re.compile(r"No such option: (?P<name>\S+)(?: .*?: (?P<near>.+)\))"),
        N_("{name}: no such option; near it: {near}"),
    ),
    (re.compile(r"No such option: (?P<name>\S+)"), N_("{name}: no such option")),
    (re.compile(r"No such command '(?P<name>.*)'\."), N_("{name}: no such command")),
    (re.compile(r"Missing (?:argument|option|parameter) '(?P<name>.*?)'\..*"), N_("{name} is missing")),
    (re.compile(r"Option '(?P<name>.*)' requires an argument\."), N_("{name}: a value is missing")),
    (re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)"), N_("{name}: one word too many")),
    (re.compile(r"Invalid value for '(?P<name>.*?)': (?P<why>.*)"), N_("{name}: not accepted ({why})")),
)

WHYS = (
    (re.compile(r"Input should be a valid integer.*"), N_("a whole number")),
    (re.compile(r"Input should be greater than or equal to (?P<least>\S+)"), N_("{least} or more")),
)


def usage_words(message: str, command: str, w: Words) -> str:
    """Say in one line what is wrong, and where the help is; a sentence that no table knows stays as it is."""
    plain = " ".join(message.split())
    found = ((pattern.fullmatch(plain), msgid) for pattern, msgid in SENTENCES)
    said = next((w.say(msgid, **spoken(match.groupdict(), w)) for match, msgid in found if match), plain)
    return w.say("{what} (see: {command} --help)", what=said, command=command)


def spoken(values: Mapping[str, str], w: Words) -> dict[str, str]:
    """Put into our words why a value is refused, where we have any."""
    found = ((pattern.fullmatch(values.get("why", "")), msgid) for pattern, msgid in WHYS)
    why = next(({"why": w.say(msgid, **match.groupdict())} for match, msgid in found if match), {})
    return {**values, **why}
