"""Announcements about which there is something to decide, and short ways to decide it and to see what came of it."""

import json
from datetime import UTC, datetime, timedelta

from tests.bot.announcements import funding

NEARLY_THE_SAME = "2,5 M$"
FARM = "Ferme Zorbec Rivard"
TODAY = datetime.now(UTC)


def of_a_farm(number: int = 9, more: str = "") -> dict[str, object]:
    """An aid to somebody's farm: a name to which nothing gives an office."""
    return {
        "guid": f"farm{number}",
        "link": f"https://ministere.example/annonces/{number}",
        "title": f"Québec octroie 2 M$ à la {FARM}",
        "description": f"Le gouvernement accorde une aide financière de 2 M$ à la {FARM}. On en est ravi.{more}",
        "published": TODAY,
    }


def unsure(number: int = 8) -> dict[str, object]:
    """A text of which the reading is not sure."""
    return {
        "guid": f"unsure{number}",
        "link": f"https://ministere.example/annonces/{number}",
        "title": "2 M$ à l'organisme Rivage",
        "description": "La ville a discuté de la demande de l'organisme.",
        "published": TODAY,
    }


def alike() -> list[dict[str, object]]:
    """Two announcements of one sum to one body, a season apart: nothing says that it is the same money."""
    first = {**funding(1), "published": TODAY - timedelta(days=100)}
    again = f"L'organisme Rivage 1 pourra compter sur {NEARLY_THE_SAME} du gouvernement du Québec"
    return [first, {**funding(2), "title": again, "description": str(funding(1)["description"]), "published": TODAY}]


def stories(greffier, *arguments: str) -> list[dict]:
    return [json.loads(line) for line in greffier("stories", "--json", *arguments).stdout.splitlines()]


def decide(greffier, *arguments: str, reason: str = "vu"):
    done = greffier(*arguments, "--reason", reason)
    assert done.exit_code == 0, done.output
    return done.stdout


def waiting(greffier, *arguments: str) -> list[dict]:
    return [json.loads(line) for line in greffier("review", "--json", *arguments).stdout.splitlines()]
