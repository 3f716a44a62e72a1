"""The brand kit as a card: what it is, how flyers look in it, and what one can do about it."""

from dataclasses import dataclass

from bot.cards.card import Action, Card, Fact, Line, Picture, Quote, Small, Style, Text
from bot.language import mark, tr, tr_as, tr_many
from bot.retold import retold
from bot.tokens import Token
from core.templates.fonts.faces import HEADLINES
from core.workspaces.brand import Kit

_SHOWN = {
    "primary": mark("main {hex}"),
    "accent": mark("accent {hex}"),
    "background": mark("background {hex}"),
    "ink": mark("text {hex}"),
}
OWN = mark("each design's own")


@dataclass(frozen=True, kw_only=True)
class BrandView:
    """A kit as one person sees it; `version` tells which one they saw."""

    kit: Kit
    may_change: bool
    version: int = 0
    undoable: bool = False
    old_drafts: int = 0
    flyer: bool = False
    """Whether there is an uploaded flyer or photo that colours could be taken from."""
    remarks: tuple[str, ...] = ()
    picture_key: str = ""


def brand_card(view: BrandView, said: str = "") -> Card:
    """Three flyers in the brand, what it is made of, and buttons for owners."""
    kit = view.kit
    opening = said or _opening(kit)
    headline = HEADLINES.get(kit.headline) or tr(OWN)
    lines: list[Line] = [
        Text(opening),
        Fact(tr("Colours"), _colours(kit)),
        Fact(tr("Headlines"), headline),
        Fact(tr("Logo"), tr("on every flyer") if kit.logo_key else tr_as("logo", "none yet")),
        Fact(tr("Handle"), kit.handle or tr_as("handle", "the account's")),
        *_voice(kit),
    ]
    lines += [Small(retold(remark)) for remark in view.remarks]
    if not view.may_change:
        lines.append(Small(tr("Only an owner changes the brand.")))
    alt = tr("Three flyers. {colours}.", colours=_colours(kit))
    return Card(
        summary=opening,
        title=tr("Your brand"),
        lines=tuple(lines),
        picture=Picture(view.picture_key, alt) if view.picture_key else None,
        actions=tuple(_actions(view)),
    )


def _opening(kit: Kit) -> str:
    if kit != Kit():
        return tr("This is how your flyers look.")
    return tr("You have no brand yet: each design keeps its own look.")


def _voice(kit: Kit) -> list[Line]:
    if kit.voice:
        return [Text(tr("Voice of the captions:")), Quote(kit.voice)]
    return [Fact(tr("Voice"), tr_as("voice", "none yet"))]


def _colours(kit: Kit) -> str:
    """The named ones; hex digits are what a designer reads."""
    named = [tr(words, hex=kit.colours[role]) for role, words in _SHOWN.items() if role in kit.colours]
    return ", ".join(named) or tr(OWN)


def _actions(view: BrandView) -> list[Action]:
    if not view.may_change:
        return []
    seen, old = view.version, view.old_drafts
    actions = [
        Action(tr_as("button", "Change"), Token("brand.change"), style=Style.PRIMARY),
        Action(tr("Choose a typeface"), Token("brand.faces")),
    ]
    if old:
        actions.insert(0, Action(tr_many("Repaint {n} draft", "Repaint {n} drafts", old), Token("brand.repaint")))
    if view.kit.logo_key:
        actions.append(Action(tr("Take the colours from our logo"), Token("brand.colours")))
    if view.flyer:
        actions.append(Action(tr("Take the colours from our last flyer"), Token("brand.flyer")))
    if view.undoable:
        actions.append(Action(tr("Undo"), Token("brand.undo", number=seen)))
    if view.kit.logo_key:
        actions.append(Action(tr("Remove the logo"), Token("brand.unlogo")))
    return actions


def faces_card(picture_key: str, chosen: str) -> Card:
    """All typefaces at a glance, one button each."""
    text = tr("Which typeface shall your headlines have?")
    names = list(HEADLINES.items())
    buttons = [
        Action(name, Token("brand.face", number=place), style=Style.PRIMARY if key == chosen else Style.PLAIN)
        for place, (key, name) in enumerate(names, start=1)
    ]
    own = Action(tr("Each design's own"), Token("brand.face"))
    alt = tr("The typefaces {names}, each in its own letters.", names=", ".join(HEADLINES.values()))
    return Card(
        summary=text, lines=(Text(text),), picture=Picture(picture_key, alt), actions=(*buttons, own), columns=3
    )
