"""What the sandbox itself costs: a test must never wait for it.

    uv run python -m benchmarks.sandbox

*Posts*: `chat.postMessage` without limits, against a bare Starlette route that reads the request
and returns the same JSON. Each server is a process of its own with one event loop, so one core; a
raw client keeps eight connections open and always has a request waiting on each. *Start*: from
nothing to the first answer, in a process that has imported everything, against the same server
with the bare route.
"""

import json
import multiprocessing
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Any
from urllib.parse import urlencode, urlsplit

import typer
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from benchmarks import measuring
from benchmarks.measuring import Comparison, Timed
from benchmarks.stage import raised
from sandbox.server import Sandbox, Server, listening_socket

Json = dict[str, Any]

POST_SECONDS = 0.001
"""A thousand a second."""
START_SECONDS = 1.0
CONNECTIONS = 8
TEXT = {"text": "The order came in, and it left the house on the same day."}
SECTION = {
    "type": "section",
    "text": {"type": "mrkdwn", "text": "⬜ *Your first data is in*\ndue *Thu 26 Mar*"},
    "accessory": {
        "type": "button",
        "text": {"type": "plain_text", "text": "Mark done"},
        "action_id": "tick",
        "value": "first-data",
    },
}
CHECKLIST = TEXT | {"blocks": json.dumps([SECTION] * 20)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request in bytes, and where to send it."""

    port: int
    request: bytes

    @classmethod
    def of(cls, base_url: str, token: str, body: Json) -> "Asked":
        address = urlsplit(base_url)
        content = urlencode(body).encode()
        head = (
            "POST /api/chat.postMessage HTTP/1.1\r\n"
            f"Host: {address.netloc}\r\n"
            f"Authorization: Bearer {token}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(content)}\r\n\r\n"
        )
        return cls(address.port or 80, head.encode() + content)


class Client:
    """Raw and kept alive: nothing is measured but the server."""

    def __init__(self, asked: Asked) -> None:
        self._request = asked.request
        self._connections = [
            socket.create_connection(("127.0.0.1", asked.port)) for _ in range(CONNECTIONS)
        ]

    def posts(self, count: int) -> Timed:
        """So many posts; the seconds that one of them took."""

        def once() -> float:
            began = perf_counter()
            for connection in self._connections:
                connection.sendall(self._request)
            for number in range(count):
                connection = self._connections[number % CONNECTIONS]
                self._take_answer(connection)
                if number + CONNECTIONS < count:
                    connection.sendall(self._request)
            return (perf_counter() - began) / count

        return once

    def answer(self) -> Json:
        """What is answered, checked to be what was asked for."""
        self._connections[0].sendall(self._request)
        answer: Json = json.loads(self._take_answer(self._connections[0]))
        assert answer["ok"], answer
        return answer

    def close(self) -> None:
        for connection in self._connections:
            connection.close()

    @staticmethod
    def _take_answer(connection: socket.socket) -> bytes:
        received = _more(connection)
        while b"\r\n\r\n" not in received:
            received += _more(connection)
        head, _, body = received.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        while len(body) < length:
            body += _more(connection)
        return body


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(65_536)
    if not received:
        raise ConnectionError("the server closed the connection")
    return received


def compare(rounds: int, posts: int, starts: int) -> list[Comparison]:
    """Measure so many rounds of so many posts each, and so many starts."""
    return [
        _posting("a post", TEXT, rounds, posts),
        _posting("a post of 20 blocks with buttons", CHECKLIST, rounds, posts),
        _starting(starts),
    ]


def _posting(what: str, content: Json, rounds: int, posts: int) -> Comparison:
    with raised() as stage:
        channel = stage.driver.person("olivia").create_channel("work")
        stage.driver.person("olivia").invite(channel.id, stage.app.bot_user_id)
        body = content | {"channel": channel.id}
        asked = Asked.of(stage.url, stage.app.bot_token, body)
        with closing(Client(asked)) as client:
            answer = client.answer()
        # Connections are opened when both servers stand: an idle one is closed after some seconds.
        with (
            _bare_route(answer) as url,
            closing(Client(asked)) as ours,
            closing(Client(Asked.of(url, stage.app.bot_token, body))) as floor,
        ):
            assert floor.answer() == answer
            [mine, bare] = measuring.in_turns(
                ours.posts(posts), floor.posts(posts), rounds=rounds, warm_up=1
            )
    return Comparison(what, mine, bare, target_seconds=POST_SECONDS)


def _starting(starts: int) -> Comparison:
    [mine, bare] = measuring.in_turns(start_sandbox, start_bare, rounds=starts, warm_up=1)
    return Comparison("a start", mine, bare, target_seconds=START_SECONDS)


def start_sandbox() -> float:
    """Seconds from nothing to the first answer."""
    began = perf_counter()
    with Sandbox.running(limits="off") as sandbox:
        _until_answered(int(sandbox.base_url.rpartition(":")[2]), "/api/api.test")
        return perf_counter() - began


def start_bare() -> float:
    began = perf_counter()
    door = listening_socket(0)
    server = _server({"ok": True})
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    server.ready.wait()
    _until_answered(door.getsockname()[1], "/api/chat.postMessage")
    seconds = perf_counter() - began
    server.stop()
    thread.join()
    return seconds


def _until_answered(port: int, path: str) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        request = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
        connection.sendall(request.encode())
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200")


@contextmanager
def _bare_route(answer: Json) -> Iterator[str]:
    """The floor, in a process of its own; its address."""
    here, there = multiprocessing.Pipe()
    spawning = multiprocessing.get_context("spawn")
    process = spawning.Process(target=_serve_bare, args=(there, answer))
    process.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}"
    finally:
        process.terminate()
        process.join()


def _serve_bare(parent: Connection, answer: Json) -> None:
    door = listening_socket(0)
    server = _server(answer)

    def tell_the_port() -> None:
        server.ready.wait()
        parent.send(door.getsockname()[1])

    threading.Thread(target=tell_the_port).start()
    server.run(sockets=[door])


def _server(answer: Json) -> Server:
    async def route(request: Request) -> Response:
        await request.body()
        return JSONResponse(answer)

    pages = Starlette(routes=[Route("/api/chat.postMessage", route, methods=["POST"])])
    config = uvicorn.Config(
        pages,
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        date_header=False,
        server_header=False,
    )
    return Server(config, on_stop=lambda: None)


def main(rounds: int = 20, posts: int = 500, starts: int = 20) -> None:
    """Print the ratios, and how many posts a second that is."""
    found = compare(rounds, posts, starts)
    measuring.show("The sandbox", found)
    for one in found[:2]:
        print(f"{one.what}: {1 / one.ours.median:,.0f}/s, bare {1 / one.floor.median:,.0f}/s")


if __name__ == "__main__":
    typer.run(main)
