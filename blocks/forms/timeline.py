"""The timeline of a customer, for our people only: a page of it, by topic (X1)."""

from collections.abc import Iterator

from blocks import actions, kit
from blocks.kit import Block, View
from blocks.values import OneAccount, TimelinePage
from onboarding.timeline import Entry, TimelineView, Topic
from playbooks import timeline as words
from playbooks.mrkdwn import escape
from playbooks.phrases import day

CALLBACK, EXPORTED_CALLBACK = "timeline", "exported"
_NAME = 150
_LINE = 900
_INTERNAL, _SEEN = "🔒", "👥"
_LEGEND = f"{_SEEN} the customer could see it · {_INTERNAL} internal · times are the customer's"


def render(view: TimelineView) -> View:
    """The view."""
    name = kit.clip(escape(view.customer), _NAME)
    blocks = [
        kit.section(f"*{name}*: what happened, the newest first"),
        kit.actions([_filter(view), *_export(view)]),
        kit.context(_LEGEND),
        *_lines(view),
    ]
    if turns := list(_turns(view)):
        blocks.append(kit.actions(turns))
    return kit.modal(CALLBACK, "Timeline", blocks, close="Close")


def exported(customer: str) -> View:
    """That the whole record is on its way to the reader."""
    name = kit.clip(escape(customer), _NAME)
    said = (
        f"📦 The whole record of *{name}* is on its way to you, as a page and as JSON, by direct "
        "message. It holds what is internal: it is not meant for the customer."
    )
    return kit.modal(EXPORTED_CALLBACK, "Export", [kit.section(said)], close="Close")


def _filter(view: TimelineView) -> kit.Element:
    options = {
        topic: kit.option(topic.label, TimelinePage(account=view.account, topic=topic.value).dump())
        for topic in Topic
    }
    return kit.static_select(
        actions.TIMELINE_TOPIC, list(options.values()), initial_option=options[view.topic]
    )


def _export(view: TimelineView) -> Iterator[kit.Element]:
    if view.may_export:
        value = OneAccount(account=view.account).dump()
        yield kit.button("Export", actions.EXPORT, value=value)


def _lines(view: TimelineView) -> Iterator[Block]:
    if not view.entries:
        yield kit.section("_Nothing of this kind is on record._")
    for date, entries in view.days:
        yield kit.section(f"*{day(date, view.today)}*")
        for entry in entries:
            yield kit.context(_line(entry, view))


def _line(entry: Entry, view: TimelineView) -> str:
    """With what of it stays with us at its end, if the customer saw the rest."""
    at, origin = f"{view.local(entry):%H:%M}", words.place(entry.origin)
    if not entry.is_seen:
        said = kit.clip(words.told(entry, view.names), _LINE)
        return " · ".join(filter(None, (f"{_INTERNAL} {at}", said, origin)))
    found = words.line(entry, view.names)
    said, inside = kit.clip(found.said, _LINE), kit.clip(found.inside, _LINE)
    ours = f"{_INTERNAL} {inside}" if inside else ""
    return " · ".join(filter(None, (f"{_SEEN} {at}", said, origin, ours)))


def _turns(view: TimelineView) -> Iterator[kit.Element]:
    topic = view.topic.value
    if view.newer is not None:
        value = TimelinePage(account=view.account, topic=topic, after=view.newer)
        newer = actions.suffixed(actions.TIMELINE_PAGE, "newer")
        yield kit.button("← Newer", newer, value=value.dump())
    if view.older is not None:
        value = TimelinePage(account=view.account, topic=topic, before=view.older)
        older = actions.suffixed(actions.TIMELINE_PAGE, "older")
        yield kit.button("Older →", older, value=value.dump())
