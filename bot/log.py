"""One event, one line, on standard error; never a token, never a body, never a person's name.

What a line holds is redacted where it is written, the last thing before the stream, so that it does not matter who
logs it, at which level, or whether it stands in a message, in its arguments or in a traceback.
"""

import logging
import sys
from contextlib import suppress

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.secrecy import redact

QUIET = ("httpx", "httpcore", "telegram", "apscheduler", "uvicorn", "alembic")


class Redacting(structlog.stdlib.ProcessorFormatter):
    """Writes lines without tokens and credentials."""

    def format(self, record: logging.LogRecord) -> str:
        """Take them out of the whole line, tracebacks included."""
        return redact(super().format(record))


class Handler(logging.StreamHandler):  # type: ignore[type-arg]  # generic in the stubs only
    """Writes to standard error, and nowhere the arguments of a line that it could not write."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (logging's name)
        """Say that a line is missing; what Python prints of it is not redacted."""
        with suppress(OSError, ValueError):  # nobody reads it any more
            self.stream.write(f"a line of {record.name} could not be logged\n")


def set_up_logging(style: str) -> None:
    """Send our lines and the libraries' warnings to standard error, as ``console`` or ``json``."""
    as_json = style == "json"
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
        )  # the richer one shows the values of variables: texts of feeds, and so names
    )
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info if as_json else passed_on,
    ]
    formatter = Redacting(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
    )
    handler = Handler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for library in QUIET:
        logging.getLogger(library).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL)  # what it complains of is an outcome that we log ourselves
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def passed_on(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Change nothing."""
    return event
