"""How Python itself is set up for a process that lives long."""

import gc

YOUNG = 10_000
"""Objects made before Python looks which of them are garbage: what a batch of accounts is read into
is, soon, and looking after every 700 was a twentieth of a tick."""


def leave_alone_what_stays() -> None:
    """Modules, playbooks, templates and prepared statements live as long as the process: without
    them Python's collector has far less to go through, again and again, while accounts are read."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
