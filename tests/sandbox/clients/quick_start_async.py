"""The same app with Bolt's asynchronous half."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from tests.sandbox.clients.quick_start import Json, form, greeting, matching, read


def listen(app: AsyncApp) -> None:
    listen_to_people(app)
    offer_forms(app)


def listen_to_people(app: AsyncApp) -> None:
    @app.message("hello")
    async def greet(message: Json, say: Any) -> None:
        await say(text=f"Hey there <@{message['user']}>!", blocks=greeting(message["user"]))

    @app.action("button_click")
    async def clicked(body: Json, ack: Any, say: Any) -> None:
        await ack()
        await say(f"<@{body['user']['id']}> clicked the button")

    @app.event("app_mention")
    async def mentioned(event: Json, say: Any) -> None:
        await say(text=f"What is it, <@{event['user']}>?", thread_ts=event["ts"])

    @app.event("member_joined_channel")
    async def welcome(event: Json, say: Any) -> None:
        await say(f"Welcome, <@{event['user']}>!")

    @app.event("message")
    async def overheard() -> None:
        """Whatever else is said."""

    @app.command("/hello")
    async def hello(command: Json, ack: Any, respond: Any) -> None:
        await ack()
        await respond(f"Hello, {command['text']}!")


def offer_forms(app: AsyncApp) -> None:
    @app.shortcut("open_form")
    async def open_form(shortcut: Json, ack: Any, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=form())

    @app.shortcut("take_note")
    async def take_note(shortcut: Json, ack: Any, client: Any) -> None:
        await ack()
        text = shortcut["message"]["text"]
        await client.views_open(trigger_id=shortcut["trigger_id"], view=form(about=text))

    @app.options("assignee")
    async def assignees(payload: Json, ack: Any) -> None:
        await ack(options=matching(payload["value"]))

    @app.view("form")
    async def submitted(body: Json, view: Json, ack: Any, client: Any) -> None:
        errors, told = read(view)
        if errors:
            await ack(response_action="errors", errors=errors)
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=told)
