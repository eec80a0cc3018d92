from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.desk.follow import FollowError, matches, parse_filters
from bot.settings import Settings
from feeds.model import Category, Fact, Kind, Level, Publisher
from storage.model import EntryRecord, StoryFact, StoryRecord

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def story(region: str | None = "CA-ON", category: Category = Category.FUNDING, **facts: object) -> StoryRecord:
    publisher = Publisher(
        id="sante-canada",
        name={"fr": "Santé Canada", "en": "Health Canada"},
        kind=Kind.GOVERNMENT,
        level=Level.FEDERAL,
        region=region,
        homepage="https://sante.example",
    )
    entry = EntryRecord(
        id="e",
        url=None,
        publisher=publisher,
        lang="fr",
        title="De l'argent pour les hôpitaux",
        summary="",
        version=1,
        published=NOW,
        first_seen=NOW,
    )
    found = tuple(StoryFact(entry="e", fact=fact(kind, value)) for kind, value in facts.items())
    return StoryRecord(
        id="s", category=category, score=1.0, first_seen=NOW, published=NOW, entries=(entry,), facts=found
    )


def fact(kind: str, value: object) -> Fact:
    made = Fact(kind=kind, value="", field="title", start=0, end=1, text="x")
    if kind == "amount":
        return replace(made, value=Decimal(str(value)), currency="CAD", role="total")
    if kind == "place":
        return replace(made, value=str(value), region=str(value))
    return replace(made, value=str(value))


@pytest.mark.parametrize(
    ("filters", "told", "expected"),
    [
        ("all", story("GB"), True),
        ("", story("GB"), True),
        ("scope:local", story("CA-QC-06"), True),
        ("scope:local", story("CA-ON"), False),
        ("scope:local", story("CA-ON", place="CA-QC-06"), True),
        ("scope:national", story("CA-ON"), True),
        ("scope:international", story("GB"), True),
        ("scope:international", story(None), True),
        ("topic:housing", story(topic="housing"), True),
        ("topic:housing,health", story(topic="health"), True),
        ("topic:Housing region:ca-on", story("CA-ON", topic="housing"), True),
        ("topic:housing", story(topic="health"), False),
        ("min:1M", story(amount=1_000_000), True),
        ("min:1M", story(amount=999_999), False),
        ("min:1.5M scope:national", story("CA-ON", amount=2_000_000), True),
        ("min:1.5M scope:national", story("GB", amount=2_000_000), False),
        ("type:arrest", story(category=Category.ARREST), True),
        ("type:arrest", story(), False),
        ("region:CA-ON", story("CA-ON"), True),
        ("region:CA-QC", story("CA-ON"), False),
        ("level:federal", story(), True),
        ("body:sante-canada", story(), True),
        ("body:canada", story(), True),
        ("lang:en", story(), False),
        ("hopitaux", story(), True),
        ("hopital", story(), False),
        ("hopitaux", story(category=Category.ARREST), False),
        ("topic:fraud; hopitaux", story(), True),
    ],
)
def test_a_filter_holds_where_one_of_its_alternatives_does(filters, told, expected) -> None:
    assert matches(parse_filters(filters), told, "CA-QC") is expected


def test_the_default_filter_is_the_first_subject_what_is_local_and_what_is_large() -> None:
    default = parse_filters(Settings.model_fields["follow"].default)
    assert matches(default, story("GB", topic="child-sexual-exploitation"), "CA-QC")
    assert matches(default, story("CA-QC"), "CA-QC")
    assert matches(default, story("CA-ON", amount=1_000_000), "CA-QC")
    assert not matches(default, story("CA-ON", amount=900_000), "CA-QC")


@pytest.mark.parametrize("filters", ["colour:red", "min:lots", "scope:near", "type:gossip", "topic:"])
def test_a_term_that_is_not_known_is_refused_by_name(filters) -> None:
    with pytest.raises(FollowError, match=filters.partition(":")[2] or filters):
        parse_filters(filters)
