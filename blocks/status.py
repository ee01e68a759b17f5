"""Answers to `/onboard`: how an account stands, which one is meant, what one can do."""

from collections.abc import Iterator, Sequence

from blocks import actions, kit, people_picture, ratings, record_buttons
from blocks.criterion import brief
from blocks.kit import Block, Message, View
from blocks.milestone import blocker_details, dates, owner
from blocks.package_buttons import handoff
from blocks.progress import bar, figures
from blocks.team_messages import retry, share_another_way
from blocks.usage_line import told
from onboarding.success import MOST_CRITERIA
from onboarding.views import (
    AccountChoice,
    BlockerLine,
    ChecklistItem,
    PersonLine,
    StatusView,
    StepLine,
)
from playbooks.mrkdwn import channel, escape, person, quoted
from playbooks.phrases import day, title
from playbooks.troubles import trouble

_LINES = 5  # of each list; the rest is counted
_PEOPLE = 12
_RATINGS = 8
_SAID = 700  # characters of what was said at the end
_PART = 1_500  # characters of each part, so that all of them together fit one message
_ROOM = (
    10_500  # characters that all parts share: the rest is for what did not work, with its buttons
)
_HEADING = 80  # of them for what stands around its lines
_GOAL = 900
_NAME = 150
_OPTIONS = 100  # of a menu

_COMMANDS = """\
*What you can type*
• `/onboard new` or `/onboard new Acme`: start with a new customer
• `/onboard adopt`: typed in a channel that exists already, make it a customer's channel
• `/onboard status` or `/onboard status Acme`: how a customer stands; in its channel, no name needed
• `/onboard plan` or `/onboard plan Acme`: the plan, and what I will send in the next two weeks; \
each of it can be skipped or sent at once
• `/onboard handoff` or `/onboard handoff Acme`: what sales knows of a customer, \
for those who onboard it; in the last stage, the package for customer success
• `/onboard kickoff` or `/onboard kickoff Acme`: what to ask at the kickoff, what is known, \
and the agenda for the call
• `/onboard stakeholders` or `/onboard stakeholders Acme`: who matters there, \
who was seen last when, and where nobody is named; who of ours looks after it
• `/onboard pause` or `/onboard pause Acme`: let an onboarding rest until a day
• `/onboard resume` or `/onboard resume Acme`: go on with it
• `/onboard close` or `/onboard close Acme`: end an onboarding, or go on with one that was closed
• `/onboard digest`: who needs you today, what moved and what is due; and when this comes by itself
• `/onboard brief` or `/onboard brief Acme`: what to read before you talk about a customer; \
without a name, those of yours that need somebody
• `/onboard settings`: the team channel, who may start customers, who leads
• `/onboard help`: this

Customers never need a command: what they need are buttons, in the plan pinned in the channel."""


def status(view: StatusView) -> Message:
    """How an account stands: for our people only."""
    parts = _fitting(list(_parts(view)))
    blocks = [
        kit.header(kit.clip(" ".join(view.customer.split()), _NAME)),
        *(kit.section(part) for part in parts),
        *_troubles(view),
        *record_buttons.below(view.account, is_closed=view.ended is not None),
    ]
    said = [f"*{kit.clip(escape(view.customer), _NAME)}*", *parts]
    said.extend(_trouble(step) for step in view.trouble[:_LINES])
    return kit.message(blocks, "\n\n".join(said))


def _fitting(parts: list[str]) -> list[str]:
    """The parts in the room they share: where it does not suffice each gives of its length, but
    not where it stands and what it is for."""
    whole, others = parts[:2], parts[2:]
    room, length = _ROOM - sum(map(len, whole)), sum(map(len, others))
    if length > room:
        others = [kit.clip(part, len(part) * room // length) for part in others]
    return [*whole, *others]


def modal(view: StatusView) -> View:
    """The same over whatever is being read."""
    return kit.modal("how_it_stands", "How it stands", status(view)["blocks"], close="Close")


def choices(accounts: Sequence[AccountChoice], asked: str | None) -> Message:
    """Which account is meant: `asked` is the name that was typed and that none bears, if any."""
    if not accounts:
        return _said(_none_found(asked))
    missing = f"{_none_found(asked)} " if asked else ""
    more = len(accounts) - _OPTIONS
    rest = f" ({more} more not shown: type a name)" if more > 0 else ""
    question = f"{missing}Which customer do you mean?{rest}"
    options = [
        kit.option(kit.clip(" ".join(account.name.split()), 75), account.account)
        for account in accounts[:_OPTIONS]
    ]
    menu = kit.static_select(actions.STATUS_PICK, options, placeholder="Choose a customer")
    return kit.message([kit.section(question), kit.actions([menu])], question)


def which(accounts: Sequence[AccountChoice], asked: str | None, word: str) -> Message:
    """That a command needs the name of one customer; some that there are."""
    if not accounts:
        return _said(_none_found(asked))
    missing = f"{_none_found(asked)} " if asked else ""
    question = (
        f"{missing}Which customer do you mean? Type `/onboard {word}` and the name, or type it in "
        "the customer's channel."
    )
    lines = [f"• {account_line(account)}" for account in accounts[:_PEOPLE]]
    if len(accounts) > _PEOPLE:
        lines.append(f"• and {len(accounts) - _PEOPLE} more")
    return _said("\n".join([question, *lines]))


def help(own: Sequence[AccountChoice] = ()) -> Message:  # noqa: A001 - read as `status.help`
    """What one can type, and the reader's own accounts."""
    blocks = [kit.section(part) for part in _COMMANDS.split("\n\n")]
    text = _COMMANDS
    if own:
        mine = _part("Your customers", [account_line(account) for account in own], _PEOPLE)
        blocks.append(kit.section(mine))
        text = f"{text}\n\n{mine}"
    return kit.message(blocks, text)


def account_line(account: AccountChoice) -> str:
    """An account in a list: its name, where it stands, its channel."""
    stage = escape(account.stage) if account.stage else "all done"
    stage = "closed" if account.is_closed else stage
    where = f" · {channel(account.channel)}" if account.channel else ""
    return f"*{kit.clip(escape(account.name), _NAME)}* · {stage}{where}"


def _parts(view: StatusView) -> Iterator[str]:
    yield _standing(view)
    yield f"*Their goal*\n{kit.clip(quoted(view.outcome), _GOAL)}"
    if view.criteria:
        lines = [brief(line, view.today) for line in view.criteria]
        yield _part("Success criteria", lines, MOST_CRITERIA)
    if view.usage:
        yield kit.clip(f"*Usage*\n{told(view.usage, view.today)}", _PART)
    if view.late:
        yield _part("Late", [_milestone(item, view) for item in view.late])
    if view.next_milestones:
        yield _part("Next", [_milestone(item, view) for item in view.next_milestones])
    if view.blockers:
        yield _part("Stuck", [_blocker(where, line, view) for where, line in view.blockers])
    if view.gaps:
        yield _part("To be found out", [escape(gap) for gap in view.gaps])
    if view.ratings:
        said = _part("What they say of it", ratings.lines(view.ratings), _RATINGS)
        yield kit.clip(said, _SAID)
    if view.handoff:
        yield f"*Handoff to customer success*\n{handoff(view.handoff)}"
    yield _part("Our people", [_person(line) for line in view.team], _PEOPLE)
    theirs = _part("The customer's people", [_person(line) for line in view.customers], _PEOPLE)
    yield "\n".join([theirs, *(people_picture.warnings(view.people) if view.people else ())])


def _standing(view: StatusView) -> str:
    stage = _stage(view)
    first_value = day(view.first_value_on, view.today)
    reached = "reached" if view.first_value_done else f"planned for {first_value}"
    agreed = f"agreed {day(view.agreed_on, view.today)}" if view.agreed_on else "not agreed yet"
    where = channel(view.channel) if view.channel else "no channel yet"
    state = "" if view.channel_state in _PLAIN_STATES else f" ({_in_words(view.channel_state)})"
    return (
        f"{bar(view.done, view.total)}  *{figures(view.done, view.total)}* · {stage}\n"
        f"First value {reached} · plan {agreed} · {where}{state}\n"
        f"{escape(view.track)}, playbook {escape(view.playbook)} · contract value "
        f"{view.contract_value:,} a year · signed {day(view.signed_on, view.today)}"
    )


def _stage(view: StatusView) -> str:
    if view.ended is not None and view.ended_on is not None:
        return f"*closed {day(view.ended_on, view.today)}: {escape(view.ended.lower())}*"
    return f"in *{escape(view.stage)}*" if view.stage else "*all done*"


_PLAIN_STATES = ("none", "open")  # what the channel itself shows, or that there is none


def _part(heading: str, lines: Sequence[str], most: int = _LINES) -> str:
    room = (_PART - _HEADING) // most
    shown = [f"• {kit.clip(line, room)}" for line in lines[:most]] or ["nobody yet"]
    if len(lines) > most:
        shown.append(f"• and {len(lines) - most} more")
    return "\n".join([f"*{heading}*", *shown])


def _milestone(item: ChecklistItem, view: StatusView) -> str:
    whose = owner(item, view.customer, "Our team")
    return f"{title(item.title)} · {whose} · {dates(item, view.today)}"


def _blocker(milestone: str, line: BlockerLine, view: StatusView) -> str:
    what = kit.clip(escape(line.what), 200)
    return f"{title(milestone)}: {what} ({blocker_details(line, view.today)})"


def _person(line: PersonLine) -> str:
    name = person(line.user) if line.user else kit.clip(escape(line.name), _NAME)
    role = f" ({escape(line.role)})" if line.role else ""
    if line.presence is not None and line.ago is not None:
        when = people_picture.ago(line.ago)
        return f"{name}{role}: {people_picture.seen(line.presence, when)}"
    if line.joined:
        return f"{name}{role}"
    invitation = (
        f"invitation {_in_words(line.invitation)}" if line.invitation else "not invited yet"
    )
    return f"{name}{role}: {invitation}"


def _troubles(view: StatusView) -> Iterator[Block]:
    """Each failed step with its button; another way of sharing is offered once."""
    for step in view.trouble[:_LINES]:
        button = retry(view.account, step.key, "Try again")
        yield kit.section(_trouble(step), accessory=button)
    if view.trouble:
        yield kit.actions([share_another_way(view.account)])


def _trouble(step: StepLine) -> str:
    why = trouble(kit.clip(step.error, _NAME)) if step.error else ""
    return f"⚠️ *{escape(step.title)}* did not work. {why}".rstrip()


def _in_words(state: str) -> str:
    """A state as people read it: "needs approval"."""
    return escape(state.replace("_", " "))


def _none_found(asked: str | None) -> str:
    if asked:
        return f"I know no customer called “{kit.clip(escape(asked), _NAME)}”."
    return "There is no customer yet. `/onboard new` starts with the first."


def _said(text: str) -> Message:
    return kit.message([kit.section(text)], text)
