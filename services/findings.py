"""What we have learnt, by version of the playbook (R9)."""

from dataclasses import dataclass

from onboarding.looking_back import Finding, VersionFindings, by_version
from onboarding.permissions import Action
from services.actor import Actor
from services.office import Office
from services.outcomes import NotAllowed
from storage import findings, workspaces


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings of retrospectives and post-mortems."""

    office: Office

    def seen_by(self, actor: Actor, account: str) -> tuple[VersionFindings, ...] | NotAllowed:
        """All of them; first those about the version with which a customer began."""
        with self.office.begin(actor.workspace) as tx:
            met = self.office.meet_at(tx, account, actor)
            if isinstance(met, NotAllowed):
                return met
            if refused := self.office.allow(tx, Action.SEE_RECORD, met, actor):
                return refused
            own = self.office.frozen.get(tx, met.account.playbook_id)
            found = by_version(findings.every(tx))
        return tuple(
            sorted(found, key=lambda one: (one.playbook, one.version) != (own.key, own.version))
        )

    def of_playbooks(self, playbook: str | None) -> tuple[VersionFindings, ...]:
        """Those about one playbook (its key), or all, in every workspace: for the command line."""
        found: list[Finding] = []
        with self.office.database.reading() as connection:
            known = workspaces.every(connection)
        for workspace in known:
            with self.office.look(workspace) as tx:
                found += findings.every(tx)
        return by_version(one for one in found if playbook in (None, one.playbook))
