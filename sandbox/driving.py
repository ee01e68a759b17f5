"""The wire between a driver and the sandbox."""

import ssl
from typing import Any

import httpx

TIMEOUT = 20.0
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For clients of what speaks plain HTTP: it trusts nobody. Without it httpx reads every certificate
there is for each client, which takes 40 ms."""


class SandboxError(Exception):
    """The sandbox refuses: no such button, not their channel, no such person."""


class Control:
    """Asks the sandbox's own API."""

    def __init__(self, base_url: str) -> None:
        self._client = httpx.Client(
            base_url=base_url, timeout=TIMEOUT, trust_env=False, verify=PLAIN
        )

    def ask(
        self, what: str, body: dict[str, Any] | None = None, *, timeout: float = TIMEOUT
    ) -> Any:
        """POST to `/sandbox/<what>`. Raises SandboxError in the sandbox's words."""
        response = self._client.post(f"/sandbox/{what}", json=body or {}, timeout=timeout)
        if response.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
            raise SandboxError(response.json()["refused"])
        response.raise_for_status()
        return response.json()

    def close(self) -> None:
        self._client.close()
