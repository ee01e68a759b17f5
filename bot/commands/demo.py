"""`milepost demo`: a sandbox with customers at every point of their way; or, with `--script`, the
story of the first customer."""

import logging
import tempfile
import webbrowser
from pathlib import Path
from threading import Event

from rich.console import Console
from rich.text import Text

from bot.clock import SystemClock
from bot.commands.telling import FAULT
from bot.demo import story
from bot.demo.guide import guide
from bot.demo.portfolio import (
    PORTFOLIO,
    Customer,
    HistoryFailed,
    begins,
    first_monday,
    play_history,
)
from bot.demo.stage import Stage, open_stage
from bot.demo.story import STORY, BeatFailed, play
from bot.demo.telling import WIDTH, Teller
from bot.stopping import told_to_stop

LOOK_SECONDS = 1.0
"""How often Milepost looks whether something is due while nobody turns the clock."""


def demo(*, script: bool, open_page: bool) -> int:
    """Play the portfolio; sandbox and Milepost then stay until Ctrl-C.

    `script`: play the story of the first customer instead, and end with it. `open_page`: show the
    sandbox's page in a browser.
    """
    logging.basicConfig(level=logging.ERROR)
    console = Console(width=WIDTH + 4, highlight=False)
    with tempfile.TemporaryDirectory(prefix="milepost-demo-") as folder:
        if script:
            return _tell_the_story(console, Path(folder))
        return _be_a_place(console, Path(folder), open_page=open_page)


def _tell_the_story(console: Console, folder: Path) -> int:
    console.print("Starting a sandbox with several companies in it, and Milepost …", style="dim")
    starts_at = story.begins(SystemClock().now())
    with open_stage(folder, starts_at=starts_at) as stage:
        try:
            play(stage, Teller(console))
        except BeatFailed as failure:
            console.print(str(failure), style="bold red", markup=False)
            return FAULT
    console.print()
    console.print(f"All {len(STORY)} beats of the story happened.", style="bold green")
    return 0


def _be_a_place(console: Console, folder: Path, *, open_page: bool) -> int:
    monday = first_monday(SystemClock().now())
    with told_to_stop() as stop:
        console.print("Starting a small Slack on this machine, and Milepost …", style="dim")
        with open_stage(folder, starts_at=begins(monday)) as stage:
            console.print(
                f"Playing {len(PORTFOLIO)} customers since {monday:%-d %B} …", style="dim"
            )
            try:
                is_present = play_history(
                    stage, monday, lambda customer: _say_where(console, customer), stop.is_set
                )
            except HistoryFailed as failure:
                console.print(str(failure), style="bold red", markup=False)
                return FAULT
            if is_present:
                stage.sandbox.set_guide(guide(stage))
                _stay(console, stage, stop, open_page=open_page)
    return 0


def _say_where(console: Console, customer: Customer) -> None:
    told = Text("✓ ", "green").append(f"{customer.name:<18}", "bold").append(customer.stands)
    console.print(told)


def _stay(console: Console, stage: Stage, stop: Event, *, open_page: bool) -> None:
    page, installation = f"{stage.sandbox.base_url}/", stage.installation
    console.print()
    console.print(Text("Sit down in it: ").append(page, "bold green underline"), soft_wrap=True)
    for line in (
        "",
        "There you can be anybody of any company, and turn the clock; its guide leads through an",
        "onboarding in two minutes. It goes on until you press Ctrl-C.",
        "",
        "To point tools of your own at this Slack (the tokens are worth nothing anywhere else):",
        "",
        f"  SLACK_API_URL={stage.sandbox.api_url}",
        f"  SLACK_BOT_TOKEN={installation.bot_token}",
        f"  SLACK_APP_TOKEN={installation.app_token}",
        f"  SLACK_SIGNING_SECRET={installation.signing_secret}",
        "",
        "To be one of its people, from Python:",
        "",
        "  from sandbox.client import SandboxDriver",
        f'  nora = SandboxDriver("{stage.sandbox.base_url}").person("nora")',
        '  for message in nora.messages("onb-juniper-row"): print(message.text)',
    ):
        console.print(line, markup=False, soft_wrap=True)
    if open_page:
        webbrowser.open(page)
    while not stop.wait(LOOK_SECONDS):
        stage.companion.do_what_is_due()
