"""Erasing a person or a customer, on request: what goes, and what stays without telling of anybody.

docs/privacy.md says the same in words for people.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, delete, func, or_, select, update

from storage import schema
from storage.export import ACCOUNT_TABLES, PEOPLE
from storage.record_schema import metadata
from storage.redacting import ERASED, Traces, redact, rewriting_activity
from storage.review_schema import signs
from storage.schema import accounts, activity, inbox, lanes, members, outbox, stakeholders
from storage.transaction import Transaction, new_id

Counts = Counter[str]
"""Rows changed or deleted, by table."""
NAMELESS_CUSTOMER = "Erased customer"
NAMELESS_PERSON = "Erased person"
_KEPT_OF_ACCOUNT = frozenset({"activity", "milestones", "plans", "stages"})
"""When an account is erased, these stay, without people and words: how long things took."""
_THEIR_TEXT = (
    ("blockers", "raised_by", "what"),
    ("questions", "asked_by", "text"),
    ("answers", "user_id", "comment"),
    ("criterion_wishes", "by", "text"),
    ("findings", "by", "text"),
    ("notes", "said_by", "text"),
    ("notes", "said_by", "answer"),
)
"""What somebody wrote, or is quoted with: table, whose it is, the text."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a customer's, as far as the tables know them."""

    users: frozenset[str]
    names: frozenset[str]
    emails: frozenset[str]
    stakeholders: frozenset[str]

    @property
    def is_known(self) -> bool:
        return bool(self.users or self.stakeholders)


def find_person(tx: Transaction, who: str) -> Person:
    """Everybody whom a Slack user id, an address or a whole name means, as one."""
    meant = who.strip().casefold()
    known = tx.connection.execute(
        select(members.c.user_id, members.c.name, members.c.email).where(
            members.c.workspace_id == tx.workspace
        )
    ).all()
    named = tx.connection.execute(
        select(
            stakeholders.c.id, stakeholders.c.user_id, stakeholders.c.name, stakeholders.c.email
        ).where(stakeholders.c.workspace_id == tx.workspace)
    ).all()
    rows: list[Any] = [row for row in (*known, *named) if meant in _names_of(row)]
    users = {row.user_id for row in rows if row.user_id}
    # the same person in the other table, by the Slack user id
    rows += [row for row in (*known, *named) if row.user_id in users]
    emails = {row.email.casefold() for row in rows if row.email}
    rows += [row for row in (*known, *named) if row.email and row.email.casefold() in emails]
    return Person(
        users=frozenset(row.user_id for row in rows if row.user_id),
        names=frozenset(row.name for row in rows if row.name),
        emails=frozenset(row.email for row in rows if row.email),
        stakeholders=frozenset(row.id for row in rows if "id" in row._mapping),
    )


def accounts_of(tx: Transaction, person: Person) -> list[str]:
    """The customers in whose onboarding they take part."""
    places = tx.connection.execute(
        select(stakeholders.c.account_id).where(
            stakeholders.c.workspace_id == tx.workspace,
            stakeholders.c.id.in_(sorted(person.stakeholders)),
        )
    )
    return sorted(set(places.scalars()))


def is_ours(tx: Transaction, person: Person) -> bool:
    """Whether it is a full member of our own workspace."""
    found = tx.connection.execute(
        select(members.c.user_id).where(
            members.c.workspace_id == tx.workspace,
            members.c.user_id.in_(sorted(person.users)),
            members.c.team_id == tx.workspace,
            members.c.is_guest.is_(False),
        )
    )
    return found.first() is not None


def erase_person(tx: Transaction, person: Person) -> Counts:
    """Take a person out of every table; who they were to whom stays, without a name."""
    counts: Counts = Counter()
    users = sorted(person.users)
    texts, their_accounts = _texts_of(tx, users), accounts_of(tx, person)
    _change(
        tx,
        stakeholders,
        stakeholders.c.id.in_(sorted(person.stakeholders)),
        counts,
        name=NAMELESS_PERSON,
        email=None,
        user_id=None,
        invite_id=None,
        title=None,
        attitude=None,
        remark=None,
        left_at=func.coalesce(stakeholders.c.left_at, tx.now),  # nobody is to count on them
    )
    _change(tx, accounts, accounts.c.id.in_(their_accounts), counts, last_words=None)
    for name, whose, column in _THEIR_TEXT:
        rows = metadata.tables[name]
        empty = None if rows.c[column].nullable else ERASED
        _change(tx, rows, rows.c[whose].in_(users), counts, **{column: empty})
    for table in (signs, members, schema.member_roles):
        _remove(tx, table, table.c.user_id.in_(users), counts)
    _remove_what_is_addressed(tx, users, counts)
    _redact_everywhere(tx, _traces(person, texts), counts)
    return counts


def erase_account(tx: Transaction, account: str) -> Counts:
    """Take a customer out of every table; how long its steps took stays, without a name."""
    counts: Counts = Counter()
    people = _people_of(tx, account)
    name = tx.connection.execute(
        select(accounts.c.name).where(
            accounts.c.workspace_id == tx.workspace, accounts.c.id == account
        )
    ).scalar_one()
    channels = _channels_of(tx, account)
    for table in reversed(ACCOUNT_TABLES):
        if table.name not in _KEPT_OF_ACCOUNT:
            _remove(tx, table, table.c.account_id == account, counts)
    for table in (schema.milestones, schema.plans):
        without = {column.name: None for column in table.columns if column.name in PEOPLE}
        _change(tx, table, table.c.account_id == account, counts, **without)
    _change(tx, schema.plans, schema.plans.c.account_id == account, counts, standing={})
    with rewriting_activity(tx.connection):
        mine = activity.c.account_id == account
        _change(tx, activity, mine, counts, data={}, actor=None, origin=None)
    _change(
        tx,
        accounts,
        accounts.c.id == account,
        counts,
        name=NAMELESS_CUSTOMER,
        outcome="",
        contract_value=0,
        channel_name=None,
        channel_id=None,
        channel_state="deleted",
        last_words=None,
        next_review_at=None,
        renewal_on=None,
        closed_at=func.coalesce(accounts.c.closed_at, tx.now),
    )
    for table in (members, schema.member_roles):
        _remove(tx, table, table.c.user_id.in_(sorted(people.users)), counts)
    _remove_what_is_addressed(tx, [*sorted(people.users), account], counts)
    told = Traces({}, [name, account, *sorted(people.names), *sorted(people.emails), *channels])
    _remove_told(tx, told, counts)
    _redact_everywhere(tx, _traces(people, ()), counts)
    return counts


def _people_of(tx: Transaction, account: str) -> Person:
    """The customer's people who are nobody else's customers too, nor ours."""
    held = tx.connection.execute(
        select(schema.account_teams.c.team_id, schema.account_teams.c.account_id).where(
            schema.account_teams.c.workspace_id == tx.workspace
        )
    ).all()
    shared = {row.team_id for row in held if row.account_id != account} | {tx.workspace}
    teams = {row.team_id for row in held if row.account_id == account} - shared
    named = tx.connection.execute(
        select(
            stakeholders.c.id,
            stakeholders.c.account_id,
            stakeholders.c.user_id,
            stakeholders.c.name,
            stakeholders.c.email,
        ).where(stakeholders.c.workspace_id == tx.workspace)
    ).all()
    mine = [row for row in named if row.account_id == account]
    elsewhere = {row.user_id for row in named if row.account_id != account and row.user_id}
    elsewhere |= {row.email for row in named if row.account_id != account and row.email}
    own = {row.user_id for row in mine if row.user_id}
    known = tx.connection.execute(
        select(members.c.user_id, members.c.name, members.c.email).where(
            members.c.workspace_id == tx.workspace,
            or_(
                members.c.user_id.in_(sorted(own)),
                members.c.team_id.in_(sorted(teams)),
            ),
        )
    ).all()
    alone = [
        row
        for row in (*mine, *known)
        if row.user_id not in elsewhere and row.email not in elsewhere
    ]
    return Person(
        users=frozenset(row.user_id for row in alone if row.user_id),
        names=frozenset(row.name for row in alone if row.name),
        emails=frozenset(row.email for row in alone if row.email),
        stakeholders=frozenset(row.id for row in mine),
    )


def _channels_of(tx: Transaction, account: str) -> list[str]:
    row = tx.connection.execute(
        select(accounts.c.channel_name, accounts.c.channel_id).where(
            accounts.c.workspace_id == tx.workspace, accounts.c.id == account
        )
    ).one()
    return [value for value in row if value]


def _texts_of(tx: Transaction, users: list[str]) -> tuple[str, ...]:
    """What these people wrote, so that it is found where it was quoted."""
    found: list[str] = []
    for table, whose, column in _THEIR_TEXT:
        rows = metadata.tables[table]
        statement = select(rows.c[column]).where(
            rows.c.workspace_id == tx.workspace, rows.c[whose].in_(users)
        )
        found += [text for text in tx.connection.execute(statement).scalars() if text]
    return tuple(found)


def _traces(person: Person, texts: tuple[str, ...]) -> Traces:
    """An id is replaced by one that leads nowhere and is the same throughout: two lines of one
    person stay lines of one person."""
    ids = {user: f"erased-{new_id()[:12]}" for user in sorted(person.users)}
    return Traces(ids, [*sorted(person.names), *sorted(person.emails)], texts)


def _redact_everywhere(tx: Transaction, traces: Traces, counts: Counts) -> None:
    with rewriting_activity(tx.connection):
        for table in metadata.sorted_tables:
            if table is not lanes and table.name != "playbooks":
                counts[table.name] += redact(tx, table, traces)


def _remove_what_is_addressed(tx: Transaction, needles: list[str], counts: Counts) -> None:
    """What waits for or went to somebody by name: lanes, their rows, keys of the inbox."""
    for needle in needles:
        ends = f"%:{needle}"
        _remove(tx, outbox, outbox.c.lane.like(ends), counts)
        held = select(outbox.c.lane).where(outbox.c.workspace_id == tx.workspace)
        _remove(tx, lanes, lanes.c.lane.like(ends) & lanes.c.lane.not_in(held), counts)
        _remove(tx, inbox, inbox.c.key.like(f"%{needle}%"), counts)


def _remove_told(tx: Transaction, told: Traces, counts: Counts) -> None:
    """Messages of no account, digests above all, that tell of a customer."""
    rows = tx.connection.execute(
        select(outbox.c.id, outbox.c.body, outbox.c.key).where(
            outbox.c.workspace_id == tx.workspace
        )
    ).all()
    ids = [
        row.id
        for row in rows
        if told.redacted(row.body) != row.body or told.redacted(row.key) != row.key
    ]
    for start in range(0, len(ids), 500):
        _remove(tx, outbox, outbox.c.id.in_(ids[start : start + 500]), counts)


def _change(tx: Transaction, table: Table, which: Any, counts: Counts, **values: Any) -> None:
    own = table.c.workspace_id == tx.workspace
    done = tx.connection.execute(update(table).where(own, which).values(**values))
    counts[table.name] += done.rowcount


def _remove(tx: Transaction, table: Table, which: Any, counts: Counts) -> None:
    own = table.c.workspace_id == tx.workspace
    counts[table.name] += tx.connection.execute(delete(table).where(own, which)).rowcount


def _names_of(row: Any) -> set[str]:
    return {value.casefold() for value in (row.user_id, row.name, row.email) if value}
