"""A7: the package as a document says all of it, and what people wrote stays what they wrote."""

import re

from onboarding.package_composing import compose
from playbooks.documents import INTERNAL, as_html, as_markdown, title
from playbooks.package import parts
from tests.onboarding.review.accounts import at, day
from tests.onboarding.test_package import PAPERS, an_old_account

WRITTEN = "# <b>Not</b> *bold* [a](http://x.example) `code` & _so_"
PACKAGE = compose(an_old_account(outcome=WRITTEN), PAPERS, at(day(5)))
PEOPLE = {"UOWNER": "Olivia <Hart>", "UMAYA": "Maya Finch"}


def test_every_line_of_the_package_is_in_both_documents_A7() -> None:
    html, markdown = as_html(PACKAGE, PEOPLE), as_markdown(PACKAGE, PEOPLE)
    lines = [line for part in parts(PACKAGE) for line in part.lines]
    assert html.count("<li>") == len(lines)
    assert len(re.findall(r"^- ", markdown, re.MULTILINE)) == len(lines)
    assert html.count("<h2>") == markdown.count("\n## ") == len(parts(PACKAGE))
    for document in (html, markdown):
        assert INTERNAL in document
        assert "Maya Finch" in document


def test_what_people_wrote_is_neither_markup_nor_markdown() -> None:
    html, markdown = as_html(PACKAGE, PEOPLE), as_markdown(PACKAGE, PEOPLE)
    assert "<b>" not in html
    assert "&lt;b&gt;Not" in html
    assert "Olivia &lt;Hart&gt;" in html
    assert r"\# \<b\>Not\</b\> \*bold\* \[a\](http://x.example) \`code\`" in markdown
    assert title(PACKAGE) == "Hazel & Finch: handoff to customer success"
    assert "Hazel &amp; Finch: handoff" in html


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    html = as_html(PACKAGE, PEOPLE)
    assert not re.search(r"<(script|img|link|iframe|a)\b|\bsrc=|\bhref=|url\(|\bon\w+=", html)
