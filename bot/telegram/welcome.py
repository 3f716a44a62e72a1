"""What somebody new reads first, and what a stranger hears about what we keep."""

from bot.cards.card import Action, Card, Style, Text
from bot.introduction import WHO_I_AM
from bot.language import mark, tr
from bot.tokens import Token

EXAMPLE = mark("Techno night Fri 27 Nov 22:00, Halle 7, early bird 12 EUR")
PRIVACY = mark(
    "I keep what you tell me about your events, the posts made of it, who approved them, and the numbers and "
    "comments Instagram gives for them. I keep it for your team only, and an owner can have all of it exported "
    "or erased."
)


def welcome_card(name: str, workspace: str) -> Card:
    """Greet once, and let one press show the worth."""
    text = tr("Hi {name}, I'm Rite. You work with {workspace} here.", name=name, workspace=workspace)
    example = tr("Send me a flyer, or type something like: {example}", example=tr(EXAMPLE))
    return Card(
        summary=text,
        lines=(Text(text), Text(tr(WHO_I_AM)), Text(example)),
        actions=(
            Action(tr("New event"), Token("event.new"), style=Style.PRIMARY),
            Action(tr("Connect Instagram"), Token("account.connect")),
        ),
    )
