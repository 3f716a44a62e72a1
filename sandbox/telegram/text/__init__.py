"""Words as Telegram keeps them: plain text and entities counted in UTF-16 units."""
