"""Short-lived permissions an interaction gives an app: a trigger for a view, a response address."""

from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.errors import SlackError
from sandbox.ids import Ids

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


@dataclass(slots=True)
class Trigger:
    app_id: str
    person_id: str
    expires: float
    used: bool = False


@dataclass(slots=True)
class ResponseAddress:
    """Where an app may answer the person who acted. `message_ts` is what they acted on."""

    app_id: str
    person_id: str
    channel_id: str
    message_ts: str | None
    ephemeral: bool
    expires: float
    uses_left: int = RESPONSE_USES


class Triggers:
    """Hands out triggers and response addresses; both run out on the sandbox's clock."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._triggers: dict[str, Trigger] = {}
        self._addresses: dict[str, ResponseAddress] = {}

    def trigger(self, app_id: str, person_id: str) -> str:
        trigger_id = f"{self._ids.mint('')}.{self._ids.mint('')}"
        expires = self._clock.now() + TRIGGER_SECONDS
        self._triggers[trigger_id] = Trigger(app_id, person_id, expires)
        return trigger_id

    def use(self, trigger_id: str, app_id: str) -> Trigger:
        """Spend a trigger. Raises invalid_, exchanged_ or expired_trigger_id."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None or trigger.app_id != app_id:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now() > trigger.expires:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def response_address(
        self,
        app_id: str,
        person_id: str,
        channel_id: str,
        *,
        message_ts: str | None = None,
        ephemeral: bool = False,
    ) -> str:
        """A new address' id, good for five uses within half an hour."""
        address_id = self._ids.secret("")
        self._addresses[address_id] = ResponseAddress(
            app_id,
            person_id,
            channel_id,
            message_ts,
            ephemeral,
            expires=self._clock.now() + RESPONSE_SECONDS,
        )
        return address_id

    def respond(self, address_id: str) -> ResponseAddress:
        """Spend one use. Raises used_url when there is none left or it is too late."""
        address = self._addresses.get(address_id)
        if address is None:
            raise SlackError("expired_url")
        if address.uses_left == 0:
            raise SlackError("used_url")
        if self._clock.now() > address.expires:
            raise SlackError("expired_url")
        address.uses_left -= 1
        return address
