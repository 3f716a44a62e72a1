"""A language for whoever works on the texts: English between brackets, as long as translations get."""

from gettext import NullTranslations

_LONGER = 0.3


def pseudo(text: str) -> str:
    """ "Hold" -> "⟦Hold~~⟧"."""
    return f"⟦{text}{'~' * (1 + int(len(text) * _LONGER))}⟧" if text else ""


class Pseudo(NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo(message)

    def pgettext(self, context: str, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)
