"""What is checked of a block or an element, in words read off the checks themselves."""

from collections.abc import Iterator

from sandbox.blockkit import elements, objects
from sandbox.blockkit.blocks import ON
from sandbox.blockkit.checks import ITEMS, Check, shape_of

TEXT_KINDS = frozenset({"plain_text", "mrkdwn"})
EVERYWHERE = frozenset({"block_id", "action_id", "type"})
"""Keys whose limits are the same wherever they stand."""

ELEMENTS: dict[str, dict[str, Check]] = {
    "actions": dict(shape_of(elements.in_actions).kinds),
    "section": dict(shape_of(elements.in_section).kinds),
    "input": dict(shape_of(elements.in_input).kinds),
    "context": {"image": elements.image},
    "context_actions": dict(shape_of(elements.in_context_actions).kinds),
    "card": {"button": elements.button},
    "data_table": {"button": elements.button},
}
"""Which elements stand in which block."""

OBJECTS: dict[str, Check] = {
    "option of a menu": objects.option,
    "option of checkboxes and radio buttons": objects.choice,
    "option of an overflow menu": objects.overflow_option,
    "option group": objects.option_group,
    "confirmation": objects.confirmation,
    "dispatch action configuration": objects.dispatch_action_config,
    "conversation filter": objects.conversation_filter,
    "Slack file": objects.slack_file,
    "workflow": objects.workflow,
    "feedback button": elements.feedback_button,
}

_told_apart: frozenset[Check] = frozenset(
    [
        *(check for known in ON.values() for check in known.values()),
        *(check for known in ELEMENTS.values() for check in known.values()),
        *OBJECTS.values(),
    ]
)
"""What has a line of its own, and is not described again where it stands in something."""


def limits_of(check: Check) -> list[str]:
    """The limits in a block, an element or an object: `` `text` ≤ 150 characters ``.

    `[]` stands for each item of a list, a dot leads into an object.
    """
    return list(dict.fromkeys(_limits(check, "")))


def _limits(check: Check, path: str) -> Iterator[str]:
    shape = shape_of(check)
    if path and check in _told_apart:
        return
    if path and shape.limit:
        yield f"`{path}` {shape.limit}"
    if shape.kind in TEXT_KINDS:
        yield from _limits(shape.parts["text"], path)
        return
    for kind in shape.kinds.values():
        yield from _limits(kind, path)
    for key, part in shape.parts.items():
        if key not in EVERYWHERE:
            yield from _limits(part, path + key if key == ITEMS else f"{path}.{key}".lstrip("."))
    for rule in shape.rules:
        yield f"{path.removesuffix(ITEMS)}: {_words(rule)}" if path else _words(rule)


def _words(rule: Check) -> str:
    """A rule says what it asks by its name."""
    return shape_of(rule).limit or getattr(rule, "__name__", "").replace("_", " ")
