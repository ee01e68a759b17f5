"""A package as a document: Markdown for a canvas, HTML for a file. For our own people only (A7).

Nothing is fetched from anywhere, and no script runs. People stand there by their names, since a
file may be read where nobody resolves ids.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape

from onboarding.messages.package import PackageLine
from onboarding.package import Package
from playbooks.package import on, parts

INTERNAL = "For our own people only."
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:46rem;padding:0 1rem}"
    "li{overflow-wrap:anywhere}small{color:#666}"
)


def title(package: Package) -> str:
    """What the document is called."""
    return f"{package.customer}: handoff to customer success"


def as_markdown(package: Package, people: Mapping[str, str]) -> str:
    """The whole package; `people` are the names of Slack user ids."""
    return "\n".join([*_markdown(package, people), ""])


def as_html(package: Package, people: Mapping[str, str]) -> str:
    """The whole package as one page; `people` are the names of Slack user ids."""
    return "\n".join([*_html(package, people), ""])


def _markdown(package: Package, people: Mapping[str, str]) -> Iterator[str]:
    yield f"# {_plain(title(package))}"
    yield f"\n{_plain(_made(package))}"
    for part in parts(package):
        yield f"\n## {_plain(part.title)}\n"
        for line in part.lines:
            text, *facts = (_plain(one) for one in _said(line, people))
            yield f"- {' · '.join([text, *facts])}"


def _html(package: Package, people: Mapping[str, str]) -> Iterator[str]:
    name = escape(title(package))
    yield "<!doctype html>"
    yield f'<html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
    yield f"<style>{_STYLE}</style></head><body>"
    yield f"<h1>{name}</h1><p>{escape(_made(package))}</p>"
    for part in parts(package):
        yield f"<h2>{escape(part.title)}</h2><ul>"
        for line in part.lines:
            text, *facts = (escape(one) for one in _said(line, people))
            more = f" <small>{' · '.join(facts)}</small>" if facts else ""
            yield f"<li>{text}{more}</li>"
        yield "</ul>"
    yield "</body></html>"


def _made(package: Package) -> str:
    return f"Made from the record on {on(package.made_on)}. {INTERNAL}"


def _said(line: PackageLine, people: Mapping[str, str]) -> list[str]:
    who, ended_by = (
        [people.get(one, one)] if one is not None else [] for one in (line.who, line.ended_by)
    )
    return [" ".join(one.split()) for one in (line.text, *who, *line.facts, *ended_by)]


def _plain(text: str) -> str:
    """Somebody's words, so that nothing of them is Markdown."""
    return _SPECIAL.sub(r"\\\1", text)
