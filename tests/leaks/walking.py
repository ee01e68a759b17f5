"""People who press whatever they are shown, and fill in whatever form opens, day after day.

The walk knows nothing of what Milepost can do: what a part of it shows is found and pressed.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from blocks import actions
from bot.scheduler import ticks, urgent_ticks
from sandbox.client import SandboxError
from sandbox.reports import MessageSeen, Modal
from tests.end_to_end.stage import CHANNEL, CUSTOMER, Member, Stage
from tests.leaks import fields

Json = dict[str, Any]
ORDERS = (
    "status",
    "plan",
    "brief",
    "digest",
    "handoff",
    "kickoff",
    "stakeholders",
    "new",
    "adopt",
    "pause",
    "resume",
    "close",
    "settings",
    "help",
)
"""What our people type; with the customer's name where it takes one."""
OF_NO_CUSTOMER = ("adopt", "digest", "help", "new", "settings")
THE_END = "closing"
"""The form that ends an onboarding is only looked at until the end of a walk: little is left to
press afterwards."""
LATEST = 12
"""Messages of a channel, from the newest, whose buttons somebody still looks at."""
STEPS_IN_A_FORM = 4
TRIES = 8
"""Not every ending that somebody chooses may be."""


@dataclass
class Walk:
    """`diary`: what was done, for whoever has to find out how a leak came about."""

    stage: Stage
    chance: Random
    ours: tuple[Member, ...]
    theirs: tuple[Member, ...]
    diary: list[str] = field(default_factory=list)

    def goes(self, steps: int) -> None:
        """Some steps, a day passing now and then; all is told at the end."""
        for _ in range(steps):
            if self._choose(6) == 0:
                self.a_day_passes()
            else:
                self._acts(self._one_of(self.ours + self.theirs))
        self.stage.quiet()

    def ends(self) -> None:
        """Somebody closes the onboarding, as soon as what they fill in is taken; an archived
        channel is opened again, or nothing could be pressed there."""
        for closer in self.ours:  # whoever owned it may have given it away on the walk
            for _ in range(TRIES):
                modal = self._looks_at_the_end(closer)
                if modal is None or modal.callback_id != THE_END or modal.submit is None:
                    break  # it is closed, or not theirs to close
                self._sends(closer, modal)
                self.stage.quiet()
            if closer.channel().is_archived:
                closer.slack.unarchive(CHANNEL)
                self.stage.quiet()

    def goes_on(self) -> None:
        """And lets it go on after all."""
        for closer in self.ours:
            modal = self._looks_at_the_end(closer)
            if modal is not None and actions.REOPEN in str(modal.blocks):
                assert closer.slack.click_in_modal(actions.REOPEN).acked
                form = closer.slack.modal()
                assert form is not None
                self._sends(closer, form)
                self.stage.quiet()
                return

    def _looks_at_the_end(self, closer: Member) -> Modal | None:
        if closer.slack.modal() is not None:
            closer.slack.close_modal(everything=True)
        return closer.orders(f"close {CUSTOMER}").modal

    def a_day_passes(self) -> None:
        """And Milepost looks at what is due."""
        self.stage.quiet()
        self.stage.move(hours=20 + self._choose(8))
        services = self.stage.milepost.services
        for tick in (*ticks(services), *urgent_ticks(services)):
            tick()
        self.stage.quiet()
        self.diary.append("a day passes")

    def _acts(self, member: Member) -> None:
        if member in self.ours and self._choose(3) == 0:
            self._orders(member)
        elif self._choose(8) == 0:
            member.slack.say(CHANNEL, self._one_of(("How is it going?", "We are at it.")))
            self._notes(member, "says something")
        else:
            self._presses(member)
        for _ in range(STEPS_IN_A_FORM):
            modal = member.slack.modal()
            if modal is None:
                return
            self._goes_on_in(member, modal)
        if member.slack.modal() is not None:
            member.slack.close_modal(everything=True)

    def _orders(self, member: Member) -> None:
        order = self._one_of(ORDERS)
        about = "" if order in OF_NO_CUSTOMER else CUSTOMER
        self._notes(member, f"types {order}")
        place = self._one_of(("general", CHANNEL))
        for answer in member.orders(f"{order} {about}", place).answers:
            if answer.action_ids():
                self._presses_one(member, place, answer)

    def _presses(self, member: Member) -> None:
        """A button of a message of a channel, each as likely as the next of its kind."""
        channel = self._one_of(member.slack.channels())
        latest = member.slack.messages(channel.id)[-LATEST:]
        pressable = [message for message in latest if message.action_ids()]
        if not pressable:
            return
        self._presses_one(member, channel.id, self._one_of(pressable))

    def _presses_one(self, member: Member, channel: str, message: MessageSeen) -> None:
        action_id = self._one_of(message.action_ids())
        self._notes(member, f"presses {action_id}")
        value = self._chosen(message.blocks, action_id)
        try:
            member.slack.click(channel, message.ts, action_id, value)
        except SandboxError as gone:  # the message was changed meanwhile
            self._notes(member, f"finds that {gone}")

    def _goes_on_in(self, member: Member, modal: Modal) -> None:
        """Press something in the form that is open, send it, or put it away."""
        pressable = _pressable(modal.blocks)
        can_send = modal.submit is not None and modal.callback_id != THE_END
        if pressable and (not can_send or self._choose(3) == 0):
            action_id = self._one_of(pressable)
            self._notes(member, f"presses {action_id} in {modal.callback_id}")
            member.slack.click_in_modal(action_id, self._chosen(modal.blocks, action_id))
        elif can_send:
            self._sends(member, modal)
        else:
            member.slack.close_modal()

    def _sends(self, member: Member, modal: Modal) -> None:
        self._notes(member, f"sends {modal.callback_id}")
        today = self.stage.clock.now().date()
        typist = fields.Typist(
            ours=member in self.ours, colleagues=[one.id for one in self.ours], choose=self._choose
        )
        filled = typist.fills(modal, today)
        wrong = member.slack.submit(filled).errors
        if wrong and member.slack.submit(fields.in_numbers(modal, wrong)).errors:
            member.slack.close_modal(everything=True)

    def _chosen(self, blocks: list[Json], action_id: str) -> str | None:
        """For a menu one of its options, for a button nothing."""
        for element in _elements(blocks):
            if element.get("action_id") == action_id and element["type"] == "static_select":
                groups = element.get("option_groups") or [element]
                options = [option for group in groups for option in group["options"]]
                return str(self._one_of(options)["value"])
        return None

    def _choose(self, many: int) -> int:
        return self.chance.randrange(many)

    def _one_of(self, things: Any) -> Any:
        return things[self._choose(len(things))]

    def _notes(self, member: Member, did: str) -> None:
        self.diary.append(f"{member.slack.name} {did}")


def _pressable(blocks: list[Json]) -> list[str]:
    return [
        element["action_id"]
        for element in _elements(blocks)
        if "action_id" in element and element["type"] in ("button", "static_select")
    ]


def _elements(blocks: list[Json]) -> list[Json]:
    """What can be pressed, beside the fields of forms."""
    return [
        element
        for block in blocks
        for element in (block.get("accessory") or {}, *block.get("elements", ()))
        if "type" in element
    ]
