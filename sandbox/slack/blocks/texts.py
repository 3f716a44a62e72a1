"""Text, options, confirmations, pictures: what blocks and elements are composed of."""

from collections.abc import Iterator

from sandbox.slack.blocks.rules import Among, Flag, Number, Rule, Several, Shape, Typed, Words, at
from sandbox.slack.refused import Json

IDENTIFIER = Words(255)
ADDRESS = Words(3000, pattern=r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")
HTTP_ADDRESS = Words(3000, pattern=r"https?://\S+")
STYLE = Among(("primary", "danger"))


def plain(most: int) -> Typed:
    """A plain_text object."""
    return Typed({"plain_text": Shape({"text": Words(most)}, {"emoji": Flag()})})


def text(most: int) -> Typed:
    """A plain_text or mrkdwn object."""
    mrkdwn = Shape({"text": Words(most)}, {"verbatim": Flag()})
    return Typed({"plain_text": plain(most).shapes["plain_text"], "mrkdwn": mrkdwn})


def option(words: Typed, *, url: bool = False) -> Shape:
    """One choice; value is at most 150 characters."""
    allowed: dict[str, Rule] = {"description": words}
    return Shape({"text": words, "value": Words(150)}, allowed | ({"url": ADDRESS} if url else {}))


PLAIN_OPTION = option(plain(75))
RICH_OPTION = option(text(75))
OVERFLOW_OPTION = option(plain(75), url=True)
OPTION_GROUP = Shape({"label": plain(75), "options": Several(PLAIN_OPTION, 100)})
PLACEHOLDER = plain(150)
CONFIRM = Shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": STYLE},
)
DISPATCH = Shape({"trigger_actions_on": Several(Among(("on_enter_pressed", "on_character_entered")), 2)})
SLACK_FILE = Shape(
    {}, {"id": Words(pattern=r"F[A-Z0-9]{8,}"), "url": HTTP_ADDRESS}, exactly_one=("id", "url")
)  # fmt: skip
PICTURE: dict[str, Rule] = {"image_url": HTTP_ADDRESS, "slack_file": SLACK_FILE}
IMAGE_ELEMENT = Shape({"alt_text": Words(2000)}, PICTURE, exactly_one=("image_url", "slack_file"))

_STYLED: dict[str, Rule] = {
    "style": Shape(
        {}, dict.fromkeys(("bold", "italic", "strike", "underline", "code", "highlight", "unlink"), Flag())
    )
}  # fmt: skip
_LEAF = Typed(
    {
        "text": Shape({"text": Words(least=0)}, _STYLED),
        "link": Shape({"url": ADDRESS}, _STYLED | {"text": Words(least=0), "unsafe": Flag()}),
        "user": Shape({"user_id": Words(pattern="[UW][A-Z0-9]+")}, _STYLED),
        "usergroup": Shape({"usergroup_id": Words(pattern="S[A-Z0-9]+")}, _STYLED),
        "team": Shape({"team_id": Words(pattern="T[A-Z0-9]+")}, _STYLED),
        "channel": Shape({"channel_id": Words(pattern="[CG][A-Z0-9]+")}, _STYLED),
        "emoji": Shape({"name": Words()}, _STYLED | {"skin_tone": Number(1, 6), "unicode": Words()}),
        "broadcast": Shape({"range": Among(("here", "channel", "everyone"))}, _STYLED),
        "color": Shape({"value": Words(pattern="#?[0-9a-fA-F]{6}")}, _STYLED),
        "date": Shape(
            {"timestamp": Number(0), "format": Words()}, _STYLED | {"url": ADDRESS, "fallback": Words(least=0)}
        ),
    }
)
_LEAVES = {"elements": Several(_LEAF, least=0)}
_BORDER: dict[str, Rule] = {"border": Among((0, 1))}
_SECTION = Shape(_LEAVES)
RICH_TEXT_CONTAINERS = Typed(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": Shape(
            {"style": Among(("bullet", "ordered")), "elements": Several(Typed({"rich_text_section": _SECTION}))},
            _BORDER | {"indent": Number(0), "offset": Number(0)},
        ),
        "rich_text_preformatted": Shape(_LEAVES, _BORDER | {"language": Words()}),
        "rich_text_quote": Shape(_LEAVES, _BORDER),
    }
)
RICH_TEXT = Shape({"elements": Several(RICH_TEXT_CONTAINERS, least=0)}, {"block_id": IDENTIFIER})


def chosen_among_options(element: Json, pointer: str) -> Iterator[str]:
    """What is preselected must be one of the options, letter for letter."""
    options = element.get("options")
    groups = element.get("option_groups")
    if not isinstance(options, list):
        groups = groups if isinstance(groups, list) else []
        options = [one for group in groups if isinstance(group, dict) for one in group.get("options", [])]
    chosen = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else [])
    known = [_essence(one) for one in options]
    for one in chosen if isinstance(chosen, list) else []:
        if _essence(one) not in known:
            yield at("initial_option must match exactly one of the provided options", pointer)


def _essence(one: object) -> tuple[object, object]:
    if not isinstance(one, dict) or not isinstance(one.get("text"), dict):
        return None, None
    return one.get("value"), one["text"].get("text")
