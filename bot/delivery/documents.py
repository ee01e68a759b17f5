"""Rows that are a package as a document, to whoever is to take over or asks for it: our own people
only (A7).

A canvas where the plan of the workspace and the scopes of the app allow it, else two files, HTML
and Markdown, in the direct message.
"""

from blocks import team_messages
from bot.delivery.attempt import Attempt, Undeliverable
from bot.delivery.files import File, share, shared_before
from bot.delivery.posting import conversation, post_once
from bot.slack.errors import Refused
from onboarding.messages.package import PackageDocument
from playbooks.words import Words
from services.packages import Packages, Paper
from storage.outbox import Sent


class Documents:
    """Executor of `document`."""

    def __init__(self, packages: Packages, words: Words) -> None:
        self._packages = packages
        self._words = words

    async def send(self, attempt: Attempt) -> Sent:
        """Send the document once, whatever happened to earlier attempts."""
        row = attempt.row
        number, reader = row.body["number"], row.body["user"]
        paper = await attempt.off_loop(
            self._packages.paper, row.workspace_id, row.account_id or "", number, reader
        )
        if paper is None:
            raise Undeliverable("there is no such package")
        place = await conversation(attempt, reader)
        if attempt.is_uncertain:
            ts = await shared_before(attempt, place, _names(paper))
            if ts is not None:
                return Sent(row.id, place, ts)
        try:
            link = await self._canvas(attempt, paper)
        except Refused:  # the plan, an administrator or a missing scope: a file says the same
            return await self._files(attempt, place, paper)
        message = team_messages.render(self._message(paper, link), self._words)
        return await post_once(attempt, place, message)

    async def _canvas(self, attempt: Attempt, paper: Paper) -> str:
        """Make one that nobody but the readers can open; its address."""
        await attempt.begin("canvases.create")
        made = await attempt.call(
            "canvases.create",
            title=paper.title,
            document_content={"type": "markdown", "markdown": paper.markdown},
        )
        canvas = str(made["canvas_id"])
        await attempt.call(
            "canvases.access.set",
            canvas_id=canvas,
            access_level="read",
            user_ids=list(paper.readers),
        )
        shown = await attempt.call("files.info", file=canvas)
        return str(shown["file"]["permalink"])

    async def _files(self, attempt: Attempt, place: str, paper: Paper) -> Sent:
        html, markdown = _names(paper)
        files = (
            File(html, paper.title, paper.html),
            File(markdown, f"{paper.title} (Markdown)", paper.markdown),
        )
        await share(attempt, place, files, self._words.for_team(self._message(paper, None)))
        return Sent(attempt.row.id)

    @staticmethod
    def _message(paper: Paper, link: str | None) -> PackageDocument:
        return PackageDocument(customer=paper.customer, url=link)


def _names(paper: Paper) -> tuple[str, str]:
    return f"{paper.name}.html", f"{paper.name}.md"
