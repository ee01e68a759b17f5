"""Programs that live beside the sandbox and act by themselves when its time comes."""

from typing import Protocol


class Companion(Protocol):
    """What the sandbox must know of such a program to turn its clock without outrunning it.

    Everything is called from a thread that may wait, never from the sandbox's own.
    """

    @property
    def name(self) -> str:
        """For people: who acts."""

    def next_at(self) -> float | None:
        """When it will next do something by itself, seconds UTC; None when nothing is planned."""

    def what_next(self) -> str:
        """What that will be, in a few words."""

    def settle(self, timeout: float) -> None:
        """Do what is due at the present sandbox time; return when all of it has arrived.

        Raises TimeoutError when that takes more than `timeout` seconds of real time.
        """
