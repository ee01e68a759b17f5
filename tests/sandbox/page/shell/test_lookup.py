"""What drawing learns of the world, for one person."""

from zoneinfo import ZoneInfo

from sandbox import channels, files
from sandbox.page.drawing import Lookup
from sandbox.page.lookup import PersonLookup
from sandbox.settings import Settings
from sandbox.slack import Slack
from sandbox.usergroups import GROUP_DOINGS
from sandbox.world import Person


def somebody(slack: Slack, name: str) -> Person:
    return next(one for one in slack.world.people.values() if one.name == name)


def test_people_are_known_of_ones_own_company_and_whom_one_has_met() -> None:
    slack = Slack(Settings())
    olivia, clara, maya = (somebody(slack, name) for name in ("olivia", "clara", "maya"))
    lookup: Lookup = PersonLookup(slack, olivia)
    assert lookup.person(clara.id) == "Clara Moss"
    assert lookup.person(maya.id) is None
    assert lookup.person("U0NOBODY") is None
    channels.open_direct(slack, olivia, maya)
    assert lookup.person(maya.id) == "Maya Finch"
    assert (maya.id, "Maya Finch") in lookup.people()
    assert (olivia.id, "Olivia Hart") in lookup.people()
    assert lookup.viewer == olivia.id
    assert lookup.zone == ZoneInfo("Europe/London")
    assert lookup.now.tzinfo is not None


def test_channels_are_known_that_one_sees_under_ones_own_name_for_them() -> None:
    slack = Slack(Settings())
    olivia, arthur, maya = (somebody(slack, name) for name in ("olivia", "arthur", "maya"))
    secret = channels.create(slack, olivia, "secret", private=True)
    direct = channels.open_direct(slack, olivia, maya)
    lookup = PersonLookup(slack, olivia)
    assert lookup.channel(secret.id) == "secret"
    assert PersonLookup(slack, arthur).channel(secret.id) is None
    assert lookup.channel(direct.id) == "Maya Finch"
    assert PersonLookup(slack, maya).channel(direct.id) == "Olivia Hart"
    secret.names[maya.team_id] = "geheim"
    secret.members[maya.id] = None
    assert PersonLookup(slack, maya).channel(secret.id) == "geheim"
    offered = {(one.name, one.kind, one.external) for one in lookup.channels()}
    assert offered == {
        ("general", "public", False),
        ("secret", "private", True),
        ("Maya Finch", "im", False),
    }
    channels.archive(slack, secret, olivia)
    assert "secret" not in [one.name for one in lookup.channels()]


def test_files_are_known_to_those_they_are_shared_with() -> None:
    slack = Slack(Settings())
    olivia, arthur = somebody(slack, "olivia"), somebody(slack, "arthur")
    file = files.add(slack, olivia, "plan.txt", b"plan")
    known = PersonLookup(slack, olivia).file(file.id)
    assert known is not None
    assert (known.title, known.url) == ("plan.txt", file.url)
    assert PersonLookup(slack, arthur).file(file.id) is None
    assert PersonLookup(slack, olivia).file("F0NONE") is None


async def test_user_groups_are_known_by_their_handle() -> None:
    slack = Slack(Settings())
    olivia = somebody(slack, "olivia")
    (add,) = (doing for doing in GROUP_DOINGS if doing.__name__ == "add_usergroup")
    body = {"name": "Success", "handle": "success", "users": [olivia.id], "description": ""}
    made = await add(slack, olivia, body)
    assert PersonLookup(slack, olivia).usergroup(made["id"]) == "success"
    assert PersonLookup(slack, olivia).usergroup("S0NONE") is None
