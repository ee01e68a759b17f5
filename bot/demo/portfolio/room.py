"""A customer's channel in the portfolio, and what people do there: by clicks, forms and words."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from blocks import actions
from blocks.forms import new_customer
from bot.demo.portfolio.customers import Act, Customer
from bot.demo.portfolio.weeks import day
from sandbox.client import PersonDriver
from sandbox.reports import MessageSeen, Modal, Outcome

TRIES = 3
MENTION = re.compile(r"@([a-z]+)\b")


class NotDone(Exception):
    """Somebody's click was refused, or what they wanted to click was not there."""


class Room:
    """`people` by first name in lower case; `first_monday`: of the history."""

    def __init__(
        self, customer: Customer, people: Mapping[str, PersonDriver], first_monday: date
    ) -> None:
        self.customer = customer
        self.people = people
        self.first_monday = first_monday
        self.last_said = ""

    def person(self, who: str) -> PersonDriver:
        return self.people[who]

    def plan(self, who: str) -> MessageSeen:
        """The pinned plan, as somebody in the channel sees it. Raises `NotDone`."""
        for message in self.person(who).messages(self.customer.channel):
            if message.pinned and message.from_app:
                return message
        raise NotDone(f"{who} sees no plan in #{self.customer.channel}")

    def press(self, who: str, action_id: str) -> None:
        """Press the first button of the plan whose id begins so. Raises `NotDone`."""
        plan = self.plan(who)
        found = next((known for known in plan.action_ids() if known.startswith(action_id)), None)
        if found is None:
            raise NotDone(f"{who} sees no button {action_id} in #{self.customer.channel}")
        self.tried(who, lambda: self.person(who).click(self.customer.channel, plan.ts, found))

    def send_form(self, who: str, fields: dict[str, Any]) -> None:
        """Fill in the form on their screen and send it. Raises `NotDone`."""
        outcome = self.tried(who, lambda: self.person(who).submit(fields))
        if outcome.errors:
            raise NotDone(f"{who} is told at the fields: {outcome.errors}")

    def tried(self, who: str, doing: Callable[[], Outcome]) -> Outcome:
        """Do something, and like anybody once more when Slack has “some trouble connecting”: a
        machine that is busy may take longer than Slack's three seconds. Raises `NotDone`."""
        for _ in range(TRIES):
            outcome = doing()
            if outcome.shown is None:
                return outcome
        raise NotDone(f"{who} is told by Slack: {outcome.shown}")

    def written(self, text: str) -> str:
        """Text as it is sent, with people mentioned by their ids."""
        return MENTION.sub(lambda found: f"<@{self.people[found[1]].id}>", text)


def everybody_has_read(room: Room) -> None:
    """Unread marks show what is new after this."""
    for person in room.people.values():
        person.mark_read()


def starts(who: str = "olivia", *, ae: str = "arthur", csm: str = "clara") -> Act:
    """Type `/onboard new`, fill in the form and send it."""

    def act(room: Room) -> None:
        customer, person = room.customer, room.person(who)
        room.tried(who, lambda: person.command("/onboard", f"new {customer.name}"))
        fields: dict[str, Any] = {
            "outcome": customer.outcome,
            "country": customer.country,
            "contract_value": customer.contract_value,
            "ae": room.person(ae).id,
            "csm": room.person(csm).id,
        }
        for place, (name, role) in enumerate(customer.contacts):
            contact = room.person(name)
            fields[f"contacts.{place}.name"] = contact.real_name
            fields[f"contacts.{place}.email"] = contact.email
            fields[f"contacts.{place}.role"] = role
            if place:
                person.click_in_modal(new_customer.ADD_CONTACT)
        room.send_form(who, fields)
        person.close_modal(everything=True)

    return act


def tells_brief(who: str, why: str, risks: str = "The season: nobody has time from May on.") -> Act:
    """Type `/onboard handoff`, and fill in what sales knows, page by page."""

    def act(room: Room) -> None:
        customer, person = room.customer, room.person(who)
        room.tried(who, lambda: person.command("/onboard", f"handoff {customer.name}"))
        promised = "What the contract says, and a person to call."
        room.send_form(who, {"why_bought": why, "goals": customer.outcome, "promised": promised})
        commitment = {
            "commitment.new0.text": "A day on site in the second month",
            "commitment.new0.owner": person.id,
            "commitment.new0.due_on": day(room.first_monday, "9 Fri").isoformat(),
        }
        room.send_form(who, commitment)
        people = "Whoever works with it wants it; whoever pays wants a number."
        deal = "No discount, one competitor, signed without a lawyer."
        room.send_form(who, {"stakeholders": people, "deal_context": deal, "risks": risks})
        person.close_modal(everything=True)

    return act


def names_lead(
    who: str, lead: str, obstacles: str, own_words: str, question: str = "success-in-90-days"
) -> Act:
    """Type `/onboard kickoff`, and write down how the customer says itself what it wants, in answer
    to this question, then who leads there and what is in the way."""

    def act(room: Room) -> None:
        fields = {"obstacles": obstacles}
        said = {f"question.{question}": own_words}
        _tells_kickoff(room, who, "ready", {"lead": lead}, fields, said)

    return act


def names_governance(who: str, authority: str, structure: str, escalation_path: str) -> Act:
    """Type `/onboard kickoff`, and write down how the project is led, for the customer to read."""

    def act(room: Room) -> None:
        fields = {"structure": structure, "escalation_path": escalation_path}
        fields["executives_every"] = "20"
        _tells_kickoff(room, who, "governance", {"authority": authority}, fields)

    return act


def _buttons(form: Modal | None) -> set[str]:
    blocks = form.blocks if form else []
    elements = (element for block in blocks for element in block.get("elements", ()))
    return {element["action_id"] for element in elements if "action_id" in element}


def _tells_kickoff(
    room: Room,
    who: str,
    page: str,
    named: dict[str, str],
    fields: dict[str, Any],
    said: dict[str, str] | None = None,
) -> None:
    """`named` are people by their field; `said` are answers on the page that opens first."""
    person = room.person(who)
    room.tried(who, lambda: person.command("/onboard", f"kickoff {room.customer.name}"))
    if said:
        room.send_form(who, said)
    turn = actions.suffixed(actions.KICKOFF_PAGE, page)
    if turn in _buttons(person.modal()):  # else it is the page that is shown
        room.tried(who, lambda: person.click_in_modal(turn))
    if (form := person.modal()) is None:
        raise NotDone(f"{who} sees no form of the kickoff")
    for field, name in named.items():
        fields[field] = option_of(form.blocks, field, room.person(name).real_name)
    room.send_form(who, fields)
    person.close_modal(everything=True)


def option_of(blocks: Sequence[dict[str, Any]], field: str, label: str) -> str:
    """What a menu of a form sends for the choice that reads so. Raises `NotDone`."""
    for block in blocks:
        if block.get("block_id") == field:
            for option in block["element"]["options"]:
                if option["text"]["text"] == label:
                    return str(option["value"])
    raise NotDone(f"the menu {field} offers no {label}")


def accepts(who: str) -> Act:
    """Accept the invitation in one's inbox."""

    def act(room: Room) -> None:
        invitations = room.person(who).inbox()
        if not invitations:
            raise NotDone(f"{who} was not invited to #{room.customer.channel}")
        room.person(who).accept(invitations[0].id)

    return act


def brings(who: str, whom: str) -> Act:
    """Bring a colleague into the channel."""
    return lambda room: room.person(who).invite(room.customer.channel, room.person(whom).id)


def says(who: str, text: str) -> Act:
    """Type a message; `@name` mentions somebody."""

    def act(room: Room) -> None:
        room.last_said = room.person(who).say(room.customer.channel, room.written(text))

    return act


def replies(who: str, text: str) -> Act:
    """Answer, in its thread, what somebody said last."""

    def act(room: Room) -> None:
        room.person(who).say(room.customer.channel, room.written(text), room.last_said)

    return act


def reacts(who: str, emoji: str) -> Act:
    """React to what somebody said last."""
    return lambda room: room.person(who).react(room.customer.channel, room.last_said, emoji)


def ticks(who: str, milestone: str) -> Act:
    """Press “Mark done” at a milestone."""

    def act(room: Room) -> None:
        room.press(who, actions.suffixed(actions.TICK, milestone))
        if (refused := room.person(who).modal()) is not None:
            raise NotDone(f"{who} cannot tick {milestone}: {refused.blocks}")

    return act


def proposes(who: str, statement: str, metric: str, aim: str, by: str) -> Act:
    """Write down what success means, from how the customer stands; `aim` is like `40 % → 95 %`, or
    a number alone, `by` a day, `4 Tue`."""

    def act(room: Room) -> None:
        person = room.person(who)
        _opens_part(room, who, actions.CRITERIA)
        person.click_in_modal(actions.CRITERION_ADD)
        baseline, _, target = aim.rpartition("→")
        fields = {"statement": statement, "metric": metric, "baseline": baseline, "target": target}
        room.send_form(who, fields | {"due_on": day(room.first_monday, by).isoformat()})
        person.close_modal(everything=True)

    return act


def reports_usage(who: str, active: str, expected: str, remark: str) -> Act:
    """Write down how it is used, from how the customer stands."""

    def act(room: Room) -> None:
        _opens_part(room, who, actions.USAGE)
        room.send_form(who, {"active": active, "expected": expected, "remark": remark})

    return act


def _opens_part(room: Room, who: str, part: str) -> None:
    """Type `/onboard status`, and press a button below the answer."""
    person = room.person(who)
    told = room.tried(who, lambda: person.command("/onboard", f"status {room.customer.name}"))
    if not told.answers:
        raise NotDone(f"{who} is not told how {room.customer.name} stands")
    shown = told.answers[0].ts
    room.tried(who, lambda: person.click("general", shown, part))


def checks(who: str, *lines: str) -> Act:
    """Press “Check” at lines of the go-live checklist."""

    def act(room: Room) -> None:
        for line in lines:
            _check(room, who, line)

    return act


def confirms(who: str) -> Act:
    """Press “Confirm” below the success criteria."""

    def act(room: Room) -> None:
        channel, wanted = room.customer.channel, actions.CONFIRM_CRITERIA
        seen = room.person(who).messages(channel)
        ts = next((message.ts for message in seen if wanted in message.action_ids()), None)
        if ts is None:
            raise NotDone(f"{who} sees nothing to confirm in #{channel}")
        room.tried(who, lambda: room.person(who).click(channel, ts, wanted))

    return act


def _check(room: Room, who: str, line: str) -> None:
    channel, person = room.customer.channel, room.person(who)
    wanted = actions.suffixed(actions.GO_LIVE_LINE, line)
    ts = next((m.ts for m in person.messages(channel) if wanted in m.action_ids()), None)
    if ts is None:
        raise NotDone(f"{who} sees no line {line} in #{channel}")
    room.tried(who, lambda: person.click(channel, ts, wanted))
    if (refused := person.modal()) is not None:
        raise NotDone(f"{who} cannot check {line}: {refused.blocks}")


def agrees(who: str) -> Act:
    """Press “Agree to this plan”."""
    return lambda room: room.press(who, actions.AGREE)


def is_stuck(who: str, milestone: str, kind: str, what: str, helper: str = "") -> Act:
    """Press “We're stuck” and fill in the form; `kind`: see `BlockerKind`."""

    def act(room: Room) -> None:
        room.press(who, actions.STUCK)
        fields = {"milestone": milestone, "kind": kind, "what": what, "helper": helper}
        room.send_form(who, fields)

    return act


def says_sorted(who: str) -> Act:
    """Press the first “Sorted” in the plan."""
    return lambda room: room.press(who, actions.RESOLVE)


def moves(who: str, milestone: str, to: str) -> Act:
    """Give a milestone another date, `4 Tue`, and save what the preview shows."""

    def act(room: Room) -> None:
        room.press(who, actions.CHANGE)
        due_on = day(room.first_monday, to).isoformat()
        room.send_form(who, {"milestone": milestone, "due_on": due_on})
        room.send_form(who, {})
        if room.person(who).modal() is not None:
            raise NotDone(f"{who} cannot move {milestone} to {due_on}")

    return act
