"""`milepost doctor`"""

import asyncio
import sys

from bot.clock import Clock, SystemClock
from bot.commands.telling import FAULT, settings_or_exit
from bot.doctor import findings
from bot.doctor.examination import examine
from bot.doctor.findings import Finding, is_healthy, unseen
from bot.doctor.live import live_round
from bot.settings import Settings
from bot.slack.client import SlackClient
from onboarding.tracks import Track
from playbooks.load import shipped_playbooks
from playbooks.words import shipped_words


def doctor(*, live: bool, as_json: bool) -> int:
    """Look at everything and print what was found; 1 when anything is at fault."""
    settings, clock = settings_or_exit(), SystemClock()
    found = examine(settings, clock)
    if live and is_healthy(found):
        found += asyncio.run(_live(settings, clock))
    elif live:
        found.append(unseen("live round", "mend the faults above first"))
    if as_json:
        print(findings.as_json(found))  # noqa: T201 - what the command is for
    else:
        findings.show(found, sys.stdout)
    return 0 if is_healthy(found) else FAULT


async def _live(settings: Settings, clock: Clock) -> list[Finding]:
    token = settings.slack_bot_token
    assert token is not None  # noqa: S101 - the examination found it well
    playbook = shipped_playbooks(settings.playbooks)[Track.GUIDED]
    async with SlackClient(token.get_secret_value(), settings.slack_api_url) as slack:
        return await live_round(slack, playbook, shipped_words(), clock)
