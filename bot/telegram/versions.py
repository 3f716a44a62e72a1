"""Which versions of a message were heard: people edit, and an edit may even arrive before the message itself."""

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message, Update

from core.notices.seen import first_time, was_seen

OVERTAKES_WITHIN = timedelta(minutes=1)
"""An edit of something older that we never heard is no business of ours."""


@dataclass(frozen=True)
class Version:
    """A message as it reads now."""

    place: str
    reads: str

    @staticmethod
    def of(update: Update) -> "Version | None":
        """None for an update that is no message."""
        message = update.message or update.edited_message
        if message is None:
            return None
        file = message.photo[-1] if message.photo else message.video or message.document
        said = f"{message.text or message.caption or ''}:{file.file_unique_id if file else ''}"
        place = f"said:telegram:{message.chat_id}:{message.message_id}"
        return Version(place, f"{place}:{zlib.crc32(said.encode())}")

    async def was_heard(self, session: AsyncSession) -> bool:
        """Whether any version of it was heard."""
        return await was_seen(session, self.place)

    async def is_known(self, session: AsyncSession) -> bool:
        """Whether it was heard as it reads now: Telegram tells of edits that change no word."""
        return await was_seen(session, self.reads)

    async def note(self, session: AsyncSession, now: datetime) -> None:
        for key in (self.place, self.reads):
            await first_time(session, key, now)

    def overtakes(self, message: Message) -> bool:
        """Whether the message itself may still be on its way."""
        return message.edit_date is not None and message.edit_date - message.date <= OVERTAKES_WITHIN
