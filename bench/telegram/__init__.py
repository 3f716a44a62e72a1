"""How fast a thousand cards go out to two hundred Telegram chats, without one of them being refused."""
