"""Running Milepost until it is told to stop."""

import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from bot.app import Milepost
from bot.http import HttpServer, SlackEvents, web
from bot.interpreter import leave_alone_what_stays
from bot.socket_mode import SocketMode
from bot.stopping import told_to_stop, wait_until_told

log = logging.getLogger(__name__)


def run(milepost: Milepost) -> None:
    """Serve until SIGTERM or SIGINT; then take no more, finish what is under way, and return.

    A second signal ends the process at once.
    """
    with told_to_stop() as stop, running(milepost):
        leave_alone_what_stays()
        wait_until_told(stop)
        log.info("stopping: finishing what is under way")
    log.info("stopped")


@contextmanager
def running(milepost: Milepost) -> Iterator[HttpServer | None]:
    """The program at work, for as long as the block lasts; the HTTP server if there is one.

    Doors open last and close first: nobody is let in who could not be served.
    """
    settings = milepost.settings
    with ExitStack() as on_the_way_out:
        on_the_way_out.callback(milepost.stop)
        milepost.start()
        workers = on_the_way_out.enter_context(ThreadPoolExecutor(milepost.workers, "click"))
        socket: SocketMode | None = None
        if settings.slack_app_token is not None:
            token = settings.slack_app_token.get_secret_value()
            socket = SocketMode(milepost.slack, token, workers=milepost.workers)
            socket.start()
            on_the_way_out.callback(socket.stop)
        server: HttpServer | None = None
        if socket is None or settings.http is not None:
            pages = web(
                lambda: _readiness(milepost, socket),
                _slack_events(milepost, workers) if socket is None else None,
            )
            server = HttpServer(pages, settings.address, stop_seconds=settings.stop_seconds)
            server.start()
            on_the_way_out.callback(server.stop)
        yield server


def _slack_events(milepost: Milepost, workers: ThreadPoolExecutor) -> SlackEvents:
    secret = milepost.settings.slack_signing_secret
    return SlackEvents(milepost.slack, secret.get_secret_value() if secret else "", workers)


def _readiness(milepost: Milepost, socket: SocketMode | None) -> Mapping[str, str | None]:
    checks = milepost.readiness()
    if socket is not None:
        checks["socket"] = None if socket.connected else "not connected"
    return checks
