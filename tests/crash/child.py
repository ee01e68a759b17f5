"""The program in a process that may be killed: `python -m tests.crash.child SOCKET`.

Importing everything takes seconds, so this process does it once and then forks: each connection to
its socket is a life. The connection carries two lines in (how to live; then, when it is to begin,
where to die) and lines out: what happens. A life knows no other end than SIGKILL: its own, where
it is to die, or when the other end hangs up.
"""

import inspect
import json
import logging
import os
import selectors
import signal
import socket
import ssl
import sys
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from types import ModuleType
from typing import Any, Never, TextIO

import bot.app
import bot.opening
from bot.app import build_app
from bot.clock import SystemClock
from bot.delivery.settings import DeliverySettings
from bot.run import running
from bot.settings import Settings
from onboarding.workdays import load_holidays
from storage import versions
from tests.crash.kill_points import Fate, death, watch_calls, watch_commits, watch_letters
from tests.crash.turned import looking_after, turned_clock


def serve(path: str) -> None:
    """Give birth for every connection, until standard input ends."""
    _read_once()
    signal.signal(signal.SIGCHLD, _bury)
    with socket.socket(socket.AF_UNIX) as door, selectors.DefaultSelector() as selector:
        door.bind(path)
        door.listen()
        sys.stdout.write("open\n")
        sys.stdout.flush()
        selector.register(door, selectors.EVENT_READ)
        selector.register(sys.stdin, selectors.EVENT_READ)
        while all(key.fileobj is door for key, _ in selector.select()):
            connection, _ = door.accept()
            if os.fork() == 0:
                os._exit(_lived(connection))
            connection.close()


def _bury(*_: object) -> None:
    """Take note of the dead: so their time counts as ours."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _read_once() -> None:
    """What every life reads from files, and none changes: nearly all of the time to build one."""
    load_holidays()
    inspect.stack()  # Bolt asks who calls it; the first answer looks at the file of each module
    parts: list[tuple[ModuleType, str, list[None]]] = [
        (bot.opening, "shipped_playbooks", [None]),
        (bot.app, "shipped_words", []),
        (ssl, "create_default_context", []),
        (versions, "known", []),
    ]
    for module, name, arguments in parts:
        once = cache(getattr(module, name))
        once(*arguments)
        setattr(module, name, once)


def _lived(connection: socket.socket) -> int:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    orders = connection.makefile("r", encoding="utf-8")
    wanted = json.loads(orders.readline())
    log = os.open(wanted["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    logging.basicConfig(
        level=logging.INFO, format=f"{os.getpid()} %(asctime)s %(name)s %(message)s", force=True
    )
    for talkative in ("alembic", "apscheduler"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    go: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders, go), daemon=True).start()
    try:
        _live(wanted, connection, go)
    except BaseException:
        logging.exception("this life ended by itself")
    return 1


def _listen(orders: TextIO, go: SimpleQueue[str]) -> None:
    go.put(orders.readline())
    orders.read()
    os.kill(os.getpid(), signal.SIGKILL)


def _live(wanted: dict[str, Any], connection: socket.socket, go: SimpleQueue[str]) -> Never:
    """Stand ready, then work: the time in which no process works should be short."""
    turned = Path(wanted["clock"]) if "clock" in wanted else None
    milepost = build_app(
        Settings(_env_file=None, **wanted["settings"]),
        SystemClock() if turned is None else turned_clock(turned),
        delivery=DeliverySettings(**wanted["delivery"]),
        reviews=False,
    )
    if turned is not None:
        milepost = looking_after(milepost, turned)

    def tell(what: dict[str, Any]) -> None:
        connection.sendall(json.dumps(what).encode() + b"\n")

    tell({"pid": os.getpid()})
    fate = Fate(death(json.loads(go.get())), tell)
    watch_calls(fate)
    watch_commits(milepost.database.engine, fate)
    watch_letters(fate)
    if milepost.only is not None:  # of the dead, the files are closed in any order
        milepost.only.acquire(poll_interval=0.005)
        milepost.only.release()
    with running(milepost):
        while True:
            signal.pause()


if __name__ == "__main__":
    serve(str(Path(sys.argv[1])))
