"""The handoff to customer success in the portfolio: offered by a form, accepted by a button."""

from blocks import actions
from bot.demo.portfolio.customers import Act
from bot.demo.portfolio.room import NotDone, Room
from bot.demo.portfolio.weeks import day


def hands_over(who: str, csm: str, renewal: str = "52 Fri") -> Act:
    """Type `/onboard handoff`, look at the package, and offer it; `renewal` is a day, `52 Fri`."""

    def act(room: Room) -> None:
        person = room.person(who)
        room.tried(who, lambda: person.command("/onboard", f"handoff {room.customer.name}"))
        renewal_on = day(room.first_monday, renewal).isoformat()
        room.send_form(who, {"csm": room.person(csm).id, "renewal_on": renewal_on})
        person.close_modal(everything=True)

    return act


def takes_over(who: str) -> Act:
    """Press “Accept” below the package, where it came as a direct message."""

    def act(room: Room) -> None:
        person = room.person(who)
        offered = [
            (dm.id, message.ts)
            for dm in person.dms()
            for message in person.messages(dm.id)
            if actions.PACKAGE_ACCEPT in message.action_ids()
        ]
        if not offered:
            raise NotDone(f"{who} was sent no package of {room.customer.name}")
        place, ts = offered[-1]
        room.tried(who, lambda: person.click(place, ts, actions.PACKAGE_ACCEPT))

    return act
