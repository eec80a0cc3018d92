"""Why something waits for a maintainer."""

from bot.say.words import N_, Words

KINDS = {
    "confidence": N_("not sure enough"),
    "link": N_("a proposed link"),
    "held": N_("a burst is held"),
    "identifying": N_("may name someone"),
    "reread": N_("read otherwise now"),
    "unread": N_("could not be read"),
}


def kind_line(kind: str, line: str, w: Words) -> str:
    """Name what waits; its kind as --kind takes it stands behind."""
    return w.say("{name} [{kind}]: {line}", name=w.say(KINDS[kind]), kind=kind, line=line)
