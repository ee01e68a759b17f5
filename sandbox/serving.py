"""The addresses of files: where they are uploaded to, and where their bytes are."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox import arguments, files
from sandbox.errors import SlackError
from sandbox.file_objects import media_type
from sandbox.slack import Slack
from sandbox.world import File

PICTURES = frozenset({"image/gif", "image/jpeg", "image/png", "image/webp"})
"""What a browser may show; the rest it only saves."""


def routes(slack: Slack) -> list[Route]:
    serving = Serving(slack)
    return [
        Route("/upload/{ticket}", serving.upload, methods=["POST"]),
        Route("/files/{file}/{name}", serving.download),
        Route("/docs/{team}/{canvas}", serving.canvas),
    ]


class Serving:
    """What is not the Web API: the bytes themselves."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def upload(self, request: Request) -> Response:
        """The bytes as they are, or as the only file of a form."""
        try:
            content = await self._content(request)
            file = files.receive(self._slack, request.path_params["ticket"], content)
        except SlackError as error:
            return PlainTextResponse(error.code, status_code=400)
        finally:
            self._slack.changes.note()
        return PlainTextResponse(f"OK - {file.size}")

    @staticmethod
    async def _content(request: Request) -> bytes:
        received = bytearray()
        async for part in request.stream():
            received += part
            if len(received) > files.LARGEST:
                raise SlackError("file_upload_size_restricted")
        content_type = request.headers.get("content-type", "").encode()
        if not content_type.startswith(arguments.MULTIPART):
            return bytes(received)
        parts = arguments.parts(content_type, bytes(received))
        if not parts:
            raise SlackError("invalid_form_data")
        return parts[0].content

    async def download(self, request: Request) -> Response:
        """For programs with a token, and for the page; others are sent to sign in, as by Slack."""
        file_id = request.path_params["file"]
        file = self._slack.world.files.get(file_id)
        if file is None or file.content is None:
            return PlainTextResponse("file_not_found", status_code=404)
        if not self._may_have(request, file_id):
            return RedirectResponse(f"/?redir={request.url.path}")
        return _bytes_of(file, file.content, save="download" in request.query_params)

    async def canvas(self, request: Request) -> Response:
        """The text of a canvas as it was written, for the page; programs have methods for it."""
        canvas = self._slack.world.canvases.get(request.path_params["canvas"])
        if canvas is None:
            return PlainTextResponse("canvas_not_found", status_code=404)
        if request.headers.get("sec-fetch-site") != "same-origin":
            return RedirectResponse(f"/?redir={request.url.path}")
        return PlainTextResponse(canvas.markdown, headers={"x-content-type-options": "nosniff"})

    def _may_have(self, request: Request, file_id: str) -> bool:
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return request.headers.get("sec-fetch-site") == "same-origin"
        token = self._slack.world.tokens.get(shown)
        if token is None or token.person_id is None or "files:read" not in token.scopes:
            return False
        return files.visible_to(self._slack, token.person_id, file_id) is not None


def _bytes_of(file: File, content: bytes, *, save: bool) -> Response:
    """Nothing that is uploaded may run on the page: it is shown as a picture, or saved."""
    kind = media_type(file)
    if kind in PICTURES and not save:
        return Response(content, media_type=kind)
    headers = {"content-disposition": "attachment"}
    return Response(content, media_type="application/octet-stream", headers=headers)
