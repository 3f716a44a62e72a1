"""Captions to choose from, numbered; once one is picked, or the post has changed, the card only tells of them."""

from bot.cards.card import Action, Card, Fact, Line, Quote, Small, Text
from bot.language import mark, tr
from bot.retold import retold
from bot.tokens import Token
from bot.words import count, spoken_list
from core.copy.text import is_tags, paragraphs
from core.posts.option_sheet import OptionsState
from core.posts.option_view import Option, OptionsView

MOST_SHOWN = 2800
"""Characters of captions in one message: Telegram takes 4,096 in all."""
MOST_REQUEST = 300
_STATES = {
    OptionsState.OPEN: mark("Nothing changes until you pick one. It then needs a yes, as every change does."),
    OptionsState.LEFT: mark("Put aside. The caption stays as it is."),
    OptionsState.OUTDATED: mark("The post has changed since, so these can't be picked any more. Ask for new ones."),
}


def options_card(view: OptionsView) -> Card:
    """All of them while one can be picked, each as it would be published."""
    what, title = count(len(view.options), "option"), retold(view.title)
    said = _said(view)
    lines: list[Line] = [Text(said)]
    if view.request:
        lines.append(Fact(tr("Asked for"), _beginning(view.request, MOST_REQUEST)))
    if view.state is OptionsState.OPEN:
        lines += _numbered(view)
    return Card(
        summary=f"{tr('{options} for {post}, {event}.', options=what, post=title, event=view.event)} {said}",
        title=f"{what} · {title} · {view.event}",
        lines=tuple(lines),
        actions=_actions(view),
        columns=3,
    )


def _said(view: OptionsView) -> str:
    if view.state is not OptionsState.PICKED:
        return tr(_STATES[view.state])
    if not view.picked_by:
        return tr("Somebody took option {number}. The card of the post shows it.", number=view.picked)
    return tr("{name} took option {number}. The card of the post shows it.", name=view.picked_by, number=view.picked)


def _numbered(view: OptionsView) -> list[Line]:
    lines: list[Line] = []
    shown = [_words(option) for option in view.options]
    most = max(MOST_SHOWN // max(len(shown), 1), 1)
    whole = sum(map(len, shown)) <= MOST_SHOWN
    for number, words in enumerate(shown, start=1):
        lines += [Text(tr("Option {number}", number=number)), Quote(words if whole else _beginning(words, most))]
    notes = dict.fromkeys(retold(note) for option in view.options for note in option.notes)
    return [*lines, *map(Small, notes), Small(" ".join(_about(view, whole=whole)))]


def _about(view: OptionsView, *, whole: bool) -> list[str]:
    writers = spoken_list(list(dict.fromkeys(retold(option.writer) for option in view.options)))
    said = [tr("Written by {writers}, all held to the facts of the event.", writers=writers)]
    if any(map(_tags, view.options)):
        said.append(tr("Hashtags come with each."))
    if not whole:
        said.append(tr("Only their beginnings are shown here; what you pick is shown whole."))
    return said


def _words(option: Option) -> str:
    """The caption without its rows of hashtags, which would only be the same again."""
    return "\n\n".join(one for one in paragraphs(option.caption) if not is_tags(one))


def _tags(option: Option) -> str:
    return "".join(one for one in paragraphs(option.caption) if is_tags(one))


def _beginning(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _actions(view: OptionsView) -> tuple[Action, ...]:
    if view.state is not OptionsState.OPEN:
        return ()
    use = [
        Action(tr("Use option {number}", number=number), Token("option.use", view.id, number))
        for number in range(1, len(view.options) + 1)
    ]
    return (*use, Action(tr("None of them"), Token("option.leave", view.id)))
