"""How Python itself is set up for a process that lives long."""

import gc


def leave_alone_what_stays() -> None:
    """Modules, playbooks, templates and prepared statements live as long as the process: without
    them Python's collector has far less to go through, again and again, while accounts are read."""
    gc.collect()
    gc.freeze()
