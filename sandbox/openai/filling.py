"""Walking a JSON schema and putting something sensible at every spot."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sandbox.openai.facts import Facts, spoken
from sandbox.openai.wording import Voice, fact_for, sentence, tags, writer_for

Schema = Mapping[str, Any]
DEEPEST = 14
ITEMS_USUAL, ITEMS_OF_TAGS = 3, 5
NO_MOST = 10_000
LIKELY = 0.9  # what a model says when it is asked how sure it is


class Filler:
    """Fills one schema from one prompt; now answers questions of the day."""

    def __init__(self, root: Schema, now: datetime) -> None:
        self.root, self.now = root, now

    def filled(self, facts: Facts) -> Any:
        """A value that satisfies the root schema."""
        return self.value(self.root, "", facts, 0, 0)

    def value(self, schema: Schema, name: str, facts: Facts, number: int, depth: int) -> Any:
        """A value for one spot: name is the nearest property's, number counts array items."""
        schema = self._chosen(self._resolved(schema), name, facts, depth)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            known = fact_for(name, facts)
            return known if known in schema["enum"] else schema["enum"][number % len(schema["enum"])]
        return self._maker(_kind(schema))(schema, name, facts, number, depth)

    def _maker(self, kind: str) -> Callable[[Schema, str, Facts, int, int], Any]:
        makers = {
            "object": self._object,
            "array": self._array,
            "string": self._string,
            "integer": self._number,
            "number": self._number,
            "boolean": self._boolean,
        }
        return makers.get(kind, lambda *_: None)

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            target: Any = self.root
            for step in str(schema["$ref"]).lstrip("#/").split("/") if schema["$ref"] != "#" else ():
                target = target[step.replace("~1", "/").replace("~0", "~")]
            schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
        for part in schema.get("allOf", ()):
            schema = {**schema, **self._resolved(part), "allOf": ()}
        return schema

    def _chosen(self, schema: Schema, name: str, facts: Facts, depth: int) -> Schema:
        options: Sequence[Schema] = schema.get("anyOf") or schema.get("oneOf") or ()
        kinds = schema.get("type")
        if isinstance(kinds, list):
            options = [{**schema, "type": kind} for kind in kinds]
        if not options:
            return schema
        empty = [option for option in options if _kind(option) == "null"]
        if empty and (depth > DEEPEST or _nothing_known(self._resolved(options[0]), name, facts)):
            return empty[0]
        best = next(option for option in options if option not in empty)
        return self._chosen(self._resolved(best), name, facts, depth)

    def _object(self, schema: Schema, name: str, facts: Facts, number: int, depth: int) -> dict[str, Any]:
        inner = facts.known.get(name.lower()) if name else None
        if isinstance(inner, dict):
            facts = facts.amended({key.lower(): value for key, value in inner.items()})
        return {
            key: self.value(part, key, facts, number, depth + 1) for key, part in schema.get("properties", {}).items()
        }

    def _array(self, schema: Schema, name: str, facts: Facts, number: int, depth: int) -> list[Any]:
        items, least, most = schema.get("items", {}), schema.get("minItems", 0), schema.get("maxItems", NO_MOST)
        if depth > DEEPEST:
            return []
        if _kind(self._resolved(items)) == "object":
            return self._objects(items, name, facts, least, most, depth, number)
        if writer_for(name) is None and isinstance(known := fact_for(name, facts), list):
            return [spoken(item) for item in known][:most]
        if writer_for(name) is None and least == 0 and fact_for(name, facts) is None:
            return []
        count = len(tags(Voice(facts))[:ITEMS_OF_TAGS]) if "tag" in name.lower() else ITEMS_USUAL
        count = max(least, min(count, most))
        return [self.value(items, name, facts, place, depth + 1) for place in range(count)]

    def _objects(
        self, items: Schema, name: str, facts: Facts, least: int, most: int, depth: int, number: int
    ) -> list[Any]:
        given = _records_for(name, facts)
        count = max(least, min(len(given) or ITEMS_USUAL, most))
        about = [facts.amended(given[place]) if place < len(given) else facts for place in range(count)]
        return [self.value(items, "", own, number + place, depth + 1) for place, own in enumerate(about)]

    def _string(self, schema: Schema, name: str, facts: Facts, number: int, depth: int) -> str:
        voice = Voice(facts, number)
        writer = writer_for(name)
        known = None if writer else fact_for(name, facts)
        text = _as_text(known) if known is not None else (writer or sentence)(voice)
        return _fitted(schema, self._formatted(schema.get("format", ""), name, text, facts), facts)

    def _formatted(self, form: str, name: str, text: str, facts: Facts) -> str:
        moment = facts.starts() or self.now.replace(tzinfo=None)
        forms = {
            "date": f"{moment:%Y-%m-%d}",
            "time": f"{moment:%H:%M:%S}",
            "date-time": f"{moment:%Y-%m-%dT%H:%M:%S}{'' if 'local' in name else 'Z'}",
            "uri": facts.text("link") or "https://example.com/",
            "email": "hello@example.com",
            "uuid": "00000000-0000-4000-8000-000000000000",
        }
        return forms.get(form, text)

    def _number(self, schema: Schema, name: str, facts: Facts, number: int, depth: int) -> int | float:
        whole = _kind(schema) == "integer"
        known = fact_for(name, facts)
        low, high = schema.get("minimum"), schema.get("maximum")
        value = known if isinstance(known, int | float) else 1 if whole else LIKELY
        if low is not None:
            value = max(value, low)
        if high is not None:
            value = min(value, high)
        return int(value) if whole else float(value)

    def _boolean(self, schema: Schema, name: str, facts: Facts, number: int, depth: int) -> bool:
        known = fact_for(name, facts)
        return known if isinstance(known, bool) else name.lower().startswith(("is_", "ok", "safe"))


def _kind(schema: Schema) -> str:
    return str(schema.get("type") or ("object" if "properties" in schema else "array" if "items" in schema else ""))


def _nothing_known(schema: Schema, name: str, facts: Facts) -> bool:
    return _kind(schema) not in ("object", "array") and writer_for(name) is None and fact_for(name, facts) is None


def _records_for(name: str, facts: Facts) -> list[Mapping[str, Any]]:
    lists = [facts.known.get(name.lower()), *facts.known.values()]
    for found in lists:
        if isinstance(found, list) and found and all(isinstance(item, dict) for item in found):
            return [{key.lower(): value for key, value in item.items()} for item in found]
    return []


def _as_text(value: object) -> str:
    return ", ".join(map(spoken, value)) if isinstance(value, list) else str(value)


def _fitted(schema: Schema, text: str, facts: Facts) -> str:
    pattern = schema.get("pattern")
    if pattern and not re.search(pattern, text):
        moment = facts.starts()
        day, hour = (f"{moment:%Y-%m-%d}", f"{moment:%H:%M}") if moment else ("2026-12-31", "22:00")
        slug = re.sub(r"\W+", "_", text.lower()).strip("_")
        tries = (text.lstrip("#"), f"#{slug}", slug, slug.replace("_", "-"), day, hour, f"{day}T{hour}", "en", "1")
        text = next((word for word in tries if re.search(pattern, word)), text)
    if (most := schema.get("maxLength")) and len(text) > most:
        text = text[:most].rsplit(" ", 1)[0] or text[:most]
    return text.ljust(schema.get("minLength", 0), ".")
