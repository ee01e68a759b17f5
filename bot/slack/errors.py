"""What Slack answers when it does not do what it was asked, sorted by what we do about it.

`RateLimited` and `NotNow` surely changed nothing and are tried again later; after `UnknownOutcome`
one has to look before trying again; `TokenRejected` stops the whole workspace; `Refused` is final
until a person mends something, and the errors below it have a remedy of their own.
"""

from collections.abc import Mapping
from typing import Any


class SlackError(Exception):
    """A call that did not succeed. `code` is Slack's word for it, or ours where Slack gave none."""

    def __init__(self, method: str, code: str, detail: str = "") -> None:
        super().__init__(method, code, detail)
        self.method = method
        self.code = code
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.method}: {self.code}" + (f" ({self.detail})" if self.detail else "")


class RateLimited(SlackError):
    """Too many calls; nothing was done. `retry_after` is in seconds."""

    def __init__(self, method: str, retry_after: float) -> None:
        super().__init__(method, "ratelimited")
        self.retry_after = retry_after


class NotNow(SlackError):
    """Nothing was done, and the same call may well succeed in a while."""


class UnknownOutcome(SlackError):
    """The answer was lost, late or broken: the call may or may not have been carried out."""


class TokenRejected(SlackError):
    """The token no longer works: nothing can be done in this workspace until it is replaced."""


class Refused(SlackError):
    """Slack understood and said no; asking again would bring the same answer."""


class NameTaken(Refused):
    """A channel of this name exists, perhaps one we cannot see."""


class AlreadyInChannel(Refused):
    """The person to be invited is there."""


class AlreadyPinned(Refused):
    """The message is pinned."""


class ChannelNotFound(Refused):
    """No such channel, or none that we can see."""


class ChannelClosed(Refused):
    """The channel is there, but nothing may be said in it: it is archived, or we are out of it."""


class MessageGone(Refused):
    """The message to be edited is no longer there."""


class UsersNotFound(Refused):
    """Nobody in this workspace has that address."""


class NotSupportedHere(Refused):
    """The method does not work for this type of conversation."""


_NOT_NOW = {
    "request_timeout",  # the request reached Slack cut short
    "accesslimited",
    "external_channel_migrating",  # while a channel becomes a shared one
    "org_login_required",
    "team_added_to_org",
}
_UNKNOWN = {
    "fatal_error",  # "some aspect of the operation may have succeeded"
    "internal_error",
    "service_unavailable",
}
_TOKEN = {
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "token_expired",
    "token_revoked",
}
_RATE = {"ratelimited", "rate_limited", "ratelimit", "too_many_requests", "message_limit_exceeded"}
_REFUSED: dict[str, type[Refused]] = {
    "already_in_channel": AlreadyInChannel,
    "already_pinned": AlreadyPinned,
    "channel_not_found": ChannelNotFound,
    "is_archived": ChannelClosed,
    "is_inactive": ChannelClosed,  # what chat.update calls an archived channel
    "message_not_found": MessageGone,
    "method_not_supported_for_channel_type": NotSupportedHere,
    "name_taken": NameTaken,
    "not_in_channel": ChannelClosed,
    "users_not_found": UsersNotFound,
}
_DEFAULT_RETRY_AFTER = 30.0


def error_of(
    method: str, status: int, headers: Mapping[str, str], answer: Mapping[str, Any] | None
) -> SlackError:
    """The error for an answer that is not `ok`; `answer` is None where the body was not JSON."""
    code = str(answer.get("error") or "") if answer else ""
    if status == 429 or code in _RATE:
        return RateLimited(method, _retry_after(headers))
    if not code or status >= 500 or code in _UNKNOWN:
        return UnknownOutcome(method, code or f"http_{status}")
    if code in _NOT_NOW:
        return NotNow(method, code)
    if code in _TOKEN:
        return TokenRejected(method, code)
    return _REFUSED.get(code, Refused)(method, code, _detail(answer or {}))


def _retry_after(headers: Mapping[str, str]) -> float:
    told = headers.get("Retry-After", "")
    return max(1.0, float(told)) if told.isdecimal() else _DEFAULT_RETRY_AFTER


def _detail(answer: Mapping[str, Any]) -> str:
    """What Slack adds for the programmer or installer: the missing scope, the block that is off."""
    if needed := answer.get("needed"):
        return f"needs {needed}"
    metadata = answer.get("response_metadata") or {}
    errors = answer.get("errors") or []
    more = [*(metadata.get("messages") or []), *(e.get("error", "") for e in errors)]
    return "; ".join(more)[:500]
