"""Both ends of the program, and the program between them: real processes, real HTTP, the clock on the wall."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.database import Database
from storage.deliveries import list_deliveries
from storage.lanes import OPEN
from storage.outgoing import Delivery
from tests.bot.conftest import CATALOG, TOKEN
from tests.documents import rss
from tests.publisher import Publisher
from tests.telegram_api.chats import Chat
from tests.telegram_api.server import TelegramApi

LONGEST = 180  # seconds that anything may take before it counts as never
# Jobs that come round each second and leases that lapse soon: for a run that is not to take minutes.
HURRY = (
    "from datetime import timedelta as t; import storage.lanes; storage.lanes.LEASE = t(seconds=3); "
    "import bot.service as s; s.POLL_EVERY = s.POST_EVERY = s.SEND_EVERY = t(seconds=1); "
)
MAIN = "from bot.commands import main; main()"
ROOT = str(Path(__file__).parents[2])
Entries = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Both ends, and what a process needs to stand between them."""

    folder: Path
    publisher: Publisher
    api: TelegramApi
    is_hurried: bool
    chats: tuple[Chat, ...]  # two channels and a person

    @property
    def variables(self) -> dict[str, str]:
        channels = ",".join(f"@{chat.username}" for chat in self.chats if chat.type == "channel")
        values = {
            "DATABASE_URL": f"sqlite:///{self.folder / 'greffier.db'}",
            "CATALOG": str(self.folder / "catalog.toml"),
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": self.api.url,
            "CHANNEL": channels,
            "FOLLOW": "all",
            "DIGEST_AT": "at once",
            "CONTACT": "greffe@example.org",
            "ALLOW_PRIVATE": "127.0.0.0/8",
            "SETTLE_AFTER": "1s",
            "PROBE": "on",
            "WEB": "off",
            "LOG": "json",
        }
        return {f"GREFFIER_{name}": value for name, value in values.items()}

    @property
    def db(self) -> Database:
        return Database(self.variables["GREFFIER_DATABASE_URL"])

    def publish(self, fundings: Entries, arrests: Entries = ()) -> None:
        for path, entries in (("/gov.xml", fundings), ("/police.xml", arrests)):
            document = rss(entries, lang="fr")
            self.publisher.serve(path, document, etag=f'"{hash(document)}"')

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-c", (HURRY if self.is_hurried else "") + MAIN, *arguments]

    @property
    def environment(self) -> dict[str, str]:
        return self.variables | {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": ROOT,
            "PYTHONUTF8": "1",
            "LANG": "fr_CA.UTF-8",
        }

    def greffier(self, *arguments: str) -> str:
        """Run one command and give what it said."""
        return self.run(*arguments).stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )

    @contextmanager
    def service(self, *arguments: str) -> Iterator["Service"]:
        """Start a service; whatever happens, it does not outlive us."""
        process = subprocess.Popen(
            self.command("run", *arguments),
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        running = Service(process)
        try:
            yield running
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            try:
                process.wait(20)
            finally:
                process.kill()
                process.wait()
                running.reader.join()


class Service:
    """A service that runs, and what it logs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.log: list[dict[str, Any]] = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            self.log.extend(json.loads(line) for line in lines if line.startswith("{"))

    def events(self, name: str) -> list[dict[str, Any]]:
        return [event for event in list(self.log) if event.get("event") == name]


@contextmanager
def stage(*, is_hurried: bool) -> Iterator[Stage]:
    """Open both ends."""
    with tempfile.TemporaryDirectory() as folder, Publisher() as publisher, TelegramApi(TOKEN) as api:
        chats = (api.channel("@greffe_un"), api.channel("@greffe_deux"), api.private())
        made = Stage(folder=Path(folder), publisher=publisher, api=api, is_hurried=is_hurried, chats=chats)
        text = CATALOG.format(gov=publisher.url("/gov.xml"), police=publisher.url("/police.xml"))
        every = "1s" if is_hurried else "15s"
        (made.folder / "catalog.toml").write_text(
            text.replace('  lang = "fr"\n', f'  lang = "fr"\n  every = "{every}"\n')
        )
        yield made


def open_deliveries(db: Database) -> list[Delivery]:
    return db.read(list_deliveries, OPEN)
