"""What people of the portfolio say at the end, and who sees to it: by buttons and a form."""

from functools import partial

from blocks import actions
from bot.demo.portfolio.customers import Act
from bot.demo.portfolio.room import NotDone, Room


def scores(who: str, **given: int) -> Act:
    """Press scores below the questions at the end: `csat=5`."""

    def act(room: Room) -> None:
        for survey, score in given.items():
            _press_in_dm(room, who, actions.suffixed(actions.SURVEY, f"{survey}:{score}"))

    return act


def says_why(who: str, survey: str, words: str) -> Act:
    """Press “Tell us why” and fill in the form."""

    def act(room: Room) -> None:
        _press_in_dm(room, who, actions.SURVEY_WORDS)
        room.send_form(who, {survey: words})

    return act


def sees_to_it(who: str) -> Act:
    """Press “I'll see to it” below the newest low answer."""
    return lambda room: _press_in_dm(room, who, actions.TAKE_UP)


def _press_in_dm(room: Room, who: str, wanted: str) -> None:
    """Press a button of the newest direct message that has it. Raises `NotDone`."""
    person = room.person(who)
    for dm in person.dms():
        for message in reversed(person.messages(dm.id)):
            if wanted in message.action_ids():
                room.tried(who, partial(person.click, dm.id, message.ts, wanted))
                return
    raise NotDone(f"{who} was sent no button {wanted}")
