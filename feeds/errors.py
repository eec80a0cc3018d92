"""Errors that a person reads as one line: expected ones, each with the exit code of a command that meets it."""


class PlainError(Exception):
    """Something that keeps a command from its work; the message is one line."""

    exit_code = 1


class UsageError(PlainError):
    """Wrong usage, settings or catalogue."""

    exit_code = 2
