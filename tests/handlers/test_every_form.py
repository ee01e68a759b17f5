"""Each form: sent twice, and with what we never wrote in it."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import handlers
from tests.handlers.forms_to_send import (
    CALLBACKS,
    EVERY,
    OF_AN_ACCOUNT,
    change,
    is_refused,
    kept,
    stuck,
    value,
)
from tests.handlers.slack_stub import Deliveries, WebApi
from tests.services.story import MAYA, OLIVIA, Story

SENT_ELSEWHERE = {
    "criterion_wish": ("test_forms_of_customers.py", "wish("),
    "departure": ("test_departures.py", "actions.DEPARTURE"),
    "digest_settings": ("test_digest.py", "actions.DIGEST_SETTINGS"),  # the reader's own
    "pulse_words": ("test_touches.py", "actions.PULSE_WORDS"),
    "retrospective": ("test_forms_of_customers.py", "looking_back("),
    "sponsor_note": ("test_stalls.py", "actions.SPONSOR_NOTE"),
    "survey_words": ("test_forms_of_customers.py", "actions.SURVEY_WORDS"),
}
"""The forms that begin with a story of their own: where they are sent, and what opens them."""


def listened_for() -> set[str]:
    """The callback ids of every form that a handler listens for, read from the handlers."""
    found = set()
    for path in sorted(Path(handlers.__file__).parent.glob("*.py")):
        module = import_module(f"handlers.{path.stem}")
        for form, name in re.findall(r"app\.view\((\w+)\.(\w+)\)", path.read_text("utf-8")):
            found.add(getattr(getattr(module, form), name))
    return found


def test_every_form_there_is_is_sent_here_or_where_it_is_said() -> None:
    here = {CALLBACKS.get(form, form) for form in EVERY}
    assert here | SENT_ELSEWHERE.keys() == listened_for()
    assert here.isdisjoint(SENT_ELSEWHERE)
    sources = "".join(
        path.read_text("utf-8") for path in Path(handlers.__file__).parent.glob("*.py")
    )
    assert sources.count("app.view(") == len(re.findall(r"app\.view\(\w+\.\w+\)", sources))


@pytest.mark.parametrize("callback", SENT_ELSEWHERE)
def test_a_form_with_a_story_of_its_own_is_sent_in_the_test_that_is_named(callback: str) -> None:
    name, opener = SENT_ELSEWHERE[callback]
    source = (Path(__file__).parent / name).read_text("utf-8")
    assert opener in source
    assert "slack.submit(" in source


@pytest.mark.parametrize("form", EVERY)
def test_a_form_that_is_sent_again_does_nothing_more(
    story: Story, slack: Deliveries, api: WebApi, form: str
) -> None:
    view = EVERY[form](story.with_channel(), slack, api)
    assert view["callback_id"] == CALLBACKS.get(form, form)
    untouched = kept(story)
    assert slack.submit(OLIVIA, view).status == 200
    done = kept(story)
    assert done != untouched
    assert slack.submit(OLIVIA, view).status == 200  # pressed again
    assert slack.again().status == 200  # and brought again by Slack
    assert kept(story) == done


@pytest.mark.parametrize("form", OF_AN_ACCOUNT)
def test_a_form_about_what_we_never_wrote_is_refused(
    story: Story, slack: Deliveries, api: WebApi, form: str
) -> None:
    account = story.with_channel()
    view = OF_AN_ACCOUNT[form](account, slack, api)
    written: str = view["private_metadata"]
    before = kept(story)
    for forged in ("", "{}", written.replace(account, "0" * 32), written[:-1] + ',"side":"team"}'):
        assert is_refused(slack.submit(OLIVIA, view | {"private_metadata": forged})), forged
    assert kept(story) == before


def test_a_form_about_another_customers_plan_is_refused_in_this_channel(
    story: Story, slack: Deliveries, api: WebApi
) -> None:
    account = story.with_channel()
    other = story.with_channel("C0OTHER", name="Brightwater")
    view = stuck(account, slack, api)
    forged = view | {"private_metadata": view["private_metadata"].replace(account, other)}
    before = kept(story)
    assert is_refused(slack.submit(MAYA, forged))
    assert kept(story) == before


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "2026-13-01"])
def test_a_day_that_no_date_picker_gives_is_refused(
    story: Story, slack: Deliveries, api: WebApi, day: str
) -> None:
    view = change(story.with_channel(), slack, api)
    view["state"]["values"]["due_on"]["due_on"] = {"type": "datepicker", "selected_date": day}
    before = kept(story)
    assert is_refused(slack.submit(OLIVIA, view))
    assert kept(story) == before


def test_a_wrong_number_is_told_at_its_field(story: Story, slack: Deliveries, api: WebApi) -> None:
    view = value(story.with_channel(), slack, api)
    view["state"]["values"]["value"]["value"]["value"] = "many"
    assert slack.submit(MAYA, view).body["errors"].keys() == {"value"}
