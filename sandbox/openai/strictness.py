"""What a strict schema must look like: every object closed, every property required, at most so deep."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.openai.refusals import Refused

DEEPEST = 10
PROPERTIES_MOST = 5000


def insist_strict(schema: Mapping[str, Any], name: str) -> None:
    """Raises Refused, naming the place, where the schema is not strict."""
    if schema.get("type") != "object":
        raise _refusal(name, (), f"schema must be a JSON Schema of type 'object', got type {schema.get('type')!r}")
    count = 0
    for place, part in walked(schema):
        if part.get("type") != "object":
            continue
        properties = part.get("properties", {})
        count += len(properties)
        if part.get("additionalProperties") is not False:
            raise _refusal(name, place, "'additionalProperties' is required to be supplied and to be false.")
        if missing := [key for key in properties if key not in part.get("required", ())]:
            raise _refusal(
                name,
                place,
                "'required' is required to be supplied and to be an array including every key in properties. "
                f"Missing '{missing[0]}'.",
            )
        if len(place) > DEEPEST * 2 or count > PROPERTIES_MOST:
            raise _refusal(name, place, "the schema is too deep or too large.")


def walked(
    schema: Mapping[str, Any], place: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Every schema in a schema, with its place."""
    yield place, schema
    for group in ("properties", "$defs", "definitions"):
        for key, part in schema.get(group, {}).items():
            yield from walked(part, (*place, group, key))
    for group in ("anyOf", "allOf", "oneOf"):
        for number, part in enumerate(schema.get(group, ())):
            yield from walked(part, (*place, group, str(number)))
    if isinstance(schema.get("items"), dict):
        yield from walked(schema["items"], (*place, "items"))


def _refusal(name: str, place: tuple[str, ...], why: str) -> Refused:
    context = ", ".join(f"'{step}'" for step in place)
    return Refused(
        f"Invalid schema for response_format '{name}': In context=({context}), {why}",
        param="response_format",
    )
