"""What a person sees, in one shape for every house."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Seen:
    """One message as a person sees it. `handle` is how the stage finds it again."""

    text: str
    buttons: list[str]
    picture: bool
    handle: Any
    links: dict[str, str] = field(default_factory=dict)
    private: bool = False

    def shows(self, *words: str) -> bool:
        return all(word.casefold() in self.text.casefold() for word in words)

    def button(self, label: str) -> str | None:
        """The first button that begins with these words."""
        return next((found for found in self.buttons if found.casefold().startswith(label.casefold())), None)


def transcript(messages: list[Seen]) -> str:
    """What a person sees, for a failing test to tell."""
    return "\n".join(f"- {message.text[:400]!r} {message.buttons}" for message in messages[-12:])
