"""Who takes part in an onboarding: two sides, and the roles people hold on each (R10, A5)."""

from enum import StrEnum


class Side(StrEnum):
    """The side of the table a person or a milestone belongs to."""

    TEAM = "team"
    CUSTOMER = "customer"


class Role(StrEnum):
    """What somebody on our side does; one person may hold several (R10)."""

    AE = "ae"
    OWNER = "owner"
    CONSULTANT = "consultant"
    CSM = "csm"
    PRODUCT = "product"
    SUPPORT = "support"
    LEADER = "leader"

    @property
    def label(self) -> str:
        """The role as people read it."""
        return _ROLE_LABELS[self]


class StakeholderRole(StrEnum):
    """What somebody at the customer is to this onboarding (A5)."""

    ECONOMIC_BUYER = "economic_buyer"
    TECHNICAL_OWNER = "technical_owner"
    DAILY_USER = "daily_user"
    EXECUTIVE_SPONSOR = "executive_sponsor"
    CHAMPION = "champion"
    CONTACT = "contact"

    @property
    def label(self) -> str:
        """The role as people read it."""
        return _STAKEHOLDER_LABELS[self]


TELLING = (
    StakeholderRole.EXECUTIVE_SPONSOR,
    StakeholderRole.ECONOMIC_BUYER,
    StakeholderRole.TECHNICAL_OWNER,
    StakeholderRole.CHAMPION,
    StakeholderRole.DAILY_USER,
)
"""The parts on which an onboarding hangs most, the most telling first: where there is no room for
everybody, and whom a second thread is best tied to (G3)."""


_ROLE_LABELS = {
    Role.AE: "Account executive",
    Role.OWNER: "Onboarding manager",
    Role.CONSULTANT: "Implementation consultant",
    Role.CSM: "Customer success manager",
    Role.PRODUCT: "Product",
    Role.SUPPORT: "Support",
    Role.LEADER: "Leader",
}

_STAKEHOLDER_LABELS = {
    StakeholderRole.ECONOMIC_BUYER: "Economic buyer",
    StakeholderRole.TECHNICAL_OWNER: "Technical owner",
    StakeholderRole.DAILY_USER: "Daily user",
    StakeholderRole.EXECUTIVE_SPONSOR: "Executive sponsor",
    StakeholderRole.CHAMPION: "Champion",
    StakeholderRole.CONTACT: "Point of contact",
}
