"""How it is used, on one line for our own people (G1, G5)."""

from datetime import date

from onboarding.usage import UsageLine
from playbooks.mrkdwn import person
from playbooks.phrases import day, titles


def told(line: UsageLine, today: date) -> str:
    """The last report (mrkdwn): "4 of 12 people active in seven days, reported Tue 3 Mar by …"."""
    use = (
        f"*{line.active:,} of {line.expected:,}* people active in seven days, reported "
        f"{day(line.on, today)} by {person(line.by)}"
    )
    if not line.unused:
        return use
    return f"{use}\nSet up, and unused: {titles(line.unused)}"
