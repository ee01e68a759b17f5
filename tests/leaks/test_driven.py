"""Nobody adds a kind of line or of touch without a story that looks whether it leaks."""

from itertools import combinations

from tests.leaks.driven import BY_CHANCE, BY_STORY, OUT_OF_REACH, every_kind


def test_every_kind_is_set_in_motion_by_a_story_or_it_is_said_why_not() -> None:
    held = set().union(*BY_STORY.values())
    assert len(every_kind()) > 150
    assert sorted(every_kind() - held - BY_CHANCE.keys() - OUT_OF_REACH.keys()) == [], (
        "set it in motion in a tests/end_to_end/test_leaks_….py, or say in driven.py why not"
    )


def test_what_is_said_of_a_kind_is_said_once_and_of_one_that_there_is() -> None:
    places = [*BY_STORY.values(), set(BY_CHANCE), set(OUT_OF_REACH)]
    assert sorted(set().union(*places) - every_kind()) == []
    assert [sorted(one & other) for one, other in combinations(places, 2) if one & other] == []
    assert all({**BY_CHANCE, **OUT_OF_REACH}.values())
