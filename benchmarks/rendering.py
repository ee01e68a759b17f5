"""A checklist rendered with every limit of Slack's checked, against bare dict literals.

    uv run python -m benchmarks.rendering

Two measures. *The checklist*: a plan of 30 milestones as customers see it, its fullest page
unfolded. *The kit*: 30 milestones at once, 45 blocks with 60 buttons, texts given: what checking
alone costs.
"""

from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import typer

from benchmarks import measuring
from benchmarks.bare_checklist import bare_checklist
from benchmarks.measuring import Comparison, Timed
from blocks import kit
from blocks.checklist import checklist
from onboarding.checklist import PAGE_SIZE
from onboarding.people import Side
from onboarding.views import ChecklistItem, ChecklistView, Page, ResourceLine, StageLine

TARGET = 3.0
MILESTONES = 30
TODAY = date(2026, 3, 20)


def compare(rounds: int) -> list[Comparison]:
    """Measure so many renderings of each."""
    view = a_view()
    assert shape(checklist(view)) == shape(bare_checklist(view))
    assert shape(by_the_kit()) == shape(by_hand())
    found = []
    for what, ours, floor in (
        ("the checklist", lambda: checklist(view), lambda: bare_checklist(view)),
        ("the kit", by_the_kit, by_hand),
    ):
        spreads = measuring.in_turns(timed(ours), timed(floor), rounds=rounds, warm_up=rounds // 10)
        found.append(Comparison(what, ours=spreads[0], floor=spreads[1], target=TARGET))
    return found


def timed(render: Callable[[], object]) -> Timed:
    def once() -> float:
        began = perf_counter()
        render()
        return perf_counter() - began

    return once


def shape(part: object) -> object:
    """A message without its words: only like may be compared with like."""
    if isinstance(part, dict):
        return {key: shape(value) for key, value in part.items()}
    if isinstance(part, list):
        return [shape(one) for one in part]
    return "words" if isinstance(part, str) else part


def a_view() -> ChecklistView:
    """A plan of 30 milestones in five stages, none agreed, the second stage unfolded."""
    sizes = {"Kickoff": 5, "Configuration": PAGE_SIZE, "Training": 5, "Go-live": 4, "Validation": 4}
    assert sum(sizes.values()) == MILESTONES
    stages = tuple(
        StageLine(
            key=title.lower(),
            title=title,
            state="coming",
            done=0,
            total=total,
            starts_on=TODAY + timedelta(days=10 * number),
            ends_on=TODAY + timedelta(days=10 * number + 9),
        )
        for number, (title, total) in enumerate(sizes.items())
    )
    page = Page(
        token="configuration:1",
        stage=stages[1],
        goal="The product works with your systems, your data and your rules.",
        number=1,
        of=1,
        items=tuple(an_item(number) for number in range(PAGE_SIZE)),
        before="kickoff:1",
        after="training:1",
    )
    return ChecklistView(
        account="a" * 32,
        customer="Hazel & Finch",
        host="Trellis",
        outcome="Every order leaves the house on the day it came in.",
        done=9,
        total=MILESTONES,
        stages=stages,
        page=page,
        today=TODAY,
        first_value_on=date(2026, 6, 12),
        first_value_done=False,
        agreed_on=None,
        agreed_by=None,
        finished=False,
    )


def an_item(number: int) -> ChecklistItem:
    return ChecklistItem(
        key=f"milestone-{number}",
        title="Your first data is in, and it is the right data",
        why="You will see your own customers and orders instead of made-up ones.",
        side=Side.CUSTOMER if number % 2 else Side.TEAM,
        role="Technical owner",
        assignee="U0MAYA12345",
        due_on=TODAY + timedelta(days=number),
        baseline_on=TODAY + timedelta(days=number),
        late=False,
        required=True,
        first_value=False,
        done_on=None,
        done_by=None,
        can_tick=True,
        can_undo=False,
        resources=(
            ResourceLine(
                "Step by step", "Import your data", "https://help.example.com/setup/import"
            ),
        ),
    )


TEXT = "⬜ *Your first data is in*\n*Hazel &amp; Finch:* <@U0MAYA12345> · due *Thu 26 Mar*"
VALUE = '{"account":"' + "a" * 32 + '","milestone":"first-data","done":true}'


def by_the_kit() -> dict[str, Any]:
    """30 milestones with a button, and 15 rows of two more."""
    return dict(
        kit.message(
            [
                *(
                    kit.section(
                        TEXT,
                        accessory=kit.button(
                            "Mark done",
                            f"milestone_tick:{number}",
                            value=VALUE,
                            accessibility_label="Mark done: Your first data is in",
                        ),
                    )
                    for number in range(MILESTONES)
                ),
                *(
                    kit.actions(
                        [
                            kit.button("We're stuck", f"stuck:{number}", value=VALUE),
                            kit.button("Details", f"details:{number}", value=VALUE),
                        ]
                    )
                    for number in range(MILESTONES // 2)
                ),
            ],
            "Our plan",
        )
    )


def by_hand() -> dict[str, Any]:
    """The same in literals."""
    return {
        "blocks": [
            *(
                {
                    "type": "section",
                    "text": {"type": "mrkdwn", "text": TEXT},
                    "accessory": {
                        "type": "button",
                        "text": {"type": "plain_text", "text": "Mark done", "emoji": True},
                        "action_id": f"milestone_tick:{number}",
                        "value": VALUE,
                        "accessibility_label": "Mark done: Your first data is in",
                    },
                }
                for number in range(MILESTONES)
            ),
            *(
                {
                    "type": "actions",
                    "elements": [
                        {
                            "type": "button",
                            "text": {"type": "plain_text", "text": "We're stuck", "emoji": True},
                            "action_id": f"stuck:{number}",
                            "value": VALUE,
                        },
                        {
                            "type": "button",
                            "text": {"type": "plain_text", "text": "Details", "emoji": True},
                            "action_id": f"details:{number}",
                            "value": VALUE,
                        },
                    ],
                }
                for number in range(MILESTONES // 2)
            ),
        ],
        "text": "Our plan",
    }


def main(rounds: int = 2_000) -> None:
    """Print the ratios."""
    measuring.show("Rendering", compare(rounds))


if __name__ == "__main__":
    typer.run(main)
