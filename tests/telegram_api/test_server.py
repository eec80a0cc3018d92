"""The server as any HTTP client sees it, and as a process of its own."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.telegram_api.server import TelegramApi

SERVER = Path(__file__).parent / "server.py"


@pytest.mark.parametrize(
    "request_of",
    [
        lambda text: {"method": "GET", "params": {"chat_id": "7", "text": text}},
        lambda text: {"method": "POST", "data": {"chat_id": "7", "text": text}},
        lambda text: {"method": "POST", "json": {"chat_id": 7, "text": text}},
        lambda text: {"method": "POST", "data": {"chat_id": "7", "text": text}, "files": {"x": b"y"}},
        lambda text: {"method": "POST", "params": {"chat_id": "7"}, "data": {"text": text}},
    ],
    ids=["query", "form", "json", "multipart", "both"],
)
def test_parameters_come_in_any_encoding(api: TelegramApi, request_of: Any) -> None:
    chat = api.private(7)

    answer = httpx.request(url=f"{api.bot_url}{api.token}/SENDmessage", **request_of("é & 😀\nb"))

    assert answer.json()["ok"] is True
    assert [message.text for message in chat.sent] == ["é & 😀\nb"]


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        ("/botwrong/getMe", 404, "Not Found"),
        ("/", 404, "Not Found"),
    ],
)
def test_a_wrong_address_is_answered_as_telegram_does(
    api: TelegramApi, path: str, status: int, description: str
) -> None:
    answer = httpx.get(api.url + path)

    assert answer.status_code == status
    assert answer.json() == {"ok": False, "error_code": status, "description": description}


def test_an_unknown_method_is_not_found(api: TelegramApi) -> None:
    answer = httpx.get(f"{api.bot_url}{api.token}/frobnicate")

    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


def test_too_many_requests_carry_the_wait(api: TelegramApi) -> None:
    api.faults.next("429/7")

    answer = httpx.get(f"{api.bot_url}{api.token}/getMe")

    assert answer.status_code == 429
    assert answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }


def test_a_broken_parameter_is_refused(api: TelegramApi) -> None:
    api.private(7)
    params = {"chat_id": "7", "text": "a", "link_preview_options": "{"}

    answer = httpx.get(f"{api.bot_url}{api.token}/sendMessage", params=params)

    assert answer.json()["description"] == "Bad Request: can't parse link preview options JSON object"


def test_an_update_that_nobody_asked_for_is_not_kept(api: TelegramApi) -> None:
    assert api.receive({"chat_member": {}}) is None
    assert api.receive({"inline_query": {}}) == 1


def test_it_runs_as_a_process_and_ends_by_sigterm() -> None:
    command = [sys.executable, str(SERVER), "--token", "1:T", "--chat", "channel:-1001:@greffe_essai"]
    with subprocess.Popen(
        [*command, "--faults", "sendMessage:close-stored"], stdout=subprocess.PIPE, cwd="/"
    ) as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.post(f"{url}/bot1:T/sendMessage", data={"chat_id": "@greffe_essai", "text": "a"})
        httpx.post(f"{url}/_updates", json={"message": {"text": "b"}})
        state = httpx.get(f"{url}/_state").json()
        process.send_signal(signal.SIGTERM)

    assert process.returncode == 0
    assert [message["message"]["text"] for message in state["messages"]] == ["a"]
    assert state["updates"] == [{"update_id": 1, "message": {"text": "b"}}]
    assert [call["status"] for call in state["calls"]] == [None]
