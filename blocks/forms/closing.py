"""The form that ends an onboarding, and the page of one that has ended (R5): for our people."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from blocks import actions, kit
from blocks.forms import fields
from blocks.forms.fields import Choice
from blocks.forms.state import FormState
from blocks.kit import Block, View
from blocks.kit.limits import TEXT
from blocks.package_buttons import handoff, whole
from blocks.values import ForgedValue, OneAccount
from onboarding.closing import (
    LONGEST_WORDS,
    ChannelAfter,
    Circumstances,
    Closing,
    Ending,
    TypedClosing,
)
from onboarding.package_offer import OfferLine, OfferState
from onboarding.stall_causes import Cause
from playbooks.closing import still_open
from playbooks.mrkdwn import escape, person, quoted
from playbooks.phrases import day

CALLBACK = "closing"
REOPEN_CALLBACK = "reopening"
PAGE_CALLBACK = "closed"
_TITLE = "Close the onboarding"
_NAME = 150
_WORDS = 1_500
_REASON = 500


def render(
    account: str,
    customer: str,
    about: Circumstances,
    cause: Cause | None,
    next_owner: str | None,
    *,
    again: bool = False,
) -> View:
    """The view. `again`: it was sent as completed, and something has come up since."""
    name = kit.clip(escape(customer), _NAME)
    blocks = [kit.section(f"How did the onboarding of *{name}* end?")]
    blocks += _open_points(about, again=again)
    blocks += [
        fields.radio("ending", "Outcome", [_ending(one) for one in about.endings], ""),
        fields.choice(
            "cause",
            "What was the cause?",
            [Choice(one.value, one.label) for one in Cause],
            cause.value if cause else "",
            hint="Needed unless it is complete. The customer never reads it.",
            optional=True,
        ),
        fields.text(
            "words",
            "In words, for our own people",
            "",
            at_most=LONGEST_WORDS,
            multiline=True,
            hint="Needed unless it is complete. The customer never reads it.",
            optional=True,
        ),
        fields.radio(
            "channel",
            "What becomes of the channel?",
            [Choice(one.value, one.label) for one in about.channels],
            ChannelAfter.KEPT.value,
        ),
    ]
    if next_owner is not None and ChannelAfter.HANDED_OVER in about.channels:
        blocks.append(kit.context(f"Customer success manager: {person(next_owner)}"))
    blocks.append(
        kit.context(
            "The customer is told goodbye in the channel, warmly and without a cause. Reminders "
            "and check-ins end; what has not gone out yet is dropped. Unless they broke it off, it "
            "can be handed over to customer success before and after."
        )
    )
    return kit.modal(
        CALLBACK,
        _TITLE,
        blocks,
        submit="Close it",
        close="Cancel",
        private_metadata=OneAccount(account=account).dump(),
    )


def read(view: Mapping[str, Any]) -> TypedClosing:
    """What was chosen. Raises `ForgedValue` for what we never offer."""
    state = FormState(view)
    ending, cause = state.choice("ending"), state.choice("cause")
    try:
        return TypedClosing(
            ending=Ending(ending) if ending else None,
            cause=Cause(cause) if cause else None,
            words=state.text("words"),
            channel=ChannelAfter(state.choice("channel") or ChannelAfter.KEPT.value),
        )
    except ValueError as unknown:
        raise ForgedValue("not an end that we offered") from unknown


def closed(
    account: str,
    customer: str,
    closing: Closing,
    by: str,
    *,
    on: date,
    today: date,
    post_mortem: bool,
    offer: OfferLine | None,
    is_news: bool,
    may_reopen: bool = True,
) -> View:
    """How it ended, and `on` which day, a local one as `today`, with what can still be done;
    `offer` is how the handoff to customer success stands, where it was offered."""
    name = kit.clip(escape(customer), _NAME)
    sign = "✅ Closed." if is_news else "Closed."
    lines = [f"*{name}*: {sign} *{closing.ending.label}*, {day(on, today)}, by {person(by)}"]
    if closing.cause is not None:
        lines.append(escape(closing.cause.label))
    if closing.words:
        lines.append(kit.clip(quoted(closing.words), _WORDS))
    lines.append(f"The channel: {_CHANNEL[closing.channel]}")
    is_done = offer is not None and offer.state is OfferState.ACCEPTED
    if closing.ending.goes_on or is_done:
        stands = handoff(offer) if offer is not None else "not offered yet"
        lines.append(f"Handoff to customer success: {stands}")
    about = OneAccount(account=account).dump()
    buttons = []
    if closing.ending.goes_on:
        buttons.append(whole(account, "What was handed over" if is_done else "Hand over"))
    if post_mortem:
        buttons.append(kit.button("The post-mortem", actions.POST_MORTEM, value=about))
    if may_reopen:
        buttons.append(kit.button("Go on with it", actions.REOPEN, value=about))
    blocks = [kit.section(kit.clip("\n".join(lines), TEXT))]
    if buttons:
        blocks.append(kit.actions(buttons))
    return kit.modal(PAGE_CALLBACK, "Closed", blocks, close="Close")


def reopening(account: str, customer: str) -> View:
    """The form that asks why it should go on."""
    name = kit.clip(escape(customer), _NAME)
    return kit.modal(
        REOPEN_CALLBACK,
        "Go on with it",
        [
            kit.section(
                f"The onboarding of *{name}* goes on where it stood: reminders and check-ins come "
                "again, and the customer hears of it in the channel. A channel that was archived "
                "stays so until somebody brings it back in Slack."
            ),
            fields.text(
                "reason",
                "Why?",
                "",
                at_most=_REASON,
                multiline=True,
                hint="On record, for our own people only.",
            ),
        ],
        submit="Go on",
        close="Not now",
        private_metadata=OneAccount(account=account).dump(),
    )


def reason(view: Mapping[str, Any]) -> str:
    """Why it goes on."""
    return FormState(view).text("reason")


def reopened(customer: str, *, archived: bool) -> View:
    """That it goes on."""
    name = kit.clip(escape(customer), _NAME)
    said = f"🌱 The onboarding of *{name}* goes on."
    if archived:
        said += (
            " Its channel is still archived: bring it back in Slack (channel details → Settings → "
            "Unarchive). What I have to say there waits until then."
        )
    return kit.modal("reopened", "Go on with it", [kit.section(said)], close="Close")


def _open_points(about: Circumstances, *, again: bool) -> list[Block]:
    if not about.open:
        return []
    now = "It is not complete *now*" if again else "It is not complete"
    said = (
        f"{now}, so it can only be closed as incomplete or abandoned. Still open, and who can see "
        f"to it:\n{still_open(about.open)}"
    )
    return [kit.section(kit.clip(said, TEXT))]


def _ending(ending: Ending) -> Choice:
    return Choice(ending.value, ending.label, ending.explained)


_CHANNEL = {
    ChannelAfter.KEPT: "stays as it is",
    ChannelAfter.HANDED_OVER: "was handed over to the customer success manager",
    ChannelAfter.ARCHIVED: "archived after the farewell",
}
