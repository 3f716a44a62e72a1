"""files.*: the three steps of an upload, and what is known of a file afterwards."""

from typing import Any

from sandbox.slack import posting
from sandbox.slack.files import FileState, StoredFile
from sandbox.slack.methods.call import Call, Method
from sandbox.slack.refused import Json, Refused
from sandbox.slack.team import Channel

ALT_CHARACTERS = 1_000


def upload_url(call: Call) -> Json:
    filename, length = call.arguments.needed("filename", "length")
    alt = call.arguments.text("alt_txt")
    if not length.isdigit() or int(length) == 0:
        raise Refused("missing_argument")
    if len(alt) > ALT_CHARACTERS:
        raise Refused("alt_txt_too_large")
    shelf = call.workspace.files
    file = shelf.announce(filename, call.workspace.team.bot_user_id, int(length), alt)
    return {"upload_url": shelf.ticket(file), "file_id": file.id}


def complete(call: Call) -> Json:
    """The answer comes before the file is checked and shared; both happen a moment later."""
    entries = call.arguments.structure("files", "invalid_arguments")
    if not isinstance(entries, list) or not entries:
        raise Refused("invalid_arguments", ["[ERROR] missing required field: files"])
    channels = _channels(call)
    files = [_uploaded(call, entry) for entry in entries]
    for file, entry in zip(files, entries, strict=True):
        file.state = FileState.PROCESSING
        file.title = str(entry.get("title") or file.name)
    comment, thread_ts = call.arguments.text("initial_comment"), call.arguments.text("thread_ts") or None

    def checked() -> None:
        for file in files:
            file.state = FileState.READY
        for channel in channels:
            posting.share(call.hall, call.workspace, channel, files, comment, thread_ts)
        call.hall.world.touch()

    shapes = [call.workspace.files.shape(file, call.workspace.channels) for file in files]
    call.hall.chores.after(call.hall.timing.processing_seconds, checked)
    keys = ("user_team", "external_type")
    return {"files": [{key: value for key, value in shape.items() if key not in keys} for shape in shapes]}


def _channels(call: Call) -> list[Channel]:
    wanted = call.arguments.names("channels") or call.arguments.names("channel_id")
    found = [call.workspace.channels.get(channel_id) for channel_id in wanted]
    for channel in found:
        if channel is None:
            raise Refused("channel_not_found")
        if not call.workspace.is_in(channel):
            raise Refused("not_in_channel")
    return [channel for channel in found if channel is not None]


def _uploaded(call: Call, entry: Any) -> StoredFile:
    file = call.workspace.files.find(str(entry.get("id"))) if isinstance(entry, dict) else None
    if file is None or file.state is not FileState.UPLOADED:
        raise Refused("file_not_found")
    return file


def info(call: Call) -> Json:
    (file_id,) = call.arguments.needed("file")
    file = call.workspace.files.find(file_id)
    if file is None or file.state in (FileState.ANNOUNCED, FileState.UPLOADED):
        raise Refused("file_not_found")
    shape = call.workspace.files.shape(file, call.workspace.channels)
    return {"file": shape, "comments": [], "response_metadata": {"next_cursor": ""}}


METHODS = {
    "files.getUploadURLExternal": Method(upload_url, ("files:write",)),
    "files.completeUploadExternal": Method(complete, ("files:write",)),
    "files.info": Method(info, ("files:read",)),
}
