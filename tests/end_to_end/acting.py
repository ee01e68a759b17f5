"""The services asked at once, as somebody of a story, where a form would only be in the way."""

import json
from datetime import date, timedelta
from itertools import count
from typing import Any

from blocks import actions
from onboarding.refusals import Refused
from onboarding.workdays import WorkCalendar
from services.actor import Actor
from services.outcomes import Invalid, NotAllowed, Repeated
from tests.end_to_end.ending import working_days_pass
from tests.end_to_end.stage import CHANNEL, Member, Stage, value_of
from tests.leaks.columns import mark_all
from tests.leaks.driven import driven
from tests.leaks.marks import mark

FRANCE = WorkCalendar("FR", "Europe/Paris")
KEYS = count()


def key() -> str:
    """Of a delivery that there was not yet."""
    return f"by kind:{next(KEYS)}"


def acting(stage: Stage, member: Member, origin: str = "form") -> Actor:
    return Actor(member.id, member.slack.team_id, stage.installation.team_id, origin)


def account_of(stage: Stage) -> str:
    account: str = json.loads(value_of(stage.olivia.plan(), actions.STUCK))["account"]
    return account


def marks_everything(stage: Stage) -> None:
    mark_all(stage.milepost.database, stage.installation.team_id, mark("everything"))


def rows(stage: Stage, table: Any) -> list[Any]:
    with stage.milepost.database.reading() as connection:
        where = table.c.workspace_id == stage.installation.team_id
        return list(connection.execute(table.select().where(where)).all())


def working_day(stage: Stage, days: int) -> date:
    """So many days from now, or the next working day of the customer after."""
    return FRANCE.next_working_day(stage.clock.now().date() + timedelta(days=days))


def done(outcome: object) -> None:
    """It was not refused."""
    assert not isinstance(outcome, (NotAllowed, Invalid, Refused, Repeated)), outcome


def came(stage: Stage) -> set[str]:
    return driven(stage.milepost.database, stage.installation.team_id)


def until(stage: Stage, kind: str, *, meanwhile: str = "") -> None:
    """Working days pass, 40 at most, until something of this kind has come about; `meanwhile`:
    what Maya says on each."""
    for _ in range(40):
        if kind in came(stage):
            return
        working_days_pass(stage, 1)
        if meanwhile:
            stage.maya.slack.say(CHANNEL, meanwhile)
            stage.quiet()
    raise AssertionError(f"{kind} has not come about: {sorted(came(stage))}")
