"""What drawing needs to know of the world; the page answers it from the sandbox."""

from datetime import datetime
from typing import Literal, NamedTuple, Protocol
from zoneinfo import ZoneInfo


class Conversation(NamedTuple):
    """A conversation the viewer may choose in a menu; `external`: shared with another company."""

    id: str
    name: str
    kind: Literal["public", "private", "im", "mpim"] = "public"
    external: bool = False


class SharedFile(NamedTuple):
    """A file in the sandbox: its title, and where it is served."""

    title: str
    url: str


class Lookup(Protocol):
    """Names as the person who looks at the page knows them."""

    @property
    def viewer(self) -> str:
        """The id of the person who looks."""

    @property
    def zone(self) -> ZoneInfo:
        """The viewer's, in which dates are shown and picked."""

    @property
    def now(self) -> datetime:
        """Sandbox time, UTC and aware."""

    def person(self, person_id: str, /) -> str | None:
        """A person's display name; None for somebody unknown here."""

    def channel(self, channel_id: str, /) -> str | None:
        """A channel's name in the viewer's workspace, without `#`; None when they cannot see it."""

    def usergroup(self, group_id: str, /) -> str | None:
        """A user group's handle, without `@`."""

    def people(self) -> list[tuple[str, str]]:
        """(id, display name) of everybody the viewer can choose in a menu."""

    def channels(self) -> list[Conversation]:
        """Every conversation the viewer can choose in a menu, direct messages included."""

    def file(self, file_id: str, /) -> SharedFile | None:
        """A file by its id, or by its external id; None when there is no such file."""
