"""`milepost demo`: the story of the first customer, played in a sandbox."""

import logging
import tempfile
from pathlib import Path

from rich.console import Console

from bot.commands.telling import FAULT
from bot.demo.stage import Stage, open_stage
from bot.demo.story import STORY, BeatFailed, play
from bot.demo.telling import WIDTH, Teller
from bot.stopping import told_to_stop, wait_until_told


def demo(*, script: bool) -> int:
    """Play the story. `script`: end with it; else sandbox and Milepost stay until Ctrl-C."""
    logging.basicConfig(level=logging.ERROR)
    console = Console(width=WIDTH + 4, highlight=False)
    console.print("Starting a sandbox with two companies in it, and Milepost …", style="dim")
    with (
        tempfile.TemporaryDirectory(prefix="milepost-demo-") as folder,
        open_stage(Path(folder)) as stage,
    ):
        try:
            play(stage, Teller(console))
        except BeatFailed as failure:
            console.print(str(failure), style="bold red", markup=False)
            return FAULT
        console.print()
        console.print(f"All {len(STORY)} beats of the story happened.", style="bold green")
        if not script:
            with told_to_stop() as stop:
                _say_what_now(console, stage)
                wait_until_told(stop)
    return 0


def _say_what_now(console: Console, stage: Stage) -> None:
    installation = stage.installation
    for line in (
        "",
        "The sandbox and Milepost go on until you press Ctrl-C. To point tools of your own at",
        "this Slack (the tokens are worth nothing anywhere else):",
        "",
        f"  SLACK_API_URL={stage.sandbox.api_url}",
        f"  SLACK_BOT_TOKEN={installation.bot_token}",
        f"  SLACK_APP_TOKEN={installation.app_token}",
        f"  SLACK_SIGNING_SECRET={installation.signing_secret}",
        "",
        "To be one of its people, from Python:",
        "",
        "  from sandbox.client import SandboxDriver",
        f'  maya = SandboxDriver("{stage.sandbox.base_url}").person("maya")',
        "  for message in maya.messages(maya.channels()[-1].id): print(message.text)",
    ):
        console.print(line, markup=False, soft_wrap=True)
