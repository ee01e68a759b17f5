"""A customer goes quiet, and days pass: the levers, the card, the sponsor's note, the return.

Played by people who click again only when nobody answered; whoever compares two tellings of it sees
every message that there is in the end.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from blocks import actions
from bot.demo.companion import plans
from onboarding.stall_causes import Cause
from sandbox.client import PersonDriver
from sandbox.reports import MessageSeen, Outcome
from services import Services
from tests.crash.first_customer import FirstCustomer
from tests.crash.turned import turn, turned_clock

STARTS_AT = datetime(2026, 1, 12, 10, 30, tzinfo=UTC).timestamp()
"""A Monday morning, so that every telling has the same days; no holiday in the weeks after it."""
LATEST = timedelta(days=60)
"""By then everything that a story waits for has come about, or never does."""
LATE_MORNING = time(10, 17)  # UTC; an hour later at the customer's, who has till five
FAR_OFF = datetime.max.replace(tzinfo=UTC)
A_MOMENT = timedelta(milliseconds=1)
NOTE = "Hello Tom,\n\ncould you spare Priya an hour?"


@dataclass
class QuietCustomer(FirstCustomer):
    """Maya and Tom, who has a say, have come; then nobody of theirs is heard of."""

    clock_file: Path = Path()
    services: Services = field(init=False)
    """To ask what Milepost is going to do by itself."""
    first_record: Counter[str] = field(default_factory=Counter)
    """What was on record before days began to pass: whether Slack's news of who came or our
    question after them was first is luck."""

    def play(self) -> None:
        """All of it."""
        self.begin()
        self.go_quiet()

    def begin(self) -> None:
        """The channel is made and both are in it; Maya says so."""
        self.olivia.invite(self.team_channel, self.clara.id)
        self.start()
        self.be_invited()
        self.accept()
        self.tom.accept(self.tom.inbox()[0].id)
        self._until(self._all_heard, "Milepost hears that both have come")
        self.maya.say(self._channel().id, "Good to be here!")
        self.settled()
        self.first_record = self._record()

    def go_quiet(self) -> None:
        """One lever after another, until our people act; then Maya writes and all calms down."""
        self.days_pass(lambda: bool(self._cards()), "the card is in the team channel")
        self.clara_cares()
        self.approve_the_note()
        self.late_next_morning()
        self.maya.say(self._channel().id, "Sorry, we moved offices. Shall we go on?")
        self.settled()
        self.days_pass(self._another_digest(), "a digest tells of it")

    def clara_cares(self) -> None:
        """She takes it and confirms the cause."""
        self._insist(lambda: self._press(self.clara, actions.TAKE), "Clara takes it")
        self._insist(
            lambda: self._press(self.clara, actions.CAUSE, Cause.REORGANISATION.value),
            "Clara says why",
        )
        self.settled()

    def approve_the_note(self) -> None:
        """She reads the note, makes it hers and sends it."""
        self._until(self._note_is_open, "the note opens")
        self._insist(
            lambda: self.clara.submit({"subject": "One thing", "text": NOTE}), "the note is sent"
        )
        self.settled()

    # How time passes

    def days_pass(self, until: Callable[[], bool], what: str) -> None:
        """Turn the clock from one thing that is due to the next until something has come about."""
        latest = self._now() + LATEST
        due = self._at_rest()  # asked before: what comes about meanwhile may put it off for days
        while not until():
            assert due < latest, f"it has not come about that {what}"
            self._turn_to(due + A_MOMENT)
            due = self._at_rest()
        self.settled()

    def settled(self) -> None:
        """Everything that is due is done, and all is said."""
        self._at_rest()
        self.all_said()
        self._at_rest()

    def late_next_morning(self) -> None:
        """Let what is due until then come about. By the clock and not so many hours on: time flows
        by the machine's too, and whoever lived slowly would come to another day."""
        morning = datetime.combine(self._now().date() + timedelta(days=1), LATE_MORNING, UTC)
        while (due := self._at_rest()) <= morning:
            self._turn_to(due + A_MOMENT)
        self._turn_to(morning)

    def _another_digest(self) -> Callable[[], bool]:
        before = self._digests()
        return lambda: self._digests() > before

    def _digests(self) -> int:
        return len(self._rows("SELECT id FROM outbox WHERE key LIKE 'digest:%'"))

    def _turn_to(self, instant: datetime) -> None:
        self.driver.move_clock(instant - self._now())
        turn(self.clock_file, self.driver.now())

    def _at_rest(self) -> datetime:
        """Wait until all that is due is done and sent; when something will be due next."""
        due = self._until(self._due_after_rest, "what is due is done")
        assert due is not None  # for mypy: it was waited for
        return due

    def _due_after_rest(self) -> datetime | None:
        """None while something is due or waits. What waits is asked last: whoever puts off when
        something is due writes in the same commit what came of it."""
        if self._waiting():
            return None
        next_due = FAR_OFF
        for plan in plans(self.services):
            at = plan.next_at()
            if at is not None and at <= self._now():
                return None
            next_due = min(at or FAR_OFF, next_due)
        return None if self._waiting() else next_due

    def _now(self) -> datetime:
        return turned_clock(self.clock_file).now()

    # What they do

    def _insist(self, do: Callable[[], Outcome], what: str) -> None:
        """Do it until somebody answers."""

        def done() -> bool:
            self._connected()
            outcome = do()
            assert not outcome.errors, outcome.errors
            return outcome.acked

        self._until(done, what)

    def _press(self, person: PersonDriver, action: str, value: str | None = None) -> Outcome:
        return person.click(self.team_channel, self._cards()[0].ts, action, value)

    def _note_is_open(self) -> bool:
        if self.clara.modal() is None:
            self._connected()
            self._press(self.clara, actions.SPONSOR_NOTE)
        return self.clara.modal() is not None

    def _cards(self) -> list[MessageSeen]:
        seen = self._from_app(self.clara, self.team_channel)
        return [m for m in seen if "*Their goal*" in m.text]

    # What they see

    def messages_begun(self) -> int:
        """How many rows of the outbox are under way or have arrived."""
        return len(self._rows("SELECT id FROM outbox WHERE state <> 'pending'"))

    def seen(self) -> dict[str, Any]:
        """Every message of ours that anybody sees, with its day; and what is behind them."""
        people = (self.olivia, self.arthur, self.clara, self.maya, self.tom)
        return {
            **{person.name: sorted(self._seen_by(person)) for person in people},
            "on record": self._record() - self.first_record,
            "touches": sorted(self._rows("SELECT kind, door, fate FROM touches")),
            "surfaces up to date": set(self._rows("SELECT version - rendered FROM surfaces")),
            "not delivered": self._rows("SELECT key, error FROM outbox WHERE state <> 'sent'"),
            "complaints of Slack": [str(found) for found in self.driver.violations()],
        }

    def _record(self) -> Counter[str]:
        return Counter(self._rows("SELECT kind FROM activity"))

    def _seen_by(self, person: PersonDriver) -> list[tuple[str, str, str]]:
        """Where, on which day (UTC), and what."""
        shown = []
        for channel in person.channels():
            top = person.messages(channel.id)
            threads = [
                m for one in top if one.reply_count for m in person.thread(channel.id, one.ts)
            ]
            shown += [
                (channel.name or channel.kind, _day(message), _bare(message.text))
                for message in {m.ts: m for m in (*top, *threads)}.values()
                if message.from_app and not message.ephemeral
            ]
        return shown


def _day(message: MessageSeen) -> str:
    return f"{datetime.fromtimestamp(float(message.ts), UTC):%Y-%m-%d}"


_ID = re.compile(r"\b[A-Z]0[A-Z0-9]{8,}\b|\b\d{10}\.\d{6}\b|\b[0-9a-f]{32}\b|\bp\d{16}\b")


def _bare(text: str) -> str:
    """Without the ids that differ from one telling to another, and without who was seen when: at
    which hour of a day a customer's card is drawn anew differs, too."""
    return _ID.sub("…", text.partition("*Their people*")[0])
