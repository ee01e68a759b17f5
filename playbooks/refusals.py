"""Sentences for what was refused: what is open, and who can close it (R1).

Both companies may read them. They are mrkdwn, with people as mentions, and go as they are into a
modal, an answer, or the thread.
"""

from collections.abc import Sequence
from typing import Literal, Protocol, assert_never

from onboarding.checklist import role_label
from onboarding.criteria import (
    MilestoneDone,
    NoOpenBlockers,
    OnRecord,
    PlanAgreed,
    RecordKey,
    StageDone,
)
from onboarding.gates import OpenCriterion
from onboarding.people import Side
from onboarding.plan import Milestone
from onboarding.refusals import (
    BeforeDependency,
    BrokenOff,
    BuiltUpon,
    CriteriaChanged,
    CriterionGone,
    CriterionReached,
    DoneAlready,
    GateClosed,
    HandedOn,
    InThePast,
    ListBuiltUpon,
    MarksFirstValue,
    NobodyToWriteTo,
    NoChannelYet,
    NotAway,
    NotAWorkingDay,
    NoteSent,
    NotForLater,
    NotOnHold,
    NotOnRecord,
    OtherSide,
    PackageGone,
    PackageTaken,
    QuestionsOpen,
    Reason,
    Refused,
    StallOver,
    TouchGone,
    UnknownBlocker,
    UnknownMilestone,
    WaitsFor,
)
from playbooks.mrkdwn import Mrkdwn, escape, person
from playbooks.phrases import as_many_as_one_reads, day, listing, plural, title, titles

NotAllowedKind = Literal[
    "stranger",
    "unknown",
    "other_customer",
    "not_your_side",
    "not_a_starter",
    "leaders_only",
    "owner_only",
    "csm_only",
    "external",
    "unknown_channel",
    "forged",
    "closed",
    "closed_for_us",
]

_MOST_NAMED = 5  # open things named one by one; the rest is counted

_NOT_ALLOWED: dict[NotAllowedKind, str] = {
    "stranger": "I don't know you as one of the people of this onboarding yet. Please ask the "
    "onboarding manager to bring you in, here in the channel.",
    "unknown": "We have only just met, and I am asking Slack who you are. Please try again in a "
    "few seconds.",
    "other_customer": "This plan belongs to somebody else. Yours is pinned in your own channel.",
    "not_your_side": "This is for the other side to do. Ask them here in the channel, or press "
    "“We're stuck” and say what is missing.",
    "not_a_starter": "In this workspace only some people start new customers. A leader can add "
    "you in `/onboard settings`.",
    "leaders_only": "Only the leaders named in Milepost's settings can change this. "
    "Please ask one of them.",
    "owner_only": "This is for the onboarding manager of this customer, or for a leader. Please "
    "ask one of them.",
    "csm_only": "This is for the customer success manager of this customer, or for a leader. "
    "Please ask one of them.",
    "external": "This is for the team that runs the onboarding. Ask them here in the channel and "
    "they will do it for you.",
    "unknown_channel": "No onboarding belongs to this channel, so there is nothing here to change.",
    "forged": "This button does not belong to the plan of this channel. Please use the plan that "
    "is pinned here.",
    "closed": "This onboarding has come to its end, so there is nothing left to change here. If "
    "you need something, just write to the people you know: they are still there for you.",
    "closed_for_us": "This onboarding has come to its end, so nothing is changed in it any more. "
    "`/onboard close` shows how it ended, and lets its onboarding manager or a leader go on.",
}


class NotAllowed(Protocol):
    """That the person may not do this at all, as `services.outcomes` says it."""

    @property
    def why(self) -> NotAllowedKind: ...


def refusal_sentence(refused: Refused | NotAllowed) -> Mrkdwn:
    """Why nothing was changed, what is open and who can close it, or what to do instead."""
    if isinstance(refused, Refused):
        return Mrkdwn(_sentence(refused.reason))
    return Mrkdwn(_NOT_ALLOWED[refused.why])


def who(milestone: Milestone) -> Mrkdwn:
    """Who can close a milestone: the person it is assigned to, and the role that owns it."""
    role = _role(milestone.side, milestone.role)
    if milestone.assignee is None:
        return role
    return Mrkdwn(f"{person(milestone.assignee)}, {role}")


def _sentence(reason: Reason) -> str:
    match reason:
        case OtherSide(milestone):
            return _other_side(milestone)
        case WaitsFor() | GateClosed() | NotOnRecord() | HandedOn() | BuiltUpon():
            return _not_now(reason)
        case UnknownMilestone() | UnknownBlocker():
            return (
                "That is no longer part of the plan; it has changed since this was shown. What "
                "holds now is in the plan pinned in the channel."
            )
        case NotForLater() | ListBuiltUpon() | DoneAlready():
            return _stays(reason)
        case NotAWorkingDay() | InThePast() | BeforeDependency():
            return _bad_date(reason)
        case StallOver() | TouchGone() | NotOnHold() | NoteSent() | NobodyToWriteTo() | NotAway():
            return _OVER[type(reason)]
        case CriteriaChanged() | CriterionGone() | CriterionReached() | MarksFirstValue():
            return _OF_CRITERIA[type(reason)]
        case NoChannelYet() | PackageGone() | PackageTaken() | BrokenOff() | QuestionsOpen():
            return _of_package(reason)
    assert_never(reason)


def _stays(reason: NotForLater | ListBuiltUpon | DoneAlready) -> str:
    match reason:
        case NotForLater(milestone):
            return (
                f"{title(milestone.title)} cannot be moved to later: this onboarding would not be "
                "complete without it."
            )
        case ListBuiltUpon(line, by):
            return (
                f"{title(line)} stays checked while what needed the go-live checklist is done. "
                f"First undo {_named(by)}"
            )
        case DoneAlready(milestone):
            return (
                f"{title(milestone.title)} is done already, so there is nothing left to move or "
                "to hold up."
            )
    assert_never(reason)


def _of_package(
    reason: NoChannelYet | PackageGone | PackageTaken | BrokenOff | QuestionsOpen,
) -> str:
    match reason:
        case NoChannelYet():
            return (
                "Their channel does not stand ready yet, so there is nothing to hand over. "
                "`/onboard status` says what it waits for."
            )
        case PackageGone():
            return (
                "This package was answered meanwhile, or a newer one took its place. *Hand over* "
                "below `/onboard status` shows how it stands."
            )
        case PackageTaken():
            return "The handoff is accepted already. There is nothing left to hand over."
        case BrokenOff():
            return (
                "This onboarding was broken off, so there is nobody to look after. Should they "
                "come back: `/onboard close` has *Go on with it*."
            )
        case QuestionsOpen(owners):
            asked = listing([person(owner) for owner in owners])
            return f"First the questions about it want an answer; {asked} will give it."
    assert_never(reason)


def _not_now(reason: WaitsFor | GateClosed | NotOnRecord | HandedOn | BuiltUpon) -> str:
    match reason:
        case WaitsFor(milestone, waiting_for):
            return f"{title(milestone.title)} waits for {_named(waiting_for)}"
        case GateClosed():
            return _gate_closed(reason)
        case NotOnRecord(milestone, still_open):
            return f"{title(milestone.title)} comes after this:\n" + _criteria(still_open)
        case HandedOn(milestone):
            return (
                f"{title(milestone.title)} comes after this onboarding: it was moved to the list "
                "of the customer success manager and holds nothing up here."
            )
        case BuiltUpon(milestone, by):
            return (
                f"{title(milestone.title)} cannot be opened again while what builds on it is done. "
                f"First undo {_named(by)}"
            )
    assert_never(reason)


_OVER: dict[type, str] = {
    StallOver: "This is over: the customer is active again, or somebody has settled it. Nothing "
    "more needs to be done here.",
    TouchGone: "This is no longer on its way: it was sent, left out, or the plan has moved on.",
    NotOnHold: "This onboarding is not resting, so there is nothing to resume.",
    NoteSent: "A note to the sponsor has gone out already. I send one for each time a customer "
    "goes quiet; a second one is yours to write.",
    NobodyToWriteTo: "I know nobody with authority on their side. Find out who stands behind this "
    "and write to that person yourself.",
    NotAway: "This is settled: they are in the channel again, or somebody has said that they are "
    "still your contact.",
}

_OF_CRITERIA: dict[type, str] = {
    CriteriaChanged: "The success criteria have changed since this was shown to you. Please read "
    "them once more as they stand now, and then confirm.",
    CriterionGone: "This success criterion was withdrawn. Those that hold are in the channel.",
    CriterionReached: "This success criterion is reached, so what was agreed of it stays as it is.",
    MarksFirstValue: "This one marks first value. Mark another one first, then it can go.",
}


def _other_side(milestone: Milestone) -> str:
    if milestone.side is Side.CUSTOMER:
        return (
            f"{title(milestone.title)} is the customer's to tick, so that it is their word that "
            f"counts: {who(milestone)}, or anybody else on their side."
        )
    role = _role(milestone.side, milestone.role)
    ours = f"{person(milestone.assignee)} ({role})" if milestone.assignee else role
    return (
        f"{title(milestone.title)} is on our list, not on yours: {ours} ticks it as soon as it is "
        "done. If you are waiting for it, just ask here."
    )


def _gate_closed(reason: GateClosed) -> str:
    return (
        f"{title(reason.milestone.title)} comes with the stage *{escape(reason.stage.title)}*, "
        "which begins after this:\n" + _criteria(reason.open)
    )


def open_briefly(criterion: OpenCriterion) -> str:
    """What is still open, in plain words, for the record and for our own people."""
    match criterion.criterion:
        case StageDone() | MilestoneDone():
            return _titles(criterion)
        case PlanAgreed():
            return "the customer's agreement to the plan"
        case NoOpenBlockers():
            return f"what holds up {_titles(criterion)}"
        case OnRecord(what=what):
            return _MISSING[what]
    assert_never(criterion.criterion)


def _titles(criterion: OpenCriterion) -> str:
    return ", ".join(f"“{milestone.title}”" for milestone in criterion.milestones)


_MISSING: dict[RecordKey, str] = {
    RecordKey.BRIEF_COMPLETE: "the brief of sales",
    RecordKey.READY: "who leads on the customer's side, in view of what could stand in the way",
    RecordKey.CRITERIA_PROPOSED: "what success means",
    RecordKey.CRITERIA_CONFIRMED: "the customer's word on what success means",
    RecordKey.GOVERNANCE_NAMED: "the governance of the project",
    RecordKey.GO_LIVE_LIST_CLOSED: "the go-live checklist",
    RecordKey.USED: "a report that enough people use it, and all that was set up",
    RecordKey.PACKAGE_ACCEPTED: "the handoff to customer success",
}


def _criteria(still_open: Sequence[OpenCriterion]) -> str:
    """Each on a line of its own, as many as one reads."""
    shown = as_many_as_one_reads(still_open, _MOST_NAMED)
    lines = [f"• {open_in_full(criterion)}" for criterion in shown]
    if len(still_open) > len(shown):
        lines.append(f"• and {plural(len(still_open) - len(shown), 'more thing')}")
    return "\n".join(lines)


def open_in_full(criterion: OpenCriterion) -> str:
    """What is still open, and who can close it: mrkdwn, for both companies."""
    match criterion.criterion:
        case StageDone() if criterion.stage:
            several = "," if len(criterion.milestones) > 1 else ":"
            stage = f"from the stage *{escape(criterion.stage)}*{several}"
            return f"{stage} {_named(criterion.milestones)}"
        case StageDone() | MilestoneDone():
            return _named(criterion.milestones)
        case PlanAgreed():
            return "somebody on the customer's side presses “Agree to this plan”"
        case NoOpenBlockers():
            return (
                f"whatever holds up {titles([m.title for m in criterion.milestones])} is sorted "
                f"out ({_role(criterion.side, criterion.role)})"
            )
        case OnRecord(what=what):
            return f"{_ON_RECORD[what]} ({_role(criterion.side, criterion.role)})"
    assert_never(criterion.criterion)


_ON_RECORD: dict[RecordKey, str] = {
    RecordKey.BRIEF_COMPLETE: "what was talked about before the signature has been passed on",
    RecordKey.READY: "it is settled who leads this on the customer's side, in view of what could "
    "stand in the way",
    RecordKey.CRITERIA_PROPOSED: "what success means is written down here to be confirmed",
    RecordKey.CRITERIA_CONFIRMED: "what success means is confirmed",
    RecordKey.GOVERNANCE_NAMED: "roles, meetings and the way to escalate are written down",
    RecordKey.GO_LIVE_LIST_CLOSED: "every line of the go-live checklist is checked",
    RecordKey.USED: "it is in use: by enough people, and all that was set up",
    RecordKey.PACKAGE_ACCEPTED: "the one who looks after the customer from here on has taken over",
}


def _bad_date(reason: NotAWorkingDay | InThePast | BeforeDependency) -> str:
    match reason:
        case NotAWorkingDay(wanted, suggestion):
            return (
                f"{day(wanted)} is a day off for the customer. The next working day is "
                f"{day(suggestion, wanted)}."
            )
        case InThePast(wanted, today):
            return (
                f"{day(wanted, today)} is in the past. The earliest possible date is {day(today)}."
            )
        case BeforeDependency(milestone, dependency):
            return (
                f"{title(milestone.title)} cannot be due before {title(dependency.title)}, which "
                f"it waits for and which is due {day(dependency.due_on)}. Move that one first, or "
                "choose a later date."
            )
    assert_never(reason)


def _named(milestones: Sequence[Milestone]) -> str:
    """Each with who can close it, in a sentence or, when there are several, below it."""
    if len(milestones) == 1:
        return f"{title(milestones[0].title)} ({who(milestones[0])})."
    shown = as_many_as_one_reads(milestones, _MOST_NAMED)
    lines = [f"◦ {title(milestone.title)} ({who(milestone)})" for milestone in shown]
    if len(milestones) > len(shown):
        lines.append(f"◦ and {len(milestones) - len(shown)} more")
    return "all of these:\n" + "\n".join(lines)


def _role(side: Side, role: str | None) -> Mrkdwn:
    if role is None:
        return Mrkdwn("anybody on the customer's side" if side is Side.CUSTOMER else "our team")
    label = role_label(role)
    return Mrkdwn(label[0].lower() + label[1:])
