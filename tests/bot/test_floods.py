"""What publishers do to their feeds, over real HTTP: nothing is announced that is not new, nothing new is lost."""

from collections import Counter
from datetime import timedelta

import pytest

from feeds.model import Announce
from tests.bot.living import SITE, START, life, notice, said
from tests.documents import Values, rss

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
async def living(opened, settings, publisher):
    async with life(opened, settings, publisher) as alive:
        yield alive


def window(newest: int, size: int = 10) -> list[Values]:
    """Give the announcements of a window; number n is published n hours after the start."""
    return [said(n, START + n * HOUR) for n in range(newest, max(-1, newest - size), -1)]


def rewritten(entries: list[Values], **changes) -> list[Values]:
    """Give entries under other addresses or identities; a change is made from the entry."""
    return [{**entry, **{name: change(entry) for name, change in changes.items()}} for entry in entries]


def once(*numbers: int) -> Counter[int]:
    return Counter(numbers)


async def followed(living) -> int:
    """Poll a feed that has news every hour for six hours; give the newest number."""
    await living.poll(window(10), 10 * HOUR)
    for newest in range(11, 17):
        await living.poll(window(newest))
    assert await living.told() == once(*range(11, 17))
    return 16


async def test_a_feed_that_gives_every_entry_a_new_guid_every_day_announces_only_what_is_new(living) -> None:
    newest = await followed(living)
    for day in range(1, 6):
        newest += 1
        turned = rewritten(window(newest), guid=lambda e, day=day: f"{e['guid']}-{day}")
        await living.poll(turned, DAY)
        assert await living.told() == once(*range(11, newest + 1))


async def test_a_move_to_https_with_every_link_and_guid_announces_only_what_is_new(living) -> None:
    plain = SITE.replace("https", "http")
    before = [
        rewritten(
            window(n), link=lambda e: e["link"].replace(SITE, plain), guid=lambda e: e["link"].replace(SITE, plain)
        )
        for n in (10, 11)
    ]
    await living.poll(before[0], 10 * HOUR)
    await living.poll(before[1])
    await living.told()
    await living.poll(rewritten(window(12), guid=lambda e: e["link"]))
    assert await living.told() == once(12)  # 11 was told under its former address, and is not told again
    assert living.announce() == {Announce.BACKFILL: 10, Announce.YES: 2}


async def test_a_feed_that_is_emptied_and_restored_announces_only_what_is_new(living) -> None:
    newest = await followed(living)
    await living.poll([])
    await living.poll(window(newest))
    await living.poll([], DAY)
    await living.poll(window(newest + 1), DAY)
    assert await living.told() == once(*range(11, newest + 2))


async def test_five_hundred_old_entries_at_once_are_history_and_the_new_one_among_them_is_told(living) -> None:
    newest = await followed(living)
    old = [(said if n % 10 == 0 else notice)(n, START - n * DAY) for n in range(1000, 1500)]
    report = await living.poll([*window(newest + 1), *old])
    assert report.entries_new == 501
    assert await living.told() == once(*range(11, newest + 1))  # all that came with it waits
    assert living.health().state == "held"
    assert living.act("release").is_done
    assert await living.told() == once(*range(11, newest + 2))


async def test_five_hundred_undated_entries_at_once_wait_and_discarding_them_tells_nothing(living) -> None:
    newest = await followed(living)
    undated = [(said if n % 10 == 0 else notice)(n, None) for n in range(1000, 1500)]
    await living.poll([*window(newest), *undated])
    assert (living.health().state, living.health().values["held"]) == ("held", 500)
    assert living.act("discard").is_done
    assert await living.told() == once(*range(11, newest + 1))
    assert living.health().state == "ok"
    await living.poll(window(newest + 1))
    assert await living.told() == once(*range(11, newest + 2))


@pytest.mark.parametrize("size", [424, pytest.param(1424, marks=pytest.mark.slow)])
async def test_a_first_poll_of_a_long_feed_announces_none_and_the_next_one_what_is_new(living, size) -> None:
    whole = [*window(40, size=40), *(notice(n, START) for n in range(3000, 2960 + size))]
    report = await living.poll(whole, 41 * HOUR)
    assert report.entries_new == size
    await living.poll([said(2000, living.now), *whole[:-1]])
    assert await living.told() == once(2000)


async def test_new_identities_and_addresses_for_all_wait_and_a_release_tells_only_what_is_new(living) -> None:
    newest = await followed(living)
    for turn in ("a", "b"):
        newest += 1
        moved = rewritten(
            window(newest),
            guid=lambda e, turn=turn: f"{turn}-{e['guid']}",
            link=lambda e, turn=turn: e["link"].replace(SITE, f"{SITE}{turn}/"),
        )
        await living.poll(moved, DAY)
        assert living.health().state == "mass-id-change"
    assert await living.told() == once(*range(11, newest - 1))
    assert living.act("release").is_done
    assert await living.told() == once(*range(11, newest + 1))
    await living.poll(None, DAY)
    assert await living.told() == once(*range(11, newest + 1))
    assert living.health().state == "ok"


async def test_discarding_a_flood_loses_nothing_that_was_new_before_it(living) -> None:
    newest = await followed(living) + 1
    await living.poll(window(newest))
    moved = rewritten(
        window(newest), guid=lambda e: f"x{e['guid']}", link=lambda e: e["link"].replace(SITE, f"{SITE}x/")
    )
    await living.poll(moved)
    assert living.health().state == "mass-id-change"
    assert living.act("discard").is_done
    assert await living.told() == once(*range(11, newest + 1))


async def test_what_a_feed_still_serves_is_known_after_thirteen_months(living) -> None:
    newest = await followed(living)
    for _ in range(6):
        await living.poll(window(newest), 31 * DAY)
    living.publisher.fail("/gov.xml", 503)
    await living.poll(None, 31 * DAY)
    for _ in range(6):
        await living.poll(window(newest), 31 * DAY)
    assert await living.told() == once(*range(11, newest + 1))
    assert sum(living.announce().values()) == newest


async def test_a_guid_that_is_used_for_another_article_is_another_entry(living) -> None:
    newest = await followed(living)
    other = said(
        900,
        START + 17 * HOUR,
        guid=f"guid-{newest}",
        title="Le ministre annonce 940 M$ pour des logements abordables à Gatineau",
    )
    report = await living.poll([other, *window(newest)[1:]])
    assert (report.entries_new, report.entries_changed) == (1, 0)
    assert await living.told() == once(*range(11, newest + 1), 900)


async def test_entries_that_are_dated_anew_every_day_are_neither_new_nor_changed(living) -> None:
    newest = await followed(living)
    for _ in range(4):
        report = await living.poll([{**e, "published": living.now} for e in window(newest)], DAY)
        assert (report.entries_new, report.entries_changed) == (0, 0)
    assert await living.told() == once(*range(11, newest + 1))


async def test_a_window_that_was_replaced_between_two_polls_is_told_and_the_feed_is_asked_faster(living) -> None:
    newest = await followed(living)
    await living.poll(window(newest), 8 * DAY)
    before = living.record().state
    await living.poll(window(newest + 30), 31 * HOUR)
    assert living.health().state == "overrun"
    assert living.record().state.next_poll_at - living.now < before.next_poll_at - before.polled_at
    await living.poll(window(newest + 31), 8 * DAY)
    assert living.health().state == "ok"


async def test_a_server_that_wrongly_says_not_modified_hides_news_for_a_day_at_most(living) -> None:
    newest = await followed(living)
    await living.poll(window(newest))
    etag = f'"{living.etags}"'
    for _ in range(23):
        living.publisher.serve("/gov.xml", rss(window(newest + 1)), etag=etag)
        await living.poll(None)
    assert (await living.told())[newest + 1] == 0
    await living.poll(None)
    await living.poll(None)
    assert (await living.told())[newest + 1] == 1


async def test_a_feed_that_is_gone_is_not_asked_again_until_it_is_resumed(living) -> None:
    newest = await followed(living)
    living.publisher.fail("/gov.xml", 410)
    await living.poll(None)
    assert living.health().state == "gone"
    asked = living.publisher.hits("/gov.xml")
    for _ in range(3):
        await living.poll(None, 3 * DAY)
    assert living.publisher.hits("/gov.xml") == asked
    assert living.act("resume").is_done
    await living.poll(window(newest + 1))
    assert living.health().state == "ok"
    assert await living.told() == once(*range(11, newest + 2))


async def test_a_permanent_move_is_followed_after_three_days_and_announces_nothing_again(living) -> None:
    newest = await followed(living)
    new = living.publisher.serve("/new.xml", rss(window(newest + 1)), etag='"new"')
    living.publisher.serve("/gov.xml", "", status=301, headers={"Location": new})
    for _ in range(3):
        await living.poll(None, DAY)
        assert living.record().feed.url != new
    await living.poll(None, DAY)
    assert living.record().feed.url == new
    asked = living.publisher.hits("/gov.xml")
    await living.poll(None, DAY)
    assert living.publisher.hits("/gov.xml") == asked
    assert await living.told() == once(*range(11, newest + 2))
    assert living.health().state == "ok"
