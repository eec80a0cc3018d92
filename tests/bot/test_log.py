"""What the log never says."""

import logging

import pytest
import structlog

from bot.log import set_up_logging


@pytest.fixture
def as_before():
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("style", ["console", "json"])
def test_a_failure_is_logged_without_the_text_that_was_at_hand(style, capsys, as_before):
    set_up_logging(style)
    fail("Une personne inventée a été arrêtée")
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "inventée" not in said


def fail(title: str) -> None:
    try:
        len(title) / 0
    except ZeroDivisionError:
        structlog.get_logger().exception("poll failed")
