"""Ids that look like Slack's: a letter for the kind, then capitals and digits."""

import base64
import hashlib
from itertools import count


class Ids:
    """Mints ids; the same sequence in every sandbox, so that runs can be compared."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def mint(self, prefix: str) -> str:
        return f"{prefix}0{self._characters(6)[:9]}"

    def secret(self, prefix: str) -> str:
        return f"{prefix}{self._characters(20).lower()}"

    def _characters(self, size: int) -> str:
        digest = hashlib.blake2b(str(next(self._numbers)).encode(), digest_size=size).digest()
        return base64.b32encode(digest).decode().rstrip("=")
