"""`milepost sandbox` as somebody with an app of their own uses it: a process and what it prints."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from typer.testing import CliRunner

from bot.cli import main
from sandbox.client import SandboxDriver
from sandbox.manifests import QUICK_START, ManifestError, read_manifest

MILEPOST = Path(sys.executable).with_name("milepost")

FOREIGN_APP = """
import os
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])

@app.message("hello")
def greet(message, say):
    say(f"Hey there <@{message['user']}>!")

SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()
"""


@dataclass
class Running:
    """A `milepost sandbox` in a process of its own, and the lines it printed."""

    process: subprocess.Popen[str]
    lines: list[str]

    def value(self, name: str) -> str:
        return next(line for line in self.lines if line.startswith(f"{name}=")).split("=", 1)[1]

    @property
    def environment(self) -> dict[str, str]:
        names = [line.split("=")[0] for line in self.lines if line.startswith("SLACK_")]
        return {name: self.value(name) for name in names}

    @property
    def base_url(self) -> str:
        return self.value("PAGE").removesuffix("/")

    def told(self, number: signal.Signals) -> int:
        """Send a signal; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


Start = Callable[..., Running]


def started(*options: str, **variables: str) -> Running:
    process = subprocess.Popen(  # noqa: S603 - ours
        [MILEPOST, "sandbox", *options],
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ) | variables,
    )
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:  # the last line tells the page's address
        lines.append(line.rstrip("\n"))
        if line.startswith("PAGE="):
            break
    return Running(process, lines)


def ended(running: Running) -> None:
    running.process.kill()
    running.process.communicate()


@pytest.fixture
def start() -> Iterator[Start]:
    all_of_them: list[Running] = []

    def start(*options: str, **variables: str) -> Running:
        all_of_them.append(started(*options, **variables))
        return all_of_them[-1]

    yield start
    for running in all_of_them:
        ended(running)


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    one = started()
    yield one
    ended(one)


def test_it_prints_what_an_app_needs_a_line_each(running: Running) -> None:
    address = r"http://127\.0\.0\.1:\d+"
    expected = [
        rf"SLACK_API_URL={address}/api/",
        r"SLACK_BOT_TOKEN=xoxb-\w+",
        r"SLACK_APP_TOKEN=xapp-\w+",
        r"SLACK_SIGNING_SECRET=\w+",
        r"SLACK_USER_TOKEN=xoxp-\w+",
        r"CHANNEL=C\w+ #general",
        r"PERSON=U\w+ Olivia Hart \(Trellis\)",
        *[r"PERSON=U\w+ [\w ]+ \([\w &]+\)"] * 11,
        rf"PAGE={address}/",
    ]
    assert len(running.lines) == len(expected)
    for line, pattern in zip(running.lines, expected, strict=True):
        assert re.fullmatch(pattern, line)
    people = "\n".join(running.lines)
    assert "Maya Finch (Hazel & Finch)" in people
    assert "Ben Water (Brightwater)" in people


def test_a_foreign_app_with_that_environment_answers_a_message(
    running: Running, tmp_path: Path
) -> None:
    script = tmp_path / "app.py"
    script.write_text(FOREIGN_APP, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"]} | running.environment
    app = subprocess.Popen([sys.executable, script], env=environment)  # noqa: S603 - ours
    with app, SandboxDriver(running.base_url) as driver:
        try:
            driver.until(lambda: driver.connections() == 1, timeout=20)
            channel = running.value("CHANNEL").split()[0]
            olivia = driver.person(running.value("PERSON").split()[0])
            olivia.say(channel, "hello")
            driver.until(
                lambda: (
                    [m.text for m in olivia.messages(channel) if m.from_app]
                    == [f"Hey there <@{olivia.id}>!"]
                )
            )
        finally:
            app.kill()


def test_slacks_limits_are_on_unless_told_otherwise(running: Running) -> None:
    client = WebClient(
        token=running.value("SLACK_BOT_TOKEN"), base_url=running.value("SLACK_API_URL")
    )
    channel = running.value("CHANNEL").split()[0]

    def post() -> None:
        for _ in range(10):
            client.chat_postMessage(channel=channel, text="Again")

    with pytest.raises(SlackApiError) as limited:
        post()
    assert limited.value.response.status_code == 429


def test_an_app_of_ones_own_over_http_without_limits_and_the_page_opened(
    start: Start, tmp_path: Path
) -> None:
    manifest = {
        "display_information": {"name": "Teapot"},
        "features": {
            "bot_user": {"display_name": "Teapot"},
            "slash_commands": [{"command": "/brew", "description": "Tea"}],
        },
        "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    }
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(manifest), encoding="utf-8")
    opened = tmp_path / "opened"
    browser = f"{sys.executable} -c \"import sys; open('{opened}', 'w').write(sys.argv[1])\" %s"
    nobody = "http://127.0.0.1:1/slack/events"
    own = start(
        *("--manifest", str(file), "--request-url", nobody, "--limits", "off", "--open"),
        BROWSER=browser,
    )
    client = WebClient(token=own.value("SLACK_BOT_TOKEN"), base_url=own.value("SLACK_API_URL"))
    for _ in range(10):
        client.chat_postMessage(channel=own.value("CHANNEL").split()[0], text="Again")
    with SandboxDriver(own.base_url) as driver:
        olivia = driver.person("olivia")
        assert "failed" in str(olivia.command("/brew").shown)
        assert "not a valid command" in str(olivia.command("/hello").shown)
        driver.until(opened.exists)
    assert opened.read_text(encoding="utf-8") == own.value("PAGE")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_told_and_leaves_its_port(start: Start, number: signal.Signals) -> None:
    first = start()
    assert first.told(number) == 0
    port = re.findall(r"\d+", first.base_url)[-1]
    assert start("--port", port).base_url == first.base_url


def refused(*options: str) -> str:
    result = CliRunner().invoke(main, ["sandbox", *options])
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr


def test_a_port_that_is_taken_is_told(running: Running) -> None:
    port = re.findall(r"\d+", running.base_url)[-1]
    assert refused("--port", port) == (
        f"port {port} is taken: choose another with --port, or leave it out for a free one\n"
    )


def test_a_request_url_that_is_none_is_told() -> None:
    assert refused("--request-url", "localhost:3000") == (
        "--request-url localhost:3000: not an address like http://127.0.0.1:3000/slack/events\n"
    )


NAMED = "display_information: {name: Teapot}\n"
FAULTY: dict[str, tuple[str, str]] = {
    "no name": ("features: {}", "display_information: field required"),
    "no display name": (
        "display_information: {}",
        "display_information.name: field required",
    ),
    "a command without a command": (
        NAMED + "features: {slash_commands: [{description: Tea}]}",
        "features.slash_commands.0.command: field required",
    ),
    "scopes that are no list": (
        NAMED + "oauth_config: {scopes: {bot: chat:write}}",
        "oauth_config.scopes.bot: input should be a valid list",
    ),
    "settings left empty": (NAMED + "settings:", "settings: input should be a valid dictionary"),
    "a list": ("- display_information", "not a manifest: an object with display_information"),
    "neither YAML nor JSON": ("{", "neither YAML nor JSON: "),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_what_is_wrong_with_a_manifest_is_told(fault: str, tmp_path: Path) -> None:
    text, expected = FAULTY[fault]
    file = tmp_path / "manifest.yaml"
    file.write_text(text, encoding="utf-8")
    assert f"{file}: {expected}" in refused("--manifest", str(file))


def test_a_manifest_that_is_not_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "none.yaml"
    assert refused("--manifest", str(file)) == f"{file}: No such file or directory\n"


def test_a_manifest_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG\xff")
    with pytest.raises(ManifestError, match="not a text file in UTF-8"):
        read_manifest(file)


def test_the_manifest_it_brings_is_what_slack_accepts(shared: Path) -> None:
    schema: Any = json.loads((shared / "slack" / "manifest.schema.2.0.0.json").read_text("utf-8"))
    brought = yaml.safe_load(QUICK_START.read_text(encoding="utf-8"))
    faults = jsonschema.Draft7Validator(schema).iter_errors(brought)
    assert [fault.message for fault in faults] == []
