"""What holds for every test: it talks to this machine alone, and with STRICT=1 a skip is a failure."""

import os
import shutil
import socket
from collections.abc import Generator, Iterator
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
import typer.testing

from storage.database import Database, sqlite_path

typer.testing._get_command = cache(typer.testing._get_command)  # a command line is built once, not for every command
create_ssl_context = cache(httpx._transports.default.create_ssl_context)
httpx._transports.default.create_ssl_context = create_ssl_context  # the authorities of the world are read once
hypothesis.settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("unhurried")
STRICT = bool(os.environ.get("STRICT"))
QUICK = bool(os.environ.get("QUICK")) and not STRICT


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, by name and with the reason, what takes long, where a quick run is asked for."""
    for item in items if QUICK else ():
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="it takes long: make check runs it"))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every migration, run once: a store without a row of ours."""
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    db = Database(f"sqlite:///{path}")
    db.upgrade()
    db.close()
    return path


@pytest.fixture(autouse=True)
def new_stores_are_copies(monkeypatch: pytest.MonkeyPatch, migrated: Path) -> None:
    """Make a new store by copying the migrated one; a file that is there already is brought up to date as ever."""
    upgrade = Database.upgrade

    def copied(db: Database) -> None:
        path = sqlite_path(db.url)
        if path is not None and not path.exists():
            shutil.copyfile(migrated, path)
        upgrade(db)

    monkeypatch.setattr(Database, "upgrade", copied)


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that connects to another machine, also where the code under test swallows the refusal."""
    strangers: list[object] = []
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name), strangers))
    yield
    assert not strangers, f"connected to another machine: {strangers}"


def guarded(connect: Any, strangers: list[object]) -> Any:
    """Wrap a connect method: an address that is not of this machine is noted and refused."""

    def connect_here(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and not is_here(address[0]):
            strangers.append(address)
            raise ConnectionRefusedError(f"a test may only connect to this machine, not to {address}")
        return connect(self, address)

    return connect_here


def is_here(host: str) -> bool:
    """Tell whether a host is this machine, by its number or as localhost."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """Take a skipped test for a failed one where STRICT is set."""
    return strict((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """Take a skipped file for a failed one where STRICT is set."""
    return strict((yield))


def strict(report: Any) -> Any:
    """Turn a skip into a failure that says why it was skipped; an expected failure stays one."""
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and STRICT is set: {report.longrepr[2]}"
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are cores: some tests wait for a far end."""
    return len(os.sched_getaffinity(0)) + 1
