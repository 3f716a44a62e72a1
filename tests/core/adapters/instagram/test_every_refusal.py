"""Every refusal that is known of Instagram, sent through the client: its class, its words and its button."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from instagram_answers import ACCESS, Wire, client_for, envelope

from core.adapters.instagram import InstagramPublisher
from core.adapters.instagram.calls import Call
from core.errors import (
    ContainerGone,
    Cure,
    OutcomeUnknown,
    RateLimited,
    ReconnectNeeded,
    Refused,
    RiteError,
    Unavailable,
)

FACTS = tomllib.loads((Path(__file__).parents[3] / "contracts" / "refusals.toml").read_text("utf-8"))["refusals"]
WRITES = ("create", "publish", "comment")
SEVERAL = {"any": (*WRITES, "read", "insights"), "write": WRITES}
CLASSES: dict[str, type[RiteError]] = {
    "retry": Unavailable,
    "wait": RateLimited,
    "new_container": ContainerGone,
    "reconnect": ReconnectNeeded,
    "person": Refused,
    "permanent": Refused,
    "ambiguous": OutcomeUnknown,
}


def named(fact: dict[str, Any]) -> str:
    code = fact.get("name") or fact.get("code", "?")
    return f"{code}/{fact.get('subcode', '-')} {fact.get('says', '')}"


def of_all(fits: Callable[[dict[str, Any]], bool]) -> list[Any]:
    return [pytest.param(fact, id=named(fact)) for fact in FACTS if fits(fact)]


def each_call() -> list[Any]:
    """(fact, call, HTTP status), for everything the facts say may be asked."""
    return [
        pytest.param(fact, Call(call), http, id=f"{named(fact)} {call} {http}")
        for fact in FACTS
        for told in fact["calls"]
        for call in SEVERAL.get(told, (told,))
        if call != "container"
        for http in fact.get("http", [400])
    ]


def answers(fact: dict[str, Any], http: int) -> list[httpx.Response]:
    """The refusal as it may come; a name comes as the code, or inside the message beside a plain code."""
    says, subcode = fact.get("says", "Refused."), fact.get("subcode")
    if name := fact.get("name"):
        bodies = [envelope(name, subcode, says), envelope(100, subcode, f"{name}: refused.")]
    else:
        bodies = [envelope(fact.get("code"), subcode, says)]
    return [httpx.Response(http, json=body) for body in bodies]


async def error_of(answer: httpx.Response, call: Call) -> RiteError:
    async with client_for(Wire(answer)) as client:
        with pytest.raises(RiteError) as caught:
            if call in (Call.READ, Call.INSIGHTS):
                await client.get(ACCESS, "1", {}, call)
            else:
                await client.post(ACCESS, "1", {}, call)
    return caught.value


def told(error: RiteError) -> str:
    """All a person hears of it."""
    return f"{error.message} {error.cause} {error.remedy}" if isinstance(error, Refused) else error.message


@pytest.mark.parametrize(("fact", "call", "http"), each_call())
async def test_a_refusal_has_its_class_its_words_and_its_button(fact: dict[str, Any], call: Call, http: int) -> None:
    for answer in answers(fact, http):
        error = await error_of(answer, call)
        wanted = CLASSES[fact["class"]]
        assert isinstance(error, wanted)
        assert isinstance(error, ContainerGone) == (fact["class"] == "new_container")
        assert error.cure is Cure(fact["cure"])
        assert fact["words"] in told(error)
        if isinstance(error, Refused):
            assert error.cause.endswith(".")
            assert error.remedy.endswith(".")


@pytest.mark.parametrize("fact", of_all(lambda fact: "container" in fact["calls"]))
async def test_a_failed_container_tells_the_same_by_its_subcode(fact: dict[str, Any]) -> None:
    status = f"Error: Media upload has failed with error code {fact['subcode']}"
    answer = httpx.Response(200, json={"status_code": "ERROR", "status": status, "id": "1"})
    async with client_for(Wire(answer)) as client:
        gone = (await InstagramPublisher(client).container(ACCESS, "1")).gone
    assert gone is not None
    assert gone.cure is Cure(fact["cure"])
    assert fact["words"] in told(gone)
    assert gone.hopeless == (fact["class"] == "permanent")


async def test_a_container_that_fails_for_no_known_reason_may_be_made_anew() -> None:
    words = "Error: Media download has failed. The media URI doesn't meet our requirements."
    answer = httpx.Response(200, json={"status_code": "ERROR", "status": words, "id": "1"})
    async with client_for(Wire(answer)) as client:
        state = await InstagramPublisher(client).container(ACCESS, "1")
    assert (state.status, state.words, state.gone) == ("ERROR", words, None)


@pytest.mark.parametrize("call", [Call.PUBLISH, Call.COMMENT])
@pytest.mark.parametrize("fact", of_all(lambda fact: fact["calls"] != ["container"]))
async def test_a_server_error_after_something_irrevocable_stays_open_whatever_it_says(
    fact: dict[str, Any], call: Call
) -> None:
    for answer in answers(fact, 500):
        assert type(await error_of(answer, call)) is OutcomeUnknown
