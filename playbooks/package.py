"""The package in words: its parts, each a few lines, for a message, a form or a document (A7).

For our own people only. The lines are plain text; whoever shows them escapes them.
"""

from collections.abc import Iterator
from datetime import date

from onboarding.amounts import with_unit
from onboarding.messages.package import PackageLine, PackagePart
from onboarding.package import (
    Health,
    Hindrance,
    Learned,
    Moment,
    Package,
    Person,
    Promised,
    Result,
    Said,
    Seen,
)
from onboarding.package_offer import Question
from onboarding.success import State
from playbooks.mrkdwn import Mrkdwn
from playbooks.phrases import plural
from playbooks.reasons import reason

_RISK = {"high": "high risk", "medium": "medium risk", "low": "low risk"}


def parts(package: Package) -> tuple[PackagePart, ...]:
    """The parts of a package that have something to say, in the order in which one reads them."""
    found = (
        ("At a glance", _glance(package)),
        ("How healthy it is", _health(package.health)),
        ("What they wanted", _goals(package)),
        ("What came of it", (_result(one) for one in package.results)),
        ("People", (_person(one) for one in package.people)),
        ("Promises", (_promise(one) for one in package.promises)),
        ("Risks, questions and decisions", (_said(one) for one in package.said)),
        ("Not done", (PackageLine(text=title) for title in package.open)),
        ("Training, and what comes later", (_learned(one) for one in package.training)),
        ("How it is used", _usage(package.usage)),
        ("What was in the way", (_hindrance(one) for one in package.hindrances)),
        ("How it went", (_moment(one) for one in package.story)),
    )
    made = (PackagePart(title=title, lines=tuple(lines)) for title, lines in found)
    return tuple(part for part in made if part.lines)


def in_short(
    found: tuple[PackagePart, ...], *, lines: int, characters: int
) -> tuple[PackagePart, ...]:
    """The same with at most so many lines a part, each so long; the rest is counted."""
    return tuple(
        PackagePart(
            title=part.title,
            lines=tuple(_shorter(line, characters) for line in part.lines[:lines]),
            more=max(0, len(part.lines) - lines),
        )
        for part in found
    )


def answered(questions: tuple[Question, ...]) -> tuple[PackageLine, ...]:
    """What was asked, with the answers."""
    return tuple(
        PackageLine(text=one.text, who=one.answered_by, facts=(one.answer,))
        for one in questions
        if one.answer is not None
    )


def on(day: date) -> str:
    """A day as a document says it: it may be read years later."""
    return f"{day.day} {day:%b} {day.year}"


def _shorter(line: PackageLine, characters: int) -> PackageLine:
    return PackageLine(
        text=short(line.text, characters),
        who=line.who,
        facts=tuple(short(fact, characters) for fact in line.facts),
    )


def short(text: str, characters: int) -> str:
    """Somebody's words on one line, cut where they are longer."""
    text = " ".join(text.split())
    return text if len(text) <= characters else f"{text[: characters - 1].rstrip()}…"


def _glance(package: Package) -> Iterator[PackageLine]:
    yield PackageLine(text=f"Goal: {package.outcome}")
    yield PackageLine(
        text=f"{package.done} of {package.total} steps done",
        facts=(f"{package.track}, {package.contract_value:,} a year",),
    )
    renewal = on(package.renewal_on) if package.renewal_on else "not known"
    yield PackageLine(text=f"Renewal: {renewal}", facts=(f"signed {on(package.signed_on)}",))
    yield PackageLine(text="Onboarding manager", who=package.owner)
    if package.ae is not None:
        yield PackageLine(text="Account executive", who=package.ae)


def _health(health: Health) -> Iterator[PackageLine]:
    if health.rests:
        yield PackageLine(text="It rests.")
    else:
        yield PackageLine(text=f"{_RISK[health.risk].capitalize()} ({health.points} of 100 points)")
    for one in health.reasons:
        yield PackageLine(text=_plain(reason(one)))


def _plain(said: Mrkdwn) -> str:
    return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("*", "")


def _goals(package: Package) -> Iterator[PackageLine]:
    for one in package.goals:
        yield PackageLine(text=f"{one.label}: {one.text}")


def _result(one: Result) -> PackageLine:
    start = f"{with_unit(one.baseline, one.unit)} → " if one.baseline is not None else ""
    facts = [f"{one.metric}: {start}{with_unit(one.target, one.unit)} by {on(one.due_on)}"]
    if one.value is not None and one.value_on is not None:
        facts.append(f"{with_unit(one.value, one.unit)} on {on(one.value_on)}")
    if one.state is State.PROPOSED or one.said_on is None:
        facts.append("not confirmed by the customer")
    else:
        word = "reached" if one.state is State.REACHED else "agreed, not reached yet"
        facts.append(f"{word}, {on(one.said_on)}")
    mark = "🏆 " if one.first_value else ""
    return PackageLine(text=f"{mark}{one.statement}", who=one.said_by, facts=tuple(facts))


def _person(one: Person) -> PackageLine:
    facts = [", ".join(one.roles)] if one.roles else []
    if one.attitude:
        facts.append(one.attitude.replace("_", " "))
    if one.left_on is not None:
        facts.append(f"left {on(one.left_on)}")
    elif one.seen_on is not None:
        facts.append(f"last seen {on(one.seen_on)}")
    else:
        facts.append("never came")
    return PackageLine(text=one.name, facts=tuple(facts))


def _promise(one: Promised) -> PackageLine:
    if one.kept is None:
        due = f"open, by {on(one.due_on)}" if one.due_on else "open"
        return PackageLine(text=one.text, who=one.owner, facts=(due,))
    ended = "kept" if one.kept else "not kept"
    when = f"{ended} {on(one.ended_on)}" if one.ended_on else ended
    facts = (when, one.remark) if one.remark else (when,)
    return PackageLine(text=one.text, who=one.owner, facts=facts)


def _said(one: Said) -> PackageLine:
    return PackageLine(
        text=f"{one.kind.capitalize()}: {one.text}", who=one.said_by, facts=(on(one.on),)
    )


def _learned(one: Learned) -> PackageLine:
    if one.later:
        return PackageLine(text=one.title, facts=("comes after the onboarding",))
    how = f"done {on(one.done_on)}" if one.done_on else "not done"
    return PackageLine(text=one.title, facts=(how,))


def _usage(seen: Seen | None) -> Iterator[PackageLine]:
    if seen is None:
        yield PackageLine(text="Nobody has reported it.")
        return
    yield PackageLine(
        text=f"{seen.active:,} of {plural(seen.expected, 'person', 'people')} active in a week",
        who=seen.by,
        facts=(on(seen.on),),
    )
    for title in seen.unused:
        yield PackageLine(text=title, facts=("set up, and nobody uses it",))
    if seen.remark:
        yield PackageLine(text=seen.remark)


def _hindrance(one: Hindrance) -> PackageLine:
    until = f"sorted {on(one.ended_on)}" if one.ended_on else "still there"
    return PackageLine(
        text=f"{one.milestone}: {one.what}", facts=(one.kind, f"since {on(one.raised_on)}", until)
    )


def _moment(one: Moment) -> PackageLine:
    of = one.of or ""
    what = {
        "signed": "Signed",
        "opened": "The channel stood ready",
        "agreed": "They agreed to the plan",
        "stage": f"{of} was complete",
        "first_value": "First value",
        "rested": f"It rested: {of}" if of else "It rested",
    }[one.kind]
    return PackageLine(text=f"{on(one.on)}: {what}")
