"""The two kinds of message, which never meet: what customers read, and what is said about them."""

from pydantic import BaseModel, ConfigDict


class CustomerMessage(BaseModel):
    """A message customers read. Nothing said *about* a customer has a place here."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TeamMessage(BaseModel):
    """A message for our people. It never goes where a customer can read it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
