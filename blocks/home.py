"""The Home tab: who needs the viewer today, all their customers, the button for a new one."""

from collections.abc import Iterator, Sequence

from blocks import actions, kit
from blocks.kit import Block, View
from blocks.status import account_line
from blocks.values import OneAccount
from onboarding.views import AccountChoice

_MOST = 80  # accounts: a Home has at most 100 blocks
_NEEDING = 8


def home(
    accounts: Sequence[AccountChoice], *, may_start: bool, needing: Sequence[Block] = ()
) -> View:
    """`accounts` are the viewer's own; `may_start`: whether to offer a new customer; `needing`: a
    block for each customer that needs somebody, the most urgent first."""
    return kit.home([*_needing(needing), *_blocks(accounts, may_start=may_start)])


def _needing(needing: Sequence[Block]) -> Iterator[Block]:
    if not needing:
        return
    yield kit.header("Who needs you today")
    yield from needing[:_NEEDING]
    if len(needing) > _NEEDING:
        yield kit.context(f"and {len(needing) - _NEEDING} more")


def _blocks(accounts: Sequence[AccountChoice], *, may_start: bool) -> Iterator[Block]:
    yield kit.header("Your customers")
    if may_start:
        yield kit.actions([kit.button("New customer", actions.NEW_CUSTOMER, style="primary")])
    if not accounts:
        yield kit.section("None yet. Here you will see every customer on whom you work.")
    for account in accounts[:_MOST]:
        about = OneAccount(account=account.account).dump()
        brief = kit.button("Brief", actions.suffixed(actions.BRIEF, account.account), value=about)
        yield kit.section(account_line(account), accessory=brief)
    if len(accounts) > _MOST:
        yield kit.context(f"and {len(accounts) - _MOST} more: `/onboard status` finds them by name")
