"""Intervals against published values, and bounds that silence does not keep."""

import pytest

from feeds.reading.figures import Figure, count, f1, mean, outside, share, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [  # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_an_interval_is_the_one_that_was_published(hits, of, low, high) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("of", [1, 7, 279, 10**6])
def test_an_interval_holds_its_share_and_is_the_same_from_the_other_side(of) -> None:
    for hits in {0, 1, of // 3, of}:
        low, high = wilson(hits, of)
        assert 0 <= low <= hits / of <= high <= 1
        assert (1 - high, 1 - low) == pytest.approx(wilson(of - hits, of))


def test_a_share_of_nothing_is_unknown() -> None:
    assert share("status", 0, 0) == Figure(name="status", value=None, hits=0, of=0)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    found = f1("f1", right=6, read=8, labelled=10)
    assert found.value == pytest.approx(2 / (8 / 6 + 10 / 6))
    assert found.low < found.value < found.high


def test_a_class_that_is_nowhere_counts_as_zero_in_the_mean() -> None:
    whole, none = f1("a", 4, 4, 4), f1("b", 0, 0, 0)
    assert mean("macro", [whole, none]).value == pytest.approx(0.5)


def test_a_figure_out_of_its_bounds_is_named_and_so_is_one_without_a_value() -> None:
    figures = [share("status", 1, 4), share("period", 0, 0), count("facts with a false span", 2, 9), count("items", 9)]
    at_least = {"status": 0.3, "period": 0.1, "items": 9.0}

    lines = list(outside(figures, at_least, {"facts with a false span": 0, "items": 9}))

    assert lines == [
        "status: 0.2500 is below 0.3",
        "period: nothing to measure it on",
        "facts with a false span: 2.0000 is above 0",
    ]
