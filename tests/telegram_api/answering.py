"""One call from its request to its answer, or to the fault that takes the answer's place."""

import asyncio
import json
import re
import threading
from dataclasses import dataclass
from typing import Any

from tests.telegram_api.faults import Fault, Faults
from tests.telegram_api.methods import METHODS
from tests.telegram_api.params import Params
from tests.telegram_api.refusal import Refusal, too_many_requests
from tests.telegram_api.wire import Request, response
from tests.telegram_api.world import World

PATH = re.compile(r"/bot(?P<token>\d+:[\w-]+)/(?P<method>\w+)/?")
NOT_FOUND = Refusal(404, "Not Found")


@dataclass(slots=True, kw_only=True)
class Call:
    """One call that came in. ``status`` is None while, or for ever if, it has no answer."""

    method: str
    params: Params
    fault: Fault | None = None
    status: int | None = None


@dataclass(slots=True)
class Answering:
    """Finds the method, asks what is to go wrong, carries out, answers. ``bugs`` collects the stand-in's own."""

    token: str
    world: World
    faults: Faults
    calls: list[Call]
    bugs: list[Exception]
    changed: threading.Condition

    async def answer(self, request: Request, reader: asyncio.StreamReader) -> bytes | None:
        """The bytes to send back; None: close without an answer."""
        if request.path.startswith("/_"):
            return self._control(request)
        try:
            call = self._incoming(request)
        except Refusal as refusal:
            return _refused(refusal)
        self._tell(call)
        try:
            return await self._answer(call, reader)
        finally:
            self._tell()

    def _tell(self, *arrived: Call) -> None:
        with self.changed:
            self.calls.extend(arrived)
            self.changed.notify_all()

    async def _answer(self, call: Call, reader: asyncio.StreamReader) -> bytes | None:
        chats = self._names(call.params.text("chat_id"))
        call.fault = self.faults.take(call.method, chats)
        if call.fault is not None and not call.fault.is_stored:
            return await self._fail(call, call.fault, b"", reader)
        call.status, body = await self._carry_out(call)
        if call.fault is not None:
            return await self._fail(call, call.fault, body, reader)
        return response(call.status, body)

    def _incoming(self, request: Request) -> Call:
        path = PATH.fullmatch(request.path)
        if path is None or request.verb not in ("GET", "POST"):
            raise NOT_FOUND
        if path["token"] != self.token:
            raise Refusal(401, "Unauthorized")
        method = path["method"].lower()
        if method != "getupdates" and method not in METHODS:
            raise NOT_FOUND
        return Call(method=method, params=request.params())

    def _names(self, name: str) -> set[str]:
        chats = (c for c in self.world.chats.all() if name.lower() in (str(c.id), f"@{c.username}".lower()))
        return {alias for c in chats for alias in (str(c.id), f"@{c.username}".lower())} | {name.lower()}

    async def _carry_out(self, call: Call) -> tuple[int, bytes]:
        try:
            if call.method == "getupdates":
                result: Any = await self.world.updates.poll(call.params)
            else:
                result = METHODS[call.method](self.world, call.params)
        except Refusal as refusal:
            return refusal.status, json.dumps(refusal.as_json()).encode()
        except Exception as bug:  # one call: a mistake of the stand-in is shown when it closes
            self.bugs.append(bug)
            return 500, json.dumps(Refusal(500, f"Internal Server Error: {bug!r}").as_json()).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()

    async def _fail(self, call: Call, fault: Fault, body: bytes, reader: asyncio.StreamReader) -> bytes | None:
        call.status = None
        match fault.kind:
            case "429":
                call.status = 429
                return _refused(too_many_requests(fault.wait))
            case "hang":
                await reader.read()
                return None
            case "close":
                return None
            case "broken-json":
                call.status = 200
                return response(200, body[: len(body) // 2])
        call.status = int(fault.kind)
        if fault.is_json:
            return _refused(Refusal(call.status, "Internal Server Error"))
        page = f"<html><head><title>{call.status}</title></head><body><h1>{call.status}</h1></body></html>"
        return response(call.status, page.encode(), "text/html")

    def _control(self, request: Request) -> bytes:
        if request.path == "/_updates" and request.verb == "POST":
            return response(200, json.dumps(self.world.updates.add(json.loads(request.body))).encode())
        calls = [{"method": c.method, "params": dict(c.params.values), "status": c.status} for c in self.calls]
        return response(200, json.dumps(self.world.as_json() | {"calls": calls}).encode())


def _refused(refusal: Refusal) -> bytes:
    return response(refusal.status, json.dumps(refusal.as_json()).encode())
