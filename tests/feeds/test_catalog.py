from datetime import date, timedelta
from pathlib import Path

import pytest

from feeds import catalog
from feeds.catalog import CatalogError
from feeds.model import Catalog, Feed, Kind, Level

GOOD = """\
# a comment with [[publisher]] and "quotes
[[publisher]]
id = "ville-exemple"
name = { fr = "Ville d'Exemple", en = "Town of Example" }
kind = "government"
level = "municipal"
region = "CA-QC-06"
homepage = "https://ville.example"

  [[publisher.feed]]
  url = "https://ville.example/nouvelles.rss"
  lang = "fr"

  [[publisher.feed]]
  url = "https://ville.example/news.rss"
  lang = "en"
  id = "exemple-en"
  was = [
    "http://ville.example/en.xml",
    "http://vieille.example/en.xml",
  ]
  every = "15m"
  only = ["budget"]
  never = ["piscine", "bain libre"]
  adapter = "canada-news"
  seen = "on its home page, 2026-11-20"
  confirmed = 2026-11-20

[[absent]]
id = "police-exemple"
name = { fr = "Police d'Exemple", en = "Example Police" }
kind = "police"
level = "municipal"
region = "CA-QC-06"
homepage = "https://police.example"
reason = "no-feed"
"""


def test_every_key_reaches_the_noun_it_describes() -> None:
    read = catalog.parse(GOOD, "catalog.toml")
    [town] = read.publishers
    [french, english] = read.feeds
    [police] = read.absent
    assert (town.kind, town.level, town.region) == (Kind.GOVERNMENT, Level.MUNICIPAL, "CA-QC-06")
    assert town.name == {"fr": "Ville d'Exemple", "en": "Town of Example"}
    assert french == Feed(id=french.id, publisher="ville-exemple", url="https://ville.example/nouvelles.rss", lang="fr")
    assert english == Feed(
        id="exemple-en",
        publisher="ville-exemple",
        url="https://ville.example/news.rss",
        lang="en",
        was=("http://ville.example/en.xml", "http://vieille.example/en.xml"),
        every=timedelta(minutes=15),
        only=("budget",),
        never=("piscine", "bain libre"),
        adapter="canada-news",
        seen="on its home page, 2026-11-20",
        confirmed=date(2026, 11, 20),
    )
    assert (police.id, police.reason) == ("police-exemple", "no-feed")


def test_a_feed_that_moved_keeps_the_id_it_had() -> None:
    old, new = "https://ville.example/nouvelles.rss", "https://ville.example/fil.xml"
    before = catalog.parse(GOOD, "c").feeds[0]
    after = catalog.parse(GOOD.replace(f'"{old}"', f'"{new}"\nwas = ["{old}"]'), "c").feeds[0]
    assert before.id == after.id == "ville-exemple-fr-" + before.id[-8:]
    assert after.url == new


def test_the_id_does_not_change_between_versions_of_the_program() -> None:
    assert catalog.default_feed_id("p", "fr", "https://a.example/x") == "p-fr-39021306"


def test_an_empty_catalogue_names_nobody() -> None:
    assert catalog.parse("", "c") == Catalog(publishers=(), feeds=(), absent=())


# --- a bad catalogue is refused whole, with file, line and reason ---------------------------------------------------

FEED_URL = 'url = "https://ville.example/nouvelles.rss"'

BAD = [
    # what is written in place of what, the line, words of the reason
    ('kind = "government"', 'kind = "govern"', 5, 'kind: "govern" is not one of government, police, news'),
    ('level = "municipal"', 'level = "local"', 6, 'level: "local" is not one of municipal, provincial'),
    ('reason = "no-feed"', 'reason = "tired"', 36, 'reason: "tired" is not one of no-feed, robots, refused'),
    ('kind = "government"', "kind = 3", 5, "kind: 3 is not one of"),
    ('kind = "government"\n', "", 2, '"kind" is missing'),
    ('homepage = "https://ville.example"\n', "", 2, '"homepage" is missing'),
    (FEED_URL, "", 10, '"url" is missing'),
    ('lang = "fr"', "", 10, '"lang" is missing'),
    ('reason = "no-feed"', "", 29, '"reason" is missing'),
    ('lang = "fr"', 'lang = "fr"\nevry = "2h"', 13, 'unknown key "evry"; did you mean "every"?'),
    ("[[absent]]", "[[abscent]]", 29, 'unknown key "abscent"; did you mean "absent"?'),
    ("[[absent]]", "[[zzz]]", 29, 'unknown key "zzz"'),
    ("[[absent]]", '[["two\\nlines"]]', 1, 'unknown key "two\\nlines"'),
    ("[[absent]]", "[absent]", 29, "absent: write it in double brackets"),
    ("[[publisher.feed]]", "[[publisher.feeds]]", 10, 'unknown key "feeds"; did you mean "feed"?'),
    ('lang = "fr"', 'lang = "fra"', 12, 'lang: "fra" is not a language of two letters'),
    ('lang = "fr"', 'lang = "FR"', 12, "two letters"),
    ('region = "CA-QC-06"', 'region = "CA-QC-18"', 7, 'region: "CA-QC-18" is not a region'),
    ('region = "CA-QC-06"', 'region = "CA-PQ"', 7, "is not a region"),
    ('region = "CA-QC-06"', 'region = "Canada"', 7, "is not a region"),
    ('region = "CA-QC-06"\n', "", 2, "region: every body has one, except an international one"),
    ('level = "municipal"', 'level = "international"', 7, "region: every body has one, except"),
    (FEED_URL, 'url = "ftp://ville.example/x"', 11, "not an http or https address"),
    (FEED_URL, 'url = "https:///x"', 11, 'url: "https:///x" has no host'),
    (FEED_URL, 'url = "https://ville.example:99999/"', 11, "not an address: Port out of range"),
    (FEED_URL, 'url = "https://[::1/"', 11, "not an address"),
    (FEED_URL, 'url = "https://ville.example/a b"', 11, "not an http or https address"),
    ('homepage = "https://ville.example"', 'homepage = "ville.example"', 8, "homepage: "),
    ('id = "ville-exemple"', 'id = "Ville"', 3, "an id: lowercase letters, digits, hyphens"),
    ('id = "ville-exemple"', 'id = "ville-"', 3, "an id: "),
    ('id = "exemple-en"', 'id = "sous/exemple"', 17, "an id: "),
    ('adapter = "canada-news"', 'adapter = "canada news"', 25, "adapter: "),
    ('adapter = "canada-news"', 'adapter = "nobody"', 25, 'adapter: "nobody" is not one of canada-news, '),
    ('id = "police-exemple"', 'id = "ville-exemple"', 30, 'id "ville-exemple" stands already at line 3'),
    ("https://ville.example/news.rss", "https://ville.example/nouvelles.rss", 15, 'address "https://ville'),
    ("https://ville.example/news.rss", "https://VILLE.example/nouvelles.rss", 15, "stands already at line 11"),
    ("http://ville.example/en.xml", "https://ville.example/nouvelles.rss", 18, "stands already at line 11"),
    ("http://ville.example/en.xml", "http://vieille.example/en.xml", 18, "stands already at line 18"),
    ("http://ville.example/en.xml", "https://ville.example/news.rss", 15, "stands already at line 18"),
    ('every = "15m"', 'every = "15"', 22, "every: a duration is a whole number and its unit, such as 90s"),
    ('every = "15m"', 'every = "0s"', 22, "every: must be longer than 0s"),
    ('every = "15m"', "every = 15", 22, "every: must be a text"),
    ('only = ["budget"]', 'only = "budget"', 23, "only: must be a list"),
    ('only = ["budget"]', "only = [1]", 23, "only: must be a text that is not empty"),
    ('"piscine"', '" "', 24, "never: must be a text that is not empty"),
    ('seen = "on its home page, 2026-11-20"', 'seen = ""', 26, "seen: must be a text that is not empty"),
    ("confirmed = 2026-11-20", 'confirmed = "2026-11-20"', 27, "confirmed: must be a date without quotes"),
    ("confirmed = 2026-11-20", "confirmed = 2026-11-20T10:00:00", 27, "confirmed: must be a date"),
    (', en = "Town of Example"', "", 4, "name: must have both languages"),
    ('"Town of Example"', '""', 4, "name: must be a text that is not empty"),
    ('kind = "government"', 'kind = "government', 5, "Illegal character"),
    ('kind = "government"', 'id = "encore"', 5, "Cannot overwrite a value"),
    ('reason = "no-feed"\n', "reason = [", 36, "end of document"),
]


@pytest.mark.parametrize(("old", "new", "line", "reason"), BAD, ids=[f"{new!r} for {old!r}" for old, new, _, _ in BAD])
def test_a_bad_catalogue_is_refused_with_file_line_and_reason(old: str, new: str, line: int, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(CatalogError) as refusal:
        catalog.parse(GOOD.replace(old, new, 1), "feeds.toml")
    said = str(refusal.value)
    assert said.startswith(f"feeds.toml:{line}: ")
    assert reason in said
    assert "\n" not in said


def test_two_feeds_cannot_share_an_id() -> None:
    with pytest.raises(CatalogError, match=r'^c:17: feed id "exemple-en" stands already at line 13$'):
        catalog.parse(
            GOOD.replace('lang = "fr"\n\n', 'id = "exemple-en"\n').replace(FEED_URL, FEED_URL + '\n  lang = "fr"'), "c"
        )


def test_headers_and_keys_inside_texts_do_not_shift_the_lines() -> None:
    text = GOOD.replace(
        'lang = "fr"',
        'lang = "fr"\nseen = """\n[[publisher.feed]]\nid = "#1"\n"""\n\'only\' = [\'"""\'] # """\nevery = 1',
    )
    with pytest.raises(CatalogError, match=r"^c:18: every: "):
        catalog.parse(text, "c")


def test_a_table_written_inline_is_blamed_at_the_key_that_holds_it() -> None:
    with pytest.raises(CatalogError, match=r'^c:2: "id" is missing$'):
        catalog.parse("\nabsent = [{ kind = 'police' }]\n", "c")


def test_a_file_that_cannot_be_read_is_refused_in_one_line_too(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"missing\.toml:1: cannot be read: No such file or directory$"):
        catalog.load(tmp_path / "missing.toml")
    (tmp_path / "latin.toml").write_bytes(b"# one\n# \xe9\n")
    with pytest.raises(CatalogError, match=r"latin\.toml:2: not UTF-8$"):
        catalog.load(tmp_path / "latin.toml")


def test_a_mark_at_the_start_of_the_file_and_windows_line_ends_are_no_error(tmp_path: Path) -> None:
    file = tmp_path / "catalog.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert catalog.load(file) == catalog.parse(GOOD, "c")
