"""Every trouble with a model ends with a caption and a sentence that says why."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import httpx2
import pytest
from model_server import BRIEF, FALSE, MODEL, TRUE, Server, answered, call, completion, failing, writer_for

from core.adapters.openai_copywriter import Connection, OpenAICopywriter
from core.copy.facts import check_facts
from core.copy.offline import OfflineCopywriter
from core.ports.copywriter import Draft
from core.ports.model import ModelCall, ModelTrouble
from sandbox.app import build
from sandbox.world import Config


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        (httpx2.ConnectError("refused"), "The model was not reachable"),
        (httpx2.ReadTimeout("slow"), "The model took too long to answer"),
        (failing(401, "invalid_api_key"), "did not accept our key"),
        (failing(403), "may not use the model “gpt-5.4-mini”"),
        (failing(404, "model_not_found"), "“gpt-5.4-mini” does not exist (any more; RITE_OPENAI_MODEL names it)"),
        (failing(400, "model_not_found"), "“gpt-5.4-mini” does not exist (any more; RITE_OPENAI_MODEL names it)"),
        (failing(400, "invalid_request"), "did not take the request"),
        (failing(429), "has had too many requests"),
        (failing(429, "insufficient_quota"), "credit at the model's server is used up"),
        (failing(500), "The model's server has trouble"),
        (failing(503), "The model's server has trouble"),
        (completion(None, refusal="I can't help with that."), "The model declined"),
        (answered('{"caption": "Warehouse Ni', finish="length"), "answer was cut off"),
        (answered('{"caption": "Warehouse Ni'), "answer could not be read"),
        (answered("Sure! Here is your caption."), "answer could not be read"),
        (answered('{"caption": "x", "hashtags": 5}'), "answer could not be read"),
        (answered(None), "sent an empty answer"),
        (httpx2.Response(200, json={"choices": []}), "sent an empty answer"),
        (httpx2.Response(200, json={}), "answer could not be read"),
        (httpx2.Response(200, json={"choices": [{}]}), "answer could not be read"),
        (httpx2.Response(200, json={"choices": "none", "usage": 7}), "answer could not be read"),
        (httpx2.Response(200, json=[]), "answer could not be read"),
        (httpx2.Response(200, text="<html>", headers={"content-type": "text/html"}), "answer could not be read"),
        (httpx2.Response(200, text="{", headers={"content-type": "application/json"}), "answer could not be read"),
        (answered('{"caption": "", "hashtags": []}'), "answer could not be read"),
    ],
)
async def test_every_trouble_ends_with_a_caption_and_the_reason(answer: httpx2.Response | Exception, note: str) -> None:
    draft = await writer_for(Server(answer)).draft(BRIEF)
    assert draft.writer == "offline writer"
    assert note in draft.notes[0]
    assert draft.notes[0].count("so the offline writer wrote this.") == 1
    assert check_facts(draft.caption, BRIEF) == ()


@pytest.mark.parametrize(
    ("answer", "calls"),
    [
        (failing(500), ()),
        (failing(429), ()),
        (httpx2.ConnectError("refused"), ()),
        (httpx2.ReadTimeout("slow"), (ModelCall(purpose="caption", model=MODEL),)),
        (completion(None, refusal="No."), (call("caption"),)),
        (answered('{"caption": "Ware', finish="length"), (call("caption"),)),
        (answered("Sure! Here is your caption."), (call("caption"),)),
    ],
    ids=["broken", "busy", "away", "too late", "refused", "cut off", "prose"],
)
async def test_whatever_may_cost_something_is_counted(
    answer: httpx2.Response | Exception, calls: tuple[ModelCall, ...]
) -> None:
    assert (await writer_for(Server(answer)).draft(BRIEF)).calls == calls


class Purse:
    """An allowance for so many questions; remembers what it was told."""

    def __init__(self, questions: int) -> None:
        self.left, self.told = questions, list[int]()

    async def lasts(self, asked: Sequence[ModelCall]) -> bool:
        self.told.append(len(asked))
        self.left -= 1
        return self.left >= 0


@pytest.mark.parametrize("questions", [0, 1])
async def test_no_further_question_is_asked_once_the_budget_is_spent(questions: int) -> None:
    server, purse = Server(completion(FALSE)), Purse(questions)
    draft = await writer_for(server).draft(BRIEF, purse)
    assert (draft.writer, draft.trouble) == ("offline writer", ModelTrouble.SPENT)
    assert draft.notes == ("This month's budget for the model is spent, so the offline writer wrote this.",)
    assert (len(server.asked), purse.told) == (questions, list(range(questions + 1)))


async def test_a_crowd_of_drafts_takes_turns_and_none_waits_for_ever() -> None:
    open_now, most, free = 0, 0, asyncio.Event()

    async def slow(request: httpx2.Request) -> httpx2.Response:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        try:
            await free.wait()
        finally:
            open_now -= 1
        return completion(TRUE)

    def waiting(timeout: float) -> OpenAICopywriter:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(slow))
        connection = Connection(
            api_key="sk", base_url="http://model.test/v1", model=MODEL, at_once=2, timeout=timeout, http_client=http
        )
        return OpenAICopywriter(OfflineCopywriter(), connection)

    async def all_of(writer: OpenAICopywriter) -> list[Draft]:
        return await asyncio.gather(*(writer.draft(BRIEF) for _ in range(3)))

    late = await all_of(waiting(0.05))
    assert all(draft.writer == "offline writer" for draft in late)
    assert any("took too long" in draft.notes[0] for draft in late)
    free.set()
    assert [draft.writer for draft in await all_of(waiting(30))] == [MODEL] * 3
    assert most == 2


async def test_a_busy_server_is_asked_again_before_giving_up() -> None:
    server = Server(failing(429, headers={"retry-after-ms": "1"}), completion(TRUE))
    draft = await writer_for(server, max_retries=2).draft(BRIEF)
    assert (draft.writer, draft.notes, len(server.asked)) == (MODEL, (), 2)


async def test_nobody_waits_for_a_server_that_is_busy_for_long() -> None:
    server = Server(failing(429, headers={"retry-after": "100"}))
    draft = await writer_for(server, max_retries=2).draft(BRIEF)
    assert "too many requests" in draft.notes[0]
    assert len(server.asked) == 1


def in_sandbox(http: httpx2.AsyncClient, key: str) -> OpenAICopywriter:
    connection = Connection(
        api_key=key, base_url="http://sandbox/openai/v1", model=MODEL, max_retries=0, http_client=http
    )
    return OpenAICopywriter(OfflineCopywriter(), connection)


@pytest.fixture
async def sandbox() -> AsyncIterator[tuple[OpenAICopywriter, httpx2.AsyncClient]]:
    app = build(Config())
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://sandbox") as http:
        yield in_sandbox(http, Config().openai_api_key), http
        await app.state.world.http.aclose()


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it"])
async def test_an_honest_sandbox_model_is_believed(
    sandbox: tuple[OpenAICopywriter, httpx2.AsyncClient], language: str
) -> None:
    draft = await sandbox[0].draft(replace(BRIEF, language=language))
    assert (draft.writer, draft.notes) == (MODEL, ())
    assert "Halle 7" in draft.caption
    assert [one.purpose for one in draft.calls] == ["caption"]
    assert draft.calls[0].input_tokens and draft.calls[0].output_tokens


@pytest.mark.parametrize(
    ("mode", "note"),
    [
        ("lies", "wrong twice"),
        ("refuse", "declined"),
        ("cut_off", "cut off"),
        ("429", "too many requests"),
        ("500", "has trouble"),
        ("unknown_model", "does not exist"),
    ],
)
async def test_each_mood_of_the_sandbox_model_has_its_note(
    sandbox: tuple[OpenAICopywriter, httpx2.AsyncClient], mode: str, note: str
) -> None:
    writer, http = sandbox
    await http.post("/control/openai/mode", json={"mode": mode})
    draft = await writer.draft(BRIEF)
    assert draft.writer == "offline writer"
    assert note in draft.notes[0]
    assert check_facts(draft.caption, BRIEF) == ()


async def test_a_wrong_key_is_said(sandbox: tuple[OpenAICopywriter, httpx2.AsyncClient]) -> None:
    draft = await in_sandbox(sandbox[1], "sk-wrong").draft(BRIEF)
    assert "did not accept our key" in draft.notes[0]
    assert draft.trouble is ModelTrouble.WRONG_KEY
