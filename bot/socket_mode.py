"""Socket Mode: we open a socket to Slack, and Slack sends everything through it."""

import logging
import time
from contextlib import suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

PING_SECONDS = 2
"""A socket that Slack dropped without a word is noticed after five failed pings: by the SDK's own
interval only after 25 s, in which nobody's click arrives."""

log = logging.getLogger(__name__)


class SocketMode:
    """The SDK's client, with an end that drops nothing it has taken."""

    def __init__(self, slack: App, app_token: str, *, workers: int) -> None:
        self._slack = slack
        self._app_token = app_token
        self._workers = workers

    def start(self) -> None:
        """Connect. Raises what the SDK raises when Slack cannot be reached or refuses the token."""
        self._client = SocketModeHandler(
            self._slack, self._app_token, ping_interval=PING_SECONDS, concurrency=self._workers
        ).client
        try:
            self._client.connect()
        except BaseException:
            self._client.close()
            raise

    @property
    def connected(self) -> bool:
        """Whether a socket is open; the client mends a broken one by itself."""
        return self._client.is_connected()

    def stop(self) -> None:
        """Read nothing more, finish and answer what was read, and close.

        The SDK's own `close` shuts the socket first: what is under way could not be answered.
        """
        client = self._client
        client.auto_reconnect_enabled = False
        client.current_session_runner.event.set()
        client.current_session_state.terminated = True
        if client.current_session is not None and client.current_session.is_active():
            with suppress(OSError):  # dropped already: nothing more can be read
                client.current_session.ping("stop")  # the answer ends the read that is waiting
        client.current_session_runner.thread.join()
        while not client.message_queue.empty():
            time.sleep(0.01)
        client.closed = True  # ends the loop that hands messages to the workers
        client.message_queue.put(None)
        client.message_processor.shutdown()  # type: ignore[no-untyped-call]
        client.message_workers.shutdown(wait=True)
        client.close()
