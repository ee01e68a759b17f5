"""A click as Slack sends it: the whole message in the payload, and a signature over the body."""

import json
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from benchmarks.stage import Customer, Stage
from blocks import actions
from blocks.values import MilestoneTick
from bot.clock import SystemClock

_numbers = count(1)
_clock = SystemClock()


@dataclass(frozen=True, slots=True)
class SignedClick:
    """The request, and the inbox key that a click which was worked on leaves behind."""

    body: str
    headers: dict[str, str]
    inbox_key: str


@dataclass(frozen=True, slots=True)
class Clicker:
    """A person of the customer's in front of its checklist."""

    user: str
    home: str
    workspace: str
    secret: str
    customer: Customer

    @classmethod
    def maya(cls, stage: Stage, customer: Customer) -> "Clicker":
        maya = stage.driver.person("maya")
        return cls(maya.id, maya.team_id, stage.app.team_id, stage.app.signing_secret, customer)

    def tick(self, milestone: str, *, done: bool) -> SignedClick:
        """A click on a milestone's button, unlike every click before it."""
        now = _clock.now().timestamp()
        trigger, action_ts = f"trigger.{next(_numbers)}.{now:.6f}", f"{now:.6f}"
        value = MilestoneTick(account=self.customer.account, milestone=milestone, done=done)
        action = {
            "type": "button",
            "action_id": actions.suffixed(actions.TICK, milestone),
            "block_id": "b1",
            "text": {"type": "plain_text", "text": "Mark done", "emoji": True},
            "value": value.dump(),
            "action_ts": action_ts,
        }
        body = urlencode({"payload": json.dumps(self._payload(trigger, action))})
        verifier = SignatureVerifier(self.secret)
        signature = verifier.generate_signature(timestamp=str(int(now)), body=body)
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": str(int(now)),
            "x-slack-signature": signature or "",
        }
        return SignedClick(body, headers, f"action:{trigger}:{action_ts}:{self.user}")

    def _payload(self, trigger: str, action: dict[str, Any]) -> dict[str, Any]:
        message = self.customer.checklist
        return {
            "type": "block_actions",
            "token": "unused",
            "team": {"id": self.workspace, "domain": "trellis"},
            "user": {"id": self.user, "username": "maya", "name": "maya", "team_id": self.home},
            "api_app_id": "AMILEPOST",
            "enterprise": None,
            "is_enterprise_install": False,
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": self.customer.channel,
                "is_ephemeral": False,
            },
            "trigger_id": trigger,
            "channel": {"id": self.customer.channel, "name": "privategroup"},
            "message": asdict(message),
            "state": {"values": {}},
            "response_url": "http://127.0.0.1:9/response/1",
            "actions": [action],
        }
