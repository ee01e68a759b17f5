"""Fernhill Clinics, guided: a good start, and then silence. One invitation was never accepted."""

from bot.demo.portfolio.customers import Customer, Scene
from bot.demo.portfolio.room import (
    accepts,
    agrees,
    names_lead,
    proposes,
    reacts,
    replies,
    says,
    starts,
    tells_brief,
    ticks,
)

DANAS_OWN_WORDS = "That I am never again the one who drives to the depot for gloves."
FERNHILL_CLINICS = Customer(
    name="Fernhill Clinics",
    domain="fernhill",
    staff=(
        ("Paul Sterling", "Finance director", "America/New_York", "owner"),
        ("Dana Ruiz", "Operations manager", "America/Chicago", "admin"),
    ),
    channel="onb-fernhill-clinics",
    outcome="No treatment room without supplies, and an end to the Friday emergency orders",
    country="US",
    contract_value="48k",
    contacts=(("dana", "champion"), ("paul", "economic_buyer")),
    stands="gone quiet: nothing from them for weeks",
    scenes=(
        Scene("3 Mon 15:00", starts()),
        Scene("3 Mon 16:40", accepts("dana")),
        Scene("3 Mon 16:45", says("dana", "Hi all! Four clinics, one supply room each. Let's go.")),
        Scene("3 Tue 13:10", tells_brief("arthur", "A clinic ran out of gloves on a Friday.")),
        Scene("3 Tue 14:30", ticks("arthur", "warm-introduction")),
        Scene(
            "3 Thu 16:00",
            names_lead(
                "olivia", "dana", "Nothing but time: four rooms, one person.", DANAS_OWN_WORDS
            ),
        ),
        Scene("3 Thu 17:00", ticks("olivia", "kickoff-held")),
        Scene("3 Thu 17:20", agrees("dana")),
        Scene("3 Fri 15:10", ticks("dana", "people-named")),
        Scene(
            "4 Mon 15:20",
            proposes(
                "olivia",
                "No treatment is put off because something is missing in the supply room",
                "Treatments put off for missing supplies, a month",
                "14 → 2",
                "11 Mon",
            ),
        ),
        Scene("4 Mon 16:00", ticks("dana", "success-criteria-confirmed")),
        Scene("4 Tue 15:30", ticks("dana", "first-login")),
        Scene(
            "4 Wed 15:45",
            says("dana", "Does a box of gloves count as one item, or as a hundred?"),
        ),
        Scene(
            "4 Wed 16:05",
            replies("clara", "As you order it: a box is one. Single pairs can be added later."),
        ),
        Scene(
            "4 Wed 16:20", replies("dana", "Perfect. I'll collect the lists of all four clinics.")
        ),
        Scene("4 Thu 09:00", reacts("clara", "raised_hands")),
        Scene("4 Fri 14:00", ticks("clara", "core-settings")),
        Scene("5 Wed 15:00", says("olivia", "@dana, how far are the lists? One clinic would do.")),
        Scene("6 Thu 15:00", says("olivia", "@dana, shall we do the first list together?")),
    ),
)
