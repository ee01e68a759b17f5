"""What stands around the channel: the rail, the sidebar, the addresses, what is offered."""

import pytest

from sandbox.page.faces import initials
from tests.sandbox.page.shell.conftest import Scene
from tests.sandbox.page.tree import parsed


def test_the_rail_has_everybody_by_company_and_for_whom_something_waits(scene: Scene) -> None:
    scene.olivia.say(scene.channel, f"Hello <@{scene.maya.id}>")
    scene.olivia.say(scene.olivia.channel("general").id, "Morning")
    rail = scene.part("rail", scene.olivia, place=f"channel/{scene.channel}")
    companies = [head.text for head in rail.all("h2")]
    assert companies == ["Trellis", "Hazel & Finch", "Brightwater"]
    assert "quick_start" not in rail.text
    maya = next(one for one in rail.all("a") if one["title"].startswith("Maya Finch"))
    clara = next(one for one in rail.all("a") if one["title"].startswith("Clara Moss"))
    assert maya.one("span", class_="count").text == "1 waiting"
    assert clara.one("span", class_="dot").text == "Unread messages"
    current = [one["title"] for one in rail.all("a") if "aria-current" in one]
    assert current == ["Olivia Hart, Onboarding manager"]


def test_an_invitation_in_the_inbox_waits_for_who_is_invited(scene: Scene) -> None:
    priya = scene.driver.person("priya")
    scene.app.conversations_inviteShared(channel=_with_app(scene, "another"), emails=[priya.email])
    rail = scene.part("rail", scene.olivia, place="browse")
    hers = next(one for one in rail.all("a") if one["title"].startswith("Priya"))
    assert hers.one("span", class_="count").text == "1 waiting"
    inbox = scene.part("sidebar", priya, place="inbox").one("a", href=f"/as/{priya.id}/inbox")
    assert inbox.text == "Inbox 1 to answer"
    assert inbox["aria-current"] == "page"


def _with_app(scene: Scene, name: str) -> str:
    channel = scene.olivia.create_channel(name).id
    scene.olivia.invite(channel, scene.installation.bot_user_id)
    return channel


def test_being_somebody_else_keeps_the_place_where_they_have_it(scene: Scene) -> None:
    ts = scene.maya.say(scene.channel, "root")
    place = f"channel/{scene.channel}/thread/{ts}"
    hrefs = {
        one["title"].split()[0]: one["href"]
        for one in scene.part("rail", scene.maya, place=place).all("a")
    }
    assert hrefs["Olivia"] == f"/as/{scene.olivia.id}/{place}"
    ben = scene.driver.person("ben")
    assert hrefs["Ben"] == f"/as/{ben.id}/channel/{ben.channel('general').id}"
    approvals = scene.part("rail", scene.olivia, place="approvals")
    by_name = {one["title"].split()[0]: one["href"] for one in approvals.all("a")}
    assert by_name["Ada"].endswith("/approvals")
    assert "/channel/" in by_name["Clara"]


def test_the_sidebar_lists_what_one_has_and_what_of_it_is_unread(scene: Scene) -> None:
    scene.maya.say(scene.channel, f"<@{scene.olivia.id}> look")
    scene.app.chat_postMessage(channel=scene.olivia.id, text="A word")
    sidebar = scene.part("sidebar", scene.olivia, place="browse")
    entries = {item.text for item in sidebar.all("li")}
    assert "hazel-finch shared with Hazel & Finch 1 for you" in entries
    assert "Q quick_start App 1 for you" in entries
    assert "QS Quick start Home" in entries
    assert "Approvals" in entries
    own = scene.part("sidebar", scene.maya, place="browse")
    assert "Apps" not in own.text
    assert "Approvals" not in own.text
    assert "shared with Trellis" in own.text


def test_the_way_in_leads_to_somebody_where_something_is_shared(scene: Scene) -> None:
    entered = scene.http.get("/", follow_redirects=True)
    assert str(entered.url) == scene.address(scene.olivia)
    assert parsed_title(entered.text) == "#hazel-finch · Trellis"


def parsed_title(html: str) -> str:
    return parsed(html.split("<!doctype html>")[1]).one("title").text


def test_the_page_lets_no_script_run_but_its_own(scene: Scene) -> None:
    page = scene.http.get(scene.address(scene.olivia))
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    tree = parsed(page.text.split("<!doctype html>")[1])
    assert [script["src"] for script in tree.all("script")] == ["/static/page.js"]
    assert not [one for one in tree.all() if "style" in one]


@pytest.mark.parametrize(
    ("file", "kind"),
    [("page.js", "text/javascript"), ("look.css", "text/css"), ("icon.svg", "image/svg+xml")],
)
def test_scripts_and_styles_have_their_types_and_are_asked_for_again(
    scene: Scene, file: str, kind: str
) -> None:
    answer = scene.http.get(f"/static/{file}")
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["cache-control"] == "no-cache"
    again = scene.http.get(f"/static/{file}", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path", ["/static/../shell.py", "/static/%2e%2e/shell.py", "/static/no.js"]
)
def test_nothing_else_is_served(scene: Scene, path: str) -> None:
    assert scene.http.get(path).status_code == 404


def test_somebody_who_is_not_there_is_told_kindly(scene: Scene) -> None:
    page = scene.http.get(f"{scene.sandbox.base_url}/as/U0NOBODY/inbox")
    assert page.status_code == 404
    assert "Begin again" in page.text
    bot = scene.http.get(f"/as/{scene.installation.bot_user_id}")
    assert bot.status_code == 404
    refused = scene.http.get("/page/part/rail", params={"person": "<i>"})
    assert refused.status_code == 404
    assert "&lt;i&gt;" in refused.text


@pytest.mark.parametrize("place", ["nowhere/at/all", "channel", "channel/C0NOWHERE", "home"])
def test_a_place_that_is_not_is_told_kindly(scene: Scene, place: str) -> None:
    page = scene.http.get(scene.address(scene.olivia, place))
    assert "There is nothing to see here" in page.text


def test_commands_are_offered_only_where_the_app_is_installed(scene: Scene) -> None:
    query = {"channel": scene.channel}
    own = scene.http.get("/page/offers", params=query | {"person": scene.olivia.id}).json()
    others = scene.http.get("/page/offers", params=query | {"person": scene.maya.id}).json()
    assert [(one["command"], one["usage_hint"]) for one in own["commands"]] == [
        ("/hello", "[name]")
    ]
    assert others["commands"] == []
    companies = {one["name"]: one["company"] for one in others["people"]}
    assert companies["Olivia Hart"] == "Trellis"
    assert companies["Maya Finch"] == ""


def test_a_message_is_offered_for_editing_as_it_was_typed(scene: Scene) -> None:
    typed = f"Ask <@{scene.olivia.id}> in <#{scene.channel}>, a < b & https://x.example/ <!here>"
    ts = scene.maya.say(scene.channel, typed)
    query = {"person": scene.maya.id, "channel": scene.channel, "ts": ts}
    offered = scene.http.get("/page/typed", params=query).json()
    assert offered["text"] == ("Ask @Olivia Hart in #hazel-finch, a < b & https://x.example/ @here")
    back = offered["text"]
    for shown, means in offered["meant"].items():
        back = back.replace(shown, means)
    assert back == typed


@pytest.mark.provokes("payload")  # the reference shows no message with files
def test_a_file_somebody_uploads_is_sent_with_a_message_and_only_by_them(scene: Scene) -> None:
    def upload(**query: str) -> int:
        return scene.http.post("/page/upload", params=query, content=b"plan").status_code

    assert upload(person="U0NOBODY", name="x") == 422
    file = scene.http.post(
        "/page/upload", params={"person": scene.maya.id, "name": "plan.txt"}, content=b"plan"
    ).json()
    body = {"channel": scene.channel, "text": "Here", "files": [file["id"]]}
    stolen = scene.http.post(f"/sandbox/people/{scene.olivia.id}/say", json=body)
    assert stolen.status_code == 422
    said = scene.http.post(f"/sandbox/people/{scene.maya.id}/say", json=body).json()
    shown = scene.message(scene.olivia, said["ts"])
    assert "Here" in shown.text
    assert shown.one("a", class_="file").text == "plan.txt 4 bytes"


def test_every_channel_one_may_find_is_there_to_browse(scene: Scene) -> None:
    secret = scene.olivia.create_channel("secret", private=True)
    arthur = scene.driver.person("arthur")
    found = scene.part("browse", arthur)
    names = [link.text for link in found.all("a", class_="name")]
    assert names == ["general", "hazel-finch"]
    assert found.one("button", aria_label="Join #hazel-finch").text == "Join"
    assert secret.name in scene.part("browse", scene.olivia).text
    scene.driver.team("trellis").set(may_create_channels=False)
    assert "New channel" not in scene.part("browse", arthur).text


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Olivia Hart", "OH"),
        ("Maya", "M"),
        ("anna maria de souza", "AS"),
        ("(Tom) Hazel", "TH"),
        ("名前 太郎", "名太"),
        ("é́ric", "É́"),
        ("👋", "👋"),
        ("  ", "?"),
    ],
)
def test_initials_are_the_first_letters_of_the_first_and_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters
