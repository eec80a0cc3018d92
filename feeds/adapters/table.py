"""The adapters by name: those of modules, and one for each file of selectors."""

from collections.abc import Mapping
from functools import cache

from feeds.adapters.canada_news import canada_news
from feeds.adapters.model import Adapter
from feeds.adapters.pages import LISTS, load_selectors, page_list
from feeds.adapters.rcmp import rcmp_list
from feeds.model import NotAFeed
from feeds.parsing.raw import RawFeed

MODULES: dict[str, Adapter] = {
    "canada-news": canada_news,
    "rcmp-list": rcmp_list,
}


@cache
def adapters() -> Mapping[str, Adapter]:
    """Give every adapter by the name that a catalogue calls it by."""
    return MODULES | {path.stem: page_list(load_selectors(path)) for path in sorted(LISTS.glob("*.toml"))}


def names() -> list[str]:
    """Give the names that a catalogue may use, in order."""
    return sorted({*MODULES, *(path.stem for path in LISTS.glob("*.toml"))})


def adapted(name: str, body: bytes, content_type: str | None, *, most: int) -> RawFeed | NotAFeed:
    """Read one body by an adapter, its first ``most`` items. Never raises, whatever the bytes."""
    adapter = adapters().get(name)
    if adapter is None:
        return NotAFeed(error="not-a-feed", detail=f"no adapter is called {name!r}: {', '.join(names())}")
    try:
        read = adapter(body, content_type)
    except Exception as problem:  # a stranger's page, and code of which there is one piece for each source
        return NotAFeed(error="not-a-feed", detail=f"the adapter failed: {type(problem).__name__}: {problem}"[:200])
    if isinstance(read, NotAFeed):
        return read
    return RawFeed(title=read.title, link=read.link, lang=read.lang, entries=read.entries[:most])
