"""What keeps a command from its work, in the reader's language."""

import errno

from bot.say.words import N_, Words
from feeds.errors import PlainError

SYSTEM = {
    errno.ENOENT: N_("No such file or directory"),
    errno.EACCES: N_("Permission denied"),
    errno.EISDIR: N_("Is a directory"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.ENOSPC: N_("No space left on device"),
    errno.EROFS: N_("Read-only file system"),
}

OF_THE_STORE = (  # what storage says by itself
    N_("{path}: a database, and no store of Greffier"),
    N_("{path}: of a newer version (schema {schema}); update Greffier"),
    N_("{path}: damaged ({why})"),
    N_("{path}: no SQLite database, or a damaged one"),
)


def error_words(error: PlainError, w: Words) -> str:
    """Say an expected error; one without values that no catalogue has stays as it is."""
    if not error.values:
        return w.as_is(error.message)
    return w.say(error.message, **{name: _value(value, w) for name, value in error.values.items()})


def system_words(error: OSError, w: Words) -> str:
    """Say why the system refused something; in its own words where we have none."""
    known = SYSTEM.get(error.errno or 0)
    return w.say(known) if known else str(error.strerror or error)


def _value(value: object, w: Words) -> object:
    if isinstance(value, PlainError):
        return error_words(value, w)
    return system_words(value, w) if isinstance(value, OSError) else value
