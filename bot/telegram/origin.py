"""Where a forwarded message comes from."""

from telegram import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from core.events.extract import Origin


def origin_of(message: Message) -> Origin | None:
    """Who wrote a forwarded message and when; None for one of the sender's own."""
    match message.forward_origin:
        case MessageOriginUser(sender_user=user, date=date):
            return Origin(user.full_name, date)
        case MessageOriginHiddenUser(sender_user_name=name, date=date):
            return Origin(name, date)
        case MessageOriginChat(sender_chat=chat, date=date) | MessageOriginChannel(chat=chat, date=date):
            return Origin(chat.title or chat.username or "", date)
    return None
