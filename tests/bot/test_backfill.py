"""Old entries brought in by hand: the record and the ledger hold them, no chat ever hears of them."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands import app
from bot.commands.errors import explained
from feeds.model import Announce
from storage.database import Database
from storage.feeds import list_feeds
from storage.history import claim_feed
from tests.bot.announcements import CANARY, arrest, funding, publish
from tests.documents import rss

MINISTRY, POLICE = "Ministère d'Exemple", "Service de police de Rivebelle"


@pytest.fixture
def greffier(settings):
    def run(*arguments: str):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def archive(tmp_path: Path):
    def write(*lines: dict | str, name: str = "archive.jsonl") -> Path:
        path = tmp_path / name
        written = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
        path.write_text("\n".join(written) + "\n", encoding="utf-8")
        return path

    return write


def old(number: int, **fields: object) -> dict:
    """A promise of 2021 as a line; ``None`` leaves a key out."""
    told = funding(number, f"{number},5 M$")
    line = {
        "id": f"L{number}",
        "title": told["title"],
        "summary": told["description"],
        "lang": "fr",
        "publisher": MINISTRY,
        "publisher_kind": "government",
        "published": f"2021-{1 + number % 12:02}-15T14:00:00Z",
        "url": f"https://ministere.example/2021/{number}",
    } | fields
    return {key: value for key, value in line.items() if value is not None}


def old_arrest(number: int, **fields: object) -> dict:
    told = arrest(number)
    body = {"title": told["title"], "summary": told["description"], "publisher": POLICE, "publisher_kind": "police"}
    return old(number, **(body | {"url": f"https://police-rivebelle.example/{number}"} | fields))


def stories(greffier, *arguments: str) -> list[dict]:
    return [json.loads(line) for line in greffier("stories", "--json", *arguments).stdout.splitlines()]


def counts(greffier, *arguments: object) -> dict[str, int]:
    return json.loads(greffier("backfill", *arguments, "--json").stdout)


def ledger(greffier, *arguments: str) -> dict:
    return json.loads(greffier("ledger", "--json", *arguments).stdout)


# --- a file of lines ------------------------------------------------------------------------------------------------


def test_a_backfilled_year_is_in_the_record_and_the_ledger_and_announces_nothing(
    greffier, publisher, api, archive
) -> None:
    publish(publisher, [], [])
    greffier("poll")
    done = greffier("backfill", archive(*(old(n) for n in range(1, 9)), old_arrest(1)))
    assert (done.stdout, done.exit_code) == ("stored 9, known 0, left out 0, bad 0\n", 0)
    assert "nothing new" in greffier("digest").stdout
    assert api.messages == []
    told = stories(greffier)
    assert len(told) == 9
    assert {story["announce"] for story in told} == {"backfill"}
    assert {story["published"][:4] for story in told} == {"2021"}
    of_2021 = ledger(greffier, "--topic", "child-sexual-exploitation", "--until", "2022-01-01")
    assert of_2021["money"]["CAD"]["announced"] == 40_000_000  # 1,5 + 2,5 + … + 8,5 M$
    assert of_2021["arrests"]["events"] == 1


def test_the_second_time_stores_nothing(greffier, archive) -> None:
    path = archive(old(1), old(2), old(3, published=None), old_arrest(1))
    assert counts(greffier, path)["stored"] == 4
    assert counts(greffier, path) == {"stored": 0, "known": 4, "left_out": 0, "bad": 0}
    assert len(stories(greffier)) == 4


def test_a_bad_line_is_named_with_its_reason_and_the_others_go_in(greffier, archive) -> None:
    bad = [
        "not json",
        "[1]",
        old(2, id=None),
        old(2, publisher=None),
        old(2, title=None, summary=None),
        old(2, published="hier"),
        old(2, publisher_kind="bakery"),
        old(2, publisher_kind="police"),
        old(2, url="ftp://ministere.example/2"),
        old(2, publisher="Un inconnu", url=None),
        old(2, title=3),
        "[" * 100_000,
    ]
    done = greffier("backfill", archive(old(1), *bad, "", old(3)))
    assert (done.stdout, done.exit_code) == (f"stored 2, known 0, left out 0, bad {len(bad)}\n", 0)
    said = done.stderr.splitlines()
    assert [line.split(":")[1].strip() for line in said] == [f"line {n}" for n in range(2, len(bad) + 2)]
    reasons = [
        "not JSON (at character 1)",
        "not an object",
        "id is missing",
        "publisher is missing",
        "neither title nor summary",
    ]
    reasons += ["published:", "one of government", "known as government", "url: not an http", "neither url nor home"]
    assert all(reason in line for reason, line in zip([*reasons, "title:", "nested"], said, strict=True))


def test_a_file_of_bad_lines_alone_ends_with_1(greffier, archive) -> None:
    assert greffier("backfill", archive("nothing", "of use")).exit_code == 1
    assert greffier("backfill", archive("")).exit_code == 0


def test_what_is_older_than_asked_for_is_left_out_and_what_has_no_date_is_history_too(greffier, archive) -> None:
    path = archive(old(1), old(6), old(7, published=None))
    assert counts(greffier, path, "--since", "2021-05-01") == {"stored": 2, "known": 0, "left_out": 1, "bad": 0}
    [undated] = [story for story in stories(greffier) if story["published"] is None]
    assert undated["first_seen"][:10] == datetime.now(UTC).date().isoformat()
    assert "nothing new" in greffier("digest").stdout


def test_another_text_under_the_same_id_is_a_new_version_and_back_again_is_one_more(greffier, archive) -> None:
    for version, title in enumerate(("Québec octroie 2 M$ à Cap Est", "Québec octroie 3 M$ à Cap Est") * 2, start=1):
        assert counts(greffier, archive(old(1, title=title, summary="")))["stored"] == 1
        [story] = stories(greffier)
        [entry] = story["entries"]
        assert (entry["version"], entry["title"]) == (version, title)


def test_an_id_has_one_text_in_one_file(greffier, archive) -> None:
    path = archive(old(1), old(2), old(1, title="Québec octroie 9 M$ à Cap Est"))
    done = greffier("backfill", path)
    assert done.stdout == "stored 2, known 0, left out 0, bad 1\n"
    assert "line 3: its id stood above with another text" in done.stderr
    assert counts(greffier, path)["stored"] == 0


def test_a_publisher_is_found_by_name_in_either_language_or_by_id_else_described(greffier, archive) -> None:
    named = [old(n, publisher=name) for n, name in enumerate((MINISTRY, "EXAMPLE MINISTRY", "ministere-exemple"), 1)]
    described = old(4, publisher="Ville de Longueuil", url="https://ville.example/4", level=None)
    news = old(5, publisher="L'Hebdo d'ici", publisher_kind=None, url="https://hebdo.example/a/5", region="CA-QC-16")
    assert counts(greffier, archive(*named, described, news))["stored"] == 5
    found = {feed.feed.id: feed for feed in records(greffier)}
    assert set(found) == {"file-ministere-exemple-fr", "file-ville-de-longueuil-fr", "file-l-hebdo-d-ici-fr"} | {
        "gov-fr",
        "police-fr",
    }
    assert {id for id, feed in found.items() if not feed.is_listed} == {id for id in found if id.startswith("file-")}
    city, paper = (found[f"file-{name}-fr"].publisher for name in ("ville-de-longueuil", "l-hebdo-d-ici"))
    assert (city.kind, city.level, city.region) == ("government", "municipal", "CA-QC-16")
    assert (paper.kind, paper.region, paper.homepage) == ("news", "CA-QC-16", "https://hebdo.example/")


def records(greffier) -> list:
    db = Database(os.environ["GREFFIER_DATABASE_URL"])
    found = db.read(list_feeds)
    db.close()
    return found


def test_no_word_of_a_backfilled_arrest_is_shown(greffier, archive) -> None:
    done = greffier("backfill", archive(old_arrest(1), old_arrest(2, publisher_kind="bakery")))
    shown = done.stdout + done.stderr + greffier("stories", "--json").stdout + greffier("stories").stdout
    assert "6 personnes arrêtées" in shown.replace("\u00a0", " ")
    assert not any(word in shown for word in (*CANARY.split(), "41 ans", "palais"))


@pytest.mark.slow
def test_an_interrupted_backfill_ends_with_130_and_goes_on_where_it_was(archive, settings, environment) -> None:
    path = archive(*(old(n, title=f"Avis {n}", summary="") for n in range(1, 901)))  # three transactions
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's & has it ignored
    code = f"{heard}; import sys; from bot.commands import main; sys.argv[0] = 'greffier'; main()"
    run = [sys.executable, "-c", code, "backfill", str(path)]
    env = os.environ | environment | {"PYTHONPATH": str(Path(__file__).parents[2])}
    first = subprocess.Popen(run, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for_entries(settings)
    first.send_signal(signal.SIGINT)
    _, said = first.communicate(timeout=60)
    assert first.returncode == 130, said
    assert "interrupted: stored" in said
    stored = entries_in(settings)
    assert stored in {300, 600}
    second = subprocess.run(run, env=env, capture_output=True, text=True, timeout=120, check=True)
    assert second.stdout == f"stored {900 - stored}, known {stored}, left out 0, bad 0\n"


def wait_for_entries(settings) -> None:
    deadline = time.monotonic() + 60
    while not entries_in(settings):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def entries_in(settings) -> int:
    try:
        with sqlite3.connect(settings.database_url.removeprefix("sqlite:///")) as store:
            return store.execute("select count(*) from entries").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


# --- a feed ---------------------------------------------------------------------------------------------------------


def test_a_feed_is_fetched_again_and_what_it_serves_is_history(greffier, publisher, api) -> None:
    publish(publisher, [], [])
    greffier("poll")
    publish(publisher, [funding(1), funding(2)], [])
    assert greffier("backfill", "gov-fr").stdout == "stored 2, known 0, left out 0, bad 0\n"
    assert greffier("backfill", "gov-fr").stdout == "stored 0, known 2, left out 0, bad 0\n"
    assert "nothing new" in greffier("digest").stdout
    publish(publisher, [funding(1), funding(2), funding(3)], [])
    assert json.loads(greffier("poll", "--all", "--json").stdout)["entries_new"] == 1
    greffier("digest")
    [message] = api.messages
    assert "Rivage 3" in message.text
    assert "Rivage 1" not in message.text


def test_the_words_of_a_feed_drop_what_they_would_drop_in_a_poll(greffier, publisher, catalog_file) -> None:
    catalog_file.write_text(catalog_file.read_text().replace('id = "gov-fr"', 'id = "gov-fr"\n  only = ["Rivage 2"]'))
    publish(publisher, [funding(1), funding(2)], [])
    assert greffier("backfill", "gov-fr").stdout.startswith("stored 2")
    [story] = stories(greffier)
    assert "Rivage 2" in story["title"]


def test_a_feed_that_does_not_answer_ends_with_3_and_one_that_is_no_feed_with_1(greffier, publisher, capsys) -> None:
    publisher.serve("/gov.xml", b"", status=503)
    publisher.serve("/police.xml", b"<!doctype html><html><body>Bonjour</body></html>")
    assert code_of("backfill", "gov-fr") == 3
    assert "gov-fr: http-503" in capsys.readouterr().err
    assert code_of("backfill", "police-fr") == 1
    assert "police-fr: html" in capsys.readouterr().err


def code_of(*arguments: str) -> int:
    """The exit code as a shell sees it."""
    return explained(lambda: app([str(argument) for argument in arguments]))


def test_a_feed_is_not_asked_while_it_is_paused_or_asked_us_to_wait_or_is_polled(
    greffier, publisher, settings, capsys
) -> None:
    publish(publisher, [funding(1)], [])
    greffier("poll")
    greffier("feeds", "pause", "gov-fr", "--reason", "en doute")
    publisher.serve("/police.xml", b"", status=429, headers={"Retry-After": "3600"})
    assert code_of("backfill", "police-fr") == 3
    asked = len(publisher.requests)
    assert (code_of("backfill", "gov-fr"), code_of("backfill", "police-fr")) == (1, 1)
    greffier("feeds", "resume", "gov-fr", "--reason", "bien")
    db = Database(settings.database_url)
    db.write(claim_feed, "gov-fr", datetime.now(UTC))
    db.close()
    assert code_of("backfill", "gov-fr") == 1
    said = capsys.readouterr().err
    assert all(reason in said for reason in ("is paused", "asked us to wait until", "polled by another process"))
    assert len(publisher.requests) == asked


@pytest.mark.parametrize(("source", "code"), [("no-such-feed", 1), ("no/such/file.jsonl", 2), ("gone.xml", 2)])
def test_what_is_neither_a_feed_nor_a_file_is_said_in_one_line(greffier, capsys, source, code) -> None:
    assert code_of("backfill", source) == code
    [line] = capsys.readouterr().err.splitlines()
    assert "neither a feed of the catalogue (see: greffier feeds list) nor a file" in line


# --- a saved document -----------------------------------------------------------------------------------------------


def saved(tmp_path: Path, *entries: dict, lang: str = "fr") -> Path:
    path = tmp_path / "saved.xml"
    path.write_bytes(rss(entries, lang=lang))
    return path


def test_a_saved_document_belongs_to_the_feed_whose_site_it_leads_to(greffier, tmp_path, api) -> None:
    path = saved(tmp_path, funding(1), funding(2) | {"published": datetime(2019, 5, 1, tzinfo=UTC)})
    assert greffier("backfill", path, "--since", "2020-01-01").stdout == "stored 1, known 0, left out 1, bad 0\n"
    assert greffier("backfill", path, "--feed", "gov-fr").stdout == "stored 1, known 1, left out 0, bad 0\n"
    assert {story["entries"][0]["publisher"] for story in stories(greffier)} == {"ministere-exemple"}
    assert "nothing new" in greffier("digest").stdout


def test_a_document_that_fits_no_feed_asks_for_one_and_what_is_no_document_says_so(
    greffier, tmp_path, archive, capsys
) -> None:
    path = saved(tmp_path, funding(1) | {"link": "https://ailleurs.example/1"})
    assert code_of("backfill", path) == 2
    assert "fits no feed of the catalogue; say which with --feed ID" in capsys.readouterr().err
    assert code_of("backfill", path, "--feed", "nobody") == 1
    assert code_of("backfill", archive("<html><body>x</body></html>", name="page.html")) == 1
    assert "page.html: no feed document and no JSON Lines (a web page in place of the feed)" in capsys.readouterr().err
    assert code_of("backfill", archive(old(1)), "--feed", "gov-fr") == 2


def test_a_json_feed_is_a_document_and_lines_without_their_suffix_are_lines(greffier, archive) -> None:
    item = {"id": "j1", "url": "https://ministere.example/j", "title": old(1)["title"], "content_text": "Un mot."}
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "Un fil", "items": [item]}
    assert counts(greffier, archive(document, name="feed.json"))["stored"] == 1
    assert counts(greffier, archive(old(2), name="lines.txt"))["stored"] == 1


def test_a_saved_document_does_not_change_what_was_told(greffier, publisher, tmp_path, api) -> None:
    publish(publisher, [], [])
    greffier("poll")
    publish(publisher, [funding(1)], [])
    greffier("poll", "--all")
    greffier("digest")
    path = saved(tmp_path, funding(1, "9,9 M$"))
    assert greffier("backfill", path).stdout == "stored 0, known 1, left out 0, bad 0\n"
    [story] = stories(greffier)
    assert (story["entries"][0]["version"], story["announce"]) == (1, Announce.YES)
    assert len(api.messages) == 1


def test_old_entries_beside_fresh_news_do_not_keep_it_from_being_told(greffier, publisher, archive, api) -> None:
    publish(publisher, [], [])
    greffier("poll")
    greffier("backfill", archive(*(old(n) for n in range(1, 5))))
    fresh = funding(7, "44 M$") | {"published": datetime.now(UTC) - timedelta(hours=1)}
    publish(publisher, [fresh], [])
    greffier("poll", "--all")
    greffier("digest")
    [message] = api.messages
    assert "44\u00a0M$" in message.text


def test_it_helps_with_an_example(greffier) -> None:
    assert "Example: greffier backfill archive" in " ".join(greffier("backfill", "--help").stdout.split())
