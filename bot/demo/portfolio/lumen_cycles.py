"""Lumen Cycles, guided: on time. A question here, a blocker there, and each sorted in a day."""

from bot.demo.portfolio.customers import Customer, Scene
from bot.demo.portfolio.room import (
    accepts,
    agrees,
    confirms,
    is_stuck,
    names_lead,
    proposes,
    reacts,
    replies,
    says,
    says_sorted,
    starts,
    tells_brief,
    ticks,
)

LUMEN_CYCLES = Customer(
    name="Lumen Cycles",
    domain="lumencycles",
    staff=(
        ("Femke Bos", "Head of workshops", "Europe/Amsterdam", "owner"),
        ("Joris Bakker", "IT lead", "Europe/Amsterdam", "admin"),
    ),
    channel="onb-lumen-cycles",
    outcome="Every repair finished on the promised day, because the part is there",
    country="NL",
    contract_value="64k",
    contacts=(("femke", "champion"), ("joris", "technical_owner")),
    stands="on time: going live this week",
    scenes=(
        Scene("5 Mon 09:30", starts()),
        Scene("5 Mon 10:40", accepts("femke")),
        Scene(
            "5 Mon 15:20",
            tells_brief("arthur", "Repairs were late for want of a part."),
        ),
        Scene("5 Tue 08:20", accepts("joris")),
        Scene("5 Tue 09:00", ticks("arthur", "warm-introduction")),
        Scene("5 Wed 09:15", agrees("femke")),
        Scene(
            "5 Thu 12:30",
            names_lead(
                "olivia",
                "femke",
                "Their dealers order by hand until June.",
                "That we stop ringing people up to say: not today either.",
            ),
        ),
        Scene("5 Thu 13:30", ticks("olivia", "kickoff-held")),
        Scene("5 Thu 15:40", ticks("femke", "people-named")),
        Scene(
            "5 Fri 09:20",
            proposes(
                "olivia",
                "A bicycle is ready on the day we named, because the part is there",
                "Repairs finished on the promised day",
                "62 % → 90 %",
                "12 Mon",
            ),
        ),
        Scene("5 Fri 10:05", confirms("femke")),
        Scene(
            "5 Fri 10:06",
            says("femke", "Nine of ten repairs on the day, by spring. Write it down!"),
        ),
        Scene("5 Fri 10:08", reacts("olivia", "dart")),
        Scene("6 Mon 09:10", ticks("joris", "first-login")),
        Scene(
            "6 Tue 11:30",
            says("joris", "Single sign-on: do you need our tenant id, or only the metadata file?"),
        ),
        Scene(
            "6 Tue 11:52",
            replies(
                "clara", "The file is enough. The page on the milestone has a picture of where."
            ),
        ),
        Scene("6 Thu 14:10", ticks("joris", "sign-on-connected")),
        Scene("6 Fri 16:00", ticks("olivia", "core-settings")),
        Scene(
            "7 Tue 10:15",
            is_stuck(
                "joris",
                "own-data-in",
                "technical",
                "Two suppliers use the same article number for different brake pads",
            ),
        ),
        Scene(
            "7 Tue 10:50",
            says(
                "clara", "@joris, put the supplier's code in front: `SH-4711`. It stays findable."
            ),
        ),
        Scene("7 Tue 15:05", says_sorted("joris")),
        Scene("7 Wed 11:20", ticks("joris", "own-data-in")),
        Scene("7 Fri 15:30", ticks("joris", "administrators-trained")),
        Scene("8 Mon 16:00", ticks("femke", "key-users-trained")),
        Scene("8 Mon 16:10", says("femke", "Wednesday we go live. The espresso machine is warm.")),
        Scene("8 Mon 16:12", reacts("joris", "coffee")),
    ),
)
