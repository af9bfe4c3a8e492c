"""When a row of the comparison counts as worse."""

from tests.bench.compare import Row

STEADY = tuple(10.0 + (place % 5) / 10 for place in range(20))


def test_a_row_is_worse_only_when_its_whole_interval_is_above_the_bound():
    assert Row("a tenth slower", STEADY, tuple(1.1 * one for one in STEADY)).is_worse
    assert not Row("a fiftieth slower", STEADY, tuple(1.02 * one for one in STEADY)).is_worse
    noisy = tuple(one * (1.3 if place % 2 else 0.9) for place, one in enumerate(STEADY))
    assert not Row("slower and quicker by turns", STEADY, noisy).is_worse


def test_rounds_in_which_nothing_was_measured_are_left_out():
    row = Row("growth", (0.0, 2.0, 4.0), (5.0, 2.0, 4.0))
    assert row.ratios == [1.0, 1.0]
    assert Row("nothing", (0.0,), (0.0,)).interval == (1.0, 1.0)
