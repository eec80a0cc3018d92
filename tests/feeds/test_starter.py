"""The starter record: facts with a source, in our own words, in one shape."""

import json
import re
from datetime import UTC, date, datetime

import pytest

from feeds.model import Category, Kind, Text
from feeds.reading.read import read
from feeds.starter import RECORD, SOURCE_NOTE, StarterEntry, StarterError, parse, records

DAYS = [
    "2019-04-04",
    "2019-09-26",
    "2021-06-15",
    "2021-11-12",
    "2021-12-03",
    "2023-01-27",
    "2023-12-01",
    "2024-05-03",
    "2025-03-20",
    "2025-11-04",
    "2026-03-04",
]
AMOUNTS = {
    "2019-09-26": ["11 M$", "11 M$", "2,2 M$ par an"],
    "2021-06-15": ["près de 100 M$", "79,2 M$"],
    "2021-12-03": ["150 M$ sur cinq ans", "englobe la somme de près de 100 M$ déjà annoncée", "en compte 38"],
    "2024-05-03": ["plus de 19 M$ sur six ans", "13,5 M$ sur cinq ans", "5,6 M$ sur quatre ans"],
    "2025-03-20": ["39,7 M$", "jusqu'à 21,5 M$", "18,2 M$", "5 557 900 $", "l'entente annoncée en mai 2024"],
    "2025-11-04": ["plus de 430 000 $", "plan d'action 2021-2026", "486 arrestations", "301 arrestations"],
    "2026-03-04": ["1,2 M$ à dix organismes", "enveloppe de 150 M$"],
}
PEOPLE = {"2019-04-04": 11, "2021-11-12": 26, "2023-01-27": 31, "2023-12-01": 26}


def line(**changes: object) -> str:
    row = json.loads(RECORD.read_text(encoding="utf-8").splitlines()[0]) | changes
    return json.dumps({name: value for name, value in row.items() if value is not None})


def day_of(entry: StarterEntry) -> str:
    return entry.published.date().isoformat()


def on(day: str) -> StarterEntry:
    return next(entry for entry in records() if day_of(entry) == day)


def as_text(entry: StarterEntry) -> Text:
    return Text(title=entry.title, summary=entry.summary, lang=entry.lang, publisher_kind=entry.publisher.kind)


def test_the_record_holds_seven_promises_and_four_operations_in_order() -> None:
    assert [day_of(entry) for entry in records()] == DAYS
    assert [day_of(entry) for entry in records() if entry.publisher.kind is Kind.POLICE] == list(PEOPLE)


@pytest.mark.parametrize("day", AMOUNTS)
def test_each_amount_stands_with_the_words_that_give_it_its_role(day: str) -> None:
    told = re.sub(r"\s", " ", on(day).title + " " + on(day).summary)

    for words in AMOUNTS[day]:
        assert words in told


def test_every_entry_names_where_it_was_seen_and_its_address_is_whole() -> None:
    for entry in records():
        assert re.search(r"\b[\w-]+\.(?:ca|com)\b", entry.source), entry.id
        assert entry.url is None or re.fullmatch(r"https://[\w.-]+/\S+[^…]", entry.url), entry.id


def test_every_entry_reports_what_was_announced_and_quotes_nobody() -> None:
    for entry in records():
        assert re.match(
            r"(?:Le gouvernement|Les gouvernements|La Sûreté du Québec) .{0,25}\b(?:a|ont)\b", entry.summary
        )
        assert not re.search(r"[«»“”\"]", entry.title + entry.summary), entry.id
    assert SOURCE_NOTE["fr"].startswith("Résumé rédigé par Greffier")
    assert SOURCE_NOTE["en"].startswith("Summary written by Greffier")


def test_every_entry_is_history_with_a_day_in_the_past() -> None:
    for entry in records():
        assert entry.published.tzinfo is not None
        assert date(2019, 1, 1) <= entry.published.date() <= datetime.now(UTC).date()


def test_no_mail_address_telephone_number_or_title_of_a_person_stands_in_the_record() -> None:
    text = RECORD.read_text(encoding="utf-8")

    assert not re.search(r"[\w.+-]+@[\w-]+\.\w+", text)
    assert not re.search(r"\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b", text)
    assert not re.search(r"\b(?:M\.|Mme|Mr|Ms|ministre|sergente?|lieutenante?)\s+[A-ZÀ-Ý]", text)


@pytest.mark.parametrize("entry", records(), ids=lambda entry: entry.id)
def test_the_reader_takes_a_promise_for_funding_and_an_operation_for_an_arrest(entry: StarterEntry) -> None:
    reading = read(as_text(entry))

    is_police = entry.publisher.kind is Kind.POLICE
    assert reading.category is (Category.ARREST if is_police else Category.FUNDING)
    if is_police:
        people = {fact.value for fact in reading.facts if fact.kind == "persons_arrested" and fact.scope == "event"}
        assert people == {PEOPLE[day_of(entry)]}


def test_a_line_without_an_address_is_accepted() -> None:
    [entry] = parse(line(url=None), "record.jsonl")

    assert entry.url is None
    assert entry.published == datetime(2019, 4, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("[]", "must be an object"),
        ("{", "Expecting property name"),
        (line(source=None), '"source" is missing'),
        (line(mood="calm"), 'unknown key "mood"'),
        (line(title=" "), "title: must be a text that is not empty"),
        (line(published="2019-04-04T12:00:00"), "published: must state its offset"),
        (line(url="journallesoir.ca/…"), "url: .* is not an http or https address"),
        (line(publisher={"id": "x"}), "publisher: .* is missing"),
        (line(), 'id "2019-04-04-onze-arrestations" stands already'),
        (line(id="other", publisher=json.loads(line())["publisher"] | {"region": "CA"}), "described otherwise"),
    ],
)
def test_a_line_out_of_shape_is_refused_with_its_number_and_the_reason(bad: str, reason: str) -> None:
    with pytest.raises(StarterError, match=rf"record\.jsonl:2: .*{reason}"):
        parse(f"{line()}\n{bad}", "record.jsonl")
