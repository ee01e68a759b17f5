"""The handoff to customer success: looked at, offered, accepted or returned, questions answered."""

import logging
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from blocks import actions
from blocks.forms import package, package_answers
from blocks.forms.package import PackageAbout
from blocks.forms.package_answers import AnswersAbout
from blocks.kit import View
from blocks.refusal import refusal_modal
from blocks.values import OneAccount, PackageChoice
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer, in_place_of_buttons, refusal
from onboarding.package import PackageView
from onboarding.package_offer import Returning, Tasks
from onboarding.refusals import Unchanged
from playbooks.mrkdwn import escape, person
from playbooks.phrases import listing
from services import Services
from services.actor import Actor
from services.outcomes import Invalid, NotAllowed, Repeated
from services.package_answers import Accepted, Answered, Returned
from services.packages import Offered

THEIRS_ALREADY = "They have it already, and were asked. Choose somebody else, or wait a little."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PackagePages:
    """The package and its forms."""

    services: Services
    telling: Telling

    def view(self, actor: Actor, account: str) -> View | NotAllowed:
        """The package as it would be offered now, or why there is none yet."""
        found = self.services.packages.view(actor, account)
        if isinstance(found, PackageView):
            return package.render(found)
        return found if isinstance(found, NotAllowed) else refusal_modal(refusal(found) or "")

    def open(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Show it to whoever pressed a button."""
        click = Click.parse(body, OneAccount)
        self._show(client, body, click, self.view(click.actor, click.value.account))
        ack()

    def whole(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Send the whole of it to whoever asks; the page says so, and stays as it is."""
        click = Click.parse(body, PackageChoice)
        account, number = click.value.account, click.value.number
        found = self.services.packages.send_whole(click.actor, account, number, click.key)
        if isinstance(found, PackageView) and body.get("view"):
            self._draw(client, body["view"], package.render(found, on_its_way=True))
        elif isinstance(found, NotAllowed):
            self.telling.outcome(client, click, found)
        ack()

    def offer(self, ack: Ack, body: dict[str, Any]) -> None:
        """Offer it to whoever was chosen."""
        sent = Submission.parse(body)
        about, typed = sent.about(PackageAbout), package.read(sent.view)
        outcome = self.services.packages.offer(sent.actor, about.account, typed, sent.key)
        match outcome:
            case Offered(customer=customer, csm=csm):
                told = (
                    f"📦 The package of *{escape(customer)}* is on its way to {person(csm)}, who "
                    "accepts it or asks. Until then the clock is in the status and the digest."
                )
                ack(response_action="update", view=package.said(told))
            case Unchanged():
                answer(ack, sent, Invalid({"csm": THEIRS_ALREADY}))
            case _:
                answer(ack, sent, outcome)

    def accept(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        """Take over."""
        click = Click.parse(body, PackageChoice)
        account, number = click.value.account, click.value.number
        outcome = self.services.package_answers.accept(click.actor, account, number, click.key)
        if isinstance(outcome, Accepted):
            self._in_its_place(body, client, respond, _taken_over(outcome, click.actor))
        elif refusal(outcome) and body.get("view"):
            self._draw(client, body["view"], refusal_modal(refusal(outcome) or ""))
        else:
            self.telling.outcome(client, click, outcome)
        ack()

    def ask(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Open the form of a return."""
        click = Click.parse(body, PackageChoice)
        found = self.services.package_answers.returning(
            click.actor, click.value.account, click.value.number
        )
        if isinstance(found, Returning):
            self._show(client, body, click, package_answers.returning(found))
        elif isinstance(found, NotAllowed):
            self._show(client, body, click, found)
        elif sentence := refusal(found):
            self._show(client, body, click, refusal_modal(sentence))
        ack()

    def more(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Room for one more question; what was typed stays."""
        click = Click.parse(body, PackageChoice)
        shown = body["view"]
        typed = package_answers.read_return(shown)
        found = self.services.package_answers.returning(
            click.actor, click.value.account, click.value.number
        )
        if isinstance(found, Returning):
            self._draw(client, shown, package_answers.returning(found, typed, rows=len(typed) + 1))
        elif sentence := refusal(found):
            self._draw(client, shown, refusal_modal(sentence))
        ack()

    def give_back(self, ack: Ack, body: dict[str, Any]) -> None:
        """Return it with the questions of the form."""
        sent = Submission.parse(body)
        about, typed = sent.about(PackageChoice), package_answers.read_return(sent.view)
        outcome = self.services.package_answers.give_back(
            sent.actor, about.account, about.number, typed, sent.key
        )
        if isinstance(outcome, Returned):
            asked = listing([person(owner) for owner in outcome.owners])
            told = f"↩️ *{escape(outcome.customer)}*: {asked} will answer, then it comes again."
            ack(response_action="update", view=package.said(told))
        else:
            answer(ack, sent, outcome)

    def tasks(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Open the form of the answers."""
        click = Click.parse(body, OneAccount)
        found = self.services.package_answers.tasks(click.actor, click.value.account)
        view = (
            package_answers.answering(found, click.actor.user)
            if isinstance(found, Tasks)
            else found
        )
        self._show(client, body, click, view)
        ack()

    def answer(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep the answers; after the last one the package can be offered again, right there."""
        sent = Submission.parse(body)
        about, typed = sent.about(AnswersAbout), package_answers.read_answers(sent.view)
        outcome = self.services.package_answers.answer(sent.actor, about.account, typed, sent.key)
        if isinstance(outcome, Answered) and outcome.all_answered:
            view = self.view(sent.actor, about.account)
            if not isinstance(view, NotAllowed):
                ack(response_action="update", view=view)
                return
        if isinstance(outcome, Answered | Unchanged | Repeated):
            ack(response_action="update", view=package.said("✅ Thank you: that is on record."))
        else:
            answer(ack, sent, outcome)

    def _show(
        self,
        client: WebClient,
        body: dict[str, Any],
        click: Click[Any],
        view: View | NotAllowed,
    ) -> None:
        if isinstance(view, NotAllowed):
            self.telling.outcome(client, click, view)
        else:
            self.telling.over(client, body, click, view)

    def _in_its_place(
        self, body: dict[str, Any], client: WebClient, respond: Respond, told: str
    ) -> None:
        if body.get("view"):
            self._draw(client, body["view"], package.said(told))
        else:
            in_place_of_buttons(body, respond, told)

    def _draw(self, client: WebClient, shown: dict[str, Any], view: View) -> None:
        try:
            client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
        except SlackApiError as problem:
            if problem.response["error"] != "hash_conflict":
                raise
            log.info("a page of a package was drawn again by another click at the same time")


def _taken_over(outcome: Accepted, reader: Actor) -> str:
    whom = "you" if outcome.csm == reader.user else person(outcome.csm)
    introduced = f" I introduce {whom} in their channel." if outcome.introduced else ""
    return f"🤝 *{escape(outcome.customer)}* is handed over.{introduced}"


def register(app: App, pages: PackagePages) -> None:
    """Listen for the buttons and the forms."""
    app.action(button(actions.PACKAGE))(pages.open)
    app.action(button(actions.PACKAGE_ACCEPT))(pages.accept)
    app.action(button(actions.PACKAGE_RETURN))(pages.ask)
    app.action(button(actions.PACKAGE_MORE))(pages.more)
    app.action(button(actions.PACKAGE_ANSWER))(pages.tasks)
    app.action(button(actions.PACKAGE_WHOLE))(pages.whole)
    app.view(package.CALLBACK)(pages.offer)
    app.view(package_answers.RETURN_CALLBACK)(pages.give_back)
    app.view(package_answers.ANSWER_CALLBACK)(pages.answer)
