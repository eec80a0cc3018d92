"""What long work shows meanwhile, on standard error and only to a person."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.polling import PollReport


@contextmanager
def show_progress() -> Iterator[Callable[[PollReport, int], None] | None]:
    """Keep one line of "so many of so many feeds" up to date while a poll runs."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(report: PollReport, due: int) -> None:
        done = report.answered + report.failed
        sys.stderr.write(f"\r\x1b[K{done}/{due} · +{report.entries_new}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")
