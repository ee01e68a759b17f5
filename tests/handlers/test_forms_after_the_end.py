"""Each form: sent after the onboarding has ended (R5)."""

import pytest

from onboarding.closing import Ending, TypedClosing
from onboarding.stall_causes import Cause
from services.closings import Closed
from tests.handlers.forms_to_send import OF_AN_ACCOUNT, is_refused, kept
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.services.story import OLIVIA, Story

AFTER_THE_END = {"note", "note_answer", "promise", "closing", "reopening", "post-mortem"}
"""The forms that are sent when an onboarding has ended."""
OF_THE_HANDOFF = {"package", "package return", "package answer"}
"""Can be sent after an end, though not after one that leaves nobody to look after (A7)."""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("form", [f for f in OF_AN_ACCOUNT if f not in AFTER_THE_END])
def test_a_form_that_is_sent_after_the_onboarding_has_ended_changes_nothing_R5(
    story: Story, slack: Deliveries, api: WebApi, form: str
) -> None:
    account = story.with_channel()
    view = OF_AN_ACCOUNT[form](account, slack, api)
    end = TypedClosing(Ending.ABANDONED, Cause.SCOPE_CHANGE, "They were bought.")
    assert isinstance(story.services.closings.close(OLIVIA, account, end, "end"), Closed)
    before = kept(story)
    shown = slack.submit(OLIVIA, view)
    assert is_refused(shown)
    why = "was broken off" if form in OF_THE_HANDOFF else "has come to its end"
    assert why in str(shown.view)
    assert kept(story) == before
