"""What is compared is found by what it shares."""

from summarizer.conflicts.pairing import paired


def test_a_pair_under_two_keys_is_one_pair_and_pairs_come_in_order() -> None:
    assert paired([(1, 3), (0, 1, 3)], most=3) == [(0, 1), (0, 3), (1, 3)]


def test_a_key_of_too_many_places_pairs_nothing() -> None:
    assert paired([(0, 1, 2, 3)], most=3) == []
