"""A model as second opinion on a message: it fills gaps with the message's own words and never settles a date."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

import json
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import httpx2

from core.adapters.openai_copywriter import Connection, OpenAIReader
from core.events.extract import Facts, OfflineReader, extract

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))
EMPTY = {"name": None, "starts_local": None, "venue": None, "city": None, "lineup": [], "price": None}


class Model:
    """A model that always reads the same event."""

    def __init__(self, status: int = 200, **said: object) -> None:
        self.status, self.said, self.asked = status, EMPTY | said, 0
        self.body = b""

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked += 1
        self.body = request.content
        message = {"role": "assistant", "content": json.dumps(self.said), "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        return httpx2.Response(self.status, json=body if self.status == 200 else {"error": {"message": "no"}})


def reader(model: Model) -> OpenAIReader:
    connection = Connection(
        api_key="sk-test",
        base_url="http://model.test/v1",
        model="m",
        max_retries=0,
        http_client=httpx2.AsyncClient(transport=httpx2.MockTransport(model)),
    )
    return OpenAIReader(OfflineReader(), connection)


async def read(text: str, model: Model, locale: str = "en-GB") -> Facts:
    opened = reader(model)
    return (await opened.read(text, NOW, "Europe/Berlin", locale)).facts


async def look(model: Model) -> Facts:
    opened = reader(model)
    return (await opened.look(b"\xff\xd8\xff", NOW, "Europe/Berlin", "en")).facts


async def test_a_flyer_is_shown_to_the_model_and_its_date_is_asked_about() -> None:
    model = Model(
        name="Warehouse Night", venue="Halle 7", city="Berlin", starts_local="2026-11-27T22:00", lineup=["Mara"]
    )
    facts = await look(model)
    assert (facts.name, facts.venue, facts.city, facts.lineup) == ("Warehouse Night", "Halle 7", "Berlin", ("Mara",))
    assert (facts.start_local, facts.choices) == (None, (datetime(2026, 11, 27, 22),))
    assert facts.assumed == ("the model read this off the picture, please check it",)
    shown = json.loads(model.body)["messages"][1]["content"][1]["image_url"]["url"]
    assert shown == "data:image/jpeg;base64,/9j/"


async def test_a_flyer_the_model_could_not_see_is_told() -> None:
    facts = await look(Model(status=500))
    assert facts == Facts(assumed=("The model's server has trouble, so I did not read the picture",))


async def test_a_clear_message_needs_no_model() -> None:
    model = Model(name="Something else")
    facts = await read("Warehouse Night, Fri 27 Nov 22:00, Halle 7", model)
    assert (facts.name, facts.start_local, model.asked) == ("Warehouse Night", datetime(2026, 11, 27, 22), 0)


async def test_gaps_are_filled_with_words_of_the_message_only() -> None:
    text = "we open the new cellar below Goldmarie with a proper party on Fri 27 Nov 22:00"
    facts = await read(text, Model(venue="Goldmarie", lineup=["DJ Nobody"], city="Paris"))
    assert facts.venue == "Goldmarie"
    assert (facts.lineup, facts.city) == ((), "")


async def test_a_time_only_the_model_read_is_asked_about() -> None:
    facts = await read(
        "Warehouse Night, eve of the last Friday in Nov, ten sharp", Model(starts_local="2026-11-26T22:00")
    )
    assert facts.start_local is None
    assert facts.choices[0] == datetime(2026, 11, 26, 22)
    assert any("model" in note for note in facts.assumed)


async def test_two_opinions_become_two_choices() -> None:
    facts = await read("Friday 27 Nov 22:00", Model(starts_local="2026-12-04T22:00"))
    assert facts.start_local is None
    assert facts.choices == (datetime(2026, 11, 27, 22), datetime(2026, 12, 4, 22))


async def test_an_opinion_on_two_readings_comes_first() -> None:
    facts = await read("next Friday 10pm", Model(starts_local="2026-12-04T22:00"))
    assert facts.choices == (datetime(2026, 12, 4, 22), datetime(2026, 11, 27, 22))


async def test_impossible_and_past_times_of_a_model_are_ignored() -> None:
    for nonsense in ("2025-01-01T22:00", "2027-03-28T02:30", "soon", ""):
        facts = await read("Warehouse Night at Halle 7", Model(starts_local=nonsense))
        assert (facts.start_local, facts.choices) == (None, ())


async def test_without_the_model_the_rules_are_enough() -> None:
    text = "next Friday 10pm, Halle 7"
    facts, plain = await read(text, Model(status=500)), extract(text, NOW, "Europe/Berlin", "en-GB")
    told = "The model's server has trouble, so I read this by rules alone"
    assert facts == replace(plain, assumed=(*plain.assumed, told))
