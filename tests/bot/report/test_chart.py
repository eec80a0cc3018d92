"""The chart's numbers, its words, and what is drawn."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from bot.say.report.bars import bars, caption, months_until, ticks
from bot.say.report.picture import ANNOUNCED, DISTINCT, HEIGHT, TOP, WIDTH, drawn, face
from bot.say.words import words
from feeds.stories.model import Group, Ledger

LAST = date(2026, 10, 31)


def year(*groups: Group) -> Ledger:
    return Ledger(since=None, until=None, money={}, commitments=(), events=(), people=0, cumulative=(), groups=groups)


def group(key: str, announced: int, distinct: int, currency: str | None = "CAD") -> Group:
    return Group(
        key=key,
        name=None,
        currency=currency,
        announced=Decimal(announced),
        committed=Decimal(announced),
        distinct=Decimal(distinct),
        commitments=(),
        events=7,
        people=99,
    )


FOUND = bars(year(group("2026-01", 4_500_000, 1_200_000), group("2026-10", 23_635_000, 0)), LAST)


def test_a_year_has_twelve_months_with_and_without_money() -> None:
    assert (months_until(LAST)[0], months_until(LAST)[-1], len(FOUND.bars)) == (
        date(2025, 11, 1),
        date(2026, 10, 1),
        12,
    )
    assert [bar.announced for bar in FOUND.bars if bar.announced] == [4_500_000, 23_635_000]


def test_currencies_are_never_drawn_together_and_people_are_not_drawn() -> None:
    found = bars(year(group("2026-10", 5, 5, "GBP"), group("2026-10", 2, 1), group("2026-09", 0, 0, None)), LAST)
    assert (found.currency, found.others) == ("CAD", {"GBP"})
    assert found.bars[-1].announced == 2
    assert bars(year(group("2026-10", 5, 5, "GBP")), LAST).currency == "GBP"


@pytest.mark.parametrize("most", ["1", "3", "999", "20000000", "20000001", "23635000", "100000000", "9990000000", "0"])
def test_the_chart_is_ruled_at_a_few_round_sums_up_to_above_its_tallest_bar(most: str) -> None:
    tall = replace(FOUND, bars=(replace(FOUND.bars[0], announced=Decimal(most), distinct=Decimal(0)),))
    marks = ticks(tall)
    assert (marks[0], marks[-1] >= Decimal(most)) == (0, True)
    assert 3 <= len(marks) <= 8
    assert marks[-2] < max(Decimal(most), 1_000_000 if most == "0" else 0)


def test_the_caption_tells_every_number_in_the_language_of_its_reader() -> None:
    said = caption(FOUND, words("fr")).replace("\u00a0", "~")
    assert "janvier 2026~: 4,5~M$ annoncés, 1,2~M$ distincts; octobre 2026~: 23~635~000~$ annoncés" in said
    assert said.endswith("Aucun argent les autres mois.")
    assert "January 2026: $4.5 million announced, $1.2 million distinct" in caption(FOUND, words("en"))
    assert caption(bars(year(), LAST), words("en")).endswith("October 2026. No money in the other months.")


def pixels(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def heights(image: Image.Image, colour: str, rows: range = range(TOP, HEIGHT)) -> list[int]:
    """Give how many pixels of a colour each bar is tall, from left to right, in some rows of the picture."""
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    columns = [sum(image.getpixel((x, y)) == wanted for y in rows) for x in range(WIDTH)]
    return [tall for tall, before in zip(columns, [0, *columns], strict=False) if tall and not before]


def test_each_bar_is_as_tall_as_its_sum_and_inside_the_picture() -> None:
    image = pixels(drawn(FOUND, None, words("fr")))
    assert image.size == (WIDTH, HEIGHT)
    january, october = heights(image, ANNOUNCED)
    assert october / january == pytest.approx(23_635_000 / 4_500_000, rel=0.02)
    [new] = heights(image, DISTINCT)
    assert new / january == pytest.approx(1.2 / 4.5, rel=0.05)
    assert heights(image, DISTINCT, range(TOP - 20)) == [19]  # the legend, and no bar


def test_the_typeface_has_the_letters_of_french() -> None:
    missing = face(40).getmask("\uffff").getbbox(), bytes(face(40).getmask("\uffff"))
    for letter in "éèêëàâîïôùûüçÉÈÀÇœŒ«»’–—$£€":
        assert bytes(face(40).getmask(letter)) != missing[1], letter


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_year_without_money_and_a_long_subject_are_drawn_too(language: str) -> None:
    for topic in (None, "child-sexual-exploitation", "x" * 300):
        assert pixels(drawn(bars(year(), LAST), topic, words(language))).size == (WIDTH, HEIGHT)


def test_the_same_values_give_the_same_bytes() -> None:
    assert drawn(FOUND, None, words("en")) == drawn(FOUND, None, words("en"))
