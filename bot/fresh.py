"""A store for commands about feeds on a machine that has none yet: it holds what the catalogue says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import Options, opened_source
from bot.house import database_for, utc_now
from bot.settings import Settings
from storage.database import Database, sqlite_path
from storage.feeds import sync_catalog
from storage.history import list_publishers


@contextmanager
def stocked_store(settings: Settings, *, is_kept: bool) -> Iterator[Database]:
    """Open the store, brought up to date; where there is none, a new one, or one of the moment that is not kept.

    One that knows no body yet is given the catalogue's, as every start gives them; raise `CatalogError`.
    """
    with TemporaryDirectory(prefix="greffier-") as folder:
        missing = missing_store(settings)
        db = Database(f"sqlite:///{Path(folder) / 'greffier.db'}" if missing and not is_kept else url_of(settings))
        try:
            db.upgrade()
            if not db.read(list_publishers):
                with opened_source(WITHOUT_RUN, settings) as (source, _):
                    db.write(sync_catalog, source.catalog, utc_now())
            yield db
        finally:
            db.close()


def missing_store(settings: Settings) -> Path | None:
    """Give the file of the store, where it is not there yet; None where it is, or where a server keeps it."""
    path = sqlite_path(url_of(settings))
    return None if path is None or path.exists() else path


def url_of(settings: Settings) -> str:
    """Give the store's address for a command without an option of its own."""
    return database_for(settings, is_demo=settings.catalog == "demo")


WITHOUT_RUN = Options(is_once=True, is_demo=False, folder=None, roles=(), lang="fr")  # the catalogue of the settings
