"""What ended, as a digest shows it: with the button that does the next thing (F1, K2)."""

from datetime import date

import pytest

from blocks import actions
from blocks.digest import render
from onboarding.messages.digest import Digest, DigestEnded, DigestHeading
from playbooks.words import shipped_words
from tests.blocks.oracles import assert_slack_takes, labels


def ended(name: str, *, owes: bool) -> DigestEnded:
    return DigestEnded(
        account="a" * 32,
        customer=name,
        channel="C0FINCH",
        ending="abandoned",
        cause="The scope has changed",
        calendar_days=12,
        early_loss=True,
        owes_post_mortem=owes,
        owner="U0OLIVIA",
    )


def digest(*lines: DigestEnded) -> Digest:
    day = date(2026, 3, 2)
    heading = DigestHeading(part="ended", count=len(lines), day=day, early_losses=2)
    return Digest(
        team="T0HOST",
        today=day,
        scope="all",
        customers=1,
        needing=0,
        paused=0,
        lines=(heading, *lines),
    )


def test_whoever_owes_a_post_mortem_can_write_it_from_the_digest() -> None:
    shown = render(digest(ended("Finch", owes=True), ended("Water", owes=False)), shipped_words())
    assert labels(shown["blocks"]) == ["Write it", "How it stands", "When it comes"]
    assert actions.POST_MORTEM in str(shown["blocks"])
    assert "2 customers lost within 90 days of the signature" in shown["text"]
    assert "abandoned 12 days after the signature. The scope has changed." in shown["text"]
    assert shown["text"].count("The post-mortem is not written yet.") == 1


@pytest.mark.parametrize("script", ["x", "漢", "🎉", "&", "ا"])
def test_it_fits_at_the_limits(script: str) -> None:
    lines = [ended(script * 255, owes=True) for _ in range(12)]
    assert_slack_takes(render(digest(*lines), shipped_words()))
