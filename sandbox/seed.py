"""The companies everybody starts with: a host that sells software, and two of its customers."""

from collections.abc import Sequence

from sandbox.ids import Ids
from sandbox.world import Channel, Person, Team, World

HOST = "Trellis"

Staff = tuple[str, str, str, str]
"""Real name, title, IANA zone, and rank: "owner", "admin" or ""."""

COMPANIES: tuple[tuple[str, str, tuple[Staff, ...]], ...] = (
    (
        HOST,
        "trellis",
        (
            ("Olivia Hart", "Onboarding manager", "Europe/London", "owner"),
            ("Arthur Lane", "Account executive", "America/New_York", ""),
            ("Clara Moss", "Customer success manager", "Europe/Berlin", ""),
            ("Liam Reyes", "Head of customer success", "America/Los_Angeles", ""),
            ("Ada Kent", "IT administrator", "Europe/London", "admin"),
        ),
    ),
    (
        "Hazel & Finch",
        "hazelfinch",
        (
            ("Maya Finch", "Head of operations", "Europe/Paris", ""),
            ("Tom Hazel", "Chief executive", "Europe/Lisbon", "owner"),
            ("Priya Nair", "Systems lead", "Asia/Kolkata", ""),
            ("Hugo Brandt", "IT administrator", "Europe/Paris", "admin"),
        ),
    ),
    (
        "Brightwater",
        "brightwater",
        (
            ("Ben Water", "Operations director", "America/Chicago", "owner"),
            ("Sofia Lindt", "Product owner", "Europe/Zurich", ""),
            ("Ines Duarte", "IT administrator", "America/Sao_Paulo", "admin"),
        ),
    ),
)


def found_companies(ids: Ids, now: int) -> World:
    """Workspaces with their people, each with a #general; `now` in seconds UTC."""
    world = World()
    for company, domain, people in COMPANIES:
        found_company(world, ids, now, company, domain, people)
    return world


def found_company(
    world: World, ids: Ids, now: int, company: str, domain: str, people: Sequence[Staff]
) -> Team:
    """A workspace with its people, one at least, all of them in its #general."""
    team = Team(ids.mint("T"), company, domain, created=now)
    world.teams[team.id] = team
    for real_name, title, zone, rank in people:
        handle = real_name.split()[0].lower()
        person = Person(
            id=ids.mint("U"),
            team_id=team.id,
            name=handle,
            real_name=real_name,
            email=f"{handle}@{domain}.example",
            zone=zone,
            title=title,
            is_admin=rank in ("admin", "owner"),
            is_owner=rank == "owner",
            updated=now,
        )
        world.people[person.id] = person
    _open_general(world, team, ids, now)
    return team


def _open_general(world: World, team: Team, ids: Ids, now: int) -> None:
    members = [person.id for person in world.people_of(team.id)]
    general = Channel(
        id=ids.mint("C"),
        host_team_id=team.id,
        kind="public",
        creator=members[0],
        created=now,
        names={team.id: "general"},
        members=dict.fromkeys(members),
        updated=now,
    )
    world.channels[general.id] = general


def host_team(world: World) -> Team:
    return next(team for team in world.teams.values() if team.name == HOST)
