from hypothesis import given
from hypothesis import strategies as st

from releases.tracking.seen import Seen

# Numbers that are their own hashes; those that differ only far up want the same slot.
NUMBERS = st.integers(1, 1 << 60) | st.integers(1, 4) | st.integers(1, 9).map(lambda n: n << 40)


@given(st.lists(NUMBERS, max_size=60))
def test_it_holds_what_was_added_and_nothing_else(numbers: list[int]) -> None:
    seen, wanted = Seen(), set()
    for number in numbers:
        assert (number in seen) == (number in wanted)
        seen.add(number)
        wanted.add(number)


def test_it_grows_with_what_is_added() -> None:
    seen = Seen()
    for number in range(0, 30_000, 3):
        seen.add(("film", number))
    assert all(("film", number) in seen for number in range(0, 30_000, 3))
    assert not any(("film", number) in seen for number in range(1, 30_000, 3))
