"""The page in a browser: what people do in a channel, and how it comes to the others."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox.server import Sandbox
from tests.browser import opened_tab
from tests.sandbox.page.shell.conftest import Scene, composer, message

NARROW = {"width": 390, "height": 844}


def test_a_reaction_is_added_and_taken_back(scene: Scene, tab: Page) -> None:
    ts = scene.maya.say(scene.channel, "Done!")
    scene.visit(tab, scene.olivia)
    message(tab, "Done!").hover()
    tab.get_by_role("button", name="React").click()
    tab.get_by_role("combobox", name="Search emoji").fill("tada")
    tab.keyboard.press("Enter")
    reaction = message(tab, "Done!").locator(".reaction")
    expect(reaction).to_have_attribute("aria-label", "You reacted with :tada:")
    scene.maya.react(scene.channel, ts, "tada")
    expect(reaction).to_have_attribute("aria-label", "You and Maya Finch reacted with :tada:")
    reaction.click()
    expect(reaction).to_have_attribute("aria-label", "Maya Finch reacted with :tada:")
    assert scene.olivia.messages(scene.channel)[-1].reactions == {"tada": [scene.maya.id]}


@pytest.mark.provokes("payload")  # the reference pins no message that a person wrote
def test_a_message_is_pinned_and_found_from_the_list(scene: Scene, tab: Page) -> None:
    scene.maya.say(scene.channel, "Keep this")
    scene.visit(tab, scene.olivia)
    message(tab, "Keep this").focus()
    tab.keyboard.press("p")
    expect(message(tab, "Keep this")).to_contain_text("Pinned by Olivia Hart")
    tab.get_by_role("button", name="1 pinned").click()
    tab.get_by_role("button", name="Go to the message").click()
    expect(message(tab, "Keep this")).to_be_focused()


def test_a_shortcut_of_an_app_is_used_on_a_message(scene: Scene, tab: Page) -> None:
    ts = scene.maya.say(scene.channel, "Remember the milk")
    scene.visit(tab, scene.olivia)
    message(tab, "milk").hover()
    tab.get_by_role("button", name="More actions").click()
    tab.get_by_role("menuitem", name="Take note").click()
    expect(tab.get_by_role("alert").filter(has_text="didn’t work")).to_be_visible()
    (sent,) = scene.driver.deliveries("interactive")
    assert (sent.payload["callback_id"], sent.payload["message_ts"]) == ("take_note", ts)


def test_what_only_oneself_sees_is_dismissed(scene: Scene, tab: Page) -> None:
    scene.visit(tab, scene.maya)
    scene.app.chat_postEphemeral(channel=scene.channel, user=scene.maya.id, text="Psst")
    expect(message(tab, "Psst")).to_contain_text("Only visible to you")
    tab.get_by_role("button", name="Dismiss").click()
    expect(message(tab, "Psst")).to_have_count(0)
    assert all(not one.ephemeral for one in scene.maya.messages(scene.channel))


def test_unread_marks_come_and_go_and_looking_is_reading(scene: Scene, tab: Page) -> None:
    scene.visit(tab, scene.maya, f"channel/{scene.maya.channel('general').id}")
    entry = tab.locator("#sidebar").get_by_role("link", name="hazel-finch")
    scene.olivia.say(scene.channel, f"<@{scene.maya.id}> look")
    expect(entry).to_have_class("unread")
    expect(entry.locator(".count")).to_have_text("1 for you")
    me = tab.locator("#rail").get_by_role("link", name="Maya Finch")
    expect(me.locator(".count")).to_have_text("1 waiting")
    entry.click()
    expect(tab.locator("#new-line")).to_be_visible()
    expect(entry.locator(".count")).to_have_count(0)
    expect(me.locator(".count")).to_have_count(0)
    scene.olivia.say(scene.channel, "and this")
    expect(message(tab, "and this")).to_be_visible()
    expect(me.locator(".dot")).to_have_count(0)


def test_being_somebody_else_keeps_the_channel(scene: Scene, tab: Page) -> None:
    scene.olivia.say(scene.channel, "Hello")
    scene.visit(tab, scene.olivia)
    tab.locator("#rail").get_by_role("link", name="Maya Finch").click()
    expect(tab).to_have_url(scene.address(scene.maya))
    expect(tab.locator("#sidebar .team-name")).to_have_text("Hazel & Finch")
    expect(message(tab, "Hello").locator(".external")).to_have_text("Trellis")
    tab.go_back()
    expect(tab.locator("#sidebar .team-name")).to_have_text("Trellis")


def test_who_reads_further_up_is_not_carried_off_by_news(scene: Scene, tab: Page) -> None:
    for number in range(60):
        scene.maya.say(scene.channel, f"line {number}.")
    scene.olivia.mark_read(scene.channel)
    scene.visit(tab, scene.olivia)
    expect(message(tab, "line 59.")).to_be_in_viewport()
    message(tab, "line 5.").scroll_into_view_if_needed()
    newest = tab.locator("#to-newest")
    expect(newest).to_be_visible()
    scene.maya.say(scene.channel, "news")
    expect(message(tab, "news")).to_be_attached()
    expect(message(tab, "line 5.")).to_be_in_viewport()
    newest.click()
    expect(message(tab, "news")).to_be_in_viewport()
    scene.maya.say(scene.channel, "more")
    expect(message(tab, "more")).to_be_in_viewport()


def test_one_arrives_at_the_first_new_message(scene: Scene, tab: Page) -> None:
    scene.olivia.say(scene.channel, "seen")
    for number in range(60):
        scene.maya.say(scene.channel, f"line {number}.")
    scene.visit(tab, scene.olivia, "browse")
    entry = tab.locator("#sidebar").get_by_role("link", name="hazel-finch")
    entry.click()
    expect(message(tab, "line 0.")).to_be_in_viewport()
    expect(entry).to_have_class("unread")
    tab.get_by_role("button", name="Newest messages").click()
    expect(message(tab, "line 59.")).to_be_in_viewport()
    expect(entry).not_to_have_class("unread")
    scene.maya.say(scene.channel, "one more")
    expect(tab.locator("#heard")).to_have_text("Maya Finch: one more")


def test_older_messages_come_above_and_what_one_reads_stays(scene: Scene, tab: Page) -> None:
    for number in range(130):
        scene.app.chat_postMessage(channel=scene.channel, text=f"line {number}.")
    scene.olivia.mark_read(scene.channel)
    scene.visit(tab, scene.olivia)
    expect(message(tab, "line 129.")).to_be_in_viewport()
    expect(message(tab, "line 29.")).to_have_count(0)
    older = tab.get_by_role("button", name="Show older messages")
    older.scroll_into_view_if_needed()
    older.click()
    expect(message(tab, "line 0.")).to_be_attached()
    expect(message(tab, "line 32.")).to_be_in_viewport()


def test_a_channel_is_made_filled_and_left(scene: Scene, tab: Page) -> None:
    scene.visit(tab, scene.olivia)
    tab.get_by_role("button", name="New channel").click()
    name = tab.get_by_role("dialog").get_by_label("Name")
    name.fill("general")
    name.press("Enter")
    expect(tab.get_by_role("dialog").get_by_role("alert")).to_contain_text("exists already")
    name.fill("Launch plan")
    name.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("launch-plan")
    tab.get_by_role("button", name="More about #launch-plan").click()
    tab.get_by_role("button", name="Add people…").click()
    tab.get_by_role("dialog").get_by_label("Clara Moss").check()
    tab.get_by_role("button", name="Add", exact=True).click()
    expect(tab.get_by_role("button", name="2 members")).to_be_visible()
    tab.get_by_role("button", name="More about #launch-plan").click()
    tab.get_by_role("button", name="Archive…").click()
    tab.get_by_role("dialog").get_by_role("button", name="Archive").click()
    expect(tab.locator(".composer-closed")).to_contain_text("archived")
    tab.get_by_role("button", name="More about #launch-plan").click()
    tab.get_by_role("button", name="Take out of the archive").click()
    expect(composer(tab)).to_be_visible()
    tab.get_by_role("button", name="More about #launch-plan").click()
    tab.get_by_role("button", name="Leave…").click()
    tab.get_by_role("dialog").get_by_role("button", name="Leave").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Browse channels")
    tab.get_by_role("button", name="Join #launch-plan").click()
    expect(tab.locator("#sidebar").get_by_role("link", name="launch-plan")).to_be_visible()


def test_somebody_is_written_to_directly(scene: Scene, tab: Page) -> None:
    scene.visit(tab, scene.olivia)
    tab.get_by_role("button", name="3 members").click()
    tab.get_by_role("button", name="Maya Finch").click()
    expect(composer(tab)).to_have_attribute("placeholder", "Message Maya Finch")
    composer(tab).fill("Just us")
    composer(tab).press("Enter")
    expect(message(tab, "Just us")).to_be_visible()
    assert scene.maya.dms()[0].members == [scene.olivia.id, scene.maya.id]


def test_slacks_own_link_to_a_message_leads_to_it(scene: Scene, tab: Page) -> None:
    ts = scene.maya.say(scene.channel, "the one meant")
    link = scene.app.chat_getPermalink(channel=scene.channel, message_ts=ts)["permalink"]
    scene.olivia.say("general", f"See {link}")
    scene.visit(tab, scene.olivia, f"channel/{scene.olivia.channel('general').id}")
    message(tab, "See").get_by_role("link").click()
    expect(message(tab, "the one meant")).to_be_focused()


def test_at_phone_width_everything_is_reached(scene: Scene, browser: Browser) -> None:
    ts = scene.maya.say(scene.channel, "a word " * 40)
    scene.maya.say(scene.channel, "reply", thread_ts=ts)
    with opened_tab(browser, viewport=NARROW) as tab:
        scene.visit(tab, scene.olivia)
        expect(tab.locator("#sidebar")).not_to_be_visible()
        assert tab.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
        tab.get_by_role("button", name="People and channels").click()
        tab.locator("#rail").get_by_role("link", name="Maya Finch").click()
        expect(tab.locator("#sidebar .team-name")).to_have_text("Hazel & Finch")
        tab.locator("#sidebar").get_by_role("link", name="general").click()
        expect(tab.locator("#sidebar")).not_to_be_visible()
        tab.go_back()
        message(tab, "a word").locator(".replies").click()
        thread = tab.locator("#thread").bounding_box()
        assert thread is not None
        assert (thread["x"], thread["width"]) == (0, NARROW["width"])
        tab.locator("#thread textarea").fill("from a phone")
        tab.locator("#thread").get_by_role("button", name="Send").click()
        expect(tab.locator("#thread .message")).to_have_count(3)
        tab.get_by_role("link", name="Close the thread").click()
        expect(composer(tab)).to_be_in_viewport()


def test_the_end_of_the_sandbox_is_told_and_its_return(browser: Browser) -> None:
    with complaining_tab(browser) as tab:
        with Sandbox.running() as sandbox:
            port = int(sandbox.base_url.rpartition(":")[2])
            with tab.expect_response("**/page/events"):
                tab.goto(sandbox.base_url)
            composer(tab).fill("not yet sent")
            expect(tab.locator("#offline")).to_be_hidden()
        expect(tab.locator("#offline")).to_be_visible()
        composer(tab).press("Enter")
        expect(tab.locator(".composer-note")).to_have_text("The sandbox does not answer.")
        expect(composer(tab)).to_have_value("not yet sent")
        with Sandbox.running(port=port):
            expect(tab.locator("#offline")).to_be_hidden()
            composer(tab).press("Enter")
            expect(message(tab, "not yet sent")).to_be_visible()


@contextmanager
def complaining_tab(browser: Browser) -> Iterator[Page]:
    """Chromium itself complains in the console that nobody answers."""
    with pytest.raises(AssertionError, match="net::ERR_"), opened_tab(browser) as tab:
        yield tab


def contrast(tab: Page, selector: str) -> float:
    """Of the text of the first such element with what is behind it (WCAG)."""
    ratio = tab.eval_on_selector(
        selector,
        """element => {
          const numbers = (colour) => {
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
          };
          const light = ([r, g, b]) => {
            const parts = [r, g, b].map((one) => one / 255)
              .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
          };
          let behind = element;
          const opaque = (one) => numbers(getComputedStyle(one).backgroundColor)[3] === 255;
          while (behind.parentElement && !opaque(behind)) behind = behind.parentElement;
          const ours = light(numbers(getComputedStyle(element).color));
          const theirs = light(numbers(getComputedStyle(behind).backgroundColor));
          return (Math.max(ours, theirs) + 0.05) / (Math.min(ours, theirs) + 0.05);
        }""",
    )
    assert isinstance(ratio, float)
    return ratio


def test_text_is_readable_in_light_and_dark(scene: Scene, browser: Browser) -> None:
    scene.maya.say(scene.channel, f"<@{scene.olivia.id}> hello")
    scene.app.chat_postMessage(channel=scene.olivia.id, text="A word")
    for scheme in ("light", "dark"):
        with opened_tab(browser, color_scheme=scheme) as tab:
            scene.visit(tab, scene.olivia)
            for selector in (
                ".message .body",
                ".message time",
                ".badge.external",
                ".badge.app",
                "#sidebar a[aria-current]",
                "#sidebar a:not([aria-current])",
                "#sidebar .count",
                "#sidebar h2",
                "#rail .first-name",
                ".composer .send",
                ".message .avatar:not(.of-app)",
                ".beginning .dim",
            ):
                assert contrast(tab, selector) >= 4.5, (scheme, selector)
