"""What a maintainer calls something else shows no word that was not shown, and is told once it is approved."""

import json

import pytest

from tests.bot.announcements import CANARY, arrest, funding
from tests.bot.curation.deciding import decide, stories, waiting

SHOWN = (("stories",), ("review",), ("search", "pornographie"), ("search", "canarivole"), ("ledger",))
EXPORTED = ("csv", "jsonl", "atom", "jsonfeed")


def everything_shown(greffier) -> str:
    ids = [
        told["id"] for category in ("funding", "arrest", "other") for told in stories(greffier, "--category", category)
    ]
    asked = [(command, id) for command in ("show", "why", "history") for id in ids]
    asked += [*SHOWN, ("stories", "--category", "other")]
    said = [greffier(*command, *form).stdout for command in asked for form in ((), ("--json",))]
    said += [greffier("export", "--format", name).stdout for name in EXPORTED]
    return "\n".join(said).casefold()


@pytest.mark.parametrize("category", ["funding", "other"])
def test_an_arrest_that_is_called_something_else_shows_no_word_and_waits(greffier, poll, category) -> None:
    poll([], [arrest(1)])
    [told] = stories(greffier)
    before = stories(greffier)
    decide(greffier, "reclassify", told["id"], category)
    [found] = stories(greffier, "--category", category)
    assert (found["state"], found["title"], found["facts"]) == ("review", "[…]", [])
    shown = everything_shown(greffier)
    for word in ("canarivole", "41 ans", "longueuil en lien", "arrestation-de"):
        assert word not in shown, word
    [item] = waiting(greffier)
    assert (item["kind"], item["was"], item["category"]) == ("reclassified", "arrest", category)
    decide(greffier, "undo", "1")
    assert stories(greffier) == before


def test_what_was_an_arrest_is_told_as_funding_once_it_is_approved_and_still_names_nobody(greffier, poll, api) -> None:
    poll([], [arrest(1)])
    greffier("digest")
    [told] = stories(greffier)
    decide(greffier, "reclassify", told["id"], "funding")
    assert greffier("search", "comparu").stdout == ""
    decide(greffier, "approve", told["id"])
    [found] = stories(greffier)
    assert (found["state"], found["title"].startswith("Pornographie juvénile")) == ("published", True)
    assert CANARY not in everything_shown(greffier)
    decide(greffier, "undo", "2")
    assert stories(greffier)[0]["title"] == "[…]"


def test_money_that_is_called_an_arrest_loses_its_words_at_once_and_is_told_once_it_is_approved(
    greffier, poll, api
) -> None:
    poll([funding(1)])
    assert "rivage" in everything_shown(greffier)
    [told] = before = stories(greffier)
    decide(greffier, "reclassify", told["id"], "arrest")
    assert stories(greffier)[0]["state"] == "review"
    assert "rivage" not in everything_shown(greffier).replace(told["entries"][0]["id"], "")
    assert greffier("search", "Rivage").stdout == ""
    greffier("digest")
    assert not any("Rivage" in message.text or "Arrestation" in message.text for message in api.messages)
    decide(greffier, "approve", told["id"])
    assert stories(greffier)[0]["state"] == "published"
    assert "rivage" not in everything_shown(greffier)
    decide(greffier, "undo", "2")
    decide(greffier, "undo", "1")
    assert stories(greffier) == before


def test_what_is_no_announcement_becomes_funding_at_once_unless_somebody_may_be_named_or_the_police_said_it(
    greffier, poll
) -> None:
    harmless = talk(1, "Le conseil a discuté du budget de l'aréna.")
    naming = talk(2, "Le conseil a discuté avec la Ferme Zorbec Rivard.")
    poll([harmless, naming], [talk(3, "La police parle de sécurité routière.")])
    found = {told["title"][-1]: told["id"] for told in stories(greffier, "--category", "other")}
    for number in "123":
        decide(greffier, "reclassify", found[number], "funding")
    state = {told["id"]: (told["state"], told["title"]) for told in stories(greffier)}
    assert state[found["1"]] == ("published", "Séance du conseil 1")
    assert state[found["2"]] == state[found["3"]] == ("review", "[…]")
    hits = [json.loads(line)["id"] for line in greffier("search", "discuté", "--json").stdout.splitlines()]
    assert hits == [found["1"]]  # nor is it found by a word that it does not show


def talk(number: int, text: str) -> dict[str, object]:
    link = f"https://ville.example/{number}"
    return {
        **funding(number),
        "guid": f"t{number}",
        "link": link,
        "title": f"Séance du conseil {number}",
        "description": text,
    }


def test_what_is_withdrawn_is_not_called_something_else(greffier, poll) -> None:
    poll([], [arrest(1)])
    [told] = stories(greffier)
    decide(greffier, "withdraw", told["id"])
    refused = greffier("reclassify", told["id"], "funding", "--reason", "vu")
    assert (refused.exit_code, f"{told['id']} is withdrawn" in refused.stderr) == (1, True)
