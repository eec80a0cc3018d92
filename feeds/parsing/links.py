"""The canonical form of an address: it says whether two links are one, and is never asked for or shown.

What is shown is the address as it is published, without what tracks a reader.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from url_normalize import url_normalize
from w3lib.url import url_query_cleaner

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)  # `host:8080` is no scheme
AMPERSAND = re.compile(r"&(?:(?:amp|#38|#x26);)+", re.IGNORECASE)  # no other entity: `&copy=` is a parameter
HOST = re.compile(r"[a-z0-9_.-]+(:\d+)?|\[[0-9a-f:.]+\](:\d+)?")
ROUNDS = 3  # one step is nearly always enough; odd ports and escapes take two
SPACES = re.compile(r"[\x00-\x20]+")
# Nothing to escape, to leave out or to put in order: but for its host such an address is in its normal form.
USUAL = re.compile(
    r"https?://(?P<host>[a-z0-9.-]+)(?P<path>(?:/[\w~-][\w.~-]*)*/?)"
    r"(?P<query>\?[\w.~-]+=[\w.~-]*(?:&[\w.~-]+=[\w.~-]*)*)?",
    re.ASCII,
)


def load_trackers(path: Path) -> tuple[frozenset[str], tuple[str, ...]]:
    """Read the names and the prefixes of query parameters that only track. Raises ValueError with the path."""
    data = tomllib.loads(path.read_text("utf-8"))
    names, prefixes = _words(data.pop("names", None), path), _words(data.pop("prefixes", None), path)
    if data:
        raise ValueError(f"{path}: only `names` and `prefixes` are known, not {', '.join(data)}")
    return frozenset(names), prefixes


def _words(words: object, path: Path) -> tuple[str, ...]:
    if not isinstance(words, list) or not all(isinstance(w, str) and w and w == w.lower() for w in words):
        raise ValueError(f"{path}: wanted two lists of lower-case words, `names` and `prefixes`")
    return tuple(words)


NAMES, PREFIXES = load_trackers(Path(__file__).with_name("trackers.toml"))


def is_public_scheme(url: str) -> bool:
    """Say whether an address is absolute, http or https, with a host and without credentials."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


@lru_cache(maxsize=8192)
def canonical(url: str) -> str | None:
    """Reduce an address to ``host/path?query`` for comparison; None for what is no web address.

    Without scheme, fragment and tracking parameters; idempotent. The other parameters stay, in their order: they tell
    two articles apart.
    """
    usual = USUAL.fullmatch(url)
    if usual is None or (usual["query"] and _trackers(usual["query"][1:])):
        return settled(url)
    host = _host(usual["host"])
    return f"{host}{usual['path'] or '/'}{usual['query'] or ''}" if host else None


@lru_cache(maxsize=8192)
def _host(written: str) -> str | None:
    """Give the normal form of a host; None for what is none."""
    found = settled(f"//{written}/")
    return found.removesuffix("/") if found else None


def settled(url: str) -> str | None:
    """Reduce any address, step by step, to its canonical form."""
    found = _reduced(url)
    for _ in range(ROUNDS):
        if found is None or (again := _reduced(found)) == found:
            return found
        found = again
    return found


def _reduced(url: str) -> str | None:
    """Take one step towards the canonical form, from an address with or without a scheme."""
    address = SPACES.sub(" ", AMPERSAND.sub("&", url)).strip().split("#", 1)[0]
    scheme = SCHEME.match(address)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return None
    try:
        normal = url_normalize(address if scheme or address.startswith("//") else f"//{address}") or ""
        if not is_public_scheme(normal) or not HOST.fullmatch(urlsplit(normal).netloc):
            return None
    except (ValueError, IndexError):  # a host that is none, a label that IDNA refuses
        return None
    return _untracked(normal).split("//", 1)[1].rstrip("?&")


def _untracked(url: str) -> str:
    trackers = _trackers(urlsplit(url).query)
    return url_query_cleaner(url, trackers, remove=True, unique=False) if trackers else url


def untracked(url: str) -> str:
    """Give an address to show without its tracking parameters; one that has none stays as it is.

    Raises ValueError for what is no address.
    """
    parts = urlsplit(AMPERSAND.sub("&", url))
    pieces = parts.query.split("&")
    kept = [piece for piece in pieces if not is_tracker(piece.partition("=")[0])]
    return url if len(kept) == len(pieces) else urlunsplit(parts._replace(query="&".join(kept)))


def _trackers(query: str) -> list[str]:
    names = (part.split("=", 1)[0] for part in query.split("&"))
    return [name for name in names if is_tracker(name)]


def is_tracker(name: str) -> bool:
    """Say whether a query parameter only tells where the reader came from."""
    return name.lower() in NAMES or name.lower().startswith(PREFIXES)
