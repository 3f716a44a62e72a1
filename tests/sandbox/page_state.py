"""A day in the sandbox as the page gets it from /control/state: every block kind, every pane with something in it."""

from typing import Any

from sandbox.instagram.feed import SETTINGS_SHOWN
from sandbox.instagram.settings import Settings

ADA, BEN, BOT = "U0ADA00001", "U0BEN00001", "U0RITE0001"
PLACED = [{"username": "cy.dances", "x": 0.25, "y": 0.5}]
NOW = 1795532400  # Tuesday 24 November 2026, 16:00 in Berlin


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, str]:
    return {"type": "mrkdwn", "text": text}


def choice(value: str, text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def field(block_id: str, label: str, kind: str, **more: Any) -> dict[str, Any]:
    optional = more.pop("optional", False)
    element = {"type": kind, "action_id": "answer", **more}
    return {"type": "input", "block_id": block_id, "label": plain(label), "optional": optional, "element": element}


TIERS = [choice("regular", "Regular"), choice("early", "Early bird")]
CARD: list[dict[str, Any]] = [
    {"type": "header", "text": plain("Flyer reveal :art:")},
    {
        "type": "section",
        "text": mrkdwn(
            f"*Techno night* for _warehouse.berlin_, ~sold out~ `draft`\nby <@{ADA}> in <#C0EVENTS01> "
            "<https://example.org/x|tickets> &amp; more, <!date^1795813200^{date_short} {time}|27 Nov 22:00> :tada:"
        ),
        "accessory": {
            "type": "overflow",
            "action_id": "rare",
            "options": [choice("pause", "Pause campaign"), choice("drop", "Drop it")],
        },
    },
    {"type": "section", "fields": [mrkdwn("*Goes out*\nThu 26 Nov, 19:00"), mrkdwn("*Characters*\n1,140 of 2,200")]},
    {
        "type": "image",
        "alt_text": "Flyer. TECHNO NIGHT in yellow",
        "slack_file": {"id": "F0FLYER0001"},
        "sandbox_url": "/picture.png",
    },
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("Requested by Ada"), plain("10:42")]},
    {"type": "markdown", "text": "## Plan\n- **first** step\n- second"},
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Rich words", "style": {"bold": True}},
                    {"type": "emoji", "name": "fire"},
                ],
            }
        ],
    },
    {
        "type": "actions",
        "block_id": "deeds",
        "elements": [
            {
                "type": "button",
                "action_id": "approve",
                "style": "primary",
                "text": plain("Approve for Thu 19:00"),
                "value": "post-1",
            },
            {
                "type": "button",
                "action_id": "drop",
                "style": "danger",
                "text": plain("Don't post this"),
                "confirm": {
                    "title": plain("Really?"),
                    "text": plain("It stays a draft."),
                    "confirm": plain("Drop"),
                    "deny": plain("Keep"),
                },
            },
            {"type": "static_select", "action_id": "slot", "placeholder": plain("Another time"), "options": TIERS},
        ],
    },
    {"type": "carousel", "elements": [{"type": "card", "title": plain("unknown")}]},
]
MODAL: dict[str, Any] = {
    "id": "V0MODAL001",
    "type": "modal",
    "title": plain("New event"),
    "submit": plain("Create"),
    "close": plain("Cancel"),
    "blocks": [
        field("name", "Name", "plain_text_input", placeholder=plain("What is it called?")),
        field("note", "Note", "plain_text_input", multiline=True, initial_value="Bring earplugs", optional=True),
        field("day", "Day", "datepicker", initial_date="2026-11-27"),
        field("hour", "Start", "timepicker"),
        field("doors", "Doors", "datetimepicker"),
        field("tier", "Tier", "static_select", options=TIERS),
        field("mood", "Mood", "radio_buttons", options=[choice("calm", "Calm"), choice("loud", "Loud")]),
        field("tags", "Tags", "checkboxes", options=[choice("queer", "Queer"), choice("free", "Free")]),
        field("link", "Ticket link", "url_text_input"),
        field("price", "Price", "number_input", is_decimal_allowed=True),
        field("flyer", "Flyer", "file_input"),
    ],
    "errors": {"name": "Please say what it is called."},
}


def slack_message(at: int, text: str, **more: Any) -> dict[str, Any]:
    return {"ts": f"{at}.000100", "user": BOT, "name": "Rite", "is_bot": True, "text": text, "blocks": [], **more}


def telegram_message(number: int, sender: int, text: str, **more: Any) -> dict[str, Any]:
    who = {"id": sender, "name": "Rite" if sender == 1 else "Ada Albrecht", "is_bot": sender == 1}
    return {"message_id": number, "from": who, "text": text, "date": NOW - 600 + number, **more}


def first_state() -> dict[str, Any]:
    people = [
        {
            "key": key,
            "name": name,
            "slack_id": slack_id,
            "telegram_id": telegram_id,
            "slack_standing": standing,
            "time_zone": "Europe/Berlin",
        }
        for key, name, slack_id, telegram_id, standing in (
            ("ada", "Ada Albrecht", ADA, 100001, "owner"),
            ("ben", "Ben Bauer", BEN, 100002, "member"),
        )
    ]
    card = slack_message(NOW - 500, "Draft", blocks=CARD)
    reply = slack_message(NOW - 400, "22:00 → 23:00", thread_ts=card["ts"], edited=True)
    private = slack_message(NOW - 300, "Only approvers can release posts.", ephemeral_for=ADA)
    hidden = slack_message(NOW - 200, "This is for Ben alone.", ephemeral_for=BEN)
    buttons = [[{"text": "Approve", "data": "a1"}], [{"text": "Change…", "data": "c1"}, {"text": "Drop", "data": "d1"}]]
    media = {
        "id": "17900001",
        "account": "warehouse.berlin",
        "kind": "carousel",
        "image_url": "/picture.png",
        "caption": "Techno night #berlin",
        "alt_text": "Flyer in yellow",
        "timestamp": "2026-11-24T15:00:00+00:00",
        "shortcode": "Cabc",
        "likes": 12,
        "comments": [{"username": "fan", "text": "See you"}],
        "first_comment": "#techno",
        "collaborators": ["dj.ada"],
        "location_id": "1047",
        "children": [
            {"id": "17900002", "image_url": "/picture.png", "alt_text": "Flyer in yellow", "user_tags": PLACED},
            {"id": "17900003", "image_url": "/picture.png", "video_url": "/film.mp4", "alt_text": "", "user_tags": []},
        ],
    }
    return {
        "now": "2026-11-24T15:00:00+00:00",
        "version": 1,
        "people": people,
        "faults": [],
        "service_url": "http://127.0.0.1:9",
        "wire": [
            {
                "at": "2026-11-24T14:59:00+00:00",
                "direction": "slack -> service",
                "method": "POST",
                "target": "http://127.0.0.1:9/slack/events",
                "status": 200,
                "milliseconds": 41,
                "request": '{"event_id":"Ev01"}',
                "answer": "",
            },
            {
                "at": "2026-11-24T14:59:01+00:00",
                "direction": "service -> instagram",
                "method": "POST",
                "target": "/graph/v25.0/1/media_publish",
                "status": 400,
                "milliseconds": 7,
                "request": "creation_id=5",
                "answer": '{"error":{"code":9007}}',
            },
        ],
        "slack": {
            "team": {"id": "T1", "name": "Warehouse Nights"},
            "bot": {"user_id": BOT, "name": "Rite"},
            "channels": [
                {
                    "id": "C0EVENTS01",
                    "name": "events",
                    "is_private": False,
                    "is_im": False,
                    "members": [ADA, BEN, BOT],
                },
                {
                    "id": "D0ADA",
                    "name": "dm",
                    "is_private": True,
                    "is_im": True,
                    "user": ADA,
                    "members": [ADA, BOT],
                },
            ],
            "messages": {"C0EVENTS01": [card, reply, private, hidden], "D0ADA": []},
            "modals": {},
            "homes": {ADA: {"id": "V0HOME", "blocks": [{"type": "section", "text": mrkdwn("*Waiting for you* (2)")}]}},
            "warnings": {},
        },
        "telegram": {
            "bot": {"id": 1, "username": "rite_bot", "first_name": "Rite"},
            "chats": [
                {
                    "id": 100001,
                    "type": "private",
                    "title": "Ada Albrecht",
                    "user": 100001,
                    "started": True,
                    "blocked": False,
                },
                {"id": -500, "type": "group", "title": "Crew", "bot_present": True},
            ],
            "messages": {
                "100001": [
                    telegram_message(1, 100001, "/start"),
                    telegram_message(2, 1, "Hi Ada", html="<b>Hi</b> Ada, send /help", reply_to=1),
                    telegram_message(3, 1, "", caption="Draft", photo_url="/picture.png", buttons=buttons),
                ],
                "-500": [],
            },
            "answers": {},
            "commands": [{"command": "help", "description": "What I can do"}],
            "start_token": None,
        },
        "instagram": {
            "accounts": [
                {
                    "user_id": "178400001",
                    "username": "warehouse.berlin",
                    "name": "Warehouse",
                    "followers_count": 4200,
                    "connected": True,
                }
            ],
            "media": [media],
            "containers": [],
            "quota": {"used": 1, "total": 50},
            "settings": {name: getattr(Settings(), name) for name in SETTINGS_SHOWN},
        },
        "openai": {"calls": 3, "mode": "ok"},
    }
