"""A text is folded sign by sign: as many code points come out as went in, whatever else stands in the text."""

import sys

import pytest

from feeds.reading.passage import fold

USUAL = "École « À la carte » – l’été, 20 € : ça Œuvre"


def test_capitals_accents_quotes_dashes_and_spaces_are_gone_and_every_sign_keeps_its_place() -> None:
    assert fold("L’Été\u00a0À Québec — « 5\u202fM$ »") == "l'ete a quebec - « 5 m$ »"


@pytest.mark.parametrize("rare", ["🙂", "Ж", "µ", "\ud800", "\ufffe"])
def test_a_rare_sign_changes_nothing_of_how_the_others_are_folded(rare) -> None:
    assert fold(f"{USUAL}{rare}{USUAL}") == fold(USUAL) + fold(rare) + fold(USUAL)


def test_every_sign_is_folded_to_one_whether_it_stands_alone_or_beside_a_rare_one() -> None:
    signs = "".join(map(chr, range(sys.maxunicode + 1)))
    assert fold(signs) == "".join(map(fold, signs))
