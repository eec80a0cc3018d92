"""Errors that a person reads as one line: expected ones, each with the exit code of a command that meets it."""


class PlainError(Exception):
    """Something that keeps a command from its work; the message is one line.

    It is a sentence in English in which ``{name}`` stands for a value, so that it can be said in another language where
    a person reads it; a value may be such an error itself. A message without values stands as it is.
    """

    exit_code = 1

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message.format(**values) if values else message)
        self.message, self.values = message, values


class UsageError(PlainError):
    """Wrong usage, settings or catalogue."""

    exit_code = 2
