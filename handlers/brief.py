"""The sales brief: opened from wherever it is asked for, filled in page by page, saved."""

import logging
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from blocks import actions
from blocks.forms import brief
from blocks.forms.brief import BriefAbout
from blocks.kit import View
from blocks.refusal import refusal_modal
from blocks.values import BriefPageTurn, ForgedValue, OneAccount
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer, refusal
from onboarding.brief import BriefPage, BriefView
from services import Services
from services.actor import Actor
from services.briefs import Saved
from services.outcomes import Invalid, NotAllowed, Repeated

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BriefForm:
    """From a command or a button to the brief."""

    services: Services
    telling: Telling

    def view(self, actor: Actor, account: str) -> View | NotAllowed:
        """The form as it opens: at the first page on which something is missing."""
        found = self.services.briefs.view(actor, account)
        return found if isinstance(found, NotAllowed) else brief.render(found, first_page(found))

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show the form to whoever pressed a button."""
        click = Click.parse(body, OneAccount)
        view = self.view(click.actor, click.value.account)
        if isinstance(view, NotAllowed):
            self.telling.outcome(client, click, view)
        else:
            self.telling.over(client, body, click, view)
        ack()

    def turn(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Keep what stands on this page, and show another."""
        click = Click.parse(body, BriefPageTurn)
        page = page_of(click.value.page)
        shown = body["view"]
        if shown["callback_id"] == brief.CALLBACK:
            view = self._saved(click, shown, page)
        else:  # the page that says what is missing: nothing was typed there
            view = self._page(click.actor, click.value.account, page)
        self._draw(client, shown, view)
        ack()

    def more(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Room for one more commitment; what was typed stays."""
        click = Click.parse(body, OneAccount)
        typed = brief.read(body["view"], BriefPage.COMMITMENTS)
        found = self.services.briefs.view(click.actor, click.value.account)
        rows = sum(one.id is None for _, one in typed.commitments) + 1
        view = (
            self._refused(found)
            if isinstance(found, NotAllowed)
            else brief.render(found, BriefPage.COMMITMENTS, typed=typed, rows=rows)
        )
        self._draw(client, body["view"], view)
        ack()

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep the page, and go on to the next."""
        sent = Submission.parse(body)
        about = sent.about(BriefAbout)
        typed = brief.read(sent.view, about.page)
        outcome = self.services.briefs.save(sent.actor, about.account, typed, sent.key)
        if isinstance(outcome, Repeated):
            found = self.services.briefs.view(sent.actor, about.account)
        elif isinstance(outcome, Saved):
            found = outcome.view
        else:
            answer(ack, sent, outcome)
            return
        if isinstance(found, NotAllowed):
            answer(ack, sent, found)
            return
        following = about.page.following
        view = brief.render(found, following) if following else brief.saved(found)
        ack(response_action="update", view=view)

    def _saved(self, click: Click[BriefPageTurn], shown: dict[str, Any], page: BriefPage) -> View:
        account = click.value.account
        about = Submission(click.actor, shown, click.key).about(BriefAbout)
        if about.account != account:
            raise ForgedValue("a page of another brief")
        typed = brief.read(shown, about.page)
        outcome = self.services.briefs.save(click.actor, account, typed, click.key)
        if isinstance(outcome, Saved):
            return brief.render(outcome.view, page)
        if isinstance(outcome, NotAllowed):
            return self._refused(outcome)
        if not isinstance(outcome, Invalid):
            return self._page(click.actor, account, page)
        found = self.services.briefs.view(click.actor, account)
        if isinstance(found, NotAllowed):
            return self._refused(found)
        return brief.render(found, about.page, typed=typed, note=refusal(outcome))

    def _page(self, actor: Actor, account: str, page: BriefPage) -> View:
        found = self.services.briefs.view(actor, account)
        return self._refused(found) if isinstance(found, NotAllowed) else brief.render(found, page)

    def _refused(self, outcome: NotAllowed) -> View:
        return refusal_modal(refusal(outcome) or "")

    def _draw(self, client: WebClient, shown: dict[str, Any], view: View) -> None:
        try:
            client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
        except SlackApiError as problem:
            if problem.response["error"] != "hash_conflict":
                raise
            log.info("a page of a brief was drawn again by another click at the same time")


def first_page(view: BriefView) -> BriefPage:
    """Where to begin: with what is missing."""
    missing = set(view.missing)
    return next((page for page in BriefPage if missing & set(page.fields)), BriefPage.WHY)


def page_of(value: str) -> BriefPage:
    """Raises `ForgedValue` for a page that we do not have."""
    try:
        return BriefPage(value)
    except ValueError as unknown:
        raise ForgedValue("not a page of the brief") from unknown


def register(app: App, form: BriefForm) -> None:
    """Listen for the buttons and the form."""
    app.action(button(actions.BRIEF))(form.open)
    app.action(button(actions.BRIEF_PAGE))(form.turn)
    app.action(button(actions.BRIEF_MORE))(form.more)
    app.view(brief.CALLBACK)(form.submit)
