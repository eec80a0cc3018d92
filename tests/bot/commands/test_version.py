"""What the program itself is asked, before any command."""

import importlib.metadata

from bot.commands import app
from bot.commands.errors import explained


def test_the_version_is_that_of_the_package(capsys) -> None:
    assert explained(lambda: app(["--version"], standalone_mode=False)) == 0
    assert capsys.readouterr().out == f"greffier {importlib.metadata.version('greffier')}\n"
