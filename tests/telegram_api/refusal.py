"""What the Bot API answers when it says no: a status, a description, sometimes parameters.

The descriptions are those of tdlib/telegram-bot-api (``Client.cpp``: ``fail_query_with_error``, ``check_chat_access``).
"""

from typing import Any


class Refusal(Exception):  # noqa: N818  an answer that the far end is right to give
    """An answer with ``ok: false``."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """Shape it as the Bot API does."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str, **parameters: int) -> Refusal:
    """Refuse the request as it is (400)."""
    return Refusal(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Refusal:
    """Refuse the bot (403)."""
    return Refusal(403, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> Refusal:
    """Refuse for now (429); ``seconds`` also stands in the parameters."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
