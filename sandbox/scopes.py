"""Which scopes a call needs, given the kind of conversation it is about."""

from collections.abc import Collection

from sandbox.errors import SlackError
from sandbox.world import Kind

FAMILIES: dict[str, Kind] = {
    "channels": "public",
    "groups": "private",
    "im": "im",
    "mpim": "mpim",
}


def require(granted: Collection[str], any_of: tuple[str, ...], kind: Kind | None = None) -> None:
    """Raises missing_scope unless one of the scopes is granted (that fits the kind, if given)."""
    fitting = [scope for scope in any_of if kind is None or _fits(scope, kind)]
    if fitting and not any(scope in granted for scope in fitting):
        raise SlackError(
            "missing_scope", needed=",".join(fitting), provided=",".join(sorted(granted))
        )


def _fits(scope: str, kind: Kind) -> bool:
    return FAMILIES.get(scope.partition(":")[0], kind) == kind
