"""The look-alike answers with the documented fields and types, and what Rite asks for exists."""

import re
import tomllib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from films import film
from instagram_stage import WAREHOUSE, Stage, jpeg, opened
from starlette.responses import Response

from core.adapters.instagram.publisher import COMMENT_FIELDS, MEDIUM_FIELDS
from sandbox.instagram import comments, media, profile
from sandbox.instagram.records import FACEBOOK, INSTAGRAM

NODES: dict[str, dict[str, str]] = tomllib.loads(
    (Path(__file__).parents[1] / "contracts" / "answers.toml").read_text("utf-8")
)
PLAIN: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "whole": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "yes": lambda value: isinstance(value, bool),
    "moment": lambda value: bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000", str(value))),
    "id": lambda value: isinstance(value, str | int) and str(value).isdecimal(),
    "thing": lambda value: isinstance(value, dict),
    "things": lambda value: isinstance(value, list),
}


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with opened() as stage:
        await stage.control("settings", ripening_seconds=0, video_ripening_seconds=0)
        yield stage


def odd(answer: dict[str, Any], node: str, where: str = "") -> list[str]:
    """What in an answer is not as documented."""
    found: list[str] = []
    for name, value in answer.items():
        kind, place = NODES[node].get(name, ""), f"{where}{name}"
        if not kind:
            found.append(f"{place} is not a field of {node}")
        elif kind in PLAIN:
            found += [] if PLAIN[kind](value) else [f"{place} is no {kind}: {value!r}"]
        elif kind.startswith("all "):
            for item in value["data"]:
                found += odd(item, kind.removeprefix("all "), f"{place}.")
        else:
            found += odd(value, kind, f"{place}.")
    return found


async def everything(stage: Stage) -> dict[str, str]:
    """One of each kind that can be published; names and media ids."""
    stage.host.files["v.mp4"] = Response(film(), 206, media_type="video/mp4")
    stage.host.files["cover.jpg"] = Response(jpeg(), media_type="image/jpeg")
    reel = {"video_url": "http://media.test/v.mp4", "cover_url": "http://media.test/cover.jpg", "media_type": "REELS"}
    slides = [
        await stage.container(is_carousel_item=True, alt_text="A red door"),
        await stage.container(is_carousel_item=True, media_type="VIDEO", video_url="http://media.test/v.mp4"),
    ]
    wishes: dict[str, dict[str, Any]] = {
        "picture": {"caption": "Hello", "alt_text": "A flyer"},
        "reel": reel | {"caption": "Reel"},
        "story": {"media_type": "STORIES"},
        "carousel": {"media_type": "CAROUSEL", "children": slides, "caption": "Two"},
    }
    made = {}
    for name, wish in wishes.items():
        answer = await stage.publish(await stage.container(**wish))
        assert odd(answer.json(), "DONE") == []
        made[name] = str(answer.json()["id"])
    return made


def test_the_look_alike_has_no_field_that_instagram_has_not() -> None:
    ledger: Any = None
    assert set(media.readers(ledger)) <= set(NODES["MEDIA"])
    assert set(comments.readers(ledger)) <= set(NODES["COMMENT"])
    for host in (INSTAGRAM, FACEBOOK):
        assert set(profile.readers(ledger, host)) <= set(NODES["USER"])


@pytest.mark.parametrize(
    ("asked", "node"), [(MEDIUM_FIELDS, "MEDIA"), (COMMENT_FIELDS, "COMMENT"), ("status_code,status", "CONTAINER")]
)
def test_what_we_ask_for_exists(asked: str, node: str) -> None:
    assert set(re.sub(r"\{[^}]*\}", "", asked).split(",")) <= set(NODES[node])


@pytest.mark.parametrize("whole_ids", [False, True], ids=["ids as text", "ids as numbers"])
async def test_every_kind_of_media_answers_as_documented(stage: Stage, whole_ids: bool) -> None:
    await stage.control("settings", integer_ids=whole_ids)
    ledger: Any = None
    fields = ",".join(name for name in media.readers(ledger) if name != "children")
    for name, media_id in (await everything(stage)).items():
        told = (await stage.get(media_id, fields=f"{fields},children{{{fields}}}")).json()
        assert odd(told, "MEDIA") == [], name
        assert ("children" in told, "thumbnail_url" in told) == (name == "carousel", name == "reel"), name
    for edge in ("media", "stories"):
        listed = (await stage.get(f"{WAREHOUSE}/{edge}", fields=MEDIUM_FIELDS)).json()["data"]
        assert listed and [odd(item, "MEDIA") for item in listed] == [[]] * len(listed)


async def test_comments_answer_as_documented(stage: Stage) -> None:
    media_id = await stage.post_picture()
    assert odd((await stage.post(f"{media_id}/comments", message="First")).json(), "DONE") == []
    said = await stage.control("comment", media_id=media_id, username="fan", text="Nice")
    await stage.post(f"{said['id']}/replies", message="Thanks")
    inner = "id,text,timestamp,username,from,like_count,hidden,parent_id,media,user"
    listed = (await stage.get(f"{media_id}/comments", fields=f"{inner},replies{{{inner}}}")).json()["data"]
    assert len(listed) == 2
    assert [odd(comment, "COMMENT") for comment in listed] == [[], []]


async def test_the_account_its_limit_and_its_containers_answer_as_documented(stage: Stage) -> None:
    ledger: Any = None
    me = (await stage.get("me", fields=",".join(profile.readers(ledger, INSTAGRAM)))).json()
    assert odd(me, "USER") == []
    limit = (await stage.get(f"{WAREHOUSE}/content_publishing_limit", fields="config,quota_usage")).json()["data"]
    assert [odd(one, "LIMIT") for one in limit] == [[]]
    fields = ",".join(NODES["CONTAINER"])
    state = (await stage.get(await stage.container(), fields=fields)).json()
    assert odd(state, "CONTAINER") == []
    assert state["status_code"] in ("IN_PROGRESS", "FINISHED", "PUBLISHED", "ERROR", "EXPIRED")


async def test_numbers_answer_as_documented(stage: Stage) -> None:
    media_id = await stage.post_picture()
    stage.wait(hours=30)
    of_post = (await stage.get(f"{media_id}/insights", metric="reach,views,saved,profile_activity")).json()["data"]
    asked = {"metric": "reach,views", "period": "day", "metric_type": "total_value"}
    of_account = (await stage.get(f"{WAREHOUSE}/insights", **asked)).json()["data"]
    assert len(of_post) >= 3 and len(of_account) == 2
    assert [odd(one, "INSIGHT") for one in [*of_post, *of_account]] == [[]] * (len(of_post) + 2)


async def test_a_renewed_token_answers_as_documented(stage: Stage) -> None:
    stage.wait(days=2)
    asked = {"grant_type": "ig_refresh_token", "access_token": stage.token}
    renewed = (await stage.http.get("/instagram/graph/refresh_access_token", params=asked)).json()
    assert odd(renewed, "RENEWED_TOKEN") == []
    assert {"access_token", "token_type", "expires_in"} <= set(renewed)
