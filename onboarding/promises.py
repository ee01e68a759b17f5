"""What we promised a customer, as our own people see it (A1)."""

from dataclasses import dataclass
from datetime import date

LONGEST_REMARK = 500


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise; `kept` is None while it is open, `late` when its day is past then."""

    id: str
    text: str
    owner: str
    due_on: date | None
    late: bool
    kept: bool | None
    ended_on: date | None
    remark: str | None
    channel: str | None = None  # of the message by which it was made, if one was
    ts: str | None = None
    ended_by: str | None = None


@dataclass(frozen=True, slots=True)
class PromisesView:
    """The promises of one account: the open ones first, by their days. Days are local dates."""

    account: str
    customer: str
    promises: tuple[PromiseView, ...]
    today: date

    def one(self, promise: str) -> PromiseView | None:
        """The promise with this id, if the account has it."""
        return next((one for one in self.promises if one.id == promise), None)
