"""Juniper Row, low touch: a small studio that has arrived. Everything in its plan is done."""

from bot.demo.portfolio.customers import Customer, Scene
from bot.demo.portfolio.handing_over import hands_over, takes_over
from bot.demo.portfolio.opinions import says_why, scores, sees_to_it
from bot.demo.portfolio.room import (
    accepts,
    agrees,
    checks,
    is_stuck,
    names_lead,
    proposes,
    reacts,
    replies,
    reports_usage,
    says,
    says_sorted,
    starts,
    tells_brief,
    ticks,
)

JUNIPER_ROW = Customer(
    name="Juniper Row",
    domain="juniperrow",
    staff=(
        ("Nora Whitlock", "Studio manager", "Europe/London", "owner"),
        ("Sam Okafor", "Upholsterer", "Europe/London", ""),
    ),
    channel="onb-juniper-row",
    outcome="Know on Monday morning which fabrics to order, without counting the shelves",
    country="GB",
    contract_value="14k",
    contacts=(("nora", "champion"), ("sam", "daily_user")),
    stands="done: every milestone is ticked",
    scenes=(
        Scene("1 Mon 09:10", starts()),
        Scene("1 Mon 11:20", accepts("nora")),
        Scene(
            "1 Mon 11:26",
            says("nora", "Hello everybody! So this replaces our Monday shelf count? I can't wait."),
        ),
        Scene("1 Mon 11:31", reacts("olivia", "wave")),
        Scene("1 Mon 11:33", replies("olivia", "It does, from the second Monday on. Welcome!")),
        Scene("1 Mon 13:40", tells_brief("arthur", "Every Monday is lost to counting shelves.")),
        Scene("1 Mon 13:45", ticks("arthur", "warm-introduction")),
        Scene(
            "1 Mon 13:55",
            names_lead(
                "olivia",
                "nora",
                "The fabric fair in the third week.",
                "That Monday morning belongs to customers, and not to the shelves.",
                "goal",
            ),
        ),
        Scene("1 Mon 14:05", ticks("olivia", "goal-in-your-words")),
        Scene("1 Mon 14:40", agrees("nora")),
        Scene(
            "1 Tue 15:10",
            proposes(
                "olivia",
                "On Monday at nine I know what to order, and nobody has counted a shelf",
                "Hours spent counting, a week",
                "6 h → 1 h",
                "5 Mon",
            ),
        ),
        Scene("1 Tue 16:15", ticks("nora", "success-measure-agreed")),
        Scene("1 Wed 08:50", accepts("sam")),
        Scene("1 Wed 10:10", ticks("nora", "first-login")),
        Scene(
            "1 Fri 11:02",
            says("nora", "Our suppliers are in a spreadsheet. Do I have to type all 60 of them?"),
        ),
        Scene(
            "1 Fri 11:20",
            replies(
                "olivia",
                "No! Under Suppliers there is *Import*: it takes the sheet as it is. "
                "Send me a row if a column does not fit.",
            ),
        ),
        Scene("1 Fri 13:45", replies("nora", "Done in five minutes, lunch included.")),
        Scene("2 Tue 10:30", ticks("nora", "core-settings")),
        Scene("2 Wed 09:40", ticks("nora", "colleagues-invited")),
        Scene("2 Thu 15:00", ticks("olivia", "set-up-reviewed")),
        Scene(
            "3 Mon 09:55",
            is_stuck(
                "nora",
                "key-users-trained",
                "resource",
                "Half the workshop is at the fabric fair until Wednesday",
                "Sam",
            ),
        ),
        Scene(
            "3 Mon 10:20",
            says("olivia", "Enjoy the fair! I have kept Thursday at 10 free for all of you."),
        ),
        Scene("3 Thu 10:05", says_sorted("nora")),
        Scene("3 Thu 16:30", ticks("sam", "key-users-trained")),
        Scene("3 Fri 09:15", checks("nora", "people-invited", "help-known")),
        Scene("3 Fri 11:30", checks("olivia", "settings-looked-at")),
        Scene("4 Mon 12:10", ticks("sam", "first-real-work")),
        Scene(
            "4 Mon 12:15",
            says("sam", "First order went out from the list. Nobody counted a thing."),
        ),
        Scene("4 Mon 12:18", reacts("nora", "tada")),
        Scene("4 Thu 09:30", ticks("nora", "first-value")),
        Scene("4 Fri 10:10", hands_over("olivia", "clara")),
        Scene("4 Fri 14:20", scores("nora", csat=5, ces=6)),
        Scene("5 Mon 13:35", scores("sam", csat=4, ces=3)),
        Scene("5 Mon 13:37", says_why("sam", "ces", "On my phone the list is too small to read.")),
        Scene("5 Mon 14:10", sees_to_it("olivia")),
        Scene("5 Mon 14:50", takes_over("clara")),
        Scene("5 Mon 15:00", says("clara", "Hello @nora, I look after you from here on. Call me!")),
        Scene("5 Mon 16:20", reports_usage("olivia", "6", "7", "Only the bookkeeper has not come")),
        Scene("5 Tue 10:00", ticks("clara", "what-comes-next")),
    ),
)
