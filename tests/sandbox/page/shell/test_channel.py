"""A channel as each person sees it."""

import pytest

from sandbox.page.hanging import size_words
from tests.sandbox.page.shell.conftest import Scene


def test_a_message_says_who_wrote_it_and_when_in_the_viewers_zone(scene: Scene) -> None:
    ts = scene.maya.say(scene.channel, "Bonjour")
    (london, paris) = (scene.message(one, ts) for one in (scene.olivia, scene.maya))
    assert "Maya Finch" in london.text
    assert "Bonjour" in london.text
    assert london.one("span", class_="avatar").text == "MF"
    hours = [int(one.all("time")[0].text[:2]) for one in (london, paris)]
    assert (hours[1] - hours[0]) % 24 == 1


def test_whoever_is_of_another_company_is_marked_so_for_each_side(scene: Scene) -> None:
    ts = scene.maya.say(scene.channel, "Hello")
    seen_by_host = scene.message(scene.olivia, ts)
    assert seen_by_host.one("span", class_="external").text == "Hazel & Finch"
    assert not scene.message(scene.maya, ts).all("span", class_="external")
    own = scene.olivia.say(scene.channel, "Hello Maya")
    assert scene.message(scene.maya, own).one("span", class_="external").text == "Trellis"


@pytest.mark.provokes("payload")  # the reference shows no such message with a user
def test_an_app_is_marked_as_one_and_may_call_itself_otherwise(scene: Scene) -> None:
    posted = scene.app.chat_postMessage(channel=scene.channel, text="Hi", username="Milo <b>")
    shown = scene.message(scene.maya, posted["ts"])
    assert shown.one("span", class_="app").text == "App"
    assert "Milo <b>" in shown.text


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "名前 太郎",
        "محمد علي",
        "Zoë O’Brien",
        "\"' onload=x",
        "👩🏽‍🚀",
        "&amp;",
    ],
)
def test_a_name_of_any_script_is_text_wherever_it_stands(scene: Scene, name: str) -> None:
    scene.olivia.change_profile(real_name=name, title=name)
    ts = scene.olivia.say(scene.channel, "I")
    scene.maya.react(scene.channel, ts, "eyes")
    scene.olivia.react(scene.channel, ts, "eyes")
    for person in (scene.olivia, scene.maya):
        shown = scene.shown(person)
        assert name in shown.one("span", id=f"who-m-{ts}").text
        assert not shown.all("script")
        rail = scene.part("rail", person, place=f"channel/{scene.channel}")
        assert any(name in link["title"] for link in rail.all("a"))
        assert not rail.all("script")
    reaction = scene.message(scene.maya, ts).one("button", class_="reaction")
    assert reaction["aria-label"] == f"You and {name} reacted with :eyes:"


def test_only_the_person_it_is_for_sees_an_ephemeral_message(scene: Scene) -> None:
    scene.app.chat_postEphemeral(channel=scene.channel, user=scene.maya.id, text="Psst, Maya")
    shown = scene.shown(scene.maya).one("li", class_="is-ephemeral")
    assert "Only visible to you" in shown.text
    assert shown.one("button", class_="as-link").text == "Dismiss"
    assert shown["data-may"] == ""
    assert "Psst" not in scene.shown(scene.olivia).text


def test_messages_of_one_author_within_minutes_stand_under_one_name(scene: Scene) -> None:
    first, second = (scene.maya.say(scene.channel, word) for word in ("one", "two"))
    scene.driver.move_clock(360)
    third = scene.maya.say(scene.channel, "three")
    heads = ["is-first" in scene.message(scene.maya, ts)["class"] for ts in (first, second, third)]
    assert heads == [True, False, True]


def test_days_are_set_apart_in_words(scene: Scene) -> None:
    scene.maya.say(scene.channel, "one")
    scene.driver.move_clock(86_400)
    scene.maya.say(scene.channel, "two")
    days = [day.text for day in scene.shown(scene.maya).all("li", class_="day")]
    assert days == ["Yesterday", "Today"]


def test_what_came_since_one_last_looked_is_below_a_line(scene: Scene) -> None:
    scene.olivia.say(scene.channel, "seen")
    scene.olivia.mark_read(scene.channel)
    assert not scene.shown(scene.olivia).all("li", class_="new-line")
    scene.maya.say(scene.channel, "news")
    items = [item.text for item in scene.shown(scene.olivia).one("ol", id="messages").all("li")]
    line = items.index("New messages")
    assert "seen" in items[line - 1]
    assert "news" in items[line + 1]


def test_an_edited_message_says_so_and_carries_its_version(scene: Scene) -> None:
    ts = scene.maya.say(scene.channel, "tpyo")
    assert scene.message(scene.olivia, ts).one("div", class_="body")["data-version"] == ""
    scene.maya.edit(scene.channel, ts, "typo")
    shown = scene.message(scene.olivia, ts)
    assert "(edited)" in shown.text
    assert shown.one("div", class_="body")["data-version"] > ts


def test_one_edits_and_deletes_only_what_is_ones_own(scene: Scene) -> None:
    ts = scene.maya.say(scene.channel, "mine")
    notice = scene.shown(scene.maya).all("li", class_="is-notice")[0]
    may = {one.name: scene.message(one, ts)["data-may"] for one in (scene.maya, scene.olivia)}
    assert may == {"maya": "react reply pin link edit delete", "olivia": "react reply pin link"}
    assert notice["data-may"] == ""


def test_a_thread_is_announced_and_what_went_to_the_channel_says_where_from(scene: Scene) -> None:
    root = scene.maya.say(scene.channel, "When do we *start*?")
    scene.olivia.say(scene.channel, "Monday", thread_ts=root)
    said = scene.http.post(
        f"/sandbox/people/{scene.maya.id}/say",
        json={"channel": scene.channel, "text": "Good", "thread_ts": root, "broadcast": True},
    ).json()
    announced = scene.message(scene.olivia, root).one("a", class_="replies")
    assert announced.text.endswith("2 replies Last reply today at " + announced.text[-5:])
    assert announced["href"] == f"/as/{scene.olivia.id}/channel/{scene.channel}/thread/{root}"
    shown = scene.message(scene.olivia, said["ts"])
    assert "Replied to a thread: When do we start?" in shown.text


def test_the_thread_shows_the_first_message_the_replies_and_what_is_only_for_one(
    scene: Scene,
) -> None:
    root = scene.maya.say(scene.channel, "Question")
    scene.olivia.say(scene.channel, "Answer", thread_ts=root)
    scene.app.chat_postEphemeral(
        channel=scene.channel, user=scene.maya.id, text="For you", thread_ts=root
    )
    texts = {
        one.name: scene.part("thread", one, channel=scene.channel, ts=root).one("ol").text
        for one in (scene.maya, scene.olivia)
    }
    assert all(word in texts["maya"] for word in ("Question", "2 replies", "Answer", "For you"))
    assert "1 reply" in texts["olivia"]
    assert "For you" not in texts["olivia"]


def test_a_thread_whose_first_message_is_gone_is_told_kindly(scene: Scene) -> None:
    shown = scene.part("thread", scene.maya, channel=scene.channel, ts="1.2")
    assert "is gone" in shown.text


@pytest.mark.provokes("payload")  # the reference pins no message that a person wrote
def test_pins_and_bookmarks_are_listed_above_the_channel(scene: Scene) -> None:
    ts = scene.maya.say(scene.channel, "Keep this")
    scene.olivia.pin(scene.channel, ts)
    scene.app.bookmarks_add(
        channel_id=scene.channel,
        title="The <plan>",
        type="link",
        link="https://plan.example/",
        emoji=":memo:",
    )
    shown = scene.shown(scene.maya)
    assert "Keep this" in shown.one("div", id="pins").text
    assert "Pinned by Olivia Hart" in scene.message(scene.maya, ts).text
    link = shown.one("ul", class_="bookmarks").one("a")
    assert link["href"] == "https://plan.example/"
    assert link.text.endswith("The <plan>")


def test_members_are_listed_by_company_ones_own_first(scene: Scene) -> None:
    panel = scene.shown(scene.maya).one("div", id="members")
    assert [head.text for head in panel.all("h3")] == ["Hazel & Finch", "Trellis"]
    assert "quick_start App" in panel.text
    assert "Shared with Trellis" in scene.shown(scene.maya).one("header").text


@pytest.mark.provokes("payload")  # the reference shows no message with files
def test_files_are_offered_and_pictures_shown(scene: Scene) -> None:
    for name, title in (("plan.txt", "The plan"), ("cat.png", "A cat")):
        scene.app.files_upload_v2(
            channel=scene.channel, filename=name, content=b"\x89PNG" * 600, title=title
        )
    shown = scene.shown(scene.maya)
    assert [file.text for file in shown.all("a", class_="file")] == [
        "The plan 2.3 KB",
        "A cat 2.3 KB",
    ]
    assert [picture["alt"] for picture in shown.all("img")] == ["A cat"]


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (1023, "1023 bytes"), (1024, "1.0 KB"), (5 * 1024 * 1024, "5.0 MB")],
)
def test_sizes_are_said_in_units_people_know(size: int, words: str) -> None:
    assert size_words(size) == words


def test_of_a_long_channel_the_newest_hundred_are_shown_and_older_ones_on_demand(
    scene: Scene,
) -> None:
    general = scene.olivia.channel("general").id
    scene.app.conversations_join(channel=general)
    for number in range(1_000):
        scene.app.chat_postMessage(channel=general, text=f"word {number}.")
    shown = scene.shown(scene.olivia, general)
    assert len(shown.all("li", class_="message")) == 100
    assert "word 999." in shown.text
    assert "word 899." not in shown.text
    assert shown.one("p", class_="older").text == "Show older messages"
    more = scene.shown(scene.olivia, general, last="200")
    assert len(more.all("li", class_="message")) == 200
    every = scene.shown(scene.olivia, general, last="5000")
    assert not every.all("p", class_="older")


@pytest.mark.parametrize("last", ["", "0", "-5", "many", "²"])
def test_a_senseless_number_of_messages_shows_the_usual_ones(scene: Scene, last: str) -> None:
    assert scene.shown(scene.olivia, last=last).one("div", id="scroller")["data-last"] == "100"


def test_what_one_is_not_in_one_reads_and_may_join_or_does_not_see_at_all(scene: Scene) -> None:
    arthur = scene.driver.person("arthur")
    public = scene.shown(arthur)
    assert not public.all("form", class_="composer")
    assert public.one("div", class_="composer-closed").one("button").text == "Join the channel"
    secret = scene.olivia.create_channel("secret", private=True).id
    scene.olivia.say(secret, "hush")
    assert "hush" not in scene.shown(arthur, secret).text
    assert "There is nothing to see here" in scene.shown(arthur, secret).text
    unknown, hidden = (scene.shown(arthur, one).text for one in ("C0NOWHERE", secret))
    assert unknown == hidden


def test_in_an_archived_channel_nothing_can_be_done_but_read(scene: Scene) -> None:
    ts = scene.maya.say(scene.channel, "last words")
    scene.olivia.archive(scene.channel)
    shown = scene.shown(scene.maya)
    assert "archived" in shown.one("div", class_="composer-closed").text
    assert scene.message(scene.maya, ts)["data-may"] == "link"


def test_an_app_that_takes_no_messages_gets_none(scene: Scene) -> None:
    manifest = read_only_manifest()
    quiet = scene.driver.install(manifest)
    direct = scene.olivia.open_dm(quiet.bot_user_id)
    closed = scene.shown(scene.olivia, direct).one("div", class_="composer-closed")
    assert closed.text == "Herald takes no messages here."


def read_only_manifest() -> dict[str, object]:
    return {
        "display_information": {"name": "Herald"},
        "features": {
            "bot_user": {"display_name": "Herald"},
            "app_home": {"messages_tab_read_only_enabled": True},
        },
    }


def test_attachments_of_the_older_kind_are_drawn_as_text(scene: Scene) -> None:
    posted = scene.app.chat_postMessage(
        channel=scene.channel,
        text="See",
        attachments=[
            {
                "title": "Build <b>",
                "text": "*green*",
                "fields": [{"title": "Took", "value": "3 min"}],
                "footer": "CI",
            }
        ],
    )
    shown = scene.message(scene.maya, posted["ts"]).one("div", class_="attachment")
    assert shown.text == "Build <b> green Took 3 min CI"
    assert shown.all("strong")[0].text == "green"
