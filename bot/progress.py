"""What long work shows meanwhile, on standard error and only to a person."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.poll_report import PollReport


@contextmanager
def status_line() -> Iterator[Callable[[str], None]]:
    """Keep one line up to date while work runs, and wipe it after; not where standard error is no terminal."""
    is_seen = sys.stderr.isatty()

    def show(line: str) -> None:
        if is_seen:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        show("")


@contextmanager
def show_progress() -> Iterator[Callable[[PollReport, int], None]]:
    """Keep one line of "so many of so many feeds" up to date while a poll runs."""
    with status_line() as show:
        yield lambda report, due: show(f"{report.answered + report.failed}/{due} · +{report.entries_new}")
