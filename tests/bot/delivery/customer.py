"""A customer whose channel is furnished, and what is left to be said to it and about it."""

from slack_sdk import WebClient

from onboarding.messages.team import DeadLetter
from onboarding.messages.touches import FinishedEarly
from sandbox.reports import MessageSeen
from services.posting import to_owner, to_team
from storage import accounts
from storage.lanes import ensure_lane
from storage.schema import surfaces
from storage.surfaces import CHECKLIST
from storage.transaction import begin
from tests.bot.delivery.office import Office


def furnished(office: Office) -> str:
    channel = office.person("olivia").create_channel("finch-project").id
    office.adopt(channel)
    with office.delivering():
        office.until_quiet()
    return channel


def checklist(office: Office, channel: str) -> MessageSeen:
    return next(m for m in office.person("olivia").messages(channel) if m.pinned)


def account_of(office: Office) -> str:
    account: str = next(row.account_id for row in office.rows() if row.account_id)
    return account


def delete(office: Office, channel: str, ts: str) -> None:
    """As an administrator may, whom the sandbox does not have."""
    client = WebClient(office.installation.bot_token, base_url=office.api_url)
    client.chat_delete(channel=channel, ts=ts)


def set_checklist(office: Office, ts: str | None) -> None:
    with office.database.writing() as connection:
        connection.execute(
            surfaces.update()
            .where(surfaces.c.workspace_id == office.workspace, surfaces.c.kind == CHECKLIST)
            .values(ts=ts)
        )


def say(office: Office, *, lane: str, key: str, thread: bool = False) -> None:
    """Leave a message for the customer in a lane."""
    message = FinishedEarly(days_early=1, outcome=f"Stage {key}")
    account = account_of(office)
    with begin(office.database, office.workspace) as tx:
        ensure_lane(tx.connection, office.workspace, lane)
        tx.enqueue(
            lane,
            key,
            "channel_message",
            {"message": message.model_dump(mode="json"), "thread": thread},
            account=account,
        )


def tell_owner(office: Office, key: str) -> None:
    with begin(office.database, office.workspace) as tx:
        account = accounts.by_id(tx, account_of(office))
        assert account is not None
        to_owner(tx, account, letter(key), key)


def tell_team(office: Office, key: str) -> None:
    with begin(office.database, office.workspace) as tx:
        to_team(tx, account_of(office), letter(key), key)


def letter(key: str) -> DeadLetter:
    return DeadLetter(
        customer=key, what="celebration", error="is_archived", outbox_id=1, channel=None
    )
