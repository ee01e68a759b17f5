"""The Web API methods the sandbox offers."""

from sandbox.methods import (
    auth,
    bookmarks,
    chat,
    connect,
    conversations,
    listing,
    membership,
    pins,
    users,
    views,
)
from sandbox.methods.call import Call, Method

TABLE: dict[str, Method] = {
    method.name: method
    for method in (
        *auth.METHODS,
        *bookmarks.METHODS,
        *chat.METHODS,
        *connect.METHODS,
        *conversations.METHODS,
        *listing.METHODS,
        *membership.METHODS,
        *pins.METHODS,
        *users.METHODS,
        *views.METHODS,
    )
}

__all__ = ["TABLE", "Call", "Method"]
