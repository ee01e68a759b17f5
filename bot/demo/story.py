"""The story of the first customer, beat by beat.

A beat is over when the people have seen what it promises; nothing is taken on trust from what the
program sent.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from blocks import actions
from blocks.forms import new_customer
from bot.demo.players import NotSeen, Player
from bot.demo.portfolio.room import option_of
from bot.demo.stage import TEAM_CHANNEL, Stage
from bot.demo.telling import Teller
from onboarding.hours import Hours
from onboarding.workdays import WorkCalendar
from sandbox.client import SandboxError

CUSTOMER = "Hazel & Finch"
OUTCOME = "Our three shops reorder in minutes instead of a day, before the spring season"
PEOPLE = ("olivia", "arthur", "maya", "tom", "hugo", "clara")
COUNTRY, ZONE = "FR", "Europe/Paris"
BEGINS = time(10)
SUCCESS = {
    "statement": "Reordering takes us minutes, and nobody stays late for it",
    "metric": "Minutes spent on reordering, per shop and week",
    "baseline": "240 min",
    "target": "30 min",
}
OWN_WORDS = "That nobody stands in the shop at ten at night counting boxes"
IN_TIME = timedelta(days=60)
PROMISE = "Labels in French, which the standard contract does not have"
WHY = {
    "why_bought": "Reordering takes a day in each shop, and the spring season is short.",
    "goals": OUTCOME,
    "promised": "A first order from the tool within a month.",
}
PEOPLE_AND_RISKS = {
    "stakeholders": "Maya pushes it, Tom pays, their security team has not been asked.",
    "risks": "Security may take its time.",
}
STUCK = "Our security team wants to see your certificate first"


class BeatFailed(Exception):
    """A beat of the story did not happen; says which one, and what was not seen."""


@dataclass(slots=True)
class Cast:
    """The people of both companies, and the channel in which they meet.

    They go by its name: its id changes once it is shared.
    """

    olivia: Player
    arthur: Player
    maya: Player
    tom: Player
    hugo: Player
    clara: Player
    by: str = field(kw_only=True)  # the day, as ISO writes it, by which they want to be there
    channel: str = field(default="", init=False)


Beat = Callable[[Cast], None]


def begins(now: datetime) -> float:
    """When the sandbox's clock has to start, seconds UTC: on a morning on which both companies
    work, whenever it is told."""
    paris = Hours(WorkCalendar(COUNTRY, ZONE), opens=BEGINS, closes=time(17))
    return paris.opening(paris.calendar.next_working_day(now.date())).timestamp()


def play(stage: Stage, teller: Teller) -> None:
    """Play every beat in order. Raises `BeatFailed`."""
    stage.driver.team(CUSTOMER).set(requires_approval=True)
    by = (stage.milepost.database.clock.now() + IN_TIME).date().isoformat()
    cast = Cast(*(Player(stage, teller, name) for name in PEOPLE), by=by)
    for number, (title, beat) in enumerate(STORY.items(), start=1):
        teller.scene(number, title)
        with _failing_as(title):
            beat(cast)


@contextmanager
def _failing_as(title: str) -> Iterator[None]:
    try:
        yield
    except (NotSeen, SandboxError) as missing:
        raise BeatFailed(f"“{title}” did not happen: {missing}") from missing


def _starts(cast: Cast) -> None:
    olivia = cast.olivia
    olivia.types("/onboard", f"new {CUSTOMER}")
    olivia.sees_form("New customer", "Contract value")
    olivia.clicks_in_form("Add another person", new_customer.ADD_CONTACT)
    answers = {
        "outcome": OUTCOME,
        "country": COUNTRY,
        "contract_value": "about sixty",
        "ae": cast.arthur.id,
        "csm": cast.clara.id,
        "contacts.0.name": cast.maya.name,
        "contacts.0.email": cast.maya.email,
        "contacts.0.role": "champion",
        "contacts.1.name": cast.tom.name,
        "contacts.1.email": cast.tom.email,
        "contacts.1.role": "economic_buyer",
    }
    errors = olivia.submits("fills it in, and is vague about the contract value", answers)
    olivia.sees_errors(errors, "contract_value")
    olivia.submits("writes *60k*, and sends it", {"contract_value": "60k"})
    olivia.sees_form("On its way", CUSTOMER.replace("&", "&amp;"))
    olivia.closes_form()


def _gets_its_channel(cast: Cast) -> None:
    olivia = cast.olivia
    cast.channel = olivia.in_channel("onb-").name
    olivia.sees_plan(cast.channel, "0 of 15", "Not agreed yet")
    olivia.sees_channel(cast.channel, lambda head: bool(head.bookmarks), "the plan's bookmark")
    cast.clara.sees_message(TEAM_CHANNEL, "is on its way")


def _is_invited(cast: Cast) -> None:
    invitation = cast.maya.sees_invitation()
    cast.maya.accepts(invitation)
    cast.olivia.sees_direct_message("administrator has to approve")
    cast.hugo.approves(invitation)
    cast.maya.in_channel(cast.channel)
    cast.maya.sees_message(cast.channel, "Welcome, ")
    cast.maya.sees_plan(cast.channel, "The people on your side are named")


def _needs_no_command(cast: Cast) -> None:
    answer = cast.maya.types("/onboard", "status", cast.channel)
    cast.maya.sees_answer(answer, "not a valid command")
    cast.maya.presses("Mark done", cast.channel, _tick("warm-introduction"))
    cast.maya.sees_form("Nothing was changed", "is on our list")
    cast.maya.closes_form()


def _sees_us_go_first(cast: Cast) -> None:
    cast.arthur.presses("Mark done", cast.channel, _tick("warm-introduction"))
    cast.maya.sees_plan(cast.channel, "1 of 15")
    _tells_what_sales_knows(cast)
    _names_who_leads(cast)
    cast.olivia.presses("Mark done", cast.channel, _tick("kickoff-held"))
    cast.maya.sees_plan(cast.channel, "2 of 15")


def _says_what_success_means(cast: Cast) -> None:
    olivia, maya = cast.olivia, cast.maya
    answer = olivia.types("/onboard", f"status {CUSTOMER}")
    olivia.presses_in_answer("Success criteria", answer, actions.CRITERIA)
    olivia.sees_form("Success criteria", "Nothing is written down yet")
    olivia.clicks_in_form("Add a criterion", actions.CRITERION_ADD)
    olivia.submits("writes down what Maya told her in the kickoff", SUCCESS | {"due_on": cast.by})
    olivia.sees_form("Success criteria", SUCCESS["statement"])
    olivia.closes_form()
    maya.sees_message(cast.channel, SUCCESS["statement"])


def _tells_what_sales_knows(cast: Cast) -> None:
    olivia, arthur = cast.olivia, cast.arthur
    olivia.presses("Mark done", cast.channel, _tick("kickoff-held"))
    olivia.sees_form("Nothing was changed", "The brief is not complete")
    olivia.closes_form()
    arthur.types("/onboard", f"handoff {CUSTOMER}")
    arthur.sees_form("The brief", "Needed before the kickoff")
    arthur.submits("writes why they bought, and what for", WHY)
    row = "commitment.new0"
    promise = {f"{row}.text": PROMISE, f"{row}.owner": arthur.id, f"{row}.due_on": "2027-03-31"}
    arthur.submits("writes down what he promised besides, and by when", promise)
    arthur.submits("writes who matters, and what could go wrong", PEOPLE_AND_RISKS)
    arthur.sees_form("The brief", "The brief is complete")
    arthur.closes_form()
    olivia.sees_direct_message("The brief on")


def _names_who_leads(cast: Cast) -> None:
    olivia = cast.olivia
    olivia.types("/onboard", f"kickoff {CUSTOMER}")
    olivia.sees_form("Kickoff", "Still open")
    olivia.clicks_in_form("Post the agenda", actions.AGENDA)
    cast.maya.sees_message(cast.channel, "what we would like to talk about")
    olivia.sees_form("Kickoff", "(in their own words)")
    own_words = {"question.success-in-90-days": OWN_WORDS}
    olivia.submits("writes down how Maya says herself what sales had passed on", own_words)
    olivia.clicks_in_form("Who leads", actions.suffixed(actions.KICKOFF_PAGE, "ready"))
    form = olivia.sees_form("Kickoff", "no need to write it again")
    lead = {"lead": option_of(form.blocks, "lead", cast.maya.name)}
    olivia.submits("writes who leads at the customer; sales told what stands in the way", lead)
    olivia.closes_form()


def _ticks(cast: Cast) -> None:
    cast.maya.presses_below("Confirm", cast.channel, actions.CONFIRM_CRITERIA)
    cast.maya.sees_plan(cast.channel, "3 of 15")
    cast.maya.sees_in_thread(cast.channel, "Success has a number and a date now")


def _is_stuck(cast: Cast) -> None:
    cast.maya.presses("We're stuck", cast.channel, actions.STUCK)
    cast.maya.sees_form("We're stuck", "What happened")
    cast.maya.submits(
        f"writes: _{STUCK}_",
        {"milestone": "people-named", "kind": "decision", "what": STUCK, "helper": "Priya"},
    )
    plan = cast.olivia.sees_plan(cast.channel, "Stuck:", STUCK)
    cast.olivia.sees_in_thread(cast.channel, "is stuck on")
    sorted_out = next(a for a in plan.action_ids() if a.startswith(actions.RESOLVE))
    cast.olivia.presses("Sorted", cast.channel, sorted_out)
    cast.maya.sees_in_thread(cast.channel, "the way is clear")


def _agrees(cast: Cast) -> None:
    cast.maya.presses("Agree to this plan", cast.channel, actions.AGREE)
    cast.olivia.sees_plan(cast.channel, "Agreed")
    cast.olivia.sees_in_thread(cast.channel, "agreed to the plan")


def _completes_a_stage(cast: Cast) -> None:
    invitation = cast.tom.sees_invitation()
    cast.tom.accepts(invitation)
    cast.tom.in_channel(cast.channel)
    cast.tom.sees_plan(cast.channel, "3 of 15")
    cast.tom.presses("Mark done", cast.channel, _tick("people-named"))
    cast.tom.sees_message(cast.channel, "Kickoff is complete")
    cast.tom.sees_plan(cast.channel, "4 of 15", "First sign-in")


def _stands_well(cast: Cast) -> None:
    answer = cast.olivia.types("/onboard", f"status {CUSTOMER}")
    cast.olivia.sees_answer(answer, "4 of 15")


def _tick(milestone: str) -> str:
    return actions.suffixed(actions.TICK, milestone)


STORY: dict[str, Beat] = {
    "Olivia starts a customer": _starts,
    "The customer gets a channel of its own": _gets_its_channel,
    "Maya, of the other company, is invited, and comes": _is_invited,
    "Maya needs no command, and cannot do our part": _needs_no_command,
    "Our side goes first, and Maya watches the plan change": _sees_us_go_first,
    "What success means gets a number": _says_what_success_means,
    "Maya confirms it, and the plan ticks the milestone in her name": _ticks,
    "Maya is stuck, says so, and is helped": _is_stuck,
    "Maya agrees to the plan": _agrees,
    "Tom joins, and together they complete the first stage": _completes_a_stage,
    "Olivia asks how they stand": _stands_well,
}
