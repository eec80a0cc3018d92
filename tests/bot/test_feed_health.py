"""How the feeds are, as a maintainer sees it: at the terminal, in a word to him, in the digest."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from bot.commands import app
from bot.desk.health import covered
from bot.notifying import Notifier
from bot.watching import Watcher
from feeds.model import FeedState
from storage.claims import claim_due_feeds
from storage.deliveries import list_deliveries
from storage.model import PollOutcome
from storage.outgoing import DeliveryStatus
from storage.polls import save_polls
from tests.bot.announcements import publish
from tests.bot.living import START, life, notice, said
from tests.documents import rss

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NBSP = "\u00a0"


@pytest.fixture
def greffier(settings, monkeypatch):
    def run(*arguments: str, locale: str = "fr_CA.UTF-8"):
        monkeypatch.setenv("LC_ALL", locale)
        return CliRunner().invoke(app, arguments)

    return run


@pytest.fixture
def polled(greffier, publisher):
    publish(publisher, [notice(80, START)], [notice(90, START)])
    greffier("poll")


@pytest.fixture
async def living(opened, settings, publisher):
    async with life(opened, settings.model_copy(update={"maintainers": [77]}), publisher) as alive:
        publisher.serve("/police.xml", rss([notice(90, START)]))
        await alive.poll([said(1, START)])
        yield alive


def look(living, hours: float = 1):
    """Let some time pass, poll what is due, look at the feeds and tell maintainers, as the service does."""

    async def looked() -> list[str]:
        await living.poll(None, hours * HOUR)
        await Watcher(living.house.db, living.clock).look()
        await Notifier(living.house.db, living.house.settings, living.clock).notify()
        return words(living)

    return looked()


def words(living) -> list[str]:
    queued = living.house.db.read(list_deliveries, (DeliveryStatus.QUEUED,))
    return [one.text for one in queued if one.chat == "77"]


# --- at the terminal --------------------------------------------------------------------------------------------------


def test_the_health_of_each_feed_is_a_word_a_sentence_and_the_next_poll_in_the_terminal_s_language(
    greffier, publisher, polled
) -> None:
    publisher.serve("/gov.xml", "<!doctype html><html><body>Bonjour</body></html>", content_type="text/html")
    greffier("poll", "--all")
    page, well = greffier("feeds", "health").stdout.replace(NBSP, " ").splitlines()
    assert page.startswith("gov-fr  page web au lieu du fil · depuis le 20")
    assert "(html: " in page
    assert "1 fois; lu pour la dernière fois : 20" in page
    assert " · prochain relevé le 20" in page
    assert well.startswith("police-fr  en ordre · depuis le 20")
    english = greffier("feeds", "health", "gov-fr", locale="en_CA.UTF-8").stdout
    assert english.startswith("gov-fr  a web page in place of the feed · since 20")
    assert len(english.splitlines()) == 1


def test_health_is_an_object_a_line_for_a_program(greffier, publisher, polled) -> None:
    publisher.fail("/gov.xml", 410)
    greffier("poll", "--all")
    result = greffier("feeds", "health", "--json")
    gone, well = map(json.loads, result.stdout.splitlines())
    assert (gone["id"], gone["state"], gone["next_poll_at"]) == ("gov-fr", "gone", None)
    assert "410" in gone["reason"]
    assert datetime.fromisoformat(gone["since"]).tzinfo is not None
    assert (well["state"], result.exit_code) == ("ok", 0)
    assert datetime.fromisoformat(well["next_poll_at"]) > datetime.fromisoformat(well["since"])
    assert [json.loads(one)["state"] for one in greffier("feeds", "list", "--json").stdout.splitlines()] == [
        "gone",
        "ok",
    ]


@pytest.mark.parametrize(
    ("locale", "paused", "removed"),
    [
        ("fr_CA.UTF-8", "il n'est pas relevé avant feeds resume; motif donné : {why}", "retiré à la main; "),
        ("en_CA.UTF-8", "it is not asked until feeds resume; the reason given: {why}", "removed by hand; "),
    ],
)
def test_why_a_feed_is_paused_or_removed_is_said_until_it_goes_on(greffier, polled, locale, paused, removed) -> None:
    for why in ("trop bavard", "adresse à confirmer"):
        greffier("feeds", "pause", "gov-fr", "--reason", why)
        assert (
            greffier("feeds", "health", "gov-fr", locale=locale)
            .stdout.replace(NBSP, " ")
            .endswith(paused.format(why=why) + "\n")
        )
        greffier("feeds", "resume", "gov-fr", "--reason", "vu")
    assert "vu" not in greffier("feeds", "health", "gov-fr", locale=locale).stdout
    greffier("feeds", "remove", "gov-fr", "--reason", "en double")
    told = greffier("feeds", "health", "gov-fr", locale=locale).stdout
    assert removed in told
    assert told.endswith("en double\n")


def test_a_feed_that_its_publisher_withdrew_has_no_reason_of_an_earlier_pause(greffier, publisher, polled) -> None:
    greffier("feeds", "pause", "gov-fr", "--reason", "essai")
    greffier("feeds", "resume", "gov-fr", "--reason", "vu")
    publisher.fail("/gov.xml", 410)
    greffier("poll", "--all")
    told = greffier("feeds", "health", "gov-fr").stdout
    assert "(410)" in told
    assert "motif" not in told


def test_moments_are_in_the_zone_of_the_settings_and_in_utc_for_a_program(greffier, polled, monkeypatch) -> None:
    asked = datetime.fromisoformat(json.loads(greffier("feeds", "health", "--json", "gov-fr").stdout)["next_poll_at"])
    assert asked.utcoffset() == timedelta(0)
    monkeypatch.setenv("GREFFIER_TIMEZONE", "Asia/Kolkata")
    told = greffier("feeds", "health", "gov-fr").stdout
    assert f"{asked.astimezone(ZoneInfo('Asia/Kolkata')):%Y-%m-%d %H:%M}\n" in told
    monkeypatch.setenv("GREFFIER_TIMEZONE", "UTC")
    assert f"{asked:%Y-%m-%d %H:%M}" in greffier("feeds", "health", "gov-fr").stdout


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("fr_CA.UTF-8", "il n'a jamais eu d'article : un fil vide, ou une mauvaise adresse"),
        ("en_CA.UTF-8", "it has never had an entry: an empty feed, or a wrong address"),
    ],
)
def test_a_feed_that_has_never_had_an_entry_says_so(greffier, publisher, locale, said) -> None:
    publish(publisher, [], [])
    greffier("poll")
    assert said in greffier("feeds", "health", "gov-fr", locale=locale).stdout.replace(NBSP, " ")


def test_a_feed_that_is_none_is_told_so(greffier, polled) -> None:
    result = greffier("feeds", "health", "no-such")
    assert result.exit_code == 1
    assert "no-such" in str(result.exception)


@pytest.mark.parametrize(("status", "mark"), [(200, "ok"), (404, "!!")])
def test_the_doctor_names_the_feeds_in_trouble_in_a_line(greffier, publisher, polled, status, mark) -> None:
    if status != 200:
        publisher.fail("/gov.xml", status)
        greffier("poll", "--all")
    found = [json.loads(line) for line in greffier("doctor", "--json").stdout.splitlines()]
    [feeds] = [line for line in found if line["check"] == "feeds"]
    assert feeds["mark"] == mark
    assert ("gov-fr" in feeds["said"]) is (status != 200)


# --- to a maintainer --------------------------------------------------------------------------------------------------


async def test_a_dead_feed_is_named_to_a_maintainer_once_within_a_day_and_again_when_it_died_anew(living) -> None:
    living.publisher.fail("/gov.xml", 500)
    told = [await look(living, 2) for _ in range(18)]
    assert [len(one) for one in told] == [0] * 6 + [1] * 12
    [word] = told[-1]
    assert "gov-fr" in word
    assert "http-500" in word
    await living.poll([said(2, living.now)])
    assert len(await look(living)) == 1
    living.publisher.fail("/gov.xml", 500)
    told = [await look(living, 2) for _ in range(12)]
    assert len(told[-1]) == 2


async def test_a_feed_that_comes_and_goes_is_one_word_a_day(living) -> None:
    for turn in range(4):
        living.publisher.fail("/gov.xml", 500)
        for _ in range(7):
            await look(living, 2)
        await living.poll([said(turn + 2, living.now)])
        await look(living)
    assert len(words(living)) == 2


async def test_feeds_that_die_together_are_one_message(living) -> None:
    living.publisher.fail("/gov.xml", 500)
    living.publisher.fail("/police.xml", 404)
    for _ in range(8):
        await look(living, 3)
    [word] = words(living)
    assert "gov-fr" in word
    assert "police-fr" in word
    assert "fil introuvable" in word


async def test_a_feed_that_is_gone_or_moved_for_good_is_told_at_once_and_once(living) -> None:
    living.publisher.fail("/gov.xml", 410)
    assert [len(await look(living)) for _ in range(3)] == [1, 1, 1]
    db, new = living.house.db, "https://ministere.example/nouveau.xml"
    [police] = db.write(claim_due_feeds, living.now, regardless_of_pace=True)
    db.write(
        save_polls, [PollOutcome(feed="police-fr", epoch=police.epoch, state=FeedState(), adopted=new)], living.now
    )
    await Notifier(db, living.house.settings, living.clock).notify()
    _, moved = words(living)
    assert f'href="{new}"' in moved
    assert moved.startswith("police-fr a déménagé pour de bon")


async def test_what_waits_for_a_decision_is_told_and_no_more_once_it_was_taken(living) -> None:
    for n in range(2, 8):
        await living.poll([said(n, living.now)])
    await living.poll([said(n, living.now) for n in (7, *range(100, 130))])
    [word] = await look(living)
    assert "30 entrées d'un coup" in word.replace(NBSP, " ")
    living.act("discard")
    assert len(await look(living)) == 1


async def test_an_overrun_is_told(living) -> None:
    await living.poll([said(n, living.now) for n in range(2, 6)])
    await living.poll([said(n, living.now) for n in range(20, 30)])
    [word] = await look(living)
    assert "Tout n'a peut-être pas été vu" in word.replace("’", "'")


# --- in the digest ----------------------------------------------------------------------------------------------------


async def test_an_empty_feed_is_named_to_a_maintainer_and_not_yet_in_the_digest(opened, settings, publisher) -> None:
    async with life(opened, settings.model_copy(update={"maintainers": [77]}), publisher) as living:
        publisher.serve("/police.xml", rss([]))
        await living.poll([said(1, START)])
        for _ in range(3):
            told = await look(living, 8)
        [word] = told
        assert "police-fr" in word
        assert "il n'a jamais eu d'article" in word
        assert living.house.db.read(covered, living.now).silent == ()


async def test_a_feed_that_is_silent_beyond_its_rhythm_is_named_in_the_coverage_and_told(living) -> None:
    for day in range(7):
        await living.poll([said(n, START) for n in range(day + 1, day + 3)], DAY)
    last = living.now
    assert living.house.db.read(covered, living.now).silent == ()
    for _ in range(5):
        await look(living, 24)
    found = living.house.db.read(covered, living.now)
    assert [source.name["fr"] for source in found.silent] == ["Ministère d'Exemple"]
    assert found.silent[0].since.date() == last.date()
    assert found.unread == ()
    [word] = words(living)
    assert "il est lu et ne publie rien" in word
    assert found.answering == found.feeds == 2
