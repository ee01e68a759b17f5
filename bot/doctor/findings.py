"""What the doctor found, and how it is shown."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text


class Verdict(StrEnum):
    WELL = "ok"
    ODD = "note"  # works, but somebody should know
    FAULT = "fault"
    UNSEEN = "skipped"  # something before it is broken


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `remedy` says what to do, for notes and faults."""

    subject: str
    verdict: Verdict
    said: str
    remedy: str = ""
    milliseconds: int | None = None  # of a call to Slack, in `--live`


def well(subject: str, said: str, milliseconds: int | None = None) -> Finding:
    return Finding(subject, Verdict.WELL, said, milliseconds=milliseconds)


def odd(subject: str, said: str, remedy: str) -> Finding:
    return Finding(subject, Verdict.ODD, said, remedy)


def fault(subject: str, said: str, remedy: str, milliseconds: int | None = None) -> Finding:
    return Finding(subject, Verdict.FAULT, said, remedy, milliseconds)


def unseen(subject: str, because: str) -> Finding:
    return Finding(subject, Verdict.UNSEEN, because)


def is_healthy(findings: Sequence[Finding]) -> bool:
    """Whether Milepost can work: nothing is a fault, and nothing had to be left out."""
    return all(finding.verdict in {Verdict.WELL, Verdict.ODD} for finding in findings)


COLOURS = {
    Verdict.WELL: "green",
    Verdict.ODD: "yellow",
    Verdict.FAULT: "bold red",
    Verdict.UNSEEN: "dim",
}


def show(findings: Sequence[Finding], stream: TextIO, *, width: int | None = None) -> None:
    """A table for people. What Slack or a file said is printed as it is, never as markup."""
    timed = any(finding.milliseconds is not None for finding in findings)
    table = Table(box=None, pad_edge=False)
    for title in ("what", "", "found", *(["ms"] if timed else [])):
        table.add_column(title, justify="right" if title == "ms" else "left", overflow="fold")
    for finding in findings:
        said = Text(finding.said)
        if finding.remedy:
            said.append(f"\n→ {finding.remedy}", style="italic")
        took = "" if finding.milliseconds is None else str(finding.milliseconds)
        table.add_row(
            Text(finding.subject),
            Text(finding.verdict, style=COLOURS[finding.verdict]),
            said,
            *([took] if timed else []),
        )
    Console(file=stream, width=width, highlight=False).print(table)


def as_json(findings: Sequence[Finding]) -> str:
    """The same for programs: `{"healthy": bool, "findings": [...]}`."""
    return json.dumps(
        {"healthy": is_healthy(findings), "findings": [asdict(finding) for finding in findings]},
        indent=2,
        ensure_ascii=False,
    )
