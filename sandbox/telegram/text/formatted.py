"""From the arguments of a call to a text the platform accepts, or to its refusal."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sandbox.telegram.refusal import bad_request
from sandbox.telegram.text.autolinks import with_autolinks
from sandbox.telegram.text.entities import Entity, Formatted, trimmed, units
from sandbox.telegram.text.html_markup import parse_html
from sandbox.telegram.text.markdown_markup import parse_markdown
from sandbox.telegram.text.parse_error import ParseError

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

_PARSERS: dict[str, Callable[[str], tuple[str, list[Entity]]]] = {
    "html": parse_html,
    "markdownv2": parse_markdown,
}
_GIVEN_DETAILS = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id"}
_GIVEN_PLAIN = (
    *("bold", "italic", "underline", "strikethrough", "spoiler", "code"),
    *("blockquote", "expandable_blockquote"),
)
_FOUND_BY_ITSELF = (
    *("mention", "hashtag", "cashtag", "bot_command", "url"),
    *("email", "phone_number", "bank_card_number"),
)

UserNamed = Callable[[int], Mapping[str, Any] | None]
"""The User object of a Telegram id, None when the bot has never met them."""


def message_text(text: str, parse_mode: str, entities: Any, user_named: UserNamed) -> Formatted:
    """The text of a message. Raises Refusal: empty, too long, or markup that cannot be parsed."""
    words = formatted(text, parse_mode, entities, user_named)
    if not words.text:
        raise bad_request("message text is empty")
    if units(words.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return words


def caption_text(text: str, parse_mode: str, entities: Any, user_named: UserNamed) -> Formatted:
    """The caption of a picture or file, which may be empty. Raises Refusal."""
    words = formatted(text, parse_mode, entities, user_named)
    if units(words.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return words


def formatted(text: str, parse_mode: str, entities: Any, user_named: UserNamed) -> Formatted:
    """Parse, trim and complete a text. A parse mode wins over given entities. Raises Refusal."""
    clean = "".join(character for character in text if character not in "\r\0")
    mode = parse_mode.lower()
    plain, looks = clean, []
    if not clean or mode in ("", "none"):
        looks = _all_given(entities, units(clean))
    elif mode in _PARSERS:
        try:
            plain, looks = _PARSERS[mode](clean)
        except ParseError as error:
            raise bad_request(f"can't parse entities: {error}") from error
    else:
        raise bad_request("unsupported parse_mode")
    known = [_with_user(entity, user_named) for entity in looks]
    return with_autolinks(trimmed(plain, [entity for entity in known if entity]))


def _all_given(entities: Any, length: int) -> list[Entity]:
    read = [_given(value) for value in entities] if isinstance(entities, list) else []
    given = [entity for entity in read if entity]
    if any(entity.offset < 0 or entity.end > length for entity in given):
        raise bad_request("ENTITY_BOUNDS_INVALID")
    return given


def _given(value: Any) -> Entity | None:
    """One entity a caller built by hand; those the platform finds by itself are left to it."""
    if not isinstance(value, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind = value.get("type", "")
    offset, length = value.get("offset"), value.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
    if kind in _FOUND_BY_ITSELF:
        return None
    if kind == "text_mention":
        return Entity(kind, offset, length, {"user_id": value.get("user", {}).get("id", 0)})
    if kind in _GIVEN_DETAILS:
        field = _GIVEN_DETAILS[kind]
        return Entity(kind, offset, length, {field: value[field]} if value.get(field) else {})
    if kind not in _GIVEN_PLAIN:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    return Entity(kind, offset, length)


def _with_user(entity: Entity, user_named: UserNamed) -> Entity | None:
    if entity.type != "text_mention":
        return entity
    user = user_named(entity.details["user_id"])
    return replace(entity, details={"user": user}) if user else None
