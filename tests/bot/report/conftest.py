"""A command line over a store of its own, and a publisher that it polls."""

from tests.bot.curation.conftest import db, greffier, poll  # noqa: F401  (fixtures, used by their names)
