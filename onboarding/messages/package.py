"""What is said at the handoff to customer success: among ourselves, and once to the customer (A7).

`account` is the account's id and `number` that of the offer: the buttons carry both.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from onboarding.messages.sides import CustomerMessage, TeamMessage


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PackageLine(_Line):
    """A line of a package: what it is about, a person of it, facts in words, and whose doing the
    last of them was, where that was somebody else's."""

    text: str
    who: str | None = None
    facts: tuple[str, ...] = ()
    ended_by: str | None = None


class PackagePart(_Line):
    """A part of a package; `more` counts the lines that are left out."""

    title: str
    lines: tuple[PackageLine, ...]
    more: int = 0


class PackageOffered(TeamMessage):
    """The package in short, to whoever looks after the customer from here on."""

    kind: Literal["package_offered"] = "package_offered"
    account: str
    number: int
    customer: str
    channel: str | None
    by: str
    parts: tuple[PackagePart, ...]
    answers: tuple[PackageLine, ...]  # what was asked, with the answers as facts
    introduces: bool = True  # to the customer, in its channel, once it is accepted


class PackageQuestions(TeamMessage):
    """Questions to one of our people, without whose answers nobody takes over."""

    kind: Literal["package_questions"] = "package_questions"
    account: str
    customer: str
    channel: str | None
    by: str
    questions: tuple[str, ...]


class PackageNews(TeamMessage):
    """What became of a package: to the owner, or to the team channel. `days` are working days
    since it was offered, `questions` those it was returned with or that were answered."""

    kind: Literal["package_news"] = "package_news"
    account: str
    customer: str
    channel: str | None
    news: Literal["offered", "returned", "answered", "accepted"]
    by: str
    csm: str
    days: int
    questions: int


class PackageWaits(TeamMessage):
    """A package is not answered yet: to whom it was offered, or to the owner (`tells_owner`)."""

    kind: Literal["package_waits"] = "package_waits"
    account: str
    touch: str
    number: int
    customer: str
    channel: str | None
    csm: str
    days: int
    tells_owner: bool


class PackageQuestionsWait(TeamMessage):
    """Questions that one of our people has yet to answer; `days` since they were asked."""

    kind: Literal["package_questions_wait"] = "package_questions_wait"
    account: str
    touch: str
    customer: str
    channel: str | None
    questions: tuple[str, ...]
    days: int


class PackageDocument(TeamMessage):
    """Where the whole package can be read: a canvas, or (None) the files beside this."""

    kind: Literal["package_document"] = "package_document"
    customer: str
    url: str | None


class RecordExported(TeamMessage):
    """What stands above the files that are a customer's whole record (X1)."""

    kind: Literal["record_exported"] = "record_exported"
    customer: str


AnyPackage = (
    PackageOffered
    | PackageQuestions
    | PackageNews
    | PackageWaits
    | PackageQuestionsWait
    | PackageDocument
    | RecordExported
)


class CsmIntroduced(CustomerMessage):
    """The customer meets whoever looks after it from here on."""

    kind: Literal["csm_introduced"] = "csm_introduced"
    customer: str
    csm: str
    owner: str
    outcome: str
