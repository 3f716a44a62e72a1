"""Files: uploaded in three steps, checked for a moment, private, and shown only when ready."""

from collections.abc import AsyncIterator

import pytest
from films import film
from slack_stage import PNG, TOKEN, Json, Stage, stage
from stages.uploads import as_file, photo

from sandbox.slack.files import FileState

BEARER = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
async def slack() -> AsyncIterator[Stage]:
    async with stage() as one:
        yield one


def picture(file_id: str) -> list[Json]:
    return [{"type": "image", "alt_text": "A flyer", "slack_file": {"id": file_id}}]


async def test_a_picture_is_refused_while_it_is_being_checked(slack: Stage) -> None:
    await slack.hand("timing", processing_seconds=3600)
    file_id = await slack.upload()
    assert (await slack.good("files.info", file=file_id))["file"]["mimetype"] == ""
    early = await slack.call("chat.postMessage", channel="C0EVENTS01", text="x", blocks=picture(file_id))
    assert early["error"] == "invalid_blocks"
    assert early["response_metadata"]["messages"] == ["[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"]
    slack.slack.hall.chores.drop()


async def test_a_checked_picture_is_shown(slack: Stage) -> None:
    file_id = await slack.upload()
    assert (await slack.good("files.info", file=file_id))["file"]["mimetype"] == "image/png"
    await slack.good("chat.postMessage", channel="C0EVENTS01", text="x", blocks=picture(file_id))
    assert slack.messages()[-1]["blocks"][0]["sandbox_url"] == f"/control/slack/files/{file_id}"


async def test_only_pictures_can_be_shown_as_pictures(slack: Stage) -> None:
    file_id = await slack.upload(b"%PDF-1.7 pretending", "flyer.png")
    answer = await slack.call("chat.postMessage", channel="C0EVENTS01", text="x", blocks=picture(file_id))
    assert answer["error"] == "invalid_blocks"


@pytest.mark.parametrize("way", ["raw", "multipart"])
async def test_bytes_may_be_sent_raw_or_as_a_form(slack: Stage, way: str) -> None:
    place = await slack.good("files.getUploadURLExternal", filename="a.png", length=len(PNG), alt_txt="A night sky")
    sent = {"content": PNG} if way == "raw" else {"files": {"file": ("a.png", PNG, "image/png")}}
    assert (await slack.http.post(place["upload_url"], **sent)).status_code == 200
    done = await slack.good("files.completeUploadExternal", files=[{"id": place["file_id"]}])
    assert (done["files"][0]["name"], done["files"][0]["alt_txt"]) == ("a.png", "A night sky")
    file = (await slack.good("files.info", file=place["file_id"]))["file"]
    assert (await slack.http.get(file["url_private"], headers=BEARER)).content == PNG


async def test_an_upload_of_another_length_is_refused(slack: Stage) -> None:
    place = await slack.good("files.getUploadURLExternal", filename="a.png", length=3)
    assert (await slack.http.post(place["upload_url"], content=b"four")).status_code == 400
    answer = await slack.call("files.completeUploadExternal", files=[{"id": place["file_id"]}])
    assert answer["error"] == "file_not_found"


async def test_an_upload_is_completed_once(slack: Stage) -> None:
    file_id = await slack.upload()
    answer = await slack.call("files.completeUploadExternal", files=[{"id": file_id}])
    assert answer["error"] == "file_not_found"


async def test_an_upload_address_dies_with_its_completion(slack: Stage) -> None:
    place = await slack.good("files.getUploadURLExternal", filename="a.png", length=len(PNG))
    await slack.http.post(place["upload_url"], content=PNG)
    await slack.good("files.completeUploadExternal", files=[{"id": place["file_id"]}])
    assert (await slack.http.post(place["upload_url"], content=PNG)).status_code == 404


async def test_a_failing_upload_can_be_tried_again(slack: Stage) -> None:
    slack.fault("upload", "error_500")
    place = await slack.good("files.getUploadURLExternal", filename="a.png", length=len(PNG))
    assert (await slack.http.post(place["upload_url"], content=PNG)).status_code == 500
    assert (await slack.http.post(place["upload_url"], content=PNG)).status_code == 200


async def test_a_shared_file_is_announced_after_the_check(slack: Stage) -> None:
    file_id = await slack.upload(channel_id="C0EVENTS01", initial_comment="The flyer")
    await slack.settle()
    message = slack.messages()[-1]
    assert (message["text"], message["files"][0]["id"]) == ("The flyer", file_id)
    shares = (await slack.good("files.info", file=file_id))["file"]["shares"]
    assert shares["public"]["C0EVENTS01"][0]["ts"] == message["ts"]
    assert {event["type"] for event in slack.inbox.events} == {"message", "file_shared"}


@pytest.mark.parametrize(("channel", "code"), [("C0GENERAL1", "not_in_channel"), ("C0NOWHERE1", "channel_not_found")])
async def test_a_file_is_not_shared_where_the_bot_is_not(slack: Stage, channel: str, code: str) -> None:
    place = await slack.good("files.getUploadURLExternal", filename="a.png", length=len(PNG))
    await slack.http.post(place["upload_url"], content=PNG)
    wish: Json = {"files": [{"id": place["file_id"]}], "channel_id": channel}
    assert (await slack.call("files.completeUploadExternal", **wish))["error"] == code
    file = slack.slack.hall.home.files.find(place["file_id"])
    assert file is not None and file.state is FileState.UPLOADED


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer xoxb-wrong"}], ids=["no token", "wrong token"])
async def test_without_the_right_a_download_is_a_login_page_with_status_200(
    slack: Stage, headers: dict[str, str]
) -> None:
    file_id = await slack.upload()
    file = (await slack.good("files.info", file=file_id))["file"]
    response = await slack.http.get(file["url_private_download"], headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    await slack.hand("scopes", scopes=["files:write"])
    denied = await slack.http.get(file["url_private_download"], headers=BEARER)
    assert denied.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("ending", "mimetype"), [("mp4", "video/mp4"), ("mov", "video/quicktime")])
async def test_a_video_is_known_by_its_bytes(slack: Stage, ending: str, mimetype: str) -> None:
    content = film(format_=ending)
    given = [as_file("from-my-phone", content), as_file("flyer.jpg", photo())]
    await slack.hand("say", user="ada", channel="C0EVENTS01", text="Both", files=given)
    video, picture_ = slack.messages()[-1]["files"]
    assert (video["mimetype"], picture_["mimetype"]) == (mimetype, "image/jpeg")
    await slack.settle()
    message = next(event for event in slack.inbox.events if event["type"] == "message")
    assert [file["filetype"] for file in message["files"]] == [ending, "jpg"]
    assert (await slack.http.get(message["files"][0]["url_private_download"], headers=BEARER)).content == content
