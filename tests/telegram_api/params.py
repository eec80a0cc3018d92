"""The parameters of one call, read as the Bot API reads them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_api.refusal import bad_request


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """Named values, all text; structured ones are JSON text, whatever the body's encoding was."""

    values: Mapping[str, str]
    files: Mapping[str, File] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text; empty where it was not given, which the Bot API does not tell apart."""
        return self.values.get(name, "")

    def number(self, name: str, default: int = 0) -> int:
        """A whole number; the default for anything else."""
        value = self.text(name).strip()
        return int(value) if value.removeprefix("-").isdecimal() else default

    def truth(self, name: str) -> bool:
        """A truth, as the Bot API writes it: ``true``, ``yes`` or ``1``."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def json(self, name: str, kind: type, what: str) -> Any:
        """A structured value of a JSON kind (dict, list); None where it was not given."""
        if not self.text(name):
            return None
        try:
            value = json.loads(self.text(name))
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None
        if not isinstance(value, kind):
            raise bad_request(f"object expected as {what}" if kind is dict else f"expected an Array of {what}")
        return value
