"""What a person can enter into each kind of input, and how Slack spells it in view.state.values."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.slack.dressing import elements_of
from sandbox.slack.refused import Json
from sandbox.world import Person

REQUIRED = "Please complete this required field."


class NotAnAnswer(Exception):
    """Slack's own client would not let the person submit this."""


@dataclass(frozen=True)
class Asked:
    """One element, the person who fills it in, and what names may stand for: {name: id}."""

    element: Json
    person: Person
    people: Mapping[str, str]
    channels: Mapping[str, str]


@dataclass(frozen=True)
class InputKind:
    """The key of the answer, the key of its first value, and how to read what somebody gives."""

    answer: str
    initial: str | None
    read: Callable[[Asked, Any], Any]
    is_list: bool = False


def _words(asked: Asked, given: Any) -> str:
    words, element = str(given), asked.element
    if len(words) < element.get("min_length", 0):
        raise NotAnAnswer(f"Please enter at least {element['min_length']} characters.")
    if len(words) > element.get("max_length", 3000):
        raise NotAnAnswer(f"Please enter at most {element.get('max_length', 3000)} characters.")
    return words


def _address(_: Asked, given: Any) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", str(given)):
        raise NotAnAnswer("Please enter a valid URL.")
    return str(given)


def _email(_: Asked, given: Any) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(given)):
        raise NotAnAnswer("Please enter a valid email address.")
    return str(given)


def _number(asked: Asked, given: Any) -> str:
    element = asked.element
    pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(pattern, str(given)):
        raise NotAnAnswer("Please enter a number.")
    low, high = float(element.get("min_value", "-inf")), float(element.get("max_value", "inf"))
    if not low <= float(given) <= high:
        raise NotAnAnswer(f"Please enter a number between {low:g} and {high:g}.")
    return str(given)


def _day(_: Asked, given: Any) -> str:
    return _moment(given, "%Y-%m-%d", "Please pick a date.").strftime("%Y-%m-%d")


def _clock_time(_: Asked, given: Any) -> str:
    return _moment(given, "%H:%M", "Please pick a time.").strftime("%H:%M")


def _instant(asked: Asked, given: Any) -> int:
    """Epoch seconds, or a wall-clock time in the person's own zone, as the client shows it."""
    if isinstance(given, int) or str(given).isdigit():
        return int(given)
    local = _moment(str(given).replace("T", " "), "%Y-%m-%d %H:%M", "Please pick a date and a time.")
    return int(local.replace(tzinfo=ZoneInfo(asked.person.time_zone)).timestamp())


def _moment(given: Any, shape: str, complaint: str) -> datetime:
    try:
        return datetime.strptime(str(given), shape)  # noqa: DTZ007 - a wall-clock value has no zone of its own
    except ValueError as error:
        raise NotAnAnswer(complaint) from error


def options_of(element: Json) -> list[Json]:
    groups: list[Json] = element.get("option_groups", [])
    options: list[Json] = element.get("options", [])
    return options + [option for group in groups for option in group["options"]]


def _choice(asked: Asked, given: Any) -> Json:
    options = options_of(asked.element)
    for option in options:
        if given in (option["value"], option["text"]["text"]):
            return option
    known = ", ".join(option["text"]["text"] for option in options)
    raise NotAnAnswer(f"There is no option “{given}” here, only: {known}.")


def _person(asked: Asked, given: Any) -> str:
    return _named(asked.people, given)


def _channel(asked: Asked, given: Any) -> str:
    return _named(asked.channels, given)


def _named(names: Mapping[str, str], given: Any) -> str:
    if given in names.values():
        return str(given)
    if given in names:
        return names[given]
    raise NotAnAnswer(f"There is nobody and nothing called “{given}” here.")


def _as_given(_: Asked, given: Any) -> Any:
    return given


def _each(read: Callable[[Asked, Any], Any]) -> Callable[[Asked, Any], list[Any]]:
    def read_all(asked: Asked, given: Any) -> list[Any]:
        return [read(asked, one) for one in (given if isinstance(given, list) else [given])]

    return read_all


def _files(asked: Asked, given: Any) -> list[Any]:
    files = given if isinstance(given, list) else [given]
    element = asked.element
    if len(files) > element.get("max_files", 10):
        raise NotAnAnswer(f"You can add at most {element.get('max_files', 10)} files.")
    for file in files:
        if "filetypes" in element and file["filetype"] not in element["filetypes"]:
            raise NotAnAnswer(f"Only these kinds of files: {', '.join(element['filetypes'])}.")
    return files


KINDS: dict[str, InputKind] = {
    "plain_text_input": InputKind("value", "initial_value", _words),
    "email_text_input": InputKind("value", "initial_value", _email),
    "url_text_input": InputKind("value", "initial_value", _address),
    "number_input": InputKind("value", "initial_value", _number),
    "rich_text_input": InputKind("rich_text_value", "initial_value", _as_given),
    "datepicker": InputKind("selected_date", "initial_date", _day),
    "timepicker": InputKind("selected_time", "initial_time", _clock_time),
    "datetimepicker": InputKind("selected_date_time", "initial_date_time", _instant),
    "static_select": InputKind("selected_option", "initial_option", _choice),
    "external_select": InputKind("selected_option", "initial_option", _as_given),
    "radio_buttons": InputKind("selected_option", "initial_option", _choice),
    "checkboxes": InputKind("selected_options", "initial_options", _each(_choice), is_list=True),
    "multi_static_select": InputKind("selected_options", "initial_options", _each(_choice), is_list=True),
    "multi_external_select": InputKind("selected_options", "initial_options", _each(_as_given), is_list=True),
    "users_select": InputKind("selected_user", "initial_user", _person),
    "multi_users_select": InputKind("selected_users", "initial_users", _each(_person), is_list=True),
    "channels_select": InputKind("selected_channel", "initial_channel", _channel),
    "multi_channels_select": InputKind("selected_channels", "initial_channels", _each(_channel), is_list=True),
    "conversations_select": InputKind("selected_conversation", "initial_conversation", _channel),
    "multi_conversations_select": InputKind(
        "selected_conversations", "initial_conversations", _each(_channel), is_list=True
    ),
    "file_input": InputKind("files", None, _files, is_list=True),
}


def first_value(element: Json) -> Json:
    """The state of an element nobody has touched."""
    kind = KINDS[element["type"]]
    value: Json = {"type": element["type"]}
    value[kind.answer] = element.get(kind.initial or "", [] if kind.is_list else None)
    return value | ({"timezone": element["timezone"]} if "timezone" in element else {})


def entered_value(asked: Asked, given: Any) -> Json:
    """The state of an element after somebody used it; "" and None empty it. Raises NotAnAnswer."""
    kind = KINDS[asked.element["type"]]
    value = first_value(asked.element)
    is_empty = given is None or given == "" or given == []
    value[kind.answer] = ([] if kind.is_list else None) if is_empty else kind.read(asked, given)
    return value


def is_empty(value: Json) -> bool:
    """Whether a required input with this state would be complained about."""
    return value[KINDS[value["type"]].answer] in (None, "", [])


def state_of(blocks: list[Json], entered: Mapping[str, Mapping[str, Json]]) -> Json:
    """view.state: the value of every element that has one. What was entered survives while both ids stay."""
    values: Json = {}
    for block, element in elements_of(blocks):
        if element["type"] not in KINDS:
            continue
        kept = entered.get(block["block_id"], {}).get(element["action_id"])
        value = kept if kept and kept["type"] == element["type"] else first_value(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = value
    return {"values": values}
