"""One event, one line, on standard error; never a token, never a body, never a person's name."""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

TOKEN = re.compile(r"\d{3,}:[\w-]{20,}")
CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")
QUIET = ("httpx", "httpcore", "telegram", "uvicorn", "alembic")


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
        redacted,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(redact_record)
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


def redacted(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Take tokens and credentials out of every value of an event."""
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}


def redact_record(record: logging.LogRecord) -> bool:
    """Take tokens and credentials out of a library's line."""
    if isinstance(record.msg, str):
        record.msg, record.args = redact(record.getMessage()), ()
    return True


def redact(text: str) -> str:
    """Take tokens and credentials out of a text."""
    return CREDENTIALS.sub("***@", TOKEN.sub("***", text))
