"""Words that a maintainer withholds are on no surface, in no version, and not in the log."""

import json

from sqlmodel import select

from feeds.errors import UsageError
from storage.tables import (
    DecisionRow,
)
from tests.bot.announcements import funding
from tests.bot.curation.deciding import decide, of_a_farm, stories


def everything_shown(greffier) -> str:
    ids = [told["id"] for told in stories(greffier)]
    shown = [
        greffier(command, id, *form).stdout for command in ("show", "why", "history") for id in ids for form in FORMS
    ]
    return "\n".join(
        [*shown, greffier("stories").stdout, greffier("review").stdout, greffier("stories", "--json").stdout]
    )


FORMS = ((), ("--json",))


def test_redacted_words_are_on_no_surface_in_no_version_and_not_in_the_log(greffier, poll, db) -> None:
    poll([of_a_farm()])
    poll([of_a_farm(more=" La FERME ZORBEC RIVARD grandit.")])
    decide(greffier, "approve", stories(greffier)[0]["entries"][0]["id"])
    assert "Rivard" in everything_shown(greffier)
    assert "Québec octroie" in greffier("search", "Rivard").stdout
    said = decide(greffier, "redact", stories(greffier)[0]["id"], "--words", "zorbec rivard", reason="un proche")
    assert greffier("search", "Rivard").stdout == ""
    assert "Québec octroie" in greffier("search", "octroie").stdout
    shown = (everything_shown(greffier) + said).casefold()
    assert "rivard" not in shown
    assert "zorbec" not in shown
    assert "[…]" in shown
    [_, decision] = db.read(lambda session: [row.model_dump_json() for row in session.exec(select(DecisionRow))])
    assert "rivard" not in decision.casefold()


def test_redacted_words_stay_withheld_in_a_version_that_comes_later(greffier, poll) -> None:
    poll([of_a_farm()])
    decide(greffier, "redact", stories(greffier)[0]["id"], "--words", "Zorbec Rivard")
    poll([of_a_farm(more=" La Ferme Zorbec Rivard grandit.")])
    assert "rivard" not in everything_shown(greffier).casefold()
    assert "grandit" in everything_shown(greffier)


def test_an_undone_redaction_shows_every_version_exactly_as_before_also_one_that_came_since(greffier, poll) -> None:
    poll([of_a_farm()])
    before = stories(greffier)
    decide(greffier, "redact", before[0]["id"], "--words", "Zorbec Rivard")
    poll([of_a_farm(more=" La Ferme Zorbec Rivard grandit.")])
    decide(greffier, "undo", "1")
    decide(greffier, "approve", before[0]["entries"][0]["id"])
    assert "Ferme Zorbec Rivard grandit" in greffier("history", before[0]["id"]).stdout
    poll([of_a_farm()])
    assert stories(greffier)[0]["title"] == of_a_farm()["title"]


def test_all_of_an_entry_is_withheld_also_what_it_says_later(greffier, poll) -> None:
    poll([of_a_farm()])
    [told] = stories(greffier)
    decide(greffier, "redact", told["entries"][0]["id"], "--all")
    poll([of_a_farm(more=" Du nouveau.")])
    [told] = stories(greffier)
    assert (told["title"], told["facts"]) == ("[…]", [])


LOUD_OR_EMPTY = (
    (["--words", "Zorbec Rivard"], "Zorbec Rivard l'a demandé"),
    (["--words", "Zorbec Rivard"], "demande de mme rivard"),
    (["--all"], "M. Zorbec l'a demandé"),
    ([], "ni mots ni tout"),
    (["--words", "Zorbec", "--all"], "les deux"),
)


def test_a_reason_that_repeats_the_words_is_refused_and_so_is_a_redaction_of_nothing(greffier, poll, db) -> None:
    poll([of_a_farm()])
    [told] = stories(greffier)
    for arguments, reason in LOUD_OR_EMPTY:
        done = greffier("redact", told["id"], *arguments, "--reason", reason)
        assert isinstance(done.exception, UsageError), reason
        assert "rivard" not in str(done.exception).casefold()
    assert db.read(lambda session: session.exec(select(DecisionRow)).all()) == []


def test_a_sum_whose_words_are_withheld_is_in_no_book_and_comes_back_with_them(greffier, poll) -> None:
    poll([funding(1, "4 M$"), funding(2, "7 M$")])
    before = money(greffier)
    assert before == (11_000_000, [4_000_000, 7_000_000])
    one = next(told["id"] for told in stories(greffier) if "4 M$" in told["title"])
    decide(greffier, "redact", one, "--words", "4 M$")
    assert money(greffier) == (7_000_000, [7_000_000])
    assert "4000000" not in greffier("export", "--format", "jsonl", "--table", "commitments").stdout
    decide(greffier, "undo", "1")
    assert money(greffier) == before


def money(greffier) -> tuple[int, list[int]]:
    """Give what was announced, and the sums of the lines that have one."""
    books = json.loads(greffier("ledger", "--json").stdout)
    sums = [int(line["amount"]) for line in books["commitments"] if line["amount"]]
    return int(books["money"]["CAD"]["announced"]), sorted(sums)
