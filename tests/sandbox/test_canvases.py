"""A canvas is read on the page at its permalink, as it was written; from elsewhere it is not."""

from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from slack_sdk import WebClient

WRITTEN = "# Plan\n\n- <script>alert(1)</script> & more"


class _Staying(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def read(address: str, site: str) -> tuple[int, str, str]:
    """Status, kind and text of what is served there."""
    asked = Request(address, headers={"Sec-Fetch-Site": site})  # noqa: S310 - the sandbox's own
    try:
        with build_opener(_Staying).open(asked) as answer:
            return answer.status, answer.headers["content-type"], answer.read().decode()
    except HTTPError as refused:
        return refused.code, "", ""


@pytest.fixture
def permalink(client: WebClient) -> str:
    document = {"type": "markdown", "markdown": WRITTEN}
    canvas = client.canvases_create(title="Plan", document_content=document)["canvas_id"]
    found: str = client.files_info(file=canvas)["file"]["permalink"]
    return found


def test_the_page_reads_a_canvas_as_plain_text(permalink: str) -> None:
    status, kind, text = read(permalink, "same-origin")
    assert (status, text) == (200, WRITTEN)
    assert kind.startswith("text/plain")


def test_from_elsewhere_one_is_sent_to_sign_in(permalink: str) -> None:
    assert read(permalink, "cross-site")[0] == 307
    assert read(f"{permalink}X", "same-origin")[0] == 404
