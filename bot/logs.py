"""What the program writes about itself, on standard error, with every secret masked."""

import logging
import re
import time
from collections.abc import Collection
from typing import TextIO

MASK = "********"
# Slack's tokens of every kind, and the one-use ticket in a Socket Mode address
TOKENS = re.compile(r"\b(?:xox[a-z](?:\.xox[a-z])?|xapp|xwfp)-[\w-]+|(?<=[?&]ticket=)[^&\s\"']+")
SHORTEST_SECRET = 6  # masking "a" wherever it stands would hide the log, not the secret


class Masking(logging.Formatter):
    """Masks last of all, so that arguments, exceptions and tracebacks are covered as well."""

    @staticmethod
    def converter(timestamp: float | None) -> time.struct_time:
        return time.gmtime(timestamp)

    def __init__(self, secrets: Collection[str]) -> None:
        super().__init__(
            "{asctime}.{msecs:03.0f}Z {levelname} {name}: {message}",
            datefmt="%Y-%m-%dT%H:%M:%S",
            style="{",
        )
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record), self._secrets)


def masked(text: str, secrets: Collection[str] = ()) -> str:
    """The text without tokens and without the given secrets."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, MASK)
    return TOKENS.sub(MASK, text)


def set_up_logs(level: str, secrets: Collection[str], stream: TextIO | None = None) -> None:
    """Send the logs of the whole process to `stream` (standard error) from `level` upwards."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Masking(secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.getLogger("alembic.runtime.migration").setLevel("WARNING")  # speaks at every look
    logging.getLogger("apscheduler").setLevel("WARNING")  # speaks at every tick
