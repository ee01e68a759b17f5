"""Ways in which something internal could get out of Milepost, let open on purpose.

Each opens one (undone by the monkeypatch) and does what brings it before the eyes of Maya.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from blocks import actions, kit
from blocks.forms import stuck
from blocks.paragraphs import message_of
from blocks.values import AgreePlan
from bot.delivery.attempt import Attempt
from bot.delivery.lookup import metadata
from bot.delivery.messages import Messages
from bot.delivery.posting import conversation, post_once
from handlers import errors, telling
from handlers.acting import actor_of_event
from onboarding.messages.touches import SponsorNote
from services.actor import Actor
from services.delivery import DeliveryDesk
from services.posting import by_email
from storage import accounts
from storage.outbox import Sent
from storage.transaction import begin
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


def to_everybody_by_response_url(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """An answer to a click that all of the channel read."""

    def answering_aloud(sentence: str, body: Any, client: Any, respond: Any) -> None:
        respond(mark("smuggled"), response_type="in_channel", replace_original=False)

    patch.setattr(errors, "_tell", answering_aloud)
    stage.maya.clicks(actions.AGREE, value="forged")


def in_a_file(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """What a file holds that is sent to one of the customer's."""

    async def with_a_file(attempt: Attempt, channel: str) -> None:
        place = await conversation(attempt, stage.maya.id)
        content = f"<p>{mark('smuggled')}</p>".encode()
        wanted = {"filename": "record.html", "length": len(content)}
        expected = await attempt.call("files.getUploadURLExternal", **wanted)
        await attempt.upload(str(expected["upload_url"]), content)
        file = {"id": str(expected["file_id"]), "title": "Record"}
        await attempt.call("files.completeUploadExternal", files=[file], channel_id=place)

    _beside_a_message(stage, patch, with_a_file)


def in_a_canvas(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """A canvas of our people's that one of the customer's may open too."""

    async def with_a_canvas(attempt: Attempt, channel: str) -> None:
        content = {"type": "markdown", "markdown": mark("smuggled")}
        made = await attempt.call("canvases.create", title="Record", document_content=content)
        readers = {"access_level": "read", "user_ids": [stage.olivia.id, stage.maya.id]}
        await attempt.call("canvases.access.set", canvas_id=made["canvas_id"], **readers)

    _beside_a_message(stage, patch, with_a_canvas)


def in_a_direct_message(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """What is told to one person of the customer's."""

    async def with_a_word_to_her(attempt: Attempt, channel: str) -> None:
        said = message_of(mark("smuggled"))
        await attempt.call(
            "chat.postMessage", channel=stage.maya.id, text=said["text"], blocks=said["blocks"]
        )

    _beside_a_message(stage, patch, with_a_word_to_her)


def at_home(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """The Home of one of ours, shown to one of the customer's."""

    def as_maya(body: dict[str, Any]) -> Actor:
        return replace(actor_of_event(body), user=stage.maya.id)

    patch.setattr("handlers.home.actor_of_event", as_maya)
    patch.setattr("handlers.home.home", lambda *_, **__: kit.home([kit.section(mark("smuggled"))]))
    stage.olivia.slack.home()


def in_a_letter(stage: Stage, patch: pytest.MonkeyPatch) -> None:
    """Email to somebody of the customer's."""
    note = SponsorNote(
        subject="One thing", text=mark("smuggled"), owner=stage.olivia.id, owner_name="Olivia"
    )
    with begin(stage.milepost.database, stage.installation.team_id) as tx:
        account = accounts.by_channel(tx, stage.olivia.channel().id)
        assert account is not None
        by_email(tx, account, note, "smuggled", to=stage.tom.email, name="Tom", reply_to=None)


def _beside_a_message(
    stage: Stage,
    patch: pytest.MonkeyPatch,
    smuggling: Callable[[Attempt, str], Awaitable[None]],
) -> None:
    """Whatever is said to the customer next, something goes out beside it."""

    async def and_more(attempt: Attempt, channel: str, *said: Any, **how: Any) -> Sent:
        await smuggling(attempt, channel)
        return await post_once(attempt, channel, *said, **how)

    patch.setattr("bot.delivery.messages.post_once", and_more)
    stage.maya.is_stuck("Nobody knows whom to ask")
    stage.maya.says_sorted()


ESCAPES: tuple[Escape, ...] = (
    in_a_messages_text,
    in_a_buttons_value,
    in_private_metadata,
    in_a_refusal,
    to_her_alone,
    in_metadata,
    in_the_wrong_channel,
    to_everybody_by_response_url,
    in_a_file,
    in_a_canvas,
    in_a_direct_message,
    at_home,
    in_a_letter,
)
