"""What we have learnt, by version of the playbook: a page for our people only (R9)."""

from collections.abc import Iterator, Sequence

from blocks import kit
from blocks.kit import Block, View
from onboarding.looking_back import Finding, Source, VersionFindings
from playbooks.mrkdwn import escape
from playbooks.phrases import plural

CALLBACK = "findings"
_LINE = 220
_NAME = 40
_LINES = 8  # of a kind about one version; the rest is counted
_VERSIONS = 4
_PER_SECTION = 8
_NONE = (
    "_Nothing yet._ Findings come from the retrospective with the customer and from post-mortems, "
    "once an onboarding has ended."
)


def render(found: Sequence[VersionFindings]) -> View:
    """The view."""
    blocks = [block for one in found[:_VERSIONS] for block in _version(one)]
    if len(found) > _VERSIONS:
        blocks.append(
            kit.context(
                f"and {plural(len(found) - _VERSIONS, 'more version')}: "
                "`milepost playbook findings` lists all"
            )
        )
    return kit.modal(CALLBACK, "Findings", blocks or [kit.section(_NONE)], close="Close")


def _version(found: VersionFindings) -> Iterator[Block]:
    name = kit.clip(" ".join(found.playbook.split()), _NAME)
    yield kit.header(f"{name} {found.version}")
    yield kit.context(f"from {plural(found.customers, 'customer')}")
    for heading, findings in (("What to improve", found.change), ("What to keep", found.keep)):
        lines = [f"• {_line(one)}" for one in findings[:_LINES]]
        if len(findings) > _LINES:
            lines.append(f"• and {len(findings) - _LINES} more")
        for first in range(0, len(lines), _PER_SECTION):
            above = f"*{heading}*\n" if first == 0 else ""
            yield kit.section(above + "\n".join(lines[first : first + _PER_SECTION]))


def _line(finding: Finding) -> str:
    text = kit.clip(escape(finding.text), _LINE)
    whose = "their words" if finding.source is Source.RETROSPECTIVE else "post-mortem"
    return f"{text} _({kit.clip(escape(finding.customer), _NAME)}, {whose})_"
