"""What the bot does: a module per use case, one transaction in, records and outbox rows out."""

from collections.abc import Mapping
from dataclasses import dataclass

from onboarding.playbook import Playbook
from onboarding.tracks import Track
from services.accounts import Accounts
from services.agreement import Agreement
from services.answers import Answers
from services.blockers import Blockers
from services.briefs import Briefs
from services.channels import Channels
from services.checklist import Checklist
from services.closings import Closings
from services.coming import ComingTouches
from services.criteria import Criteria
from services.criteria_words import CriteriaWords
from services.delivery import DeliveryDesk
from services.departures import Departures
from services.digests import Digests
from services.discovery import Discovery
from services.exports import Exports
from services.findings import Findings
from services.gate_passes import GatePasses
from services.go_live import GoLive
from services.holds import Holds
from services.inbox import Inbox
from services.invitations import Invitations
from services.later import Later
from services.materials import Materials
from services.mending import Mending
from services.milestones import Milestones
from services.notes import Notes
from services.office import Office, ServiceSettings
from services.our_roles import OurRoles
from services.package_answers import PackageAnswers
from services.packages import Packages
from services.post_mortems import PostMortems
from services.pre_reads import PreReads
from services.promises import Promises
from services.provisioning import Provisioning
from services.putting_off import PuttingOff
from services.retrospectives import Retrospectives
from services.reviewing import Reviewing
from services.sponsor_notes import SponsorNotes
from services.stakeholders import Stakeholders
from services.stalls import Stalls
from services.surfaces import Surfaces
from services.surveys import Surveys
from services.talk import Talk
from services.timelines import Timelines
from services.usage import Usage
from services.workspaces import Workspaces
from storage.database import Database

__all__ = ["ServiceSettings", "Services"]


@dataclass(frozen=True, slots=True)
class Services:
    """Every use case, ready to be called; made once by `bot/app.py`."""

    accounts: Accounts
    agreement: Agreement
    answers: Answers
    blockers: Blockers
    briefs: Briefs
    channels: Channels
    checklist: Checklist
    closings: Closings
    coming: ComingTouches
    criteria: Criteria
    criteria_words: CriteriaWords
    delivery: DeliveryDesk
    departures: Departures
    digests: Digests
    exports: Exports
    findings: Findings
    gate_passes: GatePasses
    go_live: GoLive
    discovery: Discovery
    holds: Holds
    inbox: Inbox
    invitations: Invitations
    later: Later
    materials: Materials
    mending: Mending
    milestones: Milestones
    notes: Notes
    package_answers: PackageAnswers
    packages: Packages
    post_mortems: PostMortems
    our_roles: OurRoles
    pre_reads: PreReads
    promises: Promises
    provisioning: Provisioning
    putting_off: PuttingOff
    retrospectives: Retrospectives
    reviewing: Reviewing
    sponsor_notes: SponsorNotes
    stakeholders: Stakeholders
    stalls: Stalls
    surfaces: Surfaces
    surveys: Surveys
    talk: Talk
    timelines: Timelines
    usage: Usage
    workspaces: Workspaces

    @classmethod
    def open(
        cls,
        database: Database,
        playbooks: Mapping[Track, Playbook],
        settings: ServiceSettings | None = None,
    ) -> "Services":
        """The services on a database; new accounts start from these playbooks."""
        office = Office(database, playbooks, settings or ServiceSettings())
        return cls(
            accounts=Accounts(office),
            agreement=Agreement(office),
            answers=Answers(office),
            blockers=Blockers(office),
            briefs=Briefs(office),
            channels=Channels(office),
            checklist=Checklist(office),
            closings=Closings(office),
            coming=ComingTouches(office),
            criteria=Criteria(office),
            criteria_words=CriteriaWords(office),
            delivery=DeliveryDesk(office),
            departures=Departures(office),
            digests=Digests(office),
            exports=Exports(office),
            findings=Findings(office),
            gate_passes=GatePasses(office),
            go_live=GoLive(office),
            discovery=Discovery(office),
            holds=Holds(office),
            inbox=Inbox(office),
            invitations=Invitations(office),
            later=Later(office),
            materials=Materials(office),
            mending=Mending(office),
            milestones=Milestones(office),
            notes=Notes(office),
            package_answers=PackageAnswers(office),
            packages=Packages(office),
            post_mortems=PostMortems(office),
            our_roles=OurRoles(office),
            pre_reads=PreReads(office),
            promises=Promises(office),
            provisioning=Provisioning(office),
            putting_off=PuttingOff(office),
            retrospectives=Retrospectives(office),
            reviewing=Reviewing(office),
            sponsor_notes=SponsorNotes(office),
            stakeholders=Stakeholders(office),
            stalls=Stalls(office),
            surfaces=Surfaces(office),
            surveys=Surveys(office),
            talk=Talk(office),
            timelines=Timelines(office),
            usage=Usage(office),
            workspaces=Workspaces(office),
        )
