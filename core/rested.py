"""Connections that rested a while are asked whether they still stand: a server may have gone away meanwhile."""

import time
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

ASK_AFTER_SECONDS = 1.0
"""The pool's own pre-ping asks each time, a way to the server and back before every transaction."""

_GIVEN_BACK = "given back"


def ping_after_rest(engine: Engine, ask_after: float = ASK_AFTER_SECONDS) -> None:
    """A connection found dead is replaced by the pool before anybody gets it. ask_after: seconds of rest."""

    def ask(connection: Any, record: Any, _: Any) -> None:
        given_back = record.info.get(_GIVEN_BACK)
        if given_back is None or time.monotonic() - given_back < ask_after:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error

    def note(_: Any, record: Any) -> None:
        record.info[_GIVEN_BACK] = time.monotonic()

    event.listen(engine, "checkout", ask)
    event.listen(engine, "checkin", note)
