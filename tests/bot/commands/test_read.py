import json

import pytest
from typer.testing import CliRunner

from bot.commands import app
from bot.commands.errors import USAGE, explained


def answers(*lines: str | bytes) -> list[dict]:
    given = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    done = CliRunner().invoke(app, ["read", "-"], input=given)
    assert done.exit_code == 0, done.exception
    return [json.loads(line) for line in done.stdout.splitlines()]


def line(**fields: object) -> str:
    return json.dumps({"id": 1, "title": "Québec octroie 2 M$ à dix organismes", "summary": ""} | fields)


def test_an_announcement_is_read_with_spans_of_the_text_as_it_was_given() -> None:
    [answer] = answers(line(title="  Québec octroie 2 M$\u00a0à dix organismes "))
    assert (answer["id"], answer["lang"], answer["category"]) == (1, "fr", "funding")
    [amount] = [fact for fact in answer["facts"] if fact["kind"] == "amount"]
    assert (amount["value"], amount["currency"], amount["role"]) == (2_000_000, "CAD", "total")
    assert "  Québec octroie 2 M$\u00a0à dix organismes "[amount["start"] : amount["end"]] == amount["text"] == "2 M$"


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "[1, 2]",
        '"text"',
        "null",
        '{"id": 7}',
        '{"id": 7, "title": 3}',
        '{"id": 7, "title": "t", "published": "hier"}',
        '{"id": 7, "title": "t", "publisher_kind": "bakery"}',
        b'{"id": 7, "title": "\xff\xfe"}',
        "[" * 100_000,
    ],
)
def test_a_bad_line_is_named_and_the_next_is_read(bad) -> None:
    first, second = answers(bad, line())
    assert first["line"] == 1
    assert first["error"]
    assert second["category"] == "funding"


@pytest.mark.parametrize(
    "published", ["2023-01-27", "2023-01-27T10:00:00Z", "2023-01", "2023", "", "0001-01-01", "9999-12-31", None]
)
def test_a_date_is_taken_as_precise_as_it_is(published) -> None:
    assert answers(line(published=published))[0]["category"] == "funding"
    assert answers(line(title="Police arrested 3 people yesterday", published=published))[0]["category"] == "arrest"


def test_blank_lines_are_passed_over_and_odd_characters_are_answered() -> None:
    assert len(answers(line(), "", line(title="\\ud800 \\u0000 2 M$"), line(summary="x" * 300_000))) == 3
    assert answers('{"id": 1, "title": "\\ud800 arrest\\u0000"}')[0]["id"] == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{"id": "1", "title": "x", "publisher_kind": "tabloid"}', "not one of government, police, news"),
        ('{"id": "1", "title": "x", "published": "yesterday"}', "is no date such as 2025-11-04"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_words(given, said):
    assert said in json.loads(CliRunner().invoke(app, ["read", "-"], input=given).stdout)["error"]


def test_a_date_as_rss_writes_it_is_read():
    given = '{"id": "1", "title": "x", "published": "Tue, 04 Nov 2025 09:00:00 -0500"}'
    assert "error" not in json.loads(CliRunner().invoke(app, ["read", "-"], input=given).stdout)


def test_a_file_that_cannot_be_opened_is_wrong_usage(tmp_path, capsys):
    assert explained(lambda: app(["read", str(tmp_path / "none.jsonl")])) == USAGE
    assert "No such file" in capsys.readouterr().err
