"""`greffier evaluate` as a person and a build use it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands import app
from bot.commands.errors import explained

RIGHT = {
    "id": "r",
    "lang": "fr",
    "title": "Québec octroie 2 M$ à dix organismes",
    "summary": "",
    "label": "funding",
    "facts": {"amounts": [{"value": 2_000_000, "currency": "CAD", "evidence": "2 M$"}], "period": []},
}
WRONG = {
    "id": "w",
    "lang": "en",
    "title": "Three people arrested after raid in Sudbury",
    "summary": "Jordan Quibblewick was charged.",
    "label": "other",
    "facts": {"region": [{"evidence": "after raid"}]},
}
OTHER = {"id": "o", "lang": "en", "title": "Library opens late on Friday", "summary": "", "label": "other"}


@pytest.fixture
def evaluate(tmp_path: Path):
    def run(rows: list[dict | str], *arguments: str) -> Result:
        file = tmp_path / "labelled.jsonl"
        file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
        return CliRunner().invoke(app, ["evaluate", str(file), *arguments])

    return run


def figures(done: Result) -> dict[str, dict]:
    return {figure["figure"]: figure for figure in map(json.loads, done.stdout.splitlines())}


def test_each_figure_is_one_object_with_its_interval(evaluate) -> None:
    done = evaluate([RIGHT, WRONG, OTHER], "--json")

    assert done.exit_code == 0, done.stderr
    found = figures(done)
    assert found["arrest: precision"] == {
        **{"figure": "arrest: precision", "value": 0.0, "low": 0.0, "high": 0.793451},
        **{"hits": 0, "of": 1},
    }
    assert (found["items"]["value"], found["accuracy"]["hits"], found["accuracy"]["of"]) == (3, 2, 3)
    assert found["police_service"]["value"] is None


def test_a_person_gets_a_table_that_says_what_a_recall_is(evaluate) -> None:
    lines = evaluate([RIGHT, OTHER]).stdout.splitlines()
    [accuracy] = [line.split() for line in lines if line.startswith("  accuracy")]
    assert accuracy == ["accuracy", "1.000", "0.342–1.000", "2/2"]
    assert any("labels are not exhaustive" in line for line in lines)
    assert max(map(len, lines)) <= 100


def test_a_wrong_reading_is_shown_with_its_cues_and_without_a_name(evaluate) -> None:
    done = evaluate([RIGHT, WRONG], "--misses", "5", "--json")

    assert "line 2, w, en: labelled other, read as arrest" in done.stderr
    assert "cue charged: “was charged” (summary)" in done.stderr
    assert "missed region: “after raid”" in done.stderr
    assert "Quibblewick" not in done.stderr
    assert "line 1" not in done.stderr
    assert len(figures(done)) == len(done.stdout.splitlines())


def test_no_more_wrong_readings_are_shown_than_asked_for(evaluate) -> None:
    rows = [WRONG | {"id": str(n)} for n in range(4)]
    assert evaluate(rows).stderr == ""
    assert evaluate(rows, "--misses", "3").stderr.count("labelled other") == 3


@pytest.mark.parametrize(
    ("bounds", "exit_code", "said"),
    [
        (["--min", "accuracy=0.6", "--max", "facts with a false span=0"], 0, ""),
        (["--min", "accuracy=0.7"], 1, "greffier: accuracy: 0.6667 is below 0.7\n"),
        (["--min", "accuracy=0.1", "--min", "other: recall=1"], 1, "greffier: other: recall: 0.5000 is below 1\n"),
        (["--max", "lines skipped=-1"], 1, "greffier: lines skipped: 0.0000 is above -1\n"),
        (["--min", "operation_name=0"], 1, "greffier: operation_name: nothing to measure it on\n"),
    ],
)
def test_a_figure_out_of_its_bounds_ends_with_one(evaluate, bounds, exit_code, said) -> None:
    done = evaluate([RIGHT, WRONG, OTHER], *bounds)
    assert (done.exit_code, done.stderr) == (exit_code, said)
    assert "accuracy" in done.stdout


@pytest.mark.parametrize("bound", ["acuracy=0.9", "accuracy", "accuracy=high", "accuracy=nan", "accuracy=90", "=1", ""])
def test_a_bound_that_is_none_is_refused_before_anything_is_read(tmp_path, bound, capsys) -> None:
    arguments = ["evaluate", str(tmp_path / "not there"), "--min", bound]
    assert explained(lambda: app(arguments)) == 2
    assert f"--min {bound}" in capsys.readouterr().err


def test_a_bad_line_is_named_with_its_number_and_the_others_are_counted(evaluate) -> None:
    done = evaluate([RIGHT, "{", "", OTHER | {"label": "news"}, OTHER], "--json")

    assert done.exit_code == 0
    assert [line.split(":")[2] for line in done.stderr.splitlines()] == ["2", "4"]
    assert figures(done)["items"]["value"] == 2
    assert figures(done)["lines skipped"]["value"] == 2


@pytest.mark.parametrize("content", [None, "", "\n\n", "not json\n"])
def test_a_file_without_a_labelled_line_is_wrong_usage(tmp_path, capsys, content) -> None:
    file = tmp_path / "labelled.jsonl"
    if content is not None:
        file.write_text(content)
    assert explained(lambda: app(["evaluate", str(file)])) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert str(file) in err.splitlines()[-1]


def test_a_folder_is_wrong_usage(tmp_path) -> None:
    assert explained(lambda: app(["evaluate", str(tmp_path)])) == 2


def test_standard_input_is_read(evaluate) -> None:
    done = CliRunner().invoke(app, ["evaluate", "-", "--json"], input=f"\ufeff{json.dumps(RIGHT)}\r\n")
    assert figures(done)["accuracy"]["value"] == 1, done.stderr


def test_a_reading_that_fails_is_named_and_counts_as_wrong(evaluate, monkeypatch) -> None:
    def fail(text):
        raise RuntimeError("no such rule")

    monkeypatch.setattr("feeds.reading.read.read", fail)
    done = evaluate([RIGHT], "--json", "--misses", "1")
    assert "labelled.jsonl:1: could not be read: no such rule" in done.stderr
    assert "labelled funding, not read" in done.stderr
    assert figures(done)["funding: recall"]["hits"] == 0
