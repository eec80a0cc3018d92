"""What speaks for a category is weighed in one order: sums of fractions depend on it."""

from feeds.reading.classify import evidence
from feeds.reading.passage import Passage
from feeds.reading.read import mark

TITLE = "Québec octroie 5 M$ au refuge ; trois arrestations"
SUMMARY = "La ministre annonce un financement de 5 M$. Deux hommes ont été arrêtés. Le gouvernement investit 3 M$."


def test_the_first_cue_of_each_zone_has_its_place_in_every_process() -> None:
    marked = mark([Passage.of("title", TITLE), Passage.of("summary", SUMMARY)], "fr", "CAD")
    names = [name for _, name in evidence([one.passage for one in marked], "fr", is_by_police=False)]
    firsts = [name for name in names if name.startswith("first.")]
    assert firsts == ["first.arrest.lede", "first.arrest.title", "first.funding.lede", "first.funding.title"]
