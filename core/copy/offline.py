"""The writer that needs no model: chosen sentences around the event's facts, in five languages."""

from core.copy.alt_text import brief_alt_text
from core.copy.choices import different_captions
from core.copy.kickers import kicker
from core.copy.lineup import has_set_times
from core.copy.revise import revise
from core.copy.spoken import languages_for
from core.copy.style import Style, style_of
from core.copy.text import tags_of
from core.copy.write import written
from core.events.moments import is_evening
from core.ports.copywriter import Brief, Draft
from core.ports.model import UNLIMITED, Allowance

NAME = "offline writer"
NO_MODEL = f"{NAME} (no model is set up)"
"""What a card says where there is no other writer."""
_NO_TIMES = "The line-up has no times yet, so this post only names who plays."


class OfflineCopywriter:
    """Writes from the event record alone; the same brief gives the same words."""

    def __init__(self, name: str = NAME) -> None:
        self._name = name

    async def draft(self, brief: Brief, allowance: Allowance = UNLIMITED) -> Draft:
        """A first caption, or `brief.previous` changed as `brief.request` says."""
        style = style_of(brief)
        notes: tuple[str, ...] = ()
        if brief.request and brief.previous:
            caption, style, notes = revise(brief, style)
        else:
            caption = written(brief, style, languages_for(brief))
        if brief.phase == "set_times" and not has_set_times(brief):
            notes = (*notes, _NO_TIMES)
        return self._draft(brief, style, caption, notes)

    async def options(self, brief: Brief, count: int, allowance: Allowance = UNLIMITED) -> tuple[Draft, ...]:
        """Captions that begin with different sentences, and with another one than `brief.previous` does."""
        return tuple(self._draft(brief, one.style, one.caption, one.notes) for one in different_captions(brief, count))

    def _draft(self, brief: Brief, style: Style, caption: str, notes: tuple[str, ...]) -> Draft:
        headline = kicker(brief.phase, brief.days_left, style.language, evening=is_evening(brief.starts_local))
        return Draft(
            caption=caption,
            writer=self._name,
            headline=headline,
            alt_text=brief_alt_text(brief, headline),
            hashtags=tags_of(caption),
            notes=notes,
        )
