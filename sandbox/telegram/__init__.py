"""The Telegram look-alike: the Bot API over HTTP, and what people do in their chats."""

from sandbox.telegram.platform import Telegram

__all__ = ["Telegram"]
