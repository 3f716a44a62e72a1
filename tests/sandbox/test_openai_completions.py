"""The OpenAI look-alike as the official client meets it: words made of the prompt's facts, moods, and refusals."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Literal

import httpx
import httpx2
import jsonschema
import openai
import pytest
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletionMessageParam
from pydantic import BaseModel, Field
from starlette.applications import Starlette
from starlette.routing import Mount

from sandbox.openai import OpenAI
from sandbox.world import Fault, World

EVENT = {
    "name": "Concrete Bloom",
    "starts_local": "2026-11-27T22:00:00",
    "venue": "Halle 7",
    "city": "Berlin",
    "lineup": ["Mira Voss", "Tarn"],
    "price": "€14",
    "ticket_link": "https://tix.example/cb",
    "genre": "techno",
}
MODEL = "gpt-5.4-mini"


class Draft(BaseModel):
    caption: str = Field(max_length=2200)
    alt_text: str = Field(max_length=1000)
    hashtags: list[str] = Field(max_length=5)
    first_comment: str | None
    language: Literal["en", "de"]


class Reading(BaseModel):
    name: str
    starts_local: datetime | None
    venue: str | None
    lineup: list[str]
    price: str | None
    ticket_link: str | None
    confidence: float = Field(ge=0, le=1)


class Studio:
    """The look-alike with two clients before it: the SDK and a bare one."""

    def __init__(self) -> None:
        self.world = World(start=datetime(2026, 11, 23, 12, tzinfo=UTC))
        self.platform = OpenAI(self.world)
        app = Starlette(
            routes=[
                Mount("/openai", routes=self.platform.routes),
                Mount("/control/openai", routes=self.platform.control_routes),
            ]
        )
        inner = httpx2.AsyncClient(transport=httpx2.ASGITransport(app))
        self.sdk = AsyncOpenAI(
            api_key="sk-sandbox", base_url="http://sandbox.test/openai/v1", http_client=inner, max_retries=0
        )
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://sandbox.test",
            headers={"authorization": "Bearer sk-sandbox"},
        )

    async def mode(self, mode: str, **more: Any) -> None:
        answer = await self.http.post("/control/openai/mode", json={"mode": mode} | more)
        assert answer.status_code == 200, answer.text

    async def draft(self, event: dict[str, Any] | None = None, **more: Any) -> Draft | None:
        completion = await self.sdk.chat.completions.parse(
            model=MODEL, messages=prompt((event or EVENT) | more), response_format=Draft
        )
        return completion.choices[0].message.parsed

    async def raw(self, **body: Any) -> httpx.Response:
        whole = {"model": MODEL, "messages": [{"role": "user", "content": "Hello"}]} | body
        return await self.http.post("/openai/v1/chat/completions", json=whole)

    async def close(self) -> None:
        await self.sdk.close()
        await self.http.aclose()
        await self.world.http.aclose()


@pytest.fixture
async def studio() -> AsyncIterator[Studio]:
    studio = Studio()
    yield studio
    await studio.close()


def prompt(record: dict[str, Any]) -> list[ChatCompletionMessageParam]:
    return [
        {"role": "developer", "content": "Write for Instagram. Use the facts only."},
        {"role": "user", "content": f"The facts:\n```json\n{json.dumps(record, ensure_ascii=False)}\n```"},
    ]


async def test_a_draft_is_written_from_the_facts(studio: Studio) -> None:
    draft = await studio.draft(phase="last_call")
    assert draft
    for fact in ("Concrete Bloom", "27 Nov, 22:00", "Halle 7, Berlin", "Mira Voss", "€14", "https://tix.example/cb"):
        assert fact in draft.caption
    assert "Flyer" in draft.alt_text and "Halle 7" in draft.alt_text
    assert draft.hashtags[:2] == ["#concretebloom", "#berlin"] and len(draft.hashtags) == 5
    assert len(set(draft.hashtags)) == 5


async def test_each_moment_of_a_campaign_opens_differently(studio: Studio) -> None:
    openings = set()
    for phase in ("announce", "line_up", "last_call", "recap"):
        draft = await studio.draft(phase=phase)
        assert draft
        openings.add(draft.caption.splitlines()[0])
    assert len(openings) == 4


async def test_wishes_and_language_are_heard(studio: Studio) -> None:
    plain = await studio.draft()
    short = await studio.draft(note="shorter please")
    sober = await studio.draft(note="no emojis, and mention that the bar is cashless")
    german = await studio.draft(language="de")
    assert plain and short and sober and german
    assert len(short.caption) < len(plain.caption)
    assert "📍" not in sober.caption and "The bar is cashless." in sober.caption
    assert "Fr 27. Nov" in german.caption and german.language == "de"


async def test_facts_are_read_out_of_plain_words(studio: Studio) -> None:
    words = "Nightshift at Halle 7 in Berlin, next Friday 10pm, €12, with Mira Voss and Tarn. https://tix.example/n"
    completion = await studio.sdk.chat.completions.parse(
        model=MODEL, messages=[{"role": "user", "content": words}], response_format=Reading
    )
    found = completion.choices[0].message.parsed
    assert found == Reading(
        name="Nightshift",
        starts_local=datetime(2026, 11, 27, 22),  # noqa: DTZ001 - a wall time at the venue
        venue="Halle 7",
        lineup=["Mira Voss", "Tarn"],
        price="€12",
        ticket_link="https://tix.example/n",
        confidence=0.9,
    )


async def test_what_nobody_said_stays_unknown(studio: Studio) -> None:
    completion = await studio.sdk.chat.completions.parse(
        model=MODEL, messages=[{"role": "user", "content": "Nightshift"}], response_format=Reading
    )
    found = completion.choices[0].message.parsed
    assert found and (found.starts_local, found.venue, found.price, found.lineup) == (None, None, None, [])


SCHEMAS: list[dict[str, Any]] = [
    {
        "type": "object",
        "properties": {
            "kind": {"const": "post"},
            "tone": {"enum": ["warm", "cool"]},
            "count": {"type": "integer", "minimum": 3, "maximum": 9},
            "share": {"type": "number", "maximum": 0.5},
            "day": {"type": "string", "format": "date"},
            "hour": {"type": "string", "pattern": "^\\d\\d:\\d\\d$"},
            "slug": {"type": "string", "pattern": "^[a-z0-9-]+$"},
            "tags": {"type": "array", "items": {"type": "string", "pattern": "^#\\w+$"}, "minItems": 4},
            "short": {"type": "string", "maxLength": 12},
            "long": {"type": "string", "minLength": 80},
            "seen": {"type": "boolean"},
            "nothing": {"type": "null"},
            "maybe": {"type": ["string", "null"]},
            "tree": {"$ref": "#/$defs/node"},
        },
        "$defs": {
            "node": {
                "type": "object",
                "properties": {
                    "label": {"type": "string"},
                    "left": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
                },
                "required": ["label", "left"],
                "additionalProperties": False,
            }
        },
    }
]


@pytest.mark.parametrize("schema", SCHEMAS)
async def test_any_schema_is_satisfied(studio: Studio, schema: dict[str, Any]) -> None:
    whole = schema | {"required": list(schema["properties"]), "additionalProperties": False}
    answer = await studio.raw(
        messages=prompt(EVENT),
        response_format={"type": "json_schema", "json_schema": {"name": "x", "schema": whole, "strict": True}},
    )
    assert answer.status_code == 200, answer.text
    content = json.loads(answer.json()["choices"][0]["message"]["content"])
    jsonschema.validate(content, whole, format_checker=jsonschema.FormatChecker())


async def test_one_item_is_written_for_each_record_in_the_prompt(studio: Studio) -> None:
    class One(BaseModel):
        id: str
        caption: str

    class Many(BaseModel):
        drafts: list[One]

    record = {"event": EVENT, "posts": [{"id": "p1", "phase": "announce"}, {"id": "p2", "phase": "recap"}]}
    completion = await studio.sdk.chat.completions.parse(model=MODEL, messages=prompt(record), response_format=Many)
    parsed = completion.choices[0].message.parsed
    assert parsed and [draft.id for draft in parsed.drafts] == ["p1", "p2"]
    assert parsed.drafts[0].caption != parsed.drafts[1].caption


async def test_every_answer_says_what_it_cost(studio: Studio) -> None:
    completion = await studio.sdk.chat.completions.create(model=MODEL, messages=prompt(EVENT))
    usage = completion.usage
    assert usage and usage.prompt_tokens > 40 and usage.completion_tokens > 10
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens
    assert studio.platform.view() == {"calls": 1, "mode": "ok"}


async def test_words_can_be_streamed(studio: Studio) -> None:
    whole = (await studio.sdk.chat.completions.create(model=MODEL, messages=prompt(EVENT))).choices[0].message.content
    stream = await studio.sdk.chat.completions.create(
        model=MODEL, messages=prompt(EVENT), stream=True, stream_options={"include_usage": True}
    )
    words, tokens = "", 0
    async for chunk in stream:
        words += (chunk.choices[0].delta.content or "") if chunk.choices else ""
        tokens = chunk.usage.total_tokens if chunk.usage else tokens
    assert words == whole
    assert tokens > 50


async def test_a_refusal_leaves_nothing_to_parse(studio: Studio) -> None:
    await studio.mode("refuse")
    completion = await studio.sdk.chat.completions.parse(model=MODEL, messages=prompt(EVENT), response_format=Draft)
    message = completion.choices[0].message
    assert message.parsed is None and message.refusal


async def test_an_answer_can_be_cut_off(studio: Studio) -> None:
    await studio.mode("cut_off")
    with pytest.raises(openai.LengthFinishReasonError):
        await studio.draft()
    await studio.mode("ok")
    few = await studio.raw(messages=prompt(EVENT), max_completion_tokens=5)
    assert few.json()["choices"][0]["finish_reason"] == "length"


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("429", openai.RateLimitError),
        ("429_bare", openai.RateLimitError),
        ("no_credit", openai.RateLimitError),
        ("500", openai.InternalServerError),
        ("unknown_model", openai.NotFoundError),
        ("breaks_off", ValueError),
        ("chats", ValueError),
    ],
)
async def test_moods_are_the_clients_own_errors(studio: Studio, mode: str, error: type[Exception]) -> None:
    await studio.mode(mode)
    with pytest.raises(error):
        await studio.draft()
    await studio.mode("ok")
    assert await studio.draft()


async def test_a_server_that_is_only_compatible(studio: Studio) -> None:
    """It does not say how long to wait, wraps its JSON, sends no choice, counts no tokens."""
    for mode, wait in (("429", "1"), ("429_bare", None), ("no_credit", None)):
        await studio.mode(mode)
        assert (await studio.raw()).headers.get("retry-after") == wait
    await studio.mode("fences")
    asked = {"messages": [{"role": "user", "content": "JSON, please"}], "response_format": {"type": "json_object"}}
    content = (await studio.raw(**asked)).json()["choices"][0]["message"]["content"]
    assert json.loads(content.partition("```json\n")[2].removesuffix("\n```"))
    await studio.mode("no_choices")
    assert (await studio.raw()).json()["choices"] == []
    await studio.mode("uncounted")
    whole = (await studio.raw()).json()
    assert whole["choices"] and whole["usage"] is None


async def test_a_fault_makes_one_call_fail(studio: Studio) -> None:
    studio.world.faults.append(Fault("openai", "chat", "429"))
    with pytest.raises(openai.RateLimitError) as caught:
        await studio.draft()
    assert caught.value.response.headers["retry-after"] == "1"
    assert await studio.draft()


async def test_a_stalled_answer_comes_in_the_end(studio: Studio) -> None:
    await studio.mode("stall", seconds=0.01)
    assert await studio.draft()


async def test_lies_differ_from_the_facts_in_every_point(studio: Studio) -> None:
    await studio.mode("lies")
    draft = await studio.draft()
    assert draft
    for fact in ("22:00", "Halle 7", "€14", "https://tix.example/cb\n"):
        assert fact not in draft.caption + "\n"
    assert "DJ Nobody" in draft.caption and "Concrete Bloom" in draft.caption


async def test_an_unknown_mood_is_refused(studio: Studio) -> None:
    assert (await studio.http.post("/control/openai/mode", json={"mode": "sparkle"})).status_code == 400
    await studio.mode("lies")
    studio.platform.reset()
    assert studio.platform.view() == {"calls": 0, "mode": "ok"}


async def test_without_the_key_nobody_is_answered(studio: Studio) -> None:
    for shown, code in (("Bearer sk-wrong-key-0001", "invalid_api_key"), ("", None)):
        answer = await studio.http.post("/openai/v1/chat/completions", json={}, headers={"authorization": shown})
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, code)
        assert "wrong-key" not in answer.text


async def test_models_are_listed_and_others_unknown(studio: Studio) -> None:
    assert MODEL in [model.id async for model in studio.sdk.models.list()]
    assert (await studio.sdk.models.retrieve(MODEL)).owned_by == "system"
    answer = await studio.raw(model="gpt-9")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "model_not_found")
    assert (await studio.http.get("/openai/v1/models/gpt-9")).status_code == 404


USER = {"role": "user", "content": "Hello"}
OPEN_OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}}


def strict(schema: dict[str, Any], name: str = "x") -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": name, "schema": schema, "strict": True}}


@pytest.mark.parametrize(
    ("body", "words", "param"),
    [
        ({"messages": None}, "Missing required parameter: 'messages'", "messages"),
        ({"messages": []}, "empty array", "messages"),
        ({"messages": "hi"}, "Invalid type for 'messages'", "messages"),
        ({"messages": [{"content": "x"}]}, "'messages[0].role'", "messages[0].role"),
        ({"messages": [USER, {"role": "robot", "content": "x"}]}, "Invalid value: 'robot'", "messages[1].role"),
        ({"messages": [{"role": "user"}]}, "expected a string, got null", "messages[0].content"),
        ({"messages": [{"role": "user", "content": []}]}, "expected a string, got an array", "messages[0].content"),
        (
            {"messages": [{"role": "system", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]},
            "Supported values are: 'text'",
            "messages[0].content[0].type",
        ),
        ({"messages": [{"role": "user", "content": [{"type": "text"}]}]}, ".text'", "messages[0].content[0].text"),
        ({"temperature": 3}, "Expected a value <= 2", "temperature"),
        ({"temperature": "hot"}, "expected a decimal, but got a string", "temperature"),
        ({"n": 0}, "Expected a value >= 1", "n"),
        ({"sparkle": 1}, "Unrecognized request argument supplied: sparkle", None),
        ({"model": None}, "you must provide a model parameter", None),
        ({"response_format": {"type": "xml"}}, "Invalid value: 'xml'", "response_format.type"),
        ({"response_format": {"type": "json_object"}}, "must contain the word 'json'", "messages"),
        ({"response_format": {"type": "json_schema"}}, "json_schema'", "response_format.json_schema"),
        ({"response_format": strict(OPEN_OBJECT, "a b")}, "does not match pattern", "response_format.json_schema.name"),
        ({"response_format": strict(OPEN_OBJECT)}, "'additionalProperties' is required", "response_format"),
        ({"response_format": strict(OPEN_OBJECT | {"additionalProperties": False})}, "Missing 'a'", "response_format"),
        ({"response_format": strict({"type": "array"})}, "type 'object'", "response_format"),
    ],
)
async def test_a_bad_request_is_told_what_is_wrong(
    studio: Studio, body: dict[str, Any], words: str, param: str | None
) -> None:
    answer = await studio.raw(**body)
    error = answer.json()["error"]
    assert answer.status_code == 400
    assert words in error["message"]
    assert (error["type"], error["param"]) == ("invalid_request_error", param)
    assert set(error) == {"message", "type", "param", "code"}


async def test_broken_json_is_refused(studio: Studio) -> None:
    answer = await studio.http.post("/openai/v1/chat/completions", content=b"{")
    assert answer.status_code == 400


async def test_pictures_may_be_shown_by_a_user(studio: Studio) -> None:
    parts = [{"type": "text", "text": "What is this?"}, {"type": "image_url", "image_url": {"url": "data:image/png,x"}}]
    answer = await studio.raw(messages=[{"role": "user", "content": parts}])
    assert answer.json()["choices"][0]["message"]["content"]
