"""HTTP/1.1 as far as a Bot API client speaks it: requests with any of the four encodings of parameters."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.utils import formatdate
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.telegram_api.params import File, Params
from tests.telegram_api.refusal import bad_request

MAX_BODY = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; header names in lower case."""

    verb: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    def params(self) -> Params:
        """Read the query and the body, whatever its encoding; raise 400 for JSON that is none."""
        values = dict(parse_qsl(self.query, keep_blank_values=True))
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        match kind:
            case "application/x-www-form-urlencoded":
                values |= dict(parse_qsl(self.body.decode(), keep_blank_values=True))
            case "application/json":
                values |= self._json()
            case "multipart/form-data":
                fields, files = self._multipart()
                return Params(values | fields, files)
        return Params(values)

    def _json(self) -> dict[str, str]:
        try:
            fields = json.loads(self.body or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(fields, dict):
            raise bad_request("object expected")
        given = {name: value for name, value in fields.items() if value is not None}
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}

    def _multipart(self) -> tuple[dict[str, str], dict[str, File]]:
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        fields: dict[str, str] = {}
        files: dict[str, File] = {}
        for part in message_from_bytes(head + self.body).walk():
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            if not isinstance(name, str) or not isinstance(content, bytes):
                continue
            if (filename := part.get_filename()) is not None:
                files[name] = File(filename, part.get_content_type(), content)
            else:
                fields[name] = content.decode()
        return fields, files


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """Read the next request of a connection; None: the client has gone."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines) if name}
        body = await _read_body(reader, headers)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    verb, target, _ = first.split(" ", 2)
    parts = urlsplit(target)
    return Request(verb, unquote(parts.path), parts.query, headers, body)


async def _read_body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if "chunked" not in headers.get("transfer-encoding", ""):
        return await reader.readexactly(min(int(headers.get("content-length", 0)), MAX_BODY))
    body = b""
    while size := int((await reader.readline()).partition(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body


def dated(answer: bytes, seconds: float) -> bytes:
    """Say in an answer when it was given: seconds since 1970."""
    head, rest = answer.split(b"\r\n", 1)
    return head + f"\r\nDate: {formatdate(seconds, usegmt=True)}\r\n".encode() + rest


def response(status: int, body: bytes, content_type: str = "application/json") -> bytes:
    """Write an answer whole."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    head = f"HTTP/1.1 {status} {phrase}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body
