"""Ways in which something internal could get out of Milepost, let open on purpose.

Each opens one (undone by the monkeypatch) and does what brings it before the eyes of Maya.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from blocks import actions
from blocks.forms import stuck
from blocks.paragraphs import message_of
from blocks.values import AgreePlan
from bot.delivery.lookup import metadata
from bot.delivery.messages import Messages
from handlers import errors, telling
from services.delivery import DeliveryDesk
from tests.end_to_end.stage import CHANNEL, CUSTOMER, THEIR_FIRST, Stage
from tests.leaks.marks import mark

Escape = Callable[[Stage, pytest.MonkeyPatch], None]


def in_a_messages_text(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """What a message to the customer says."""

    def telling_too_much(text: Any, *rest: Any) -> Any:
        return message_of(f"{text}\n{mark('smuggled')}", *rest)

    patch.setattr("blocks.customer_messages.message_of", telling_too_much)
    stage.maya.ticks(THEIR_FIRST)


def in_a_buttons_value(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """What a button of the plan carries, unseen and readable."""

    def carrying_too_much(value: AgreePlan) -> str:
        return json.dumps({"account": value.account, "why": mark("smuggled")})

    patch.setattr(AgreePlan, "dump", carrying_too_much)
    stage.maya.ticks(THEIR_FIRST)


def in_private_metadata(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """What a form of the customer's carries along."""
    rendered = stuck.render

    def remembering_too_much(*given: Any) -> Any:
        return rendered(*given) | {"private_metadata": mark("smuggled")}

    patch.setattr(stuck, "render", remembering_too_much)
    stage.maya.clicks(actions.STUCK)
    stage.maya.slack.close_modal(everything=True)


def in_a_refusal(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """Why a click did nothing, in a modal."""
    patch.setattr(telling, "refusal_sentence", lambda _: mark("smuggled"))
    stage.maya.clicks(actions.AGREE, value=json.dumps({"account": "0" * 32}))
    stage.maya.clicks(f"{actions.TICK}:{THEIR_FIRST}", value=stage.tick_value("core-settings"))
    stage.maya.slack.close_modal(everything=True)


def to_her_alone(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """An ephemeral answer: for a click that makes no sense, when no modal can be opened."""
    patch.setattr(errors, "refusal_sentence", lambda _: mark("smuggled"))
    stage.driver.faults.add("error", "views.open", code="expired_trigger_id")
    stage.maya.clicks(actions.AGREE, value="forged")


def in_metadata(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """What a message carries for apps, which anybody's app may read."""

    def noting_too_much(key: str) -> dict[str, Any]:
        noted = metadata(key)
        return noted | {"event_payload": noted["event_payload"] | {"why": mark("smuggled")}}

    patch.setattr("bot.delivery.posting.metadata", noting_too_much)
    stage.maya.is_stuck("Nobody here has the password", "first-login")


def in_the_wrong_channel(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """A message to our own people, let through the door of the customer's channel."""
    said = Messages.post_to_our_side

    async def there(self: Messages, attempt: Any, channel: str, message: Any) -> Any:
        place = stage.maya.channel(CHANNEL).id
        return await said(self, attempt, place, message)

    patch.setattr(Messages, "post_to_our_side", there)
    patch.setattr(DeliveryDesk, "is_customer_channel", lambda *_: False)
    assert stage.arthur.orders(f"pause {CUSTOMER}").modal is not None
    assert stage.arthur.slack.fill_and_submit({"reason": mark("smuggled")}) is None


ESCAPES: tuple[Escape, ...] = (
    in_a_messages_text,
    in_a_buttons_value,
    in_private_metadata,
    in_a_refusal,
    to_her_alone,
    in_metadata,
    in_the_wrong_channel,
)
