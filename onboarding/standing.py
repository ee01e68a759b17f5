"""Who a person is to an account: decided by workspace and explicit list; in doubt a customer."""

from dataclasses import dataclass
from enum import StrEnum

from onboarding.people import Side


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is known of a person, looked at from one account."""

    at_home: bool  # of the installing workspace
    known: bool  # Slack has told us who this is
    guest: bool  # a guest there
    listed: bool  # one of the account's stakeholders
    of_customer: bool  # of a workspace that the account's customer brought


class Outsider(StrEnum):
    """Somebody who has no part in the account."""

    STRANGER = "stranger"
    UNKNOWN = "unknown"  # of our workspace, but we do not know yet whether as a guest


def standing(person: Acquaintance) -> Side | Outsider:
    """The side a person acts for.

    A full member of our workspace is one of us, whatever list has the name: else our own people
    could agree to a plan for the customer. Of the others, whoever is listed as a stakeholder is the
    customer's, a guest who is not is nobody's, and a member of ours whom Slack has not told us
    about is not yet trusted with our side.
    """
    if person.at_home and person.known and not person.guest:
        return Side.TEAM
    if person.listed or person.of_customer:
        return Side.CUSTOMER
    if person.at_home and not person.known:
        return Outsider.UNKNOWN
    return Outsider.STRANGER
