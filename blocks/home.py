"""The Home tab: the customers on whom the viewer works, and the button for a new one."""

from collections.abc import Iterator, Sequence

from blocks import actions, kit
from blocks.kit import Block, View
from blocks.status import account_line
from onboarding.views import AccountChoice

_MOST = 90  # accounts: a Home has at most 100 blocks


def home(accounts: Sequence[AccountChoice], *, may_start: bool) -> View:
    """`accounts` are the viewer's own; `may_start`: whether to offer a new customer."""
    return kit.home(list(_blocks(accounts, may_start=may_start)))


def _blocks(accounts: Sequence[AccountChoice], *, may_start: bool) -> Iterator[Block]:
    yield kit.header("Your customers")
    if may_start:
        yield kit.actions([kit.button("New customer", actions.NEW_CUSTOMER, style="primary")])
    if not accounts:
        yield kit.section("None yet. Here you will see every customer on whom you work.")
    for account in accounts[:_MOST]:
        yield kit.section(account_line(account))
    if len(accounts) > _MOST:
        yield kit.context(f"and {len(accounts) - _MOST} more: `/onboard status` finds them by name")
