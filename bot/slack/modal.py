"""Form -> modal, and a submitted modal's state -> raw answers."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.flows.field import WHAT_TIME
from bot.flows.form import Field, Form, Kind, Raw, keys_of
from bot.language import mark, tr
from bot.retold import retold
from bot.slack.blocks import SECTION_MAX
from bot.slack.texts import cut
from bot.words import files_in_words

View = dict[str, Any]

TIME_SUFFIX = "__time"
"""A moment is two native pickers: a day and, beside it, an hour."""
FILE_TYPES = ["jpg", "jpeg", "png", "webp", "heic", "gif", "pdf"]
"""A PDF is let through to be refused in our words: Slack's own client would only grey it out."""
LOGO_TYPES = [*FILE_TYPES, "svg"]
MEDIA_TYPES = [*FILE_TYPES, "mp4", "mov"]
HOUR = re.compile(r"[01]\d:[0-5]\d|2[0-3]:[0-5]\d")
LARGER = mark("Slack takes 10 MB a file here, and 100 MB in a direct message to me.")


def modal_of(form: Form, raw: Raw, metadata: str, note: str = "") -> View:
    """A view for views.open; `raw` fills the inputs in, `note` stands above them."""
    blocks: list[dict[str, Any]] = [_said(note)] if note else []
    for field in form.fields:
        blocks += _INPUTS[field.kind](field, raw.get(field.key, "") or _day_of(field, raw))
    return {
        "type": "modal",
        "callback_id": f"form:{form.key}",
        "title": _plain(cut(tr(form.title), 24)),
        "submit": _plain(cut(tr(form.submit), 24)),
        "close": _plain(tr("Cancel")),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def sentence_modal(title: str, sentence: str) -> View:
    """Nothing to fill in: what is said while a form is made ready, or when that failed."""
    return {
        "type": "modal",
        "title": _plain(cut(title, 24)),
        "close": _plain(tr("Close")),
        "blocks": [_said(sentence)],
    }


def _said(sentence: str) -> dict[str, Any]:
    return {"type": "section", "text": _plain(cut(sentence, SECTION_MAX))}


def _day_of(field: Field, raw: Raw) -> str:
    """A sentence that tells the day and not the hour still fills the day in."""
    return raw.get("_day", "") if field.kind is Kind.MOMENT and field.required else ""


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}


def _input(field: Field, element: dict[str, Any], *, key: str = "", label: str = "", hint: str = "") -> dict[str, Any]:
    block: dict[str, Any] = {
        "type": "input",
        "block_id": key or field.key,
        "label": _plain(label or tr(field.label)),
        "element": {"action_id": "answer", **element},
        "optional": not field.required,
    }
    if hint or field.hint:
        block["hint"] = _plain(hint or tr(field.hint))
    return block


def _line(field: Field, raw: str) -> list[dict[str, Any]]:
    element: dict[str, Any] = {"type": "plain_text_input", "max_length": min(field.longest, 3000)}
    if field.kind in (Kind.PARAGRAPH, Kind.NAMES):
        element["multiline"] = True
    if raw:
        element["initial_value"] = raw[: min(field.longest, 3000)]
    return [_input(field, element)]


def _choice(field: Field, raw: str) -> list[dict[str, Any]]:
    options = [{"text": _plain(cut(option.words, 75)), "value": option.value} for option in field.options]
    element: dict[str, Any] = {"type": "static_select", "options": options, "placeholder": _plain(tr("Choose"))}
    initial = next((option for option in options if str(option["value"]).casefold() == raw.casefold()), None)
    if initial:
        element["initial_option"] = initial
    return [_input(field, element)]


def _moment(field: Field, raw: str) -> list[dict[str, Any]]:
    day: dict[str, Any] = {"type": "datepicker"}
    hour: dict[str, Any] = {"type": "timepicker"}
    moment = _picked(raw)
    if moment:
        day["initial_date"] = f"{moment:%Y-%m-%d}"
        if len(raw) > len("2026-11-27"):
            hour["initial_time"] = f"{moment:%H:%M}"
    return [
        _input(field, day),
        _input(field, hour, key=field.key + TIME_SUFFIX, label=_hour_label(field), hint=tr("Local time at the venue.")),
    ]


def _hour_label(field: Field) -> str:
    return tr("{label} at", label=tr(field.label))


def _hour(field: Field, raw: str) -> list[dict[str, Any]]:
    element: dict[str, Any] = {"type": "timepicker"}
    if HOUR.fullmatch(raw):
        element["initial_time"] = raw
    return [_input(field, element)]


def _picked(raw: str) -> datetime | None:
    try:
        return datetime.fromisoformat(raw)
    except ValueError:
        return None


def _picture(field: Field, raw: str) -> list[dict[str, Any]]:
    hint = tr("I have your picture. Add another one here only to replace it.") if raw else ""
    types = LOGO_TYPES if field.kind is Kind.LOGO else FILE_TYPES
    return [_input(field, {"type": "file_input", "filetypes": types, "max_files": 1}, hint=hint)]


def _media(field: Field, raw: str) -> list[dict[str, Any]]:
    kept = _kept(raw) if raw else tr(field.hint)
    types = MEDIA_TYPES if field.videos else FILE_TYPES
    element = {"type": "file_input", "filetypes": types, "max_files": field.most}
    return [_input(field, element, hint=f"{kept} {tr(LARGER)}".strip())]


def _kept(raw: str) -> str:
    return tr("I have {files}. Add files here only to replace them.", files=files_in_words(keys_of(raw)))


def pictures_of(form: Form, raw: Raw) -> dict[str, str]:
    """Files that came before the modal opened: a file input cannot be filled in, so they travel beside it."""
    return {field.key: raw[field.key] for field in form.fields if field.kind in FILES and raw.get(field.key)}


_INPUTS = {
    Kind.LINE: _line,
    Kind.PARAGRAPH: _line,
    Kind.NAMES: _line,
    Kind.LINK: _line,
    Kind.ZONE: _line,
    Kind.CHOICE: _choice,
    Kind.MOMENT: _moment,
    Kind.HOUR: _hour,
    Kind.PICTURE: _picture,
    Kind.LOGO: _picture,
    Kind.MEDIA: _media,
}
FILES = (Kind.PICTURE, Kind.LOGO, Kind.MEDIA)


def answers_of(
    form: Form, values: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, str], dict[str, list[Mapping[str, Any]]]]:
    """A submitted state -> (raw answers, files by field key, as Slack describes them). The caller fetches them."""
    raw: dict[str, str] = {}
    files: dict[str, list[Mapping[str, Any]]] = {}
    for field in form.fields:
        answer = _first(values, field.key)
        if field.kind in FILES:
            if answer.get("files"):
                files[field.key] = list(answer["files"])
        elif field.kind is Kind.CHOICE:
            raw[field.key] = (answer.get("selected_option") or {}).get("value", "")
        elif field.kind is Kind.MOMENT:
            hour = _first(values, field.key + TIME_SUFFIX)
            raw[field.key] = _moment_text(answer.get("selected_date"), hour.get("selected_time"))
        elif field.kind is Kind.HOUR:
            raw[field.key] = answer.get("selected_time") or ""
        else:
            raw[field.key] = answer.get("value") or ""
    return raw, files


def _first(values: Mapping[str, Mapping[str, Any]], block_id: str) -> dict[str, Any]:
    """The state of the one element of a block; empty when Slack sent none."""
    return next(iter(values.get(block_id, {}).values()), None) or {}


def _moment_text(day: str | None, hour: str | None) -> str:
    if day and hour:
        return f"{day} {hour}"
    return day or hour or ""


def error_places(form: Form, by_field: Mapping[str, str]) -> dict[str, str]:
    """Sentences beside the right input: a missing hour belongs to the hour's picker."""
    places = {}
    kinds = {field.key: field.kind for field in form.fields}
    for key, sentence in by_field.items():
        key = key if key in kinds else form.fields[0].key
        moment = kinds[key] is Kind.MOMENT
        places[key + TIME_SUFFIX if moment and sentence == tr(WHAT_TIME) else key] = retold(sentence)
    return places
