"""Messages over the wire: how they are sent in, what comes back, and what a page would show of them."""

import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from films import film
from PIL import Image
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from telegram_stand import ADA, BEN, GROUP, Stand, as_base64, buttons, in_memory, picture, served

TO_ADA: dict[str, Any] = {"chat_id": ADA}


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with in_memory() as one:
        await one.greet("ada")
        yield one


async def test_a_message_comes_back_complete(stand: Stand) -> None:
    sent = await stand.call("sendMessage", **TO_ADA, text="Doors at <b>nine</b>", parse_mode="HTML")
    assert sent == {
        "message_id": 2,
        "from": {"id": 1000001, "is_bot": True, "first_name": "Rite", "username": "rite_sandbox_bot"},
        "chat": {
            "id": ADA,
            "type": "private",
            "first_name": "Ada",
            "last_name": "Albrecht",
            "username": "ada_albrecht",
        },
        "date": stand.telegram.state.now(),
        "text": "Doors at nine",
        "entities": [{"type": "bold", "offset": 9, "length": 4}],
    }
    assert stand.shown()[-1]["html"] == "Doors at <b>nine</b>"


async def test_dates_follow_the_sandbox_clock(stand: Stand) -> None:
    sent = await stand.call("sendMessage", **TO_ADA, text="Hi")
    assert abs(sent["date"] - stand.world.clock.now().timestamp()) < 5


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart"])
async def test_arguments_may_come_in_any_clothes(stand: Stand, way: str) -> None:
    path = f"/telegram/bot{stand.token}/SENDMESSAGE"
    markup = buttons([("Go", "go")])
    flat = {"chat_id": str(ADA), "text": "Hi", "reply_markup": json.dumps(markup), "protect_content": "True"}
    requests = {
        "query": lambda: stand.client.get(path, params=flat),
        "form": lambda: stand.client.post(path, data=flat),
        "json": lambda: stand.client.post(path, json=flat | {"reply_markup": markup, "protect_content": True}),
        "multipart": lambda: stand.client.post(path, files={name: (None, value) for name, value in flat.items()}),
    }
    result = (await requests[way]()).json()["result"]
    assert result["reply_markup"] == markup
    assert result["has_protected_content"] is True


async def test_a_photo_comes_in_several_sizes_that_can_be_downloaded(stand: Stand) -> None:
    sent = await stand.call("sendPhoto", **TO_ADA, caption="Tonight", files={"photo": ("f.jpg", picture(2160, 2700))})
    sizes = [(size["width"], size["height"]) for size in sent["photo"]]
    assert sizes == [(72, 90), (256, 320), (640, 800), (1024, 1280)]
    assert len({size["file_unique_id"] for size in sent["photo"]}) == 4
    for size in sent["photo"]:
        offered = await stand.call("getFile", file_id=size["file_id"])
        content = (await stand.client.get(f"/telegram/file/bot{stand.token}/{offered['file_path']}")).content
        assert len(content) == offered["file_size"] == size["file_size"]
        with Image.open(io.BytesIO(content)) as image:
            assert image.size == (size["width"], size["height"])


async def test_a_small_picture_stays_small(stand: Stand) -> None:
    sent = await stand.call("sendPhoto", **TO_ADA, files={"photo": ("f.png", picture(300, 200, "PNG"))})
    assert [(size["width"], size["height"]) for size in sent["photo"]] == [(90, 60), (300, 200)]


async def test_a_page_can_draw_the_photo(stand: Stand) -> None:
    await stand.call("sendPhoto", **TO_ADA, files={"photo": ("f.jpg", picture(300, 200))})
    response = await stand.client.get(stand.shown()[-1]["photo_url"])
    assert response.headers["content-type"] == "image/jpeg"
    assert (await stand.client.get("/control/telegram/files/unknown")).status_code == 404


async def test_a_file_is_downloaded_only_after_it_was_asked_for(stand: Stand) -> None:
    await stand.call("sendDocument", **TO_ADA, files={"document": ("a.txt", b"words")})
    path = f"/telegram/file/bot{stand.token}/documents/file_0.txt"
    assert (await stand.client.get(path)).status_code == 404


async def test_a_photo_can_be_sent_again_by_its_id(stand: Stand) -> None:
    first = await stand.call("sendPhoto", **TO_ADA, files={"photo": ("f.jpg", picture(300, 200))})
    again = await stand.call("sendPhoto", **TO_ADA, photo=first["photo"][0]["file_id"])
    assert again["photo"] == first["photo"]


async def test_a_photo_can_be_fetched_from_an_address(stand: Stand) -> None:
    flyer = Response(picture(300, 200), media_type="image/jpeg")
    page = Response("<html>", media_type="text/html")
    async with served(Starlette(routes=[Route("/flyer.jpg", flyer), Route("/page", page)])) as base:
        sent = await stand.call("sendPhoto", **TO_ADA, photo=f"{base}/flyer.jpg")
        assert sent["photo"][-1]["width"] == 300
        wrong = await stand.refused("sendPhoto", **TO_ADA, photo=f"{base}/page")
        assert wrong == "Bad Request: wrong type of the web page content"
        missing = await stand.refused("sendDocument", **TO_ADA, document=f"{base}/nothing")
        assert missing == "Bad Request: failed to get HTTP URL content"


async def test_documents_and_videos_keep_name_and_type(stand: Stand) -> None:
    words = await stand.call("sendDocument", **TO_ADA, files={"document": ("List.pdf", b"%PDF", "application/pdf")})
    film = await stand.call("sendVideo", **TO_ADA, width=720, height=1280, duration=9, files={"video": ("a.mp4", b"x")})
    assert words["document"]["file_name"] == "List.pdf"
    assert words["document"]["mime_type"] == "application/pdf"
    assert (film["video"]["width"], film["video"]["height"], film["video"]["duration"]) == (720, 1280, 9)
    assert stand.shown()[-1]["video"]["mime_type"] == "video/mp4"


async def test_an_album_shares_one_id_and_carries_no_buttons(stand: Stand) -> None:
    media = [{"type": "photo", "media": "attach://a", "caption": "<i>One</i>", "parse_mode": "HTML"}]
    media += [{"type": "photo", "media": "attach://b"}]
    files = {"a": ("a.jpg", picture(200, 200)), "b": ("b.jpg", picture(200, 300))}
    markup = json.dumps(buttons([("Go", "go")]))
    sent = await stand.call("sendMediaGroup", **TO_ADA, media=json.dumps(media), reply_markup=markup, files=files)
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message.get("caption") for message in sent] == ["One", None]
    assert not any("reply_markup" in message for message in sent)


async def test_an_answer_shows_what_it_answers(stand: Stand) -> None:
    sent = await stand.call("sendMessage", **TO_ADA, text="Yes", reply_parameters={"message_id": 1})
    assert sent["reply_to_message"]["text"] == "/start"
    lost = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await stand.call("sendMessage", **TO_ADA, text="Yes", reply_parameters=lost)


async def test_an_edit_without_a_keyboard_takes_it_away(stand: Stand) -> None:
    await stand.call("sendMessage", **TO_ADA, text="Approve?", reply_markup=buttons([("Approve", "a:1")]))
    assert stand.shown()[-1]["buttons"] == [[{"text": "Approve", "data": "a:1"}]]
    edited = await stand.call("editMessageText", **TO_ADA, message_id=2, text="Approved")
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]
    assert stand.shown()[-1]["buttons"] == []


async def test_a_caption_edit_keeps_the_picture(stand: Stand) -> None:
    sent = await stand.call("sendPhoto", **TO_ADA, caption="Draft", files={"photo": ("f.jpg", picture(200, 200))})
    edit = {**TO_ADA, "message_id": 2, "caption": "Final", "reply_markup": buttons([("Undo", "u")])}
    edited = await stand.call("editMessageCaption", **edit)
    assert edited["photo"] == sent["photo"]
    assert edited["caption"] == "Final"
    bare = await stand.call("editMessageCaption", **TO_ADA, message_id=2)
    assert "caption" not in bare and "reply_markup" not in bare


async def test_a_picture_can_be_exchanged_and_added_to_words(stand: Stand) -> None:
    await stand.call("sendMessage", **TO_ADA, text="Painting…")
    media = json.dumps({"type": "photo", "media": "attach://p", "caption": "Here"})
    edited = await stand.call("editMessageMedia", **TO_ADA, message_id=2, media=media, files={"p": picture(200, 200)})
    assert "text" not in edited
    assert (edited["caption"], len(edited["photo"])) == ("Here", 2)


async def test_a_deleted_message_is_gone(stand: Stand) -> None:
    await stand.call("sendMessage", **TO_ADA, text="one")
    await stand.call("sendMessage", **TO_ADA, text="two")
    assert await stand.call("deleteMessages", **TO_ADA, message_ids=[1, 2, 77]) is True
    assert await stand.call("deleteMessage", **TO_ADA, message_id=3) is True
    assert stand.shown() == []


async def test_forwards_name_their_origin_and_copies_do_not(stand: Stand) -> None:
    await stand.call("sendMessage", **TO_ADA, text="News")
    forwarded = await stand.call("forwardMessage", chat_id=GROUP, from_chat_id=ADA, message_id=2)
    copied = await stand.call("copyMessage", chat_id=GROUP, from_chat_id=ADA, message_id=2)
    assert forwarded["forward_origin"]["sender_user"]["id"] == 1000001
    assert copied == {"message_id": 2}
    assert [one.get("forwarded") for one in stand.shown(GROUP)] == [True, None]


async def test_a_reaction_replaces_the_one_before(stand: Stand) -> None:
    for emoji in ("👀", "👍"):
        reaction = [{"type": "emoji", "emoji": emoji}]
        await stand.call("setMessageReaction", **TO_ADA, message_id=1, reaction=reaction)
    assert stand.shown()[0]["reactions"] == ["👍"]


async def test_a_pinned_message_is_part_of_the_chat(stand: Stand) -> None:
    await stand.call("pinChatMessage", **TO_ADA, message_id=1)
    assert (await stand.call("getChat", **TO_ADA))["pinned_message"]["message_id"] == 1
    assert stand.shown()[-1]["service"] == "pinned_message"
    await stand.call("unpinChatMessage", **TO_ADA)
    assert "pinned_message" not in await stand.call("getChat", **TO_ADA)


async def test_a_reply_keyboard_shows_until_it_is_removed(stand: Stand) -> None:
    keyboard = {"keyboard": [["Yes", {"text": "No"}]]}
    await stand.call("sendMessage", **TO_ADA, text="Sure?", reply_markup=keyboard)
    assert stand.shown()[-1]["keyboard"] == [["Yes", "No"]]
    await stand.call("sendMessage", **TO_ADA, text="Fine", reply_markup={"remove_keyboard": True})
    assert not any("keyboard" in message for message in stand.shown())


async def test_a_one_time_keyboard_goes_with_the_answer(stand: Stand) -> None:
    keyboard = {"keyboard": [["Yes"]], "one_time_keyboard": True}
    await stand.call("sendMessage", **TO_ADA, text="Sure?", reply_markup=keyboard)
    await stand.person("say", user="ada", text="Yes")
    assert not any("keyboard" in message for message in stand.shown())


async def test_a_wished_reply_is_given_by_just_typing(stand: Stand) -> None:
    wish = {"force_reply": True, "input_field_placeholder": "Reason"}
    await stand.call("sendMessage", **TO_ADA, text="Why?", reply_markup=wish)
    assert stand.shown()[-1]["force_reply"] == {"placeholder": "Reason"}
    await stand.person("say", user="ada", text="Too dark")
    heard = (await stand.heard())[-1]["message"]
    assert heard["reply_to_message"]["text"] == "Why?"
    assert stand.shown()[-1]["reply_to"] == 2
    assert not any("force_reply" in message for message in stand.shown())


async def test_a_draft_and_typing_show_until_the_message_comes(stand: Stand) -> None:
    await stand.call("sendChatAction", **TO_ADA, action="typing")
    await stand.call("sendMessageDraft", **TO_ADA, draft_id=7, text="Writ<b>ing</b>", parse_mode="HTML")
    before = stand.telegram.view()
    assert (before["typing"], before["drafts"]) == ({str(ADA): "typing"}, {str(ADA): "Writ<b>ing</b>"})
    await stand.call("sendMessage", **TO_ADA, text="Written")
    after = stand.telegram.view()
    assert (after["typing"], after["drafts"]) == ({}, {})


async def test_commands_are_kept_per_audience(stand: Stand) -> None:
    general = [{"command": "start", "description": "Begin"}]
    private = [{"command": "new", "description": "New event"}]
    scope = {"type": "all_private_chats"}
    await stand.call("setMyCommands", commands=general)
    await stand.call("setMyCommands", commands=private, scope=scope)
    assert await stand.call("getMyCommands") == general
    assert stand.telegram.view()["commands"] == private
    await stand.call("deleteMyCommands", scope=scope)
    assert stand.telegram.view()["commands"] == general


async def test_the_bot_introduces_itself(stand: Stand) -> None:
    await stand.call("setMyDescription", description="Promotes your events.")
    await stand.call("setMyDescription", description="Bewirbt deine Events.", language_code="de")
    await stand.call("setMyShortDescription", short_description="Events")
    await stand.call("setMyName", name="Rite Events")
    assert await stand.call("getMyDescription", language_code="de") == {"description": "Bewirbt deine Events."}
    assert await stand.call("getMyDescription", language_code="fr") == {"description": "Promotes your events."}
    assert (await stand.call("getMe"))["first_name"] == "Rite Events"
    assert stand.telegram.view()["bot"]["short_description"] == "Events"


async def test_the_menu_button_is_remembered_per_chat(stand: Stand) -> None:
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.com/app"}}
    await stand.call("setChatMenuButton", **TO_ADA, menu_button=app)
    assert await stand.call("getChatMenuButton", **TO_ADA) == app
    assert await stand.call("getChatMenuButton") == {"type": "commands"}


async def test_the_group_knows_its_members(stand: Stand) -> None:
    statuses = [
        (await stand.call("getChatMember", chat_id=GROUP, user_id=who))["status"] for who in (ADA, BEN, 1000001)
    ]
    assert statuses == ["creator", "member", "member"]
    assert len(await stand.call("getChatAdministrators", chat_id=GROUP)) == 1
    assert await stand.call("getChatMemberCount", chat_id=GROUP) == 5
    assert (await stand.call("getChat", chat_id=GROUP))["title"] == "Warehouse crew"


async def test_a_photo_of_a_person_reaches_the_bot(stand: Stand) -> None:
    wish = {"user": "ada", "kind": "photo", "name": "flyer.png", "base64": as_base64(picture(400, 300, "PNG"))}
    await stand.person("send_file", **wish, caption="Use this")
    message = (await stand.heard())[-1]["message"]
    assert message["caption"] == "Use this"
    assert message["photo"][-1]["width"] == 400
    assert (await stand.call("getFile", file_id=message["photo"][-1]["file_id"]))["file_path"].startswith("photos/")


async def test_documents_and_videos_of_people_reach_the_bot(stand: Stand) -> None:
    for kind, name in (("document", "dates.ics"), ("video", "clip.mp4")):
        await stand.person("send_file", user="ada", kind=kind, name=name, base64=as_base64(b"content"))
    document, video = [update["message"] for update in await stand.heard()]
    assert document["document"]["mime_type"] == "text/calendar"
    assert video["video"]["file_name"] == "clip.mp4"
    assert await stand.impossible("send_file", user="ada", kind="song", name="a", base64="") == 400


async def test_a_persons_video_tells_its_size_and_length_and_can_be_downloaded(stand: Stand) -> None:
    content = film(4.0, (360, 640))
    await stand.person("send_file", user="ada", kind="video", name="clip.mp4", base64=as_base64(content))
    video = (await stand.heard())[-1]["message"]["video"]
    assert {name: video[name] for name in ("width", "height", "duration", "mime_type", "file_size")} == {
        "width": 360,
        "height": 640,
        "duration": 4,
        "mime_type": "video/mp4",
        "file_size": len(content),
    }
    path = (await stand.call("getFile", file_id=video["file_id"]))["file_path"]
    assert (await stand.client.get(f"/telegram/file/bot{stand.token}/{path}")).content == content


async def test_a_video_sent_as_a_file_stays_a_document_of_that_type(stand: Stand) -> None:
    await stand.person("send_file", user="ada", kind="document", name="clip.mov", base64=as_base64(film(format_="mov")))
    message = (await stand.heard())[-1]["message"]
    assert (message["document"]["mime_type"], "video" in message) == ("video/quicktime", False)


async def test_a_file_over_twenty_megabytes_cannot_be_downloaded(stand: Stand) -> None:
    big = film() + bytes(20 * 1024 * 1024)
    await stand.person("send_file", user="ada", kind="video", name="clip.mp4", base64=as_base64(big))
    video = (await stand.heard())[-1]["message"]["video"]
    assert await stand.refused("getFile", file_id=video["file_id"]) == "Bad Request: file is too big"


async def test_a_persons_album_comes_as_one_message_each_under_one_id(stand: Stand) -> None:
    files = [
        {"kind": "photo", "name": "a.jpg", "base64": as_base64(picture(400, 500))},
        {"kind": "photo", "name": "b.jpg", "base64": as_base64(picture(500, 400))},
        {"kind": "video", "name": "c.mp4", "base64": as_base64(film())},
    ]
    sent = await stand.person("send_album", user="ada", files=files, caption="Last night")
    messages = [update["message"] for update in await stand.heard()]
    assert [message["message_id"] for message in messages] == sent["message_ids"]
    assert {message["media_group_id"] for message in messages} == {sent["media_group_id"]}
    assert [message.get("caption") for message in messages] == ["Last night", None, None]
    assert [("photo" in message, "video" in message) for message in messages] == [(True, False)] * 2 + [(False, True)]
    assert [message.get("media_group_id") for message in stand.shown()[1:]] == [sent["media_group_id"]] * 3


@pytest.mark.parametrize("kinds", [["photo"], ["photo"] * 11, ["photo", "document"], ["photo", "song"]])
async def test_an_album_is_two_to_ten_of_what_belongs_together(stand: Stand, kinds: list[str]) -> None:
    files = [{"kind": kind, "name": "a.jpg", "base64": as_base64(picture(40, 50))} for kind in kinds]
    assert await stand.impossible("send_album", user="ada", files=files) == 400
    assert [message["text"] for message in stand.shown()] == ["/start"]
