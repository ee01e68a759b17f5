"""A page with blocks on it, in a real browser, that notes what it is told."""

import socket
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Locator, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

import sandbox.page
from sandbox.forms import Values
from sandbox.page.drawing import draw_blocks
from tests.sandbox.page.drawing.town import Town

STATIC = Path(sandbox.page.__file__).parent / "static"
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Blocks</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/blocks.css">
<link rel="stylesheet" href="/static/elements.css">
<main><div data-surface="modal" data-view="V1">{blocks}</div><button>After</button></main>
<script type="module">
import {{ fieldsOf, onAct, setSuggester, setUploader }} from "/static/fields.js";
window.acts = [];
onAct((use) => {{
  const {{ root, element, undo, ...said }} = use;
  window.last = use;
  window.acts.push({{ ...said, view: root.dataset.view }});
}});
window.asked = [];
setSuggester(async ({{ element, ...question }}) => {{
  window.asked.push(question);
  if (question.query === "fail") throw new Error("The options could not be loaded.");
  return ["Berlin", "Bergen", "Bern"].map((name) => (
    {{ text: {{ type: "plain_text", text: name }}, value: name.toLowerCase() }}
  ));
}});
setUploader(async ({{ file }}) => ({{ id: `F${{file.name}}` }}));
window.fieldsOf = fieldsOf;
window.ready = true;
</script>
</html>"""


class Desk:
    """The tab with the page in it."""

    def __init__(self, tab: Page, base: str, shown: dict[str, str]) -> None:
        self.tab = tab
        self._base = base
        self._shown = shown

    def show(self, *blocks: Any, values: Values | None = None, **errors: str) -> None:
        """These blocks, in a modal; `errors` by block id."""
        town = Town()
        html = draw_blocks(
            list(blocks), town, surface="modal", values=values, errors=errors, key="V1"
        )
        self._shown["html"] = PAGE.format(blocks=html)
        self.tab.goto(self._base)
        self.tab.wait_for_function("window.ready")

    @property
    def fields(self) -> Mapping[str, Any]:
        """What `fieldsOf` gives."""
        found: Mapping[str, Any] = self.tab.evaluate("fieldsOf(document)")
        return found

    @property
    def acts(self) -> list[dict[str, Any]]:
        """What `onAct` told, first things first."""
        told: list[dict[str, Any]] = self.tab.evaluate("acts")
        return told

    @property
    def values(self) -> list[Any]:
        return [act["value"] for act in self.acts]

    def named(self, role: Any, name: str) -> Locator:
        """The control with this accessible name."""
        return self.tab.get_by_role(role, name=name, exact=True)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tab.keyboard.press(key)


@pytest.fixture(scope="session")
def served() -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a page, and what it shows: `html`."""
    shown = {"html": ""}

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(shown["html"])

    app = Starlette(
        routes=[Route("/", page), Mount("/static", StaticFiles(directory=STATIC), name="static")]
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, log_level="warning", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", shown
        server.should_exit = True
        thread.join()


@pytest.fixture
def desk(used_tab: Page, served: tuple[str, dict[str, str]]) -> Desk:
    return Desk(used_tab, *served)
