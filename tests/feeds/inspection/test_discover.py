"""A page's feeds are found: those that it declares first, then links that look like feeds."""

import pytest

from feeds.inspection.discover import discover

URL = "https://ville.example/fr/accueil"


def urls(page: str) -> list[str]:
    return [feed.url for feed in discover(page, URL)]


@pytest.mark.parametrize(
    "kind",
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "Application/RSS+XML; charset=utf-8",
        "text/xml",
    ],
)
def test_a_declared_feed_is_found(kind: str) -> None:
    assert urls(f'<link rel="alternate" type="{kind}" href="../rss">') == ["https://ville.example/rss"]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" hreflang="en" href="/en">',
        '<link rel="stylesheet" type="text/css" href="/feed.css">',
        '<link rel="alternate" type="application/rss+xml" href="">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:void(0)">',
        '<link rel="alternate" type="application/rss+xml" href="/fr/accueil">',
        '<link rel="alternate" type="application/rss+xml" href="https://moi:mot@ville.example/rss">',
        '<a href="/feedback">avis</a>',
        '<a href="/nourriture/brassard">cours</a>',
        '<a href="mailto:rss@ville.example">écrire</a>',
    ],
)
def test_what_is_no_feed_is_not_named(link: str) -> None:
    assert urls(link) == []


@pytest.mark.parametrize(
    "href",
    [
        "/nouvelles.rss",
        "/fil-de-presse.rss",
        "/Rss/rss.aspx?f=gen",
        "/feed/",
        "/atom.xml",
        "/x?format=feed&type=rss",
        "feed://ville.example/a",
        "/feeds/news/9",
    ],
)
def test_a_link_that_looks_like_a_feed_is_found_after_those_that_are_declared(href: str) -> None:
    page = f'<a href="{href}">RSS</a><link rel="alternate" type="application/rss+xml" href="/declared">'
    first, second = discover(page, URL)
    assert (first.url, first.is_declared, second.is_declared) == ("https://ville.example/declared", True, False)
    assert second.url.startswith("https://ville.example/") or second.url.startswith("http")


def test_an_address_is_named_once_and_a_base_counts() -> None:
    page = '<base href="https://autre.example/x/"><a href="rss">a</a><a href="rss#b">b</a><a href="http://autre.example/x/rss">c</a>'
    assert urls(page) == ["https://autre.example/x/rss"]


def test_a_page_that_never_ends_names_nothing() -> None:
    assert urls("<div>" * 500_000 + '<a href="/rss">') == []
