from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.installation import Installation, authorize
from handlers import register
from playbooks.words import Words, shipped_words
from storage.database import Database
from tests.clock import SettableClock
from tests.handlers.slack_stub import BOT, SECRET, Deliveries, WebApi, running_web_api
from tests.services.story import HOST, Story, open_story


@pytest.fixture
def story(database: Database, clock: SettableClock) -> Story:
    return open_story(database, clock)


@pytest.fixture
def api() -> Iterator[WebApi]:
    with running_web_api() as running:
        yield running


@pytest.fixture(scope="session")
def words() -> Words:
    return shipped_words()


@pytest.fixture
def slack(story: Story, api: WebApi, words: Words) -> Deliveries:
    known = Installation(HOST, "Trellis", BOT, "BBOT", "xoxb-test")
    app = App(
        client=WebClient(base_url=api.url, retry_handlers=[], timeout=5),
        signing_secret=SECRET,
        authorize=authorize(known),
        process_before_response=True,
    )
    register(app, story.services, words)
    return Deliveries(app, api)
