"""What drawing asks of the world, answered from the sandbox for one person."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox import files, seen
from sandbox.page.drawing import Conversation, SharedFile
from sandbox.page.faces import title_of
from sandbox.slack import Slack
from sandbox.world import Person


class PersonLookup:
    """Names as this person knows them; see `drawing.Lookup`."""

    def __init__(self, slack: Slack, person: Person) -> None:
        self._slack = slack
        self._person = person

    @property
    def viewer(self) -> str:
        return self._person.id

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self._person.zone)

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self._slack.clock.now(), UTC)

    def person(self, person_id: str, /) -> str | None:
        """Anybody of this workspace, or whom it has met in a shared channel, an app too."""
        found = self._slack.world.people.get(person_id)
        if found is None or not self._is_known(found):
            return None
        return found.real_name

    def channel(self, channel_id: str, /) -> str | None:
        channel = self._slack.world.channels.get(channel_id)
        if channel is None or not seen.can_see(self._person, channel):
            return None
        return title_of(self._slack, self._person, channel)

    def usergroup(self, group_id: str, /) -> str | None:
        group = self._slack.world.usergroups.get(group_id)
        return None if group is None else group.handle

    def people(self) -> list[tuple[str, str]]:
        own = (self._person.id, self._person.real_name)
        others = [(one["id"], one["name"]) for one in seen.people(self._slack, self._person)]
        return sorted([own, *others], key=lambda entry: entry[1].casefold())

    def channels(self) -> list[Conversation]:
        visible = [
            channel
            for channel in self._slack.world.channels.values()
            if seen.can_see(self._person, channel) and not channel.archived
        ]
        found = [
            Conversation(
                channel.id,
                title_of(self._slack, self._person, channel),
                channel.kind,
                channel.is_ext_shared,
            )
            for channel in visible
        ]
        return sorted(found, key=lambda one: one.name.casefold())

    def file(self, file_id: str, /) -> SharedFile | None:
        """An external id names nothing here: no method gives a file one."""
        file = files.visible_to(self._slack, self._person.id, file_id)
        return None if file is None else SharedFile(file.title, file.url)

    def _is_known(self, other: Person) -> bool:
        met = (self._person.team_id, other.id) in self._slack.world.acquainted
        return met or seen.knows(self._slack, self._person, other)
