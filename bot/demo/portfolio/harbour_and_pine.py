"""Harbour & Pine, high touch: a project that is slow. Decisions take their time, dates moved once,
and a review holds everything up."""

from bot.demo.portfolio.customers import Customer, Scene
from bot.demo.portfolio.room import (
    accepts,
    agrees,
    brings,
    is_stuck,
    moves,
    names_governance,
    names_lead,
    proposes,
    reacts,
    replies,
    says,
    starts,
    tells_brief,
    ticks,
)

HARBOUR_AND_PINE = Customer(
    name="Harbour & Pine",
    domain="harbourpine",
    staff=(
        ("Markus Thiel", "Chief operating officer", "Europe/Berlin", "owner"),
        ("Lena Vogt", "Head of supply chain", "Europe/Berlin", ""),
        ("Jonas Krell", "Head of IT security", "Europe/Berlin", "admin"),
    ),
    channel="onb-harbour-pine",
    outcome="Spare parts for six depots planned in one place, with a tenth less stock by summer",
    country="DE",
    contract_value="185000",
    contacts=(("lena", "champion"), ("markus", "executive_sponsor"), ("jonas", "technical_owner")),
    stands="slow: dates moved, and a security review holds it up",
    scenes=(
        Scene("1 Tue 10:00", starts()),
        Scene("1 Tue 13:30", accepts("lena")),
        Scene("1 Wed 08:45", accepts("markus")),
        Scene(
            "1 Wed 14:10",
            says(
                "arthur",
                "@lena, @markus: this is @olivia. She knows what we talked about in spring, "
                "and the six depots by name.",
            ),
        ),
        Scene("1 Wed 14:12", ticks("arthur", "warm-introduction")),
        Scene(
            "1 Wed 15:05",
            tells_brief("arthur", "Six depots, and six lists that disagree."),
        ),
        Scene("1 Fri 09:20", says("lena", "Who has to lead this on our side? It may be me.")),
        Scene(
            "1 Fri 09:45",
            replies(
                "olivia", "Somebody who may decide about stock. A line from @markus settles it."
            ),
        ),
        Scene("2 Tue 08:30", replies("markus", "It is Lena. She decides, I clear the way.")),
        Scene("2 Tue 08:34", ticks("markus", "project-lead-named")),
        Scene("2 Wed 11:15", accepts("jonas")),
        Scene(
            "2 Thu 14:30",
            names_lead(
                "olivia",
                "lena",
                "The depots change over one by one; security has to agree to the sign-on.",
                "That I open one list in the morning, and it is true in all six depots.",
            ),
        ),
        Scene("2 Thu 15:30", ticks("olivia", "kickoff-held")),
        Scene("2 Fri 10:10", agrees("lena")),
        Scene(
            "3 Tue 09:05",
            says("lena", "Controlling wants to see last quarter before we name a number. Sorry!"),
        ),
        Scene(
            "3 Tue 09:40",
            replies(
                "olivia", "A number you trust is worth a week. I move the date, and what follows."
            ),
        ),
        Scene("3 Tue 09:45", moves("olivia", "success-criteria-confirmed", "4 Tue")),
        Scene(
            "4 Tue 11:05",
            proposes(
                "olivia",
                "Controlling closes the month without calling a single hotel",
                "Working days until the month is closed",
                "9 → 4",
                "16 Mon",
            ),
        ),
        Scene("4 Tue 14:20", ticks("markus", "success-criteria-confirmed")),
        Scene(
            "4 Tue 16:00",
            names_governance(
                "olivia",
                "lena",
                "Lena leads for you, Olivia for us. One call a week, every Tuesday.",
                "What is stuck for two days goes to both heads of operations.",
            ),
        ),
        Scene("4 Wed 10:00", ticks("lena", "governance-agreed")),
        Scene("4 Thu 09:00", brings("olivia", "liam")),
        Scene("4 Thu 17:10", ticks("liam", "sponsor-met")),
        Scene("5 Tue 11:40", ticks("jonas", "first-login")),
        Scene("5 Wed 16:00", ticks("olivia", "daily-users-heard")),
        Scene(
            "5 Thu 10:25",
            is_stuck(
                "jonas",
                "security-approved",
                "decision",
                "Our data protection officer wants a penetration test of this year, "
                "and the list of your subcontractors",
                "Ada",
            ),
        ),
        Scene(
            "5 Thu 11:05",
            says("olivia", "@jonas, both are with @clara, who has them signed for you by Monday."),
        ),
        Scene("5 Thu 11:10", reacts("jonas", "+1")),
        Scene(
            "6 Mon 15:20", says("clara", "@jonas, report and list are in your mailbox. All well?")
        ),
        Scene(
            "6 Tue 09:50",
            replies("jonas", "Thank you. She is on leave until next week, I am afraid."),
        ),
        Scene("6 Wed 10:15", moves("olivia", "security-approved", "7 Fri")),
        Scene(
            "7 Wed 14:30", says("olivia", "@jonas, has she had a look? Friday would still be fine.")
        ),
        Scene("7 Thu 16:45", replies("jonas", "She has begun. I cannot promise Friday.")),
    ),
)
