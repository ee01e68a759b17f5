"""Who acts, in the payloads of each surface (slack-platform.md, "Who is acting")."""

from typing import Any

import pytest

from handlers.acting import actor_of_command, actor_of_event, actor_of_interaction
from services.actor import Actor

HOST, THEIRS = "THOST", "TTHEIRS"
EVENT = {"authorizations": [{"team_id": HOST, "user_id": "UBOT"}], "team_id": HOST}


def test_a_click_names_the_installing_workspace_as_its_team() -> None:
    body = {"team": {"id": HOST}, "user": {"id": "U1", "team_id": THEIRS}}
    assert actor_of_interaction(body) == Actor("U1", THEIRS, HOST)


def test_a_form_names_the_persons_own_workspace_as_its_team() -> None:
    body = {
        "team": {"id": THEIRS},
        "user": {"id": "U1", "team_id": THEIRS},
        "view": {"app_installed_team_id": HOST},
    }
    assert actor_of_interaction(body) == Actor("U1", THEIRS, HOST)


def test_a_home_that_a_click_does_not_name_is_not_ours() -> None:
    actor = actor_of_interaction({"team": {"id": HOST}, "user": {"id": "U1"}})
    assert actor.is_external


def test_a_command_comes_from_the_installing_workspace() -> None:
    assert actor_of_command({"user_id": "U1", "team_id": HOST}) == Actor("U1", HOST, HOST)


@pytest.mark.parametrize(
    ("named", "home"),
    [({"user_team": THEIRS}, THEIRS), ({"source_team": THEIRS}, THEIRS), ({}, HOST)],
)
def test_an_event_names_the_home_of_people_from_elsewhere(named: dict[str, Any], home: str) -> None:
    body = EVENT | {"event": {"type": "app_home_opened", "user": "U1"} | named}
    assert actor_of_event(body) == Actor("U1", home, HOST)


@pytest.mark.parametrize(
    ("where", "origin"),
    [
        ({"channel": {"id": "CFINCH"}}, "CFINCH"),
        ({"container": {"type": "message", "channel_id": "D0OLIVIA"}}, "D0OLIVIA"),
        ({"view": {"type": "modal"}}, "form"),
        ({"view": {"type": "home"}}, "home"),
        ({}, "slack"),
    ],
)
def test_a_click_says_where_it_was_made_X1(where: dict[str, Any], origin: str) -> None:
    body = {"team": {"id": HOST}, "user": {"id": "U1", "team_id": HOST}} | where
    assert actor_of_interaction(body).origin == origin


def test_commands_and_events_say_where_they_were_made_X1() -> None:
    assert actor_of_command({"user_id": "U1", "team_id": HOST}).origin == "command"
    said = EVENT | {"event": {"type": "message", "user": "U1", "channel": "CFINCH"}}
    assert actor_of_event(said).origin == "CFINCH"
    joined = EVENT | {"event": {"type": "team_join", "user": "U1"}}
    assert actor_of_event(joined).origin == "slack"


def test_who_somebody_is_does_not_depend_on_where_they_act() -> None:
    assert Actor("U1", HOST, HOST, "form") == Actor("U1", HOST, HOST, "CFINCH")
