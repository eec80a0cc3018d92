"""A figure that we misread ourselves is corrected like any other, once a maintainer has looked."""

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from bot.commands import app
from storage.database import Database
from storage.tables import FactRow, StoryRow
from tests.bot.announcements import funding, publish


@pytest.fixture
def greffier(settings):
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


@pytest.fixture
def store(settings):
    opened = Database(settings.database_url)
    yield opened
    opened.close()


def misread(session) -> None:
    """Let the sum have been read as another."""
    session.execute(sa.update(FactRow).where(FactRow.kind == "amount").values(value="9500000", hundredths=950_000_000))


def only_story(session) -> str:
    return session.execute(sa.select(StoryRow.id)).scalar_one()


def test_a_sum_that_is_read_again_is_corrected_after_a_maintainer_approved_it(greffier, publisher, api, store) -> None:
    publish(publisher, [], [])
    greffier("poll")
    publish(publisher, [funding(1, "3,5 M$")], [])
    greffier("poll", "--all")
    store.write(misread)
    greffier("digest")
    assert "9,5\u00a0M$" in api.messages[0].text
    greffier("reread", "--force")
    assert "nothing new" in greffier("digest")
    greffier("approve", store.read(only_story), "--reason", "the text says 3.5")
    greffier("digest")
    assert all("3,5\u00a0M$, et non 9,5\u00a0M$" in message.text for message in api.messages)
    assert api.messages[0].is_edited
    assert api.messages[1].reply_to == api.messages[0].id
    assert "nothing new" in greffier("digest")
    assert len(api.messages) == 3
