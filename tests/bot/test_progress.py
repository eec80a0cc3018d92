"""What long work shows meanwhile: one line to a person, nothing to a file."""

import sys

import pytest

from bot.progress import status_line


@pytest.mark.parametrize(("is_terminal", "seen"), [(True, "\r\x1b[K1/2\r\x1b[K2/2\r\x1b[K"), (False, "")])
def test_a_line_is_kept_up_to_date_and_wiped_on_a_terminal_only(monkeypatch, capsys, is_terminal, seen) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    with status_line() as show:
        show("1/2")
        show("2/2")
    assert capsys.readouterr().err == seen
