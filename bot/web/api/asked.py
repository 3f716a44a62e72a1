"""Who asks, with what, and how what they ask is done: read, or done once in one transaction."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID, uuid4

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from bot.deeds import DEEDS
from bot.doors import let_press
from bot.speaker import Speaker
from bot.tokens import Token
from bot.web.dashboard.presses import in_words
from core.api_tokens.once import Claim, claim, let_go, store
from core.api_tokens.use import Holder
from core.errors import InvalidAnswer
from core.services import Services
from core.workspaces.members import ChatIdentity

Answer = TypeVar("Answer")
LONGEST_KEY = 255
REPLAYED = {"idempotent-replayed": "true"}


@dataclass(frozen=True)
class Asked:
    """One request. key: its Idempotency-Key, "" for none; fingerprint: of all it asks for."""

    services: Services
    holder: Holder
    key: str = ""
    fingerprint: str = ""

    @property
    def workspace_id(self) -> UUID:
        return self.holder.workspace.id

    @property
    def speaker(self) -> Speaker:
        """The same person as in the conversation in which they made the token."""
        place = self.holder.conversation
        return Speaker(
            identity=ChatIdentity(place.platform, self.holder.known_as, place.team),
            member=self.holder.member,
            workspace=self.holder.workspace,
            conversation=place,
            update=f"api:{uuid4()}",
        )

    async def read(self, do: Callable[[AsyncSession], Awaitable[Answer]]) -> Answer:
        async with self.services.db.reading() as session:
            return await do(session)

    async def once(self, do: Callable[[AsyncSession], Awaitable[BaseModel]], status: int = 200) -> Response:
        """Done in one transaction with the answer to be told again; the same request later gets that answer."""
        taken = await self._claim() if self.key else None
        if taken is not None and taken.answered is not None:
            return _json(taken.answered[1], taken.answered[0], REPLAYED)
        try:
            async with self.services.db.transaction() as session:
                body = (await do(session)).model_dump_json()
                if taken is not None:
                    await store(session, self.services.vault, taken, status, body)
        except BaseException:
            if taken is not None:
                await let_go(self.services.db, taken)
            raise
        return _json(body, status)

    async def press(self, session: AsyncSession, verb: str, subject: UUID, number: int = 0) -> str:
        """What a button of chat's cards does, by its very row; returns the sentence."""
        speaker = self.speaker
        let_press(speaker.member, verb)
        said = await DEEDS[verb](session, speaker, Token(verb, subject, number), self.services.clock.now())
        return said if isinstance(said, str) else in_words(said)

    async def _claim(self) -> Claim:
        now = self.services.clock.now()
        return await claim(self.services.db, self.services.vault, self.holder.token, self.key, self.fingerprint, now)


def asked(request: Request) -> Asked:
    """Who was let in (bot/web/api/door.py), as a dependency."""
    found: Asked = request.state.asked
    return found


def key_in(header: str) -> str:
    """Raises InvalidAnswer for one that is too long or not of visible letters."""
    if len(header) > LONGEST_KEY or not header.isascii() or not header.isprintable():
        raise InvalidAnswer("An Idempotency-Key has up to 255 visible letters.", field="Idempotency-Key")
    return header.strip()


async def fingerprint_of(request: Request) -> str:
    """Of method, address and body."""
    asks = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return hashlib.sha256(asks + await request.body()).hexdigest()


def _json(body: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers, media_type="application/json")
