"""Frozen copies: the version of a playbook that an account started with stays its own (R9)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from onboarding.playbook import Playbook
from storage import schema
from storage.among import among
from storage.outlines import Outline
from storage.transaction import Transaction


@dataclass(slots=True)
class FrozenPlaybooks:
    """Reads frozen playbooks, each parsed once: a copy is named by its digest and never changes."""

    parsed: dict[str, Playbook] = field(default_factory=dict)
    outlines: dict[str, Outline] = field(default_factory=dict)

    def get(self, tx: Transaction, playbook_id: str) -> Playbook:
        """The playbook with this digest. Raises sqlalchemy's NoResultFound when there is none."""
        known = self.parsed.get(playbook_id)
        if known is None:
            body = tx.connection.execute(
                _BODY, {"workspace": tx.workspace, "id": playbook_id}
            ).scalar_one()
            known = self.parsed[playbook_id] = Playbook.model_validate(body)
        return known

    def outline(self, tx: Transaction, playbook_id: str) -> Outline:
        """What the playbook with this digest fixes of a plan. Raises NoResultFound."""
        known = self.outlines.get(playbook_id)
        if known is None:
            known = self.outlines[playbook_id] = Outline(self.get(tx, playbook_id))
        return known

    def read(self, tx: Transaction, playbook_ids: Iterable[str]) -> None:
        """Read those of these playbooks that were never read, all at once."""
        missing = sorted(set(playbook_ids) - self.parsed.keys())
        if missing:
            rows = tx.connection.execute(_BODIES, {"workspace": tx.workspace, "ids": missing})
            for row in rows:
                self.parsed[row.id] = Playbook.model_validate(row.body)


def freeze(tx: Transaction, playbook: Playbook) -> str:
    """Keep a copy of the playbook as it is today; returns its digest."""
    body = playbook.model_dump(mode="json")
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    insert = sqlite.insert if tx.database.is_sqlite else postgresql.insert
    tx.connection.execute(
        insert(schema.playbooks)
        .values(
            workspace_id=tx.workspace,
            id=digest,
            key=playbook.key,
            version=playbook.version,
            body=body,
        )
        .on_conflict_do_nothing()
    )
    return digest


_BODY = select(schema.playbooks.c.body).where(
    schema.playbooks.c.workspace_id == bindparam("workspace"),
    schema.playbooks.c.id == bindparam("id"),
)
_BODIES = select(schema.playbooks.c.id, schema.playbooks.c.body).where(
    schema.playbooks.c.workspace_id == bindparam("workspace"),
    among(schema.playbooks.c.id, "ids"),
)
