"""What Slack tells of customers' channels: invitations, people who come and go, the channel."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from handlers.payloads import Happening
from services import Services
from services.channels import Channels
from services.invitations import Invitations as Service
from services.invitations import News

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Invitations:
    """What becomes of a Slack Connect invitation."""

    invitations: Service

    def requested(self, body: Body) -> None:
        """Our own administrators must allow it to be sent; one event may name several people."""
        told = Happening.parse(body)
        for target in told.event["target_users"]:
            invite = target["invite_id"]
            self.invitations.told(
                told.workspace,
                invite,
                "requested",
                f"{told.key}:{invite}",
                channel=told.event["channel_id"],
                email=target.get("email"),
            )

    def accepted(self, body: Body) -> None:
        """The person said yes; an administrator of either side may still have to."""
        told = Happening.parse(body)
        person = told.event.get("accepting_user") or {}
        news: News = "needs_approval" if told.event.get("approval_required") else "accepted"
        self._tell(told, news, user=person.get("id"), team=person.get("team_id"))

    def approved(self, body: Body) -> None:
        """An administrator of one of the sides said yes."""
        told = Happening.parse(body)
        self._tell(told, "approved", team=told.event.get("approving_team_id"))

    def declined(self, body: Body) -> None:
        """The person, or an administrator of either side, said no."""
        self._tell(Happening.parse(body), "declined")

    def _tell(
        self, told: Happening, news: News, *, user: str | None = None, team: str | None = None
    ) -> None:
        invite = told.event["invite"]
        self.invitations.told(
            told.workspace,
            invite["id"],
            news,
            told.key,
            channel=told.channel,
            email=invite.get("recipient_email"),
            user=user,
            team=team,
        )


@dataclass(frozen=True, slots=True)
class Comings:
    """Who comes into a channel and who leaves it, Milepost itself included."""

    channels: Channels

    def joined(self, body: Body) -> None:
        """Somebody came in."""
        told = Happening.parse(body)
        if told.is_about_us:
            self.channels.bot_returned(told.workspace, told.channel, told.key)
        else:
            user, team = told.event["user"], told.event.get("team") or ""
            self.channels.joined(told.workspace, told.channel, user, team, told.key)

    def left(self, body: Body) -> None:
        """Somebody left. Of ourselves Slack tells by another event."""
        told = Happening.parse(body)
        if not told.is_about_us:
            self.channels.left(told.workspace, told.channel, told.event["user"], told.key)

    def removed(self, body: Body) -> None:
        """Milepost was put out of the channel."""
        told = Happening.parse(body)
        self.channels.bot_removed(told.workspace, told.channel, told.key)


@dataclass(frozen=True, slots=True)
class Fates:
    """What becomes of a channel as a whole."""

    channels: Channels

    def shared(self, body: Body) -> None:
        """Another company's workspace is connected."""
        told = Happening.parse(body)
        team = told.event["connected_team_id"]
        self.channels.shared(told.workspace, told.channel, team, told.key)

    def unshared(self, body: Body) -> None:
        """Another company's workspace is no longer connected."""
        told = Happening.parse(body)
        team = told.event["previously_connected_team_id"]
        self.channels.unshared(told.workspace, told.channel, team, told.key)

    def id_changed(self, body: Body) -> None:
        """A private channel got another id when its sharing began."""
        told = Happening.parse(body)
        old, new = told.event["old_channel_id"], told.event["new_channel_id"]
        self.channels.id_changed(told.workspace, old, new, told.key)

    def renamed(self, body: Body) -> None:
        """The channel has another name in our workspace."""
        told = Happening.parse(body)
        name = told.event["channel"]["name"]
        self.channels.renamed(told.workspace, told.channel, name, told.key)

    def archived(self, body: Body) -> None:
        """Nothing can be said there any more."""
        told = Happening.parse(body)
        self.channels.archived(told.workspace, told.channel, told.key)

    def unarchived(self, body: Body) -> None:
        """The channel is back."""
        told = Happening.parse(body)
        self.channels.unarchived(told.workspace, told.channel, told.key)

    def deleted(self, body: Body) -> None:
        """The channel is gone for good."""
        told = Happening.parse(body)
        self.channels.deleted(told.workspace, told.channel, told.key)


def register(app: App, services: Services) -> None:
    """Listen for the events; private channels tell some of theirs under names of their own."""
    invitations = Invitations(services.invitations)
    app.event("shared_channel_invite_requested")(invitations.requested)
    app.event("shared_channel_invite_accepted")(invitations.accepted)
    app.event("shared_channel_invite_approved")(invitations.approved)
    app.event("shared_channel_invite_declined")(invitations.declined)
    comings = Comings(services.channels)
    app.event("member_joined_channel")(comings.joined)
    app.event("member_left_channel")(comings.left)
    fates = Fates(services.channels)
    app.event("channel_shared")(fates.shared)
    app.event("channel_unshared")(fates.unshared)
    app.event("channel_id_changed")(fates.id_changed)
    for family in ("channel", "group"):
        app.event(f"{family}_left")(comings.removed)
        app.event(f"{family}_rename")(fates.renamed)
        app.event(f"{family}_archive")(fates.archived)
        app.event(f"{family}_unarchive")(fates.unarchived)
        app.event(f"{family}_deleted")(fates.deleted)
