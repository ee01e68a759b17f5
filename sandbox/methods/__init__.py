"""The Web API methods the sandbox offers."""

from sandbox.methods import (
    auth,
    bookmarks,
    canvases,
    chat,
    connect,
    connect_answers,
    conversations,
    files,
    listing,
    membership,
    oauth,
    pins,
    scheduled,
    usergroups,
    users,
    views,
)
from sandbox.methods.call import Call, Method

TABLE: dict[str, Method] = {
    method.name: method
    for method in (
        *auth.METHODS,
        *bookmarks.METHODS,
        *canvases.METHODS,
        *chat.METHODS,
        *connect.METHODS,
        *connect_answers.METHODS,
        *conversations.METHODS,
        *files.METHODS,
        *listing.METHODS,
        *membership.METHODS,
        *oauth.METHODS,
        *pins.METHODS,
        *scheduled.METHODS,
        *usergroups.METHODS,
        *users.METHODS,
        *views.METHODS,
    )
}

__all__ = ["TABLE", "Call", "Method"]
