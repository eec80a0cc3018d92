"""A command line over a store of its own, and a publisher that it polls."""

import json

import pytest
from typer.testing import CliRunner

from bot.commands import app
from storage.database import Database
from tests.bot.announcements import publish


@pytest.fixture
def greffier(settings):
    def run(*arguments: str):
        return CliRunner().invoke(app, arguments)

    return run


@pytest.fixture
def poll(greffier, publisher):
    """Serve what is given and poll; the first time after a poll that saw nothing, so that it is news."""
    publish(publisher, [], [])
    greffier("poll")

    def serve(fundings, arrests=()):
        publish(publisher, list(fundings), list(arrests))
        return json.loads(greffier("poll", "--all", "--json").stdout)

    return serve


@pytest.fixture
def db(settings):
    opened = Database(settings.database_url)
    yield opened
    opened.close()
