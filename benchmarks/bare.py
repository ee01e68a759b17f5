"""The floor of a click: Bolt with our settings, whose listener writes the rows and knows no rules.

One transaction in SQLAlchemy Core. It reads nothing, asks nobody whether the person may, and does
not notice a repeated delivery. Two ways of writing: `plain`, each statement where it is executed,
as one writes it; `prepared`, statements made once, as our own are.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy import Connection, Engine, bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from blocks import actions
from bot.clock import SystemClock
from bot.installation import Installation, authorize, web_client
from bot.settings import Settings
from storage.review_schema import signs
from storage.schema import activity, inbox, milestones, outbox, surfaces
from storage.surfaces import CHECKLIST

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BareClick:
    """Who wants what, as the payload says it."""

    workspace: str
    account: str
    milestone: str
    done: bool
    user: str
    key: str
    now: datetime

    @property
    def inbox_row(self) -> Json:
        return {"workspace_id": self.workspace, "key": self.key, "received_at": self.now}

    @property
    def activity_row(self) -> Json:
        return {
            "workspace_id": self.workspace,
            "account_id": self.account,
            "at": self.now,
            "actor": self.user,
            "kind": "milestone.done" if self.done else "milestone.reopened",
            "data": {"milestone": self.milestone, "side": "customer", "first_value": False},
        }

    @property
    def sign_row(self) -> Json:
        return {
            "workspace_id": self.workspace,
            "account_id": self.account,
            "user_id": self.user,
            "side": "customer",
            "at": self.now,
            "came_at": self.now,
            "unseen": True,
        }

    def outbox_row(self, kind: str, body: Json) -> Json:
        return {
            "workspace_id": self.workspace,
            "account_id": self.account,
            "lane": f"channel:{self.account}",
            "key": f"{kind}:{self.key}",
            "kind": kind,
            "body": body,
            "state": "pending",
            "attempts": 0,
            "created_at": self.now,
        }


Write = Callable[[Connection, BareClick], None]


def bare_app(settings: Settings, installation: Installation, engine: Engine, write: Write) -> App:
    """An app that answers ticks."""
    secret = settings.slack_signing_secret
    app = App(
        client=web_client(settings),
        signing_secret=secret.get_secret_value() if secret else "",
        authorize=authorize(installation),
        process_before_response=True,
    )
    clock = SystemClock()

    def tick(ack: Ack, body: Json) -> None:
        action, user = body["actions"][0], body["user"]["id"]
        value = json.loads(action["value"])
        click = BareClick(
            workspace=body["team"]["id"],
            account=value["account"],
            milestone=value["milestone"],
            done=value["done"],
            user=user,
            key=f"action:{body['trigger_id']}:{action['action_ts']}:{user}",
            now=clock.now(),
        )
        with engine.begin() as connection:
            write(connection, click)
        ack()

    app.action(re.compile(f"^{actions.TICK}(:|$)"))(tick)
    return app


def plain(connection: Connection, click: BareClick) -> None:
    connection.execute(insert(inbox).values(**click.inbox_row))
    connection.execute(_sign(connection.dialect.name), click.sign_row)
    connection.execute(
        update(milestones)
        .where(
            milestones.c.workspace_id == click.workspace,
            milestones.c.account_id == click.account,
            milestones.c.key == click.milestone,
        )
        .values(
            done_at=click.now if click.done else None,
            done_by=click.user if click.done else None,
        )
    )
    connection.execute(insert(activity).values(**click.activity_row))
    connection.execute(
        update(surfaces)
        .where(
            surfaces.c.workspace_id == click.workspace,
            surfaces.c.account_id == click.account,
            surfaces.c.kind == CHECKLIST,
        )
        .values(version=surfaces.c.version + 1)
    )
    connection.execute(
        insert(outbox).values(**click.outbox_row("surface", {"surface": click.account}))
    )
    if click.done:
        connection.execute(
            insert(outbox).values(**click.outbox_row("channel_message", CELEBRATION))
        )


def prepared(connection: Connection, click: BareClick) -> None:
    connection.execute(_INBOX, click.inbox_row)
    connection.execute(_SIGN[connection.dialect.name], click.sign_row)
    connection.execute(
        _MILESTONE,
        {
            "workspace": click.workspace,
            "account": click.account,
            "milestone": click.milestone,
            "done_at": click.now if click.done else None,
            "done_by": click.user if click.done else None,
        },
    )
    connection.execute(_ACTIVITY, click.activity_row)
    connection.execute(_SURFACE, {"workspace": click.workspace, "account": click.account})
    connection.execute(_OUTBOX, click.outbox_row("surface", {"surface": click.account}))
    if click.done:
        connection.execute(_OUTBOX, click.outbox_row("channel_message", CELEBRATION))


CELEBRATION = {
    "message": {
        "kind": "celebration",
        "milestone": "One person with authority leads this on your side",
        "line": "Your project has a lead. Many things just became simpler.",
        "done_by": "U0000000001",
        "opened": [],
        "first_value": False,
        "outcome": None,
    },
    "thread": True,
}


def _sign(dialect: str) -> Any:
    statement = sqlite.insert(signs) if dialect == "sqlite" else postgresql.insert(signs)
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "account_id", "user_id"],
        set_={"at": statement.excluded.at, "unseen": True},
    )


_SIGN = {dialect: _sign(dialect) for dialect in ("sqlite", "postgresql")}
_INBOX = insert(inbox)
_ACTIVITY = insert(activity)
_OUTBOX = insert(outbox)
_MILESTONE = (
    update(milestones)
    .where(
        milestones.c.workspace_id == bindparam("workspace"),
        milestones.c.account_id == bindparam("account"),
        milestones.c.key == bindparam("milestone"),
    )
    .values(done_at=bindparam("done_at"), done_by=bindparam("done_by"))
)
_SURFACE = (
    update(surfaces)
    .where(
        surfaces.c.workspace_id == bindparam("workspace"),
        surfaces.c.account_id == bindparam("account"),
        surfaces.c.kind == CHECKLIST,
    )
    .values(version=surfaces.c.version + 1)
)
