"""The kickoff of one account as its form shows it, and a page of it as somebody sent it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from onboarding import discovery, governance, readiness
from onboarding.discovery import Asked
from onboarding.governance import Charter, TypedCharter
from onboarding.readiness import Known, Readiness, TypedReadiness

READY_GAP = "Who leads on their side, and what stands in the way"
LEAD_GAP = "Who leads on their side"
"""Where it is known what stands in the way."""
GOVERNANCE_GAP = "How the project is led: structure, escalation, authority, executives"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the customer's; `id` is a stakeholder's."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TypedKickoff:
    """A page as it was sent: the answers that were changed, by question, and its other part.

    An answer that was emptied is "".
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    readiness: TypedReadiness | None = None
    charter: TypedCharter | None = None

    def problems(self, people: Collection[str], *, in_the_way_is_known: bool) -> dict[str, str]:
        """What cannot be kept, at its field; `people` are the customer's who are there."""
        found = discovery.problems(self.texts)
        if self.readiness is not None:
            found |= readiness.problems(self.readiness, people, is_known=in_the_way_is_known)
        if self.charter is not None:
            found |= governance.problems(self.charter, people)
        return found


@dataclass(frozen=True, slots=True)
class KickoffView:
    """For our people only. Days are local to the account; `names` are of Slack users.

    `agreeing` is the title of the customer's open step that agrees to the governance, `in_the_way`
    what was said of what stands in the way before it was listed.
    """

    account: str
    customer: str
    channel: str | None
    agenda: tuple[str, ...]
    agendas_posted: int
    agenda_posted_on: date | None
    asked: tuple[Asked, ...]
    people: tuple[Person, ...]
    in_the_way: Known | None
    readiness: Readiness | None
    charter: Charter | None
    asks_ready: bool
    asks_governance: bool
    agreeing: str | None
    is_over: bool
    today: date
    names: Mapping[str, str]

    @property
    def pages(self) -> tuple[str, ...]:
        """Of the form, in order."""
        return discovery.pages(self.asked, governed=self.asks_governance)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is still to be found out, and of what the plan waits for."""
        return tuple(self._gaps())

    def _gaps(self) -> Iterator[str]:
        yield from discovery.gaps(self.asked)
        if self.asks_ready and not self.is_ready:
            yield LEAD_GAP if self.in_the_way or self.readiness else READY_GAP
        if self.asks_governance and not self.is_governed:
            yield GOVERNANCE_GAP

    @property
    def is_ready(self) -> bool:
        """Whether somebody leads who is still there (R6)."""
        here = {person.id for person in self.people}
        return self.readiness is not None and self.readiness.lead in here

    @property
    def is_governed(self) -> bool:
        """Whether it is named how the project is led, by somebody who is still there (R7)."""
        here = {person.id for person in self.people}
        return self.charter is not None and self.charter.authority in here

    @property
    def first_page(self) -> str:
        """Where to begin: with the first thing that is open."""
        for page in self.pages:
            if any(one.is_gap for one in discovery.on_page(self.asked, page)):
                return page
            if page == discovery.READY and self.asks_ready and not self.is_ready:
                return page
            if page == discovery.GOVERNANCE and not self.is_governed:
                return page
        return self.pages[0]
