"""One call of a method as it came in: query, form, multipart or JSON, all read the same way."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.telegram.refusal import Refusal, bad_request

LARGEST_REQUEST_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file that travelled inside the request."""

    name: str
    content: bytes
    content_type: str


class Call:
    """The arguments of one call. Telegram treats an empty value as one that was never sent."""

    def __init__(self, method: str, arguments: Mapping[str, str], uploads: Mapping[str, Upload] | None = None) -> None:
        self.method = method
        self._arguments = arguments
        self._uploads = uploads or {}

    def has(self, name: str) -> bool:
        return bool(self._arguments.get(name)) or name in self._uploads

    def text(self, name: str) -> str:
        return self._arguments.get(name, "")

    def required(self, name: str) -> str:
        """Raises Refusal when the argument is missing or empty."""
        if not self.text(name):
            raise bad_request(f'parameter "{name}" is required')
        return self.text(name)

    def number(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """The argument as a number, clamped to low..high; what is no number counts as 0."""
        raw = self.text(name)
        value = default if not raw else _integer(raw)
        value = value if low is None else max(low, value)
        return value if high is None else min(high, value)

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def value(self, name: str, complaint: str) -> Any:
        """The argument decoded from JSON, None when it was not sent. Raises Refusal with the complaint."""
        raw = self.text(name)
        if not raw:
            return None
        try:
            return json.loads(raw)
        except ValueError as error:
            raise bad_request(complaint) from error

    def given(self) -> Iterator[tuple[str, str]]:
        """Every argument as it came; an upload that an argument only points at is none of its own."""
        yield from self._arguments.items()
        pointed = "".join(self._arguments.values())
        yield from ((name, name) for name in self._uploads if f"attach://{name}" not in pointed)

    def upload(self, name: str) -> Upload | None:
        return self._uploads.get(name)


def _integer(raw: str) -> int:
    try:
        return int(raw.strip())
    except ValueError:
        return 0


async def read_call(request: Request, method: str) -> Call:
    """Collect the arguments of a request; those in the body win over those in the query.

    Raises Refusal 413 for more than 50 MB and 400 for a body that is not what its content type says.
    """
    if int(request.headers.get("content-length") or 0) > LARGEST_REQUEST_BYTES:
        raise Refusal(413, "Request Entity Too Large")
    arguments: dict[str, str] = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        arguments |= await _json_arguments(request)
    elif kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    content_type = value.content_type or "application/octet-stream"
                    uploads[name] = Upload(value.filename or name, await value.read(), content_type)
                else:
                    arguments[name] = value
    return Call(method, arguments, uploads)


async def _json_arguments(request: Request) -> dict[str, str]:
    body = await request.body()
    try:
        values = json.loads(body) if body else {}
    except ValueError as error:
        raise bad_request("can't parse request body as JSON object") from error
    if not isinstance(values, dict):
        raise bad_request("can't parse request body as JSON object")
    return {name: _as_text(value) for name, value in values.items() if value is not None}


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
