"""Progress as people see it: a bar of text, and the figures beside it."""

_CELLS = 10


def bar(done: int, total: int) -> str:
    """Ten cells, as many filled as tenths are done: full only when all is done."""
    filled = _CELLS * done // total if total else _CELLS
    return "▓" * filled + "░" * (_CELLS - filled)


def figures(done: int, total: int) -> str:
    """Figures as "4 of 14 · 29 %"."""
    return f"{done} of {total} · {percent(done, total)} %"


def percent(done: int, total: int) -> int:
    """Whole percent, rounded, but 100 only when all is done."""
    if done >= total:
        return 100
    return min(round(100 * done / total), 99)
