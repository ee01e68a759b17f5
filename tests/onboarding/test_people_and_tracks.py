import pytest

from onboarding.people import Role, StakeholderRole
from onboarding.tracks import Cutoffs, Track, choose_track


@pytest.mark.parametrize(
    ("contract_value", "track"),
    [
        (0, Track.LOW_TOUCH),
        (5_000, Track.LOW_TOUCH),
        (24_999, Track.LOW_TOUCH),
        (25_000, Track.GUIDED),
        (99_999, Track.GUIDED),
        (100_000, Track.HIGH_TOUCH),
        (500_000, Track.HIGH_TOUCH),
    ],
)
def test_the_contract_value_chooses_the_track_R3(contract_value: int, track: Track) -> None:
    assert choose_track(contract_value, Cutoffs()) is track


def test_cutoffs_of_our_own_choose_the_track_R3() -> None:
    cutoffs = Cutoffs(guided_from=1_000, high_touch_from=2_000)
    assert [choose_track(value, cutoffs) for value in (999, 1_000, 2_000)] == list(Track)


@pytest.mark.parametrize("cutoffs", [(100, 100), (200, 100), (-1, 100)])
def test_cutoffs_out_of_order_are_refused_R3(cutoffs: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="track"):
        Cutoffs(*cutoffs)


def test_every_role_has_a_label_of_its_own_R10() -> None:
    roles = [*Role, *StakeholderRole]
    assert len({role.label for role in roles}) == len(roles)
    assert Role.AE.label == "Account executive"
    assert StakeholderRole.ECONOMIC_BUYER.label == "Economic buyer"


def test_no_role_of_ours_is_spelt_like_a_stakeholder_role() -> None:
    assert not {role.value for role in Role} & {role.value for role in StakeholderRole}
