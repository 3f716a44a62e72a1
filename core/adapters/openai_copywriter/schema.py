"""The shape of an answer as structured output wants it described."""

from typing import Any

from pydantic import BaseModel


def wanted(shape: type[BaseModel]) -> dict[str, Any]:
    """The response format that asks for this shape and nothing else."""
    schema = {"name": shape.__name__, "schema": _closed(shape.model_json_schema()), "strict": True}
    return {"type": "json_schema", "json_schema": schema}


def _closed(part: Any) -> Any:
    """Every object takes its own properties only, and needs them all."""
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {key: _closed(value) for key, value in part.items()}
    if closed.get("type") == "object" and "properties" in closed:
        closed |= {"additionalProperties": False, "required": list(closed["properties"])}
    return closed
