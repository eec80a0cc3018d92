"""From what a maintainer hands in (options, a block of TOML, a list of another reader) to feeds to be followed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.desk.listing import Proposal
from feeds.catalog import default_feed_id, parse
from feeds.catalog_shape import BODY, FEED
from feeds.errors import UsageError
from feeds.model import Feed, Level, Publisher
from feeds.opml import Outline
from feeds.parsing.links import is_public_scheme

BARE = re.compile(r"([\w-]+(\.[\w-]+)+|localhost)(:\d{1,5})?([/?#]\S*)?", re.IGNORECASE)  # host, port, path


def checked(values: Mapping[str, Any], checks: Mapping[str, Any]) -> dict[str, Any]:
    """Put the options that were given through the catalogue's checks; raise `UsageError` with the option's name."""
    found = {}
    for key, value in values.items():
        if value in (None, [], ()):
            continue
        try:
            found[key] = checks[key](value)
        except ValueError as error:
            raise UsageError("--{option}: {reason}", option=key, reason=str(error)) from error
    return found


def with_scheme(typed: str) -> str:
    """Complete an address that was typed without its scheme, as `ville.example/rss`; leave anything else."""
    return f"https://{typed}" if BARE.fullmatch(typed) else typed


def fetchable(url: str) -> str:
    """Take an address that may be asked for; raise `UsageError`, which never repeats credentials."""
    if not is_public_scheme(url):
        raise UsageError("an address begins with http:// or https://, names a host and holds no credentials")
    try:
        return str(FEED["url"](url))
    except ValueError as error:
        raise UsageError("{url}: no address: no blank stands in one, and a port is 1 to 65535", url=url) from error


def speakable(lang: str | None) -> str | None:
    """Take a language that was asked for; raise `UsageError` for one that Greffier has no words and no rules for."""
    if lang not in (None, "fr", "en"):
        raise UsageError("--lang {lang}: fr or en", lang=lang)
    return lang


def from_options(url: str, publisher: str, lang: str, options: Mapping[str, Any], who: Mapping[str, Any]) -> Proposal:
    """Make the proposal of a command line; ``who`` describes a publisher that is not known yet."""
    values = checked({"url": url, "lang": lang, **options}, FEED)
    id = checked({"publisher": publisher}, {"publisher": BODY["id"]})["publisher"]
    feed = Feed(**{"id": default_feed_id(id, lang, url), "publisher": id} | values)
    return Proposal(feed=feed, publisher=described(id, url, who))


def described(id: str, url: str, who: Mapping[str, Any]) -> Publisher | None:
    """Describe a publisher by options; None where they do not say who it is."""
    said = checked({key: who.get(key) for key in ("kind", "level", "region", "homepage")}, BODY)
    names = [name for name in (who.get("name_fr"), who.get("name_en")) if name]
    if not names or "kind" not in said or "level" not in said:
        return None
    if (said["level"] is Level.INTERNATIONAL) == ("region" in said):
        raise UsageError("--region: every body has one, except an international one")
    name = {"fr": names[0], "en": names[-1]}
    return Publisher(**{"region": None, "homepage": home_of(url)} | said, id=id, name=name)


def home_of(url: str) -> str:
    """Give the address of a host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def from_toml(text: str, source: str) -> list[Proposal]:
    """Read a block of the catalogue; raise `CatalogError`. Bodies that cannot be polled are no feeds."""
    found = parse(text, source)
    bodies = {publisher.id: publisher for publisher in found.publishers}
    return [Proposal(feed=feed, publisher=bodies[feed.publisher]) for feed in found.feeds]


# --- lists of other readers -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the feeds of a list are understood where it does not say."""

    publishers: tuple[Publisher, ...]  # those of the record
    publisher: str | None = None
    lang: str | None = None
    who: Mapping[str, Any]


def from_outline(outline: Outline, reading: Reading) -> Proposal:
    """Make the proposal of one outline; raise `UsageError` with what is missing."""
    if outline.url is None:
        raise UsageError("the list names it and gives no address")
    url, lang = fetchable(outline.url), outline.lang or reading.lang
    if lang is None:
        raise UsageError("no language; give one with --lang")
    publisher = speaker(outline, url, reading)
    feed = from_options(url, publisher.id, lang, {"id": outline.id, "seen": "a list of feeds"}, {}).feed
    return Proposal(feed=feed, publisher=publisher)


def speaker(outline: Outline, url: str, reading: Reading) -> Publisher:
    """Find who speaks in a feed: as asked for, as the list says, by its host, or as the options describe it."""
    if reading.publisher:
        return named(reading.publisher, outline, url, reading)
    if outline.publisher:
        return outline.publisher
    hosts = {host_of(url), host_of(outline.homepage or url)}
    known = list(by_host(hosts, reading.publishers))
    if len(known) > 1:
        ids, host = ", ".join(body.id for body in known), host_of(known[0].homepage)
        raise UsageError("several bodies speak at {host}: {ids}; say which with --publisher ID", host=host, ids=ids)
    found = known[0] if known else stranger(outline, url, reading)
    if found is None:
        raise UsageError("nobody knows who speaks; give --publisher ID, or --kind --level --region")
    return found


def named(id: str, outline: Outline, url: str, reading: Reading) -> Publisher:
    """Give the body that has an id, or a new one that the options describe; raise `UsageError` where there is none."""
    found = next((body for body in reading.publishers if body.id == id), None)
    found = found or described(id, url, {**reading.who, **names_of(outline, url)})
    if found is None:
        raise UsageError("--publisher {id}: no such publisher (see: greffier feeds list --json)", id=id)
    return found


def stranger(outline: Outline, url: str, reading: Reading) -> Publisher | None:
    """Describe a body by its host, which tells it from the others; None where its id would be another's."""
    home = outline.homepage if outline.homepage and is_public_scheme(outline.homepage) else url
    id = slug(host_of(home))
    if any(body.id == id for body in reading.publishers):
        return None
    return described(id, home, {**reading.who, **names_of(outline, url)})


def names_of(outline: Outline, url: str) -> dict[str, str]:
    """Name a body by its outline, in both languages where the text holds both."""
    fr, _, en = (outline.title or host_of(url)).partition(" / ")
    return {"name_fr": fr, "name_en": en or fr}


def by_host(hosts: Iterable[str], publishers: Iterable[Publisher]) -> Iterator[Publisher]:
    """Give the bodies whose homepage is at one of some hosts."""
    wanted = set(hosts)
    return (body for body in publishers if host_of(body.homepage) in wanted)


def host_of(url: str) -> str:
    """Give an address's host without its `www.`"""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def slug(words: str) -> str:
    """Make an id of words."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-") or "source"
