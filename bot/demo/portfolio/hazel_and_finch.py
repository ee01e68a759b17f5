"""Hazel & Finch, guided: new. Olivia has just started it; Maya's invitation waits in her inbox."""

from bot.demo.portfolio.customers import Customer, Scene
from bot.demo.portfolio.room import everybody_has_read, starts

HAZEL_AND_FINCH = Customer(
    name="Hazel & Finch",
    domain="hazelfinch",
    staff=(),
    channel="onb-hazel-finch",
    outcome="Our three shops reorder in minutes instead of a day, before the spring season",
    country="FR",
    contract_value="60k",
    contacts=(("maya", "champion"), ("tom", "economic_buyer")),
    stands="new: invited a moment ago",
    scenes=(
        Scene("8 Tue 09:00", everybody_has_read),
        Scene("8 Tue 09:20", starts()),
    ),
)
