"""How a caption should sound and look: from the brief, the brand's voice and what a person asked for."""

from dataclasses import dataclass, replace

from core.copy.audience import audience_named
from core.copy.languages import written_in
from core.copy.wishes import Wishes, read_wishes
from core.ports.copywriter import Brief

TONES = ("hype", "warm", "minimal", "insider", "formal", "funny")
_EMOJI_BY_TONE = {"hype": 1}
_MOST_EMOJI = 2


@dataclass(frozen=True)
class Style:
    """length: -1 short, 0 usual, 1 long. emoji: 0 none, 1 beside facts, 2 also after the first line."""

    tone: str
    language: str
    seed: int
    length: int = 0
    emoji: int = 0
    tags: bool = True
    audience: str = ""
    left_out: frozenset[str] = frozenset()


def style_of(brief: Brief) -> Style:
    """The style a brief asks for, its voice heeded where we understand it."""
    tone = brief.tone if brief.tone in TONES else "warm"
    language, emoji = written_in(brief.language), _EMOJI_BY_TONE.get(tone, 0)
    plain = Style(tone, language, brief.seed, emoji=emoji, audience=audience_named(brief.audience))
    return styled(plain, read_wishes(brief.voice))


def styled(style: Style, wishes: Wishes) -> Style:
    """The style changed as wished."""
    tone = wishes.tone or style.tone
    emoji = style.emoji if wishes.tone is None else max(style.emoji, _EMOJI_BY_TONE.get(tone, 0))
    return replace(
        style,
        tone=tone,
        language=wishes.language or style.language,
        length=max(-1, min(1, style.length + wishes.length)),
        emoji=0 if wishes.emoji < 0 else min(_MOST_EMOJI, emoji + wishes.emoji),
        tags=style.tags if wishes.tags is None else wishes.tags,
        audience=style.audience if wishes.audience is None else wishes.audience,
        left_out=style.left_out | wishes.left_out,
    )
