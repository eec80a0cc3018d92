"""The rows of an export, from values: order, what is withheld of the ledger, cells, files."""

import io
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.desk.export.cells import cell_of, exact, text_of
from bot.desk.export.formats import write
from bot.desk.export.record import Made, Record, in_order, money, only
from bot.desk.export.rows import ROWS
from bot.desk.export.schema import tables
from feeds.model import Category, Fact, Span
from feeds.stories.model import (
    ArrestEvent,
    Commitment,
    CumulativeStatement,
    Evidence,
    Ledger,
    LinkState,
    Relation,
    StoryLink,
)
from storage.model import StoryFact, StoryRecord
from tests.bot.desk.test_follow import NOW, story

MADE = Made(at=NOW, version="0", language="fr", zone=ZoneInfo("America/Montreal"))
TITLE = "12,5 M$ à l'organisme Rivage, dit Zéphyrin Canarivole"


def fact(kind: str, value: object, text: str, **also: object) -> Fact:
    start = TITLE.index(text)
    return Fact(kind=kind, value=value, field="title", start=start, end=start + len(text), text=text, **also)


AMOUNT = fact("amount", Decimal("12500000.5"), "12,5 M$", currency="CAD", role="total")
PAYEE = fact("payee", "organisme Rivage", "organisme Rivage")
PERSON = fact("payer", "Zéphyrin Canarivole", "Zéphyrin Canarivole")
HIDDEN = Span(field="title", start=PERSON.start, end=PERSON.end)


def told(id: str = "s", facts: tuple[Fact, ...] = (AMOUNT, PAYEE, PERSON), **changes: object) -> StoryRecord:
    base = story()
    entry = replace(base.entries[0], id=f"e-{id}", title=TITLE, withheld=(HIDDEN,), url=f"https://sante.example/{id}")
    found = tuple(StoryFact(entry=entry.id, fact=one) for one in facts)
    return replace(base, id=id, entries=(entry,), facts=found, **changes)


def promise(of: StoryRecord, **changes: object) -> Commitment:
    made = Commitment(
        id=f"{of.id}-1",
        story=of.id,
        title=TITLE,
        dated=date(2026, 3, 4),
        payer=PERSON.value,
        payer_key="canarivole",
        level="federal",
        payee=PAYEE.value,
        programme=None,
        amount=AMOUNT.value,
        currency="CAD",
        years=Decimal("1.5"),
        since=None,
        until="2028",
        counts=Decimal(0),
        counts_because="repeats x",
        proposed_overlap=Decimal(0),
        links=(
            StoryLink(
                source=of.id, target="x", relation=Relation.REPEATS, state=LinkState.CERTAIN, because="repeats:12,5 M$"
            ),
        ),
        evidence=Evidence(entry=f"e-{of.id}", fact=AMOUNT),
        topics=("health",),
    )
    return replace(made, **changes)


def record(*stories: StoryRecord, ledger: Ledger | None = None) -> Record:
    every = in_order(stories)
    return Record(made=MADE, stories=every, ledger=only(ledger or ledger_of(), every), provenance={})


def ledger_of(*commitments: Commitment, events=(), cumulative=()) -> Ledger:
    return Ledger(
        since=None,
        until=None,
        money={},
        commitments=commitments,
        events=tuple(events),
        people=0,
        cumulative=tuple(cumulative),
    )


def rows(of: Record, table: str) -> list[dict[str, object]]:
    return [dict(row) for row in ROWS[table](of)]


def test_every_row_has_the_columns_of_its_table() -> None:
    one = told()
    event = ArrestEvent(story="s", title="", dated=date(2026, 3, 4), people=None)
    statement = CumulativeStatement(story="s", value=486, evidence=Evidence(entry="e-s", fact=AMOUNT))
    whole = record(one, ledger=ledger_of(promise(one), events=[event], cumulative=[statement]))
    for name, table in tables().items():
        assert rows(whole, name)
        assert all(set(row) == set(table.header) for row in rows(whole, name)), name


def test_a_commitment_says_what_it_counts_why_and_in_which_words() -> None:
    one = told()
    [row] = rows(record(one, ledger=ledger_of(promise(one))), "commitments")
    assert (text_of(row["amount"]), text_of(row["counts"]), text_of(row["years"])) == ("12500000.50", "0", "1.5")
    assert row["links"] == ("s repeats x (certain): its text says that the sum was announced before (12,5 M$)",)
    assert (row["evidence_text"], row["evidence_start"], row["url"]) == ("12,5 M$", 0, "https://sante.example/s")
    assert row["payee"] == "organisme Rivage"


def test_a_name_that_only_withheld_words_state_is_in_no_row_of_the_ledger() -> None:
    one = told()
    [row] = rows(record(one, ledger=ledger_of(promise(one))), "commitments")
    assert (row["payer"], row["payer_key"]) == (None, None)
    assert "canarivole" not in str(rows(record(one), "stories") + rows(record(one), "facts") + [row]).casefold()
    assert {fact["kind"] for fact in rows(record(one), "facts")} == {"amount", "payee"}


def test_evidence_that_stands_in_withheld_words_is_left_out() -> None:
    one = told()
    hidden = promise(one, evidence=Evidence(entry="e-s", fact=PERSON))
    statement = CumulativeStatement(story="s", value=3, evidence=Evidence(entry="e-s", fact=PERSON))
    whole = record(one, ledger=ledger_of(hidden, cumulative=[statement]))
    [row] = rows(whole, "commitments")
    assert {row[name] for name in row if name.startswith("evidence")} == {None}
    assert rows(whole, "arrests") == []


def test_a_cumulative_count_stands_apart_and_is_in_no_column_that_is_added() -> None:
    count = fact("persons_arrested", 486, "12,5", scope="cumulative")
    arrested = told("a", (count,), category=Category.ARREST)
    event = ArrestEvent(story="a", title="", dated=date(2026, 3, 4), people=4)
    statement = CumulativeStatement(story="a", value=486, evidence=Evidence(entry="e-a", fact=count))
    first, second = rows(record(arrested, ledger=ledger_of(events=[event], cumulative=[statement])), "arrests")
    assert (first["id"], first["cumulative"], first["people"], first["statement_value"]) == ("a", 0, 4, None)
    assert (second["id"], second["cumulative"], second["people"], second["statement_value"]) == ("a-1", 1, None, 486)
    assert second["people_arrested"] is None


@pytest.mark.parametrize(
    ("place", "region", "is_named"),
    [
        ("Longueuil", "CA-QC-16", True),
        ("Montérégie", "CA-QC-16", True),
        ("Saint-Hyacinthe", "CA-QC-16", True),
        ("Rougemont", "CA-QC-16", False),
        ("Sainte-Anne", None, False),
    ],
)
def test_an_arrest_names_no_small_place(place, region, is_named) -> None:
    seen = Fact(kind="place", value=place, field="title", start=0, end=4, text=place, region=region)
    arrested = record(told("a", (seen,), category=Category.ARREST))
    assert [row["value"] for row in rows(arrested, "facts")] == ([place] if is_named else [])
    [row] = rows(arrested, "stories")
    assert row["regions"] == ((region,) if region else ())
    announced = record(told("f", (seen,)))
    assert [row["value"] for row in rows(announced, "facts")] == [place]


@pytest.mark.parametrize("format", ["csv", "jsonl", "atom", "jsonfeed"])
def test_the_order_in_which_stories_come_does_not_matter(format) -> None:
    stories = [told(f"s{n}", published=NOW - timedelta(days=n % 3)) for n in range(12)]
    promises = [promise(one) for one in stories]
    outputs = set()
    for seed in range(5):
        shuffled = random.Random(seed)
        some = shuffled.sample(stories, len(stories))
        ledger = ledger_of(*shuffled.sample(promises, len(promises)))
        out = io.BytesIO()
        for table in ("stories", "facts", "commitments") if format in ("csv", "jsonl") else (None,):
            write(record(*some, ledger=ledger), format, table, out)
        outputs.add(out.getvalue())
    assert len(outputs) == 1


def test_an_id_of_a_fact_lasts_while_it_says_the_same() -> None:
    [before] = [row for row in rows(record(told()), "facts") if row["kind"] == "amount"]
    [after] = [row for row in rows(record(told(facts=(PERSON, AMOUNT))), "facts") if row["kind"] == "amount"]
    other = replace(AMOUNT, value=Decimal(13_000_000))
    [changed] = [row for row in rows(record(told(facts=(other,))), "facts") if row["kind"] == "amount"]
    assert before["id"] == after["id"] != changed["id"]


def test_an_entry_in_a_language_without_words_is_told_in_the_channels() -> None:
    spanish = told(category=Category.ARREST)
    spanish = replace(spanish, entries=(replace(spanish.entries[0], lang="es"),))
    [row] = rows(record(spanish), "stories")
    assert str(row["title"]).startswith("Arrestation annoncée")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+33",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "﹦1",
        " =1",
        "\u00a0@x",
        "\ufeff=1",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_stands_behind_an_apostrophe(text) -> None:
    assert cell_of(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Québec", "5 M$ = beaucoup", "— tiret", "'=1", "", "2026-03-04"])
def test_any_other_text_stays_as_it_is(text) -> None:
    assert cell_of(text) == text


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("5557900", "5557900"),
        ("5557900.5", "5557900.50"),
        ("5557900.50", "5557900.50"),
        ("5557900.00", "5557900"),
        ("5.5579E+6", "5557900"),
        ("0.1", "0.10"),
        ("123456789012345678.25", "123456789012345678.25"),
        ("0", "0"),
    ],
)
def test_money_is_written_exactly(amount, written) -> None:
    assert exact(money(Decimal(amount))) == written


def test_a_moment_has_its_offset() -> None:
    assert text_of(datetime(2026, 3, 4, 12, tzinfo=UTC)) == "2026-03-04T12:00:00+00:00"
