"""What goes wrong when the control panel says so, and what has nevertheless happened."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import uvicorn
from instagram_stage import WAREHOUSE, Stage, code_of, opened


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with opened() as stage:
        yield stage


async def ripe(stage: Stage) -> str:
    container = await stage.container(caption="Tonight")
    stage.wait(seconds=4)
    return container


async def test_the_work_is_done_though_the_connection_is_cut(stage: Stage) -> None:
    container = await ripe(stage)
    stage.fault("media_publish", "apply_then_drop")
    with pytest.raises(httpx.RemoteProtocolError):
        await stage.publish(container)
    assert await stage.status(container) == "PUBLISHED"
    assert len(await stage.published()) == 1


@pytest.mark.parametrize(
    ("kind", "code"), [("apply_then_500", (500, 2, None)), ("apply_then_4_2207051", (403, 4, 2207051))]
)
async def test_the_work_is_done_though_the_answer_is_an_error(
    stage: Stage, kind: str, code: tuple[int, int, int | None]
) -> None:
    container = await ripe(stage)
    stage.fault("media_publish", kind)
    assert code_of(await stage.publish(container)) == code
    assert len(await stage.published()) == 1


async def test_a_stalled_call_has_done_nothing(stage: Stage) -> None:
    container = await ripe(stage)
    stage.fault("media_publish", "timeout_before", seconds=0.01)
    with pytest.raises(httpx.RemoteProtocolError):
        await stage.publish(container)
    assert await stage.published() == []


async def test_a_slow_landing_goes_live_after_the_answer_was_lost(stage: Stage) -> None:
    container = await ripe(stage)
    stage.fault("media_publish", "slow_landing", seconds=60)
    with pytest.raises(httpx.RemoteProtocolError):
        await stage.publish(container)
    assert await stage.status(container) == "FINISHED"
    stage.wait(seconds=60)
    await asyncio.sleep(0.2)
    assert await stage.status(container) == "PUBLISHED"
    assert [post["caption"] for post in await stage.published()] == ["Tonight"]


@pytest.mark.parametrize(
    ("kind", "details", "code"),
    [
        ("9007", {}, (400, 9007, 2207027)),
        ("24_2207006", {}, (400, 24, 2207006)),
        ("outage", {}, (500, 2, None)),
        ("expired", {}, (400, 190, 463)),
        ("throttle", {"minutes": 7}, (400, 80002, None)),
        ("error", {"status": 400, "code": 368, "message": "Blocked"}, (400, 368, None)),
        ("error", {"status": 400, "code": -1, "subcode": 2207001}, (400, -1, 2207001)),
    ],
)
async def test_a_refusal_comes_as_often_as_wished_and_nothing_is_done(
    stage: Stage, kind: str, details: dict[str, Any], code: tuple[int, int, int | None]
) -> None:
    container = await ripe(stage)
    stage.fault("media_publish", kind, 2, **details)
    assert code_of(await stage.publish(container)) == code
    assert code_of(await stage.publish(container)) == code
    assert await stage.published() == []
    assert (await stage.publish(container)).status_code == 200


async def test_reads_may_fail_while_writes_do_not(stage: Stage) -> None:
    container = await stage.container()
    stage.fault("container", "100_33")
    assert code_of(await stage.get(container, fields="status_code")) == (400, 100, 33)
    assert await stage.status(container) == "IN_PROGRESS"


async def test_a_picture_is_refused_when_told_to(stage: Stage) -> None:
    stage.fault("media", "media_refused")
    answer = await stage.post(f"{WAREHOUSE}/media", image_url=stage.picture())
    assert code_of(answer) == (400, 36003, 2207009)


async def test_a_gateway_answers_with_a_page(stage: Stage) -> None:
    stage.fault("me", "html_502")
    answer = await stage.get("me")
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")


async def test_a_slide_goes_missing_without_a_word(stage: Stage) -> None:
    slides = [await stage.container(is_carousel_item=True) for _ in range(3)]
    stage.wait(seconds=4)
    stage.fault("media_publish", "missing_slide")
    media_id = await stage.post_picture(media_type="CAROUSEL", children=",".join(slides))
    children = (await stage.get(f"{media_id}/children")).json()["data"]
    assert len(children) == 2


async def test_status_and_list_may_lag_behind(stage: Stage) -> None:
    await stage.control("settings", status_lag_seconds=30, listing_lag_seconds=60)
    container = await ripe(stage)
    assert (await stage.publish(container)).status_code == 200
    assert await stage.status(container) == "FINISHED"
    assert (await stage.get(f"{WAREHOUSE}/media")).json()["data"] == []
    stage.wait(seconds=30)
    assert await stage.status(container) == "PUBLISHED"
    assert (await stage.get(f"{WAREHOUSE}/media")).json()["data"] == []
    stage.wait(seconds=30)
    assert len((await stage.get(f"{WAREHOUSE}/media")).json()["data"]) == 1


async def test_usage_is_told_with_every_answer_and_too_much_is_refused(stage: Stage) -> None:
    answer = await stage.get("me")
    assert '"call_count": 0' in answer.headers["x-app-usage"]
    await stage.control("settings", usage_percent=96)
    assert '"call_count": 96' in (await stage.get("me")).headers["x-business-use-case-usage"]
    await stage.control("settings", usage_percent=101, regain_minutes=9)
    refused = await stage.get("me")
    assert code_of(refused) == (400, 80002, None)
    assert '"estimated_time_to_regain_access": 9' in refused.headers["x-business-use-case-usage"]


async def test_a_container_is_made_though_its_answer_is_lost(stage: Stage) -> None:
    stage.fault("media", "apply_then_drop")
    with pytest.raises(httpx.RemoteProtocolError):
        await stage.post(f"{WAREHOUSE}/media", image_url=stage.picture())
    assert len(stage.ledger.containers) == 1


async def test_a_comment_is_said_though_its_answer_is_lost(stage: Stage) -> None:
    media_id = await stage.post_picture()
    stage.fault("comments", "apply_then_drop")
    with pytest.raises(httpx.RemoteProtocolError):
        await stage.post(f"{media_id}/comments", message="#techno")
    listed = (await stage.get(f"{media_id}/comments")).json()["data"]
    assert [comment["text"] for comment in listed] == ["#techno"]


async def test_a_container_fails_for_the_reason_it_is_told_to(stage: Stage) -> None:
    stage.fault("media", "container_fails", subcode=2207082)
    container = await stage.container()
    stage.wait(seconds=4)
    read = (await stage.get(container, fields="status_code,status")).json()
    assert (read["status_code"], "2207082" in read["status"]) == ("ERROR", True)


async def test_a_place_nobody_knows_is_refused_by_its_name_in_either_spot(stage: Stage) -> None:
    name = "INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID"
    wish = {"image_url": stage.picture(), "location_id": "Berlin"}
    told = (await stage.post(f"{WAREHOUSE}/media", **wish)).json()["error"]
    assert (told["code"], told["message"].startswith(name)) == (100, True)
    await stage.control("settings", named_errors="code")
    assert (await stage.post(f"{WAREHOUSE}/media", **wish)).json()["error"]["code"] == name


async def test_ids_may_come_as_numbers(stage: Stage) -> None:
    await stage.control("settings", integer_ids=True)
    made = (await stage.post(f"{WAREHOUSE}/media", image_url=stage.picture())).json()["id"]
    stage.wait(seconds=4)
    media_id = (await stage.publish(str(made))).json()["id"]
    listed = (await stage.get(f"{WAREHOUSE}/media", fields="id,caption,owner")).json()["data"]
    assert isinstance(made, int) and made > 2**53
    assert listed == [{"id": media_id, "owner": {"id": int(WAREHOUSE)}}]


async def test_even_a_refusal_of_ones_own_making_tells_the_usage(stage: Stage) -> None:
    stage.fault("me", "error", code=3, status=403)
    answer = await stage.get("me")
    assert code_of(answer) == (403, 3, None)
    assert {"x-app-usage", "x-business-use-case-usage"} <= set(answer.headers)


@pytest.mark.parametrize("wish", [{"repeat_publish": "often"}, {"named_errors": "header"}, {"webhook_shape": "round"}])
async def test_a_setting_takes_only_what_it_knows(stage: Stage, wish: dict[str, str]) -> None:
    answer = await stage.http.post("/control/instagram/settings", json=wish)
    assert answer.status_code == 400
    assert next(iter(wish)) in answer.json()["error"]


async def test_over_a_real_socket_the_connection_really_ends(stage: Stage) -> None:
    container = await ripe(stage)
    stage.fault("media_publish", "apply_then_drop")
    server = uvicorn.Server(uvicorn.Config(stage.app, port=0, log_level="critical", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - the server offers no event to wait for
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}/instagram/graph/v25.0/{WAREHOUSE}/media_publish"
    try:
        async with httpx.AsyncClient() as client:
            with pytest.raises(httpx.TransportError):
                await client.post(url, params={"access_token": stage.token, "creation_id": container})
    finally:
        server.should_exit = True
        await serving
    assert len(await stage.published()) == 1
