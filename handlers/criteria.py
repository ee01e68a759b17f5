"""Success criteria: our people's list and form, and what both sides say in the channel (A3)."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from blocks import actions
from blocks.criteria_card import NOTHING_LEFT
from blocks.forms import criteria, criterion_words
from blocks.forms.criteria import CriterionAbout
from blocks.forms.criterion_words import SaidIn
from blocks.refusal import refusal_modal
from blocks.values import ConfirmCriteria, OneAccount, OneCriterion
from handlers.actions import button
from handlers.payloads import Click, Submission
from handlers.telling import Telling, answer, refusal
from onboarding.criteria_card import CriteriaCard
from onboarding.permissions import Action
from services import Services
from services.criteria import CriterionForm, Kept


@dataclass(frozen=True, slots=True)
class Terms:
    """Our people's side. The list stays on one screen: what is opened from it takes its place."""

    services: Services
    telling: Telling

    def open_list(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """All that stand."""
        click = Click.parse(body, OneAccount)
        found = self.services.criteria.list(click.actor, click.value.account)
        if not isinstance(found, CriteriaCard):
            self.telling.outcome(client, click, found)
        elif "view" in body:  # how it stands, read in a modal
            client.views_push(trigger_id=click.trigger, view=criteria.overview(found))
        else:
            self.telling.form(client, click, criteria.overview(found))
        ack()

    def add(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The form of a new one."""
        click = Click.parse(body, OneAccount)
        self._open_form(body, client, click, click.value.account, None)
        ack()

    def change(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The form of one that is there."""
        click = Click.parse(body, OneCriterion)
        self._open_form(body, client, click, click.value.account, click.value.criterion)
        ack()

    def _open_form(
        self,
        body: dict[str, Any],
        client: WebClient,
        click: Click[Any],
        account: str,
        criterion: str | None,
    ) -> None:
        found = self.services.criteria.form(click.actor, account, criterion)
        if isinstance(found, CriterionForm):
            about = CriterionAbout(account=found.account, criterion=found.criterion)
            view = criteria.render(
                about, found.terms, is_only=found.is_only, line=found.line, today=found.today
            )
            self._in_place(body, client, click, view)
        else:
            self._refused(body, client, click, found)

    def submit(self, ack: Ack, body: dict[str, Any]) -> None:
        """Propose it, as new or with other terms."""
        sent = Submission.parse(body)
        about, typed = sent.about(CriterionAbout), criteria.read(sent.view)
        if about.criterion is None:
            outcome = self.services.criteria.propose(sent.actor, about.account, typed, sent.key)
        else:
            outcome = self.services.criteria.change(
                sent.actor, about.account, about.criterion, typed, sent.key
            )
        if isinstance(outcome, Kept):
            ack(response_action="update", view=criteria.overview(outcome.card))
        else:
            answer(ack, sent, outcome)

    def withdraw(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """It no longer counts."""
        click = Click.parse(body, OneCriterion)
        about = click.value
        outcome = self.services.criteria.withdraw(
            click.actor, about.account, about.criterion, click.key
        )
        if isinstance(outcome, Kept):
            self._in_place(body, client, click, criteria.overview(outcome.card))
        else:
            self._refused(body, client, click, outcome)
        ack()

    def open_answer(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The form of an answer to what the customer wished."""
        click = Click.parse(body, OneCriterion)
        about = click.value
        found = self.services.criteria_words.wish_to_answer(
            click.actor, about.account, about.criterion
        )
        if isinstance(found, tuple):
            self._in_place(body, client, click, criterion_words.answer(*found))
        else:
            self._refused(body, client, click, found)
        ack()

    def send_answer(self, ack: Ack, body: dict[str, Any]) -> None:
        """Say it in the channel."""
        sent = Submission.parse(body)
        about = sent.about(OneCriterion)
        outcome = self.services.criteria_words.answer(
            sent.actor,
            about.account,
            about.criterion,
            criterion_words.read_answer(sent.view),
            sent.key,
        )
        answer(ack, sent, outcome)

    def _in_place(
        self, body: dict[str, Any], client: WebClient, click: Click[Any], view: dict[str, Any]
    ) -> None:
        """In the place of the list where it was clicked there, else over what is read."""
        if "view" in body:
            client.views_update(view_id=body["view"]["id"], view=view)
        else:
            self.telling.form(client, click, view)

    def _refused(
        self, body: dict[str, Any], client: WebClient, click: Click[Any], outcome: object
    ) -> None:
        sentence = refusal(outcome)
        if sentence is not None:
            self._in_place(body, client, click, refusal_modal(sentence))


@dataclass(frozen=True, slots=True)
class Words:
    """What both sides say, from the message in the channel."""

    services: Services
    telling: Telling

    def confirm(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The customer confirms what it saw."""
        click = Click.parse(body, ConfirmCriteria)
        outcome = self.services.criteria_words.confirm(
            click.actor, click.channel, click.value.account, click.value.seen, click.key
        )
        self.telling.outcome(client, click, outcome)
        ack()

    def open_wish(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The form for what should be different."""
        click = Click.parse(body, OneAccount)
        found = self._shown(click, Action.CONFIRM_CRITERIA)
        if not isinstance(found, CriteriaCard):
            self.telling.outcome(client, click, found)
        elif not found.unreached:
            self.telling.form(client, click, refusal_modal(NOTHING_LEFT))
        else:
            self.telling.form(client, click, criterion_words.wish(_place(click), found.unreached))
        ack()

    def send_wish(self, ack: Ack, body: dict[str, Any]) -> None:
        """Tell our people."""
        sent = Submission.parse(body)
        place, said = sent.about(SaidIn), criterion_words.read_wish(sent.view)
        outcome = self.services.criteria_words.wish(
            sent.actor, place.channel, place.account, said.criterion, said.text, sent.key
        )
        answer(ack, sent, outcome)

    def open_value(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """The form for how far one has come."""
        click = Click.parse(body, OneAccount)
        found = self._shown(click, Action.REPORT_VALUE)
        if not isinstance(found, CriteriaCard):
            self.telling.outcome(client, click, found)
        elif not found.lines:
            self.telling.form(client, click, refusal_modal(NOTHING_LEFT))
        else:
            self.telling.form(client, click, criterion_words.value(_place(click), found))
        ack()

    def send_value(self, ack: Ack, body: dict[str, Any]) -> None:
        """Put it on record."""
        sent = Submission.parse(body)
        place, said = sent.about(SaidIn), criterion_words.read_value(sent.view)
        outcome = self.services.criteria_words.report(
            sent.actor,
            place.channel,
            place.account,
            said.criterion,
            said.value,
            said.remark,
            sent.key,
        )
        answer(ack, sent, outcome)

    def _shown(self, click: Click[OneAccount], wanted: Action) -> object:
        return self.services.criteria_words.shown(
            click.actor, click.channel, click.value.account, wanted
        )


def _place(click: Click[OneAccount]) -> SaidIn:
    return SaidIn(account=click.value.account, channel=click.channel)


def register(app: App, services: Services, telling: Telling) -> None:
    """Listen for the buttons and the forms."""
    terms, words = Terms(services, telling), Words(services, telling)
    app.action(button(actions.CRITERIA))(terms.open_list)
    app.action(button(actions.CRITERION_ADD))(terms.add)
    app.action(button(actions.CRITERION_CHANGE))(terms.change)
    app.action(button(actions.CRITERION_WITHDRAW))(terms.withdraw)
    app.action(button(actions.CRITERION_ANSWER))(terms.open_answer)
    app.view(criteria.CALLBACK)(terms.submit)
    app.view(criterion_words.ANSWER_CALLBACK)(terms.send_answer)
    app.action(button(actions.CONFIRM_CRITERIA))(words.confirm)
    app.action(button(actions.CRITERION_WISH))(words.open_wish)
    app.action(button(actions.CRITERION_VALUE))(words.open_value)
    app.view(criterion_words.WISH_CALLBACK)(words.send_wish)
    app.view(criterion_words.VALUE_CALLBACK)(words.send_value)
