"""The public record as files: what a stranger opens, in every format, and what stands in none of them."""

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from typer.testing import CliRunner

from bot.commands import app
from bot.desk.export.schema import tables
from feeds.errors import UsageError
from feeds.model import Document
from feeds.parsing.parse import parse
from tests.bot.announcements import CANARY, arrest, funding, publish

FORMATS = ("csv", "jsonl", "xlsx", "sqlite", "atom", "jsonfeed")
TABLES = ("stories", "facts", "commitments", "arrests")
FORMULA = '=HYPERLINK("https://ailleurs.example","Québec octroie 3 M$")'
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def greffier(settings):
    def run(*arguments: str):
        return CliRunner().invoke(app, arguments)

    return run


@pytest.fixture
def polled(greffier, publisher):
    publish(publisher, [funding(1), {**funding(2, "5 557 900,50 $"), "title": FORMULA}], [arrest(1)])
    greffier("poll")


def table_of(greffier, table: str, *filters: str) -> list[dict[str, str]]:
    done = greffier("export", "--format", "csv", "--table", table, *filters)
    assert done.exit_code == 0, done.exception
    return list(csv.DictReader(io.StringIO(done.stdout_bytes.decode())))


def file_of(greffier, tmp_path: Path, format: str) -> Path:
    path = tmp_path / f"record.{format}"
    done = greffier("export", "--format", format, "--to", str(path))
    assert done.exit_code == 0, done.exception
    return path


def everything_in(path: Path) -> str:
    """Give all the text of a file, of a workbook's parts too."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as parts:
            return "\n".join(parts.read(name).decode() for name in parts.namelist())
    return path.read_bytes().decode("utf-8", "replace")


def test_a_csv_has_the_documented_header_and_a_row_for_what_is_published(greffier, polled) -> None:
    for table in TABLES:
        rows = table_of(greffier, table)
        assert list(rows[0]) == tables()[table].header
        assert len({row["id"] for row in rows}) == len(rows)


def test_an_arrest_is_the_line_that_we_compose_in_every_table(greffier, polled) -> None:
    [event] = table_of(greffier, "arrests")
    [told] = [row for row in table_of(greffier, "stories") if row["category"] == "arrest"]
    assert told["title"] == event["title"]
    assert "6 personnes arrêtées" in told["title"].replace("\u00a0", " ")
    assert (event["people_arrested"], event["cumulative"], event["offences"]) == ("6", "0", "child-sexual-exploitation")
    assert told["urls"] == event["url"] == "https://police.example"
    assert told["announced"] == ""


def test_money_is_exact_and_has_its_words_and_their_source(greffier, polled) -> None:
    facts = [row for row in table_of(greffier, "facts") if row["kind"] == "amount"]
    assert {row["value"] for row in facts} == {"2500000", "5557900.50", "3000000"}
    commitments = table_of(greffier, "commitments")
    for row in (*facts, *commitments):
        assert row["url"].startswith("https://ministere.example/annonces/")
        assert (row["publisher"], row["version"]) == ("ministere-exemple", "1")
        assert row["rules"]
    assert any(row["amount"] == "2500000" and row["evidence_text"] == "2,5 M$" for row in commitments)
    told = {row["id"]: row["announced"] for row in table_of(greffier, "stories") if row["category"] == "funding"}
    assert told == {row["story"]: row["amount"] for row in commitments}


def test_json_lines_hold_an_object_a_line_with_every_column(greffier, polled) -> None:
    done = greffier("export", "--format", "jsonl")
    told = [json.loads(line) for line in done.stdout_bytes.decode().splitlines()]
    assert [list(one) for one in told] == [tables()["stories"].header] * 3
    [one] = [one for one in told if one["announced"] == "2500000"]
    assert one["topics"] == ["child-sexual-exploitation"]
    assert one["languages"] == ["fr"]


def test_a_workbook_has_a_sheet_a_table_and_numbers_that_add_up(greffier, polled, tmp_path) -> None:
    with closing(openpyxl.load_workbook(file_of(greffier, tmp_path, "xlsx"))) as book:
        assert book.sheetnames == [*TABLES, "about"]
        for name in TABLES:
            header, *rows = book[name].iter_rows(values_only=True)
            assert list(header) == tables()[name].header
            assert len(rows) == len(table_of(greffier, name))
        column = tables()["commitments"].header.index("amount")
        amounts = [row[column] for row in book["commitments"].iter_rows(min_row=2, values_only=True)]
        assert 2_500_000 in amounts
        assert any("not spent" in str(row[2]) for row in book["about"].iter_rows(values_only=True))


def test_a_database_has_keys_that_hold_and_says_what_it_is(greffier, polled, tmp_path) -> None:
    with closing(sqlite3.connect(file_of(greffier, tmp_path, "sqlite"))) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for name in TABLES:
            columns = db.execute(f"PRAGMA table_info({name})").fetchall()
            assert [column[1] for column in columns] == tables()[name].header
            assert [column[1] for column in columns if column[5]] == ["id"]
            assert db.execute(f"SELECT count(*) FROM {name}").fetchone() == (len(table_of(greffier, name)),)
        assert {row[2] for row in db.execute("PRAGMA foreign_key_list(facts)")} == {"stories"}
        told = dict(db.execute("SELECT what, en FROM metadata"))
        assert set(told) >= {"provenance", "licence", "generated_at", "version", "facts.value"}
        assert json.loads(told["datasette"])["title"]
        sums = db.execute(
            "SELECT value, value_number FROM facts WHERE kind = 'amount' ORDER BY value_number"
        ).fetchall()
        assert sums[0] == ("2500000", 2_500_000)
        assert sums[-1] == ("5557900.50", 5_557_900.5)
        assert db.execute("SELECT count(value_number) FROM facts WHERE kind IN ('payer', 'place')").fetchone() == (0,)


def test_an_atom_feed_is_read_by_a_reader_of_feeds(greffier, polled, tmp_path) -> None:
    body = file_of(greffier, tmp_path, "atom").read_bytes()
    read = parse(body, url="https://greffier.example/", content_type="application/atom+xml", now=datetime.now(UTC))
    assert isinstance(read, Document)
    assert read.lang == "fr"
    assert {entry.title for entry in read.entries} >= {str(funding(1)["title"]), FORMULA}
    feed = ElementTree.fromstring(body)
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert element.findtext(f"{ATOM}id").startswith("urn:uuid:")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
        assert element.findtext(f"{ATOM}author/{ATOM}name")
        assert element.findtext(f"{ATOM}title")
    ids = [entry.guid for entry in read.entries]
    assert len(set(ids)) == 3
    assert file_of(greffier, tmp_path, "atom").read_bytes() == body


def test_a_json_feed_is_read_by_a_reader_of_feeds(greffier, polled, tmp_path) -> None:
    body = file_of(greffier, tmp_path, "jsonfeed").read_bytes()
    read = parse(body, url="https://greffier.example/", content_type="application/feed+json", now=datetime.now(UTC))
    assert isinstance(read, Document)
    assert {entry.link for entry in read.entries} == {
        "https://ministere.example/annonces/1",
        "https://ministere.example/annonces/2",
        "https://police.example",
    }
    told = json.loads(body)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert all(item["content_text"] and item["date_modified"] for item in told["items"])
    [line] = [item for item in told["items"] if "arrest" in item["tags"]]
    assert "présumée innocente" in line["content_text"]


def test_a_withheld_name_and_an_arrests_own_words_are_in_no_format(greffier, polled, tmp_path) -> None:
    shown = "".join(everything_in(file_of(greffier, tmp_path, format)) for format in FORMATS)
    shown += "".join(str(table_of(greffier, table)) for table in TABLES)
    for word in (*CANARY.split(), str(arrest(1)["title"]), "Ils ont comparu au palais", "41 ans"):
        assert word.casefold() not in shown.casefold()
    assert "nouvelles/1/arrestation" not in shown


def test_a_cell_that_would_run_is_text_in_csv_and_workbook(greffier, polled, tmp_path) -> None:
    titles = {row["title"] for row in table_of(greffier, "stories")}
    assert f"'{FORMULA}" in titles
    with closing(openpyxl.load_workbook(file_of(greffier, tmp_path, "xlsx"))) as book:
        cells = [cell for row in book["stories"].iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(f"'{FORMULA}", "s")]


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_record_is_a_whole_file(greffier, tmp_path, format) -> None:
    greffier("db", "upgrade")
    path = file_of(greffier, tmp_path, format)
    if format == "csv":
        assert path.read_text().splitlines() == [",".join(tables()["stories"].header)]
    elif format in ("atom", "jsonfeed"):
        read = parse(path.read_bytes(), url="https://g.example/", content_type=None, now=datetime.now(UTC))
        assert isinstance(read, Document)
        assert read.entries == ()
    else:
        assert (path.read_bytes() == b"") is (format == "jsonl")


@pytest.mark.parametrize("state", ["review", "withdrawn"])
def test_what_is_not_published_is_in_no_table(greffier, polled, settings, state) -> None:
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as db, db:
        db.execute("UPDATE stories SET state = ?", (state,))
    assert [table_of(greffier, table) for table in TABLES] == [[], [], [], []]


def test_a_filter_narrows_every_table_alike(greffier, polled) -> None:
    kept = {row["id"] for row in table_of(greffier, "stories", "--min", "2.6M")}
    assert len(kept) == 1
    for table in ("facts", "commitments"):
        assert {row["story"] for row in table_of(greffier, table, "--min", "2.6M")} == kept
    assert table_of(greffier, "arrests", "--min", "2.6M") == []
    assert len(table_of(greffier, "arrests", "--body", "surete-exemple")) == 1
    listed = greffier("stories", "--json", "--min", "2.6M").stdout.splitlines()
    assert {json.loads(line)["id"] for line in listed} == kept
    assert len(greffier("stories", "--until", "30m").stdout.splitlines()) == 3  # published before, first seen since


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "pdf"], "--format pdf: csv, jsonl, xlsx, sqlite, atom or jsonfeed"),
        (["--format", "csv", "--table", "people"], "--table people: stories, facts, commitments, arrests"),
        (["--format", "atom", "--table", "facts"], "--table facts: only with --format csv or jsonl"),
        (["--format", "xlsx"], "--to: xlsx is a file"),
        (["--format", "sqlite", "--to", "-"], "--to: sqlite is a file"),
        (["--format", "csv", "--to", "nowhere/record.csv"], "--to nowhere/record.csv: there is no folder"),
        (["--format", "csv", "--to", "."], "--to .: something else than a file stands there"),
        (["--format", "csv", "--topic", "fraude"], "--topic fraude: no topic has this id; near it: fraud"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(greffier, arguments, said) -> None:
    greffier("db", "upgrade")
    refused = str(greffier("export", *arguments).exception)
    assert said in refused
    assert "\n" not in refused


def test_an_export_takes_the_place_of_an_earlier_one_or_leaves_it_whole(
    greffier, polled, tmp_path, monkeypatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "record.csv"
    path.write_text("an earlier one")
    assert greffier("export", "--format", "csv", "--to", str(path)).exit_code == 0
    whole = path.read_text()
    assert whole.startswith("id,category,title")
    monkeypatch.setattr("bot.desk.export.formats.write", lambda *_: (_ for _ in ()).throw(OSError(28, "disk full")))
    assert greffier("export", "--format", "csv", "--to", str(path)).exit_code == 1
    assert path.read_text() == whole
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize("beside", ["", "-wal", "-shm", ".service.lock"])
@pytest.mark.parametrize("format", ["sqlite", "csv"])
@pytest.mark.usefixtures("polled")
def test_the_store_itself_is_never_written_over(greffier, settings, tmp_path, format, beside):
    store = Path(settings.database_url.removeprefix("sqlite:///"))
    (tmp_path / "elsewhere").symlink_to(store.parent)
    for folder in (store.parent, tmp_path / "elsewhere"):
        done = greffier("export", "--format", format, "--to", str(folder / f"{store.name}{beside}"))
        assert isinstance(done.exception, UsageError)
    assert greffier("stories").stdout.count("\n") > 2
