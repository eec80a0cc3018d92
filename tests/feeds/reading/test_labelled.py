"""How well the reader reads the labelled announcements that ship: no figure falls below its floor."""

from pathlib import Path

import pytest

from feeds.model import Category
from feeds.reading.evaluate import Judged, figures, judge
from feeds.reading.figures import Figure, outside
from feeds.reading.labelled import BadLine, Labelled, labelled
from feeds.reading.read import RULES, read

# Floors are set under what is reached and raised when the rules get better; ceilings are counts.
FLOORS = {  # figure: (French, English)
    "macro_f1": (0.96, 0.96),
    "funding: precision": (0.92, 0.94),
    "funding: recall": (0.96, 0.90),
    "arrest: precision": (0.93, 0.93),
    "arrest: recall": (0.97, 0.97),
    "published: precision": (0.95, 0.98),
    "published: recall": (0.95, 0.91),
    "amounts: recall": (0.98, 0.91),
    "amounts: precision on funding": (0.97, 0.93),
    "persons arrested: the event's count": (0.90, 0.90),
    "persons charged or sentenced": (0.92, 0.94),
    "status": (0.98, 0.97),
    "funder": (0.94, 0.79),
    "recipient_or_programme": (0.95, 0.78),
    "period": (0.87, 0.76),
    "jurisdiction_level": (0.94, 0.82),
    "police_service": (0.90, 0.93),
    "operation_name": (0.78, 0.70),
    "region": (0.94, 0.88),
    "offence": (0.97, 0.97),
    "date_of_arrest_text": (0.90, 0.91),
}
CEILINGS = {  # counts: (French, English); one title of money that names "300 arrests" is read as an arrest
    "count of event arrests read in funding items": (0, 1),
    "count of committed money read in arrest items": (0, 0),
    "facts with a false span": (0, 0),
}


LANGUAGES = ("fr", "en")


def of(lang: str, bounds: dict[str, tuple[float, float]]) -> dict[str, float]:
    return {name: both[LANGUAGES.index(lang)] for name, both in bounds.items()}


def items(lang: str) -> list[Labelled | BadLine]:
    path = Path(__file__).with_name(f"labelled_{lang}.jsonl")
    return list(labelled(path.read_bytes().split(b"\n")))


def measured(judged: list[Judged]) -> list[Figure]:
    return [figure for part in figures(judged).values() for figure in part]


def table(measured: list[Figure]) -> str:
    return "\n".join(f"{f.name}: {f.value} {f.low}–{f.high} ({f.hits}/{f.of})" for f in measured if f.value is not None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_labelled_announcements_are_in_form_and_of_every_category(lang) -> None:
    read_lines = items(lang)
    assert not [line for line in read_lines if isinstance(line, BadLine)]
    assert {item.text.lang for item in read_lines} == {lang}
    assert {item.category for item in read_lines} == set(Category)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_figure_is_below_its_floor(lang) -> None:
    found = measured([judge(item, read(item.text)) for item in items(lang)])
    failed = list(outside(found, of(lang, FLOORS), of(lang, CEILINGS)))
    assert not failed, "\n".join([*failed, "", table(found)])


def test_every_bound_is_of_a_figure_that_exists() -> None:
    assert FLOORS.keys() | CEILINGS.keys() <= {figure.name for figure in measured([])}


def test_the_methodology_page_holds_the_figures_of_the_rules_that_ship() -> None:
    page = (Path(__file__).parents[3] / "METHODOLOGY.md").read_text(encoding="utf-8")
    judged = [judge(item, read(item.text)) for lang in LANGUAGES for item in items(lang)]
    told = {f.name: f"{f.value:.3f} " for f in measured(judged) if f.value is not None}
    assert f"`{RULES}`" in page
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ")]
    ours = {cells[0].removeprefix("| "): cells[-1] for cells in rows}
    for row, figure in {"macro-F1": "macro_f1", "payer": "funder", "offence": "offence", "status": "status"}.items():
        assert ours[row].startswith(told[figure])
