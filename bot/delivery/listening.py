"""PostgreSQL's NOTIFY: another replica committed something to send."""

import asyncio
import logging
from collections.abc import Callable

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from storage.database import CHANNEL

log = logging.getLogger(__name__)

RECONNECT_SECONDS = 2.0


async def listen(url: URL, wake: Callable[[], None]) -> None:
    """Call `wake` for every notification, until cancelled; reconnects when the line breaks."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(address, autocommit=True)
            async with connection:
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                wake()  # what was committed while nobody listened
                async for _ in connection.notifies():
                    wake()
        except psycopg.OperationalError as error:
            log.warning("not listening to PostgreSQL, trying again: %s", type(error).__name__)
        await asyncio.sleep(RECONNECT_SECONDS)
