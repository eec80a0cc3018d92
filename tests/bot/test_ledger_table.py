"""What the ledger says: of a rounded total, of one payer's part, and where each sum was published."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from bot.commands import app
from tests.bot.announcements import funding, publish

JOINT = "Le gouvernement du Québec verse 13,5 M$ et le gouvernement du Canada, 5,6 M$."


@pytest.mark.parametrize(("total", "is_said"), [("19 M$", True), ("19,1 M$", False)])
def test_a_rounded_total_is_said_to_differ_from_its_parts(settings, publisher, monkeypatch, total, is_said):
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")
    publish(publisher, [{**funding(1, total), "description": JOINT}], [])
    CliRunner().invoke(app, ["poll"])
    shown = CliRunner().invoke(app, ["ledger"]).stdout
    assert ("$13.5 million" in shown, "$5.6 million" in shown) == (True, True)
    assert ("The lines make $19.1 million" in shown) is is_said


def ledger(*options: str) -> dict:
    return json.loads(CliRunner().invoke(app, ["ledger", "--json", *options]).stdout)


@pytest.fixture
def joint(settings, publisher) -> None:
    publish(publisher, [{**funding(1, "19 M$"), "description": JOINT}], [])
    CliRunner().invoke(app, ["poll"])


@pytest.mark.parametrize(
    ("options", "amounts"),
    [
        (["--payer", "ottawa"], [5_600_000]),
        (["--payer", "Canada"], [5_600_000]),
        (["--payer", "quebec"], [13_500_000]),
        (["--payer", "Québec,Ottawa"], [13_500_000, 5_600_000]),
        (["--payer", "Ontario"], []),
        (["--level", "federal"], [5_600_000]),
        (["--level", "provincial", "--payer", "Québec"], [13_500_000]),
    ],
)
@pytest.mark.usefixtures("joint")
def test_a_payer_and_a_level_keep_that_payers_part_of_a_joint_announcement(options, amounts) -> None:
    found = ledger(*options)
    assert [held["amount"] for held in found["commitments"]] == amounts
    announced = 19_000_000 if len(amounts) == 2 else sum(amounts)
    assert [held["announced"] for held in found["money"].values()] == ([announced] if amounts else [])


@pytest.mark.usefixtures("joint")
def test_data_say_what_the_lines_make_where_a_total_was_rounded() -> None:
    found = ledger("--by", "topic")
    assert (found["money"]["CAD"]["announced"], found["money"]["CAD"]["committed"]) == (19_000_000, 19_100_000)
    assert [group["committed"] for group in found["groups"]] == [19_100_000]
    assert [group["commitments"] for group in found["groups"]] == [[held["id"] for held in found["commitments"]]]


@pytest.mark.parametrize(
    ("lang", "said"), [("en_CA.UTF-8", "Distinct above announced"), ("fr_CA.UTF-8", "Distinct au-dessus de l'annoncé")]
)
@pytest.mark.usefixtures("joint")
def test_a_table_says_why_distinct_stands_above_announced(monkeypatch, lang, said) -> None:
    monkeypatch.setenv("LC_ALL", lang)
    assert said in CliRunner().invoke(app, ["ledger", "--by", "topic"]).stdout


@pytest.mark.usefixtures("joint")
def test_a_row_of_the_sheet_has_its_words_and_its_address() -> None:
    shown = CliRunner().invoke(app, ["ledger", "--format", "csv"]).stdout
    rows = list(csv.DictReader(io.StringIO(shown)))
    assert [row["evidence"] for row in rows] == ["13,5 M$", "5,6 M$"]
    assert all(row["url"].startswith("http") and row["publisher"] for row in rows)


def test_a_month_is_a_key_too_and_the_months_add_up(settings, publisher) -> None:
    days = {1: datetime(2025, 9, 30, 16, tzinfo=UTC), 2: datetime(2025, 10, 1, 16, tzinfo=UTC)}
    night = {**funding(3), "published": datetime(2025, 10, 1, 3, 59, tzinfo=UTC)}  # still September in Montreal
    publish(publisher, [*({**funding(n), "published": day} for n, day in days.items()), night], [])
    CliRunner().invoke(app, ["poll"])
    found = ledger("--by", "month")
    assert {group["key"]: len(group["commitments"]) for group in found["groups"]} == {"2025-09": 2, "2025-10": 1}
    assert sum(group["distinct"] for group in found["groups"]) == found["money"]["CAD"]["distinct"]
