"""Which addresses Telegram makes a link of, and how it writes them.

A link it does not accept loses its entity without an error: the text stays, the address is gone. After tdlib's
``LinkManager::check_link``.
"""

import re
from urllib.parse import parse_qs, urlsplit

SCHEMES = {"http", "https", "ftp", "tg", "ton", "tonsite"}
HOST = re.compile(r"(?:[^\s/?#@:\[\]]+\.[^\s/?#@:\[\]]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?")


def user_of_link(address: str) -> int | None:
    """The user of ``tg://user?id=…``; None: it is no mention."""
    parts = urlsplit(address.strip())
    if parts.scheme.lower() != "tg" or (parts.netloc or parts.path.strip("/")) != "user":
        return None
    ids = parse_qs(parts.query).get("id", [""])
    return int(ids[0]) if ids[0].isdecimal() and int(ids[0]) else None


def checked_link(address: str) -> str | None:
    """Write an address as Telegram stores it: scheme and host in lower case, a path at least ``/``; None: refused.

    A host without a dot (``localhost``) and a scheme such as ``javascript:`` are refused.
    """
    address = address.strip()
    if any(char <= " " for char in address):
        return None
    scheme, _, rest = address.partition("://") if "://" in address else ("http", "", address)
    if scheme.lower() not in SCHEMES:
        return None
    if scheme.lower() in {"tg", "ton"}:
        return f"{scheme.lower()}://{rest}" if rest else None
    return _with_path(scheme.lower(), rest)


def _with_path(scheme: str, rest: str) -> str | None:
    cut = min((rest.find(mark) for mark in "/?#" if mark in rest), default=len(rest))
    authority, path = rest[:cut], rest[cut:]
    user, at, host = authority.rpartition("@")
    if not HOST.fullmatch(host):
        return None
    return f"{scheme}://{user}{at}{host.lower()}{path if path.startswith('/') else '/' + path}"
