"""Faults on demand: a queue for exact scripts, and a seeded die for storms.

A fault is named in one word:

=================== ===============================================================================================
``429/N``           Too Many Requests: retry after N
``500 502 503 504`` a server error with an HTML page for a body; ``502-json`` with a JSON body
``hang``            no answer, ever; the connection stays open until the client gives up
``close``           the connection is closed without an answer
``broken-json``     200 with half a JSON document; always after the call was carried out
=================== ===============================================================================================

``-stored`` at the end (``close-stored``, ``hang-stored``, ``502-stored``) means: the call was carried out first, only
its answer is lost. Without it nothing was carried out.
"""

import random
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

FORM = re.compile(r"429/(?P<wait>\d+)|(?P<kind>50[0234]|hang|close|broken-json)(?P<json>-json)?(?P<stored>-stored)?")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``kind``: ``429``, a 5xx, ``hang``, ``close`` or ``broken-json``."""

    kind: str
    is_stored: bool = False
    is_json: bool = False
    wait: int = 0

    @classmethod
    def named(cls, name: str) -> "Fault":
        """Read its name; raise ValueError for a name that is not in the table above."""
        found = FORM.fullmatch(name)
        if found is None or (found["json"] and not found["kind"].startswith("5")):
            raise ValueError(f"no such fault: {name}")
        if found["wait"]:
            return cls("429", wait=int(found["wait"]))
        is_stored = bool(found["stored"]) or found["kind"] == "broken-json"
        return cls(found["kind"], is_stored=is_stored, is_json=bool(found["json"]))


@dataclass(slots=True)
class Queued:
    """A fault that waits for its call; None fits every method or chat."""

    fault: Fault
    method: str | None
    chat: str | None
    times: int

    def fits(self, method: str, chats: Collection[str]) -> bool:
        """Whether it is meant for this call; a chat is known by its id and by its name."""
        is_method = self.method is None or self.method.lower() == method
        return is_method and (self.chat is None or self.chat.lower() in chats)


@dataclass(slots=True)
class Faults:
    """What goes wrong next. ``getUpdates`` is left alone unless it is named."""

    queue: list[Queued] = field(default_factory=list)
    rates: dict[Fault, float] = field(default_factory=dict)
    methods: frozenset[str] = frozenset()
    die: random.Random = field(default_factory=random.Random)

    def next(self, name: str, *, method: str | None = None, chat: str | int | None = None, times: int = 1) -> None:
        """Queue a fault for the next calls of a method, of a chat (id or @name), of both, or of any."""
        self.queue.append(Queued(Fault.named(name), method, None if chat is None else str(chat), times))

    def at_random(
        self, rates: Mapping[str, float], *, seed: int, methods: Collection[str] = ("sendMessage", "editMessageText")
    ) -> None:
        """Let each call of these methods fail at these rates (0..1, together at most 1), the same for one seed."""
        assert sum(rates.values()) <= 1, rates
        self.rates = {Fault.named(name): rate for name, rate in rates.items()}
        self.methods = frozenset(method.lower() for method in methods)
        self.die = random.Random(seed)

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self.queue.clear()
        self.rates.clear()

    def take(self, method: str, chats: Collection[str]) -> Fault | None:
        """Decide for one call; ``method`` and ``chats`` in lower case."""
        for queued in self.queue:
            if queued.fits(method, chats) and (queued.method is not None or method != "getupdates"):
                queued.times -= 1
                if queued.times <= 0:
                    self.queue.remove(queued)
                return queued.fault
        return self._thrown() if self.rates and method in self.methods else None

    def _thrown(self) -> Fault | None:
        point = self.die.random()
        for fault, rate in self.rates.items():
            if point < rate:
                return fault
            point -= rate
        return None

    def load(self, spec: str) -> None:
        """Read a script: ``[METHOD][@CHAT]:FAULT[*TIMES]`` by comma; ``~FAULT=RATE`` and ``seed=N`` for the die.

        ``sendMessage:close-stored*2,@-1001:429/3,~502-stored=0.05,seed=7``. Raises ValueError.
        """
        rates: dict[str, float] = {}
        seed = 0
        for part in filter(None, map(str.strip, spec.split(","))):
            if part.startswith("~"):
                name, _, rate = part[1:].partition("=")
                rates[name] = float(rate)
            elif part.startswith("seed="):
                seed = int(part.removeprefix("seed="))
            else:
                self._load_one(part)
        if rates:
            self.at_random(rates, seed=seed)

    def _load_one(self, part: str) -> None:
        target, colon, fault = part.rpartition(":")
        if not colon:
            raise ValueError(f"not METHOD:FAULT: {part}")
        method, _, chat = target.partition("@")
        name, _, times = fault.partition("*")
        public = chat if chat.lstrip("-").isdecimal() else f"@{chat}"
        self.next(name, method=method or None, chat=public if chat else None, times=int(times or 1))
