"""Reading what was published: lists with cursors, fields, files; comments and what is said under them."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest
from instagram_stage import WAREHOUSE, Stage, code_of, opened


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with opened() as stage:
        yield stage


async def test_the_list_is_newest_first_with_ids_only_unless_asked(stage: Stage) -> None:
    posts = [await stage.post_picture(caption=f"Post {n}") for n in range(3)]
    listed = (await stage.get(f"{WAREHOUSE}/media")).json()
    assert listed["data"] == [{"id": post} for post in reversed(posts)]
    captions = (await stage.get(f"{WAREHOUSE}/media", fields="caption")).json()["data"]
    assert [item["caption"] for item in captions] == ["Post 2", "Post 1", "Post 0"]


async def test_pages_lead_on_with_a_cursor_nobody_can_read(stage: Stage) -> None:
    posts = [await stage.post_picture() for _ in range(5)]
    seen: list[str] = []
    params = {"limit": "2"}
    while True:
        page = (await stage.get(f"{WAREHOUSE}/media", **params)).json()
        seen += [item["id"] for item in page["data"]]
        if "next" not in page.get("paging", {}):
            break
        query = parse_qs(urlsplit(page["paging"]["next"]).query)
        params = {"limit": query["limit"][0], "after": query["after"][0]}
        assert params["after"] == page["paging"]["cursors"]["after"]
        assert params["after"] not in posts
    assert seen == posts[::-1]
    assert code_of(await stage.get(f"{WAREHOUSE}/media", after="nonsense")) == (400, 100, None)


async def test_the_list_can_be_bound_by_time(stage: Stage) -> None:
    await stage.post_picture(caption="old")
    stage.wait(hours=2)
    since = int(stage.world.clock.now().timestamp())
    await stage.post_picture(caption="new")
    bound = {"fields": "caption"}
    young = (await stage.get(f"{WAREHOUSE}/media", since=since, **bound)).json()["data"]
    old = (await stage.get(f"{WAREHOUSE}/media", until=since, **bound)).json()["data"]
    assert ([item["caption"] for item in young], [item["caption"] for item in old]) == (["new"], ["old"])


@pytest.mark.parametrize("path", ["{post}", f"{WAREHOUSE}/media", f"{WAREHOUSE}/stories", "{post}/children"])
async def test_an_unknown_field_fails_the_whole_call(stage: Stage, path: str) -> None:
    post = await stage.post_picture()
    answer = await stage.get(path.format(post=post), fields="id,sparkle")
    if path.endswith("children"):
        assert answer.json() == {"data": []}
        return
    assert code_of(answer) == (400, 100, None)
    assert "nonexisting field (sparkle)" in answer.json()["error"]["message"]


async def test_an_unknown_edge_or_object_is_refused(stage: Stage) -> None:
    assert code_of(await stage.get(f"{WAREHOUSE}/sparkle")) == (400, 100, None)
    assert code_of(await stage.get("17918000000000000")) == (400, 100, 33)
    assert code_of(await stage.post(f"{WAREHOUSE}/sparkle")) == (400, 100, 33)


async def test_a_media_tells_everything_about_itself(stage: Stage) -> None:
    tags = [{"username": "friend", "x": 0.5, "y": 0.8}]
    post = await stage.post_picture(
        caption="Hello", alt_text="A door", user_tags=tags, collaborators=["halle7.berlin"], location_id="123456789"
    )
    fields = "caption,alt_text,username,owner,like_count,comments_count,is_comment_enabled,is_shared_to_feed,media_url"
    media = (await stage.get(post, fields=fields)).json()
    assert (media["caption"], media["alt_text"], media["username"]) == ("Hello", "A door", "warehouse.nights")
    assert media["owner"] == {"id": WAREHOUSE}
    assert isinstance(media["like_count"], int) and media["comments_count"] == 0
    shown = (await stage.published())[0]
    assert (shown["user_tags"], shown["collaborators"]) == (tags, ["halle7.berlin"])
    assert shown["location_id"] == "123456789"


async def test_the_addresses_of_files_wear_out(stage: Stage) -> None:
    post = await stage.post_picture()
    url = (await stage.get(post, fields="media_url")).json()["media_url"]
    assert (await stage.http.get(url)).status_code == 200
    stage.wait(days=3)
    assert (await stage.http.get(url)).status_code == 403


async def test_a_post_cannot_be_deleted_or_edited(stage: Stage) -> None:
    post = await stage.post_picture()
    assert code_of(await stage.call("DELETE", post)) == (403, 10, None)
    assert code_of(await stage.post(post, caption="new words")) == (400, 100, None)


async def test_the_first_comment_is_the_accounts_own(stage: Stage) -> None:
    post = await stage.post_picture()
    said = (await stage.post(f"{post}/comments", message="#berlin #techno")).json()["id"]
    listed = (await stage.get(f"{post}/comments")).json()["data"]
    assert [(item["id"], item["text"], sorted(item)) for item in listed] == [
        (said, "#berlin #techno", ["id", "text", "timestamp"])
    ]
    assert (await stage.published())[0]["first_comment"] == "#berlin #techno"
    assert (await stage.get(post, fields="comments_count")).json()["comments_count"] == 1


async def test_followers_comment_and_are_answered(stage: Stage) -> None:
    post = await stage.post_picture()
    fan = (await stage.control("comment", media_id=post, username="fan", text="When?"))["id"]
    reply = (await stage.post(f"{fan}/replies", message="At ten")).json()["id"]
    fields = "id,text,username,from{username},replies{id,text,parent_id}"
    listed = (await stage.get(f"{post}/comments", fields=fields)).json()["data"]
    assert [item["username"] for item in listed] == ["fan"]
    assert listed[0]["replies"]["data"] == [{"id": reply, "text": "At ten", "parent_id": fan}]
    assert (await stage.get(f"{fan}/replies")).json()["data"][0]["text"] == "At ten"


async def test_a_comment_can_be_hidden_and_deleted_with_its_replies(stage: Stage) -> None:
    post = await stage.post_picture()
    fan = (await stage.control("comment", media_id=post, username="fan", text="Boo"))["id"]
    await stage.post(f"{fan}/replies", message="?")
    assert (await stage.post(fan, hide="true")).json() == {"success": True}
    assert (await stage.get(fan, fields="hidden")).json()["hidden"] is True
    assert (await stage.call("DELETE", fan)).json() == {"success": True}
    assert (await stage.get(f"{post}/comments")).json() == {"data": []}
    assert (await stage.get(post, fields="comments_count")).json()["comments_count"] == 0


async def test_switched_off_comments_stay_unsaid(stage: Stage) -> None:
    post = await stage.post_picture()
    assert (await stage.post(post, comment_enabled=False)).json() == {"success": True}
    assert code_of(await stage.post(f"{post}/comments", message="first")) == (400, 100, None)
    assert code_of(await stage.post(f"{post}/comments")) == (400, 100, None)


async def test_comments_come_newest_first_at_most_fifty_a_page(stage: Stage) -> None:
    post = await stage.post_picture()
    for number in range(52):
        await stage.post(f"{post}/comments", message=str(number))
    page = (await stage.get(f"{post}/comments", limit=80)).json()
    assert [item["text"] for item in page["data"][:2]] == ["51", "50"]
    assert len(page["data"]) == 50
    rest = (await stage.get(f"{post}/comments", limit=80, after=page["paging"]["cursors"]["after"])).json()
    assert [item["text"] for item in rest["data"]] == ["1", "0"]


async def test_forgetting_brings_the_first_day_back(stage: Stage) -> None:
    await stage.post_picture()
    stage.instagram.reset()
    view = stage.instagram.view()
    assert (view["media"], view["containers"], view["quota"]["used"]) == ([], [], 0)
    assert code_of(await stage.get("me")) == (400, 190, None)


async def test_an_unknown_setting_is_refused(stage: Stage) -> None:
    for wish in ({"sparkle": 1}, {"repeat_publish": "twice"}):
        answer = await stage.http.post("/control/instagram/settings", json=wish)
        assert answer.status_code == 400


async def test_the_view_holds_what_a_page_draws(stage: Stage) -> None:
    slides = [await stage.container(is_carousel_item=True, alt_text=f"Slide {n}") for n in range(2)]
    stage.wait(seconds=4)
    await stage.post_picture(media_type="CAROUSEL", children=slides, caption="Two")
    waiting = await stage.container()
    view = stage.instagram.view()
    assert [account["username"] for account in view["accounts"]] == ["warehouse.nights", "halle7.berlin"]
    assert [slide["alt_text"] for slide in view["media"][0]["children"]] == ["Slide 0", "Slide 1"]
    assert view["media"][0]["image_url"] == view["media"][0]["children"][0]["image_url"]
    states = {container["id"]: container["status"] for container in view["containers"]}
    assert states[waiting] == "IN_PROGRESS" and not set(states) & set(slides)
    assert (view["quota"]["used"], view["quota"]["total"]) == (1, 100)
