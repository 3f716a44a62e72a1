"""Who we are, in the words with which we begin everywhere."""

from bot.language import mark

WHO_I_AM = mark(
    "I make Instagram posts for your events, you say yes, I publish them on time. Nothing goes out without a yes."
)
