"""Arguments of a Web API call, wherever the client put them: query, form, multipart or JSON."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.slack.refused import Json, Refused

TRUE = ("1", "true", "True", True)


class Arguments:
    """Named values. Strings from a query and real values from JSON read alike."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = {key: value for key, value in values.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """The value as text, "" when it is missing."""
        value = self._values.get(name, "")
        return value if isinstance(value, str) else str(value)

    def needed(self, *names: str) -> tuple[str, ...]:
        """The values as texts. Raises Refused(invalid_arguments) naming every one that is missing."""
        missing = [f"[ERROR] missing required field: {name}" for name in names if not self.text(name)]
        if missing:
            raise Refused("invalid_arguments", missing)
        return tuple(self.text(name) for name in names)

    def flag(self, name: str) -> bool:
        return self._values.get(name, "") in TRUE

    def number(self, name: str, otherwise: int, most: int) -> int:
        """A whole number between 1 and most."""
        try:
            return max(1, min(int(self._values.get(name, otherwise)), most))
        except (TypeError, ValueError) as error:
            raise Refused("invalid_limit") from error

    def names(self, name: str) -> list[str]:
        """A list, a JSON list, or names with commas between them."""
        value = self._values.get(name, "")
        if isinstance(value, str) and not value.startswith("["):
            return [part.strip() for part in value.split(",") if part.strip()]
        parsed = self.structure(name, "invalid_arguments")
        return [str(part) for part in parsed] if isinstance(parsed, list) else []

    def structure(self, name: str, refusal: str) -> Any:
        """A JSON value, given as such or written as text; None when missing. Raises Refused(refusal)."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise Refused(refusal, [f"[ERROR] {name} is not JSON"]) from error


async def read_call(request: Request) -> tuple[Arguments, str]:
    """The arguments of a call and its token, "" without one. Raises Refused(invalid_json, invalid_form_data)."""
    values: Json = dict(request.query_params)
    if request.method == "POST":
        values |= await _body_values(request)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        token = str(values.get("token", ""))
    return Arguments(values), token.strip()


async def _body_values(request: Request) -> Json:
    if "json" not in request.headers.get("content-type", ""):
        form = await request.form()
        return {key: value for key, value in form.items() if not isinstance(value, UploadFile)}
    try:
        values = await request.json()
    except ValueError as error:
        raise Refused("invalid_json") from error
    if not isinstance(values, dict):
        raise Refused("json_not_object")
    return values
