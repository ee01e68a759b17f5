"""Parts of the page, asked for as a person, read as trees."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sandbox.client import PersonDriver
from sandbox.driving import PLAIN
from sandbox.server import Sandbox
from tests.sandbox.page.tree import Node, parsed

Part = Callable[..., Node]


@pytest.fixture
def part(sandbox: Sandbox) -> Part:
    """`part("inbox", maya)`: that part as Maya sees it."""

    def asked(name: str, person: PersonDriver, **query: Any) -> Node:
        answer = httpx.get(
            f"{sandbox.base_url}/page/part/{name}",
            params={"person": person.id, **query},
            verify=PLAIN,
        )
        assert answer.is_success, answer.text
        return parsed(answer.text)

    return asked
