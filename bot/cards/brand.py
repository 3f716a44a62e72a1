"""The brand kit as a card: what it is, how flyers look in it, and what one can do about it."""

from dataclasses import dataclass

from bot.cards.card import Action, Card, Fact, Line, Picture, Quote, Small, Style, Text
from bot.tokens import Token
from bot.words import count
from core.templates.brand import IN_WORDS
from core.templates.fonts.faces import HEADLINES
from core.workspaces.brand import Kit

_SHOWN = ("primary", "accent", "background", "ink")
OWN = "each design's own"


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
    opening = said or (
        "This is how your flyers look." if kit != Kit() else "You have no brand yet: each design keeps its own look."
    )
    lines: list[Line] = [
        Text(opening),
        Fact("Colours", _colours(kit)),
        Fact("Headlines", HEADLINES.get(kit.headline, OWN)),
        Fact("Logo", "on every flyer" if kit.logo_key else "none yet"),
        Fact("Handle", kit.handle or "the account's"),
    ]
    lines += [Text("Voice of the captions:"), Quote(kit.voice)] if kit.voice else [Fact("Voice", "none yet")]
    lines += [Small(remark) for remark in view.remarks]
    if not view.may_change:
        lines.append(Small("Only an owner changes the brand."))
    return Card(
        summary=opening,
        title="Your brand",
        lines=tuple(lines),
        picture=Picture(view.picture_key, f"Three flyers. {_colours(kit)}.") if view.picture_key else None,
        actions=tuple(_actions(view)),
    )


def _colours(kit: Kit) -> str:
    """The named ones; hex digits are what a designer reads."""
    named = [f"{IN_WORDS[role]} {kit.colours[role]}" for role in _SHOWN if role in kit.colours]
    return ", ".join(named) or OWN


def _actions(view: BrandView) -> list[Action]:
    if not view.may_change:
        return []
    seen = view.version
    actions = [
        Action("Change", Token("brand.change"), style=Style.PRIMARY),
        Action("Choose a typeface", Token("brand.faces")),
    ]
    if view.old_drafts:
        actions.insert(0, Action(f"Repaint {count(view.old_drafts, 'draft')}", Token("brand.repaint")))
    if view.kit.logo_key:
        actions.append(Action("Take the colours from our logo", Token("brand.colours")))
    if view.flyer:
        actions.append(Action("Take the colours from our last flyer", Token("brand.flyer")))
    if view.undoable:
        actions.append(Action("Undo", Token("brand.undo", number=seen)))
    if view.kit.logo_key:
        actions.append(Action("Remove the logo", Token("brand.unlogo")))
    return actions


def faces_card(picture_key: str, chosen: str) -> Card:
    """All typefaces at a glance, one button each."""
    text = "Which typeface shall your headlines have?"
    names = list(HEADLINES.items())
    buttons = [
        Action(name, Token("brand.face", number=place), style=Style.PRIMARY if key == chosen else Style.PLAIN)
        for place, (key, name) in enumerate(names, start=1)
    ]
    own = Action("Each design's own", Token("brand.face"))
    alt = f"The typefaces {', '.join(HEADLINES.values())}, each in its own letters."
    return Card(
        summary=text, lines=(Text(text),), picture=Picture(picture_key, alt), actions=(*buttons, own), columns=3
    )
