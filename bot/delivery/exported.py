"""Rows that are a customer's whole record, to whoever of ours asked for it (X1): two files."""

import json

from bot.delivery.attempt import Attempt, Undeliverable
from bot.delivery.files import File, share, shared_before
from bot.delivery.posting import conversation
from bot.exporting import as_html
from onboarding.messages.package import RecordExported
from onboarding.naming import slug
from playbooks.words import Words
from services.exports import Export, Exports
from storage.outbox import Sent


class ExportedRecords:
    """Executor of `export`."""

    def __init__(self, exports: Exports, words: Words) -> None:
        self._exports = exports
        self._words = words

    async def send(self, attempt: Attempt) -> Sent:
        """Send the record as it is now, once, whatever happened to earlier attempts."""
        row = attempt.row
        found = await attempt.off_loop(self._exports.whole, row.workspace_id, row.account_id or "")
        if found is None:
            raise Undeliverable("there is no such customer any more")
        files = await attempt.off_loop(_files, found)
        place = await conversation(attempt, row.body["user"])
        if attempt.is_uncertain:
            ts = await shared_before(attempt, place, [one.name for one in files])
            if ts is not None:
                return Sent(row.id, place, ts)
        comment = self._words.for_team(RecordExported(customer=found.name))
        await share(attempt, place, files, comment)
        return Sent(row.id)


def _files(found: Export) -> tuple[File, File]:
    name, title = f"{slug(found.name)}-record", f"{found.name}: record"
    data = json.dumps(found.data, ensure_ascii=False, indent=2)
    return (
        File(f"{name}.html", title, as_html(found)),
        File(f"{name}.json", f"{title} (JSON)", data),
    )
