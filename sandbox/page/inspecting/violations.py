"""Where an app strayed from Slack's rules without being refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sandbox.journal import Violation
from sandbox.page.inspecting.json_shown import hidden, says
from sandbox.page.inspecting.listing import Asked, Found, find
from sandbox.page.inspecting.wording import moment
from sandbox.slack import Slack

WORDS = {
    "bad_command_answer": "Answered a command with something Slack does not show",
    "bad_response_action": "Answered a form with something Slack does not take",
    "no_text_fallback": "Sent a message that notifications cannot show",
    "undocumented_error": "Was answered with a code that the method does not document",
    "unknown_argument": "Gave an argument that Slack does not know",
    "unsettled": "Did not finish what was due before the clock went on",
}


@dataclass(frozen=True, slots=True)
class ViolationRow:
    index: int
    method: str
    words: str
    detail: str
    at: str


def find_violations(slack: Slack, asked: Asked) -> Found[Violation]:
    text = asked.text.lower()

    def fits(violation: Violation) -> bool:
        told = [violation.method, _words(violation), violation.kind, violation.detail]
        return not text or says(told, text)

    return find(slack.journal.violations, asked, fits)


def rows_of(slack: Slack, records: Iterable[Violation], zone: ZoneInfo) -> list[ViolationRow]:
    return [
        ViolationRow(
            index=record.index,
            method=hidden(record.method),
            words=_words(record),
            detail=hidden(record.detail),
            at=moment(record.at, zone),
        )
        for record in records
    ]


def _words(violation: Violation) -> str:
    return WORDS.get(violation.kind, violation.kind.replace("_", " ").capitalize())
