"""An app in the shapes of Slack's quick start and guides, as anybody writes it with Bolt."""

from typing import Any

from slack_bolt import App

Json = dict[str, Any]

PEOPLE = ["Olivia", "Arthur", "Clara"]


def listen(app: App) -> None:
    listen_to_people(app)
    offer_forms(app)


def listen_to_people(app: App) -> None:
    @app.message("hello")
    def greet(message: Json, say: Any) -> None:
        say(text=f"Hey there <@{message['user']}>!", blocks=greeting(message["user"]))

    @app.action("button_click")
    def clicked(body: Json, ack: Any, say: Any) -> None:
        ack()
        say(f"<@{body['user']['id']}> clicked the button")

    @app.event("app_mention")
    def mentioned(event: Json, say: Any) -> None:
        say(text=f"What is it, <@{event['user']}>?", thread_ts=event["ts"])

    @app.event("member_joined_channel")
    def welcome(event: Json, say: Any) -> None:
        say(f"Welcome, <@{event['user']}>!")

    @app.event("message")
    def overheard() -> None:
        """Whatever else is said."""

    @app.command("/hello")
    def hello(command: Json, ack: Any, respond: Any) -> None:
        ack()
        respond(f"Hello, {command['text']}!")


def offer_forms(app: App) -> None:
    @app.shortcut("open_form")
    def open_form(shortcut: Json, ack: Any, client: Any) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=form())

    @app.shortcut("take_note")
    def take_note(shortcut: Json, ack: Any, client: Any) -> None:
        ack()
        text = shortcut["message"]["text"]
        client.views_open(trigger_id=shortcut["trigger_id"], view=form(about=text))

    @app.options("assignee")
    def assignees(payload: Json, ack: Any) -> None:
        ack(options=matching(payload["value"]))

    @app.view("form")
    def submitted(body: Json, view: Json, ack: Any, client: Any) -> None:
        errors, told = read(view)
        if errors:
            ack(response_action="errors", errors=errors)
            return
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text=told)


def greeting(user: str) -> list[Json]:
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "Click Me"},
        "action_id": "button_click",
    }
    text = {"type": "mrkdwn", "text": f"Hey there <@{user}>!"}
    return [{"type": "section", "text": text, "accessory": button}]


def form(about: str = "") -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "A task"},
        "submit": {"type": "plain_text", "text": "Save"},
        "close": {"type": "plain_text", "text": "Cancel"},
        "private_metadata": about,
        "blocks": [
            {
                "type": "input",
                "block_id": "what",
                "label": {"type": "plain_text", "text": "What is to be done?"},
                "element": {"type": "plain_text_input", "action_id": "title"},
            },
            {
                "type": "input",
                "block_id": "who",
                "optional": True,
                "label": {"type": "plain_text", "text": "By whom?"},
                "element": {
                    "type": "external_select",
                    "action_id": "assignee",
                    "min_query_length": 1,
                },
            },
        ],
    }


def matching(typed: str) -> list[Json]:
    """The people whose names begin with what somebody typed."""
    return [
        {"text": {"type": "plain_text", "text": name}, "value": name.lower()}
        for name in PEOPLE
        if name.lower().startswith(typed.lower())
    ]


def read(view: Json) -> tuple[dict[str, str], str]:
    """What is wrong with a form that was sent, and what to say of one that is right."""
    values = view["state"]["values"]
    title = values["what"]["title"]["value"]
    if len(title) < 5:
        return {"what": "A little longer, please"}, ""
    chosen = values["who"]["assignee"]["selected_option"]
    who = chosen["text"]["text"] if chosen else "nobody"
    return {}, f"{title}: {who} ({view['private_metadata'] or 'nothing more'})"
