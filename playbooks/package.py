"""The package in words: its parts, each a few lines, for a message, a form or a document (A7).

For our own people only. The lines are plain text; whoever shows them escapes them.
"""

from collections.abc import Iterator
from datetime import date

from onboarding.amounts import with_unit
from onboarding.criteria_card import CriterionLine
from onboarding.governance import RHYTHMS
from onboarding.messages.package import PackageLine, PackagePart
from onboarding.package import (
    Charter,
    Ended,
    Health,
    Hindrance,
    Learned,
    Measured,
    Moment,
    Obstacle,
    Package,
    Person,
    Promised,
    Rated,
    Said,
    Seen,
)
from onboarding.package_offer import Question
from onboarding.success import State
from playbooks.mrkdwn import Mrkdwn
from playbooks.phrases import as_many_as_one_reads, plural
from playbooks.reasons import reason

_RISK = {"high": "high risk", "medium": "medium risk", "low": "low risk"}


def parts(package: Package) -> tuple[PackagePart, ...]:
    """The parts of a package that have something to say, in the order in which one reads them."""
    found = (
        ("At a glance", _glance(package)),
        ("How it ended", _ending(package.ended)),
        ("How healthy it is", _health(package.health)),
        ("What they wanted", _goals(package)),
        ("What the kickoff brought to light", _kickoff(package)),
        ("What came of it", _results(package)),
        ("How the numbers moved", (_measured(one) for one in package.measured)),
        ("What they say of it", (_rated(one) for one in package.rated)),
        ("People", (_person(one) for one in package.people)),
        ("How it is led", _charter(package.charter)),
        ("Promises", (_promise(one) for one in package.promises)),
        ("Risks, questions, decisions and notes", (_said(one) for one in package.said)),
        ("Not done", (PackageLine(text=title) for title in package.open)),
        ("Training, and what comes later", (_learned(one) for one in package.training)),
        ("How it is used", _usage(package.usage)),
        ("What was in the way", _in_the_way(package)),
        ("How it went", (_moment(one) for one in package.story)),
        ("What we learnt", _learnt(package)),
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
            lines=tuple(_shorter(line, characters) for line in shown),
            more=len(part.lines) - len(shown),
        )
        for part in found
        for shown in (as_many_as_one_reads(part.lines, lines),)
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
        ended_by=line.ended_by,
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


def _kickoff(package: Package) -> Iterator[PackageLine]:
    for one in package.kickoff:
        yield PackageLine(text=f"{one.asked} {one.text}", who=one.by, facts=(on(one.on),))


def _results(package: Package) -> Iterator[PackageLine]:
    for one in package.results:
        yield _result(one)
        for wish in one.wishes:
            facts = (on(wish.on), "they asked for this, nobody has answered it")
            yield PackageLine(text=wish.text, who=wish.by, facts=facts)


def _result(one: CriterionLine) -> PackageLine:
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


def _measured(one: Measured) -> PackageLine:
    text = f"{one.metric}: {with_unit(one.value, one.unit)}"
    by = () if one.by is not None else ("from the product",)
    remark = (one.remark,) if one.remark else ()
    return PackageLine(text=text, who=one.by, facts=(on(one.on), *by, *remark))


def _rated(one: Rated) -> PackageLine:
    """The score comes with how it was asked, and with what they said in their own words."""
    asked = (f"asked: {one.ask}",) if one.ask else ()
    words = (f"“{one.words}”",) if one.words else ()
    return PackageLine(
        text=f"{one.survey}: {one.score} of {one.highest}",
        who=one.by,
        facts=(on(one.on), *words, *asked),
    )


def _person(one: Person) -> PackageLine:
    facts = [one.job] if one.job else []
    if one.roles:
        facts.append(", ".join(one.roles))
    if one.attitude:
        facts.append(one.attitude.replace("_", " "))
    if one.left_on is not None:
        facts.append(f"left {on(one.left_on)}")
    elif one.seen_on is not None:
        facts.append(f"last seen {on(one.seen_on)}")
    else:
        facts.append("never came")
    facts += [one.remark] if one.remark else []
    facts += [one.email] if one.email else []
    return PackageLine(text=one.name, facts=tuple(facts))


def _charter(charter: Charter | None) -> Iterator[PackageLine]:
    if charter is None:
        return
    yield PackageLine(text=charter.structure, who=charter.by, facts=(on(charter.on),))
    yield PackageLine(text=f"When something is stuck: {charter.escalation_path}")
    yield PackageLine(text=f"Who may decide for the customer: {charter.authority}")
    every = charter.executives_every
    rhythm = RHYTHMS.get(every) or f"Every {plural(every, 'working day')}"
    yield PackageLine(text=f"The executives meet {rhythm.lower()}")


def _promise(one: Promised) -> PackageLine:
    if one.kept is None:
        due = f"open, by {on(one.due_on)}" if one.due_on else "open"
        return PackageLine(text=one.text, who=one.owner, facts=(due,))
    ended = "kept" if one.kept else "not kept"
    when = f"{ended} {on(one.ended_on)}" if one.ended_on else ended
    facts = (one.remark, when) if one.remark else (when,)
    ended_by = one.ended_by if one.ended_by != one.owner else None
    return PackageLine(text=one.text, who=one.owner, facts=facts, ended_by=ended_by)


def _said(one: Said) -> PackageLine:
    facts = [on(one.on)]
    if one.answer:
        facts.append(f"answer: {one.answer}")
    if one.settled_on is not None:
        facts.append(f"settled {on(one.settled_on)}")
    text = f"{one.kind.capitalize()}: {one.text}"
    return PackageLine(text=text, who=one.said_by, facts=tuple(facts), ended_by=one.settled_by)


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


def _in_the_way(package: Package) -> Iterator[PackageLine]:
    for obstacle in package.obstacles:
        yield _obstacle(obstacle)
    for one in package.went_on:
        missing = f"missing then: {'; '.join(one.missing)}" if one.missing else "as things were"
        facts = (missing, on(one.on))
        yield PackageLine(text=f"We went on: {one.reason}", who=one.by, facts=facts)
    for hindrance in package.hindrances:
        yield _hindrance(hindrance)


def _obstacle(one: Obstacle) -> PackageLine:
    lead = (f"{one.lead} leads on their side",) if one.lead else ()
    until = f"no longer named {on(one.ended_on)}" if one.ended_on else "still named"
    facts = (*lead, f"since {on(one.on)}", until)
    return PackageLine(text=f"Before it began: {one.what}", who=one.by, facts=facts)


def _hindrance(one: Hindrance) -> PackageLine:
    until = f"sorted {on(one.ended_on)}" if one.ended_on else "still there"
    return PackageLine(
        text=f"{one.milestone}: {one.what}",
        who=one.raised_by,
        facts=(one.kind, f"since {on(one.raised_on)}", until),
    )


def _ending(ended: Ended | None) -> Iterator[PackageLine]:
    if ended is None:
        return
    cause = (ended.cause,) if ended.cause else ()
    yield PackageLine(text=ended.ending, who=ended.by, facts=(*cause, on(ended.on)))
    if ended.words:
        yield PackageLine(text=ended.words)
    if ended.post_mortem:
        yield PackageLine(text=f"Looking back: {ended.post_mortem}")


def _learnt(package: Package) -> Iterator[PackageLine]:
    for one in package.lessons:
        kind = "Keep" if one.kind == "keep" else "Do differently"
        whose = "the customer says so" if one.theirs else "we say so"
        facts = (whose, on(one.on))
        yield PackageLine(text=f"{kind}: {one.text}", who=one.by, facts=facts)


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
