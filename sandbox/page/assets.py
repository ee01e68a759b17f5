"""The page's scripts and styles, as they lie in `static/`."""

from pathlib import Path, PurePosixPath
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""Said outright: what a machine believes of a file's ending differs from one to the next."""


class Assets(StaticFiles):
    """Always asked for again, and sent only when changed."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        kind = TYPES.get(PurePosixPath(path).suffix)
        if kind is not None and response.status_code == 200:
            response.headers["content-type"] = kind
        response.headers["cache-control"] = "no-cache"
        response.headers["x-content-type-options"] = "nosniff"
        return response
