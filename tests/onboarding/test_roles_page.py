"""R10: docs/roles.md says what each role may do, as the table in code does."""

from pathlib import Path

from onboarding.people import Role, Side
from onboarding.permissions import Action, may

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
HEADING = (
    "| what | the customer's people | anybody of ours | owner of the account | its CSM | leader |"
)


def row(action: Action) -> str:
    """Who may do it, once starting customers is limited and a leader is named."""

    def told(side: Side, held: Role | None = None, on_account: Role | None = None) -> str:
        allowed = may(
            action,
            side,
            frozenset({held} if held else ()),
            starters_limited=True,
            leaders_named=True,
            on_account=frozenset({on_account} if on_account else ()),
        )
        return "yes" if allowed else "–"

    cells = (
        told(Side.CUSTOMER),
        told(Side.TEAM),
        told(Side.TEAM, on_account=Role.OWNER),
        told(Side.TEAM, on_account=Role.CSM),
        told(Side.TEAM, Role.LEADER),
    )
    return f"| `{action.value}` | {' | '.join(cells)} |"


def test_the_page_of_roles_is_the_table_in_code_R10() -> None:
    table = [HEADING, "|---|---|---|---|---|---|", *map(row, Action)]
    lines = PAGE.read_text("utf-8").splitlines()
    shown = [line for line in lines if line.startswith("|")]
    assert shown == table, "docs/roles.md should hold:\n" + "\n".join(table)
