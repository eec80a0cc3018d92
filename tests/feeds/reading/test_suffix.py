"""What an aggregator hangs on a title is not heard, what the title itself says behind a dash is."""

import pytest

from feeds.reading.passage import Passage
from feeds.reading.suffix import publisher_suffix


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Un pont refait à neuf à Village-d'Exemple - La Voix du Village", " - La Voix du Village"),
        ("Bridge to be repaired in Exampleville | Regional News", " | Regional News"),
        ("Bridge to be repaired in Exampleville - example.com", " - example.com"),
        ("Perquisitions au centre-ville de Laval | Un homme de 48 ans arrêté", ""),
        ("Three charged after raid – two remain in custody", ""),
        ("Aréna de Village-d'Exemple - Ottawa verse 2 500 000 $", ""),
        ("Rappel - La Voix", ""),
    ],
)
def test_the_name_behind_a_title_is_told_from_its_news(title: str, name: str) -> None:
    spans = publisher_suffix(Passage.of("title", title))

    assert "".join(title[start:end] for start, end in spans) == name
