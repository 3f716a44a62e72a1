"""The interactive elements: what each needs, what each allows, where each may stand."""

from sandbox.slack.blocks.rules import Among, Flag, Number, Rule, Several, Shape, Typed, Words
from sandbox.slack.blocks.texts import (
    ADDRESS,
    CONFIRM,
    DISPATCH,
    IDENTIFIER,
    IMAGE_ELEMENT,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    PLACEHOLDER,
    PLAIN_OPTION,
    RICH_OPTION,
    RICH_TEXT,
    STYLE,
    chosen_among_options,
    plain,
)

DAY = Words(pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
CLOCK_TIME = Words(pattern=r"([01]\d|2[0-3]):[0-5]\d")
DECIMAL = Words(pattern=r"-?\d+(\.\d+)?")
PERSON = Words(pattern=r"[UW][A-Z0-9]+")
CHANNEL = Words(pattern=r"[CG][A-Z0-9]+")

_ACTION: dict[str, Rule] = {"action_id": IDENTIFIER}
_FOCUS: dict[str, Rule] = _ACTION | {"focus_on_load": Flag()}
_MENU: dict[str, Rule] = _FOCUS | {"confirm": CONFIRM, "placeholder": PLACEHOLDER}
_MANY: dict[str, Rule] = _MENU | {"max_selected_items": Number(1)}
_TYPED: dict[str, Rule] = _FOCUS | {"placeholder": PLACEHOLDER, "dispatch_action_config": DISPATCH}
_PRESSED: dict[str, Rule] = _ACTION | {"accessibility_label": Words(75), "style": STYLE}
_LISTS: dict[str, Rule] = {"options": Several(PLAIN_OPTION, 100), "option_groups": Several(OPTION_GROUP, 100)}
_FILTER = Shape(
    {},
    {
        "include": Several(Among(("im", "mpim", "private", "public"))),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
)
_CONVERSATIONS: dict[str, Rule] = {"default_to_current_conversation": Flag(), "filter": _FILTER}
_FEEDBACK = Shape({"text": plain(75), "value": Words(2000)}, {"accessibility_label": Words(75)})
_WORKFLOW = Shape({"trigger": Shape({"url": ADDRESS}, {"customizable_input_parameters": Several(Shape(
    {"name": Words(), "value": Words(least=0)}))})})  # fmt: skip


def _menu(initial: str, rule: Rule, more: dict[str, Rule] | None = None) -> Shape:
    return Shape({}, _MENU | {initial: rule} | (more or {}))


def _many(initial: str, rule: Rule, more: dict[str, Rule] | None = None) -> Shape:
    return Shape({}, _MANY | {initial: Several(rule)} | (more or {}))


ELEMENTS = Typed(
    {
        "button": Shape({"text": plain(75)}, _PRESSED | {"url": ADDRESS, "value": Words(2000), "confirm": CONFIRM}),
        "workflow_button": Shape({"text": plain(75), "workflow": _WORKFLOW, "action_id": IDENTIFIER}, _PRESSED),
        "icon_button": Shape(
            {"icon": Among(("trash",)), "text": plain(75)},
            _PRESSED | {"value": Words(2000), "confirm": CONFIRM, "visible_to_user_ids": Several(PERSON, 10)},
        ),
        "feedback_buttons": Shape({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ACTION),
        "overflow": Shape({"options": Several(OVERFLOW_OPTION, 5)}, _ACTION | {"confirm": CONFIRM}),
        "checkboxes": Shape(
            {"options": Several(RICH_OPTION, 10)},
            _FOCUS | {"initial_options": Several(RICH_OPTION, 10), "confirm": CONFIRM},
            also=chosen_among_options,
        ),
        "radio_buttons": Shape(
            {"options": Several(RICH_OPTION, 10)},
            _FOCUS | {"initial_option": RICH_OPTION, "confirm": CONFIRM},
            also=chosen_among_options,
        ),
        "datepicker": _menu("initial_date", DAY),
        "timepicker": _menu("initial_time", CLOCK_TIME, {"timezone": Words()}),
        "datetimepicker": Shape({}, _FOCUS | {"initial_date_time": Number(0, 9_999_999_999), "confirm": CONFIRM}),
        "email_text_input": Shape({}, _TYPED | {"initial_value": Words(least=0)}),
        "url_text_input": Shape({}, _TYPED | {"initial_value": Words(least=0)}),
        "number_input": Shape(
            {"is_decimal_allowed": Flag()},
            _TYPED | {"initial_value": DECIMAL, "min_value": DECIMAL, "max_value": DECIMAL},
        ),
        "plain_text_input": Shape(
            {},
            _TYPED
            | {
                "initial_value": Words(3000, least=0),
                "multiline": Flag(),
                "min_length": Number(0, 3000),
                "max_length": Number(1, 3000),
            },
        ),
        "rich_text_input": Shape({}, _TYPED | {"initial_value": Typed({"rich_text": RICH_TEXT})}),
        "file_input": Shape({}, _ACTION | {"filetypes": Several(Words()), "max_files": Number(1, 10)}),
        "static_select": Shape(
            {},
            _MENU | _LISTS | {"initial_option": PLAIN_OPTION},
            exactly_one=("options", "option_groups"),
            also=chosen_among_options,
        ),
        "multi_static_select": Shape(
            {},
            _MANY | _LISTS | {"initial_options": Several(PLAIN_OPTION, 100)},
            exactly_one=("options", "option_groups"),
            also=chosen_among_options,
        ),
        "external_select": _menu("initial_option", PLAIN_OPTION, {"min_query_length": Number(0)}),
        "multi_external_select": _many("initial_options", PLAIN_OPTION, {"min_query_length": Number(0)}),
        "users_select": _menu("initial_user", PERSON),
        "multi_users_select": _many("initial_users", PERSON),
        "channels_select": _menu("initial_channel", CHANNEL, {"response_url_enabled": Flag()}),
        "multi_channels_select": _many("initial_channels", CHANNEL),
        "conversations_select": _menu(
            "initial_conversation", Words(), _CONVERSATIONS | {"response_url_enabled": Flag()}
        ),
        "multi_conversations_select": _many("initial_conversations", Words(), _CONVERSATIONS),
        "image": IMAGE_ELEMENT,
    }
)

_MENUS = (
    "static_select", "external_select", "users_select", "channels_select", "conversations_select",
    "multi_static_select", "multi_external_select", "multi_users_select", "multi_channels_select",
    "multi_conversations_select",
)  # fmt: skip
_PICKS = ("checkboxes", "radio_buttons", "datepicker", "timepicker")

IN_ACTIONS = ELEMENTS.only("button", "workflow_button", "overflow", "datetimepicker", *_PICKS, *_MENUS)
IN_ACCESSORY = ELEMENTS.only("button", "workflow_button", "overflow", "image", *_PICKS, *_MENUS)
IN_INPUT = ELEMENTS.only(
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input",
    "datetimepicker", *_PICKS, *_MENUS,
)  # fmt: skip
IN_CONTEXT_ACTIONS = ELEMENTS.only("feedback_buttons", "icon_button")
